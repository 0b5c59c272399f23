"""The special contribution for social security (bijzondere bijdrage, cotisation spéciale).

Law of 30 March 1994, art. 106-112, since 1 April 2022: withheld by month on gross pay, settled with the income tax
on the net taxable income of the household that is insured in Belgium.
"""

from __future__ import annotations

from grenswerk.law.taxes.be.parameters import SpecialContribution
from grenswerk.law.taxes.be.scale import by_steps
from grenswerk.model.pay import Partnership


def withheld_in_month(
    gross: float, partnership: Partnership, partner_gross: float, p: SpecialContribution
) -> float:
    """The monthly deduction on `gross` (at 108 % for manual workers), EUR/month.

    It depends on whether the employee is assessed alone, or jointly with a partner with or without income of
    his or her own (`partner_gross`, EUR/year).
    """
    if partnership != Partnership.COUPLE:
        return by_steps(
            gross,
            p.special_month_single_limits,
            p.special_month_single_amounts,
            p.special_month_single_rates,
            p.special_month_single_maximum,
        )
    maximum = p.special_month_one_income_maximum
    if partner_gross > 0.0:
        maximum = p.special_month_two_incomes_maximum
    due = by_steps(
        gross,
        p.special_month_joint_limits,
        p.special_month_joint_amounts,
        p.special_month_joint_rates,
        maximum,
    )
    if partner_gross > 0.0 and gross >= p.special_month_two_incomes_first_limit:
        return max(p.special_month_two_incomes_minimum, due)
    return due


def due_for_year(household_net: float, partnership: Partnership, p: SpecialContribution) -> float:
    """The contribution as settled with the income tax on the household's net income, EUR/year."""
    if partnership == Partnership.COUPLE:
        return by_steps(
            household_net,
            p.special_year_joint_limits,
            p.special_year_joint_amounts,
            p.special_year_joint_rates,
            p.special_year_maximum,
        )
    return by_steps(
        household_net,
        p.special_year_single_limits,
        p.special_year_single_amounts,
        p.special_year_single_rates,
        p.special_year_maximum,
    )
