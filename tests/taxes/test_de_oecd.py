"""OECD Taxing Wages 2025 for Germany: rates of gross pay, to three decimals.

The OECD counts child benefit as a part of the income tax, and no insolvency levy as a contribution.
"""

from __future__ import annotations

import pytest

from grenswerk.law.taxes.de import contributions, tax_of_resident
from grenswerk.model.pay import ForeignTax
from grenswerk.model.states import State
from tests.taxes.de_workers import figures, home_wage, household

AVERAGE_WAGE = 66_700.0


@pytest.mark.parametrize(
    ("code", "pay", "partner", "income_tax", "employee", "employer", "wedge"),
    [
        ("S0", 0.67, 0.0, 12.587, 21.550, 20.950, 45.545),
        ("S0", 1.67, 0.0, 26.619, 15.695, 15.339, 49.986),
        ("C2", 1.0, 0.0, 0.705, 20.617, 20.865, 34.904),
        ("C2", 1.0, 1.0, 12.522, 20.617, 20.865, 44.681),
    ],
)
def test_a_household_bears_the_rates_of_the_oecd(  # noqa: PLR0917
    code: str, pay: float, partner: float, income_tax: float, employee: float, employer: float, wedge: float
) -> None:
    p, grosses = figures(2025), [pay * AVERAGE_WAGE, partner * AVERAGE_WAGE]
    person, gross = household(code, grosses[1]), sum(grosses)
    both = [contributions(home_wage(one), person, State.DE, p) for one in grosses]
    result = tax_of_resident(home_wage(grosses[0]), person, both[0].total, ForeignTax(), p)
    benefit = 12.0 * p.allowances.child_benefit_per_month * person.children
    tax = result.tax + result.partner_tax - benefit
    paid = sum(one.total.employee for one in both)
    owed = sum(one.total.employer for one in both)
    assert 100.0 * tax / gross == pytest.approx(income_tax, abs=0.001)
    assert 100.0 * paid / gross == pytest.approx(employee, abs=0.001)
    assert 100.0 * owed / gross == pytest.approx(employer, abs=0.001)
    assert 100.0 * (tax + paid + owed) / (gross + owed) == pytest.approx(wedge, abs=0.001)
