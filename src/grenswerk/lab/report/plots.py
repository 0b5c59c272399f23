"""Plots of an experiment, drawn from Vega-Lite specifications without a browser and without a network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

_PALETTE = ["#0b6e75", "#c2571a", "#5b4b8a", "#8a8d3f", "#b03060", "#2f5d8a", "#6b7280"]
_CONFIG = {
    "font": "sans-serif",
    "background": "white",
    "axis": {"grid": True, "gridColor": "#e5e7eb", "labelFontSize": 11, "titleFontSize": 12},
    "legend": {"labelFontSize": 11, "orient": "bottom", "labelLimit": 360, "columns": 2},
    "view": {"stroke": None},
    "range": {"category": _PALETTE},
}
Row = dict[str, Any]


def svg(specification: dict[str, Any]) -> str:
    """The drawing of a Vega-Lite specification."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg({**specification, "config": _CONFIG}))


def bars(rows: Sequence[Row], order: Sequence[str], value: str, colours: Sequence[str]) -> str:
    """Bars side by side: each row has `group`, `colour`, `value`; `value` is the title of the axis."""
    return svg(
        {
            "data": {"values": list(rows)},
            "width": 560,
            "height": 220,
            "mark": {"type": "bar"},
            "encoding": {
                "x": {
                    "field": "group",
                    "type": "nominal",
                    "sort": list(order),
                    "title": None,
                    "axis": {"labelAngle": 0},
                },
                "xOffset": {"field": "colour", "sort": list(colours)},
                "y": {"field": "value", "type": "quantitative", "title": value},
                "color": {"field": "colour", "type": "nominal", "sort": list(colours), "title": None},
            },
        }
    )


def lines(rows: Sequence[Row], across: str, value: str, *, steps: bool = False) -> str:
    """Lines: each row has `x`, `colour`, `value`; `across` and `value` are the titles of the axes."""
    return svg(
        {
            "data": {"values": list(rows)},
            "width": 560,
            "height": 220,
            "mark": {"type": "line", "strokeWidth": 2, **({"interpolate": "step-after"} if steps else {})},
            "encoding": {
                "x": {"field": "x", "type": "quantitative", "title": across},
                "y": {"field": "value", "type": "quantitative", "title": value, "scale": {"zero": False}},
                "color": {"field": "colour", "type": "nominal", "title": None},
            },
        }
    )
