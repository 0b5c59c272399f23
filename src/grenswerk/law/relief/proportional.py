"""Exemption with progression as a proportional reduction of the tax: T x E / N."""

from __future__ import annotations


def proportional_reduction(tax: float, exempt_income: float, total_income: float) -> float:
    """The part of `tax` that falls on `exempt_income`, at the average rate of `total_income`.

    All in EUR/year; never less than nothing nor more than `tax`. Dutch decree on the avoidance of double taxation
    (Besluit voorkoming dubbele belasting 2001) art. 8-12; Belgian income tax code (WIB/CIR 92) art. 155.
    """
    if total_income <= 0.0 or exempt_income <= 0.0:
        return 0.0
    return tax * min(exempt_income / total_income, 1.0)
