"""All levies on one worker: contributions, tax of the work state, tax of the residence state.

Each state taxes by its own view of the days. The order matters: contributions are deducted from both taxes, and
the residence state relieves what the work state has taxed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from grenswerk.assess.household import class_of, person_of
from grenswerk.law.taxes.division import (
    partner_of,
    tax_abroad,
    wage_in,
    wage_of_partner,
    with_partner_insured,
)
from grenswerk.law.taxes.rooms import Insured, Room, Taxed, room_of
from grenswerk.model.pay import Contributions, ForeignTax, Person, Wage
from grenswerk.model.period import days_employed, months_covered, months_employed
from grenswerk.model.states import State
from grenswerk.model.worker import WorkerFile


class Shares(NamedTuple):
    """Shares of one employment's pay, each by the view of the state that it concerns."""

    residence: float  # what the residence state taxes
    employer: float  # what the employer's state taxes
    left_to_employer: float  # what the residence state leaves to the employer's state


class PayCase(NamedTuple):
    """What must be known to compute the levies on one worker."""

    file: WorkerFile
    insurer: str  # the competent state
    work_state: str | None  # the one state abroad where an employer sits; none for a domestic worker
    shares: tuple[Shares, ...]  # in the order of the employments

    @property
    def residence(self) -> str:
        """The residence state."""
        return self.file.worker.residence

    def missing_rooms(self) -> list[str]:
        """The states whose taxes are not here for the year."""
        states = dict.fromkeys(filter(None, (self.residence, self.work_state, self.insurer)))
        return [state for state in states if room_of(state, self.file.year) is None]


class Levies(NamedTuple):
    """What each state levies on one worker, in that state's own amounts."""

    residence: Room
    work: Room | None
    insurer: Room
    gross: float
    contributions: Insured
    work_tax: Taxed | None
    residence_tax: Taxed
    partner_contributions: Contributions

    def taxes(self) -> list[tuple[Room, Taxed]]:
        """The taxes by state, the residence state's first."""
        found = [(self.residence, self.residence_tax)]
        if self.work is not None and self.work_tax is not None:
            found.append((self.work, self.work_tax))
        return found

    def income_tax(self) -> dict[str, float]:
        """The worker's final income tax by state."""
        return {room.state.name: tax.tax for room, tax in self.taxes()}

    def compensation(self) -> float:
        """Relief that is paid out and stands in no tax: the schemes of the Dutch treaties with BE and DE."""
        return float(getattr(self.residence_tax, "compensation", 0.0))

    def net(self) -> float:
        """Net pay of the worker alone."""
        levied = sum(tax.tax + tax.church_tax - tax.credits for _, tax in self.taxes())
        return self.gross - self.contributions.total.employee - levied + self.compensation()


def levies_of(case: PayCase) -> Levies:
    """All levies; the rooms of every state of the case must be there (`PayCase.missing_rooms`)."""
    file, person = case.file, person_of(case.file)
    residence, insurer = _room(case.residence, file.year), _room(case.insurer, file.year)
    work = _room(case.work_state, file.year) if case.work_state else None
    wages = {residence.state: _wage(file, [pay.residence for pay in case.shares])}
    if work is not None:
        wages[work.state] = _wage(file, [pay.employer for pay in case.shares])
    insured_wage = wages.get(insurer.state) or _wage(file, [0.0 for _ in case.shares])
    partner = _partner_contributions(residence, person, insured_wage.gross, insurer.state)
    person = with_partner_insured(person, partner)
    contributions = insurer.contributions(insured_wage, person, residence.state)
    work_tax, abroad = None, ForeignTax()
    if work is not None:
        work_tax = work.tax_of_nonresident(
            wages[work.state],
            person,
            residence.state,
            contributions.total,
            treated_as_resident=work.state.name in file.worker.elections.treated_as_resident,
        )
        left = _wage(file, [pay.left_to_employer for pay in case.shares]).taxed_here
        abroad = tax_abroad(work.state, work_tax.tax, left, wages[work.state].taxed_here)
    return Levies(
        residence=residence,
        work=work,
        insurer=insurer,
        gross=insured_wage.gross,
        contributions=contributions,
        work_tax=work_tax,
        residence_tax=residence.tax_of_resident(wages[residence.state], person, contributions.total, abroad),
        partner_contributions=partner,
    )


def _room(state: str, year: int) -> Room:
    room = room_of(state, year)
    assert room is not None, "`PayCase.missing_rooms` was asked first"
    return room


def _wage(file: WorkerFile, shares: Sequence[float]) -> Wage:
    """The year's wage over all employments, divided by one state's view."""
    pays = [employment.gross_pay or 0.0 for employment in file.employments]
    gross = sum(pays)
    here = sum(pay * share for pay, share in zip(pays, shares, strict=True))
    longest = max(
        file.employments,
        key=lambda employment: (
            months_employed(employment, file.year),
            employment.gross_pay or 0.0,
            employment.id,
        ),
    )
    months = months_covered(file.employments, file.year)
    worked = sum(
        employment.part_time_share * months_employed(employment, file.year) for employment in file.employments
    )
    whole = Wage(
        gross=gross,
        taxed_here=gross,
        taxed_elsewhere=0.0,
        months=months,
        first_month=min(days_employed(employment, file.year)[0] for employment in file.employments).month,
        work_share=min(1.0, worked / months) if months > 0.0 else 1.0,
        employee_class=class_of(longest),
    )
    return wage_in(whole, here)


def _partner_contributions(residence: Room, person: Person, gross: float, insurer: State) -> Contributions:
    """The partner's own contributions: the partner earns and is insured in the residence state.

    `gross` is the worker's pay and `insurer` the state that insures the worker, who is the partner's partner.
    """
    if person.partner_gross <= 0.0:
        return Contributions(residence.state)
    partner = partner_of(person, gross, insurer)
    return residence.contributions(wage_of_partner(person), partner, State(residence.state)).total
