"""How the levies of the states hang together: each one's wage, the tax abroad, the partner, and what is left."""

from __future__ import annotations

from grenswerk.model.pay import AGE_NOT_GIVEN, Contributions, EmployeeClass, ForeignTax, Person, Wage
from grenswerk.model.states import State


def wage_in(whole: Wage, taxed_here: float) -> Wage:
    """The wage as one state divides it: what it taxes itself (EUR/year), the rest elsewhere."""
    return Wage(
        whole.gross,
        taxed_here,
        whole.gross - taxed_here,
        whole.months,
        whole.first_month,
        whole.work_share,
        whole.employee_class,
    )


def tax_abroad(work_state: State, tax: float, left: float, taxed_there: float) -> ForeignTax:
    """What the residence state relieves: the wage that it leaves, and how much of it is taxed there (EUR/year)."""
    return ForeignTax(work_state, tax, left, min(left, taxed_there))


def wage_of_partner(person: Person) -> Wage:
    """The partner's wage: earned all year in the residence state, which alone taxes it."""
    return Wage(person.partner_gross, person.partner_gross, 0.0, 12.0, 1, 1.0, EmployeeClass.EMPLOYEE)


def with_partner_insured(person: Person, insured: Contributions) -> Person:
    """The same person, with the contributions that the partner owes."""
    return Person(
        person.age,
        person.partnership,
        person.partner_gross,
        person.children,
        person.children_under_3,
        person.children_under_12,
        person.children_under_21,
        person.children_under_25,
        person.single_parent,
        person.church_tax,
        person.municipal_surcharge,
        person.other_income,
        person.alsace_moselle,
        insured,
    )


def partner_of(person: Person, gross: float, insurer: State) -> Person:
    """The partner as a person of their own; `gross` is the worker's pay (EUR/year), `insurer` the worker's state.

    Children under 12, who lower a contribution once in a household, count with the lower pay.
    """
    lower = person.partner_gross < gross
    return Person(
        AGE_NOT_GIVEN,
        person.partnership,
        gross,
        person.children,
        0,
        person.children_under_12 if lower else 0,
        0,
        person.children_under_25,
        False,  # noqa: FBT003 - a rule has no keywords
        False,  # noqa: FBT003
        -1.0,
        0.0,
        person.alsace_moselle,
        Contributions(insurer, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
    )
