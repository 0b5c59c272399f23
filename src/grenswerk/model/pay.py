"""Pay, person and household, as numbers that a rule of tax or contributions can read.

Every state's room under `law/taxes` takes these and returns its own `NamedTuple`s of named amounts. Money in
EUR/year unless said; shares 0-1.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from grenswerk.model.states import State

AGE_NOT_GIVEN = 40  # of a worker whose birth year is not given
CHILD_AGE_NOT_GIVEN = 10


def age_reached(year: int, birth_year: int) -> int:
    """The age reached on 31 December."""
    return year - birth_year


def age_on_1_january(year: int, birth_year: int) -> int:
    """The age of a child on 1 January, as the tax laws ask for it."""
    return year - birth_year - 1


class Partnership(IntEnum):
    """How a household lives: `COUPLE` is married or registered, `COHABITING` is together otherwise."""

    SINGLE = 0
    COUPLE = 1
    COHABITING = 2


class EmployeeClass(IntEnum):
    """The class of an employee, where a state's contributions distinguish them."""

    EMPLOYEE = 0  # white-collar
    MANUAL = 1  # blue-collar
    EXECUTIVE = 2
    CIVIL_SERVANT = 3  # employed by a public body of the employer's state


class Contributions(NamedTuple):
    """The social contributions of one insured person, due in one state; all zero where there are none.

    The employee's part is given by branch too, since the states deduct foreign contributions branch by branch.
    """

    state: State = State.THIRD  # the competent state
    employee: float = 0.0
    employer: float = 0.0  # owed by every employer by law
    pension: float = 0.0  # old age, survivors, invalidity (Dutch AOW and Anw)
    health: float = 0.0  # care in kind
    sickness_cash: float = 0.0
    care: float = 0.0  # long-term care (Dutch Wlz)
    unemployment: float = 0.0
    other: float = (
        0.0  # the employee's rest: CSG/CRDS, the Belgian special contribution; the six sum to `employee`
    )


class Person(NamedTuple):
    """The worker and the household, in the tax year."""

    age: int = 40  # reached on 31 December
    partnership: Partnership = Partnership.SINGLE
    partner_gross: float = 0.0  # the partner's gross wage, earned in the residence state
    children: int = 0  # in the household, under 18
    children_under_3: int = 0  # on 1 January of the tax year, as every count below
    children_under_12: int = 0
    children_under_21: int = 0
    children_under_25: int = 0
    single_parent: bool = False
    church_tax: bool = False
    municipal_surcharge: float = -1.0  # share of the state tax; -1: not given, the national average
    other_income: float = 0.0  # net income from other sources, taxable in the residence state
    alsace_moselle: bool = False  # works, at home or not, where France's local health scheme applies
    partner_contributions: Contributions = Contributions()  # what the partner owes where insured


class Wage(NamedTuple):
    """The year's wage, and how one state divides the right to tax it. Every state has its own `Wage`."""

    gross: float  # whole pay, worldwide
    taxed_here: float  # what this state may tax in its own view
    taxed_elsewhere: float  # what in its view other states may tax; here + elsewhere = gross
    months: float = 12.0  # months of employment in the year
    first_month: int = 1  # the month in which the employment begins, 1-12
    work_share: float = 1.0  # contractual hours as a share of full-time hours
    employee_class: EmployeeClass = EmployeeClass.EMPLOYEE


class ForeignTax(NamedTuple):
    """What the residence state must know of the tax abroad in order to relieve it."""

    state: State = State.THIRD  # the work state
    tax: float = 0.0  # final income tax of the work state on the worker's wage
    wage: float = 0.0  # the wage that the residence state relieves: taxed abroad in its own view
    taxed: float = -1.0  # what of it the work state does tax in its own view; -1: all of it
