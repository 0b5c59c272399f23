"""Tax and premiums on income from work and home (box 1), before credits."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.law.rounding import down
from grenswerk.law.taxes.nl.parameters import Parameters


class BracketTax(NamedTuple):
    """The income tax by bracket, in EUR/year."""

    first_bracket: float
    second_bracket: float
    third_bracket: float
    total: float


def premium_rate(p: Parameters) -> float:
    """The rate of AOW, Anw and Wlz together, below state-pension age."""
    return p.premiums.old_age_rate + p.premiums.survivors_rate + p.premiums.long_term_care_rate


def combined_rate(p: Parameters) -> float:
    """The rate of the first bracket, tax and premiums together."""
    return p.box1.first_bracket_rate + premium_rate(p)


def tax_on(income: float, p: Parameters) -> BracketTax:
    """The income tax on a box-1 income in EUR/year, without premiums and before credits (Wet IB 2001 art. 2.10).

    Each bracket is rounded down to whole euros, as in the assessment.
    """
    box = p.box1
    first = down(box.first_bracket_rate * min(income, box.first_bracket_end), 1.0)
    middle = min(income, box.second_bracket_end) - box.first_bracket_end
    second = down(box.second_bracket_rate * max(middle, 0.0), 1.0)
    third = down(box.third_bracket_rate * max(income - box.second_bracket_end, 0.0), 1.0)
    return BracketTax(first, second, third, first + second + third)


def premium_on(premium_income: float, insured_share: float, p: Parameters) -> float:
    """AOW, Anw and Wlz on an income in EUR/year, before credits (Wfsv art. 8-11; Regeling Wfsv art. 2.4).

    `insured_share`: part of the year insured in the Netherlands, 0-1, which also limits the maximum income.
    Tax and premium together are rounded down to whole euros, as in the official table; the premium is what the
    tax, itself rounded down, leaves of them.
    """
    base = min(premium_income, p.box1.first_bracket_end * insured_share)
    return down(combined_rate(p) * base, 1.0) - down(p.box1.first_bracket_rate * base, 1.0)
