"""A posting that fills only a part of the year: the rest of the year has its own competent state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from msgspec.structs import replace

from grenswerk.assess.insurance_outcome import Outcome, Span, Stretch, between
from grenswerk.assess.working_time import Job
from grenswerk.law.social_security.coordination import Limits, marginal
from grenswerk.model.days import WORK, WorkingTime


def fills_part_of_the_year(found: Outcome, limits: Limits) -> bool:
    """Whether work was done outside the state of the posting too, more than marginally."""
    now = found.situation
    if not now.facts.posting.posted or now.posting_state is None:
        return False
    where = now.where
    there = where.residence if now.posting_state == now.residence else where.elsewhere.get(now.posting_state, 0.0)
    return not marginal(1 - where.share(there), limits)


def without_posting(
    span: Span, times: Sequence[WorkingTime], state: str, residence: str
) -> tuple[Span, tuple[WorkingTime, ...]]:
    """The same span as if the posting and the work in its state had not been."""
    jobs, rest = [], []
    for job, time in zip(span.jobs, times, strict=True):
        employment = replace(job.employment, posting=None)
        days, left = job.days, time
        if state == residence:
            left = time._replace(residence_telework=0.0, residence_other=0.0)
        elif (there := days.third_states.get(state, 0.0)) > 0:
            left = time._replace(third=time.third * (1 - there / sum(days.third_states.values())))
            others = {other: worked for other, worked in days.third_states.items() if other != state}
            days = replace(days, third_states=others)
        jobs.append(Job(employment, days, job.start, job.end))
        rest.append(left)
    return span._replace(jobs=tuple(jobs)), tuple(rest)


def divided(found: Outcome, rest: Outcome) -> Outcome:
    """The outcome with the posting in its own dates; without dates an open one where the rest of the year differs.

    A posting of more than a year is taken to run on at the end of the year.
    """
    dates = _dates_in(found)
    if dates is None:
        if found.situation.facts.posting.expected_months > 12:
            return found
        facts = {"posted_to": found.situation.posting_state}
        return between("social_security.posting_dates_not_known", {**facts}, found, rest)
    first, last = dates
    day = dt.timedelta(days=1)
    parts = (
        _clipped(rest.stretches, found.span.start, first - day)
        + _clipped(found.stretches, first, last)
        + _clipped(rest.stretches, last + day, found.span.end)
    )
    return found._replace(stretches=parts)


def _dates_in(found: Outcome) -> tuple[dt.date, dt.date] | None:
    """The first and the last logged day of work in the state of the posting."""
    dates = [
        entry.date
        for job in found.span.jobs
        for entry in job.days.entries
        if entry.state == found.situation.posting_state and entry.activity in WORK and entry.minutes != 0
    ]
    return (min(dates), max(dates)) if dates else None


def _clipped(stretches: Sequence[Stretch], start: dt.date, end: dt.date) -> tuple[Stretch, ...]:
    """The part of the stretches from `start` to `end`."""
    return tuple(
        stretch._replace(start=max(stretch.start, start), end=min(stretch.end, end))
        for stretch in stretches
        if max(stretch.start, start) <= min(stretch.end, end)
    )
