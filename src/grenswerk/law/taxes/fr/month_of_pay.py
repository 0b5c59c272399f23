"""A month's pay and its tiers under the ceiling of social security (plafond de la sécurité sociale)."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.law.rounding import half_up
from grenswerk.law.taxes.fr.parameters import Parameters
from grenswerk.model.pay import Wage

_CENT = 0.01


class MonthOfPay(NamedTuple):
    """One month's pay, EUR."""

    pay: float
    to_tier_1: float  # up to one ceiling
    in_tier_2: float  # between one and eight ceilings
    to_four_ceilings: float
    full_time_share: float  # of a full month at full time


def month_of_pay(wage: Wage, part: float, p: Parameters) -> MonthOfPay:
    """The pay of a month of which `part` (0-1) is worked; the ceiling is reduced to it and to part-time hours.

    EUR. Source: Code de la sécurité sociale art. R242-2.
    """
    pay = wage.gross / wage.months * part if wage.months > 0.0 else 0.0
    share = wage.work_share * part
    ceiling = p.employee.monthly_ceiling * share
    return MonthOfPay(
        pay=pay,
        to_tier_1=min(pay, ceiling),
        in_tier_2=max(0.0, min(pay, ceiling * p.employee.tier_2_ceilings) - ceiling),
        to_four_ceilings=min(pay, ceiling * p.employee.four_ceilings),
        full_time_share=share,
    )


def month_worked(wage: Wage, month: int) -> float:
    """How much of a calendar month (0 for January) lies in the employment, 0-1."""
    since_start = month - (wage.first_month - 1)
    if since_start < 0:
        return 0.0
    return min(1.0, max(0.0, wage.months - since_start))


def as_before(wage: Wage, month: int) -> bool:
    """Whether as much of a month (0 for January, which has none before) is worked as of the month before."""
    return month > 0 and month_worked(wage, month) == month_worked(wage, month - 1)


def at(base: float, rate: float) -> float:
    """A contribution of one month, EUR, to the cent."""
    return half_up(base * rate, _CENT)


def on_tiers(month: MonthOfPay, rates: tuple[float, float]) -> float:
    """A contribution of one month on both tiers, EUR, each to the cent."""
    return at(month.to_tier_1, rates[0]) + at(month.in_tier_2, rates[1])
