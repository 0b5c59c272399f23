"""Germany's progression clause (Progressionsvorbehalt, § 32b EStG): exempt income raises the rate of the rest."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.law.rounding import down


class Progression(NamedTuple):
    """How the rate of the taxed income was found."""

    income_for_rate: float  # taxed and exempt income, EUR/year
    tax_on_that_income: float  # tariff on it, EUR/year
    rate: float  # percent, four decimals
    tax: float  # EUR/year, on the taxed income alone


def income_for_rate(taxable: float, exempt: float) -> float:
    """The income that fixes the rate: both parts in full euros, not below 0 (§ 32b(1), (2) EStG)."""
    return max(0.0, down(taxable, 1.0) + down(exempt, 1.0))


def exempt_wage_income(exempt: float, taxed: float, lump_sum: float) -> float:
    """The exempt wage less the part of the employee's lump sum that the taxed wage left over.

    EUR/year. § 32b(2) S. 1 Nr. 2 S. 2 a and b EStG, for a worker without actual expenses.
    """
    left_over = max(0.0, lump_sum - max(0.0, taxed))
    return max(0.0, exempt - left_over)


def taxed_at_rate_of(taxable: float, total: float, tax_on_total: float) -> Progression:
    """The tax on `taxable` at the average rate of `total`.

    EUR/year. The rate is cut after four decimals of a percent and the tax to full euros (official notes H 32b).
    """
    income = down(max(0.0, taxable), 1.0)
    if total <= 0.0 or income <= 0.0:
        return Progression(total, tax_on_total, 0.0, 0.0)
    rate = down(100.0 * tax_on_total / total, 0.0001)
    return Progression(total, tax_on_total, rate, down(rate / 100.0 * income, 1.0))
