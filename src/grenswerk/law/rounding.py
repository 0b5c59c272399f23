"""The roundings that statutes order, exact in the presence of binary fractions."""

from __future__ import annotations

import math

_DUST = 1e-7  # less than any amount that a statute distinguishes


def down(amount: float, unit: float) -> float:
    """`amount` rounded down to a multiple of `unit` (1 for whole euros, 0.01 for cents)."""
    return math.floor(amount / unit + _DUST) * unit


def up(amount: float, unit: float) -> float:
    """`amount` rounded up to a multiple of `unit`."""
    return math.ceil(amount / unit - _DUST) * unit


def half_up(amount: float, unit: float) -> float:
    """`amount` rounded to the nearest multiple of `unit`, halves away from zero."""
    if amount < 0:
        return -math.floor(-amount / unit + 0.5 + _DUST) * unit
    return math.floor(amount / unit + 0.5 + _DUST) * unit
