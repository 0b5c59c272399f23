"""A credit equal to the residence state's own tax on foreign income (crédit d'impôt égal à l'impôt français)."""

from __future__ import annotations


def credit_equal_to_own_tax(tax: float, foreign_income: float, total_income: float) -> float:
    """The part of `tax` that falls on `foreign_income`: credited whatever the foreign tax is.

    All in EUR/year, both incomes net; never less than nothing nor more than `tax`. The foreign income stays in
    the base, so that it raises the rate of the rest. France: conventions with Luxembourg (2018) art. 22 and with
    Germany (1959) art. 20(2).
    """
    if total_income <= 0.0 or foreign_income <= 0.0:
        return 0.0
    return tax * min(foreign_income / total_income, 1.0)
