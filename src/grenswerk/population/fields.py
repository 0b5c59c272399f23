"""The columns of a population: the worker file's fields, flattened, with kinds, limits and defaults."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

from grenswerk.model.errors import BadInput, nearest
from grenswerk.model.states import STATE_CODES


class Kind(Enum):
    """How the values of a column are read."""

    NUMBER = "a number"
    WHOLE = "a whole number"
    WORD = "a word of a list"
    STATE = "an ISO 3166-1 alpha-2 code"
    TRUTH = "true or false"
    DATE = "a date, YYYY-MM-DD"
    CHILDREN = "a number of children, or their birth years with a semicolon between"
    STATES = "states with a semicolon between"
    TEXT = "text"


class Field(NamedTuple):
    """One column. `words` are in the order of their codes; a number outside `least` to `most` is refused."""

    name: str
    kind: Kind
    default: float = 0.0
    words: tuple[str, ...] = ()
    least: float = 0.0
    most: float = 1e9
    required: bool = False
    open_below: bool = False  # `least` itself is refused

    @property
    def amount(self) -> bool:
        """Whether it is an amount of a year: in EUR, with two decimals at most."""
        return self.name in ("gross_pay", "partner_income", "other_income")


_FIVE = ("", *STATE_CODES)  # code 1 is NL, as in `State`


def _days(name: str) -> Field:
    return Field(f"days_{name}", Kind.NUMBER, most=366)


FIELDS = (
    Field("id", Kind.TEXT),
    Field("year", Kind.WHOLE, least=2015, most=2027, required=True),
    Field("residence", Kind.WORD, words=_FIVE, required=True),
    Field("employer_state", Kind.WORD, words=_FIVE, required=True),
    Field("birth_year", Kind.WHOLE, default=0, least=1900, most=2027),
    Field("nationality", Kind.STATE),
    Field("household_status", Kind.WORD, words=("single", "couple", "cohabiting")),
    Field("partner_income", Kind.NUMBER),
    Field("children", Kind.CHILDREN),
    Field("single_parent", Kind.TRUTH),
    Field("church_tax", Kind.TRUTH),
    Field("municipal_surcharge", Kind.NUMBER, default=-1.0, most=0.2),
    Field("other_income", Kind.NUMBER),
    Field("alsace_moselle", Kind.TRUTH),
    Field("treated_as_resident", Kind.STATES),
    Field("self_employed_state", Kind.STATE),
    Field("self_employed_share", Kind.NUMBER, most=1),
    Field(
        "framework_agreement",
        Kind.WORD,
        default=-1,
        words=("none", "requested", "granted", "refused"),
    ),
    Field("framework_agreement_requested_on", Kind.DATE),
    Field("framework_agreement_from", Kind.DATE),
    Field("framework_agreement_institution", Kind.STATE),
    Field("sector", Kind.WORD, words=("private", "public")),
    Field("status", Kind.WORD, words=("employee", "manual", "executive")),
    Field("gross_pay", Kind.NUMBER, default=-1.0),
    Field("hours_per_week", Kind.NUMBER, default=40, most=168, open_below=True),
    Field("full_time_hours", Kind.NUMBER, default=40, most=168, open_below=True),
    Field("days_per_week", Kind.NUMBER, default=5, most=7, open_below=True),
    Field("from", Kind.DATE),
    Field("to", Kind.DATE),
    Field("posting_state", Kind.STATE),
    Field("posting_expected_months", Kind.NUMBER, default=-1.0, most=600),
    Field("posting_insured_before", Kind.TRUTH, default=1),
    Field("frontier_home_in_zone", Kind.TRUTH, default=-1),
    Field("frontier_workplace_in_zone", Kind.TRUTH, default=-1),
    Field("frontier_status_since_2011", Kind.TRUTH, default=-1),
    Field("telework_status", Kind.WORD, default=-1, words=("incidental", "voluntary", "required")),
    Field("telework_office_available", Kind.TRUTH, default=-1),
    Field("telework_it_based", Kind.TRUTH, default=1),
    Field("telework_concludes_contracts", Kind.TRUTH),
    Field("telework_management_role", Kind.TRUTH),
    Field("telework_sole_carrier", Kind.TRUTH),
    Field("telework_auxiliary_only", Kind.TRUTH),
    Field("telework_contacts_with", Kind.WORD, words=("none", "customers", "suppliers")),
    Field("telework_contacts_per_year", Kind.NUMBER, most=10000),
    Field("telework_reason", Kind.WORD, default=-1, words=("employee_wish", "cost_saving", "business_presence")),
    Field("telework_room_costs_paid", Kind.TRUTH),
    Field("telework_room_rented_by_employer", Kind.TRUTH),
    Field("telework_room_employer_may_use", Kind.TRUTH),
    *(_days(name) for name in ("work", "home", "home_short", "third")),
    Field("days_third_state", Kind.STATE),
    *(_days(f"third_{state}") for state in STATE_CODES),
    *(_days(f"outside_zone_{state}") for state in STATE_CODES),
    *(_days(name) for name in ("on_call_home", "on_call_home_called", "garden_leave")),
    *(_days(name) for name in ("sick", "sick_work", "sick_home", "leave", "holiday", "covid_home")),
    Field("pattern_home_per_week", Kind.NUMBER, default=-1.0, most=7),
    Field("pattern_weeks_off", Kind.NUMBER, default=8, most=52),
    *(
        Field(f"logged_{name}", Kind.NUMBER, most=1e5)
        for name in (
            "employer",
            "residence",
            "third",
            *(f"third_{state}" for state in STATE_CODES),
            "outside_any",
            "outside_30",
            "outside_zone",
            "sick_employer",
            "sick_residence",
            "sick_third",
            "time_employer",
            "time_telework",
            "time_other",
            "time_third",
        )
    ),  # what `ledger` counts; not for files
    *(Field(f"logged_{name}", Kind.DATE) for name in ("first", "last", "twice")),
    Field("logged_wrong", Kind.TEXT),
    Field("next_12_months_home_share", Kind.NUMBER, default=-1.0, most=1),
)
BY_NAME = {field.name: field for field in FIELDS}
ALIASES = {
    "household_partner_income": "partner_income",
    "household_children": "children",
    "household_single_parent": "single_parent",
    "elections_treated_as_resident": "treated_as_resident",
    "framework_agreement_status": "framework_agreement",
    "days_pattern_home_per_week": "pattern_home_per_week",
    "days_pattern_weeks_off": "pattern_weeks_off",
}
REQUIRED = tuple(field.name for field in FIELDS if field.required)
TRUTHS = {"true": 1, "yes": 1, "1": 1, "1.0": 1, "false": 0, "no": 0, "0": 0, "0.0": 0}
LEDGER = ("id", "date", "state", "minutes", "activity")  # the columns of a day ledger
FACTS = tuple(  # what does not say how many days were worked where
    name
    for name in BY_NAME
    if name == "days_per_week" or (not name.startswith(("days_", "pattern_", "logged_")) and name != "id")
)


def is_ledger(names: Iterable[str]) -> bool:
    """Whether the columns are those of a day ledger."""
    return "date" in names


def checked_names(given: Iterable[str], where: str) -> dict[str, str]:
    """The columns by their own names, each with the name that it was given.

    Raises `BadInput` for a column that is unknown or stands twice, for a mandatory one that is missing, and where
    no column says how many days were worked where.
    """
    names: dict[str, str] = {}
    for name in given:
        own = ALIASES.get(name, name)
        if own not in BY_NAME:
            hint = nearest(name, [*BY_NAME, *ALIASES])
            raise BadInput(f'{where}: unknown column "{name}": expected a field of the worker file{hint}')
        if own in names:
            raise BadInput(f'{where}: column "{own}" stands twice: expected it once')
        names[own] = name
    for name in REQUIRED:
        if name not in names:
            raise BadInput(f'{where}: column "{name}" is missing: expected {", ".join(REQUIRED)} and days')
    if not any(name.startswith(("days_", "logged_")) or name == "pattern_home_per_week" for name in names):
        raise BadInput(f"{where}: no column with days: expected days_work, days_home, … or pattern_home_per_week")
    return names
