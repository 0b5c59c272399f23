"""A row of a day log with the place that it was read from."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.model.days import DayEntry


class Row(NamedTuple):
    """One row of a day log; `place` says where it stands, for messages."""

    entry: DayEntry
    place: str
