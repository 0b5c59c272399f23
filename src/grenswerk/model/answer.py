"""The answer: an assessment of one worker in one year, as interface section 2 gives it.

The engine fills codes, facts and numbers; `text` and `what` are filled by `render` in the reader's language.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from msgspec import Struct, field

from grenswerk.model.certainty import Certainty, Status

Fact = str | int | float | bool | None
Facts = dict[str, Fact]


class Record(Struct, frozen=True, kw_only=True):
    """A part of the answer."""


class RuleApplied(Record, frozen=True, kw_only=True):
    id: str
    status: Status


class Threshold(Record, frozen=True, kw_only=True):
    """The tolerance rule as the residence state reads it."""

    days: float
    counted: float | None
    left: float | None
    kept: bool | None


class TaxView(Record, frozen=True, kw_only=True):
    """One state's own reading: who may tax which share of the pay. `None`: depends on a fact not given."""

    counted: float | None
    threshold_days: float | None
    kept: bool | None
    taxable_share: dict[str, float | None]


class ConflictKind(StrEnum):
    DOUBLE = "double"
    UNTAXED = "untaxed"


class Conflict(Record, frozen=True, kw_only=True):
    """The share of the pay that both states tax, or that none taxes."""

    kind: ConflictKind
    share: float
    why: str = ""
    code: str = ""
    facts: Facts = field(default_factory=dict)


class Tax(Record, frozen=True, kw_only=True):
    rule: RuleApplied
    threshold: Threshold | None
    views: dict[str, TaxView]
    conflict: Conflict | None
    certainty: Certainty


class Risk(StrEnum):
    """Of a permanent establishment: from a safe harbour to a rule that points to yes."""

    NONE = "none"
    UNLIKELY = "unlikely"
    POSSIBLE = "possible"
    LIKELY = "likely"
    UNCERTAIN = "uncertain"


class EstablishmentView(Record, frozen=True, kw_only=True):
    risk: Risk | None
    rule: str = ""
    home_share: float | None = None


class Establishment(Record, frozen=True, kw_only=True):
    risk: Risk | None
    home_share: float
    views: dict[str, EstablishmentView]
    rule: str
    certainty: Certainty


class EmploymentAnswer(Record, frozen=True, kw_only=True):
    id: str
    employer_state: str
    pair: str
    tax: Tax | None
    establishment: Establishment | None = None


class InsurancePeriod(Record, frozen=True, kw_only=True):
    start: dt.date = field(name="from")
    end: dt.date = field(name="to")
    state: str | None
    basis: str | None


class SocialSecurity(Record, frozen=True, kw_only=True):
    competent_state: str | None
    basis: str | None
    residence_share: float
    a1: str | None
    periods: list[InsurancePeriod]
    certainty: Certainty
    institution: str | None = None
    procedure: str | None = None


class NetAmount(Record, frozen=True, kw_only=True):
    net: float


class HouseholdNet(Record, frozen=True, kw_only=True):
    net: float
    income_tax: dict[str, float] = field(default_factory=dict)
    employee_contributions: float = 0.0


class ExplainedAmount(Record, frozen=True, kw_only=True):
    """One intermediate amount, with its official label, its paragraph and its source."""

    state: str
    name: str
    value: float
    label: str
    paragraph: str
    sources: list[str]
    certainty: Certainty
    unit: str = "EUR/year"  # or share (0-1), percent (0-100), number
    code: str = ""  # what the amount is called where it is no number, as a tax class


class NetPay(Record, frozen=True, kw_only=True):
    """Yearly amounts in EUR of the worker alone, unless said."""

    gross: float
    employee_contributions: float
    employer_contributions: float
    employer_cost: float
    income_tax: dict[str, float]
    church_tax: float
    credits: dict[str, float]
    relief: float
    net: float
    other: dict[str, float]
    household: HouseholdNet
    without_telework: NetAmount | None
    certainty: Certainty
    employer_lines: dict[str, float] = field(default_factory=dict)
    amounts: list[ExplainedAmount] = field(default_factory=list)


class Who(StrEnum):
    WORKER = "worker"
    EMPLOYER = "employer"


class Duty(Record, frozen=True, kw_only=True):
    code: str
    who: Who
    state: str
    due: dt.date | None
    source: str
    certainty: Certainty
    where: str = ""
    what: str = ""
    consequence: str = ""
    facts: Facts = field(default_factory=dict)


class Margin(Record, frozen=True, kw_only=True):
    """What is left to a limit, and the date on which the present pattern crosses it."""

    code: str
    left: float | None
    crossing: dt.date | None
    unit: str = "days"
    what: str = ""
    then: str = ""
    facts: Facts = field(default_factory=dict)


class Level(StrEnum):
    INFO = "info"
    WARNING = "warning"


class Finding(Record, frozen=True, kw_only=True):
    level: Level
    code: str
    text: str = ""
    facts: Facts = field(default_factory=dict)
    sources: list[str] = field(default_factory=list)


class Reason(Record, frozen=True, kw_only=True):
    code: str
    text: str = ""
    facts: Facts = field(default_factory=dict)
    sources: list[str] = field(default_factory=list)


class Assessment(Record, frozen=True, kw_only=True):
    year: int
    residence: str
    employments: list[EmploymentAnswer]
    social_security: SocialSecurity | None = None
    net_pay: NetPay | None = None
    duties: list[Duty] = field(default_factory=list)
    margins: list[Margin] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    certainty: Certainty = Certainty.CONFIRMED
