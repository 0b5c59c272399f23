"""The year as a heat map: twelve months of days, what was done and how much of it elsewhere."""

from __future__ import annotations

import calendar
import datetime as dt
from functools import lru_cache
from typing import Any, NamedTuple

from grenswerk.days.period import full_day_minutes
from grenswerk.model.days import WORK, Activity
from grenswerk.model.period import days_employed
from grenswerk.model.worker import WorkerFile
from grenswerk.web.mydays.log import Days, Entries

HEATS = 4  # steps of colour for a day that is partly outside the employer's state
AT_HOME = ("telework", "home_other")


class Cell(NamedTuple):
    """One date of the calendar; `heat` 0-4 is the part of the day outside the employer's state."""

    date: dt.date
    kind: str  # home, there, third, absent or none
    heat: int
    rows: list[dict[str, Any]]
    employed: bool
    today: bool

    @property
    def weekend(self) -> bool:
        """Saturday or Sunday."""
        return self.date.weekday() >= 5


class Month(NamedTuple):
    """A month in weeks from Monday; `None` stands for a day of another month."""

    first: dt.date
    weeks: list[list[Cell | None]]
    home: int  # days with work in the residence state
    worked: int  # days with work


class _Contract(NamedTuple):
    """What the colour of a day needs to know of an employment."""

    employer_state: str
    full_day: float  # minutes


class _Contracts(NamedTuple):
    """What the colours of a year need to know of the worker file."""

    residence: str
    by_id: dict[str, _Contract]
    first: _Contract
    periods: list[tuple[dt.date, dt.date]]


def months(file: WorkerFile, days: Days, today: dt.date) -> list[Month]:
    """The twelve months of the year of the file."""
    contracts = _contracts(file)
    return [_month(contracts, days, dt.date(file.year, number, 1), today) for number in range(1, 13)]


def cell_of(file: WorkerFile, days: Days, date: dt.date, today: dt.date) -> Cell:
    """One date."""
    return _cell(_contracts(file), days, date, today)


def _contracts(file: WorkerFile) -> _Contracts:
    found = {one.id: _Contract(one.employer_state, full_day_minutes(one)) for one in file.employments}
    periods = [days_employed(one, file.year) for one in file.employments]
    return _Contracts(file.worker.residence, found, found[file.employments[0].id], periods)


def _month(contracts: _Contracts, days: Days, first: dt.date, today: dt.date) -> Month:
    weeks = [
        [_cell(contracts, days, date, today) if date else None for date in week]
        for week in _dates(first.year, first.month)
    ]
    kinds = [cell.kind for week in weeks for cell in week if cell]
    home = kinds.count("home")
    return Month(first, weeks, home, home + kinds.count("there") + kinds.count("third"))


@lru_cache(maxsize=120)
def _dates(year: int, month: int) -> list[list[dt.date | None]]:
    weeks = calendar.Calendar().monthdatescalendar(year, month)
    return [[date if date.month == month else None for date in week] for week in weeks]


def _cell(contracts: _Contracts, days: Days, date: dt.date, today: dt.date) -> Cell:
    rows = days.get(date, [])
    employed = any(start <= date <= end for start, end in contracts.periods)
    kind, heat = _kind(contracts, rows) if rows else ("none", 0)
    return Cell(date, kind, heat, rows, employed, date == today)


def _kind(contracts: _Contracts, rows: Entries) -> tuple[str, int]:
    outside, total = 0.0, 0.0
    places: set[str] = set()
    for row in rows:
        activity = row.get("activity", "office")
        if Activity(activity) not in WORK:
            continue
        contract = contracts.by_id.get(row.get("employment", ""), contracts.first)
        minutes = contract.full_day if row.get("minutes") is None else float(row["minutes"])
        total += minutes
        if row["state"] != contract.employer_state or activity in AT_HOME:
            outside += minutes
            places.add("home" if row["state"] == contracts.residence else "third")
    if not total:
        return "absent", 0
    if not outside:
        return "there", 0
    return ("home" if "home" in places else "third"), max(1, round(HEATS * outside / total))
