"""Who must file what, where and by when: the duties that follow from an assessment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from grenswerk.assess.notes import Notes
from grenswerk.law.duties import conditions
from grenswerk.law.duties.catalogue import AT_HOME_TOO, DutyRule, duties_of
from grenswerk.law.duties.conditions import (
    NOT_KNOWN,
    Agreement,
    Applies,
    Insurance,
    Situation,
    Threshold,
)
from grenswerk.law.duties.due_dates import due_dates
from grenswerk.law.establishment.home_office import Risk
from grenswerk.model import answer
from grenswerk.model.answer import (
    Duty,
    EmploymentAnswer,
    Facts,
    Finding,
    Level,
    SocialSecurity,
    Tax,
    Who,
)
from grenswerk.model.days import EmploymentDays
from grenswerk.model.period import days_employed
from grenswerk.model.states import State
from grenswerk.model.worker import Employment, WorkerFile

_RISKS = {
    answer.Risk.NONE: Risk.NONE,
    answer.Risk.UNLIKELY: Risk.UNLIKELY,
    answer.Risk.POSSIBLE: Risk.POSSIBLE,
    answer.Risk.LIKELY: Risk.LIKELY,
    answer.Risk.UNCERTAIN: Risk.UNCERTAIN,
}
_FROM_AGREEMENT = ("agreement_request", "agreement_renewal")  # whose terms run from the agreement's own start
_FIRST_AGREEMENT = dt.date(2023, 7, 1)


def duties(
    file: WorkerFile,
    days: Sequence[EmploymentDays],
    employments: Sequence[EmploymentAnswer],
    insurance: SocialSecurity | None,
) -> tuple[list[Duty], Notes]:
    """The duties of worker and employers for the year, soonest first, and what they still depend on.

    A duty that the law leaves open, or that a missing fact decides, is a finding and not a duty.
    """
    found: dict[tuple[str, ...], Duty] = {}
    findings: list[Finding] = []
    for employment, counted, result in zip(file.employments, days, employments, strict=True):
        situation = situation_of(file, employment, counted, result, insurance)
        for rule, state in _rules(situation):
            applies = _condition(rule)(situation)
            if applies is Applies.YES:
                duty = _duty(rule, state, file, employment)
                whose = "" if rule.who is Who.WORKER else employment.id
                key = (rule.code, rule.who, state, whose)
                found[key] = min(found.get(key, duty), duty, key=_when)  # of two employments, the sooner one
        if result.tax is not None:
            findings += _findings(situation, employment)
    ordered = sorted(found.values(), key=lambda duty: (duty.due or dt.date.max, duty.code, duty.state))
    return ordered, Notes(findings=tuple(findings))


def _when(duty: Duty) -> tuple[dt.date, str]:
    return duty.due or dt.date.max, str(duty.facts.get("employment", ""))


def situation_of(
    file: WorkerFile,
    employment: Employment,
    days: EmploymentDays,
    result: EmploymentAnswer,
    insurance: SocialSecurity | None,
) -> Situation:
    """What the conditions need to know of one employment."""
    residence, employer = file.worker.residence, employment.employer_state
    counted, time = days.counted, days.working_time
    agreement = file.worker.framework_agreement
    return Situation(
        year=file.year,
        residence=State[residence],
        employer=State[employer],
        taxed_residence=_taxable(result.tax, residence, residence),
        taxed_employer=_taxable(result.tax, employer, employer),
        exempt_in_residence=_taxable(result.tax, residence, employer),
        gross=NOT_KNOWN if employment.gross_pay is None else employment.gross_pay,
        threshold=_threshold(result.tax),
        establishment=_risk(result.establishment),
        telework_share=time.residence_telework / time.total if time.total else 0.0,
        works_in_residence=counted.residence > 0,
        several_states=sum(part > 0 for part in (counted.employer, counted.residence, counted.third)) > 1,
        insurance=_insurance(insurance, residence, employer),
        residence_time=insurance.residence_share if insurance else 0.0,
        a1_required=insurance is not None and insurance.a1 == "required",
        posted=insurance is not None and "art. 12" in (insurance.basis or ""),
        agreement=Agreement[agreement.status.upper()] if agreement else Agreement.NOT_GIVEN,
        agreement_possible=_agreement_possible(file, days),
        assimilation=employer in file.worker.elections.treated_as_resident,
    )


def _taxable(tax: Tax | None, view: str, state: str) -> float:
    if tax is None:
        return NOT_KNOWN
    share = tax.views[view].taxable_share.get(state, 0.0) if view in tax.views else None
    return NOT_KNOWN if share is None else share


def _threshold(tax: Tax | None) -> Threshold:
    if tax is None or tax.threshold is None or tax.threshold.kept is None:
        return Threshold.ABSENT
    return Threshold(int(tax.threshold.kept))


def _risk(establishment: answer.Establishment | None) -> Risk:
    if establishment is None:
        return Risk.NONE
    return Risk.FACT_NOT_GIVEN if establishment.risk is None else _RISKS[establishment.risk]


def _insurance(insurance: SocialSecurity | None, residence: str, employer: str) -> Insurance:
    if insurance is None or insurance.competent_state is None:
        return Insurance.NOT_KNOWN
    by_state = {residence: Insurance.RESIDENCE, employer: Insurance.EMPLOYER}
    return by_state.get(insurance.competent_state, Insurance.ELSEWHERE)


def _agreement_possible(file: WorkerFile, days: EmploymentDays) -> bool:
    """Whether the framework agreement can be asked for: only telework, one other state, no self-employment."""
    seats = {employment.employer_state for employment in file.employments}
    possible = conditions.agreement_possible(
        file.year,
        file.worker.self_employed is not None,
        all(employment.telework.it_based for employment in file.employments),
        days.working_time.residence_other != 0,
        days.counted.third != 0,
    )
    return possible and len(seats) == 1 and file.worker.residence not in seats


def _rules(situation: Situation) -> Iterator[tuple[DutyRule, str]]:
    """The rules of both states, each in its part; for work for an employer at home only the A1."""
    abroad = situation.residence is not situation.employer
    for state, part in ((situation.residence, "residence"), (situation.employer, "employer")):
        for rule in duties_of(state.name):
            if rule.part == part and (abroad or rule.condition in AT_HOME_TOO):
                yield rule, state.name


def _condition(rule: DutyRule) -> Callable[[Situation], Applies]:
    condition: Callable[[Situation], Applies] = getattr(conditions, rule.condition)
    return condition


def _duty(rule: DutyRule, state: str, file: WorkerFile, employment: Employment) -> Duty:
    start, end = days_employed(employment, file.year)
    agreement = file.worker.framework_agreement
    if rule.condition in _FROM_AGREEMENT:
        start = agreement.start if agreement and agreement.start else max(start, _FIRST_AGREEMENT)
    dates = [date for due in rule.due for date in due_dates(due, state, file.year, start, end)]
    facts: Facts = {
        "employment": employment.id,
        "state": state,
        "residence": file.worker.residence,
        "employer_state": employment.employer_state,
        "year": file.year,
        "sources": ", ".join(rule.sources),
    }
    if len(dates) > 1:
        facts["dates"] = ", ".join(date.isoformat() for date in dates)
    return Duty(
        code=rule.code,
        who=rule.who,
        state=state,
        due=dates[0] if dates else None,
        source=rule.sources[0],
        certainty=rule.certainty,
        where=rule.where,
        facts=facts,
    )


def _findings(s: Situation, employment: Employment) -> list[Finding]:
    """What leaves a duty open: an unsettled law or an outcome that the assessment could not tell."""
    facts: Facts = {
        "employment": employment.id,
        "state": s.residence.name,
        "residence": s.residence.name,
        "employer_state": s.employer.name,
    }
    found = []
    if s.taxed_residence < 0.0 or s.taxed_employer < 0.0:
        found.append(_open("duties.depend_on_tax", facts, []))
    if s.insurance is Insurance.NOT_KNOWN:
        found.append(_open("duties.depend_on_insurance", facts, []))
    if conditions.withholding_in_residence(s) is Applies.OPEN:
        if conditions.establishment(s) is Applies.OPEN:
            found.append(_open("duties.withholding_depends_on_establishment", facts, []))
        if s.residence is State.LU:
            found.append(_open("duties.luxembourg_withholding_unsettled", facts, ["multiplier-lu"]))
    if conditions.limosa(s) is Applies.YES:
        sources = ["rsz-working-abroad", "securex-limosa"]
        found.append(Finding(level=Level.INFO, code="duties.limosa_doubtful", facts=facts, sources=sources))
    return found


def _open(code: str, facts: Facts, sources: list[str]) -> Finding:
    return Finding(level=Level.WARNING, code=code, facts=facts, sources=sources)
