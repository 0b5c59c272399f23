"""How the home days of the year can be spread without crossing a limit."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Sequence
from typing import NamedTuple

from grenswerk.assess.comparison import Tipping, tipping_points
from grenswerk.assess.variations import days_to_divide, employment_abroad, with_home_days, without_plan
from grenswerk.law.rulebook import Rulebook
from grenswerk.model.days import EmploymentDays
from grenswerk.model.errors import BadInput
from grenswerk.model.period import days_employed
from grenswerk.model.worker import Employment, WorkerFile


class MonthPlan(NamedTuple):
    """Home days in one month that keep every limit."""

    month: int
    working_days: int
    home_days: int


class Plan(NamedTuple):
    """The home days that are left, and how they can be spread."""

    allowed: int | None  # home days of the year that cross no limit; none: there is no limit at all
    used: float  # home days up to `start`
    left: int  # that can still be taken
    wanted: float  # home days of the rest of the year by the present pattern
    possible: bool  # the present pattern crosses no limit
    binding: str | None  # tax | insurance | establishment: the limit that is met first
    limits: list[Tipping]
    start: dt.date  # first day of the plan
    months: list[MonthPlan]


def plan(
    file: WorkerFile,
    days: Sequence[EmploymentDays],
    rulebook: Rulebook | None = None,
    start: dt.date | None = None,
) -> Plan:
    """A plan from `start` to the end of the year; `start` is the day after the last logged day when left out.

    Limits: the tolerance of the tax treaty, the 25 % and 50 % lines of social security, the establishment line.
    Raises `BadInput` for a start outside the employment, or when it is not clear whose home days are meant.
    """
    law, index, here = rulebook or Rulebook(), employment_abroad(file), without_plan(file)
    employment, counted = file.employments[index], days[index]
    first, last = days_employed(employment, file.year)
    logged = [entry.date for entry in counted.entries]
    begin = start or (max(logged) + dt.timedelta(days=1) if logged else first)
    if not first <= begin <= last + dt.timedelta(days=1):
        raise BadInput(f"--from is {begin}: expected a day of the employment, {first} to {last}")
    used = counted.counted.residence if logged else 0.0
    elapsed, length = (begin - first).days, (last - first).days + 1
    whole_year = _whole_year(counted, used, elapsed, length) if logged else counted
    limits = tipping_points(here, [*days[:index], whole_year, *days[index + 1 :]], law)
    binding = min(limits, key=lambda limit: limit.home_days, default=None)
    allowed = binding.home_days if binding else None
    wanted = max(0.0, whole_year.counted.residence - used)
    working = _working_days(employment, begin, last)
    room = sum(count for _, count in working)
    left = max(0, int(allowed - used)) if allowed is not None else room
    left = min(left, room)
    return Plan(
        allowed=allowed,
        used=used,
        left=left,
        wanted=wanted,
        possible=allowed is None or used + wanted <= allowed,
        binding=binding.what if binding else None,
        limits=limits,
        start=begin,
        months=_spread(left, working),
    )


def _whole_year(days: EmploymentDays, used: float, elapsed: int, length: int) -> EmploymentDays:
    """The days of a log that stops within the year, carried on by its own pattern to the end of the employment."""
    if elapsed <= 0 or elapsed >= length:
        return days
    from msgspec.structs import replace

    factor = length / elapsed
    longer = replace(
        days,
        counted=type(days.counted)(*(value * factor for value in days.counted)),
        third_states={state: worked * factor for state, worked in days.third_states.items()},
        entries=(),
    )
    total = days_to_divide(longer)
    return with_home_days([longer], 0, min(total, round(used * factor)))[0]


def _working_days(employment: Employment, begin: dt.date, last: dt.date) -> list[tuple[int, int]]:
    """(month, working days) from `begin`, the week's working days being its first ones."""
    a_week = min(7, max(1, round(employment.days_per_week)))
    found = []
    for month in range(begin.month, last.month + 1):
        start = begin.day if month == begin.month else 1
        end = last.day if month == last.month else monthrange(begin.year, month)[1]
        count = sum(dt.date(begin.year, month, day).weekday() < a_week for day in range(start, end + 1))
        found.append((month, count))
    return found if begin <= last else []


def _spread(left: int, working: list[tuple[int, int]]) -> list[MonthPlan]:
    """The days over the months in proportion to their working days; the months add up to `left`."""
    total = sum(count for _, count in working)
    months, given, passed = [], 0, 0
    for month, count in working:
        passed += count
        until_now = left * passed // total if total else 0
        months.append(MonthPlan(month, count, until_now - given))
        given = until_now
    return months
