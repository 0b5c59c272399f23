"""The Dutch wage tax tables, cell by cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from grenswerk.law.parameters import parameters_of
from grenswerk.law.taxes.nl import PARAMETERS, Parameters
from grenswerk.law.taxes.nl.withholding import (
    PERIODS_MONTH,
    SpecialPaymentRates,
    special_payment_rate,
    wage_tax,
)

P = {year: parameters_of(PARAMETERS, Parameters, year).values for year in (2024, 2025, 2026)}

# year, table wage, without credits, with credits, labour credit settled
MONTHLY_TABLE = [
    (2024, 4.50, 1.58, 0.00, 0.00),
    (2024, 999.00, 369.25, 0.00, 89.08),
    (2024, 1998.00, 738.58, 50.67, 407.75),
    (2024, 2997.00, 1107.92, 436.50, 452.83),
    (2024, 3496.50, 1292.58, 656.92, 450.17),
    (2024, 4500.00, 1663.50, 1159.75, 384.83),
    (2024, 5499.00, 2032.83, 1660.25, 319.83),
    (2024, 6300.00, 2329.83, 2062.17, 267.67),
    (2024, 7996.50, 3169.58, 3012.33, 157.25),
    (2024, 9999.00, 4160.83, 4134.00, 26.83),
    (2025, 4.50, 1.58, 0.00, 0.00),
    (2025, 1498.50, 536.75, 53.92, 227.17),
    (2025, 2497.50, 894.58, 205.17, 442.00),
    (2025, 3172.50, 1136.33, 474.42, 457.25),
    (2025, 3996.00, 1444.42, 851.75, 440.17),
    (2025, 4999.50, 1820.58, 1356.83, 374.83),
    (2025, 5998.50, 2195.00, 1859.67, 309.75),
    (2025, 6997.50, 2641.00, 2396.25, 244.75),
    (2025, 9000.00, 3632.25, 3517.83, 114.42),
    (2026, 499.50, 178.50, 0.00, 0.00),
    (2026, 1998.00, 714.25, 61.25, 393.42),
    (2026, 2475.00, 884.75, 177.17, 448.00),
    (2026, 2646.00, 945.92, 245.67, 451.33),
    (2026, 2997.00, 1071.42, 386.83, 458.17),
    (2026, 3496.50, 1254.50, 592.08, 467.92),
    (2026, 4000.50, 1443.83, 820.92, 460.67),
    (2026, 5499.00, 2006.67, 1577.17, 363.17),
    (2026, 6534.00, 2395.42, 2099.58, 295.75),
    (2026, 7497.00, 2871.92, 2638.83, 233.08),
    (2026, 9000.00, 3615.92, 3480.67, 135.25),
    (2026, 11092.50, 4651.67, 4651.67, 0.00),
]


@pytest.mark.parametrize(("year", "wage", "without", "with_credits", "labour_credit"), MONTHLY_TABLE)
def test_the_official_monthly_table_is_met_to_the_cent(
    year: int, wage: float, without: float, with_credits: float, labour_credit: float
) -> None:
    row = wage_tax(wage, PERIODS_MONTH, P[year])
    found = (row.withheld_without_credits, row.withheld, row.labour_credit_in_period)
    assert found == pytest.approx((without, with_credits, labour_credit), abs=1e-6)


# 2026, where the credits are used up: wage, without credits, with credits, labour credit settled
CREDITS_TAKE_OVER = [
    (724.50, 259.00, 0.00, 0.00),
    (729.00, 260.58, 0.00, 1.00),
    (733.50, 262.17, 0.00, 2.58),
    (765.00, 273.42, 0.00, 13.83),
    (801.00, 286.33, 0.00, 26.75),
    (850.50, 304.00, 0.00, 44.42),
    (900.00, 321.75, 0.00, 62.17),
    (945.00, 337.83, 0.00, 78.25),
    (949.50, 339.42, 0.75, 79.08),
    (954.00, 341.00, 2.00, 79.42),
    (958.50, 342.58, 3.17, 79.83),
    (963.00, 344.25, 4.50, 80.17),
    (976.50, 349.08, 8.17, 81.33),
    (990.00, 353.92, 11.92, 82.42),
    (994.50, 355.50, 13.08, 82.83),
    (999.00, 357.08, 13.83, 83.67),
    (1003.50, 358.75, 14.17, 85.00),
    (1008.00, 360.33, 14.33, 86.42),
    (1017.00, 363.50, 14.67, 89.25),
    (1026.00, 366.75, 15.17, 92.00),
    (1053.00, 376.42, 16.42, 100.42),
    (1080.00, 386.08, 17.75, 108.75),
    (1120.50, 400.50, 19.58, 121.33),
    (1152.00, 411.83, 21.17, 131.08),
    (1179.00, 421.42, 22.42, 139.42),
    (1206.00, 431.08, 23.67, 147.83),
    (1224.00, 437.50, 24.50, 153.42),
]


@pytest.mark.parametrize(("wage", "without", "with_credits", "labour_credit"), CREDITS_TAKE_OVER)
def test_the_official_table_is_met_where_the_credits_are_used_up(
    wage: float, without: float, with_credits: float, labour_credit: float
) -> None:
    row = wage_tax(wage, PERIODS_MONTH, P[2026])
    found = (row.withheld_without_credits, row.withheld, row.labour_credit_in_period)
    assert found == pytest.approx((without, with_credits, labour_credit), abs=1e-6)


@pytest.mark.parametrize(
    ("gross", "with_credits", "without"),
    [
        (2646.00, 245.67, 945.92),
        (4000.00, 818.67, 1442.17),
        (5500.00, 1577.17, 2006.67),
        (4000.51, 820.92, 1443.83),
        (2479.49, 177.17, 884.75),
    ],
)
def test_a_wage_between_two_rows_takes_the_row_below(gross: float, with_credits: float, without: float) -> None:
    row = wage_tax(gross, PERIODS_MONTH, P[2026])
    assert (row.withheld, row.withheld_without_credits) == pytest.approx((with_credits, without), abs=1e-6)


@pytest.mark.parametrize(
    ("gross", "annual", "levy", "general", "labour", "due"),
    [
        (4000.00, 47952, 17306, 1950, 5532, 9824),
        (4000.50, 48006, 17326, 1947, 5528, 9851),
        (6502.50, 78030, 28603, 26, 3574, 25003),
        (500.00, 5994, 2142, 3115, 499, 0),
        (999.00, 11988, 4285, 3115, 1004, 166),
    ],
)
def test_the_published_chains_of_2026_are_met_step_by_step(  # noqa: PLR0917
    gross: float, annual: float, levy: float, general: float, labour: float, due: float
) -> None:
    row = wage_tax(gross, PERIODS_MONTH, P[2026])
    found = (row.annual_wage, row.before_credits, row.general_credit, row.labour_credit, row.after_credits)
    assert found == (annual, levy, general, labour, due)


def test_credits_above_the_levy_leave_the_general_credit_first() -> None:
    row = wage_tax(500.00, PERIODS_MONTH, P[2026])
    assert (row.general_credit_settled, row.labour_credit_settled) == (2142, 0)


@pytest.mark.parametrize(
    ("year", "wage", "without"),
    [(2024, 4000.50, 910.58), (2026, 2700.00, 481.92), (2026, 4000.50, 863.83), (2026, 8001.00, 2541.42)],
)
def test_from_pension_age_the_table_without_credits_is_that_without_the_old_age_premium(
    year: int, wage: float, without: float
) -> None:
    p = P[year]
    elder = p._replace(premiums=p.premiums._replace(old_age_rate=0.0))
    assert wage_tax(wage, PERIODS_MONTH, elder).withheld_without_credits == pytest.approx(without, abs=1e-6)


def test_above_the_table_the_excess_bears_the_top_rate() -> None:
    last, above = (wage_tax(wage, PERIODS_MONTH, P[2026]).withheld for wage in (11092.50, 11192.53))
    assert above - last == pytest.approx(49.51, abs=1e-6)  # 100.03 x 49.50 % = 49.514..., down to cents


@pytest.mark.parametrize(
    ("annual_wage", "with_credits", "without"),
    [(10000, 0, 35.75), (20000, 4.74, 35.75), (35000, 40.20, 35.75), (60000, 50.47, 37.56), (150000, 49.5, 49.5)],
)
def test_the_published_rates_on_special_payments_2026(
    annual_wage: float, with_credits: float, without: float
) -> None:
    table = Path(PARAMETERS).with_name("special_payments.yaml")
    rates = parameters_of(table, SpecialPaymentRates, 2026).values
    columns = (rates.special_payment_with_credits, rates.special_payment_standard)
    found = tuple(special_payment_rate(annual_wage, column, rates) * 100 for column in columns)
    assert found == pytest.approx((with_credits, without))
