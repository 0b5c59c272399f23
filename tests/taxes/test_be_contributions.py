"""Belgian contributions against published payslips, social secretariats and official assessments."""

from __future__ import annotations

import pytest

from grenswerk.law.taxes.be import contributions
from grenswerk.law.taxes.be.employer import employer_contribution, structural_reduction
from grenswerk.law.taxes.be.special_contribution import due_for_year, withheld_in_month
from grenswerk.law.taxes.be.work_bonus import (
    MonthlyContribution,
    MonthOfWork,
    monthly_contribution,
    ordinary_contribution,
)
from grenswerk.model.pay import EmployeeClass, Partnership, Person, Wage
from grenswerk.model.states import State

from .be_year import belgian


def month_of(year: int, month: int, pay: float) -> MonthlyContribution:
    """A white-collar employee, full-time, in a full month."""
    p = belgian(year)
    work = MonthOfWork(pay, pay, 1.0, EmployeeClass.EMPLOYEE, month)
    return monthly_contribution(work, p.insurance, p.work_bonus)


@pytest.mark.parametrize(
    ("gross", "contribution", "part_a", "part_b"),
    [
        (2233.61, 291.93, 127.54, 164.39),
        (2937.93, 383.99, 127.54, 0.0),
        (3403.62, 444.85, 0.0, 0.0),
        (6500.00, 849.55, 0.0, 0.0),
    ],
)
def test_contribution_and_work_bonus_of_published_payslips_of_september_2026(
    gross: float, contribution: float, part_a: float, part_b: float
) -> None:
    got = month_of(2026, 9, gross)
    assert tuple(got) == pytest.approx((contribution, part_a, part_b), abs=0.005)


def test_work_bonus_of_a_real_payslip_of_july_2025() -> None:
    got = month_of(2025, 7, 2732.94)
    assert (got.part_a, got.part_b) == pytest.approx((120.59, 12.10), abs=0.005)


def test_part_time_manual_worker_of_july_2026_has_a_reference_wage_and_a_fraction_of_the_month() -> None:
    p = belgian(2026)
    work = MonthOfWork(778.87, 2669.20, 0.29, EmployeeClass.MANUAL, 7)
    got = monthly_contribution(work, p.insurance, p.work_bonus)
    assert (got.part_a, got.part_b) == pytest.approx((39.94, 22.71), abs=0.005)


def test_gross_of_2000_in_april_2024_has_the_work_bonus_of_the_social_secretariats_example() -> None:
    got = month_of(2024, 4, 2000.0)
    assert got.part_a + got.part_b == pytest.approx(261.40)  # the contribution of 13.07 % caps 272.21
    bonus = belgian(2024).work_bonus
    assert bonus.work_bonus_a_maximum[3] + bonus.work_bonus_b_maximum[3] == pytest.approx(272.21)


@pytest.mark.parametrize(
    ("gross", "bonus"),
    [
        (2054.01, 267.42),
        (2300.00, 267.42 - 0.2579 * (2300.00 - 2054.01)),
        (2800.00, 252.26 - 0.2313 * (2800.00 - 2054.01)),
        (3144.46, 0.0),
    ],
)
def test_two_parts_give_the_single_bonus_of_the_first_quarter_of_2024(gross: float, bonus: float) -> None:
    got = month_of(2024, 2, gross)
    assert got.part_a + got.part_b == pytest.approx(bonus, abs=0.011)


@pytest.mark.parametrize("year", [2024, 2025, 2026])
@pytest.mark.parametrize("month", range(1, 13))
def test_each_part_of_the_bonus_falls_to_nil_at_its_upper_limit(year: int, month: int) -> None:
    bonus = belgian(year).work_bonus
    m = month - 1
    width_a = bonus.work_bonus_a_upper_limit[m] - bonus.work_bonus_a_lower_limit[m]
    width_b = bonus.work_bonus_a_lower_limit[m] - bonus.work_bonus_b_lower_limit[m]
    for maximum, slope, width in [
        (bonus.work_bonus_a_maximum[m], bonus.work_bonus_a_slope[m], width_a),
        (bonus.work_bonus_a_maximum_manual[m], bonus.work_bonus_a_slope_manual[m], width_a),
        (bonus.work_bonus_b_maximum[m], bonus.work_bonus_b_slope[m], width_b),
        (bonus.work_bonus_b_maximum_manual[m], bonus.work_bonus_b_slope_manual[m], width_b),
    ]:
        assert slope == pytest.approx(maximum / width, abs=1.2e-4)


def test_the_bonus_of_a_year_follows_its_five_versions() -> None:
    p = belgian(2026)
    year = ordinary_contribution(Wage(12 * 3000.0, 36000.0, 0.0), p.insurance, p.work_bonus)
    months = [month_of(2026, m, 3000.0).part_a for m in range(1, 13)]
    assert len(set(months)) == 5
    assert year.part_a == pytest.approx(sum(months))


@pytest.mark.parametrize(
    ("gross", "withheld"),
    [(1945.38, 0.0), (2233.61, 10.81), (2937.93, 18.56), (3403.62, 23.68), (6500.0, 60.94)],
)
def test_special_contribution_withheld_from_a_single_employee(gross: float, withheld: float) -> None:
    got = withheld_in_month(gross, Partnership.SINGLE, 0.0, belgian(2026).special)
    assert got == pytest.approx(withheld, abs=0.005)


@pytest.mark.parametrize(
    ("gross", "partner", "withheld"),
    [
        (1095.09, 30000.0, 0.0),
        (1095.10, 30000.0, 5.15),
        (2190.18, 30000.0, 14.44),
        (9000.0, 30000.0, 51.64),
        (9000.0, 0.0, 60.94),
    ],
)
def test_special_contribution_withheld_from_a_married_employee(
    gross: float, partner: float, withheld: float
) -> None:
    got = withheld_in_month(gross, Partnership.COUPLE, partner, belgian(2025).special)
    assert got == pytest.approx(withheld, abs=0.005)


@pytest.mark.parametrize(
    ("household_net", "partnership", "due"),
    [
        (29250.00, Partnership.SINGLE, 230.28),
        (39250.00, Partnership.SINGLE, 411.91),
        (24844.49, Partnership.SINGLE, 173.01),
        (50488.73, Partnership.COUPLE, 506.38),
        (53394.77, Partnership.COUPLE, 544.16),
    ],
)
def test_special_contribution_as_the_tax_administration_settles_it(
    household_net: float, partnership: Partnership, due: float
) -> None:
    assert due_for_year(household_net, partnership, belgian(2025).special) == pytest.approx(due, abs=0.005)


@pytest.mark.parametrize(("net", "due"), [(44250.0, 425.28), (44070.0, 422.93)])
def test_special_contribution_of_the_published_sample_calculations(net: float, due: float) -> None:
    assert due_for_year(net, Partnership.COUPLE, belgian(2025).special) == pytest.approx(due, abs=0.011)


@pytest.mark.parametrize(
    ("gross", "reduction", "employer"),
    [
        (1751.848, 1555.09, 0.0),
        (2408.791, 963.84, 280.92),
        (2846.753, 569.67, 521.80),
        (3284.715, 224.62, 746.31),
        (4379.62, 0.0, 1094.91),
        (6569.43, 0.0, 1642.36),
        (13138.86, 0.0, 3284.72),
    ],
)
def test_employer_contribution_of_the_published_grid_of_april_2026(
    gross: float, reduction: float, employer: float
) -> None:
    p = belgian(2026).employer
    assert structural_reduction(3 * gross, 1.0, 4, p) == pytest.approx(reduction, abs=0.011)
    due = max(0.0, 0.25 * gross - structural_reduction(3 * gross, 1.0, 4, p) / 3)
    assert due == pytest.approx(employer, abs=0.011)
    quarter = employer_contribution(Wage(3 * gross, 3 * gross, 0.0, 3.0, 4), 1.0, p)
    assert quarter.due / 3 == pytest.approx(employer, abs=0.011)


def test_quarterly_rate_of_a_manual_worker_is_taken_on_108_percent() -> None:
    p = belgian(2026)
    wage = Wage(778.87, 778.87, 0.0, 1.0, 7, 0.29, EmployeeClass.MANUAL)
    assert employer_contribution(wage, 1.08, p.employer).basic == pytest.approx(257.15, abs=0.01)


def test_no_employer_contribution_above_the_quarterly_ceiling_from_july_2025() -> None:
    p = belgian(2025)
    wage = Wage(400000.0, 400000.0, 0.0)
    got = employer_contribution(wage, 1.0, p.employer)
    assert got.basic == pytest.approx(0.25 * (2 * 100000 + 2 * 85000))


def test_branches_add_up_to_the_employees_part() -> None:
    total = contributions(Wage(31234.0, 31234.0, 0.0), Person(), State.BE, belgian(2026)).total
    branches = total.pension + total.health + total.sickness_cash + total.care + total.unemployment + total.other
    assert branches == pytest.approx(total.employee, abs=0.005)


def test_half_a_year_has_half_the_contributions_of_the_same_monthly_pay() -> None:
    p = belgian(2025)
    year = contributions(Wage(48000.0, 48000.0, 0.0), Person(), State.BE, p)
    half = contributions(Wage(24000.0, 24000.0, 0.0, 6.0, 7), Person(), State.BE, p)
    assert half.ordinary_contribution == pytest.approx(year.ordinary_contribution / 2)
    assert half.special_contribution_withheld == pytest.approx(year.special_contribution_withheld / 2)


def test_a_partner_abroad_adds_nothing_to_the_special_contribution() -> None:
    p = belgian(2025)
    wage = Wage(50000.0, 50000.0, 0.0)
    couple = Person(partnership=Partnership.COUPLE, partner_gross=40000.0)
    alone = Person(partnership=Partnership.COUPLE)
    here = contributions(wage, couple, State.BE, p).special_contribution
    there = contributions(wage, couple, State.NL, p).special_contribution
    assert there == contributions(wage, alone, State.NL, p).special_contribution
    assert here != there
