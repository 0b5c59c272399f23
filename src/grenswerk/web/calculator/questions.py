"""The questions of the calculator: where each answer stands in the worker file, and when it is asked at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from grenswerk.days.frontier import Regime, regime_of
from grenswerk.model.states import STATE_CODES
from grenswerk.model.worker import (
    AgreementStatus,
    Contact,
    EmploymentStatus,
    HouseholdStatus,
    Sector,
    TeleworkReason,
    TeleworkStatus,
)

Answers = Mapping[str, str]
FIRST_YEAR, LAST_YEAR = 2015, 2027  # the years of the treaty rules


class Kind(StrEnum):
    """How a question is answered."""

    CHOICE = "choice"
    NUMBER = "number"
    YES_NO = "yes_no"  # yes, no or not known
    SLIDER = "slider"


@dataclass(frozen=True, eq=False)
class Question:
    """One question, equal to itself alone; `path` is the place of its answer in the worker file."""

    name: str
    path: str
    kind: Kind
    group: str
    options: tuple[str, ...] = ()
    highest: float = 0
    step: str = "1"
    asked: Callable[[Answers], bool] = lambda _: True
    options_of: str = ""  # the texts of the options, where another question has the same
    percent: bool = False
    decides: tuple[str, ...] = ()  # findings that say that this answer is missing


class Asked(NamedTuple):
    """A question on the page with its answer and what is wrong with it."""

    question: Question
    value: str
    wrong: str = ""
    decides: bool = False  # a finding says that this answer would settle something


def _states(answers: Answers) -> set[str]:
    return {answers.get("residence", ""), answers.get("employer", "")}


def _at_home(answers: Answers) -> bool:
    return answers.get("home", "") not in ("", "0", "0.0") and _crosses(answers)


def _crosses(answers: Answers) -> bool:
    return answers.get("residence") != answers.get("employer")


def _zone(answers: Answers) -> bool:
    return regime_of(answers.get("residence", ""), answers.get("employer", "")) is not Regime.NONE


def _with_partner(answers: Answers) -> bool:
    return answers.get("household") == HouseholdStatus.COUPLE


def _alone_with_children(answers: Answers) -> bool:
    return answers.get("household") != HouseholdStatus.COUPLE and answers.get("children", "0") not in ("", "0")


def _words(kind: type[StrEnum]) -> tuple[str, ...]:
    return tuple(member.value for member in kind)


EMPLOYMENT = "employments.0"
YEARS = tuple(str(year) for year in range(LAST_YEAR, FIRST_YEAR - 1, -1))

QUESTIONS = (
    Question("residence", "worker.residence", Kind.CHOICE, "first", STATE_CODES, options_of="states"),
    Question("employer", f"{EMPLOYMENT}.employer_state", Kind.CHOICE, "first", STATE_CODES, options_of="states"),
    Question("home", "days.pattern.home_per_week", Kind.SLIDER, "first", highest=5, step="0.5"),
    Question("year", "year", Kind.CHOICE, "pay", YEARS),
    Question(
        "pay",
        f"{EMPLOYMENT}.gross_pay",
        Kind.NUMBER,
        "pay",
        highest=1e6,
        step="1",
        decides=("net_pay.gross_pay_needed",),
    ),
    Question("household", "worker.household.status", Kind.CHOICE, "pay", _words(HouseholdStatus)),
    Question(
        "partner_income", "worker.household.partner_income", Kind.NUMBER, "pay", highest=1e6, asked=_with_partner
    ),
    Question("children", "worker.household.children", Kind.NUMBER, "pay", highest=12),
    Question("single_parent", "worker.household.single_parent", Kind.YES_NO, "pay", asked=_alone_with_children),
    Question("birth_year", "worker.birth_year", Kind.NUMBER, "pay", highest=2012),
    Question(
        "church_tax",
        "worker.church_tax",
        Kind.YES_NO,
        "pay",
        asked=lambda answers: answers.get("residence") == "DE",
    ),
    Question(
        "surcharge",
        "worker.municipal_surcharge",
        Kind.NUMBER,
        "pay",
        highest=20,
        step="0.1",
        percent=True,
        asked=lambda answers: answers.get("residence") == "BE",
    ),
    Question("days_per_week", f"{EMPLOYMENT}.days_per_week", Kind.NUMBER, "work", highest=7, step="0.5"),
    Question("hours", f"{EMPLOYMENT}.hours_per_week", Kind.NUMBER, "work", highest=80, step="0.1"),
    Question("full_time", f"{EMPLOYMENT}.full_time_hours", Kind.NUMBER, "work", highest=80, step="0.1"),
    Question("weeks_off", "days.pattern.weeks_off", Kind.NUMBER, "work", highest=52, step="0.1"),
    Question("sector", f"{EMPLOYMENT}.sector", Kind.CHOICE, "work", _words(Sector)),
    Question(
        "nationality",
        "worker.nationality",
        Kind.CHOICE,
        "work",
        STATE_CODES,
        options_of="states",
        asked=lambda answers: answers.get("sector") == Sector.PUBLIC,
        decides=("tax.nationality_needed",),
    ),
    Question("status", f"{EMPLOYMENT}.status", Kind.CHOICE, "work", _words(EmploymentStatus)),
    Question(
        "zone_home",
        f"{EMPLOYMENT}.frontier.home_in_zone",
        Kind.YES_NO,
        "home",
        asked=_zone,
        decides=("tax.frontier_facts_needed",),
    ),
    Question(
        "zone_work",
        f"{EMPLOYMENT}.frontier.workplace_in_zone",
        Kind.YES_NO,
        "home",
        asked=_zone,
        decides=("tax.frontier_facts_needed",),
    ),
    Question(
        "zone_2011",
        f"{EMPLOYMENT}.frontier.status_since_2011",
        Kind.YES_NO,
        "home",
        asked=lambda answers: (answers.get("residence"), answers.get("employer")) == ("FR", "BE"),
        decides=("tax.frontier_facts_needed",),
    ),
    Question(
        "agreement",
        "worker.framework_agreement.status",
        Kind.CHOICE,
        "home",
        _words(AgreementStatus),
        asked=_at_home,
        decides=("social_security.framework_agreement_not_known",),
    ),
    Question(
        "arrangement",
        f"{EMPLOYMENT}.telework.status",
        Kind.CHOICE,
        "home",
        _words(TeleworkStatus),
        asked=_at_home,
        decides=("establishment.arrangement_not_given_finding",),
    ),
    Question(
        "office",
        f"{EMPLOYMENT}.telework.office_available",
        Kind.YES_NO,
        "home",
        asked=_at_home,
        decides=("establishment.office_not_given_finding",),
    ),
    Question(
        "reason", f"{EMPLOYMENT}.telework.reason", Kind.CHOICE, "home", _words(TeleworkReason), asked=_at_home
    ),
    Question("contracts", f"{EMPLOYMENT}.telework.concludes_contracts", Kind.YES_NO, "home", asked=_at_home),
    Question("management", f"{EMPLOYMENT}.telework.management_role", Kind.YES_NO, "home", asked=_at_home),
    Question(
        "contacts", f"{EMPLOYMENT}.telework.contacts.with", Kind.CHOICE, "home", _words(Contact), asked=_at_home
    ),
    Question(
        "contacts_a_year",
        f"{EMPLOYMENT}.telework.contacts.per_year",
        Kind.NUMBER,
        "home",
        highest=366,
        asked=lambda answers: _at_home(answers) and answers.get("contacts") in ("customers", "suppliers"),
    ),
)
BY_NAME = {question.name: question for question in QUESTIONS}
GROUPS = ("pay", "work", "home")
FIRST = ("residence", "employer", "home")
