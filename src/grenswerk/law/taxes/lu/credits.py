"""The refundable credits of an employee: CIS, CI-CO2, CISSM and CIM (art. 139quater, 154ter, 154quater LIR)."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.law.rounding import half_up, up
from grenswerk.law.taxes.lu.parameters import Parameters
from grenswerk.law.taxes.lu.scale import TaxClass, has_child
from grenswerk.model.pay import Partnership, Person, Wage

_CENT = 0.01
_MONTHS = 12.0


class LuCredits(NamedTuple):
    """Refundable credits of a year, EUR, paid beside the tax."""

    employee_credit: float
    co2_credit: float
    minimum_wage_credit: float
    single_parent_credit: float


def total_of(credits: LuCredits) -> float:
    """The sum of the credits, EUR/year."""
    return (
        credits.employee_credit + credits.co2_credit + credits.minimum_wage_credit + credits.single_parent_credit
    )


def no_credits() -> LuCredits:
    """No credit at all."""
    return LuCredits(employee_credit=0.0, co2_credit=0.0, minimum_wage_credit=0.0, single_parent_credit=0.0)


def employee_credit(gross: float, p: Parameters) -> float:
    """CIS on a full year's gross wage, exempt parts included, EUR/year (art. 154quater LIR)."""
    c = p.credits
    if gross < c.employee_credit_from or gross >= c.credit_end:
        return 0.0
    rising = c.employee_credit_start + (gross - c.employee_credit_from) * c.employee_credit_increase
    falling = max(0.0, gross - c.credit_reduction_from) * c.employee_credit_reduction
    return max(0.0, min(rising, c.employee_credit_maximum) - falling)


def co2_credit(gross: float, p: Parameters) -> float:
    """CI-CO2 on a full year's gross wage, exempt parts included, EUR/year (art. 154quater LIR)."""
    c = p.credits
    if gross < c.employee_credit_from or gross >= c.credit_end:
        return 0.0
    falling = max(0.0, gross - c.credit_reduction_from) * c.co2_credit_reduction
    return max(0.0, c.co2_credit_maximum - falling)


def minimum_wage_credit(gross: float, work_share: float, p: Parameters) -> float:
    """CISSM of one month, EUR, on that month's gross wage, EUR/month (art. 139quater LIR).

    Part-time pay is scaled up to full time, and the credit scaled back.
    """
    c = p.credits
    if work_share <= 0.0:
        return 0.0
    full_time = gross / work_share
    if full_time < c.minimum_wage_credit_from or full_time > c.minimum_wage_credit_end:
        return 0.0
    width = c.minimum_wage_credit_end - c.minimum_wage_credit_full_to
    left = min(1.0, (c.minimum_wage_credit_end - full_time) / width)
    return half_up(c.minimum_wage_credit_maximum * left * work_share, _CENT)


def single_parent_credit(person: Person, tax_class: TaxClass, adjusted_income: float, p: Parameters) -> float:
    """CIM of a lone parent in class 1a on the adjusted taxable income, EUR/year (art. 154ter LIR).

    Its reduction by maintenance that the child receives is not known here.
    """
    c = p.credits
    alone = person.partnership == Partnership.SINGLE and person.single_parent
    if tax_class != TaxClass.ONE_A or not alone or not has_child(person):
        return 0.0
    reduction = max(0.0, adjusted_income - c.single_parent_credit_full_to) * c.single_parent_credit_reduction
    return half_up(max(c.single_parent_credit_minimum, c.single_parent_credit_maximum - reduction), _CENT)


def credits_of_employee(wage: Wage, p: Parameters) -> LuCredits:
    """CIS, CI-CO2 and CISSM of a year, EUR: by month of employment, on the pay of a full year."""
    if wage.months <= 0.0:
        return no_credits()
    pay = wage.gross / wage.months
    part = wage.months / _MONTHS
    return LuCredits(
        employee_credit=up(employee_credit(pay * _MONTHS, p) * part, _CENT),
        co2_credit=up(co2_credit(pay * _MONTHS, p) * part, _CENT),
        minimum_wage_credit=minimum_wage_credit(pay, wage.work_share, p) * wage.months,
        single_parent_credit=0.0,
    )
