"""Credits against tax and premiums: each part against its own levy, then what is left of it against the other."""

from __future__ import annotations

from typing import NamedTuple


class SetOff(NamedTuple):
    """Tax and premium after credits, in EUR/year, and what of one part went to the other levy."""

    tax: float
    premium: float
    premium_part_to_tax: float
    tax_part_to_premium: float


def set_off(tax: float, premium: float, tax_part: float, premium_part: float) -> SetOff:
    """Tax (after double-tax relief) and premium in EUR/year after the parts of the credits.

    A premium part without premium goes to the tax (Wet IB 2001 art. 2.7(2)); a tax part without tax goes to the
    premium (approval of 11-11-2011, BWBR0030667, 3.3). So the combined credits fail only where the combined levy
    is smaller (art. 8.8).
    """
    tax_left, premium_left = max(tax - tax_part, 0.0), max(premium - premium_part, 0.0)
    to_tax = min(max(premium_part - premium, 0.0), tax_left)
    to_premium = min(max(tax_part - tax, 0.0), premium_left)
    return SetOff(tax_left - to_tax, premium_left - to_premium, to_tax, to_premium)
