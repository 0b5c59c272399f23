"""What one tap writes on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from grenswerk.model.days import Activity
from grenswerk.model.errors import BadInput
from grenswerk.model.period import days_employed
from grenswerk.model.worker import Employment, WorkerFile
from grenswerk.web.mydays.log import Days, Entries


class Brush(NamedTuple):
    """A way to fill a day; `at` says where: the residence, the employer's state, or one to be named."""

    name: str
    activity: Activity | None
    at: str


BRUSHES = (
    Brush("home", Activity.TELEWORK, "residence"),
    Brush("office", Activity.OFFICE, "employer"),
    Brush("trip", Activity.TRIP, "named"),
    Brush("sick", Activity.SICK, "employer"),
    Brush("leave", Activity.LEAVE, "employer"),
    Brush("holiday", Activity.HOLIDAY, "employer"),
    Brush("clear", None, ""),
)
BY_NAME = {brush.name: brush for brush in BRUSHES}


def painted(file: WorkerFile, standing: Days, dates: Iterable[dt.date], brush: Brush, given: Stroke) -> Days:
    """What stands on these dates after the brush: the rows of other employments stay.

    Raises `BadInput` for a business trip without a state.
    """
    employment = employment_of(file, given.employment)
    row = _row(file, employment, brush, given.state)
    found: dict[dt.date, Entries] = {}
    for date in dates:
        others = [kept for kept in standing.get(date, []) if _id(kept, file) != employment.id]
        found[date] = [*others, *([row] if row else [])]
    return found


class Stroke(NamedTuple):
    """What the brush is told besides the dates."""

    employment: str = ""
    state: str = ""


def _row(file: WorkerFile, employment: Employment, brush: Brush, state: str) -> dict[str, Any] | None:
    if brush.activity is None:
        return None
    where = {"residence": file.worker.residence, "employer": employment.employer_state}.get(brush.at, state)
    if len(where) != 2:
        raise BadInput("state: is empty: expected the state of the business trip")
    return {"state": where, "activity": brush.activity.value, "employment": employment.id}


def employment_of(file: WorkerFile, name: str) -> Employment:
    """The employment of this id, or the first."""
    return next((employment for employment in file.employments if employment.id == name), file.employments[0])


def _id(row: dict[str, Any], file: WorkerFile) -> str:
    return str(row.get("employment") or file.employments[0].id)


def dates_between(file: WorkerFile, first: dt.date, last: dt.date, employment: str) -> list[dt.date]:
    """The dates of a range within the employment and the year; a range of several days leaves weekends out."""
    if last < first:
        first, last = last, first
    start, end = days_employed(employment_of(file, employment), file.year)
    first, last = max(first, start), min(last, end)
    dates = [first + dt.timedelta(days=offset) for offset in range((last - first).days + 1)]
    working = [date for date in dates if date.weekday() < 5]
    return dates if len(dates) <= 2 or not working else working
