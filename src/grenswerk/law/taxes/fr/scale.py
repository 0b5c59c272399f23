"""The scale by family parts, the cap on their benefit and the rebate (CGI art. 193 to 197)."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.law.rounding import half_up
from grenswerk.law.taxes.fr.parameters import Parameters
from grenswerk.model.pay import Partnership, Person

_EURO = 1.0


class FamilyParts(NamedTuple):
    """The number of parts of a household."""

    parts: float
    parts_without_dependants: float  # 1, or 2 for a couple


class TaxByParts(NamedTuple):
    """The tax of a household, EUR/year, in the order of the notice."""

    parts: float
    tax_with_all_parts: float
    tax_without_dependants: float
    largest_benefit_of_parts: float
    tax_after_cap: float
    rebate: float
    tax_before_relief: float


def is_lone_parent(person: Person) -> bool:
    """Whether a parent brings up the children alone (case T of the return)."""
    return person.single_parent and person.children > 0 and person.partnership == Partnership.SINGLE


def family_parts(person: Person) -> FamilyParts:
    """One part each adult, half a part for each of two children, one from the third, half more for a lone parent.

    CGI art. 193 to 196; children are those under 18. Partners who live together unmarried are taxed apart.
    """
    alone = 2.0 if person.partnership == Partnership.COUPLE else 1.0
    children = float(person.children)
    extra = 0.5 * min(children, 2.0) + max(0.0, children - 2.0)
    if is_lone_parent(person):
        extra += 0.5
    return FamilyParts(alone + extra, alone)


def largest_benefit(person: Person, parts: FamilyParts, p: Parameters) -> float:
    """The most that dependants may take off the tax, EUR/year: an amount for each half part (CGI art. 197 I 2).

    The first child of a lone parent counts for a full part with an amount of its own.
    """
    half_parts = 2.0 * (parts.parts - parts.parts_without_dependants)
    if is_lone_parent(person):
        return p.income_tax.lone_parent_cap + (half_parts - 2.0) * p.income_tax.half_part_cap
    return half_parts * p.income_tax.half_part_cap


def scale_tax(income: float, parts: float, p: Parameters) -> float:
    """The scale applied to the income of one part, times the parts, EUR/year, not rounded (CGI art. 197 I 1)."""
    bounds = p.income_tax.bracket_bounds
    rates = p.income_tax.bracket_rates
    per_part = max(0.0, income) / parts
    tax = 0.0
    for index in range(len(bounds)):
        tax += max(0.0, per_part - bounds[index]) * (rates[index] - (rates[index - 1] if index > 0 else 0.0))
    return tax * parts


def tax_after_cap(income: float, person: Person, p: Parameters) -> float:
    """The tax with the capped benefit of dependants, EUR/year, not rounded (CGI art. 197 I 1 and 2)."""
    parts = family_parts(person)
    with_all = scale_tax(income, parts.parts, p)
    without = scale_tax(income, parts.parts_without_dependants, p)
    return max(with_all, without - largest_benefit(person, parts, p))


def rebate(tax: float, person: Person, p: Parameters) -> float:
    """The rebate on small amounts of tax (décote), EUR/year, in whole euros (CGI art. 197 I 4)."""
    rates = p.income_tax
    start = rates.rebate_couple if person.partnership == Partnership.COUPLE else rates.rebate_single
    return half_up(max(0.0, start - rates.rebate_slope * tax), _EURO)


def collected(tax: float, p: Parameters) -> float:
    """The tax, or nothing where it is too small to be collected, EUR/year (CGI art. 1657)."""
    return 0.0 if tax < p.income_tax.collection_minimum else tax


def tax_by_parts(income: float, person: Person, p: Parameters) -> TaxByParts:
    """The tax of a household before relief for foreign income, EUR/year; rounded once, after the rebate."""
    parts = family_parts(person)
    capped = tax_after_cap(income, person, p)
    small = rebate(capped, person, p)
    return TaxByParts(
        parts=parts.parts,
        tax_with_all_parts=scale_tax(income, parts.parts, p),
        tax_without_dependants=scale_tax(income, parts.parts_without_dependants, p),
        largest_benefit_of_parts=largest_benefit(person, parts, p),
        tax_after_cap=capped,
        rebate=small,
        tax_before_relief=collected(half_up(max(0.0, capped - small), _EURO), p),
    )
