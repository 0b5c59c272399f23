"""Luxembourg's income tax of residents and non-residents: published figures, rules and properties."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grenswerk.law.parameters import parameters_of
from grenswerk.law.taxes.lu import (
    PARAMETERS,
    LuNonresidentTax,
    LuResidentTax,
    Parameters,
    contributions,
    tax_of_nonresident,
    tax_of_resident,
)
from grenswerk.law.taxes.lu.scale import TaxClass
from grenswerk.model.pay import Contributions, ForeignTax, Partnership, Person, Wage
from grenswerk.model.states import State

P = {year: parameters_of(PARAMETERS, Parameters, year).values for year in (2024, 2025, 2026)}
SINGLE = Person()
COUPLE = Person(partnership=Partnership.COUPLE)


def pay(gross: float, home_share: float = 0.0) -> Wage:
    return Wage(gross, gross * (1 - home_share), gross * home_share)


def insured(wage: Wage, year: int) -> Contributions:
    return contributions(wage, SINGLE, State.LU, P[year]).total


def resident(wage: Wage, person: Person = SINGLE, year: int = 2025) -> LuResidentTax:
    return tax_of_resident(wage, person, insured(wage, year), ForeignTax(), P[year])


def frontier_worker(
    wage: Wage, person: Person = SINGLE, year: int = 2025, residence: State = State.FR, asks: int = 0
) -> LuNonresidentTax:
    return tax_of_nonresident(wage, person, residence, insured(wage, year), bool(asks), P[year])


def test_home_days_of_a_french_resident_as_worked_out_by_hand() -> None:
    """60,000 in 2025: 8,771 at 34 home days; at 60 of 220 days 3,907 on the tariff, 6,324 at the average rate."""
    assert frontier_worker(pay(60000)).tax == 8771
    assert frontier_worker(pay(60000)).income.adjusted_income == 52350
    after = frontier_worker(pay(60000, 60 / 220))
    assert (after.income.adjusted_income, after.tax) == (37750, 3907)
    assert frontier_worker(pay(60000, 60 / 220), asks=1).tax == 6324


def test_without_home_days_frontier_worker_and_resident_pay_the_same() -> None:
    for gross in (15000.0, 30000.0, 60000.0, 120000.0, 250000.0):
        for person in (SINGLE, Person(children=1), Person(age=70)):
            there, here = frontier_worker(pay(gross), person), resident(pay(gross), person)
            assert there.tax == here.tax
            assert there.credit_lines[:3] == here.credit_lines[:3]


def test_married_frontier_worker_is_in_class_1_unless_assimilated() -> None:
    for person in (COUPLE, COUPLE._replace(children=2), COUPLE._replace(age=70)):
        assert frontier_worker(pay(60000), person).tax_class == TaxClass.ONE
        assert frontier_worker(pay(60000), person).tax == frontier_worker(pay(60000)).tax
        assert frontier_worker(pay(60000), person, asks=1).tax_class == TaxClass.TWO


def test_class_1a_for_a_child_and_for_those_over_64() -> None:
    assert resident(pay(50000), Person(children=1)).tax_class == TaxClass.ONE_A
    assert resident(pay(50000), Person(children_under_21=1)).tax_class == TaxClass.ONE_A
    assert resident(pay(50000), Person(age=66)).tax_class == TaxClass.ONE_A
    assert resident(pay(50000), Person(age=64)).tax_class == TaxClass.ONE
    assert frontier_worker(pay(50000), Person(children=1)).tax_class == TaxClass.ONE_A


def test_72_home_days_of_220_keep_a_worker_assimilated_and_73_do_not() -> None:
    """50 neutral days and a tenth of 220 days; other foreign income alone would be over 13,000."""
    keeps = frontier_worker(pay(100000, 72 / 220), asks=1)
    loses = frontier_worker(pay(100000, 73 / 220), asks=1)
    assert keeps.treated_as_resident
    assert not loses.treated_as_resident
    assert loses.tax < keeps.tax  # without assimilation foreign income no longer raises the rate


def test_foreign_net_income_below_13000_is_enough() -> None:
    person = Person(other_income=12900)
    assert frontier_worker(pay(40000), person, asks=1).treated_as_resident
    assert not frontier_worker(pay(40000), person._replace(other_income=13000), asks=1).treated_as_resident


def test_belgian_residents_need_half_of_the_households_income_from_work() -> None:
    person = COUPLE._replace(partner_gross=30000, other_income=20000)
    assert frontier_worker(pay(50000), person, residence=State.BE, asks=1).treated_as_resident
    assert not frontier_worker(pay(50000), person, residence=State.DE, asks=1).treated_as_resident
    richer = person._replace(partner_gross=50000)
    assert not frontier_worker(pay(50000), richer, residence=State.BE, asks=1).treated_as_resident


def test_assimilation_is_never_granted_unasked() -> None:
    assert not frontier_worker(pay(50000)).treated_as_resident
    assert frontier_worker(pay(50000), asks=1).treated_as_resident


def test_the_foreign_partners_wage_raises_the_rate_only() -> None:
    alone = frontier_worker(pay(60000), COUPLE, asks=1)
    both = frontier_worker(pay(60000), COUPLE._replace(partner_gross=30000), asks=1)
    assert both.income.exempt_partner_income > 0
    assert both.tax > alone.tax
    assert both.partner_tax == 0
    assert both.tax / both.income.adjusted_income == pytest.approx(
        both.tax_on_all_income.annual_tax / both.income.income_for_rate, abs=1e-4
    )


def test_exempt_foreign_wages_of_a_resident_raise_the_rate() -> None:
    taxed = resident(pay(60000, 0.4))
    without = resident(Wage(36000, 36000, 0))
    assert taxed.tax > without.tax
    assert taxed.tax + taxed.relief == resident(pay(60000)).tax
    assert taxed.relief == pytest.approx(taxed.tax_on_all_income.annual_tax * 0.4, rel=0.03)


def test_wholly_exempt_wages_bear_no_tax_and_no_credit() -> None:
    nothing = resident(pay(60000, 1.0))
    assert (nothing.tax, nothing.credits) == (0, 0)
    assert frontier_worker(pay(60000, 1.0)).tax == 0
    assert frontier_worker(pay(60000, 1.0), asks=1).tax == 0


def test_couple_is_taxed_jointly_and_the_tax_is_shared_by_income() -> None:
    person = COUPLE._replace(partner_gross=60000)
    both = resident(pay(60000), person)
    assert both.tax_class == TaxClass.TWO
    assert both.tax == pytest.approx(both.partner_tax)
    assert both.tax + both.partner_tax == both.household_tax
    assert both.household_tax < 2 * resident(pay(60000)).tax  # two flat deductions more, and the abatement
    assert resident(pay(60000), COUPLE).partner_tax == 0


def test_cohabiting_partners_are_taxed_alone() -> None:
    person = Person(partnership=Partnership.COHABITING, partner_gross=30000)
    assert resident(pay(60000), person).tax == resident(pay(60000)).tax


def test_lone_parents_credit_follows_the_published_formula() -> None:
    """ACD and Frontaliers Grand Est: 2,505 and 3,504 to 60,000, 750 from 105,000."""
    parent = Person(children=1, single_parent=True)
    assert resident(pay(50000), parent, 2024).credit_lines.single_parent_credit == 2505
    assert resident(pay(50000), parent, 2025).credit_lines.single_parent_credit == 3504
    high = resident(pay(90000), parent, 2025)
    assert high.credit_lines.single_parent_credit == pytest.approx(
        3504 - (high.income.adjusted_income - 60000) * 0.0612
    )
    assert resident(pay(200000), parent, 2025).credit_lines.single_parent_credit == 750
    assert resident(pay(50000), Person(children=1)).credit_lines.single_parent_credit == 0


def test_lone_parents_credit_of_a_frontier_worker_needs_assimilation() -> None:
    """ACD: residents and assimilated non-residents."""
    parent = Person(children=1, single_parent=True)
    assert frontier_worker(pay(50000), parent).credit_lines.single_parent_credit == 0
    assert frontier_worker(pay(50000), parent, asks=1).credit_lines.single_parent_credit == 3504


def test_lone_parent_pays_no_tax_up_to_about_52400_in_2025() -> None:
    """Ministry of Finance, class 1a: zero tax to about 52,400 gross, before the surcharge."""
    parent = Person(children=1, single_parent=True)
    below, above = resident(pay(52300), parent), resident(pay(52600), parent)
    assert below.tax_on_all_income.tariff_tax <= 3504 < above.tax_on_all_income.tariff_tax


def test_credits_of_a_resident_need_an_employer_who_withholds_in_luxembourg() -> None:
    wage = pay(40000, 0.5)
    abroad = tax_of_resident(wage, SINGLE, Contributions(state=State.DE), ForeignTax(state=State.DE), P[2025])
    assert abroad.credits == 0
    assert resident(pay(45000)).credits == pytest.approx(525 + 168)


def test_credits_of_half_a_year_are_half() -> None:
    half = Wage(20000, 20000, 0, months=6.0)
    assert resident(half).credits == pytest.approx(resident(pay(40000)).credits / 2)


def test_foreign_contributions_are_deducted_branch_by_branch_without_care() -> None:
    german = Contributions(state=State.DE, employee=11000, pension=5000, health=4500, care=900, unemployment=600)
    result = tax_of_nonresident(pay(60000), SINGLE, State.DE, german, False, P[2025])  # noqa: FBT003
    assert result.income.contributions_here == 10100


wages = st.builds(pay, st.floats(0, 400000), st.floats(0, 1))
people = st.builds(
    Person,
    age=st.integers(16, 80),
    partnership=st.sampled_from(list(Partnership)),
    partner_gross=st.floats(0, 150000),
    children=st.integers(0, 3),
    single_parent=st.booleans(),
    other_income=st.floats(0, 40000),
    partner_contributions=st.just(Contributions()),
)


@settings(max_examples=150, deadline=None)
@given(wages, people, st.sampled_from([2024, 2025, 2026]))
def test_tax_is_between_nothing_and_the_tax_on_all_income(wage: Wage, person: Person, year: int) -> None:
    here = resident(wage, person, year)
    assert 0 <= here.tax <= here.tax_on_all_income.annual_tax <= 0.46 * here.income.income_for_rate
    of_partner = here.partner_tax if person.partnership == Partnership.COUPLE else 0.0  # others are taxed alone
    assert here.tax + of_partner + here.relief == pytest.approx(here.tax_on_all_income.annual_tax)
    assert here.income.adjusted_income <= here.income.income_for_rate
    there = frontier_worker(wage, person, year, State.BE, asks=1)
    assert 0 <= there.tax <= there.tax_on_all_income.annual_tax
    assert here.credits >= 0
    assert there.credits >= 0


@settings(max_examples=100, deadline=None)
@given(st.floats(1000, 300000), st.floats(0, 1), people)
def test_more_wage_of_an_earner_never_means_less_tax(gross: float, share: float, person: Person) -> None:
    assert resident(pay(gross + 500, share), person).tax >= resident(pay(gross, share), person).tax - 60
    assert frontier_worker(pay(gross + 500, share), person).tax >= frontier_worker(pay(gross, share), person).tax


def net_tax_rate(gross: float, person: Person, cash: float = 0.0) -> float:
    """Tax and contributions less credits and cash benefits, as a share of the gross wage, in 2024."""
    wage = pay(gross)
    taxes = resident(wage, person, 2024)
    return (insured(wage, 2024).employee + taxes.tax - taxes.credits - cash) / gross


def test_one_average_wage_explains_both_rates_that_the_oecd_published_for_2024() -> None:
    """Taxing Wages: 32.4 % single, 10.0 % for one earner with two children, at the same average wage."""
    low, high = 40000.0, 120000.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if net_tax_rate(middle, SINGLE) < 0.324 else (low, middle)
    benefits = 2 * 12 * (299.86 + 22.67)  # with the increase from six to eleven years
    family = COUPLE._replace(children=2)
    assert net_tax_rate(low, family, benefits) == pytest.approx(0.100, abs=0.001)
