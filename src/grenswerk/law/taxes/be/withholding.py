"""The withholding tax on wages (bedrijfsvoorheffing, précompte professionnel) by the key formula.

Annex III of the royal decree KB/WIB 92. A bridge to payslips and published tables; the answer itself rests on the
final tax. Rounded to the cent at every step, halves up. The rates contain 7 % municipal tax.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from grenswerk.law.rounding import half_up
from grenswerk.law.taxes.be.parameters import IncomeTax, Withholding
from grenswerk.law.taxes.be.scale import CENT, by_steps

UNLIMITED = 1e12


class Scale(IntEnum):
    """Which calculation annex III orders."""

    SINGLE_OR_TWO_INCOMES = 1  # scale I
    ONE_INCOME = 2  # scale II: the partner has no professional income
    NO_EXEMPTION = 3  # scale III: non-residents who are not assimilated (nos. 107-111)


class Payment(IntEnum):
    """Payments with a flat rate of their own (nos. 53-57)."""

    HOLIDAY = 0
    OTHER = 1  # year-end premium, bonus


class Household(NamedTuple):
    """The household on 1 January, and the calculation it leads to."""

    scale: Scale = Scale.SINGLE_OR_TWO_INCOMES
    children: int = 0
    single_parent: bool = False
    partner_small_income: bool = False


class MonthlyWithholding(NamedTuple):
    """The steps of the key formula; EUR/year as far as the base tax, then EUR/month."""

    annual_gross: float
    annual_net: float
    base_tax: float
    family_reductions: float
    before_bonus: float
    due: float


def scale_tax(annual_net: float, p: Withholding) -> float:
    """The tax of the withholding scale on the annual net pay, before the exemption, EUR/year."""
    return by_steps(annual_net, p.withholding_limits, p.withholding_amounts, p.withholding_rates, UNLIMITED)


def base_tax(annual_net: float, scale: Scale, p: Withholding, tax: IncomeTax) -> float:
    """The base tax (nos. 8-10), EUR/year."""
    if scale == Scale.NO_EXEMPTION:
        return scale_tax(annual_net, p)
    if scale == Scale.ONE_INCOME:
        moved = half_up(min(tax.marital_quotient_rate * annual_net, p.withholding_marital_quotient_maximum), CENT)
        both = scale_tax(moved, p) + scale_tax(annual_net - moved, p)
        return half_up(max(0.0, both - 2.0 * p.withholding_exemption), CENT)
    return half_up(max(0.0, scale_tax(annual_net, p) - p.withholding_exemption), CENT)


def family_reductions(household: Household, p: Withholding) -> float:
    """The reductions for the family, EUR/year."""
    known = min(household.children, len(p.withholding_children))
    reduction = p.withholding_further_child * (household.children - known)
    if known > 0:
        reduction += p.withholding_children[known - 1]
        if household.single_parent:
            reduction += p.withholding_single_parent
    if household.partner_small_income:
        reduction += p.withholding_partner_small_income
    return reduction


def monthly_withholding(
    taxable: float, household: Household, fiscal_bonus: float, p: Withholding, tax: IncomeTax
) -> MonthlyWithholding:
    """The withholding tax on a month's taxable pay (after contributions), EUR/month."""
    annual_gross = half_up(12.0 * taxable, CENT)
    expenses = half_up(min(tax.expenses_rate * annual_gross, p.withholding_expenses_maximum), CENT)
    annual_net = half_up(annual_gross - expenses, CENT)
    base = base_tax(annual_net, household.scale, p, tax)
    reductions = 0.0
    bonus = 0.0
    if household.scale != Scale.NO_EXEMPTION:
        reductions = min(base, family_reductions(household, p))
        bonus = fiscal_bonus
    before_bonus = half_up((base - reductions) / 12.0, CENT)
    due = half_up(max(0.0, before_bonus - bonus), CENT)
    return MonthlyWithholding(annual_gross, annual_net, base, reductions, before_bonus, due)


def withholding_on_exceptional_pay(payment: float, annual_pay: float, kind: Payment, p: Withholding) -> float:
    """The withholding tax on holiday pay or another exceptional payment, after contributions, EUR.

    The rate follows from the normal pay of the year, `annual_pay`.
    """
    step = 0
    for i in range(len(p.exceptional_limits)):
        if annual_pay > p.exceptional_limits[i]:
            step = i + 1
    if kind == Payment.HOLIDAY:
        return half_up(payment * p.exceptional_holiday_rates[step], CENT)
    return half_up(payment * p.exceptional_other_rates[step], CENT)
