"""The shares of work at home over the twelve months that touch a year, from whatever form the days have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from grenswerk.law.establishment.rolling_window import window_shares
from grenswerk.model.days import WORK, Activity, DayEntry, EmploymentDays
from grenswerk.model.worker import Employment, WorkerFile

LEAST_COVERED = 183  # days of a window that a log must cover
_DAY = dt.timedelta(days=1)
_DUST = 1e-6


class Shares(NamedTuple):
    """Telework from home as a share of all work for the employer, 0-1."""

    year: float
    lowest: float
    highest: float
    home_days: tuple[tuple[dt.date, float], ...] = ()  # from a log: home work as a part of a full day

    def day_beyond(self, last_safe: float, year: int) -> dt.date | None:
        """The date on which the home days of the year exceed `last_safe`; `None` where they do not."""
        passed = 0.0
        for day, part in self.home_days:
            if day.year == year:
                passed += part
                if passed > last_safe + _DUST:
                    return day
        return None


def twelve_month_shares(file: WorkerFile, employment: Employment, days: EmploymentDays) -> Shares:
    """The share of the year, and the smallest and largest over the windows that the days tell of.

    Counts and patterns give the year alone; a log gives rolling windows. A plan for the next twelve months is one
    more window, if this is the only employment.
    """
    time = days.working_time
    year = time.residence_telework / time.total if time.total else 0.0
    found = [year]
    home_days: tuple[tuple[dt.date, float], ...] = ()
    if days.entries:
        full_day = 60.0 * employment.hours_per_week / employment.days_per_week
        worked = by_day(days.entries, file.worker.residence, full_day)
        home_days = tuple((day, home / full_day) for day, (home, _) in sorted(worked.items()) if home)
        found += rolling_shares(worked, file.year)
    if file.next_12_months is not None and len(file.employments) == 1:
        found.append(file.next_12_months.home_share)
    return Shares(year, min(found), max(found), home_days)


def by_day(entries: Iterable[DayEntry], residence: str, full_day: float) -> dict[dt.date, tuple[float, float]]:
    """Minutes of telework from home and of all work, by date."""
    worked: dict[dt.date, tuple[float, float]] = {}
    for entry in entries:
        if entry.activity not in WORK:
            continue
        minutes = full_day if entry.minutes is None else float(entry.minutes)
        at_home = minutes if entry.state == residence and entry.activity is Activity.TELEWORK else 0.0
        home, work = worked.get(entry.date, (0.0, 0.0))
        worked[entry.date] = (home + at_home, work + minutes)
    return worked


def rolling_shares(worked: dict[dt.date, tuple[float, float]], year: int) -> list[float]:
    """The smallest and the largest share over the twelve months that begin or end in the year.

    A log of one year fills none of them but the year itself: of the others only those are read of which the log
    covers at least half, since a shorter part says nothing about a pattern.
    """
    if not worked:
        return []
    first, last = min(worked), max(worked)
    bounds = [
        (max(start, first), min(end, last + _DAY))
        for start, end in twelve_months(year)
        if (min(end, last + _DAY) - max(start, first)).days >= LEAST_COVERED
    ]
    if not bounds:
        return []
    length = (last - first).days + 1
    minutes = [worked.get(first + dt.timedelta(days=index), (0.0, 0.0)) for index in range(length)]
    shares = window_shares(
        tuple(home for home, _ in minutes),
        tuple(work for _, work in minutes),
        tuple((start - first).days for start, _ in bounds),
        tuple((end - first).days for _, end in bounds),
    )
    return [shares.lowest, shares.highest] if shares.windows else []


@cache
def twelve_months(year: int) -> list[tuple[dt.date, dt.date]]:
    """First day and day after the last of every twelve months that begin or end in the year."""
    first = dt.date(year - 1, 1, 2)
    starts = [first + dt.timedelta(days=index) for index in range((dt.date(year, 12, 31) - first).days + 1)]
    return [(start, _year_after(start)) for start in starts]


def _year_after(start: dt.date) -> dt.date:
    leap_day = (start.month, start.day) == (2, 29)
    return dt.date(start.year + 1, 3, 1) if leap_day else start.replace(year=start.year + 1)
