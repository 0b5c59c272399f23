"""The competent state of one span of the year: the ordinary rule, the framework agreement, and what is open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from grenswerk.assess.insurance_facts import Situation, telework_facts
from grenswerk.assess.working_time import Job
from grenswerk.law.social_security.certificate import (
    NO_DAY,
    Request,
    Wanted,
    Way,
    by_substantial_part,
    certificate,
    way_of,
)
from grenswerk.law.social_security.coordination import (
    Basis,
    Legislation,
    applicable_legislation,
    sides_differ,
)
from grenswerk.law.social_security.dated import PeriodWithoutEffect, SocialSecurityLaw
from grenswerk.law.social_security.framework_agreement import (
    Coverage,
    Day,
    Obstacle,
    obstacle,
)
from grenswerk.model.answer import Facts as AnswerFacts
from grenswerk.model.worker import FrameworkAgreement, Worker


class Span(NamedTuple):
    """A part of the year in which the same employments run under the same law."""

    start: dt.date
    end: dt.date
    jobs: tuple[Job, ...]
    without_effect: PeriodWithoutEffect | None


class Stretch(NamedTuple):
    """A period with one competent state; `None` where it depends on an open question."""

    start: dt.date
    end: dt.date
    state: str | None
    basis: Basis


class Question(NamedTuple):
    """A fact not given, or a point of law not settled, on which the competent state depends."""

    code: str
    facts: AnswerFacts


class Outcome(NamedTuple):
    """What applies in one span, and why."""

    span: Span
    situation: Situation
    legislation: Legislation
    ordinary_state: str | None
    agreement_state: str | None  # where the framework agreement would lead
    obstacle: Obstacle
    coverage: Coverage | None
    stretches: tuple[Stretch, ...]
    questions: tuple[Question, ...] = ()

    @property
    def states(self) -> str:
        """The states of the stretches as a text for facts, e.g. `BE` or `BE, NL`."""
        return ", ".join(dict.fromkeys(stretch.state or "?" for stretch in self.stretches))


def outcome(span: Span, now: Situation, worker: Worker, law: SocialSecurityLaw) -> Outcome:
    """The competent state of a span in which the facts are as `now` gives them."""
    limits = law.limits.values
    legislation = applicable_legislation(now.facts, limits)
    administration = now.administrations[0] if len(now.administrations) == 1 else None
    ordinary = now.state_of(legislation.competent, administration)
    by_part = by_substantial_part(legislation, now.seats == (now.residence,))
    binds = law.agreement.binds_from(now.residence, *now.seats)
    in_force = binds is not None and binds <= span.start
    hindrance = obstacle(
        telework_facts(now, limits, in_force=in_force, by_substantial_part=by_part), law.agreement_limits.values
    )
    employer_state = next((seat for seat in now.seats if seat != now.residence), None)
    plain = (Stretch(span.start, span.end, ordinary, legislation.basis),)
    result = Outcome(span, now, legislation, ordinary, employer_state, hindrance, None, plain)
    agreement = worker.framework_agreement
    way = way_of(hindrance, Request[agreement.status.upper()] if agreement else Request.NOT_GIVEN)
    if way is Way.ORDINARY or binds is None:
        return result
    both: AnswerFacts = {"with": employer_state, "without": ordinary, "share": now.share}
    if way is Way.STATE_OUTSIDE:
        return _open(result, Question("social_security.outside_eu_state_not_settled", both))
    if agreement is None:
        return _open(result, Question("social_security.framework_agreement_not_known", both))
    covered = agreement_coverage(agreement, span.start, binds, law)
    stretches = _with_agreement(span, ordinary, legislation.basis, employer_state, covered)
    return result._replace(coverage=covered, stretches=stretches)


def _open(result: Outcome, question: Question) -> Outcome:
    span = result.span
    return result._replace(stretches=(Stretch(span.start, span.end, None, Basis.NONE),), questions=(question,))


def agreement_coverage(
    agreement: FrameworkAgreement, span_start: dt.date, binds: dt.date, law: SocialSecurityLaw
) -> Coverage:
    """When the certificate of a request runs (framework agreement art. 4).

    Without a start it begins on the day of the request; without any date, with the span.
    """
    return certificate(
        Wanted(
            day_of(agreement.start) if agreement.start else NO_DAY,
            day_of(agreement.requested_on) if agreement.requested_on else NO_DAY,
        ),
        day_of(span_start),
        day_of(binds),
        day_of(law.agreement.transition.requests_until),
        law.agreement_limits.values,
    )


def day_of(date: dt.date) -> Day:
    """A date as the rules take it."""
    return Day(date.year, date.month, date.day)


def date_of(day: Day) -> dt.date:
    """A day of the rules as a date."""
    return dt.date(day.year, day.month, day.day)


def _with_agreement(
    span: Span, ordinary: str | None, basis: Basis, employer_state: str | None, covered: Coverage
) -> tuple[Stretch, ...]:
    """The span, cut where the certificate begins and ends."""
    start, end = date_of(covered.start), date_of(covered.end)
    if start > span.end or end < span.start:
        return (Stretch(span.start, span.end, ordinary, basis),)
    stretches = []
    if start > span.start:
        stretches.append(Stretch(span.start, start - dt.timedelta(days=1), ordinary, basis))
    stretches.append(
        Stretch(max(start, span.start), min(end, span.end), employer_state, Basis.FRAMEWORK_AGREEMENT)
    )
    if end < span.end:
        stretches.append(Stretch(end + dt.timedelta(days=1), span.end, ordinary, basis))
    return tuple(stretches)


def pay_share(now: Situation, jobs: Sequence[Job]) -> float | None:
    """The share of pay for work in the residence state; `None` with one employment or where a pay is not given."""
    pays = [job.employment.gross_pay for job in jobs]
    if len(jobs) < 2 or any(pay is None for pay in pays):
        return None
    total = sum(pay or 0.0 for pay in pays)
    parts = zip(pays, now.where.by_job, now.where.residence_by_job, strict=True)
    here = sum((pay or 0.0) * home / time for pay, time, home in parts if time)
    return here / total if total else None


def by_pay(now: Situation, jobs: Sequence[Job], law: SocialSecurityLaw) -> Situation | None:
    """The same situation measured by pay, when that falls on the other side of the substantial part."""
    share = pay_share(now, jobs)
    if share is None or not sides_differ(now.share, share, law.limits.values):
        return None
    return now._replace(facts=now.facts._replace(residence_share=share))


def between(code: str, facts: AnswerFacts, one: Outcome, other: Outcome) -> Outcome:
    """The first outcome where both agree on the states, otherwise an open one that names both."""
    if [stretch[:3] for stretch in one.stretches] == [stretch[:3] for stretch in other.stretches]:
        return one
    question = Question(code, {**facts, "one": one.states, "other": other.states})
    opened = _open(one, question)
    return opened._replace(questions=(*one.questions, question))
