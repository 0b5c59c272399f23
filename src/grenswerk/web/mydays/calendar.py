"""The year as a heat map: twelve months of days, what was done and how much of it elsewhere."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Any, NamedTuple

from grenswerk.days.period import full_day_minutes
from grenswerk.model.days import WORK, Activity
from grenswerk.model.period import days_employed
from grenswerk.model.worker import WorkerFile
from grenswerk.web.mydays.log import Days

HEATS = 4  # steps of colour for a day that is partly outside the employer's state


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


def months(file: WorkerFile, days: Days, today: dt.date) -> list[Month]:
    """The twelve months of the year of the file."""
    return [_month(file, days, number, today) for number in range(1, 13)]


def _month(file: WorkerFile, days: Days, number: int, today: dt.date) -> Month:
    weeks = [
        [cell_of(file, days, date, today) if date.month == number else None for date in week]
        for week in calendar.Calendar().monthdatescalendar(file.year, number)
    ]
    cells = [cell for week in weeks for cell in week if cell]
    return Month(
        dt.date(file.year, number, 1),
        weeks,
        sum(cell.kind == "home" for cell in cells),
        sum(cell.kind in ("home", "there", "third") for cell in cells),
    )


def cell_of(file: WorkerFile, days: Days, date: dt.date, today: dt.date) -> Cell:
    """One date."""
    rows = days.get(date, [])
    periods = [days_employed(employment, file.year) for employment in file.employments]
    employed = any(start <= date <= end for start, end in periods)
    kind, heat = _kind(file, rows)
    return Cell(date, kind, heat, rows, employed, date == today)


def _kind(file: WorkerFile, rows: list[dict[str, Any]]) -> tuple[str, int]:
    if not rows:
        return "none", 0
    residence, outside, total = file.worker.residence, 0.0, 0.0
    places: set[str] = set()
    by_id = {employment.id: employment for employment in file.employments}
    for row in rows:
        employment = by_id.get(row.get("employment", ""), file.employments[0])
        if Activity(row.get("activity", "office")) not in WORK:
            continue
        minutes = full_day_minutes(employment) if row.get("minutes") is None else float(row["minutes"])
        total += minutes
        if row["state"] != employment.employer_state or row.get("activity") in ("telework", "home_other"):
            outside += minutes
            places.add("home" if row["state"] == residence else "third")
    if not total:
        return "absent", 0
    if not outside:
        return "there", 0
    return ("home" if "home" in places else "third"), max(1, round(HEATS * outside / total))
