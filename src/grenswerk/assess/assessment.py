"""Facts in, an explained assessment out."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from grenswerk.assess.baseline import has_telework, without_telework
from grenswerk.assess.duties import duties
from grenswerk.assess.establishment import establishment
from grenswerk.assess.insurance import insurance
from grenswerk.assess.net_pay import net_alone, net_pay
from grenswerk.assess.notes import Notes
from grenswerk.assess.taxing_rights import taxing_rights
from grenswerk.law.rulebook import Rulebook
from grenswerk.model.answer import (
    Assessment,
    EmploymentAnswer,
    Establishment,
    Finding,
    NetAmount,
    NetPay,
    Tax,
)
from grenswerk.model.certainty import weakest
from grenswerk.model.days import EmploymentDays
from grenswerk.model.states import pair_name
from grenswerk.model.worker import Employment, WorkerFile


def assess(file: WorkerFile, days: Sequence[EmploymentDays], rulebook: Rulebook | None = None) -> Assessment:
    """The assessment of one worker in one year: tax, insurance, establishment, net pay and duties, with reasons.

    `days` are the counted days of each employment, in the order of `file.employments`. The answer speaks codes and
    facts; `render.spoken` gives it words.
    """
    law = rulebook or Rulebook()
    answer, notes = _with_duties(file, days, law)
    assert answer.social_security is not None
    pay, pay_notes = net_pay(file, answer.employments, answer.social_security)
    notes += pay_notes
    if pay is not None:
        pay = replace(pay, without_telework=_baseline(file, days, law, pay))
    return replace(
        answer,
        net_pay=pay,
        margins=list(notes.margins),
        findings=_once(notes.findings),
        reasons=list(notes.reasons),
        certainty=weakest(notes.certainties),
    )


def assess_duties(
    file: WorkerFile, days: Sequence[EmploymentDays], rulebook: Rulebook | None = None
) -> Assessment:
    """Who taxes, who insures and the duties, as `assess` finds them: without money, in half the time."""
    return _with_duties(file, days, rulebook or Rulebook())[0]


def _with_duties(file: WorkerFile, days: Sequence[EmploymentDays], law: Rulebook) -> tuple[Assessment, Notes]:
    answer, notes = _without_pay(file, days, law)
    assert answer.social_security is not None
    due, due_notes = duties(file, days, answer.employments, answer.social_security)
    return replace(answer, duties=due), notes + due_notes


def _without_pay(file: WorkerFile, days: Sequence[EmploymentDays], law: Rulebook) -> tuple[Assessment, Notes]:
    """Everything but money: who taxes, who insures, whether the home binds the employer."""
    notes = Notes(findings=tuple(warning for counted in days for warning in counted.warnings))
    answers = []
    for employment, counted in zip(file.employments, days, strict=True):
        tax, tax_notes = taxing_rights(file, employment, counted, law)
        home_office, home_office_notes = establishment(file, employment, counted)
        notes += tax_notes + home_office_notes
        answers.append(_employment_answer(file, employment, tax, home_office))
    insured, insurance_notes = insurance(file, days, law.social_security(file.year))
    answer = Assessment(
        year=file.year, residence=file.worker.residence, employments=answers, social_security=insured
    )
    return answer, notes + insurance_notes


def _baseline(file: WorkerFile, days: Sequence[EmploymentDays], law: Rulebook, pay: NetPay) -> NetAmount | None:
    """Net pay of the same worker without telework; `None` where that depends on a fact that is not known."""
    if not any(has_telework(counted) for counted in days):
        return NetAmount(net=pay.net)
    at_work = [without_telework(counted) for counted in days]
    here = replace(file, next_12_months=None)
    answers = [
        _employment_answer(file, employment, taxing_rights(here, employment, counted, law)[0])
        for employment, counted in zip(file.employments, at_work, strict=True)
    ]
    insured, _ = insurance(here, at_work, law.social_security(file.year))
    net = net_alone(here, answers, insured)
    return None if net is None else NetAmount(net=net)


def _employment_answer(
    file: WorkerFile, employment: Employment, tax: Tax | None, home_office: Establishment | None = None
) -> EmploymentAnswer:
    return EmploymentAnswer(
        id=employment.id,
        employer_state=employment.employer_state,
        pair=pair_name(file.worker.residence, employment.employer_state),
        tax=tax,
        establishment=home_office,
    )


def _once(items: Sequence[Finding]) -> list[Finding]:
    """Each finding once, in order."""
    return [item for index, item in enumerate(items) if item not in items[:index]]
