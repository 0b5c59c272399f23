"""From the columns of a batch to the records of its workers, checked and with the defaults of the worker file."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from grenswerk.law.social_security.dated import social_security_law
from grenswerk.model.pay import AGE_NOT_GIVEN, EmployeeClass, Partnership, age_reached
from grenswerk.model.states import STATE_CODES, STATES
from grenswerk.population.columns import (
    NO_DATE,
    Faults,
    constant,
    read_children,
    read_column,
    state_code,
)
from grenswerk.population.fields import BY_NAME
from grenswerk.population.rows import BY_STATE, Row, filled
from grenswerk.population.tables import LAST_YEAR, Tables

Array = npt.NDArray[Any]


class Columns:
    """The columns of one batch by name, read when asked for."""

    def __init__(self, batch: pa.RecordBatch, names: Mapping[str, str]) -> None:
        self.batch, self.names, self.length, self.faults = batch, names, batch.num_rows, Faults()

    def column(self, name: str) -> pa.Array | None:
        """The Arrow column, or `None` where the batch has none of that name."""
        if name not in self.names:
            return None
        return self.batch.column(self.batch.schema.get_field_index(self.names[name]))

    def read(self, name: str) -> Array:
        """The values of one column, checked."""
        return read_column(BY_NAME[name], self.column(name), self.length, self.faults)

    def fault(self, wrong: Array, text: str) -> None:
        """Notes the same fault of every row where `wrong` holds."""
        if wrong.any():
            self.faults.add(np.flatnonzero(wrong), lambda _: text)


_PLAIN = {
    "residence": "residence",
    "employer": "employer_state",
    "public": "sector",
    "hours": "hours_per_week",
    "full_time_hours": "full_time_hours",
    "days_per_week": "days_per_week",
    "home_in_zone": "frontier_home_in_zone",
    "workplace_in_zone": "frontier_workplace_in_zone",
    "status_since_2011": "frontier_status_since_2011",
    "request": "framework_agreement",
    "telework": "telework_status",
    "office": "telework_office_available",
    "reason": "telework_reason",
    "it_based": "telework_it_based",
    "concludes_contracts": "telework_concludes_contracts",
    "management_role": "telework_management_role",
    "sole_carrier": "telework_sole_carrier",
    "auxiliary_only": "telework_auxiliary_only",
    "room_rented": "telework_room_rented_by_employer",
    "room_usable": "telework_room_employer_may_use",
    "plan": "next_12_months_home_share",
    "gross": "gross_pay",
    "partnership": "household_status",
    "partner_gross": "partner_income",
    "single_parent": "single_parent",
    "church_tax": "church_tax",
    "municipal_surcharge": "municipal_surcharge",
    "other_income": "other_income",
    "alsace_moselle": "alsace_moselle",
    "home_per_week": "pattern_home_per_week",
    "weeks_off": "pattern_weeks_off",
    "work": "days_work",
    "home": "days_home",
    "home_short": "days_home_short",
    "on_call_home": "days_on_call_home",
    "on_call_home_called": "days_on_call_home_called",
    "garden_leave": "days_garden_leave",
    "sick_work": "days_sick_work",
    "sick_home": "days_sick_home",
    "sick_unknown": "days_sick",
    "covid_home": "days_covid_home",
}  # fields of a row that stand in one column
_CHECKED = ("framework_agreement_institution", "telework_room_costs_paid", "days_leave", "days_holiday")


class Facts:
    """The facts of the workers of a batch by the fields of `Row`: those given as arrays, the others by default."""

    def __init__(self, length: int) -> None:
        self.length = length
        self.given: dict[str, Array] = {}

    def __getitem__(self, name: str) -> Array:
        if name in self.given:
            return self.given[name]
        default = getattr(_DEFAULTS, name)
        kind = "float64" if isinstance(default, float) else "bool" if isinstance(default, bool) else "int64"
        return constant(self.length, default, kind)

    def __setitem__(self, name: str, values: Array) -> None:
        self.given[name] = values

    def by_state(self, name: str) -> Array:
        """Days by state, to be filled in."""
        return self.given.setdefault(name, np.zeros((len(BY_STATE), self.length)).T)


def empty_rows(length: int) -> Array:
    """Records for rows, with the defaults of the columns."""
    return filled(length, _DEFAULTS)


def facts_of(batch: pa.RecordBatch, names: Mapping[str, str], law: Tables) -> tuple[Facts, Faults]:
    """The facts of a batch, checked; a row with a fault is not usable, and its other facts mean nothing."""
    c = Columns(batch, names)
    facts = Facts(c.length)
    if (wrong := c.column("logged_wrong")) is not None:  # above all else: there may be no facts beside it
        c.faults.add(np.flatnonzero(wrong.is_valid()), lambda row: str(wrong[row]))
    facts["year"] = c.read("year").astype(np.int64)
    for name, column in _PLAIN.items():
        if c.column(column) is not None:
            facts[name] = c.read(column)
    for column in _CHECKED:
        c.read(column)
    _status(c, facts)
    _person(c, facts)
    _days(c, facts)
    if c.column("logged_employer") is not None:
        _logged(c, facts)
    _dates(c, facts)
    frontier = np.ascontiguousarray(law.pairs["frontier_pair"][:, :, 0])
    facts["frontier_pair"] = frontier[facts["residence"], facts["employer"]]
    if c.faults.by_row:
        usable = np.ones(c.length, np.bool_)
        usable[list(c.faults.by_row)] = False
        facts["usable"] = usable
    return facts, c.faults


@cache
def coordinated_states() -> frozenset[int]:
    """Codes of the states outside the five in which the Regulation applies."""
    states = social_security_law(LAST_YEAR).states.states
    return frozenset(code for state in states if state not in STATE_CODES and (code := state_code(state)))


def _default_row() -> Row:
    numbers = {name: BY_NAME[column].default for name, column in _PLAIN.items() if not BY_NAME[column].required}
    kinds = typing.get_type_hints(Row)
    return Row()._replace(**{name: kinds[name](value) for name, value in numbers.items()})


_DEFAULTS = _default_row()


def _status(c: Columns, facts: Facts) -> None:
    """The class of the employee, what is elected, and what is left to the explained rules."""
    if c.column("status") is not None or c.column("sector") is not None:
        civil = int(EmployeeClass.CIVIL_SERVANT)
        facts["employee_class"] = np.where(facts["public"], civil, c.read("status"))
    if c.column("nationality") is not None:
        facts["national_of_residence"] = c.read("nationality") == facts["residence"]
    if c.column("telework_contacts_per_year") is not None:
        partner = c.read("telework_contacts_with")
        facts["contacts"] = np.where(partner > 0, c.read("telework_contacts_per_year"), 0.0)
    if c.column("treated_as_resident") is not None:
        elected = c.read("treated_as_resident").astype(np.int64)
        facts["treated_as_resident"] = (elected >> facts["employer"]) & 1
    if not any(name.startswith(("posting_", "self_employed_")) for name in c.names):
        return
    posted, self_employed = _special(c)
    if posted.any() or self_employed.any():
        facts["special"], facts["self_employed"] = posted | self_employed, self_employed


def _special(c: Columns) -> tuple[Array, Array]:
    """Who is posted, and who is self-employed beside."""
    posting, own = c.read("posting_state"), c.read("self_employed_state")
    months, share = c.read("posting_expected_months"), c.read("self_employed_share")
    c.read("posting_insured_before")
    c.fault((posting != 0) & (months < 0), "posting_expected_months is empty: expected the months of the posting")
    c.fault((own == 0) & (share > 0), "self_employed_state is empty: expected the state of that work")
    return posting != 0, own != 0


def _person(c: Columns, facts: Facts) -> None:
    if c.column("partner_income") is not None:
        single = facts["partnership"] == Partnership.SINGLE
        facts["partner_gross"] = np.where(single, 0.0, facts["partner_gross"])
    if c.column("birth_year") is not None:
        birth_year = c.read("birth_year")
        reached = age_reached(facts["year"], birth_year)  # type: ignore[arg-type]  # a number for each row
        facts["age"] = np.where(birth_year > 0, reached, AGE_NOT_GIVEN)
    if (column := c.column("children")) is not None:
        children = read_children(BY_NAME["children"], column, facts["year"], c.faults)
        facts["children"] = children.under_18
        facts["children_under_3"] = children.under_3
        facts["children_under_12"] = children.under_12
        facts["children_under_21"] = children.under_21
        facts["children_under_25"] = children.under_25


def _days(c: Columns, facts: Facts) -> None:
    for state in STATES:
        for name in ("third", "zone"):
            column = f"days_third_{state.name}" if name == "third" else f"days_outside_zone_{state.name}"
            if c.column(column) is not None:
                facts.by_state(name)[:, state] = c.read(column)
    if c.column("days_third") is not None:
        third = facts.by_state("third")
        third[:, 0] = c.read("days_third")
        if c.column("days_third_state") is not None:
            named = _third_state(c, facts)
            known = np.flatnonzero((named > 0) & (named <= len(STATES)))
            third[known, named[known]] += third[known, 0]
            third[known, 0] = 0.0
    if any(name.startswith("days_third_") for name in c.names):
        all_rows, third = np.arange(c.length), facts.by_state("third")
        residence, employer = facts["residence"], facts["employer"]
        c.fault(third[all_rows, residence] > 0, "days_third is of the residence state: expected days_home")
        c.fault(third[all_rows, employer] > 0, "days_third is of the employer's state: expected days_work")
    if c.column("days_sick") is not None:
        apart = facts["sick_work"] + facts["sick_home"] > 0
        c.fault((facts["sick_unknown"] > 0) & apart, "days_sick stands beside days_sick_work: expected one form")
    if c.column("pattern_home_per_week") is not None:
        pattern = facts["home_per_week"]
        c.fault(
            pattern > facts["days_per_week"], "pattern_home_per_week is above days_per_week: expected at most that"
        )
        given = facts.by_state("third").sum(axis=1) + facts.by_state("zone").sum(axis=1)
        given = given + sum(facts[name] for name in _COUNTED)
        c.fault(
            (pattern >= 0) & (given > 0), "days_… stand beside pattern_home_per_week: expected one form of days"
        )


def _third_state(c: Columns, facts: Facts) -> Array:
    """The code of the state where the days in no named column were worked, kept with whether the law binds it."""
    named = c.read("days_third_state")
    facts["other_third"] = np.where(named == 0, -1, np.isin(named, list(coordinated_states())))
    facts["other_state"] = named
    return named


_LOGGED = {
    "work": "employer",
    "residence_days": "residence",
    "outside_any": "outside_any",
    "outside_30": "outside_30",
    "outside_zone": "outside_zone",
    "sick_work": "sick_employer",
    "sick_home": "sick_residence",
    "sick_unknown": "sick_third",
    "time_employer": "time_employer",
    "time_telework": "time_telework",
    "time_other": "time_other",
    "time_third": "time_third",
}


def _logged(c: Columns, facts: Facts) -> None:
    """The days that `ledger` counted."""
    facts["logged"] = np.ones(c.length, np.bool_)
    for name, column in _LOGGED.items():
        facts[name] = c.read(f"logged_{column}")
    for state in STATES:
        facts.by_state("third")[:, state] = c.read(f"logged_third_{state.name}")
    facts.by_state("third")[:, 0] = c.read("logged_third")
    _third_state(c, facts)
    text = "a posting or self-employment is not read from a day ledger: expected counted days"
    c.fault(facts["special"], text)
    twice = c.read("logged_twice")
    c.faults.add(np.flatnonzero(twice != NO_DATE), lambda row: _said_twice(int(twice[row])))

    for name, wrong in (
        ("first", c.read("logged_first") < c.read("from")),
        ("last", (c.read("logged_last") > (end := c.read("to"))) & (end != NO_DATE)),
    ):
        day = c.read(f"logged_{name}")
        c.faults.add(np.flatnonzero(wrong & (day != NO_DATE)), lambda row, day=day: _said_outside(int(day[row])))  # type: ignore[misc]


def _said_outside(day: int) -> str:
    return f"date {np.datetime64(day, 'D')} is outside the employment: expected a date from its from to its to"


def _said_twice(day: int) -> str:
    return f"date {np.datetime64(day, 'D')} stands twice: expected one row a day in a ledger"


_COUNTED = (
    "work", "home", "home_short", "on_call_home", "on_call_home_called", "garden_leave", "sick_work", "sick_home",
    "sick_unknown", "covid_home",
)  # fmt: skip


def _dates(c: Columns, facts: Facts) -> None:
    """The employment's part of the year, and the dates of a request."""
    if c.column("from") is not None or c.column("to") is not None:
        start, end, year = c.read("from").astype(np.int64), c.read("to").astype(np.int64), facts["year"]
        first, last = _first_day(year), _first_day(year + 1) - 1
        c.fault((end < start) & (start > NO_DATE) & (end > NO_DATE), "to is before from: expected a later date")
        c.fault(start > last, "from is after the year: expected a date in or before it")
        c.fault((end < first) & (end > NO_DATE), "to is before the year: expected a date in or after it")
        begin = np.where(start == NO_DATE, first, np.maximum(first, start))
        close = np.maximum(begin, np.where(end == NO_DATE, last, np.minimum(last, end)))
        _, facts["start_month"], facts["start_day"] = _civil(begin)
        _, facts["end_month"], facts["end_day"] = _civil(close)
        facts["share_of_year"] = (close - begin + 1) / (last - first + 1)
        both = (start > NO_DATE) & (end > NO_DATE)
        facts["days_of_arrangement"] = np.where(both, end - start + 1, -1)
    for name, column in (
        ("wanted", "framework_agreement_from"),
        ("requested", "framework_agreement_requested_on"),
    ):
        if c.column(column) is not None:
            facts[f"{name}_year"], facts[f"{name}_month"], facts[f"{name}_day"] = _civil(c.read(column))


def _first_day(year: Array) -> Array:
    return (year - 1970).astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)


def _civil(days: Array) -> tuple[Array, Array, Array]:
    """Year, month and day; zeros where no date is given."""
    known = days != NO_DATE
    date = np.where(known, days, 0).astype("datetime64[D]")
    month = date.astype("datetime64[M]")
    year = month.astype("datetime64[Y]").astype(np.int64) + 1970
    of_year = month.astype(np.int64) % 12 + 1
    of_month = (date - month).astype(np.int64) + 1
    return year * known, of_year * known, of_month * known
