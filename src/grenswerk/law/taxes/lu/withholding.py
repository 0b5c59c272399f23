"""Withholding on wages: the published monthly scale is the annual scale divided by twelve (art. 137 LIR)."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.law.rounding import down
from grenswerk.law.taxes.lu.parameters import Parameters
from grenswerk.law.taxes.lu.scale import TaxClass, employment_fund_limit, tariff_of_class


class LuWithholding(NamedTuple):
    """The withholding of one month, EUR."""

    withholding_base: float
    withholding_tariff: float
    withholding_tax: float


def withholding(taxable: float, tax_class: TaxClass, p: Parameters) -> LuWithholding:
    """The tax to withhold on a month's taxable wage (after deductible contributions and deductions of the card).

    The base is cut to a multiple of 5, tariff and tax to a multiple of 0.10; below 1 euro nothing is withheld. The
    flat deductions for work expenses and special expenses are part of the scale.
    """
    w = p.withholding
    base = down(taxable, w.withholding_step)
    flat = (p.deductions.work_expenses_minimum + p.deductions.special_expenses_minimum) / 12.0
    limit = employment_fund_limit(tax_class, p)
    monthly = down(tariff_of_class((base - flat) * 12.0, tax_class, p) / 12.0, w.withholding_rounding)
    tax = monthly * (1.0 + p.scale.employment_fund_rate)
    if base > limit / 12.0 + flat:
        higher = p.scale.employment_fund_higher_rate - p.scale.employment_fund_rate
        at_limit = tariff_of_class(limit, tax_class, p) / 12.0
        tax = monthly * (1.0 + p.scale.employment_fund_higher_rate) - higher * at_limit
    tax = down(tax, w.withholding_rounding)
    if tax < w.withholding_minimum:
        tax = 0.0
    return LuWithholding(withholding_base=base, withholding_tariff=monthly, withholding_tax=tax)
