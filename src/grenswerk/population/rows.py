"""One worker of a batch as a record, the fields in the order in which the rules ask for them."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from grenswerk.model.pay import AGE_NOT_GIVEN
from grenswerk.population.compiling import inner
from grenswerk.population.records import small_record

Array = npt.NDArray[Any]
BY_STATE = (0.0,) * 6  # by state, states outside the five first
NAN = float("nan")


class Row(NamedTuple):
    """The facts of one worker; numbers and codes, -1 where not given. Days are of the year, pay is EUR/year."""

    usable: bool = True  # no fault in the row
    year: int = 0
    residence: int = 0
    employer: int = 0
    public: bool = False
    national_of_residence: bool = False
    frontier_pair: bool = False
    special: bool = False  # posted or self-employed: insurance is left to the explained rules
    self_employed: bool = False
    work: float = 0.0
    home: float = 0.0
    home_short: float = 0.0
    third: tuple[float, ...] = BY_STATE
    zone: tuple[float, ...] = BY_STATE
    other_third: int = -1  # where the first of `third` lies: 1 a state of the Regulation, 0 none, -1 not given
    other_state: int = 0  # its code, see `columns.state_code`
    on_call_home: float = 0.0
    on_call_home_called: float = 0.0
    garden_leave: float = 0.0
    sick_work: float = 0.0
    sick_home: float = 0.0
    sick_unknown: float = 0.0
    covid_home: float = 0.0
    logged: bool = False  # the days come from a ledger, already counted
    residence_days: float = 0.0
    outside_any: float = 0.0
    outside_30: float = 0.0
    outside_zone: float = 0.0
    time_employer: float = 0.0
    time_telework: float = 0.0
    time_other: float = 0.0
    time_third: float = 0.0
    home_per_week: float = -1.0
    weeks_off: float = 0.0
    hours: float = 0.0
    full_time_hours: float = 0.0
    days_per_week: float = 0.0
    start_month: int = 1
    start_day: int = 1
    end_month: int = 12
    end_day: int = 31
    share_of_year: float = 1.0
    days_of_arrangement: float = -1.0  # -1: open-ended
    home_in_zone: int = -1
    workplace_in_zone: int = -1
    status_since_2011: int = -1
    plan: float = -1.0  # home share of the next twelve months
    request: int = -1
    wanted_year: int = 0  # the start that the request wants; zeros: not given
    wanted_month: int = 0
    wanted_day: int = 0
    requested_year: int = 0
    requested_month: int = 0
    requested_day: int = 0
    telework: int = -1
    office: int = -1
    reason: int = -1
    it_based: bool = True
    concludes_contracts: bool = False
    management_role: bool = False
    sole_carrier: bool = False
    auxiliary_only: bool = False
    contacts: float = 0.0
    room_rented: bool = False
    room_usable: bool = False
    treated_as_resident: bool = False
    gross: float = -1.0
    employee_class: int = 0
    age: int = AGE_NOT_GIVEN
    partnership: int = 0
    partner_gross: float = 0.0
    children: int = 0
    children_under_3: int = 0
    children_under_12: int = 0
    children_under_21: int = 0
    children_under_25: int = 0
    single_parent: bool = False
    church_tax: bool = False
    municipal_surcharge: float = -1.0
    other_income: float = 0.0
    alsace_moselle: bool = False


class Rights(NamedTuple):
    """Who taxes, insures and answers; `nan` and -1 where there is no answer. Shares are of the pay."""

    own_residence: float = NAN  # whose view, who taxes
    own_employer: float = NAN
    other_residence: float = NAN
    other_employer: float = NAN
    own_counted: float = NAN
    other_counted: float = NAN
    own_limit: float = NAN
    other_limit: float = NAN
    own_kept: int = -1
    other_kept: int = -1
    rule: int = -1
    conflict: int = -1  # 0 none, 1 double, 2 untaxed
    conflict_share: float = NAN
    competent: int = -1
    insurance_basis: int = -1
    document: int = -1
    residence_share: float = NAN
    own_risk: int = -1
    other_risk: int = -1
    home_share: float = NAN
    telework_share: float = 0.0
    any_telework: bool = False
    works_in_employer_state: bool = False
    works_in_residence: bool = False
    works_in_third: bool = False
    other_work_in_residence: bool = False
    duties: int = -1


class Money(NamedTuple):
    """The levies of one worker, EUR/year; `nan` where there is no answer."""

    employee: float = NAN
    employer: float = NAN
    pension: float = NAN
    health: float = NAN
    sickness_cash: float = NAN
    care: float = NAN
    unemployment: float = NAN
    other: float = NAN
    partner_employee: float = 0.0
    partner_employer: float = 0.0
    partner_pension: float = 0.0
    partner_health: float = 0.0
    partner_sickness_cash: float = 0.0
    partner_care: float = 0.0
    partner_unemployment: float = 0.0
    partner_other: float = 0.0
    work_tax: float = NAN
    work_church_tax: float = NAN
    work_credits: float = NAN
    work_taxed: float = NAN
    tax: float = NAN
    church_tax: float = NAN
    credits: float = NAN
    partner_tax: float = NAN
    partner_credits: float = NAN
    relief: float = NAN
    net: float = NAN
    household_net: float = NAN


class Block(NamedTuple):
    """The records of some rows, few enough to stay in a core's cache while all rules go over them."""

    rows: Array
    rights: Array
    moved: Array  # rights without telework
    money: Array
    other: Array  # money without telework
    order: Array  # the rows of one pair of states after another, so that they take the same way
    lists: Array  # the rows that each state levies on, by kind of levy and state
    counts: Array  # how many they are


@inner
def whole(small: int) -> int:
    """A small number of a record, as wide as the rules have it."""
    wide: Any = np.int64(small)
    return wide  # type: ignore[no-any-return]


def filled(length: int, like: NamedTuple) -> Array:
    """Records for `length` rows, each field at its default."""
    return np.repeat(small_record(like), length)
