"""Belgian final tax against official assessments, the official simulator and published sample calculations."""

from __future__ import annotations

import pytest

from grenswerk.law.relief.proportional import proportional_reduction
from grenswerk.law.taxes.be import BeResidentTax, contributions, tax_of_nonresident, tax_of_resident
from grenswerk.law.taxes.be.assessment import (
    Children,
    ChildrenOf,
    MunicipalBase,
    Spouse,
    Surcharge,
    assess_apart,
    assess_couple,
    tax_on_income,
)
from grenswerk.law.taxes.be.income_tax import share_of_allowances
from grenswerk.law.taxes.be.professional_income import professional_expenses
from grenswerk.law.taxes.be.scale import by_slices
from grenswerk.law.taxes.be.tax_free_sum import (
    children_credit,
    passed_between_spouses,
    supplement_for_children,
    value_of_tax_free_sum,
)
from grenswerk.model.pay import Contributions, ForeignTax, Partnership, Person, Wage
from grenswerk.model.states import State

from .be_year import belgian

HERE, EVERYWHERE = MunicipalBase.TAXED_INCOME, MunicipalBase.ALL_INCOME
NO_CHILDREN = Children(0, 0.0, ChildrenOf.HIGHER_INCOME)
NOBODY = Spouse(0.0, 0.0, 0.0, 0.0)
ASKED = False  # nothing hangs on it: the allowances follow from the law


@pytest.mark.parametrize(
    ("year", "income", "tax"),
    [
        (2024, 15820, 3955), (2024, 27920, 8795), (2024, 48320, 17975),
        (2025, 16320, 4080), (2025, 28800, 9072), (2025, 49840, 18540),
        (2026, 16720, 4180), (2026, 29510, 9296), (2026, 51070, 18998),
    ],
)  # fmt: skip
def test_tax_at_the_published_thresholds(year: int, income: float, tax: float) -> None:
    p = belgian(year).tax
    assert by_slices(income, p.scale_limits, p.scale_rates) == pytest.approx(tax)


@pytest.mark.parametrize(
    ("gross_taxable", "net", "rate", "expected"),
    [
        (35000.0, 29250.0, 0.065, (9393.50, 2642.50, 6751.0, 438.82)),
        (45000.0, 39250.0, 0.07, (13893.50, 2642.50, 11251.0, 787.57)),
    ],
)
def test_single_employees_of_the_official_simulator_income_2024(
    gross_taxable: float, net: float, rate: float, expected: tuple[float, ...]
) -> None:
    p = belgian(2024).tax
    assert gross_taxable - professional_expenses(gross_taxable, p) == net
    got = assess_apart(Spouse(net, 0.0, 0.0, p.tax_free_sum), NOBODY, NO_CHILDREN, Surcharge(rate, HERE), p).own
    steps = (got.basic_tax, got.tax_free_reduction, got.principal, got.municipal_tax)
    assert steps == pytest.approx(expected, abs=0.011)


@pytest.mark.parametrize(
    ("year", "own_net", "partner_net", "own_steps", "partner_steps"),
    [
        (2024, 34443.95, 16044.78, (11730.78, 9373.50, 2357.28), (4044.91, 2642.50, 1402.41)),
        (2025, 35309.03, 18085.74, (12001.06, 9674.50, 2326.56), (4786.30, 2727.50, 2058.80)),
    ],
)
def test_couple_with_three_children_one_disabled_of_the_official_assessments(
    year: int,
    own_net: float,
    partner_net: float,
    own_steps: tuple[float, ...],
    partner_steps: tuple[float, ...],
) -> None:
    p = belgian(year).tax
    four = supplement_for_children(Person(children=4), p)  # a disabled child counts twice
    got = assess_couple(
        Spouse(own_net, 0.0, 0.0, p.tax_free_sum),
        Spouse(partner_net, 0.0, 0.0, p.tax_free_sum),
        Children(4, four, ChildrenOf.HIGHER_INCOME),
        Surcharge(0.08, HERE),
        p,
    )
    assert got.quotient == 0.0
    for tax, steps in [(got.own, own_steps), (got.partner, partner_steps)]:
        assert (tax.basic_tax, tax.tax_free_reduction, tax.principal) == pytest.approx(steps, abs=0.005)


def test_tax_free_sum_of_an_officially_assessed_single_parent_income_2025() -> None:
    p = belgian(2025).tax
    assert value_of_tax_free_sum(10910 + 11440 / 2 + 1980, p) == pytest.approx(5239.00)
    assert by_slices(24844.49, p.scale_limits, p.scale_rates) == pytest.approx(7489.80, abs=0.005)


@pytest.mark.parametrize(
    ("year", "quotient", "own_principal", "partner_principal"),
    [(2024, 13050.0, 6171.00, 620.00), (2025, 13221.0, 5761.05, 577.75)],
)
def test_one_earner_couple_with_two_children_of_the_published_sample_calculation(
    year: int, quotient: float, own_principal: float, partner_principal: float
) -> None:
    p = belgian(year).tax
    net = 50000.0 - professional_expenses(50000.0, p)
    supplement = supplement_for_children(Person(children=2), p)
    got = assess_couple(
        Spouse(net, 0.0, 0.0, p.tax_free_sum),
        Spouse(0.0, 0.0, 0.0, p.tax_free_sum),
        Children(2, supplement, ChildrenOf.HIGHER_INCOME),
        Surcharge(0.07, HERE),
        p,
    )
    assert got.quotient == pytest.approx(quotient)
    assert (got.own.principal, got.partner.principal) == pytest.approx((own_principal, partner_principal))
    assert got.own_due == pytest.approx((own_principal + partner_principal) * 1.07, abs=0.02)
    assert got.partner_due == pytest.approx(0.0, abs=0.005)


def test_the_part_of_the_sum_that_a_spouse_cannot_use_passes_to_the_other_as_officially_assessed() -> None:
    """Income 2023: 30 % of 24,989.38 + 5,352.39 for the second spouse; 10,160 of tax-free sum each."""
    older = belgian(2024).tax._replace(
        scale_limits=(15200.0, 26830.0, 46440.0),
        exemption_scale_limits=(10680.0, 15200.0, 25330.0, 46440.0),
        marital_quotient_maximum=12550.0,
    )
    got = assess_couple(
        Spouse(24989.38, 0.0, 0.0, 10160.0),
        Spouse(5352.39, 0.0, 0.0, 10160.0),
        NO_CHILDREN,
        Surcharge(0.08, HERE),
        older,
    )
    assert got.quotient == pytest.approx(24989.38 - 21239.24, abs=0.011)
    assert got.own.tax_free == pytest.approx(11217.47, abs=0.011)
    assert (got.own.basic_tax, got.partner.basic_tax) == pytest.approx((6215.70, 2275.63), abs=0.011)
    assert got.own.tax_free_reduction == pytest.approx(2831.24, abs=0.011)
    assert (got.own.principal, got.partner.principal) == pytest.approx((3384.46, 0.0), abs=0.011)


def test_unused_supplements_for_children_are_paid_out_as_in_the_published_example_of_income_2017() -> None:
    older = belgian(2024).tax._replace(
        scale_limits=(10860.0, 12470.0, 37750.0),
        scale_rates=(0.25, 0.30, 0.45, 0.50),
        exemption_scale_limits=(8760.0, 12470.0, 20780.0, 38080.0),
        children_credit_maximum=440.0,
    )
    assert value_of_tax_free_sum(12840.0, older) == pytest.approx(3451.0)
    assert children_credit(12840.0, 3900.0 + 1520.0, 2, 3057.0, older) == pytest.approx(394.0)
    assert children_credit(12840.0, 3900.0 + 1520.0, 2, 2000.0, older) == pytest.approx(880.0)


def test_exempt_income_raises_the_rate_and_the_municipality_taxes_it_too() -> None:
    p = belgian(2025).tax
    got = tax_on_income(44000.0, 35200.0, 10910.0, Surcharge(0.075, EVERYWHERE), p)
    assert (got.basic_tax, got.tax_free_reduction, got.principal) == pytest.approx((15912.0, 2727.50, 13184.50))
    assert (got.relief, got.state_tax, got.municipal_tax) == pytest.approx((10547.60, 2636.90, 988.84), abs=0.011)
    only_taxed = tax_on_income(44000.0, 35200.0, 10910.0, Surcharge(0.075, HERE), p)
    assert only_taxed.municipal_tax == pytest.approx(197.77)


def test_wholly_exempt_wage_leaves_only_the_municipal_tax() -> None:
    got = tax_on_income(44000.0, 44000.0, 10910.0, Surcharge(0.075, EVERYWHERE), belgian(2025).tax)
    assert (got.state_tax, got.municipal_tax) == pytest.approx((0.0, 988.84))


@pytest.mark.parametrize("state", [State.NL, State.DE, State.FR])
def test_exempt_wages_from_three_neighbours_bear_the_municipal_tax(state: State) -> None:
    got = with_wholly_exempt_wage(state)
    assert got.state_tax == 0.0
    assert got.tax == got.municipal_tax == pytest.approx(0.073 * got.principal, abs=0.005)


@pytest.mark.parametrize("state", [State.LU, State.THIRD])
def test_exempt_wages_from_luxembourg_bear_no_municipal_tax(state: State) -> None:
    assert with_wholly_exempt_wage(state).tax == 0.0


def with_wholly_exempt_wage(state: State) -> BeResidentTax:
    insured = Contributions(state, 6000.0, 0.0, 6000.0)
    abroad = ForeignTax(state, 9000.0, 50000.0)
    return tax_of_resident(Wage(50000.0, 0.0, 50000.0), Person(), insured, abroad, belgian(2025))


def test_resident_working_at_home_all_year_pays_what_a_domestic_employee_pays() -> None:
    p = belgian(2026)
    insured = contributions(Wage(42000.0, 42000.0, 0.0), Person(), State.BE, p).total
    home = tax_of_resident(Wage(42000.0, 42000.0, 0.0), Person(), insured, ForeignTax(State.NL, 0.0, 0.0), p)
    assert home == tax_of_resident(Wage(42000.0, 42000.0, 0.0), Person(), insured, ForeignTax(), p)


def test_contributions_abroad_are_deducted_like_belgian_ones() -> None:
    p = belgian(2025)
    wage, abroad = Wage(50000.0, 0.0, 50000.0), ForeignTax(State.NL, 0.0, 50000.0)
    got = tax_of_resident(
        wage, Person(), Contributions(State.NL, 8000.0, 0.0, 7000.0, 0.0, 0.0, 1000.0), abroad, p
    )
    assert got.gross_taxable == 42000.0


def test_special_contribution_is_not_deducted() -> None:
    p = belgian(2025)
    wage = Wage(50000.0, 50000.0, 0.0)
    due = contributions(wage, Person(), State.BE, p)
    got = tax_of_resident(wage, Person(), due.total, ForeignTax(), p)
    assert due.special_contribution > 0.0
    assert got.gross_taxable == pytest.approx(50000.0 - due.social_security)


@pytest.mark.parametrize(
    ("share", "residence", "allowances"),
    [
        (0.75, State.DE, 1.0), (0.7499, State.DE, 0.0), (0.7499, State.NL, 0.7499),
        (0.5, State.FR, 0.5), (0.5, State.LU, 0.5), (0.9, State.NL, 1.0), (0.5, State.THIRD, 0.0),
    ],
)  # fmt: skip
def test_allowances_of_nonresidents_follow_the_75_percent_rule_and_three_treaties(
    share: float, residence: State, allowances: float
) -> None:
    assert share_of_allowances(share, residence, belgian(2025)) == pytest.approx(allowances)


def test_nonresident_with_all_work_in_belgium_pays_seven_percent_to_the_state() -> None:
    p = belgian(2025)
    wage = Wage(50000.0, 50000.0, 0.0)
    insured = contributions(wage, Person(), State.DE, p).total
    got = tax_of_nonresident(wage, Person(), State.DE, insured, ASKED, p)
    resident = tax_of_resident(wage, Person(municipal_surcharge=0.07), insured, ForeignTax(), p)
    assert got.tax == pytest.approx(resident.tax)
    assert got.state_surcharge == pytest.approx(0.07 * got.state_tax, abs=0.005)
    assert got.treated_as_resident


def test_losing_the_allowances_costs_the_value_of_the_tax_free_sum_with_surcharge() -> None:
    p = belgian(2025)
    insured = contributions(Wage(60000.0, 60000.0, 0.0), Person(), State.DE, p).total
    kept = tax_of_nonresident(Wage(60000.0, 45000.0, 15000.0), Person(), State.DE, insured, ASKED, p)
    lost = tax_of_nonresident(Wage(60000.0, 44999.0, 15001.0), Person(), State.DE, insured, ASKED, p)
    assert lost.tax - kept.tax == pytest.approx(2727.50 * 1.07, abs=1.0)


def test_the_partners_income_abroad_counts_in_the_75_percent_test() -> None:
    p = belgian(2025)
    wage = Wage(50000.0, 50000.0, 0.0)
    insured = contributions(wage, Person(), State.DE, p).total
    couple = Person(partnership=Partnership.COUPLE, partner_gross=30000.0)
    got = tax_of_nonresident(wage, couple, State.DE, insured, ASKED, p)
    assert got.belgian_share == pytest.approx(0.625)
    assert not got.treated_as_resident


def test_children_are_not_lost_to_a_partner_who_earns_a_little_more_abroad() -> None:
    wage = Wage(27000.0, 11000.0, 16000.0)
    taxes = [
        tax_of_nonresident(
            wage,
            Person(partnership=Partnership.COUPLE, partner_gross=partner, children=2),
            State.NL,
            Contributions(State.NL),
            ASKED,
            belgian(2026),
        ).tax
        for partner in (10900.0, 11100.0)
    ]
    assert taxes[1] - taxes[0] < 100


def test_no_belgian_workday_means_no_belgian_tax() -> None:
    p = belgian(2026)
    person = Person(partnership=Partnership.COUPLE, children=3)
    insured = contributions(Wage(40000.0, 40000.0, 0.0), person, State.FR, p).total
    got = tax_of_nonresident(Wage(40000.0, 0.0, 40000.0), person, State.FR, insured, ASKED, p)
    assert (got.tax, got.credits, got.fiscal_work_bonus) == (0.0, 0.0, 0.0)


def test_low_pay_makes_the_tax_negative_by_the_fiscal_work_bonus() -> None:
    p = belgian(2025)
    wage = Wage(13000.0, 13000.0, 0.0, 6.0)
    insured = contributions(wage, Person(), State.BE, p).total
    got = tax_of_resident(wage, Person(), insured, ForeignTax(), p)
    assert got.fiscal_work_bonus > 0.0
    assert got.tax == pytest.approx(got.state_tax + got.municipal_tax - got.fiscal_work_bonus)


def test_a_relief_is_neither_negative_nor_more_than_the_tax() -> None:
    assert proportional_reduction(1000.0, 20.0, 10.0) == 1000.0
    assert proportional_reduction(1000.0, 0.0, 10.0) == 0.0
    assert proportional_reduction(1000.0, 5.0, 0.0) == 0.0


def test_nothing_is_lost_when_sums_pass_between_spouses() -> None:
    got = passed_between_spouses(18000.0, 15000.0, 10000.0, 40000.0)
    assert got == (15000.0, 13000.0)
    assert passed_between_spouses(10000.0, 40000.0, 10000.0, 0.0) == (20000.0, 0.0)
