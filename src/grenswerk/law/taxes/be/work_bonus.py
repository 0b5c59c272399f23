"""The work bonus (werkbonus, bonus à l'emploi): less employee contribution for low pay, month by month.

Law of 20 December 1999, art. 2; since 1 April 2024 in two parts: A for low pay, B for very low pay.
"""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.law.rounding import half_up
from grenswerk.law.taxes.be.parameters import SocialInsurance, WorkBonus
from grenswerk.law.taxes.be.scale import CENT
from grenswerk.model.pay import EmployeeClass, Wage


class MonthOfWork(NamedTuple):
    """What is paid in one month, EUR/month."""

    pay: float
    reference_wage: float  # full-time pay of a full month, at 100 %
    fraction: float  # the work done as a share of a full-time month, in two decimals
    employee_class: EmployeeClass
    month: int  # 1-12


class MonthlyContribution(NamedTuple):
    """The ordinary contribution of one month and the work bonus granted on it, EUR/month."""

    contribution: float  # 13.07 %, before the bonus
    part_a: float  # granted, after the cut
    part_b: float


class OrdinaryContribution(NamedTuple):
    """The ordinary contribution of the year and the work bonus granted on it, EUR/year."""

    contribution: float  # before the bonus
    part_a: float
    part_b: float
    due: float
    fiscal_bonus: float  # the credit of WIB 92 art. 289ter/1 on the parts granted


def bonus_part(
    reference_wage: float, maximum: float, lower_limit: float, upper_limit: float, slope: float
) -> float:
    """One part of the bonus for full-time work in a full month, EUR/month.

    `reference_wage` is the full-time monthly wage at 100 %. It is the resulting part that is rounded.
    """
    if reference_wage > upper_limit:
        return 0.0
    return max(0.0, half_up(maximum - slope * max(0.0, reference_wage - lower_limit), CENT))


def monthly_contribution(work: MonthOfWork, insurance: SocialInsurance, bonus: WorkBonus) -> MonthlyContribution:
    """The ordinary contribution on one month's pay and the bonus granted on it.

    Where the bonus exceeds the contribution, part B is cut first, then part A.
    """
    m = work.month - 1
    if work.employee_class == EmployeeClass.MANUAL:
        base = work.pay * insurance.manual_base_factor
        maximum_a, slope_a = bonus.work_bonus_a_maximum_manual[m], bonus.work_bonus_a_slope_manual[m]
        maximum_b, slope_b = bonus.work_bonus_b_maximum_manual[m], bonus.work_bonus_b_slope_manual[m]
    else:
        base = work.pay
        maximum_a, slope_a = bonus.work_bonus_a_maximum[m], bonus.work_bonus_a_slope[m]
        maximum_b, slope_b = bonus.work_bonus_b_maximum[m], bonus.work_bonus_b_slope[m]
    middle = bonus.work_bonus_a_lower_limit[m]
    contribution = half_up(base * insurance.employee_rate, CENT)
    full_a = bonus_part(work.reference_wage, maximum_a, middle, bonus.work_bonus_a_upper_limit[m], slope_a)
    full_b = bonus_part(work.reference_wage, maximum_b, bonus.work_bonus_b_lower_limit[m], middle, slope_b)
    part_a = min(contribution, half_up(full_a * work.fraction, CENT))
    part_b = min(contribution - part_a, half_up(full_b * work.fraction, CENT))
    return MonthlyContribution(contribution, part_a, part_b)


def share_of_month(wage: Wage, month: int) -> float:
    """How much of `month` (1-12) lies in the employment, 0-1; the last month may be a part."""
    begun = float(month - wage.first_month)
    if begun < 0.0:
        return 0.0
    return max(0.0, min(1.0, wage.months - begun))


def bonus_as_before(month: int, bonus: WorkBonus) -> bool:
    """Whether the bonus of `month` (1-12) has the figures of the month before."""
    m = month - 1
    return (
        m > 0
        and bonus.work_bonus_a_lower_limit[m] == bonus.work_bonus_a_lower_limit[m - 1]
        and bonus.work_bonus_a_upper_limit[m] == bonus.work_bonus_a_upper_limit[m - 1]
        and bonus.work_bonus_a_maximum[m] == bonus.work_bonus_a_maximum[m - 1]
        and bonus.work_bonus_a_slope[m] == bonus.work_bonus_a_slope[m - 1]
        and bonus.work_bonus_a_maximum_manual[m] == bonus.work_bonus_a_maximum_manual[m - 1]
        and bonus.work_bonus_a_slope_manual[m] == bonus.work_bonus_a_slope_manual[m - 1]
        and bonus.work_bonus_b_lower_limit[m] == bonus.work_bonus_b_lower_limit[m - 1]
        and bonus.work_bonus_b_maximum[m] == bonus.work_bonus_b_maximum[m - 1]
        and bonus.work_bonus_b_slope[m] == bonus.work_bonus_b_slope[m - 1]
        and bonus.work_bonus_b_maximum_manual[m] == bonus.work_bonus_b_maximum_manual[m - 1]
        and bonus.work_bonus_b_slope_manual[m] == bonus.work_bonus_b_slope_manual[m - 1]
    )


def ordinary_contribution(wage: Wage, insurance: SocialInsurance, bonus: WorkBonus) -> OrdinaryContribution:
    """The ordinary contribution of the year: twelve months of equal pay, each with its own bonus.

    The fiscal bonus is 33.14 % of part A and 52.54 % of part B as granted (WIB 92 art. 289ter/1).
    """
    if wage.months <= 0.0 or wage.gross <= 0.0:
        return OrdinaryContribution(0.0, 0.0, 0.0, 0.0, 0.0)
    monthly = wage.gross / wage.months
    work_share = min(1.0, wage.work_share) if wage.work_share > 0.0 else 1.0
    reference_wage = half_up(monthly / work_share, CENT)
    contribution, part_a, part_b, fiscal_a, fiscal_b = 0.0, 0.0, 0.0, 0.0, 0.0
    one = MonthlyContribution(0.0, 0.0, 0.0)
    for month in range(wage.first_month, 13):
        share = share_of_month(wage, month)
        if not (share == share_of_month(wage, month - 1) and bonus_as_before(month, bonus)):
            fraction = half_up(share * work_share, CENT)
            work = MonthOfWork(monthly * share, reference_wage, fraction, wage.employee_class, month)
            one = monthly_contribution(work, insurance, bonus)
        contribution += one.contribution
        part_a += one.part_a
        part_b += one.part_b
        fiscal_a += one.part_a * bonus.fiscal_work_bonus_rate_a[month - 1]
        fiscal_b += one.part_b * bonus.fiscal_work_bonus_rate_b[month - 1]
    due = half_up(contribution - part_a - part_b, CENT)
    return OrdinaryContribution(
        half_up(contribution, CENT),
        half_up(part_a, CENT),
        half_up(part_b, CENT),
        due,
        half_up(fiscal_a, CENT) + half_up(fiscal_b, CENT),
    )
