"""Luxembourg's scale, classes and withholding against published figures."""

from __future__ import annotations

import pytest

from grenswerk.law.parameters import parameters_of
from grenswerk.law.taxes.lu import PARAMETERS, Parameters, withholding
from grenswerk.law.taxes.lu.income_tax import tax_with_progression
from grenswerk.law.taxes.lu.scale import TaxClass, annual_tax, tariff, tariff_of_class
from grenswerk.law.taxes.lu.taxable_income import EarnedIncome, IncomeBeside, taxable_income

P = {year: parameters_of(PARAMETERS, Parameters, year).values for year in (2024, 2025, 2026)}
CLASSES = (TaxClass.ONE, TaxClass.ONE_A, TaxClass.TWO)


@pytest.mark.parametrize(
    ("year", "income", "class_1", "class_1a"),
    [
        (2024, 30000, 2374, 771),
        (2024, 60000, 12745, 11917),
        (2024, 110000, 33610, 32782),
        (2024, 200000, 72901, None),
        (2025, 30000, 2137, 402),
        (2025, 60000, 11945, 9462),
        (2025, 110000, 32810, 30327),
        (2025, 200000, 71910, None),
    ],
)
def test_annual_tax_is_that_of_the_published_comparison(
    year: int, income: float, class_1: float, class_1a: float | None
) -> None:
    """guidedesimpots.lu, La fiche de retenue d'impôt."""
    assert annual_tax(income, TaxClass.ONE, P[year]).annual_tax == class_1
    if class_1a is not None:
        assert annual_tax(income, TaxClass.ONE_A, P[year]).annual_tax == class_1a


@pytest.mark.parametrize(("year", "expected"), [(2024, 4468), (2025, 4024)])
def test_two_earners_of_75000_pay_what_the_ministry_published(year: int, expected: float) -> None:
    """Ministry of Finance, July 2024: tax before the surcharge of two earners taxed jointly, in class 2."""
    net = 75000 * (1 - 0.1105) - 2 * P[year].deductions.work_expenses_minimum
    earned = EarnedIncome(75000, 75000 * 0.1105, 0.0, 540, net / 2, 0.0)
    income = taxable_income(earned, IncomeBeside(net / 2, 0.0, 0.0, 0.0, two_earners=True), P[year])
    assert annual_tax(income.adjusted_income, TaxClass.TWO, P[year]).tariff_tax == expected


@pytest.mark.parametrize(("year", "expected"), [(2024, 4684), (2025, 2890)])
def test_lone_parent_of_50000_pays_what_the_ministry_published(year: int, expected: float) -> None:
    """Ministry of Finance, July 2024: tax before surcharge and lone parents' credit, in class 1a."""
    earned = EarnedIncome(50000, 5525, 0.0, 540, 50000 - 5525 - 540, 0.0)
    income = taxable_income(earned, IncomeBeside(0.0, 0.0, 0.0, 0.0, two_earners=False), P[year])
    assert annual_tax(income.adjusted_income, TaxClass.ONE_A, P[year]).tariff_tax == expected


def test_published_bounds_of_the_2024_withholding_table() -> None:
    """The published machine table is `rate x A - constant`; its rows follow from the annual scale."""
    rows: dict[TaxClass, list[tuple[float, float, float]]] = {  # class: lower bound of the row, rate %, constant
        TaxClass.ONE: [(1121.50, 8, 89.72), (2701.00, 22, 386.08), (4314.25, 39, 990.4425), (18484, 42, 1406.985)],
        TaxClass.ONE_A: [(2158, 12, 258.96), (3211, 33, 851.49), (3450, 39, 1054.905), (13885, 41, 1286.6075)],
        TaxClass.TWO: [(2158, 8, 172.64), (5317, 22, 753.46), (8543.5, 39, 1947.735), (36883, 42, 2778.27)],
    }
    for tax_class, table in rows.items():
        for bound, rate, constant in table:
            for above in (0.0, 3.0):
                taxable = bound + above
                monthly = tariff_of_class((taxable - 85) * 12, tax_class, P[2024]) / 12
                assert monthly == pytest.approx(rate / 100 * taxable - constant, abs=0.0006)


@pytest.mark.parametrize(
    ("taxable", "tax"), [(1810.4, 69.8), (2685.9, 219.2), (3123.65, 327.7), (3561.4, 459.9), (939.9, 0.0)]
)
def test_withholding_of_2024_in_class_1_is_that_of_published_payroll(taxable: float, tax: float) -> None:
    assert withholding(taxable, TaxClass.ONE, P[2024]).withholding_tax == pytest.approx(tax, abs=1e-6)


def test_withholding_follows_the_ninth_percent_above_the_monthly_limit() -> None:
    """2024: t + 9 % t - c with c = 79.014, 77.724 and 158.028 for classes 1, 1a and 2."""
    for tax_class, constant, taxable in (
        (TaxClass.ONE, 79.014, 15000.0),
        (TaxClass.ONE_A, 77.724, 15000.0),
        (TaxClass.TWO, 158.028, 30000.0),
    ):
        month = withholding(taxable, tax_class, P[2024])
        expected = month.withholding_tariff * 1.09 - constant
        assert month.withholding_tax == pytest.approx(expected, abs=0.1001)


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_tax_is_continuous_and_never_falls_with_income(year: int) -> None:
    for tax_class in CLASSES:
        before = tariff_of_class(0.0, tax_class, P[year])
        for income in range(100, 400000, 100):
            now = tariff_of_class(float(income), tax_class, P[year])
            assert before <= now <= before + 42.0001
            before = now


@pytest.mark.parametrize(("year", "difference"), [(2024, 773.55), (2025, 2321.46)])
def test_class_1a_is_class_1_less_a_constant_for_high_incomes(year: int, difference: float) -> None:
    for income in (60000.0, 120000.0, 180000.0, 300000.0):
        less = tariff(income, P[year]) - tariff_of_class(income, TaxClass.ONE_A, P[year])
        assert less == pytest.approx(difference, abs=0.01)


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_class_2_is_at_most_class_1a_and_class_1a_at_most_class_1(year: int) -> None:
    for income in range(0, 300000, 500):
        one, one_a, two = (annual_tax(float(income), c, P[year]).annual_tax for c in CLASSES)
        assert two <= one_a + 1 <= one + 2


@pytest.fixture(scope="module")
def scale_of_2019() -> Parameters:
    """The scale from 2017 to 2023: zero bracket of 11,265, five steps of 1,872, thirteen of 1,944."""
    low = [11265 + 1872 * step for step in range(6)] + [20625 + 1944 * step for step in range(1, 14)]
    bounds = tuple(float(bound) for bound in (*low, 100002, 150000, 200004))
    return P[2024]._replace(scale=P[2024].scale._replace(bracket_bounds=bounds, class_1a_complement=4 * 11265.0))


def test_published_taxes_of_2023_follow_from_the_same_rules(scale_of_2019: Parameters) -> None:
    """guidedesimpots.lu, the year 2023 in the comparison of 2024."""
    single = [annual_tax(float(r), TaxClass.ONE, scale_of_2019).annual_tax for r in (30000, 60000, 110000)]
    parent = [annual_tax(float(r), TaxClass.ONE_A, scale_of_2019).annual_tax for r in (30000, 60000, 110000)]
    assert single == [2791, 13916, 34888]
    assert parent == [1277, 13159, 34131]


def test_published_joint_tax_of_a_frontier_worker_whose_partner_earns_abroad(scale_of_2019: Parameters) -> None:
    """guidedesimpots.lu for 2019: 85,000 in Luxembourg and 125,000 abroad, joint abatement taken: 26,294."""
    earned = EarnedIncome(0.0, 0.0, 0.0, 0.0, 85000.0 + 480.0, 0.0)
    beside = IncomeBeside(0.0, 0.0, 0.0, 125000.0 - 4500.0, two_earners=False)
    income = taxable_income(earned, beside, scale_of_2019)
    all_income = annual_tax(income.income_for_rate, TaxClass.TWO, scale_of_2019)
    assert tax_with_progression(all_income, income) == 26294


_WITHHOLDING = """
1500 34.8 0 0 28.0 0 0
2500 180.0 49.3 29.2 161.7 23.2 17.9
3500 440.7 331.7 135.7 401.2 200.7 118.7
5000 1026.6 957.6 377.4 960.0 752.9 340.0
8000 2278.5 2209.5 1264.0 2211.9 2004.8 1155.1
15000 5292.2 5223.2 4175.3 5209.7 5002.6 4042.0
"""


@pytest.mark.parametrize("row", _WITHHOLDING.split("\n")[1:-1])
def test_withholding_equals_the_machine_tables_row_by_row(row: str) -> None:
    """`rate x A - constant` of the tables of 2024 (published) and 2025 (same algebra), computed independently."""
    taxable, *expected = (float(cell) for cell in row.split())
    found = [withholding(taxable, c, P[year]).withholding_tax for year in (2024, 2025) for c in CLASSES]
    assert found == pytest.approx(expected, abs=1e-6)
