"""The Belgian key formula against the official tables, published grids and real payslips."""

from __future__ import annotations

import pytest

from grenswerk.law.taxes.be.special_contribution import withheld_in_month
from grenswerk.law.taxes.be.withholding import (
    Household,
    Payment,
    Scale,
    monthly_withholding,
    scale_tax,
    withholding_on_exceptional_pay,
)
from grenswerk.law.taxes.be.work_bonus import MonthOfWork, monthly_contribution
from grenswerk.model.pay import EmployeeClass, Partnership

from .be_year import belgian

SINGLE = Scale.SINGLE_OR_TWO_INCOMES


@pytest.mark.parametrize(
    ("gross", "children", "expected"),
    [
        (2233.61, 0, (2233.61, 266.99, 138.35, 10.81, 2084.45)),
        (2937.93, 0, (2681.48, 458.68, 416.41, 18.56, 2246.51)),
        (3403.62, 0, (2958.77, 577.36, 577.36, 23.68, 2357.73)),
        (6500.00, 0, (5650.45, 1920.76, 1920.76, 60.94, 3668.75)),
        (2233.61, 2, (2233.61, 128.99, 0.35, 10.81, 2222.45)),
        (2937.93, 2, (2681.48, 320.68, 278.41, 18.56, 2384.51)),
        (3403.62, 2, (2958.77, 439.36, 439.36, 23.68, 2495.73)),
    ],
)
def test_payslips_of_september_2026_to_the_cent(gross: float, children: int, expected: tuple[float, ...]) -> None:
    p = belgian(2026)
    work = MonthOfWork(gross, gross, 1.0, EmployeeClass.EMPLOYEE, 9)
    month = monthly_contribution(work, p.insurance, p.work_bonus)
    pay = gross - month.contribution + month.part_a + month.part_b
    bonus = round(month.part_a * 0.3314 + 1e-9, 2) + round(month.part_b * 0.5254 + 1e-9, 2)
    got = monthly_withholding(pay, Household(children=children), bonus, p.withholding, p.tax)
    withheld = withheld_in_month(gross, Partnership.SINGLE, 0.0, p.special)
    steps = (pay, got.before_bonus, got.due, withheld, pay - got.due - withheld)
    assert steps == pytest.approx(expected, abs=0.005)


@pytest.mark.parametrize(
    ("gross", "annual_net", "annual_tax", "due"),
    [
        (1751.848, 12792.19, 433.93, 36.16),
        (2408.791, 19057.52, 2486.69, 207.22),
        (2846.753, 23626.16, 4442.07, 370.17),
        (3284.715, 28194.92, 6397.50, 533.13),
        (4379.62, 39616.40, 11827.12, 985.59),
        (6569.43, 62459.72, 23436.60, 1953.05),
        (13138.86, 130989.32, 60099.94, 5008.33),
    ],
)
def test_grid_of_january_2026_to_the_cent(gross: float, annual_net: float, annual_tax: float, due: float) -> None:
    p = belgian(2026)
    taxable = round(gross - round(gross * 0.1307, 2), 2)
    got = monthly_withholding(taxable, Household(), 0.0, p.withholding, p.tax)
    assert (got.annual_net, got.base_tax, got.due) == pytest.approx((annual_net, annual_tax, due), abs=0.011)


@pytest.mark.parametrize(
    ("taxable", "scale", "due"),
    [(2500.0, Scale.ONE_INCOME, 35.99), (3042.55, SINGLE, 617.41), (4346.50, SINGLE, 1245.27)],
)
def test_official_simulator_and_calculators_of_2026(taxable: float, scale: Scale, due: float) -> None:
    p = belgian(2026)
    got = monthly_withholding(taxable, Household(scale), 0.0, p.withholding, p.tax)
    assert got.due == pytest.approx(due, abs=0.005)


@pytest.mark.parametrize(("car", "before_bonus"), [(270.17, 498.76), (261.45, 495.03)])
def test_real_payslips_of_2025_with_a_company_car_used_for_commuting(car: float, before_bonus: float) -> None:
    """The commuting exemption of 41.70 a month lowers the taxable benefit; one payslip differs by one cent."""
    p = belgian(2025)
    work = MonthOfWork(2732.94, 2732.94, 1.0, EmployeeClass.EMPLOYEE, 7)
    month = monthly_contribution(work, p.insurance, p.work_bonus)
    taxable = 2732.94 - month.contribution + month.part_a + month.part_b + car - 41.70
    got = monthly_withholding(taxable, Household(), 0.0, p.withholding, p.tax)
    assert got.before_bonus == pytest.approx(before_bonus, abs=0.0101)


@pytest.mark.parametrize(("annual_net", "tax"), [(15170, 4057.98), (24260, 7842.57), (46340, 18277.21)])
def test_scale_of_2024(annual_net: float, tax: float) -> None:
    assert scale_tax(annual_net, belgian(2024).withholding) == pytest.approx(tax, abs=0.005)


def test_nonresident_who_is_not_assimilated_has_no_exemption() -> None:
    p = belgian(2026)
    got = monthly_withholding(3000.0, Household(Scale.NO_EXEMPTION, 3), 50.0, p.withholding, p.tax)
    assert got.due == pytest.approx(845.93, abs=0.005)


@pytest.mark.parametrize(
    ("payment", "annual", "kind", "withheld"),
    [
        (3000.00 - 392.10, 36000.0, Payment.OTHER, 1211.11),
        (4500.00 - 588.15, 36000.0, Payment.OTHER, 1816.66),
        (800.00 - 104.56, 9600.0, Payment.OTHER, 0.0),
        (4600.00 - 601.22, 60000.0, Payment.HOLIDAY, 2139.35),
    ],
)
def test_year_end_premium_and_holiday_pay_of_2026(
    payment: float, annual: float, kind: Payment, withheld: float
) -> None:
    got = withholding_on_exceptional_pay(payment, annual, kind, belgian(2026).withholding)
    assert got == pytest.approx(withheld, abs=0.005)


@pytest.mark.parametrize(
    ("annual", "holiday", "other"),
    [
        (10675.00, 0.0, 0.0), (10675.01, 19.17, 23.22), (13660.01, 21.20, 25.23), (26794.56, 36.34, 40.38),
        (36000.0, 42.39, 46.44), (59900.00, 47.44, 51.48), (59900.01, 53.50, 53.50),
    ],
)  # fmt: skip
def test_rate_edges_of_exceptional_payments_in_2026(annual: float, holiday: float, other: float) -> None:
    p = belgian(2026).withholding
    assert withholding_on_exceptional_pay(100.0, annual, Payment.HOLIDAY, p) == pytest.approx(holiday)
    assert withholding_on_exceptional_pay(100.0, annual, Payment.OTHER, p) == pytest.approx(other)


def test_withholding_and_final_tax_of_one_year_have_different_thresholds() -> None:
    for year in (2024, 2025, 2026):
        p = belgian(year)
        assert p.withholding.withholding_limits[1:] != p.tax.scale_limits
