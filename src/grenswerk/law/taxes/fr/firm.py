"""Levies on a wage that depend on the firm: its size, and what it does for executives."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.law.taxes.fr.general_reduction import reduction_of_month
from grenswerk.law.taxes.fr.month_of_pay import at, month_of_pay, month_worked
from grenswerk.law.taxes.fr.parameters import Parameters
from grenswerk.model.pay import EmployeeClass, Wage


class FrEmployerLines(NamedTuple):
    """Levies that depend on the firm, EUR/year: shown beside the employer's total, never in it."""

    housing_fund_small: float  # fewer than 50 employees
    housing_fund_large: float  # 50 employees or more
    general_reduction_large_more: float  # what the reduction of 50 employees or more takes off in addition
    training_small: float  # fewer than 11 employees
    training_large: float
    apprenticeship: float
    executive_provident: float


def employer_lines(wage: Wage, p: Parameters) -> FrEmployerLines:
    """The levies that depend on the firm, on the whole wage, EUR/year; accident insurance has a rate by firm."""
    rates = p.firm
    executive = wage.employee_class == EmployeeClass.EXECUTIVE
    housing_small = 0.0
    housing_large = 0.0
    reduction = 0.0
    training_small = 0.0
    training_large = 0.0
    apprenticeship = 0.0
    provident = 0.0
    for index in range(12):
        month = month_of_pay(wage, month_worked(wage, index), p)
        housing_small += at(month.to_tier_1, rates.housing_fund_small_rate)
        housing_large += at(month.pay, rates.housing_fund_large_rate)
        reduction += reduction_of_month(month, p.reduction.general_reduction_slope_large[index], index, p)
        reduction -= reduction_of_month(month, p.reduction.general_reduction_slope[index], index, p)
        training_small += at(month.pay, rates.training_small_rate)
        training_large += at(month.pay, rates.training_large_rate)
        apprenticeship += at(month.pay, rates.apprenticeship_rate)
        if executive:
            provident += at(month.to_tier_1, rates.executive_provident_rate)
    return FrEmployerLines(
        housing_fund_small=housing_small,
        housing_fund_large=housing_large,
        general_reduction_large_more=reduction,
        training_small=training_small,
        training_large=training_large,
        apprenticeship=apprenticeship,
        executive_provident=provident,
    )
