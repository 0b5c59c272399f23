"""Who crosses what and when: from the days counted so far and the plan of the rest of the year.

Without a plan the pace so far goes on. Counted days carry no dates, so they are spread evenly over the time for
which they are counted; so are those of the plan.
"""

from __future__ import annotations

import datetime as dt
import math
from typing import Any, NamedTuple

from grenswerk.days.pace import LIMITS, home_days_at
from grenswerk.law.social_security.dated import social_security_law
from grenswerk.model.days import EmploymentDays
from grenswerk.model.period import days_employed
from grenswerk.model.worker import Employment

_DUST = 1e-9


class Plan(NamedTuple):
    """How far the counts go, and how many home days a week come after; empty: the whole year, the pace so far."""

    counted_until: dt.date | None = None
    home_per_week: float | None = None


class Pace(NamedTuple):
    """The days of a year: those counted in the first `elapsed` days, and what each later day adds. Days."""

    start: dt.date
    end: dt.date
    elapsed: int
    whole: int
    home: float
    third: float
    worked: float
    home_a_day: float
    third_a_day: float
    worked_a_day: float

    @property
    def home_of_year(self) -> float:
        """Home days of the whole span."""
        return self.home + self.home_a_day * (self.whole - self.elapsed)

    @property
    def worked_of_year(self) -> float:
        """Working days of the whole span."""
        return self.worked + self.worked_a_day * (self.whole - self.elapsed)

    @property
    def home_per_week(self) -> float:
        """Home days in a week from now on; over the span so far where nothing is left of it."""
        if self.elapsed < self.whole:
            return 7 * self.home_a_day
        return 7 * self.home / max(1, self.elapsed)


def pace_of(employment: Employment, year: int, days: EmploymentDays, plan: Plan) -> Pace:
    """How the days go on; a plan changes where work is done, not how much of it there is."""
    start, end = days_employed(employment, year)
    whole = max(1, (end - start).days + 1)
    until = min(plan.counted_until or end, end)
    elapsed = min(whole, max(0, (until - start).days + 1))
    counted = days.counted
    home, third = counted.residence + counted.covid_home, counted.third
    worked = counted.employer + home + third
    worked_a_day = worked / elapsed if elapsed and worked else employment.days_per_week / 7
    third_a_day = third / elapsed if elapsed else 0.0
    home_a_day = home / elapsed if elapsed else 0.0
    if plan.home_per_week is not None:
        part = min(1.0, plan.home_per_week / employment.days_per_week)
        home_a_day = min(part * worked_a_day, max(0.0, worked_a_day - third_a_day))
    return Pace(start, end, elapsed, whole, home, third, worked, home_a_day, third_a_day, worked_a_day)


def week_of(pace: Pace, plan: Plan, pattern: float | None) -> float:
    """Home days in a week of work: as planned, as the repeated week has it, or as it comes out on average."""
    if plan.home_per_week is not None:
        return plan.home_per_week
    return pattern if pattern is not None else pace.home_per_week


def crossings(pace: Pace, year: int, results: dict[str, Any], line: float | None) -> dict[str, dt.date | None]:
    """The day on which each of `LIMITS` is crossed; none where that does not happen in the year.

    `results` are the columns of the answer, `line` the share at which a home may become an establishment.
    """
    law = social_security_law(year)
    found = (
        _beyond(pace, results.get("threshold_days_residence_view"), _counted(results)),
        _reached(pace, law.limits.values.substantial),
        _reached(pace, law.agreement_limits.values.telework_below),
        _reached(pace, line) if line is not None else None,
    )
    return dict(zip(LIMITS, found, strict=True))


def _counted(results: dict[str, Any]) -> float:
    return float(results.get("counted_residence_view") or 0.0)


def _beyond(pace: Pace, limit: float | None, counted: float) -> dt.date | None:
    """The day on which one day more than `limit` is counted."""
    if limit is None:
        return None
    outside = pace.home + pace.third
    each = counted / outside if outside and counted else 1.0  # what a day outside counts, as the state counts it
    later = each * (pace.home_a_day + pace.third_a_day)
    return _when(pace, math.floor(limit + _DUST) + 1, counted, later)


def _reached(pace: Pace, share: float) -> dt.date | None:
    """The day on which the home days reach a share of the year's work."""
    return _when(pace, home_days_at(share, pace.worked_of_year), pace.home, pace.home_a_day)


def _when(pace: Pace, needed: float, so_far: float, later: float) -> dt.date | None:
    if needed <= 0 or so_far + later <= 0:
        return None
    if so_far >= needed - _DUST:
        after = math.ceil(needed * pace.elapsed / so_far - _DUST)
    elif later > 0:
        after = pace.elapsed + math.ceil((needed - so_far) / later - _DUST)
    else:
        return None
    if after > pace.whole:
        return None
    return pace.start + dt.timedelta(days=max(0, after - 1))
