"""Scales, as Belgian law writes them: rising rates by slice, and amounts plus a rate on the excess."""

from __future__ import annotations

from grenswerk.law.rounding import half_up

CENT = 0.01


def by_slices(amount: float, limits: tuple[float, ...], rates: tuple[float, ...]) -> float:
    """The tax on `amount`: `rates[i]` on what lies between `limits[i - 1]` and `limits[i]`, in cents.

    The last rate has no upper limit.
    """
    tax = 0.0
    lower = 0.0
    for i in range(len(limits)):
        tax += rates[i] * max(0.0, min(amount, limits[i]) - lower)
        lower = limits[i]
    return half_up(tax + rates[len(limits)] * max(0.0, amount - lower), CENT)


def by_steps(
    amount: float,
    limits: tuple[float, ...],
    amounts: tuple[float, ...],
    rates: tuple[float, ...],
    maximum: float,
) -> float:
    """Above `limits[i]`: `amounts[i]` plus `rates[i]` of the excess, at most `maximum`; in cents."""
    due = 0.0
    for i in range(len(limits)):
        if amount > limits[i]:
            due = amounts[i] + half_up(rates[i] * (amount - limits[i]), CENT)
    return min(maximum, due)
