"""Where one is insured: the competent state, its basis and dates, the certificate, and what hangs on it.

Codes of `a1`: `required` (ask for the portable document A1), `framework_agreement` (the A1 follows from a request
under the framework agreement), `not_required` (work in one state only), `None` (depends on a fact not given).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from grenswerk.assess.insurance_facts import Situation, situation
from grenswerk.assess.insurance_findings import findings_of, reasons_of
from grenswerk.assess.insurance_margins import margins_of
from grenswerk.assess.insurance_outcome import Outcome, Span, Stretch, between, by_pay, outcome
from grenswerk.assess.insurance_posting import divided, fills_part_of_the_year, without_posting
from grenswerk.assess.notes import Notes
from grenswerk.assess.working_time import (
    Job,
    jobs_of,
    planned,
    scaled,
    times_of,
    whereabouts,
    without_covid_days,
)
from grenswerk.law.social_security.certificate import document
from grenswerk.law.social_security.coordination import Basis
from grenswerk.law.social_security.dated import (
    SocialSecurityLaw,
    TeleworkWithoutEffect,
    social_security_law,
)
from grenswerk.law.social_security.working_pattern import without_telework
from grenswerk.model.answer import InsurancePeriod, SocialSecurity
from grenswerk.model.certainty import Certainty, weakest
from grenswerk.model.days import DayForm, EmploymentDays, WorkingTime
from grenswerk.model.worker import WorkerFile


def insurance(
    file: WorkerFile, days: Sequence[EmploymentDays], law: SocialSecurityLaw | None = None
) -> tuple[SocialSecurity, Notes]:
    """The competent state of the year with its periods, and the findings, reasons and margins.

    The competent state is the one of the last period. `residence_share` is the year's own share (0-1);
    what the rule reads is the plan for the next twelve months where one is given. `law` is the law of the year,
    with the lines that a reform draws; what is in force, when left out.
    Sources: Regulations 883/2004 arts 11-16 and 987/2009 arts 14-16, framework agreement on telework.
    """
    law = law or social_security_law(file.year)
    jobs = jobs_of(file, days)
    outcomes = tuple(_outcome_of(file, span, law) for span in _spans(file.year, jobs, law))
    stretches = joined([stretch for outcome in outcomes for stretch in outcome.stretches])
    year = whereabouts(file.worker.residence, jobs, times_of(jobs))
    share = year.share(year.residence)
    notes = Notes(
        findings=findings_of(file, outcomes, stretches, share, law),
        reasons=reasons_of(outcomes, stretches, law),
        margins=margins_of(outcomes[-1], law) if outcomes else (),
        certainties=tuple(_certainties(outcomes, stretches, law)),
    )
    certainty = weakest([*notes.certainties, *_doubts(notes)])
    answer = _answer(file, outcomes, share, certainty, law)
    return answer, notes._replace(certainties=(certainty,))


def _answer(
    file: WorkerFile,
    outcomes: tuple[Outcome, ...],
    share: float,
    certainty: Certainty,
    law: SocialSecurityLaw,
) -> SocialSecurity:
    stretches = joined([stretch for outcome in outcomes for stretch in outcome.stretches])
    if not stretches:
        return SocialSecurity(
            competent_state=None, basis=None, residence_share=share, a1=None, periods=[], certainty=certainty
        )
    last = stretches[-1]
    a1 = _certificate(last, outcomes[-1])
    institution = law.institutions.get(last.state or "")
    return SocialSecurity(
        competent_state=last.state,
        basis=_provision(last.basis, law),
        residence_share=share,
        a1=a1,
        periods=[
            InsurancePeriod(
                start=stretch.start, end=stretch.end, state=stretch.state, basis=_provision(stretch.basis, law)
            )
            for stretch in stretches
        ],
        certainty=certainty,
        institution=institution.name if institution else None,
        procedure=procedure(last.state, last.basis, a1, file.worker.residence, law),
    )


def _provision(basis: Basis, law: SocialSecurityLaw) -> str | None:
    found = law.provision(basis)
    return found.provision if found else None


def _certificate(stretch: Stretch, now: Outcome) -> str | None:
    """Whether and by which way an A1 is to be asked for."""
    if stretch.state is None:
        return None
    at_home_only = now.situation.work_states == (stretch.state,) and not now.situation.self_employed
    return document(stretch.basis, at_home_only).name.lower()


def procedure(
    competent: str | None, basis: Basis, a1: str | None, residence: str, law: SocialSecurityLaw
) -> str | None:
    """The code of the procedure: whose institution takes the request, and which request it is."""
    if a1 is None or a1 == "not_required" or competent is None:
        return None
    if a1 == "framework_agreement":
        kind, state = "framework", competent
    elif basis is Basis.POSTED:
        kind, state = "posting", competent
    else:
        kind, state = "ordinary", residence  # Reg. 987/2009 art. 16(1): the institution of the residence state
    return f"social_security.procedure_{kind}_{state.lower()}" if state in law.institutions else None


def _spans(year: int, jobs: tuple[Job, ...], law: SocialSecurityLaw) -> list[Span]:
    """The year, cut where an employment begins or ends and where the law changes, without gaps in employment."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    day = dt.timedelta(days=1)
    cuts = {first, law.agreement.in_force}
    cuts |= {job.start for job in jobs} | {job.end + day for job in jobs}
    cuts |= {edge for period in law.without_effect for edge in (period.start, period.end + day)}
    starts = sorted(cut for cut in cuts if first <= cut <= last)
    spans = []
    for start, after in zip(starts, [*starts[1:], last + day], strict=True):
        active = tuple(job for job in jobs if job.start <= start and job.end >= after - day)
        period = next((period for period in law.without_effect if period.start <= start <= period.end), None)
        if active:
            spans.append(Span(start, after - day, active, period))
    return spans


def _outcome_of(file: WorkerFile, span: Span, law: SocialSecurityLaw) -> Outcome:
    """The outcome of a span, measured in every way that the law leaves open."""
    times = _times(file, span, law)
    now = _situation(file, span, times, law)
    found = outcome(span, now, file.worker, law)
    if now.posting_state and fills_part_of_the_year(found, law.limits.values):
        rest, left = without_posting(span, times, now.posting_state, now.residence)
        found = divided(found, outcome(span, _situation(file, rest, left, law), file.worker, law))
    if now.posting_unclear:
        posted = now.facts._replace(posting=now.facts.posting._replace(posted=True))
        other = outcome(span, now._replace(facts=posted), file.worker, law)
        found = between("social_security.posting_unclear", {"posted_to": now.posting_state}, found, other)
    if (paid := by_pay(now, span.jobs, law)) is not None:
        facts = {"time_share": now.share, "pay_share": paid.share}
        found = between(
            "social_security.time_and_pay_differ", {**facts}, found, outcome(span, paid, file.worker, law)
        )
    if _cause_unknown(span):
        without = _situation(file, span, tuple(without_telework(time) for time in times), law)
        other = outcome(span, without, file.worker, law)
        found = between("social_security.pandemic_cause_not_known", {"share": now.share}, found, other)
    return found


def _situation(file: WorkerFile, span: Span, times: tuple[WorkingTime, ...], law: SocialSecurityLaw) -> Situation:
    where = whereabouts(file.worker.residence, span.jobs, times)
    return situation(file.worker, span.jobs, where, law.states.states, law.limits.values)


def _times(file: WorkerFile, span: Span, law: SocialSecurityLaw) -> tuple[WorkingTime, ...]:
    """The working time that the rule reads: the plan where there is one, without telework that has no effect."""
    times = tuple(
        _counted(file.year, job, time, law) for job, time in zip(span.jobs, times_of(span.jobs), strict=True)
    )
    if file.next_12_months is not None and span.end == max(job.end for job in span.jobs):
        times = planned(file.worker.residence, span.jobs, file.next_12_months.home_share)
    times = tuple(scaled(job, time, span.start, span.end) for job, time in zip(span.jobs, times, strict=True))
    if span.without_effect is not None and span.without_effect.telework is TeleworkWithoutEffect.ANY:
        return tuple(without_telework(time) for time in times)
    return times


def _counted(year: int, job: Job, time: WorkingTime, law: SocialSecurityLaw) -> WorkingTime:
    """The time of a job, home days that only the pandemic caused put back where they had no effect."""
    pandemic = any(
        period.telework is TeleworkWithoutEffect.PANDEMIC and period.start.year <= year <= period.end.year
        for period in law.without_effect
    )
    return without_covid_days(job, time) if pandemic else time


def _cause_unknown(span: Span) -> bool:
    """Whether only the cause of the telework, which a log or a pattern does not tell, decides its effect."""
    return (
        span.without_effect is not None
        and span.without_effect.telework is TeleworkWithoutEffect.PANDEMIC
        and any(
            job.days.form is not DayForm.COUNTS and job.days.working_time.residence_telework for job in span.jobs
        )
    )


def joined(stretches: Sequence[Stretch]) -> list[Stretch]:
    """The stretches in order of time, neighbours with the same state and basis made one."""
    result: list[Stretch] = []
    for stretch in stretches:
        before = result[-1] if result else None
        if before is not None and before[2:] == stretch[2:] and before.end + dt.timedelta(days=1) == stretch.start:
            result[-1] = before._replace(end=stretch.end)
        else:
            result.append(stretch)
    return result


def _certainties(
    outcomes: tuple[Outcome, ...], stretches: list[Stretch], law: SocialSecurityLaw
) -> list[Certainty]:
    """How sure the law is that the outcome rests on; a fact not given makes the law no less sure."""
    found = [provision.certainty for stretch in stretches if (provision := law.provision(stretch.basis))]
    if any(question.code in _UNSETTLED for outcome in outcomes for question in outcome.questions):
        found.append(Certainty.UNCONFIRMED)
    if any(outcome.coverage and len(outcome.span.jobs) > 1 for outcome in outcomes):
        found.append(Certainty.REPORTED)  # that telework is summed over several employers was seen in one source
    found += [outcome.span.without_effect.certainty for outcome in outcomes if outcome.span.without_effect]
    return found


_UNSETTLED = frozenset(("social_security.time_and_pay_differ", "social_security.outside_eu_state_not_settled"))
_DOUBTFUL = frozenset(
    (
        "social_security.luxembourg_rounding",
        "social_security.incidental_but_substantial",
        "social_security.two_administrations",
        "social_security.no_member_state",
        "social_security.marginal_self_employment",
    )
)


def _doubts(notes: Notes) -> list[Certainty]:
    """Findings that make the answer itself unconfirmed."""
    return [
        Certainty.UNCONFIRMED
        for finding in notes.findings
        if finding.code in _DOUBTFUL and finding.facts.get("decides", True)
    ]
