"""The parameters of Luxembourg's contributions and income tax for one year; their values stand in the YAML."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.law.parameters import Monthly


class InsuranceParameters(NamedTuple):
    """Code de la sécurité sociale: rates as shares, bases in EUR/month."""

    health_rate: float
    sickness_cash_rate: float
    pension_rate: float
    care_rate: float
    contribution_ceiling: Monthly
    care_abatement: Monthly
    care_abatement_full_hours: float  # hours a month from which the abatement is full
    full_time_hours: float  # hours a month
    accident_rate: float
    occupational_health_rate: float
    mutual_fund_rate_lowest: float
    mutual_fund_rate_highest: float


class ScaleParameters(NamedTuple):
    """Art. 118 to 126 LIR: bounds in EUR/year, rates as shares."""

    bracket_bounds: tuple[float, ...]
    bracket_rates: tuple[float, ...]
    class_1a_share: float  # of the complement by which the income is reduced
    class_1a_complement: float  # the amount to which the income is complemented
    class_1a_maximum_rate: float
    class_1a_age: float  # reached on 1 January
    income_step: float
    employment_fund_rate: float
    employment_fund_higher_rate: float
    employment_fund_limit: float
    employment_fund_limit_class_2: float


class DeductionParameters(NamedTuple):
    """Flat deductions of an employee, EUR/year."""

    work_expenses_minimum: float
    special_expenses_minimum: float
    joint_abatement: float


class CreditParameters(NamedTuple):
    """Art. 154ter, 154quater LIR and following: EUR/year, the minimum-wage credit EUR/month."""

    employee_credit_from: float
    employee_credit_start: float
    employee_credit_increase: float
    employee_credit_maximum: float
    credit_reduction_from: float
    credit_end: float
    employee_credit_reduction: float
    co2_credit_maximum: float
    co2_credit_reduction: float
    minimum_wage_credit_maximum: float
    minimum_wage_credit_from: float
    minimum_wage_credit_full_to: float
    minimum_wage_credit_end: float
    single_parent_credit_maximum: float
    single_parent_credit_full_to: float
    single_parent_credit_reduction: float
    single_parent_credit_minimum: float


class AssimilationParameters(NamedTuple):
    """Art. 157ter LIR and art. 24 § 4a of the treaty with Belgium."""

    assimilation_share: float
    assimilation_foreign_income: float
    assimilation_share_belgium: float
    neutral_days: float
    usual_working_days: float


class WithholdingParameters(NamedTuple):
    """The withholding scale for wages, EUR/month."""

    withholding_step: float
    withholding_rounding: float
    withholding_minimum: float


class Parameters(NamedTuple):
    """Everything that Luxembourg's rules need to know about one year."""

    insurance: InsuranceParameters
    scale: ScaleParameters
    deductions: DeductionParameters
    credits: CreditParameters
    assimilation: AssimilationParameters
    withholding: WithholdingParameters
