"""French income tax across the border: credit, effective rate, withholding, minimum and mean rate."""

from __future__ import annotations

import random

import pytest

from grenswerk.law.parameters import parameters_of
from grenswerk.law.taxes.fr import (
    PARAMETERS,
    FrResidentTax,
    Parameters,
    contributions,
    tax_of_nonresident,
    tax_of_resident,
)
from grenswerk.law.taxes.fr.nonresidents import withholding_on
from grenswerk.model.pay import Contributions, ForeignTax, Partnership, Person, Wage
from grenswerk.model.states import State

P = {year: parameters_of(PARAMETERS, Parameters, year).values for year in (2024, 2025, 2026)}
SINGLE = Person()
NOT_INSURED_HERE = Contributions(State.DE)
OPTION, NO_OPTION = True, False


def resident(gross: float, elsewhere: float, abroad: State, tax: float, person: Person = SINGLE) -> FrResidentTax:
    wage = Wage(gross, gross - elsewhere, elsewhere)
    return tax_of_resident(wage, person, Contributions(abroad), ForeignTax(abroad, tax, elsewhere), P[2025])


@pytest.mark.parametrize("abroad", [State.LU, State.DE])
def test_the_credit_does_not_depend_on_the_foreign_tax(abroad: State) -> None:
    assert resident(50000, 30000, abroad, 1000).tax == resident(50000, 30000, abroad, 15000).tax


@pytest.mark.parametrize("abroad", [State.LU, State.DE])
def test_what_the_other_state_does_not_tax_earns_no_credit(abroad: State) -> None:
    wage = Wage(50000, 20000, 30000)
    untaxed = tax_of_resident(wage, SINGLE, Contributions(abroad), ForeignTax(abroad, 0.0, 30000, 0.0), P[2025])
    half = tax_of_resident(wage, SINGLE, Contributions(abroad), ForeignTax(abroad, 900.0, 30000, 15000), P[2025])
    assert untaxed.tax == resident(50000, 0.0, State.THIRD, 0.0).tax
    assert half.tax == resident(50000, 15000, abroad, 900.0).tax


@pytest.mark.parametrize("abroad", [State.BE, State.NL])
def test_the_effective_rate_counts_the_exempt_wage_after_foreign_tax(abroad: State) -> None:
    # 20,000 + (30,000 - 8,000) = 42,000, less 10 % = 37,800; tax 1,977.69 + 30 % of 8,221 = 4,444; 20/42 of it
    tax = resident(50000, 30000, abroad, 8000)
    assert tax.household_income == 37800
    assert tax.assessment.tax_before_relief == 4444
    assert tax.tax == 4444 - round(4444 * 22 / 42)


def test_the_exempt_belgian_wage_bears_less_progression_than_a_credited_german_one() -> None:
    assert resident(50000, 30000, State.BE, 8000).tax < resident(50000, 30000, State.DE, 8000).tax


def test_a_frontier_worker_taxed_in_france_alone_pays_as_at_home_on_the_wage_after_german_contributions() -> None:
    insured = Contributions(State.DE, employee=10000.0, pension=5000.0, health=4000.0, unemployment=1000.0)
    tax = tax_of_resident(Wage(50000, 50000, 0.0), SINGLE, insured, ForeignTax(State.DE, 0.0, 0.0), P[2025])
    assert tax.household_income == 36000
    assert tax.relief_lines.relief == 0
    assert tax.tax == 3904  # as published for a net taxable wage of 40,000


def test_a_resident_without_foreign_wages_pays_the_domestic_tax() -> None:
    for state in (State.LU, State.BE, State.NL, State.DE):
        assert resident(50000, 0.0, state, 0.0).tax == resident(50000, 0.0, State.THIRD, 0.0).tax


def test_the_couples_tax_is_shared_by_the_income_that_france_taxes() -> None:
    couple = Person(partnership=Partnership.COUPLE, partner_gross=30000)
    tax = resident(50000, 50000, State.LU, 7000, couple)
    assert tax.tax == 0
    assert tax.partner_tax == tax.household_tax > 0
    shared = resident(50000, 25000, State.LU, 3000, couple)
    own = shared.wage.net_wage_here
    assert shared.tax / shared.household_tax == pytest.approx(own / (own + shared.partner_net_wage))


def test_cohabiting_partners_are_taxed_apart() -> None:
    together = Person(partnership=Partnership.COHABITING, partner_gross=30000)
    assert resident(50000, 0.0, State.THIRD, 0.0, together).tax == resident(50000, 0.0, State.THIRD, 0.0).tax


def test_the_withholding_of_2025_has_layers_of_0_12_and_20_percent() -> None:
    assert withholding_on(17122.0, 12.0, P[2025]).withholding_tax == 0
    layers = withholding_on(60000.0, 12.0, P[2025])
    assert layers.withheld_middle == round(0.12 * (49667 - 17122))
    assert layers.withheld_upper == round(0.20 * (60000 - 49667))
    half_year = withholding_on(30000.0, 6.0, P[2025])
    assert half_year.withholding_tax == pytest.approx(layers.withholding_tax / 2, abs=1)


def test_a_non_resident_pays_the_final_layer_and_the_minimum_rate_above_it() -> None:
    wage = Wage(80000, 80000, 0.0)  # 72,000 after 10 %
    tax = tax_of_nonresident(wage, SINGLE, State.DE, NOT_INSURED_HERE, NO_OPTION, P[2025])
    assert tax.withholding.withheld_middle == 3905
    assert tax.assessed_income == 72000 - 49667
    assert tax.minimum_tax == round(0.2 * 22333)
    assert tax.tax == 3905 + 4467
    assert tax.upper_withholding_credited == 4467


def test_above_the_second_bracket_the_minimum_rate_is_30_percent() -> None:
    wage = Wage(110000, 110000, 0.0)  # 99,000 after 10 %; 49,333 above the final layer
    tax = tax_of_nonresident(wage, SINGLE, State.DE, NOT_INSURED_HERE, NO_OPTION, P[2025])
    assert tax.minimum_tax == round(0.2 * 29579 + 0.3 * (49333 - 29579))


def test_the_mean_rate_is_granted_where_it_leaves_less_tax() -> None:
    family = Person(partnership=Partnership.COUPLE, children=3)
    wage = Wage(60000, 60000, 0.0)
    refused = tax_of_nonresident(wage, family, State.BE, NOT_INSURED_HERE, NO_OPTION, P[2025])
    granted = tax_of_nonresident(wage, family, State.BE, NOT_INSURED_HERE, OPTION, P[2025])
    assert granted.treated_as_resident
    assert granted.tax < refused.tax
    assert granted.tax == granted.mean.tax_at_mean_rate
    well_paid = tax_of_nonresident(Wage(60000, 30000, 30000), SINGLE, State.BE, NOT_INSURED_HERE, OPTION, P[2025])
    assert not well_paid.treated_as_resident


def test_the_mean_rate_is_that_of_world_income() -> None:
    wage = Wage(60000, 30000, 30000)
    mean = tax_of_nonresident(wage, SINGLE, State.BE, NOT_INSURED_HERE, OPTION, P[2025]).mean
    assert mean.world_income == 54000
    assert mean.tax_on_world_income == round(1977.69 + 0.3 * (54000 - 29579))
    assert mean.tax_at_mean_rate == round(27000 * mean.tax_on_world_income / 54000)


@pytest.mark.parametrize("residence", [State.NL, State.BE, State.DE, State.LU])
def test_who_works_in_france_for_no_day_owes_no_french_tax(residence: State) -> None:
    for gross in (0.0, 50000.0, 500000.0):
        assert (
            tax_of_nonresident(Wage(gross, 0.0, gross), SINGLE, residence, NOT_INSURED_HERE, OPTION, P[2026]).tax
            == 0
        )


def test_net_pay_does_not_fall_as_gross_pay_rises_by_a_thousand() -> None:
    for year in (2024, 2025, 2026):
        before = 0.0
        for gross in range(10000, 300000, 1000):
            wage = Wage(gross, gross, 0.0)
            due = contributions(wage, SINGLE, State.FR, P[year])
            net = gross - due.total.employee - tax_of_resident(wage, SINGLE, due.total, ForeignTax(), P[year]).tax
            assert net > before
            before = net


def test_the_tax_of_a_resident_is_never_below_nothing_nor_above_the_wage() -> None:
    dice = random.Random(3)
    for _ in range(300):
        gross = dice.uniform(0, 200000)
        elsewhere = gross * dice.choice([0.0, dice.random(), 1.0])
        abroad = dice.choice([State.NL, State.BE, State.DE, State.LU])
        couple = Person(partnership=Partnership.COUPLE, partner_gross=dice.choice([0.0, 40000.0]), children=2)
        tax = resident(gross, elsewhere, abroad, 0.2 * elsewhere, dice.choice([SINGLE, couple]))
        assert 0 <= tax.tax <= gross
        assert tax.partner_tax >= 0
        assert tax.tax + tax.partner_tax + tax.relief_lines.relief == pytest.approx(
            tax.assessment.tax_before_relief
        )


def test_a_belgian_bonus_paid_out_as_negative_tax_does_not_raise_the_exempt_wage() -> None:
    wage, insured = Wage(20000, 4000.0, 16000.0), Contributions(State.BE, employee=2000.0)
    paid_out, none = (
        tax_of_resident(wage, Person(), insured, ForeignTax(State.BE, tax, 16000.0), P[2026])
        for tax in (-300.0, 0.0)
    )
    assert paid_out.wage.foreign_tax_deducted == 0.0
    assert paid_out.tax == none.tax
