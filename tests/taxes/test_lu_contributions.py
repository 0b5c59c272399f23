"""Luxembourg's social contributions and payslips against published figures."""

from __future__ import annotations

import pytest

from grenswerk.law.parameters import parameters_of
from grenswerk.law.taxes.lu import PARAMETERS, Parameters, contributions, withholding
from grenswerk.law.taxes.lu.credits import co2_credit, credits_of_employee, employee_credit, minimum_wage_credit
from grenswerk.law.taxes.lu.scale import TaxClass
from grenswerk.law.taxes.lu.taxable_income import deductible
from grenswerk.model.pay import Person, Wage
from grenswerk.model.states import State

P = {year: parameters_of(PARAMETERS, Parameters, year).values for year in (2024, 2025, 2026)}


def month(gross: float, first_month: int = 1) -> Wage:
    return Wage(gross, gross, 0.0, months=1.0, first_month=first_month)


@pytest.mark.parametrize(
    ("gross", "tax", "net"), [(2570.93, 139.9, 2119.95), (12854.64, 3732.9, 7530.33), (4250.0, 534.6, 3195.27)]
)
def test_published_payslips_of_2024_to_the_cent(gross: float, tax: float, net: float) -> None:
    """salary.lu and a commercial payroll module; class 1, credits left out."""
    due = contributions(month(gross), Person(), State.FR, P[2024]).total
    withheld = withholding(gross - deductible(due), TaxClass.ONE, P[2024]).withholding_tax
    assert withheld == pytest.approx(tax, abs=1e-6)
    assert gross - due.employee - withheld == pytest.approx(net, abs=0.001)


def test_branches_of_a_published_payslip() -> None:
    """4,250 in 2024: sickness 119.00 + 10.63, pension 340.00, care 50.50."""
    due = contributions(month(4250.0), Person(), State.LU, P[2024])
    assert (due.health, due.sickness_cash, due.pension, due.care) == pytest.approx((119.0, 10.63, 340.0, 50.5))
    assert due.total.employee == pytest.approx(119.0 + 10.63 + 340.0 + 50.5)
    assert due.total.employer == pytest.approx(119.0 + 10.63 + 340.0)


def test_ceiling_and_care_abatement_follow_the_index_of_may_2025() -> None:
    before = contributions(month(20000.0, 4), Person(), State.LU, P[2025])
    after = contributions(month(20000.0, 5), Person(), State.LU, P[2025])
    assert before.pension == pytest.approx(0.08 * 13188.96, abs=0.005)
    assert after.pension == pytest.approx(0.08 * 13518.68, abs=0.005)
    assert before.care == pytest.approx(0.014 * (20000 - 659.45), abs=0.005)
    assert after.care == pytest.approx(0.014 * (20000 - 675.94), abs=0.005)


def test_a_year_is_the_sum_of_its_months() -> None:
    year = contributions(Wage(180000.0, 180000.0, 0.0), Person(), State.LU, P[2025]).total
    months = [contributions(month(15000.0, m), Person(), State.LU, P[2025]).total for m in range(1, 13)]
    assert year.employee == pytest.approx(sum(m.employee for m in months), abs=0.001)
    assert year.employer == pytest.approx(sum(m.employer for m in months), abs=0.001)


def test_long_term_care_of_60000_in_2025() -> None:
    """1.4 % of 60,000 less 4 x 659.45 and 8 x 675.94 is 727.37 before the monthly rounding."""
    due = contributions(Wage(60000.0, 60000.0, 0.0), Person(), State.FR, P[2025])
    assert due.care == pytest.approx(727.37, abs=0.06)
    assert deductible(due.total) == pytest.approx(6630.0)


def test_care_abatement_is_full_from_150_hours_and_by_hours_below() -> None:
    wage = month(2000.0)
    three_quarters = contributions(wage._replace(work_share=0.75), Person(), State.LU, P[2024])
    nearly_full = contributions(wage._replace(work_share=0.88), Person(), State.LU, P[2024])
    assert three_quarters.care == pytest.approx(0.014 * (2000 - 0.75 * 642.73), abs=0.005)
    assert nearly_full.care == pytest.approx(0.014 * (2000 - 642.73), abs=0.005)


def test_pension_contribution_rises_to_eight_and_a_half_percent_in_2026() -> None:
    """RTL: 4,000 a month pays 340 instead of 320."""
    assert contributions(month(4000.0), Person(), State.LU, P[2025]).pension == pytest.approx(320.0)
    assert contributions(month(4000.0), Person(), State.LU, P[2026]).pension == pytest.approx(340.0)


def test_levies_that_depend_on_the_firm_stay_outside_the_employers_total() -> None:
    due = contributions(Wage(50000.0, 50000.0, 0.0), Person(), State.LU, P[2025])
    assert due.total.employer == pytest.approx(50000 * 0.1105, abs=0.1)
    assert min(due.lines) > 0


def test_published_employee_credits() -> None:
    """guidedesimpots.lu: 548.36 for 9,500 and 360 for 56,000; salary.lu: CI-CO2 2025 of 144 for 50,000."""
    assert employee_credit(9500.0, P[2024]) == pytest.approx(548.36, abs=0.005)
    assert employee_credit(56000.0, P[2024]) == pytest.approx(360.0)
    assert co2_credit(50000.0, P[2025]) == pytest.approx(144.0)


@pytest.mark.parametrize(("gross", "cis", "co2"), [(3550.0, 46.75, 13.09), (4050.0, 39.25, 10.99)])
def test_published_monthly_credits_of_2024(gross: float, cis: float, co2: float) -> None:
    credit = credits_of_employee(month(gross), P[2024])
    assert credit.employee_credit == pytest.approx(cis, abs=0.0101)
    assert credit.co2_credit == pytest.approx(co2, abs=0.0101)


def test_published_minimum_wage_credits() -> None:
    """Payroll module: 5.83 for 3,550 in 2024. help.salary.lu: 96 of 168 hours for 1,947.50 in 2025 give 14.80."""
    assert minimum_wage_credit(3550.0, 1.0, P[2024]) == pytest.approx(5.83)
    assert minimum_wage_credit(1947.5, 96 / 168, P[2025]) == pytest.approx(14.80)
    assert minimum_wage_credit(1799.0, 1.0, P[2025]) == 0
    assert minimum_wage_credit(3601.0, 1.0, P[2025]) == 0


def test_the_unskilled_minimum_wage_bears_no_net_tax_in_class_1_in_2025() -> None:
    """Statement of the Ministry of Finance: the credits of the month cover the tax withheld."""
    gross = 2637.79
    due = contributions(month(gross), Person(), State.LU, P[2025]).total
    tax = withholding(gross - deductible(due), TaxClass.ONE, P[2025]).withholding_tax
    credit = credits_of_employee(month(gross), P[2025])
    assert tax == pytest.approx(135.0, abs=0.001)
    assert credit.employee_credit + credit.co2_credit + credit.minimum_wage_credit == pytest.approx(147.0)


_NETS = """
2750 2381.22 2510.22 2526.12 2411.75 2547.25 2550.65 2402.83 2537.43 2540.43
4000 3103.90 3207.50 3419.80 3146.33 3348.63 3438.83 3134.16 3335.76 3422.96
7000 4599.60 4668.70 5462.60 4666.63 4873.53 5525.33 4646.46 4853.46 5499.56
15000 8719.76 8788.76 9797.86 8771.25 8978.25 9909.15 8713.25 8920.25 9849.15
"""


@pytest.mark.parametrize("row", _NETS.split("\n")[1:-1])
def test_monthly_nets_computed_by_hand_from_the_published_scales(row: str) -> None:
    """Second computation of the same rules; January parameters of 2024 and 2025, May 2025 index for 2026."""
    gross, *nets = (float(cell) for cell in row.split())
    cells = [(year, c) for year in (2024, 2025, 2026) for c in (TaxClass.ONE, TaxClass.ONE_A, TaxClass.TWO)]
    for (year, tax_class), expected in zip(cells, nets, strict=True):
        due = contributions(month(gross), Person(), State.LU, P[year]).total
        tax = withholding(gross - deductible(due), tax_class, P[year]).withholding_tax
        credit = credits_of_employee(month(gross), P[year])
        assert gross - due.employee - tax + sum(credit) == pytest.approx(expected, abs=0.021), (year, tax_class)


def test_the_ceiling_is_that_of_all_months_together() -> None:
    """CSS art. 241(3): five times the minimum wages of the months insured, not month by month."""
    due = contributions(Wage(12 * 13400.0, 12 * 13400.0, 0.0), Person(), State.LU, P[2025])
    assert due.pension == pytest.approx(0.08 * 12 * 13400, abs=0.1)
    above = contributions(Wage(12 * 13410.0, 12 * 13410.0, 0.0), Person(), State.LU, P[2025])
    assert above.pension == pytest.approx(0.08 * (4 * 13188.96 + 8 * 13518.68), abs=0.1)
