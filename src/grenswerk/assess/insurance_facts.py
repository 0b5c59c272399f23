"""From a worker file and where the work is done to the facts of the coordination rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from grenswerk.assess.working_time import Job, Whereabouts
from grenswerk.law.social_security.coordination import (
    Competent,
    Employers,
    Facts,
    Limits,
    Posting,
    WorkPlaces,
    marginal,
)
from grenswerk.law.social_security.framework_agreement import TeleworkFacts
from grenswerk.law.social_security.working_pattern import normally_in_residence
from grenswerk.model.days import WORK, DayForm
from grenswerk.model.worker import Sector, Worker

_NO_POSTING = Posting(posted=False, expected_months=0.0, insured_before=False)
_FULL = 0.9  # of the days that a posting of that length fills in a year: holidays and odd days at the office aside


class Situation(NamedTuple):
    """The facts of one span of time, and which state each part in them is."""

    residence: str
    facts: Facts
    where: Whereabouts
    seats: tuple[str, ...]  # of employers whose work is not marginal, in alphabetical order
    administrations: tuple[str, ...]
    work_states: tuple[str, ...]  # where work is normally done, under the Regulation
    outside: tuple[str, ...]  # not marginal, outside the Regulation
    self_employed: float  # share of all working time, the self-employed work included
    posting_state: str | None
    posting_unclear: bool  # whether all work is done there during the posting cannot be told

    def state_of(self, competent: Competent, administration: str | None = None) -> str | None:
        """The state that plays this part."""
        if competent is Competent.RESIDENCE:
            return self.residence
        if competent is Competent.EMPLOYER:
            return administration or next((seat for seat in self.seats if seat != self.residence), None)
        if competent is Competent.WORK:
            return self.work_states[0]
        return None

    @property
    def share(self) -> float:
        """The share of all work in the residence state."""
        return self.facts.residence_share


def situation(
    worker: Worker, jobs: Sequence[Job], where: Whereabouts, coordinated: Sequence[str], limits: Limits
) -> Situation:
    """The facts of the rules for work spread as `where` says."""
    residence = worker.residence
    normal_jobs = [
        job
        for job, time in zip(jobs, where.by_job, strict=True)
        if not marginal(time / (sum(where.by_job) or 1.0), limits)
    ]
    seats = tuple(sorted({job.employment.employer_state for job in normal_jobs}))
    elsewhere = tuple(seat for seat in seats if seat != residence)
    shares = {state: where.share(time) for state, time in where.elsewhere.items() if state != residence}
    here = where.share(where.residence)
    habitual = where.share(where.telework + where.other_in_residence)
    in_residence = normally_in_residence(habitual, here, limits)
    normal = [state for state, share in sorted(shares.items()) if not marginal(share, limits)]
    member = [state for state in normal if state in coordinated]
    seat = elsewhere[0] if len(elsewhere) == 1 else ""
    places = WorkPlaces(in_residence, seat in member, sum(state != seat for state in member))
    work_states = ((residence,) if in_residence else ()) + tuple(member)
    self_share = worker.self_employed.share if worker.self_employed else 0.0
    self_state = worker.self_employed.state if worker.self_employed else ""
    self_elsewhere = (
        self_state in coordinated and not marginal(self_share, limits) and (self_state,) != work_states
    )
    public = [job for job in normal_jobs if job.employment.sector is Sector.PUBLIC]
    administrations = tuple(sorted({job.employment.employer_state for job in public}))
    administration = administrations[0] if len(administrations) == 1 else ""
    other = any(job.employment.employer_state != administration for job in normal_jobs) or (
        not marginal(self_share, limits) and self_state != administration
    )
    posting_state, posting, unclear = _posting(jobs, normal_jobs, shares | {residence: here}, limits)
    if posting_state not in coordinated:
        posting_state, posting, unclear = None, _NO_POSTING, False
    if posting.posted and posting_state:
        places = _places_of_posting(posting_state, residence, seat)
        work_states = (posting_state,)
    facts = Facts(
        residence_share=here,
        places=places,
        employers=Employers(len(normal_jobs), residence in seats, len(elsewhere)),
        civil_servant=bool(administration),
        administration_in_residence=administration == residence,
        other_activity_elsewhere=bool(administration) and other,
        self_employed_elsewhere=self_elsewhere,
        posting=posting,
    )
    outside = tuple(state for state in normal if state not in coordinated)
    return Situation(
        residence,
        facts,
        where,
        seats,
        administrations,
        work_states,
        outside,
        self_share,
        posting_state,
        unclear,
    )


def _places_of_posting(state: str, residence: str, seat: str) -> WorkPlaces:
    """During a posting all work is in its state; should art. 12 fail, that is the state of work."""
    return WorkPlaces(state == residence, state == seat, int(state not in (residence, seat)))


def _posting(
    jobs: Sequence[Job], normal_jobs: Sequence[Job], shares: dict[str, float], limits: Limits
) -> tuple[str | None, Posting, bool]:
    """The posting, when all work of the worker's only employment is done there for its time (art. 12(1))."""
    posted = [job for job in jobs if job.employment.posting and job in normal_jobs]
    if len(normal_jobs) != 1 or not posted:
        return None, _NO_POSTING, False
    job = min(posted, key=lambda job: job.employment.id)
    given = job.employment.posting
    assert given is not None
    if given.state == job.employment.employer_state:
        return None, _NO_POSTING, False
    share = shares.get(given.state, 0.0)
    full = _all_work_there(job, given.state, given.expected_months, share)
    if marginal(share, limits) or full is False:
        return given.state, _NO_POSTING, False
    return given.state, Posting(full is True, given.expected_months, given.insured_before), full is None


def _all_work_there(job: Job, state: str, months: float, share: float) -> bool | None:
    """Whether all work is done in the state of the posting for its time; `None`: the totals do not tell."""
    if job.days.form is DayForm.LOG and job.days.entries:
        worked = [entry for entry in job.days.entries if entry.activity in WORK and entry.minutes != 0]
        there = [entry.date for entry in worked if entry.state == state]
        if not there:
            return False
        inside = [entry for entry in worked if there[0] <= entry.date <= there[-1]]
        return sum(entry.state == state for entry in inside) >= _FULL * len(inside)
    of_year = min(months, 12.0) / 12
    if share >= _FULL * of_year:
        return True
    if job.days.form is DayForm.PATTERN:
        return False
    return True if months > 12 else None


def telework_facts(now: Situation, limits: Limits, *, in_force: bool, by_substantial_part: bool) -> TeleworkFacts:
    """What the framework agreement asks of the same situation."""
    where = now.where
    elsewhere = [seat for seat in now.seats if seat != now.residence]
    seat = elsewhere[0] if elsewhere else ""
    other_states = [state for state in now.work_states if state not in (now.residence, seat)]
    return TeleworkFacts(
        in_force=in_force,
        residence_by_substantial_part=by_substantial_part,
        telework_share=where.share(where.telework + where.incidental_telework),
        other_activity_in_residence=not marginal(where.share(where.other_in_residence), limits),
        other_state=bool(other_states),
        other_state_outside=bool(now.outside),
        self_employed=now.self_employed > 0,
        seats=len(elsewhere),
        seat_in_residence=now.residence in now.seats,
    )
