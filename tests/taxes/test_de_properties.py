"""Facts about German tax that hold for every worker."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grenswerk.law.taxes.de import contributions, tax_of_nonresident, tax_of_resident
from grenswerk.law.taxes.de.assessment import tax_at_rate
from grenswerk.law.taxes.de.tariff import splitting_tax, tariff_tax
from grenswerk.model.pay import ForeignTax, Person
from grenswerk.model.states import State
from tests.taxes.de_workers import UNINSURED, figures, home_wage, household, split_wage

years = st.sampled_from([2024, 2025, 2026])
pays = st.floats(0.0, 400_000.0)
households = st.sampled_from(["S0", "L1", "C0", "C2"])


@given(pays, years)
def test_one_more_euro_of_income_bears_between_nothing_and_a_euro_of_tax(income: float, year: int) -> None:
    t = figures(year).tariff
    assert 0.0 <= tariff_tax(income + 1.0, t) - tariff_tax(income, t) <= 1.0
    assert splitting_tax(income, t) <= tariff_tax(income, t)


@given(pays, st.floats(0.0, 200_000.0), years)
def test_exempt_income_never_lowers_the_tax_on_the_rest_by_more_than_rounding(
    income: float, exempt: float, year: int
) -> None:
    p = figures(year)
    assert tax_at_rate(income, exempt, 1, p).tax >= tariff_tax(income, p.tariff) - 1.0


@given(pays, households, years)
def test_a_worker_whose_wage_germany_may_not_tax_owes_no_german_tax(gross: float, code: str, year: int) -> None:
    p, wage = figures(year), split_wage(0.0, gross)
    for asked in (True, False):
        assert tax_of_nonresident(wage, household(code), State.NL, UNINSURED, asked, p).tax == 0.0
    assert tax_of_resident(wage, household(code), UNINSURED, ForeignTax(State.NL, 1.0, gross), p).tax == 0.0


@settings(max_examples=60)
@given(st.floats(0.0, 300_000.0), st.floats(0.0, 90_000.0), households, years)
def test_net_pay_and_tax_of_a_couple_are_within_the_wage(
    gross: float, partner: float, code: str, year: int
) -> None:
    p, person = figures(year), household(code, partner if code[0] == "C" else 0.0)
    insured = contributions(home_wage(gross), person, State.DE, p).total
    result = tax_of_resident(home_wage(gross), person, insured, ForeignTax(), p)
    assert 0.0 <= result.tax <= 0.48 * gross
    assert result.partner_tax >= 0.0
    assert gross - insured.employee - result.tax >= 0.0


@settings(max_examples=60)
@given(st.floats(8_000.0, 200_000.0), st.floats(0.0, 1.0), years)
def test_exempting_a_part_of_the_wage_relieves_what_the_whole_would_bear(
    gross: float, share: float, year: int
) -> None:
    p, wage = figures(year), split_wage(gross * share, gross * (1.0 - share))
    split = tax_of_resident(wage, Person(), UNINSURED, ForeignTax(State.BE, 1.0, wage.taxed_elsewhere), p)
    home = tax_of_resident(home_wage(gross), Person(), UNINSURED, ForeignTax(), p)
    if split.relief > 0.0:
        assert split.tax + split.relief == pytest.approx(home.tax)
    assert split.tax <= home.tax + 2.0
