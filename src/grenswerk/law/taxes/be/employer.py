"""What every employer in the market sector owes the Belgian social security on a wage, quarter by quarter."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.law.rounding import half_up
from grenswerk.law.taxes.be.parameters import Employer
from grenswerk.law.taxes.be.scale import CENT
from grenswerk.law.taxes.be.work_bonus import share_of_month
from grenswerk.model.pay import EmployeeClass, Wage


class EmployerContribution(NamedTuple):
    """The employer's contributions, EUR/year."""

    basic: float  # basic contribution with wage moderation, up to the ceiling
    structural_reduction: float
    holiday: float  # the yearly holiday contribution for manual workers, due the year after
    due: float


def structural_reduction(reference_wage: float, fraction: float, month: int, p: Employer) -> float:
    """The structural reduction of a quarter (programme law of 24 December 2002, art. 330-331), EUR/quarter.

    `reference_wage` is the pay of a full-time, full quarter; `fraction` the work done as a share of it; `month`
    (1-12) is one of the quarter.
    """
    m = month - 1
    low = max(0.0, p.structural_reduction_low_limit[m] - reference_wage)
    very_low = max(0.0, p.structural_reduction_very_low_limit[m] - reference_wage)
    full = p.structural_reduction_low_rate[m] * low + p.structural_reduction_very_low_rate[m] * very_low
    return half_up(half_up(full, CENT) * fraction, CENT)


def employer_contribution(wage: Wage, base_factor: float, p: Employer) -> EmployerContribution:
    """The employer's contributions of the year on twelve months of equal pay.

    `base_factor` is 1.08 for manual workers. No contribution is due on quarterly pay above the ceiling.
    """
    if wage.months <= 0.0 or wage.gross <= 0.0:
        return EmployerContribution(0.0, 0.0, 0.0, 0.0)
    manual = wage.employee_class == EmployeeClass.MANUAL
    rate = p.employer_rate_manual if manual else p.employer_rate
    factor = base_factor if manual else 1.0
    monthly = wage.gross / wage.months
    work_share = min(1.0, wage.work_share) if wage.work_share > 0.0 else 1.0
    basic, reduction = 0.0, 0.0
    for quarter in range(4):
        first = 3 * quarter + 1
        share = 0.0
        for month in range(first, first + 3):
            share += share_of_month(wage, month)
        pay = monthly * share
        owed = half_up(rate * factor * min(pay, p.employer_ceiling[first - 1]), CENT)
        reference_wage = 3.0 * monthly / work_share
        basic += owed
        reduction += min(owed, structural_reduction(reference_wage, share / 3.0 * work_share, first, p))
    holiday = half_up(p.employer_holiday_rate_manual * factor * wage.gross, CENT) if manual else 0.0
    return EmployerContribution(
        half_up(basic, CENT),
        half_up(reduction, CENT),
        holiday,
        half_up(basic - reduction + holiday, CENT),
    )
