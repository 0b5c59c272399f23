"""The part of a year in which an employment runs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from grenswerk.model.worker import Employment


def days_employed(employment: Employment, year: int) -> tuple[dt.date, dt.date]:
    """First and last day of the employment within the year."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    return max(first, employment.start or first), min(last, employment.end or last)


def months_employed(employment: Employment, year: int) -> float:
    """Months of employment in the year; a part of a month counts by its days. Between 0 and 12."""
    return _months(*days_employed(employment, year))


def months_covered(employments: Sequence[Employment], year: int) -> float:
    """Months of the year in which at least one of the employments runs. Between 0 and 12."""
    if len(employments) == 1:
        return months_employed(employments[0], year)
    months, covered_until = 0.0, dt.date(year - 1, 12, 31)
    for start, end in sorted(days_employed(employment, year) for employment in employments):
        if end > covered_until:
            months += _months(max(start, covered_until + dt.timedelta(days=1)), end)
            covered_until = end
    return months


def _months(start: dt.date, end: dt.date) -> float:
    """Months between two days of one year, both counted."""
    if end < start:
        return 0.0
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return 12.0
    return months_between(start.year, start.month, start.day, end.month, end.day)


def months_between(year: int, first_month: int, first_day: int, last_month: int, last_day: int) -> float:
    """Months from the first day to the last of one year; a part of a month counts by its days."""
    months = 0.0
    for month in range(first_month, last_month + 1):
        length = days_in_month(year, month)
        first = first_day if month == first_month else 1
        last = last_day if month == last_month else length
        months += (last - first + 1) / length
    return months


def days_in_month(year: int, month: int) -> int:
    """The length of a month of the Gregorian calendar."""
    if month == 2:
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        return 29 if leap else 28
    if month == 4 or month == 6 or month == 9 or month == 11:  # noqa: PLR1714
        return 30
    return 31
