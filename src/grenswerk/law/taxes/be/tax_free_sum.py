"""The tax-free sum (belastingvrije som, quotité exemptée): amounts, value, transfer, children credit.

WIB 92 art. 131-134: the sum is not deducted from income; the tax on it by a scale of its own is taken off the tax.
"""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.law.taxes.be.parameters import IncomeTax
from grenswerk.law.taxes.be.scale import by_slices
from grenswerk.model.pay import Partnership, Person


class TaxFreeSums(NamedTuple):
    """The tax-free sums of two spouses after what one could not use has passed to the other, EUR/year."""

    own: float
    partner: float


def dependent_children(person: Person) -> int:
    """The children that count: in the household, whatever their age, own means being small (art. 136)."""
    return max(person.children, person.children_under_25)


def supplement_for_children(person: Person, p: IncomeTax) -> float:
    """The supplements for dependent children (art. 132) and for a single parent (art. 133), EUR/year.

    The supplement for a child under three presupposes that no costs of child care are claimed.
    """
    children = dependent_children(person)
    if children <= 0:
        return 0.0
    known = min(children, len(p.tax_free_children))
    supplement = p.tax_free_children[known - 1] + p.tax_free_further_child * (children - known)
    supplement += p.tax_free_child_under_3 * min(children, person.children_under_3)
    if person.single_parent and person.partnership == Partnership.SINGLE:
        supplement += p.tax_free_single_parent
    return supplement


def value_of_tax_free_sum(tax_free: float, p: IncomeTax) -> float:
    """The tax on the tax-free sum by the scale for it (art. 134), EUR/year."""
    return by_slices(tax_free, p.exemption_scale_limits, p.exemption_scale_rates)


def passed_between_spouses(own: float, own_net: float, partner: float, partner_net: float) -> TaxFreeSums:
    """The sums after the part that exceeds one spouse's income has passed to the other (art. 134)."""
    to_partner = min(max(0.0, own - own_net), max(0.0, partner_net - partner))
    to_own = min(max(0.0, partner - partner_net), max(0.0, own_net - own))
    return TaxFreeSums(own - to_partner + to_own, partner - to_own + to_partner)


def children_credit(tax_free: float, supplement: float, children: int, basic_tax: float, p: IncomeTax) -> float:
    """The unused value of the supplements for children, paid out up to a maximum per child (art. 134 § 3)."""
    value = value_of_tax_free_sum(tax_free, p)
    unused = max(0.0, value - basic_tax)
    for_children = value - value_of_tax_free_sum(max(0.0, tax_free - supplement), p)
    return min(unused, for_children, p.children_credit_maximum * children)
