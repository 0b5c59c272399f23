"""What is left of the pay of the year, and what a conflict of views costs."""

from __future__ import annotations

from collections.abc import Sequence

from grenswerk.assess.explained_amounts import certainty_of, explained
from grenswerk.assess.household import person_of
from grenswerk.assess.levies import Levies, PayCase, Shares, levies_of
from grenswerk.assess.notes import Notes
from grenswerk.model.answer import (
    EmploymentAnswer,
    ExplainedAmount,
    Fact,
    Finding,
    HouseholdNet,
    Level,
    NetPay,
    SocialSecurity,
)
from grenswerk.model.certainty import Certainty, weakest
from grenswerk.model.states import STATE_CODES
from grenswerk.model.worker import HouseholdStatus, Sector, WorkerFile

STATE_PENSION_AGE = 67  # the Dutch one of 2024-2027; about it the levies of all five states change


def net_pay(
    file: WorkerFile, answers: Sequence[EmploymentAnswer], insurance: SocialSecurity
) -> tuple[NetPay | None, Notes]:
    """The net pay of the year, or `None` with a finding that says what is missing."""
    case = _case(file, answers, insurance)
    if isinstance(case, Finding):
        return None, Notes(findings=(case,))
    levies = levies_of(case)
    amounts = explained(levies)
    changes = _insurance_changes(insurance)
    certainty = weakest(
        [Certainty.UNCONFIRMED] * len(changes)
        + [certainty_of(levies), insurance.certainty, *(answer.tax.certainty for answer in answers if answer.tax)]
    )
    findings = [
        *_elections(case, levies),
        *_conflict(case, answers, levies),
        *_not_modelled(case),
        *changes,
    ]
    return _answer(case, levies, amounts, certainty), Notes(findings=tuple(findings), certainties=(certainty,))


def net_alone(file: WorkerFile, answers: Sequence[EmploymentAnswer], insurance: SocialSecurity) -> float | None:
    """Net pay as one number, for a comparison; `None` where something is missing."""
    case = _case(file, answers, insurance)
    return None if isinstance(case, Finding) else levies_of(case).net()


def _case(file: WorkerFile, answers: Sequence[EmploymentAnswer], insurance: SocialSecurity) -> PayCase | Finding:
    """What the levies need, or what of it is missing."""
    without_pay = [employment.id for employment in file.employments if employment.gross_pay is None]
    if without_pay:
        return _missing("gross_pay_needed", employments=", ".join(without_pay))
    work_states = sorted({answer.employer_state for answer in answers} - {file.worker.residence})
    if len(work_states) > 1:
        return _missing("several_work_states", states=", ".join(work_states))
    if insurance.competent_state is None:
        return _missing("competent_state_unknown")
    if insurance.competent_state not in STATE_CODES:
        return _missing("insured_elsewhere", state=insurance.competent_state)
    shares = [_shares(answer, file.worker.residence) for answer in answers]
    known = tuple(share for share in shares if share is not None)
    if len(known) < len(shares):
        return _missing("shares_unknown")
    case = PayCase(file, insurance.competent_state, work_states[0] if work_states else None, known)
    if missing := case.missing_rooms():
        return _missing("not_modelled", states=", ".join(missing), year=file.year)
    return case


def _missing(what: str, **facts: Fact) -> Finding:
    return Finding(level=Level.INFO, code=f"net_pay.{what}", facts=dict(facts))


def _shares(answer: EmploymentAnswer, residence: str) -> Shares | None:
    """The shares of one employment's pay; `None` where a view is not known."""
    if answer.tax is None:
        return Shares(residence=1.0, employer=0.0, left_to_employer=0.0)
    own = answer.tax.views[residence].taxable_share
    other = answer.tax.views[answer.employer_state].taxable_share
    found = (own[residence], other[answer.employer_state], own[answer.employer_state])
    if found[0] is None or found[1] is None or found[2] is None:
        return None
    return Shares(found[0], found[1], found[2])


def _elections(case: PayCase, levies: Levies) -> list[Finding]:
    """Whether the treatment as a resident that the worker asks for is granted, state by state."""
    findings = []
    for state in case.file.worker.elections.treated_as_resident:
        granted = state == case.work_state and bool(getattr(levies.work_tax, "treated_as_resident", False))
        code = "net_pay.treated_as_resident" if granted else "net_pay.not_treated_as_resident"
        findings.append(Finding(level=Level.INFO if granted else Level.WARNING, code=code, facts={"state": state}))
    return findings


def _conflict(case: PayCase, answers: Sequence[EmploymentAnswer], levies: Levies) -> list[Finding]:
    """What a conflict costs or saves: tax as levied, less tax had both states the residence state's view."""
    kinds = [answer.tax.conflict.kind for answer in answers if answer.tax and answer.tax.conflict]
    if not kinds:
        return []
    agreed = tuple(share._replace(employer=share.left_to_employer) for share in case.shares)
    without = levies_of(case._replace(shares=agreed))
    amount = sum(levies.income_tax().values()) - sum(without.income_tax().values())
    facts: dict[str, Fact] = {"amount": abs(amount), "residence": case.residence}
    return [Finding(level=Level.WARNING, code=f"net_pay.{kinds[0]}_tax", facts=facts)]


def _not_modelled(case: PayCase) -> list[Finding]:
    """Facts that were given and that the rules of pay do not know: see the limits."""
    worker, age = case.file.worker, person_of(case.file).age
    findings = []
    if age >= STATE_PENSION_AGE:
        findings.append(Finding(level=Level.WARNING, code="net_pay.pension_age", facts={"age": age}))
    if worker.self_employed is not None:
        facts: dict[str, Fact] = {"state": worker.self_employed.state}
        findings.append(Finding(level=Level.WARNING, code="net_pay.self_employment_left_out", facts=facts))
    if any(employment.sector is Sector.PUBLIC for employment in case.file.employments):
        findings.append(Finding(level=Level.INFO, code="net_pay.public_contract"))
    if worker.household.status is HouseholdStatus.SINGLE and worker.household.partner_income > 0:
        findings.append(Finding(level=Level.WARNING, code="net_pay.partner_of_single"))
    return findings


def _insurance_changes(insurance: SocialSecurity) -> list[Finding]:
    """A state that insures for a part of the year only: the contributions are those of the competent state."""
    others = sorted({period.state for period in insurance.periods if period.state} - {insurance.competent_state})
    if not others:
        return []
    facts: dict[str, Fact] = {"state": insurance.competent_state, "others": ", ".join(others)}
    return [Finding(level=Level.WARNING, code="net_pay.insurance_changes", facts=facts)]


def _answer(case: PayCase, levies: Levies, amounts: list[ExplainedAmount], certainty: Certainty) -> NetPay:
    total, residence_tax = levies.contributions.total, levies.residence_tax
    income_tax = levies.income_tax()
    partner_credits = float(getattr(residence_tax, "partner_credits", 0.0))
    partner = person_of(case.file).partner_gross - levies.partner_contributions.employee
    return NetPay(
        gross=levies.gross,
        employee_contributions=total.employee,
        employer_contributions=total.employer,
        employer_cost=levies.gross + total.employer,
        income_tax=income_tax,
        church_tax=sum(tax.church_tax for _, tax in levies.taxes()),
        credits={room.state.name: tax.credits for room, tax in levies.taxes()},
        relief=levies.compensation(),
        net=levies.net(),
        other=_lines(getattr(levies.contributions, "other", ())),
        household=HouseholdNet(
            net=levies.net() + partner - residence_tax.partner_tax + partner_credits,
            income_tax={**income_tax, case.residence: residence_tax.tax + residence_tax.partner_tax},
            employee_contributions=total.employee + levies.partner_contributions.employee,
        ),
        without_telework=None,
        certainty=certainty,
        employer_lines=_lines(getattr(levies.contributions, "lines", ())),
        amounts=amounts,
    )


def _lines(lines: object) -> dict[str, float]:
    """The lines of a `NamedTuple` that are not zero, by name."""
    fields: tuple[str, ...] = getattr(lines, "_fields", ())
    return {name: float(getattr(lines, name)) for name in fields if getattr(lines, name)}
