"""Assessed German income tax: published points, residents, the progression clause, non-residents."""

from __future__ import annotations

import math

import pytest

from grenswerk.law.relief.progression import exempt_wage_income, taxed_at_rate_of
from grenswerk.law.taxes.de import contributions, tax_of_nonresident, tax_of_resident
from grenswerk.law.taxes.de.assessment import tax_at_rate
from grenswerk.law.taxes.de.tariff import solidarity_surcharge, splitting_tax, tariff_tax
from grenswerk.model.pay import Contributions, ForeignTax, Partnership, Person, Wage
from grenswerk.model.states import State
from tests.taxes.de_workers import UNINSURED, figures, home_wage, household, recorded, split_wage


def test_the_ministrys_calculator_gives_the_tax_of_2024() -> None:
    p = figures(2024)
    assert tariff_tax(50_000.0, p.tariff) == 10_872.0
    assert solidarity_surcharge(10_872.0, 1, p.surcharges) == 0.0
    assert splitting_tax(200_000.0, p.tariff) == 62_726.0
    assert solidarity_surcharge(62_726.0, 2, p.surcharges) == pytest.approx(3_149.45, abs=0.001)


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_the_tariff_has_no_jump_at_the_ends_of_its_zones(year: int) -> None:
    t = figures(year).tariff
    for end in (t.basic_allowance, t.tariff_zone_2_end, t.tariff_zone_3_end, t.tariff_zone_4_end):
        assert 0.0 <= tariff_tax(end + 1.0, t) - tariff_tax(end, t) <= 1.0


@pytest.mark.parametrize("row", recorded("de-assessments.csv"), ids=lambda row: row["number"])
def test_residents_bear_the_statutory_tax_on_the_recorded_income(row: dict[str, str]) -> None:
    p, person = figures(int(row["year"])), household(row["household"], float(row["partner_gross"]))
    wage = home_wage(float(row["gross"]))
    insured = contributions(wage, person, State.DE, p).total
    result = tax_of_resident(wage, person, insured, ForeignTax(), p)
    assert math.ceil(result.old_age_provision + result.other_provision - 1e-6) == float(row["provision"])
    assert math.floor(result.taxable_income) == float(row["taxable"])
    assert result.income_tax == float(row["income_tax"])
    assert result.solidarity_surcharge == pytest.approx(float(row["solidarity_surcharge"]), abs=0.01)
    assert result.tax + result.partner_tax == pytest.approx(result.income_tax + result.solidarity_surcharge)


def test_the_official_example_cuts_the_rate_after_four_decimals_and_the_tax_to_euros() -> None:
    result = taxed_at_rate_of(20_000.0, 25_000.0, 1_864.0)
    assert result.rate == pytest.approx(7.4560)
    assert result.tax == 1_491.0


def test_the_lump_sum_is_taken_from_the_taxed_wage_first() -> None:
    assert exempt_wage_income(48_000.0, 12_000.0, 1_230.0) == 48_000.0
    assert exempt_wage_income(48_000.0, 1_000.0, 1_230.0) == 47_770.0
    assert exempt_wage_income(48_000.0, 0.0, 1_230.0) == 46_770.0


@pytest.mark.parametrize(
    ("gross", "days", "home_days", "year", "rate", "tax"),
    [
        (60_000.0, 220, 44, 2024, 24.0882, 2_585),
        (60_000.0, 220, 44, 2026, 23.4055, 2_512),
        (60_000.0, 220, 88, 2025, 23.7068, 5_389),
        (80_000.0, 215, 60, 2024, 28.4899, 5_999),
        (80_000.0, 215, 60, 2026, 27.8561, 5_866),
        (45_000.0, 220, 35, 2025, 19.5207, 1_150),
    ],
)
def test_home_days_are_taxed_at_the_rate_of_the_whole_wage(  # noqa: PLR0917
    gross: float, days: int, home_days: int, year: int, rate: float, tax: float
) -> None:
    german = gross * home_days / days
    wage = split_wage(german, gross - german)
    abroad = ForeignTax(State.NL, 9_000.0, wage.taxed_elsewhere)
    result = tax_of_resident(wage, Person(), UNINSURED, abroad, figures(year))
    assert result.rate == pytest.approx(rate, abs=1e-6)
    assert result.income_tax == tax


@pytest.mark.parametrize(
    ("german", "foreign", "paid", "taxes"),
    [
        (12_000.0, 48_000.0, 1_500.0, (2_188, 2_153, 2_126)),
        (20_000.0, 60_000.0, 2_500.0, (4_553, 4_494, 4_446)),
    ],
)
def test_contributions_on_the_german_share_lower_the_taxed_income(
    german: float, foreign: float, paid: float, taxes: tuple[int, int, int]
) -> None:
    wage = split_wage(german, foreign)
    whole = paid * wage.gross / german
    insured = Contributions(state=State.NL, employee=whole, pension=whole)
    for year, tax in zip((2024, 2025, 2026), taxes, strict=True):
        result = tax_of_resident(wage, Person(), insured, ForeignTax(State.NL, 1.0, foreign), figures(year))
        assert result.income_tax == tax


@pytest.mark.parametrize(
    ("year", "rate", "tax"), [(2024, 20.0788, 6_023), (2025, 19.7251, 5_917), (2026, 19.4457, 5_833)]
)
def test_a_spouses_exempt_wage_raises_the_rate_of_the_couple(year: int, rate: float, tax: float) -> None:
    result = tax_at_rate(30_000.0, 58_770.0, 2, figures(year))
    assert result.rate == pytest.approx(rate, abs=1e-6)
    assert result.tax == tax


def test_wages_that_the_other_state_leaves_untaxed_are_taxed_in_germany() -> None:
    p = figures(2026)
    abroad = ForeignTax(State.LU, 5_000.0, 40_000.0, 25_000.0)
    untaxed = tax_of_resident(split_wage(20_000.0, 40_000.0), Person(), UNINSURED, abroad, p)
    agreed = ForeignTax(State.LU, 5_000.0, 25_000.0, 25_000.0)
    home = tax_of_resident(split_wage(35_000.0, 25_000.0), Person(), UNINSURED, agreed, p)
    assert untaxed.tax == home.tax
    assert untaxed.untaxed_abroad == 15_000.0


def test_of_luxembourg_contributions_on_exempt_wages_only_the_care_insurance_is_deductible() -> None:
    insured = Contributions(state=State.LU, employee=10_301.64, pension=6_696.0, health=2_514.6, care=1_091.04)
    person = household("C0", 40_000.0)
    wage = split_wage(0.0, 77_000.0)
    with_care = tax_of_resident(wage, person, insured, ForeignTax(State.LU, 9_000.0, 77_000.0), figures(2026))
    alone = tax_of_resident(home_wage(0.0), person, UNINSURED, ForeignTax(), figures(2026))
    deducted = with_care.old_age_provision + with_care.other_provision
    assert deducted - alone.old_age_provision - alone.other_provision == pytest.approx(1_091.04, abs=0.001)


@pytest.mark.parametrize(
    ("home_days", "year", "taxable", "limited", "like_resident", "granted"),
    [
        (44, 2025, 37_178, 6_433, 7_862, True),
        (55, 2024, 34_993, 5_889, 5_889, False),
        (55, 2026, 34_689, 5_577, 5_577, False),
    ],
)
def test_a_worker_from_the_netherlands_bears_tax_on_the_german_days(  # noqa: PLR0917
    home_days: int,
    year: int,
    taxable: float,
    limited: float,
    like_resident: float,
    granted: bool,  # noqa: FBT001
) -> None:
    p, foreign = figures(year), 60_000.0 * home_days / 220
    wage = split_wage(60_000.0 - foreign, foreign)
    insured = contributions(wage, Person(), State.NL, p).total
    plain = tax_of_nonresident(wage, Person(), State.NL, insured, False, p)  # noqa: FBT003
    asked = tax_of_nonresident(wage, Person(), State.NL, insured, True, p)  # noqa: FBT003
    assert math.floor(plain.taxable_income) == taxable
    assert plain.income_tax == limited
    assert asked.income_tax == like_resident
    assert asked.treated_as_resident is granted


@pytest.mark.parametrize(("home_days", "year", "tax"), [(44, 2025, 7_862), (55, 2024, 7_608), (55, 2026, 7_287)])
def test_foreign_wage_raises_the_rate_in_an_assessment_on_request(home_days: int, year: int, tax: float) -> None:
    p, foreign = figures(year), 60_000.0 * home_days / 220
    wage = split_wage(60_000.0 - foreign, foreign)
    insured = contributions(wage, Person(), State.NL, p).total
    assert tax_of_nonresident(wage, Person(), State.NL, insured, False, p).tax_on_request == tax  # noqa: FBT003


def test_a_worker_from_belgium_bears_eight_percent_less() -> None:
    p, wage = figures(2026), home_wage(50_000.0)
    insured = contributions(wage, Person(), State.BE, p).total
    belgian = tax_of_nonresident(wage, Person(), State.BE, insured, False, p)  # noqa: FBT003
    dutch = tax_of_nonresident(wage, Person(), State.NL, insured, False, p)  # noqa: FBT003
    assert belgian.tax == pytest.approx(0.92 * dutch.tax)
    assert belgian.relief == pytest.approx(0.08 * dutch.income_tax)


def test_spouses_from_the_netherlands_get_splitting_where_both_incomes_pass_the_test() -> None:
    p, wage = figures(2026), home_wage(50_000.0)
    insured = contributions(wage, Person(), State.NL, p).total
    for partner, splitting in ((0.0, True), (24_000.0, True), (40_000.0, False)):
        person = Person(partnership=Partnership.COUPLE, partner_gross=partner)
        result = tax_of_nonresident(wage, person, State.NL, insured, True, p)  # noqa: FBT003
        assert result.splitting is splitting
        assert result.treated_as_resident


def test_wages_below_the_basic_allowance_bear_no_tax_in_limited_liability() -> None:
    p = figures(2026)
    for gross in (0.0, 1_000.0, 8_000.0, 13_000.0):
        result = tax_of_nonresident(split_wage(gross, 50_000.0), Person(), State.NL, UNINSURED, False, p)  # noqa: FBT003
        assert result.tax == 0.0


def test_half_a_year_of_work_gives_half_the_lump_sums_in_limited_liability() -> None:
    p, wage = figures(2026), Wage(30_000.0, 30_000.0, 0.0, 6.0, 1)
    result = tax_of_nonresident(wage, Person(), State.NL, UNINSURED, False, p)  # noqa: FBT003
    assert result.taxable_income == 30_000.0 - 615.0 - 18.0


def test_church_tax_is_nine_percent_of_a_tax_that_it_lowers_itself() -> None:
    p, person = figures(2026), Person(church_tax=True)
    wage = home_wage(60_000.0)
    insured = contributions(wage, person, State.DE, p).total
    result = tax_of_resident(wage, person, insured, ForeignTax(), p)
    secular = tax_of_resident(wage, Person(), insured, ForeignTax(), p)
    assert result.church_tax == pytest.approx(0.09 * result.income_tax, abs=0.01)
    assert result.special_expenses == pytest.approx(result.church_tax, abs=0.2)
    assert secular.income_tax - result.income_tax > 200.0
