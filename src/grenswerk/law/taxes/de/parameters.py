"""The figures of one year that the German rules read (values in `parameters.yaml`)."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.law.parameters import Monthly


class Tariff(NamedTuple):
    """§ 32a EStG, as it finally applies to the year."""

    basic_allowance: float
    tariff_zone_2_end: float
    tariff_zone_2_quadratic: float
    tariff_zone_2_linear: float
    tariff_zone_3_end: float
    tariff_zone_3_quadratic: float
    tariff_zone_3_linear: float
    tariff_zone_3_constant: float
    tariff_zone_4_end: float
    tariff_zone_4_rate: float
    tariff_zone_4_constant: float
    tariff_zone_5_rate: float
    tariff_zone_5_constant: float


class Surcharges(NamedTuple):
    """Solidarity surcharge and church tax."""

    solidarity_exemption: float
    solidarity_rate: float
    solidarity_mitigation_rate: float
    church_tax_rate: float


class Allowances(NamedTuple):
    """Lump sums, allowances and caps of the assessment. EUR/year, child benefit EUR/month."""

    employee_lump_sum: float
    special_expenses_lump_sum: float
    single_parent_relief_first_child: float
    single_parent_relief_further_child: float
    child_allowance_per_parent: float
    care_and_education_allowance_per_parent: float
    child_benefit_per_month: float
    old_age_provision_maximum: float
    other_provision_maximum: float


class Insurance(NamedTuple):
    """Social insurance: rates as shares of pay, ceilings EUR/year, limits EUR/month."""

    pension_rate: float
    unemployment_rate: float
    health_rate: float
    health_additional_rate: float
    health_without_sick_pay_share: float  # of the health contribution, § 10(1) Nr. 3 a S. 4 EStG
    care_rate: float
    care_childless_surcharge: float
    care_childless_age: int
    care_child_reduction: float
    care_children_counted: int
    pension_ceiling: float
    health_ceiling: float
    marginal_limit: float
    transition_end: float
    transition_factor: float
    insolvency_levy_rate: float
    marginal_employer_pension_rate: float
    marginal_employer_health_rate: float


class CrossBorder(NamedTuple):
    """Non-residents, and contributions that two states see."""

    resident_treatment_german_share: float
    resident_treatment_foreign_income: float
    belgian_resident_reduction: float
    belgian_contribution_old_age: float  # shares of the Belgian global contribution by class
    belgian_contribution_health_and_care: float  # without sick pay
    luxembourg_care_deductible: bool  # § 10(2) S. 1 Nr. 1 c EStG: Luxembourg grants no relief for it


class WageTax(NamedTuple):
    """The wage-tax plan (Programmablaufplan), by month where it changed within a year."""

    plan_basic_allowance: Monthly
    plan_zone_2_quadratic: Monthly
    plan_zone_3_constant: Monthly
    plan_zone_4_constant: Monthly
    plan_zone_5_constant: Monthly
    plan_child_allowances: Monthly
    plan_first_limit: Monthly
    plan_second_limit: float
    plan_third_limit: float
    plan_lowest_rate: float
    plan_health_rate: float
    plan_minimum_share: float
    plan_minimum_cap: float
    plan_minimum_cap_class_3: float
    plan_minimum_counts_unemployment: bool  # from 2026 instead of the flat minimum


class Parameters(NamedTuple):
    """All German figures of one tax year."""

    tariff: Tariff
    surcharges: Surcharges
    allowances: Allowances
    insurance: Insurance
    cross_border: CrossBorder
    wage_tax: WageTax
