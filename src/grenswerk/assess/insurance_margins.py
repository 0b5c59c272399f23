"""How far the work at home is from 25 % and 50 % of working time, and the day on which the pace reaches them."""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from grenswerk.assess.insurance_outcome import Outcome
from grenswerk.assess.working_time import Job, in_days
from grenswerk.days.pace import NEAR_THE_END, further_days_until, home_days_at, work_of_whole
from grenswerk.law.social_security.coordination import Basis
from grenswerk.law.social_security.dated import SocialSecurityLaw
from grenswerk.law.social_security.framework_agreement import Obstacle
from grenswerk.model.answer import Fact, Margin
from grenswerk.model.days import WORK, DayEntry, DayForm

_DUST = 1e-9
_FIXED = (Basis.POSTED, Basis.CIVIL_SERVANT, Basis.CIVIL_SERVANT_AND_OTHER)


class Pace(NamedTuple):
    """Work at home as it accumulates: days, and for each the sum of home days up to it, which never falls."""

    days: Sequence[dt.date]
    home: Sequence[float]
    last: dt.date  # day of work
    worked: float  # days of work in the log
    start: dt.date
    end: dt.date


def margins_of(last: Outcome, law: SocialSecurityLaw) -> tuple[Margin, ...]:
    """The margins of the last span: home days that may still take the place of office days, and crossing dates."""
    now = last.situation
    abroad = now.seats != (now.residence,)
    if not abroad or last.span.without_effect is not None or last.legislation.basis in _FIXED:
        return ()
    margins = [_margin("substantial_part", law.limits.values.substantial, last)]
    possible = (Obstacle.NONE, Obstacle.NOT_NEEDED, Obstacle.HALF_OR_MORE)
    if last.obstacle in possible:
        margins.append(_margin("telework_half", law.agreement_limits.values.telework_below, last))
    return tuple(margins)


def _margin(name: str, limit: float, last: Outcome) -> Margin:
    now, jobs = last.situation, last.span.jobs
    total = sum(in_days(job.days).total for job in jobs)
    left = days_left(now.share * total, total, limit) if total else None
    facts: dict[str, Fact] = {
        "limit": limit,
        "share": now.share,
        "points_left": max(0.0, limit - now.share) * 100,
        "state": now.residence,
        "employer_state": last.agreement_state,
        "left": left,
    }
    crossing = _crossing(jobs, now.residence, limit)
    return Margin(code=name, left=left, crossing=crossing, facts=facts)


def days_left(home: float, total: float, limit: float) -> float:
    """The most home days that can take the place of other working days with the share still below `limit`."""
    return float(max(0, math.ceil(limit * total - home - _DUST) - 1))


def _crossing(jobs: Sequence[Job], residence: str, limit: float) -> dt.date | None:
    """The day on which the home days of the year reach the limit, at the pace of the log or the pattern."""
    forms = {job.days.form for job in jobs}
    if forms == {DayForm.LOG}:
        pace = _pace(jobs, residence)
        return reached(pace, limit) if pace else None
    if forms == {DayForm.PATTERN} and len(jobs) == 1:
        time = jobs[0].days.working_time
        home = time.residence_telework + time.residence_other
        if not time.total or home / time.total < limit - _DUST:
            return None
        length = (jobs[0].end - jobs[0].start).days + 1
        after = math.ceil(limit * time.total / home * length - _DUST)
        return jobs[0].start + dt.timedelta(days=after - 1)
    return None


def _pace(jobs: Sequence[Job], residence: str) -> Pace | None:
    by_date: dict[dt.date, list[DayEntry]] = {}
    for job in jobs:
        for entry in job.days.entries:
            if entry.activity in WORK and entry.minutes != 0:
                by_date.setdefault(entry.date, []).append(entry)
    if not by_date:
        return None
    days = sorted(by_date)
    home = list(accumulate(_home_part(by_date[date], residence) for date in days))
    start, end = min(job.start for job in jobs), max(job.end for job in jobs)
    return Pace(days, home, days[-1], float(len(days)), start, end)


def _home_part(entries: Sequence[DayEntry], residence: str) -> float:
    """The part of one day that was worked in the residence state."""
    if any(entry.minutes is None for entry in entries):
        return sum(entry.state == residence for entry in entries) / len(entries)
    total = sum(entry.minutes or 0 for entry in entries)
    return sum(entry.minutes or 0 for entry in entries if entry.state == residence) / total


def reached(pace: Pace, limit: float) -> dt.date | None:
    """The first day on which the home days reach `limit` of the year's work, the log going on at its own pace."""
    elapsed = (pace.last - pace.start).days + 1
    whole = (pace.end - pace.start).days + 1
    target = home_days_at(limit, work_of_whole(pace.worked, elapsed, whole))
    place = bisect_left(pace.home, target)
    if place < len(pace.home):
        return pace.days[place]
    if not pace.home or pace.home[-1] <= 0:
        return None
    day = pace.last + dt.timedelta(days=further_days_until(target, pace.home[-1], elapsed))
    return day if day <= pace.end and whole - elapsed > NEAR_THE_END else None
