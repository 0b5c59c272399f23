"""Dutch household rates of the OECD (Taxing Wages), at its average wage and pension premium."""

from __future__ import annotations

import pytest

from grenswerk.law.parameters import parameters_of
from grenswerk.law.taxes.nl import PARAMETERS, Parameters, contributions, tax_of_resident
from grenswerk.model.pay import ForeignTax, Partnership, Person, Wage
from grenswerk.model.states import State

P25 = parameters_of(PARAMETERS, Parameters, 2025).values
AVERAGE_WAGE_2025 = 69030.0
ROUNDING = 0.006  # points: whole euros in the assessment, none at the OECD


def taxable(gross: float) -> float:
    """The OECD takes an employee pension premium of 6.19 % above a franchise off the base, EUR/year."""
    return gross - 0.0619 * max(gross - 17792.0, 0.0)


def rates(multiple: float, person: Person) -> tuple[float, float]:
    """Income tax and employee contributions in percent of the gross wage."""
    gross = multiple * AVERAGE_WAGE_2025
    wage = Wage(taxable(gross), taxable(gross), 0.0)
    total = contributions(wage, person, State.NL, P25).total
    tax = tax_of_resident(wage, person, total, ForeignTax(), P25).tax
    return 100 * tax / gross, 100 * total.employee / gross


@pytest.mark.parametrize(
    ("multiple", "income_tax", "employee"), [(0.67, 7.965, 10.371), (1.0, 17.846, 10.019), (1.67, 28.870, 8.356)]
)
def test_a_single_earner_of_2025_bears_the_oecd_rates(multiple: float, income_tax: float, employee: float) -> None:
    assert rates(multiple, Person()) == pytest.approx((income_tax, employee), abs=ROUNDING)


def test_two_equal_earners_with_children_of_2025_bear_the_oecd_rates_with_one_combination_credit() -> None:
    parent = Person(
        partnership=Partnership.COUPLE, partner_gross=taxable(AVERAGE_WAGE_2025), children=2, children_under_12=2
    )
    both = zip(rates(1.0, parent), rates(1.0, Person()), strict=True)
    assert [sum(pair) / 2 for pair in both] == pytest.approx([17.353, 8.349], abs=ROUNDING)
