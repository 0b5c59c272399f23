"""The worker file: the facts that a person gives about one year. No rules, no defaults of law."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from grenswerk.model.days import DayEntry

StateCode = Literal["NL", "BE", "DE", "LU", "FR"]
AnyStateCode = Annotated[str, Meta(pattern="^[A-Z]{2}$", description="ISO 3166-1 alpha-2 code of a state")]
Year = Annotated[int, Meta(ge=2015, le=2027)]
BirthYear = Annotated[int, Meta(ge=1900, le=2027)]
Amount = Annotated[float, Meta(ge=0, le=1e9, description="EUR/year")]
Share = Annotated[float, Meta(ge=0, le=1)]
Days = Annotated[float, Meta(ge=0, le=366)]
DaysPerWeek = Annotated[float, Meta(gt=0, le=7)]
HoursPerWeek = Annotated[float, Meta(gt=0, le=168)]


class HouseholdStatus(StrEnum):
    SINGLE = "single"
    COUPLE = "couple"  # married or registered partners
    COHABITING = "cohabiting"


class Sector(StrEnum):
    PRIVATE = "private"
    PUBLIC = "public"  # a body of the employer's state


class EmploymentStatus(StrEnum):
    EMPLOYEE = "employee"
    MANUAL = "manual"
    EXECUTIVE = "executive"


class TeleworkStatus(StrEnum):
    INCIDENTAL = "incidental"
    VOLUNTARY = "voluntary"
    REQUIRED = "required"


class Contact(StrEnum):
    NONE = "none"
    CUSTOMERS = "customers"
    SUPPLIERS = "suppliers"


class TeleworkReason(StrEnum):
    EMPLOYEE_WISH = "employee_wish"
    COST_SAVING = "cost_saving"
    BUSINESS_PRESENCE = "business_presence"


class AgreementStatus(StrEnum):
    """Where the request under the framework agreement on telework stands."""

    REQUESTED = "requested"
    GRANTED = "granted"
    NONE = "none"
    REFUSED = "refused"


class Record(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A part of the worker file; an unknown key in it is refused."""


class Child(Record, frozen=True, kw_only=True):
    birth_year: BirthYear


class Household(Record, frozen=True, kw_only=True):
    status: HouseholdStatus = HouseholdStatus.SINGLE
    partner_income: Amount = 0
    children: list[Child] | Annotated[int, Meta(ge=0, le=20)] = 0
    single_parent: bool = False


class Elections(Record, frozen=True, kw_only=True):
    treated_as_resident: list[StateCode] = field(default_factory=list)


class SelfEmployment(Record, frozen=True, kw_only=True):
    state: AnyStateCode
    share: Share


class FrameworkAgreement(Record, frozen=True, kw_only=True):
    status: AgreementStatus
    requested_on: dt.date | None = None
    start: dt.date | None = field(default=None, name="from")
    institution: AnyStateCode | None = None


class Posting(Record, frozen=True, kw_only=True):
    state: AnyStateCode
    expected_months: Annotated[float, Meta(ge=0, le=600)]
    insured_before: bool = True


class Frontier(Record, frozen=True, kw_only=True):
    """The facts of the frontier regimes FR-DE and FR-BE; `None` is not known."""

    home_in_zone: bool | None = None
    workplace_in_zone: bool | None = None
    status_since_2011: bool | None = None


class Contacts(Record, frozen=True, kw_only=True):
    partner: Contact = field(default=Contact.NONE, name="with")
    per_year: Annotated[float, Meta(ge=0, le=10000)] = 0


class Room(Record, frozen=True, kw_only=True):
    costs_paid: bool = False
    rented_by_employer: bool = False
    employer_may_use: bool = False


class Telework(Record, frozen=True, kw_only=True):
    status: TeleworkStatus | None = None
    office_available: bool | None = None
    it_based: bool = True
    concludes_contracts: bool = False
    management_role: bool = False
    sole_carrier: bool = False
    auxiliary_only: bool = False
    contacts: Contacts = Contacts()
    reason: TeleworkReason | None = None
    room: Room = Room()


class Employment(Record, frozen=True, kw_only=True):
    """One employment; `from` and `to` are the employment's own dates."""

    employer_state: StateCode
    id: str = ""
    sector: Sector = Sector.PRIVATE
    status: EmploymentStatus = EmploymentStatus.EMPLOYEE
    gross_pay: Amount | None = None
    hours_per_week: HoursPerWeek = 40
    full_time_hours: HoursPerWeek = 40
    days_per_week: DaysPerWeek = 5
    start: dt.date | None = field(default=None, name="from")
    end: dt.date | None = field(default=None, name="to")
    posting: Posting | None = None
    frontier: Frontier = Frontier()
    telework: Telework = Telework()

    @property
    def part_time_share(self) -> float:
        """Contractual hours as a share of full-time hours, 0-1."""
        return share_of_full_time(self.hours_per_week, self.full_time_hours)


def share_of_full_time(hours_per_week: float, full_time_hours: float) -> float:
    """Contractual hours as a share of full-time hours, 0-1."""
    return min(1.0, hours_per_week / full_time_hours)


class Worker(Record, frozen=True, kw_only=True):
    """The person, in the year of the file."""

    residence: StateCode
    name: str = ""
    birth_year: BirthYear | None = None
    nationality: AnyStateCode | None = None
    household: Household = Household()
    church_tax: bool = False
    municipal_surcharge: Annotated[float, Meta(ge=0, le=0.2)] | None = None
    other_income: Amount = 0
    alsace_moselle: bool = False
    elections: Elections = Elections()
    self_employed: SelfEmployment | None = None
    framework_agreement: FrameworkAgreement | None = None


class SickDays(Record, frozen=True, kw_only=True):
    """Paid sick days, by where the work would have been done."""

    work: Days = 0
    home: Days = 0


class Counts(Record, frozen=True, kw_only=True):
    """Days of the year for one employment, as interface section 1 names them. They carry no dates."""

    work: Days = 0
    home: Days = 0
    home_short: Days = 0
    third: dict[AnyStateCode, Days] = field(default_factory=dict)
    outside_zone: dict[AnyStateCode, Days] = field(default_factory=dict)
    on_call_home: Days = 0
    on_call_home_called: Days = 0
    garden_leave: Days = 0
    sick: Days | SickDays = 0
    leave: Days = 0
    holiday: Days = 0
    covid_home: Days = 0


class Pattern(Record, frozen=True, kw_only=True):
    """A week that repeats: home days a week, and the weeks of the year without work."""

    home_per_week: Annotated[float, Meta(ge=0, le=7)]
    weeks_off: Annotated[float, Meta(ge=0, le=52)] = 8  # 44 weeks of 5 days: the usual 220 working days


class DaysGiven(Record, frozen=True, kw_only=True):
    """The days of the year in exactly one form."""

    counts: Counts | None = None
    counts_by_employment: dict[str, Counts] | None = None
    pattern: Pattern | None = None
    pattern_by_employment: dict[str, Pattern] | None = None
    log: list[DayEntry] | str | None = None


class NextTwelveMonths(Record, frozen=True, kw_only=True):
    home_share: Share


class WorkerFile(Record, frozen=True, kw_only=True):
    """One worker in one year: the input of an assessment."""

    year: Year
    worker: Worker
    employments: Annotated[list[Employment], Meta(min_length=1, max_length=20)]
    days: DaysGiven
    next_12_months: NextTwelveMonths | None = None
