"""Compiled: the levies of one state's room on the workers whom it insures, who work in it and who live in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from grenswerk.law.parameters import parameters_of, years_of
from grenswerk.law.taxes.division import partner_of, tax_abroad, wage_in, wage_of_partner
from grenswerk.law.taxes.rooms import states_with_rooms
from grenswerk.model.pay import Contributions, EmployeeClass, ForeignTax, Partnership, Person, Wage
from grenswerk.model.states import State
from grenswerk.model.worker import share_of_full_time
from grenswerk.population.compiling import inner, kernel
from grenswerk.population.records import records_of
from grenswerk.population.rows import Money, Rights, Row, whole
from grenswerk.population.tables import FIRST_YEAR, YEARS
from grenswerk.population.views import months_of_row

Array = npt.NDArray[Any]
Levy = Callable[[Array, Array, Array, Array, Array, int], None]
WORKER, PARTNER = 0, 1  # whose contributions
_STATES = tuple(State)
_CLASSES = tuple(EmployeeClass)
_PARTNERSHIPS = tuple(Partnership)


class RoomKernels(NamedTuple):
    """The kernels of one state; each takes row numbers, rows, rights, money, law by year and its first year."""

    insure: Callable[..., None]  # contributions of the workers insured in the state, or of the partners in it
    tax_work: Levy  # the income tax of non-residents
    tax_residence: Levy  # the income tax of residents, the relief and what is left
    laws: Array
    first_year: int


@inner
def wage_of_row(row: Row, share: float) -> Wage:
    """The wage as a state divides it that taxes `share` of it."""
    months = months_of_row(row)
    part_time = share_of_full_time(row.hours, row.full_time_hours)
    employee_class = _CLASSES[row.employee_class]
    all_of_it = Wage(row.gross, row.gross, 0.0, months, whole(row.start_month), part_time, employee_class)
    return wage_in(all_of_it, row.gross * share)


@inner
def person_of_row(row: Row, money: Money) -> Person:
    """The worker and the household, with what the partner owes as far as it was found."""
    return Person(
        whole(row.age),
        _PARTNERSHIPS[row.partnership],
        row.partner_gross,
        whole(row.children),
        whole(row.children_under_3),
        whole(row.children_under_12),
        whole(row.children_under_21),
        whole(row.children_under_25),
        row.single_parent,
        row.church_tax,
        row.municipal_surcharge,
        row.other_income,
        row.alsace_moselle,
        Contributions(
            _STATES[row.residence],
            money.partner_employee,
            money.partner_employer,
            money.partner_pension,
            money.partner_health,
            money.partner_sickness_cash,
            money.partner_care,
            money.partner_unemployment,
            money.partner_other,
        ),
    )


@inner
def insured_share(row: Row, rights: Rights) -> float:
    """What the competent state taxes itself of the pay."""
    if row.residence == row.employer:
        return 1.0 if rights.competent == row.residence else 0.0
    if rights.competent == row.residence:
        return rights.own_residence
    return rights.other_employer if rights.competent == row.employer else 0.0


@inner
def contributions_of_row(rights: Rights, money: Money) -> Contributions:
    """The worker's contributions as the room of the competent state found them."""
    return Contributions(
        _STATES[rights.competent],
        money.employee,
        money.employer,
        money.pension,
        money.health,
        money.sickness_cash,
        money.care,
        money.unemployment,
        money.other,
    )


@inner
def write_worker(total: Contributions, out: Any) -> None:
    """Keeps the worker's contributions."""
    out.employee = total.employee
    out.employer = total.employer
    out.pension = total.pension
    out.health = total.health
    out.sickness_cash = total.sickness_cash
    out.care = total.care
    out.unemployment = total.unemployment
    out.other = total.other


@inner
def write_partner(total: Contributions, out: Any) -> None:
    """Keeps the partner's contributions."""
    out.partner_employee = total.employee
    out.partner_employer = total.employer
    out.partner_pension = total.pension
    out.partner_health = total.health
    out.partner_sickness_cash = total.sickness_cash
    out.partner_care = total.care
    out.partner_unemployment = total.unemployment
    out.partner_other = total.other


@inner
def nothing(_: Any) -> float:
    """The amount that this state's tax does not have."""
    return 0.0


@inner
def compensation(tax: Any) -> float:
    """Relief that is paid out and stands in no tax."""
    amount: float = tax.compensation
    return amount


@inner
def partner_credits(tax: Any) -> float:
    """The partner's credits that are paid out."""
    amount: float = tax.partner_credits
    return amount


@cache
def money_years() -> Array:
    """Whether taxes are here; axes: state, year."""
    found = np.zeros((len(State), len(YEARS)), np.bool_)
    for code in states_with_rooms():
        for year in years_of(import_module(f"grenswerk.law.taxes.{code.lower()}").PARAMETERS):
            found[State[code], year - FIRST_YEAR] = True
    return found


@cache
def contributions_follow_tax() -> Array:
    """Whether the contributions of a state depend on what of the wage it taxes; by state."""
    found = np.ones(len(State), np.bool_)
    for code in states_with_rooms():
        found[State[code]] = import_module(f"grenswerk.law.taxes.{code.lower()}").CONTRIBUTIONS_FOLLOW_TAX
    return found


@cache
def room_kernels(state: State) -> RoomKernels:
    """The kernels of a state's room, compiled when first called."""
    rules = import_module(f"grenswerk.law.taxes.{state.name.lower()}")
    years = years_of(rules.PARAMETERS)
    laws = records_of([parameters_of(rules.PARAMETERS, rules.Parameters, year).values for year in years])
    contributions, of_resident, of_nonresident = (
        rules.contributions,
        rules.tax_of_resident,
        rules.tax_of_nonresident,
    )
    resident_fields = _fields_of(of_resident)
    relief = compensation if "compensation" in resident_fields else nothing
    credits_of_partner = partner_credits if "partner_credits" in resident_fields else nothing

    @kernel
    def insure(
        which: Array, rows: Array, rights: Array, money: Array, laws: Array, first_year: int, whose: int
    ) -> None:
        for at in range(len(which)):
            i = which[at]
            row, right, out = rows[i], rights[i], money[i]
            wage, person = wage_of_row(row, insured_share(row, right)), person_of_row(row, out)
            if whose == PARTNER:
                wage, person = wage_of_partner(person), partner_of(person, row.gross, _STATES[right.competent])
            total = contributions(wage, person, _STATES[row.residence], laws[row.year - first_year]).total
            if whose == PARTNER:
                write_partner(total, out)
            else:
                write_worker(total, out)

    @kernel
    def tax_work(which: Array, rows: Array, rights: Array, money: Array, laws: Array, first_year: int) -> None:
        for at in range(len(which)):
            i = which[at]
            row, right, out = rows[i], rights[i], money[i]
            wage = wage_of_row(row, right.other_employer)
            found = of_nonresident(
                wage,
                person_of_row(row, out),
                _STATES[row.residence],
                contributions_of_row(right, out),
                row.treated_as_resident,
                laws[row.year - first_year],
            )
            out.work_taxed = wage.taxed_here
            out.work_tax = found.tax
            out.work_church_tax = found.church_tax
            out.work_credits = found.credits

    @kernel
    def tax_residence(
        which: Array, rows: Array, rights: Array, money: Array, laws: Array, first_year: int
    ) -> None:
        for at in range(len(which)):
            i = which[at]
            row, right, out = rows[i], rights[i], money[i]
            share = 1.0
            abroad = ForeignTax(_STATES[0], 0.0, 0.0, -1.0)
            if row.residence != row.employer:
                share = right.own_residence
                left = wage_of_row(row, right.own_employer).taxed_here
                abroad = tax_abroad(_STATES[row.employer], out.work_tax, left, out.work_taxed)
            insured = contributions_of_row(right, out)
            found = of_resident(
                wage_of_row(row, share), person_of_row(row, out), insured, abroad, laws[row.year - first_year]
            )
            out.tax = found.tax
            out.church_tax = found.church_tax
            out.credits = found.credits
            out.partner_tax = found.partner_tax
            out.partner_credits = credits_of_partner(found)
            out.relief = relief(found)
            levied = found.tax + found.church_tax - found.credits
            if row.residence != row.employer:
                levied += out.work_tax + out.work_church_tax - out.work_credits
            out.net = row.gross - out.employee - levied + out.relief
            partner = row.partner_gross - out.partner_employee
            out.household_net = out.net + partner - out.partner_tax + out.partner_credits

    return RoomKernels(insure, tax_work, tax_residence, laws, years[0])


def _fields_of(rule: Callable[..., Any]) -> tuple[str, ...]:
    """The names of the amounts that a rule returns."""
    import typing

    fields: tuple[str, ...] = typing.get_type_hints(rule)["return"]._fields
    return fields
