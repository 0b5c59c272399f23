"""A second, short computation of the levies of NL, BE, DE and LU, written apart from the rules.

It shares no code and no parameter file with `grenswerk.law`: single workers without children, wages above the
German transition zone, a full year, full time. EUR/year.
"""

from __future__ import annotations

from itertools import pairwise
from math import ceil, floor

NL = {  # ends of brackets, rates, combined first rate, general credit, labour credit
    2024: (
        (38098, 75518), (0.0932, 0.3697, 0.495), 0.3697, (3362, 24812, 0.0663),
        ((0.08425, 0, 968), (0.31433, 11490, 5158), (0.02471, 24820, 5532)), 39957,
    ),
    2025: (
        (38441, 76817), (0.0817, 0.3748, 0.495), 0.3582, (3068, 28406, 0.06337),
        ((0.08053, 0, 980), (0.3003, 12169, 5220), (0.02258, 26288, 5599)), 43071,
    ),
    2026: (
        (38883, 78426), (0.081, 0.3756, 0.495), 0.3575, (3115, 29736, 0.06398),
        ((0.08324, 0, 996), (0.31009, 11965, 5300), (0.0195, 25845, 5685)), 45592,
    ),
}  # fmt: skip
BE = {  # ends of slices, tax-free sum (worth 25 %), greatest flat expenses
    2024: ((15820, 27920, 48320), 10570, 5750),
    2025: ((16320, 28800, 49840), 10910, 5930),
    2026: ((16720, 29510, 51070), 11180, 6070),
}
DE = {  # basic allowance, zones 2 to 4, surcharge limit; ceilings of pension and health, additional rate, care
    2024: (11784, 954.80, 17005, 181.19, 991.21, 66760, 10636.31, 18130, 90600, 62100, 0.017, 0.034),
    2025: (12096, 932.30, 17443, 176.64, 1015.13, 68480, 10911.92, 19950, 96600, 66150, 0.025, 0.036),
    2026: (12348, 914.51, 17799, 173.10, 1034.87, 69878, 11135.63, 20350, 101400, 69750, 0.029, 0.036),
}
LU_FIRST = {2024: (12438, 2070, 5, 2151, 13), 2025: (13230, 2205, 5, 2295, 13), 2026: (13230, 2205, 5, 2295, 13)}
LU_TOP = {2024: (110403, 165600, 220788), 2025: (117450, 176160, 234870), 2026: (117450, 176160, 234870)}


def slices(income: float, ends: tuple[float, ...], rates: tuple[float, ...]) -> float:
    """A progressive scale."""
    bounds = (0.0, *ends, float("inf"))
    return sum(
        rate * max(0.0, min(income, high) - low) for rate, (low, high) in zip(rates, pairwise(bounds), strict=True)
    )


def dutch_levy(
    year: int, wage: float, taxed: float, *, resident: bool, insured: bool, general: bool
) -> tuple[float, float]:
    """Income tax and premiums on a world wage of which `taxed` is taxed in the Netherlands."""
    ends, rates, combined, (most, full, taper), segments, falls = NL[year]
    tax = slices(wage, ends, rates) * taxed / wage if resident else slices(taxed, ends, rates)
    credit = ceil(max(0.0, most - taper * max(0.0, wage - full)) - 1e-9)
    labour = 0.0
    for rate, start, cap in segments:
        labour = min(labour + rate * max(0.0, wage - start), cap)
    labour = ceil(max(0.0, labour - 0.0651 * max(0.0, wage - falls)) - 1e-9)
    tax -= (labour + (credit if general else 0)) * rates[0] / combined
    if not insured:
        return max(0.0, tax), 0.0
    premium = 0.2765 * (min(wage, ends[0]) - (labour + credit) / combined)
    tax, premium = tax + min(0.0, premium), max(0.0, premium)
    return max(0.0, tax), max(0.0, premium + min(0.0, tax))


def belgian_tax(
    year: int, taxable: float, exempt: float, surcharge: float, *, on_all: bool, allowances: float = 1.0
) -> float:
    """Tax of state and commune before the work bonus; the share `exempt` is relieved after the tax-free sum."""
    ends, free, cap = BE[year]
    net = taxable - min(0.3 * taxable, cap)
    whole = max(0.0, slices(net, ends, (0.25, 0.4, 0.45, 0.5)) - 0.25 * free * allowances)
    state = whole * (1 - exempt)
    return state + surcharge * (whole if on_all else state)


def german_contributions(year: int, gross: float) -> tuple[float, float, float, float]:
    """Pension, unemployment, health and care contributions of a childless employee."""
    *_, pension, health, additional, care = DE[year]
    low, high = min(gross, health), min(gross, pension)
    return 0.093 * high, 0.013 * high, (0.073 + additional / 2) * low, (care / 2 + 0.006) * low


def german_tariff(year: int, income: float) -> int:
    """The tariff for one person up to 277,825."""
    basic, quadratic, second, quadratic_3, constant, third, minus, *_ = DE[year]
    x = floor(income)
    if x <= basic:
        return 0
    if x <= second:
        return floor((quadratic * (x - basic) / 1e4 + 1400) * (x - basic) / 1e4)
    if x <= third:
        return floor((quadratic_3 * (x - second) / 1e4 + 2397) * (x - second) / 1e4 + constant)
    return floor(0.42 * x - minus)


def german_tax(
    year: int, wage: float, exempt: float, share_of_contributions: float, gross: float
) -> tuple[float, float]:
    """Income tax and solidarity surcharge on a German wage beside an exempt one, insured in Germany."""
    pension, unemployment, health, care = (
        share_of_contributions * part for part in german_contributions(year, gross)
    )
    provision = ceil(pension + max(0.96 * health + care, min(unemployment + health + care, 1900)) - 1e-9)
    taxable = floor(max(0.0, wage - min(1230, wage)) - 36 - provision)
    if taxable <= 0:
        return 0.0, 0.0
    tax: float = german_tariff(year, taxable)
    if exempt > 0:
        total = taxable + floor(exempt - max(0.0, 1230 - wage))
        rate = floor(1e6 * german_tariff(year, total) / total + 1e-9) / 1e4
        tax = floor(rate / 100 * taxable + 1e-9)
    limit = DE[year][7]
    return tax, floor(100 * min(0.055 * tax, 0.119 * (tax - limit))) / 100 if tax > limit else 0.0


def luxembourg_tax(year: int, income: float) -> int:
    """Class 1 with the surcharge for the employment fund, up to 150,000."""
    start, step, steps, wide, more = LU_FIRST[year]
    ends = [start + step * number for number in range(steps)]
    ends += [ends[-1] + step + wide * number for number in range(more + 1)]
    percent = (0, 8, 9, 10, 11, 12, *range(14, 40, 2), 39, 40, 41, 42)
    rounded = floor(max(0.0, income) / 50) * 50
    tariff = floor(slices(rounded, (*ends, *LU_TOP[year]), tuple(rate / 100 for rate in percent)) + 1e-9)
    return floor(tariff * 1.07 + 1e-9)
