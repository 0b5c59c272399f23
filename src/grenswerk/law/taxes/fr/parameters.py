"""The parameters of France's contributions and income tax for one year; their values stand in the YAML."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from grenswerk.law.parameters import Monthly

PARAMETERS = Path(__file__).with_name("parameters.yaml")


class EmployeeParameters(NamedTuple):
    """Rates of the employee as shares of pay; tier 1 ends at one monthly ceiling, tier 2 at eight."""

    monthly_ceiling: float  # EUR/month
    tier_2_ceilings: float  # monthly ceilings
    old_age_capped_rate: float
    old_age_uncapped_rate: float
    complementary_pension_rates: tuple[float, float]  # tier 1, tier 2
    balance_rates: tuple[float, float]  # tier 1, tier 2
    technical_balance_rate: float
    executive_employment_rate: float
    four_ceilings: float  # monthly ceilings: end of the CSG abatement, of APEC, unemployment and AGS
    sickness_rate_of_nonresidents: float
    local_health_rate: float  # Haut-Rhin, Bas-Rhin, Moselle
    csg_abatement: float
    csg_deductible_rate: float
    csg_not_deductible_rate: float
    crds_rate: float


class EmployerParameters(NamedTuple):
    """Rates of the employer as shares of pay."""

    employer_sickness_rate: float
    employer_sickness_reduction: float  # points less below the limit
    sickness_reduction_limit: float  # minimum wages
    employer_solidarity_rate: float
    employer_old_age_capped_rate: float
    employer_old_age_uncapped_rate: float
    employer_family_rate: float
    employer_family_reduction: float  # points less below the limit
    family_reduction_limit: float  # minimum wages
    employer_unemployment_rate: Monthly
    wage_guarantee_rate: Monthly
    employer_complementary_pension_rates: tuple[float, float]  # tier 1, tier 2
    employer_balance_rates: tuple[float, float]  # tier 1, tier 2
    employer_technical_balance_rate: float
    employer_executive_employment_rate: float
    trade_union_fund_rate: float


class ReductionParameters(NamedTuple):
    """The general reduction of the employer's contributions (CSS art. L241-13)."""

    minimum_wage: Monthly  # EUR/hour, as the general reduction takes it
    limit_minimum_wage: float  # EUR/hour, that of the reduced sickness and family rates
    hours_per_month: float
    general_reduction_end: float  # minimum wages
    general_reduction_floor: float
    general_reduction_slope: Monthly  # largest coefficient above the floor, fewer than 50 employees
    general_reduction_slope_large: Monthly  # 50 employees or more
    general_reduction_exponent: float  # 1 until 2025: a straight line


class FirmParameters(NamedTuple):
    """Levies that depend on the firm, as shares of pay."""

    housing_fund_small_rate: float  # tier 1
    housing_fund_large_rate: float
    training_small_rate: float  # fewer than 11 employees
    training_large_rate: float
    apprenticeship_rate: float
    executive_provident_rate: float  # tier 1


class IncomeTaxParameters(NamedTuple):
    """CGI art. 83, 193 to 197: bounds and amounts in EUR/year, rates as shares."""

    bracket_bounds: tuple[float, ...]
    bracket_rates: tuple[float, ...]
    work_expenses_rate: float
    work_expenses_minimum: float
    work_expenses_maximum: float
    half_part_cap: float
    lone_parent_cap: float
    rebate_single: float
    rebate_couple: float
    rebate_slope: float
    collection_minimum: float


class NonresidentParameters(NamedTuple):
    """CGI art. 182 A, 197 A and 197 B: bounds in EUR/year, rates as shares."""

    withholding_lower_bound: float
    withholding_upper_bound: float
    withholding_middle_rate: float
    withholding_upper_rate: float
    minimum_rate: float  # up to the end of the scale's second bracket
    minimum_rate_above: float


class Parameters(NamedTuple):
    """Everything that France's rules need to know about one year."""

    employee: EmployeeParameters
    employer: EmployerParameters
    reduction: ReductionParameters
    firm: FirmParameters
    income_tax: IncomeTaxParameters
    nonresidents: NonresidentParameters
