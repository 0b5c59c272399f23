"""The employment's own part of the year."""

from __future__ import annotations

import datetime as dt

from grenswerk.model.period import days_employed
from grenswerk.model.worker import Employment


def calendar_days(employment: Employment, year: int) -> int:
    """Days of the calendar within the employment and the year."""
    first, last = days_employed(employment, year)
    return (last - first).days + 1


def possible_days(employment: Employment, year: int) -> float:
    """Working days that fit in the employment's part of the year at its days per week.

    Public holidays and leave are not taken off: some people work on them.
    """
    weeks, rest = divmod(calendar_days(employment, year), 7)
    return float(weeks * employment.days_per_week + min(employment.days_per_week, rest))


def share_of_year(employment: Employment, year: int) -> float:
    """The employment's part of the year, 0-1."""
    return calendar_days(employment, year) / (dt.date(year + 1, 1, 1) - dt.date(year, 1, 1)).days


def full_day_minutes(employment: Employment) -> float:
    """Minutes of a full working day by the contract, at most a whole day."""
    return min(1440.0, employment.hours_per_week / employment.days_per_week * 60)
