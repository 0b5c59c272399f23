"""The date on which the present pattern crosses a limit."""

from __future__ import annotations

import datetime as dt
import math

from grenswerk.days.pace import days_until_beyond
from grenswerk.model.days import EmploymentDays
from grenswerk.model.period import days_employed
from grenswerk.model.worker import Employment

_DUST = 1e-9


def crossing_date(
    days: EmploymentDays, employment: Employment, year: int, limit: float, counted: float
) -> dt.date | None:
    """The day on which one day more than `limit` is counted, or `None` when that does not happen in the year.

    A day log tells the day itself, and after its last entry the pattern so far goes on; days without dates are
    spread evenly over the employment.
    """
    start, end = days_employed(employment, year)
    if counted <= 0 or end < start:
        return None
    known_until = end
    if days.entries:
        known_until = min(end, max(entry.date for entry in days.entries))
        if counted > limit + _DUST:
            return _crossing_in_log(days, employment.employer_state, limit)
    elapsed = (known_until - start).days + 1
    offset = days_until_beyond(limit, counted, elapsed) - 1
    crossing = start + dt.timedelta(days=min(offset, 3660))
    return crossing if crossing <= end else None


def _crossing_in_log(days: EmploymentDays, employer_state: str, limit: float) -> dt.date | None:
    """The date of the first logged day above the limit."""
    outside = sorted({entry.date for entry in days.entries if entry.state != employer_state})
    index = math.floor(limit + _DUST)
    return outside[index] if index < len(outside) else None
