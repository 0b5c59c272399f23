"""The date on which the present pattern crosses a limit."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from typing import NamedTuple

from grenswerk.days.pace import days_until_beyond
from grenswerk.model.days import EmploymentDays
from grenswerk.model.period import days_employed
from grenswerk.model.worker import Employment

_DUST = 1e-9


class Log(NamedTuple):
    """A log of days: the span of the employment in the year, the last entry, and the days that count, in order."""

    start: dt.date
    end: dt.date
    last: dt.date
    counting: Sequence[dt.date]


def crossing_date(
    days: EmploymentDays,
    employment: Employment,
    year: int,
    limit: float,
    counted: float,
    *,
    counting: Sequence[dt.date] = (),
) -> dt.date | None:
    """The day on which one day more than `limit` is counted, or `None` when that does not happen in the year.

    A day log tells the day itself by its dates that count, `counting`, and after its last entry the pattern so far
    goes on; days without dates are spread evenly over the employment.
    """
    start, end = days_employed(employment, year)
    if counted <= 0 or end < start:
        return None
    if not days.entries:
        return _at_the_pace(Log(start, end, end, ()), limit, counted)
    return beyond(Log(start, end, max(entry.date for entry in days.entries), counting), limit, counted)


def beyond(log: Log, limit: float, counted: float) -> dt.date | None:
    """The day on which one day more than `limit` is counted, by a log with `counted` days, more than 0."""
    if counted > limit + _DUST:
        index = math.floor(limit + _DUST)
        return log.counting[index] if index < len(log.counting) else None
    return _at_the_pace(log, limit, counted)


def _at_the_pace(log: Log, limit: float, counted: float) -> dt.date | None:
    elapsed = (min(log.end, log.last) - log.start).days + 1
    offset = days_until_beyond(limit, counted, elapsed) - 1
    crossing = log.start + dt.timedelta(days=min(offset, 3660))
    return crossing if crossing <= log.end else None
