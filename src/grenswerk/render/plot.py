"""Plots without a browser and without a network: a Vega-Lite specification, drawn by vl-convert."""

from __future__ import annotations

from typing import Any

from grenswerk.assess.comparison import Comparison
from grenswerk.render.speech import Speech

_ACCENT, _SECOND, _THIRD = "#0b6e75", "#c2571a", "#6b7280"


def plot_svg(comparisons: dict[str, Comparison], speech: Speech) -> bytes:
    """Net pay, employer cost and number of duties by home days, as SVG."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(_specification(comparisons, speech))).encode()


def plot_png(comparisons: dict[str, Comparison], speech: Speech) -> bytes:
    """The same as PNG."""
    import vl_convert

    return bytes(vl_convert.vegalite_to_png(_specification(comparisons, speech), scale=2))


def _specification(comparisons: dict[str, Comparison], speech: Speech) -> dict[str, Any]:
    values = []
    for name, comparison in comparisons.items():
        for point in comparison.points:
            row = {"home": point.home_days, "law": name}
            values.append({**row, "what": speech.say("compare.net"), "value": point.net})
            values.append({**row, "what": speech.say("compare.employer_cost"), "value": point.employer_cost})
            values.append({**row, "what": speech.say("compare.duties"), "value": point.duties})
    first = next(iter(comparisons.values()))
    last = max((point.home_days for point in first.points), default=0)
    rules = [
        {
            "what": speech.say("compare.net"),
            "value": net,
            "label": speech.say(f"compare.{code}", {"net": net}),
            "home": last if code == "colleague" else 0,
            "align": "right" if code == "colleague" else "left",
        }
        for code, net in (("without_telework", first.without_telework), ("colleague", first.colleague))
        if net is not None
    ]
    several = len(comparisons) > 1
    line: dict[str, Any] = {
        "mark": {"type": "line", "strokeWidth": 2},
        "encoding": {
            "x": {"field": "home", "type": "quantitative", "title": speech.say("compare.home_days")},
            "y": {"field": "value", "type": "quantitative", "title": None, "scale": {"zero": False}},
            "color": {"field": "law", "type": "nominal", "scale": {"range": [_ACCENT, _SECOND]}, "title": None}
            if several
            else {"value": _ACCENT},
        },
    }
    panels = [
        {
            "title": what,
            "width": 520,
            "height": 160,
            "layer": [
                {"data": {"values": [row for row in values if row["what"] == what]}, **line},
                {
                    "data": {"values": [row for row in rules if row["what"] == what]},
                    "mark": {"type": "rule", "strokeDash": [4, 4], "color": _THIRD},
                    "encoding": {"y": {"field": "value", "type": "quantitative"}},
                },
                {
                    "data": {"values": [row for row in rules if row["what"] == what]},
                    "mark": {"type": "text", "align": {"expr": "datum.align"}, "dy": -6, "color": _THIRD},
                    "encoding": {
                        "x": {"field": "home", "type": "quantitative"},
                        "y": {"field": "value", "type": "quantitative"},
                        "text": {"field": "label"},
                    },
                },
            ],
        }
        for what in dict.fromkeys(row["what"] for row in values)
    ]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "vconcat": panels,
        "config": {"font": "sans-serif", "axis": {"grid": True, "gridColor": "#e5e7eb"}, "view": {"stroke": None}},
    }
