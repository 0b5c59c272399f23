"""The figures of one year that the Belgian rules read; the values stand in `parameters.yaml`.

Amounts in EUR/year unless said, rates as shares of 1. Withholding and final tax have their own thresholds in one
and the same year: withholding is fixed in December with an estimated index.
"""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.law.parameters import Monthly


class WorkBonus(NamedTuple):
    """The social work bonus by month (several versions in one year), EUR/month, and its fiscal counterpart.

    Part A is full up to its lower limit and nil from its upper limit; part B ends where part A begins to fall.
    """

    work_bonus_a_maximum: Monthly
    work_bonus_a_lower_limit: Monthly
    work_bonus_a_upper_limit: Monthly
    work_bonus_a_slope: Monthly
    work_bonus_a_maximum_manual: Monthly
    work_bonus_a_slope_manual: Monthly
    work_bonus_b_maximum: Monthly
    work_bonus_b_lower_limit: Monthly
    work_bonus_b_slope: Monthly
    work_bonus_b_maximum_manual: Monthly
    work_bonus_b_slope_manual: Monthly
    fiscal_work_bonus_rate_a: Monthly
    fiscal_work_bonus_rate_b: Monthly


class SocialInsurance(NamedTuple):
    """The employee's ordinary contribution and its branches."""

    employee_rate: float
    manual_base_factor: float  # blue-collar pay counts for 108 %
    branch_pension: float
    branch_health: float
    branch_sickness_cash: float
    branch_unemployment: float


class SpecialContribution(NamedTuple):
    """The special contribution for social security: withheld by month, settled by year.

    Of a scale: from `limits[i]` on, `amounts[i]` plus `rates[i]` of the excess.
    """

    special_month_single_limits: tuple[float, float, float, float]
    special_month_single_amounts: tuple[float, float, float, float]
    special_month_single_rates: tuple[float, float, float, float]
    special_month_single_maximum: float
    special_month_joint_limits: tuple[float, float]
    special_month_joint_amounts: tuple[float, float]
    special_month_joint_rates: tuple[float, float]
    special_month_one_income_maximum: float
    special_month_two_incomes_first_limit: float
    special_month_two_incomes_minimum: float
    special_month_two_incomes_maximum: float
    special_year_single_limits: tuple[float, float, float]
    special_year_single_amounts: tuple[float, float, float]
    special_year_single_rates: tuple[float, float, float]
    special_year_joint_limits: tuple[float, float, float, float]
    special_year_joint_amounts: tuple[float, float, float, float]
    special_year_joint_rates: tuple[float, float, float, float]
    special_year_maximum: float


class Employer(NamedTuple):
    """Contributions of an employer in the market sector (category 1 of the structural reduction)."""

    employer_rate: float
    employer_rate_manual: float
    employer_holiday_rate_manual: float
    employer_ceiling: Monthly  # EUR/quarter
    structural_reduction_low_rate: Monthly
    structural_reduction_low_limit: Monthly  # EUR/quarter
    structural_reduction_very_low_rate: Monthly
    structural_reduction_very_low_limit: Monthly  # EUR/quarter


class IncomeTax(NamedTuple):
    """The final personal income tax."""

    scale_limits: tuple[float, float, float]
    scale_rates: tuple[float, float, float, float]
    exemption_scale_limits: tuple[float, float, float, float]
    exemption_scale_rates: tuple[float, float, float, float, float]
    tax_free_sum: float
    tax_free_children: tuple[float, float, float, float]
    tax_free_further_child: float
    tax_free_child_under_3: float
    tax_free_single_parent: float
    children_credit_maximum: float
    expenses_rate: float
    expenses_maximum: float
    marital_quotient_rate: float
    marital_quotient_maximum: float
    municipal_surcharge_average: float
    nonresident_surcharge: float
    nonresident_share: float


class Withholding(NamedTuple):
    """The key formula of the withholding tax on wages."""

    withholding_limits: tuple[float, float, float, float]
    withholding_amounts: tuple[float, float, float, float]
    withholding_rates: tuple[float, float, float, float]
    withholding_expenses_maximum: float
    withholding_exemption: float  # the tax on the exempt amount
    withholding_marital_quotient_maximum: float
    withholding_children: tuple[float, float, float, float, float, float, float, float]
    withholding_further_child: float
    withholding_single_parent: float
    withholding_partner_small_income: float
    exceptional_limits: tuple[float, float, float, float, float, float, float, float, float, float]
    exceptional_holiday_rates: tuple[float, float, float, float, float, float, float, float, float, float, float]
    exceptional_other_rates: tuple[float, float, float, float, float, float, float, float, float, float, float]


class Parameters(NamedTuple):
    """All figures of one income year."""

    insurance: SocialInsurance
    work_bonus: WorkBonus
    special: SpecialContribution
    employer: Employer
    tax: IncomeTax
    withholding: Withholding
