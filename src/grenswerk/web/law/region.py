"""The map of the region: the five states, and each pair with the rule of a year as a line or an arc."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import Struct

from grenswerk.documents import load
from grenswerk.law.rulebook import Rulebook
from grenswerk.render.law import timeline_as_data

FILE = Path(__file__).parent / "region.yaml"


class Outline(Struct, frozen=True, forbid_unknown_fields=True):
    """A state as a path, and where its name stands."""

    label: tuple[int, int]
    outline: str
    place: tuple[int, int] | None = None  # where the name does not stand within the state

    @property
    def middle(self) -> tuple[int, int]:
        """A point within the state."""
        return self.place or self.label


class Region(Struct, frozen=True, forbid_unknown_fields=True):
    """The drawing."""

    size: tuple[int, int]
    states: dict[str, Outline]
    others: str
    borders: dict[str, str]


class Border(NamedTuple):
    """A pair on the map; `kind` is by_days, days or share; pairs without a common border are drawn as an arc."""

    pair: str
    path: str
    x: int
    y: int
    arc: bool
    kind: str
    row: dict[str, Any]


@cache
def region() -> Region:
    """The drawing, read once."""
    return load(FILE, Region)


def borders(year: int, rulebook: Rulebook) -> list[Border]:
    """The ten pairs with their rule in a year."""
    return [_border(row) for row in timeline_as_data([year], rulebook)]


def _border(row: dict[str, Any]) -> Border:
    first, second = row["pair"].split("-")
    drawn = region().borders.get(f"{min(first, second)}-{max(first, second)}")
    kind = "share" if row["limit_share"] else "days" if row["limit_days"] is not None else "by_days"
    if drawn is None:
        path, (x, y) = _arc(first, second)
        return Border(row["pair"], path, x, y, arc=True, kind=kind, row=row)
    x, y = _middle(drawn)
    return Border(row["pair"], drawn, x, y, arc=False, kind=kind, row=row)


def _middle(path: str) -> tuple[int, int]:
    """The point in the middle of a path, for its number."""
    numbers = [int(number) for number in re.findall(r"-?\d+", path)]
    points = list(zip(numbers[::2], numbers[1::2], strict=True))
    return points[len(points) // 2]


def _arc(first: str, second: str) -> tuple[str, tuple[int, int]]:
    """A bow from one state's name to the other's, bent to the west of the map."""
    (x1, y1), (x2, y2) = region().states[first].middle, region().states[second].middle
    bend_x, bend_y = (x1 + x2) // 2 - abs(y2 - y1) // 3, (y1 + y2) // 2
    middle = ((x1 + 2 * bend_x + x2) // 4, (y1 + 2 * bend_y + y2) // 4)
    return f"M{x1} {y1} Q{bend_x} {bend_y} {x2} {y2}", middle
