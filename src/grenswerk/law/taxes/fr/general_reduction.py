"""The general degressive reduction of the employer's contributions (CSS art. L241-13, D241-7)."""

from __future__ import annotations

from grenswerk.law.rounding import half_up
from grenswerk.law.taxes.fr.month_of_pay import MonthOfPay, at
from grenswerk.law.taxes.fr.parameters import Parameters

_COEFFICIENT_UNIT = 0.0001


def minimum_pay(month: MonthOfPay, hourly: float, p: Parameters) -> float:
    """The minimum wage for the hours of the month, EUR, at `hourly` EUR/hour."""
    return hourly * p.reduction.hours_per_month * month.full_time_share


def below(month: MonthOfPay, minimum_wages: float, p: Parameters) -> bool:
    """Whether the pay does not exceed that many minimum wages, for the reduced sickness and family rates."""
    return month.pay <= minimum_wages * minimum_pay(month, p.reduction.limit_minimum_wage, p)


def reduction_of_month(month: MonthOfPay, slope: float, index: int, p: Parameters) -> float:
    """The reduction of one month, EUR; `index` counts months from 0.

    Until 2025 it falls in a line from `slope` at the minimum wage to nothing at its end; since 2026 it falls by a
    power towards a floor and ends there. The coefficient has four decimals.
    """
    rules = p.reduction
    minimum = minimum_pay(month, rules.minimum_wage[index], p)
    if month.pay <= 0.0 or month.pay >= rules.general_reduction_end * minimum:
        return 0.0
    wages = month.pay / minimum
    end = rules.general_reduction_end
    distance = min(1.0, (end / wages - 1.0) / (end - 1.0))
    falling = half_up(slope * distance**rules.general_reduction_exponent, _COEFFICIENT_UNIT)
    return at(month.pay, rules.general_reduction_floor + falling)
