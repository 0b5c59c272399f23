"""What every private employer owes on a wage, less the general reduction: CSS, Code du travail, Agirc-Arrco."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.law.taxes.fr.general_reduction import below, reduction_of_month
from grenswerk.law.taxes.fr.month_of_pay import MonthOfPay, as_before, at, month_of_pay, month_worked, on_tiers
from grenswerk.law.taxes.fr.parameters import Parameters
from grenswerk.model.pay import EmployeeClass, Wage


class EmployerContributions(NamedTuple):
    """The employer's contributions of a year, EUR."""

    employer_sickness: float
    employer_solidarity: float
    employer_old_age_capped: float
    employer_old_age_uncapped: float
    employer_family: float
    employer_unemployment: float
    employer_wage_guarantee: float
    employer_complementary_pension: float
    employer_balance: float
    employer_technical_balance: float
    employer_executive_employment: float
    employer_trade_union_fund: float
    general_reduction: float  # taken off; as a firm with fewer than 50 employees has it
    employer_total: float


class EmployerMonth(NamedTuple):
    """Contributions of the employer in one month, EUR, each to the cent; the reduction before its yearly cap."""

    sickness: float
    solidarity: float
    capped: float
    uncapped: float
    family: float
    unemployment: float
    guarantee: float
    complementary: float
    balance: float
    technical: float
    employment: float
    unions: float
    reduction: float


def employer_contributions(wage: Wage, p: Parameters) -> EmployerContributions:
    """The contributions of the employer on the whole wage, EUR/year; each line to the cent every month.

    Levies that depend on the firm are apart (`firm.employer_lines`).
    """
    executive = wage.employee_class == EmployeeClass.EXECUTIVE
    lines = EmployerMonth(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    sickness = 0.0
    solidarity = 0.0
    capped = 0.0
    uncapped = 0.0
    family = 0.0
    unemployment = 0.0
    guarantee = 0.0
    complementary = 0.0
    balance = 0.0
    technical = 0.0
    employment = 0.0
    unions = 0.0
    reduction = 0.0
    for index in range(12):
        if not (as_before(wage, index) and _rates_as_before(index, p)):
            lines = _of_month(month_of_pay(wage, month_worked(wage, index), p), index, executive, p)
        sickness += lines.sickness
        solidarity += lines.solidarity
        capped += lines.capped
        uncapped += lines.uncapped
        family += lines.family
        unemployment += lines.unemployment
        guarantee += lines.guarantee
        complementary += lines.complementary
        balance += lines.balance
        technical += lines.technical
        employment += lines.employment
        unions += lines.unions
        reduction += lines.reduction
    reduction = min(
        reduction, sickness + solidarity + capped + uncapped + family + unemployment + complementary + balance
    )
    social_security = sickness + solidarity + capped + uncapped + family + unemployment + guarantee
    total = social_security + complementary + balance + technical + employment + unions - reduction
    return EmployerContributions(
        employer_sickness=sickness,
        employer_solidarity=solidarity,
        employer_old_age_capped=capped,
        employer_old_age_uncapped=uncapped,
        employer_family=family,
        employer_unemployment=unemployment,
        employer_wage_guarantee=guarantee,
        employer_complementary_pension=complementary,
        employer_balance=balance,
        employer_technical_balance=technical,
        employer_executive_employment=employment,
        employer_trade_union_fund=unions,
        general_reduction=reduction,
        employer_total=total,
    )


def _rates_as_before(index: int, p: Parameters) -> bool:
    """Whether the rates of a month (0 for January) that change within a year are those of the month before."""
    rates, rules = p.employer, p.reduction
    return (
        rates.employer_unemployment_rate[index] == rates.employer_unemployment_rate[index - 1]
        and rates.wage_guarantee_rate[index] == rates.wage_guarantee_rate[index - 1]
        and rules.minimum_wage[index] == rules.minimum_wage[index - 1]
        and rules.general_reduction_slope[index] == rules.general_reduction_slope[index - 1]
    )


def _of_month(month: MonthOfPay, index: int, executive: bool, p: Parameters) -> EmployerMonth:  # noqa: FBT001
    rates = p.employer
    sickness_rate = rates.employer_sickness_rate
    if below(month, rates.sickness_reduction_limit, p):
        sickness_rate -= rates.employer_sickness_reduction
    family_rate = rates.employer_family_rate
    if below(month, rates.family_reduction_limit, p):
        family_rate -= rates.employer_family_reduction
    technical = 0.0
    if month.in_tier_2 > 0.0:
        technical = at(month.to_tier_1 + month.in_tier_2, rates.employer_technical_balance_rate)
    return EmployerMonth(
        sickness=at(month.pay, sickness_rate),
        solidarity=at(month.pay, rates.employer_solidarity_rate),
        capped=at(month.to_tier_1, rates.employer_old_age_capped_rate),
        uncapped=at(month.pay, rates.employer_old_age_uncapped_rate),
        family=at(month.pay, family_rate),
        unemployment=at(month.to_four_ceilings, rates.employer_unemployment_rate[index]),
        guarantee=at(month.to_four_ceilings, rates.wage_guarantee_rate[index]),
        complementary=on_tiers(month, rates.employer_complementary_pension_rates),
        balance=on_tiers(month, rates.employer_balance_rates),
        technical=technical,
        employment=at(month.to_four_ceilings, rates.employer_executive_employment_rate) if executive else 0.0,
        unions=at(month.pay, rates.trade_union_fund_rate),
        reduction=reduction_of_month(month, p.reduction.general_reduction_slope[index], index, p),
    )
