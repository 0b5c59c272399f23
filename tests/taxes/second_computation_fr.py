"""A second, short computation of French levies and of Luxembourg's rate of world income, apart from the rules.

It shares no code and no parameter file with `grenswerk.law`. A full year, full time, private sector. EUR/year.
"""

from __future__ import annotations

from math import floor

from tests.taxes.second_computation import luxembourg_tax, slices

RATES = (0.0, 0.11, 0.30, 0.41, 0.45)
SCALE = {  # ends of slices; least and most flat expenses; half part, lone parent; rebate single, couple
    2024: ((11497, 29315, 83823, 180294), (504, 14426), (1791, 4224), (889, 1470)),
    2025: ((11600, 29579, 84577, 181917), (509, 14555), (1807, 4262), (897, 1483)),
}
SCALE[2026] = SCALE[2025]  # not enacted
CEILING = {2024: 3864, 2025: 3925, 2026: 4005}  # a month
WITHHOLDING = {2024: (16820, 48790), 2025: (17122, 49667), 2026: (17275, 50112)}


def cents(amount: float) -> float:
    """Half up, to the cent."""
    return floor(amount * 100 + 0.5 + 1e-6) / 100


def euros(amount: float) -> float:
    """Half up, to the euro."""
    return floor(amount + 0.5 + 1e-9)


def french_contributions(
    year: int, gross: float, *, resident: bool, executive: bool = False
) -> tuple[float, float]:
    """All contributions of an employee insured in France, and those that come off the taxable wage."""
    month, ceiling = gross / 12, CEILING[year]
    low, high = min(month, ceiling), max(0.0, min(month, 8 * ceiling) - ceiling)
    parts = [0.069 * low, 0.004 * month, 0.0315 * low, 0.0864 * high, 0.0086 * low, 0.0108 * high]
    if month > ceiling:
        parts.append(0.0014 * min(month, 8 * ceiling))
    if executive:
        parts.append(0.00024 * min(month, 4 * ceiling))
    if not resident:  # sickness in place of CSG and CRDS
        total = sum(map(cents, [*parts, 0.055 * month]))
        return 12 * total, 12 * total
    base = 0.9825 * min(month, 4 * ceiling) + max(0.0, month - 4 * ceiling)
    deductible = sum(map(cents, [*parts, 0.068 * base]))
    return 12 * (deductible + cents(0.024 * base) + cents(0.005 * base)), 12 * deductible


def after_expenses(year: int, wage: float) -> float:
    """A wage less the flat 10 %."""
    least, most = SCALE[year][1]
    return wage - min(wage, max(least, min(most, euros(0.1 * wage))))


def by_parts(year: int, income: float, *, couple: bool, children: int, lone: bool = False) -> float:
    """The scale with the capped family quotient, before the rebate."""
    ends, _, (half, alone), _ = SCALE[year]
    own = 2.0 if couple else 1.0
    parts = own + sum(0.5 if child < 2 else 1.0 for child in range(children)) + (0.5 if lone and children else 0.0)
    extra = 2 * (parts - own)
    most = alone + half * (extra - 2) if lone and children else half * extra
    return max(
        parts * slices(income / parts, ends, RATES),
        own * slices(income / own, ends, RATES) - most,
    )


def french_tax(year: int, income: float, *, couple: bool, children: int, lone: bool = False) -> float:
    """The tax of a household of residents, after the rebate."""
    tax = euros(by_parts(year, euros(income), couple=couple, children=children, lone=lone))
    rebate = euros(max(0.0, SCALE[year][3][couple] - 0.4525 * tax))
    tax = max(0.0, tax - rebate)
    return tax if tax >= 61 else 0.0


def relieved(
    year: int, net: float, at_home: float, foreign_tax: float, partner: float, *, couple: bool, children: int
) -> tuple[float, float]:
    """The household's tax after relief, and the worker's part of it.

    `net` is the world wage after contributions, `at_home` the share that France taxes, `foreign_tax` what exempt
    pay has borne (nothing where it is credited), `partner` the partner's income after expenses.
    """
    here, there = net * at_home, max(0.0, net * (1 - at_home) - foreign_tax)
    own = after_expenses(year, here + there)
    tax = french_tax(year, own + partner, couple=couple, children=children)
    share = own * here / (here + there) if net else 0.0
    return tax * (share + partner) / (own + partner), tax * share / (own + partner)


def tax_of_nonresident(year: int, here: float) -> float:
    """The tax of a single non-resident: 12 % of the final layer, then the scale, at 20 and 30 % at least."""
    income = euros(after_expenses(year, here))
    low, high = WITHHOLDING[year]
    above = max(0.0, income - high)
    end = SCALE[year][0][1]
    least = 0.2 * min(above, end) + 0.3 * max(0.0, above - end)
    return 0.12 * max(0.0, min(income, high) - low) + max(slices(above, SCALE[year][0], RATES), least)


def luxembourg_tax_at_world_rate(year: int, net: float, at_home: float) -> float:
    """The tax on the part `at_home` of a world wage after contributions, at the rate of the whole (art. 134)."""
    whole = floor(max(0.0, net - 540 - 480) / 50) * 50
    part = floor(max(0.0, net * at_home - 540 - 480) / 50) * 50
    return luxembourg_tax(year, whole) * part / whole if whole else 0.0
