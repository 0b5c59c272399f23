"""The part of a year in which an employment runs."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange

from grenswerk.model.worker import Employment


def days_employed(employment: Employment, year: int) -> tuple[dt.date, dt.date]:
    """First and last day of the employment within the year."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    return max(first, employment.start or first), min(last, employment.end or last)


def months_employed(employment: Employment, year: int) -> float:
    """Months of employment in the year; a part of a month counts by its days. Between 0 and 12."""
    start, end = days_employed(employment, year)
    if end < start:
        return 0.0
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return 12.0
    months = 0.0
    for month in range(start.month, end.month + 1):
        length = monthrange(year, month)[1]
        first = start.day if month == start.month else 1
        last = end.day if month == end.month else length
        months += (last - first + 1) / length
    return months
