"""The assessment of a household: a person alone, or two spouses taxed apart but joined by the marital quotient."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from grenswerk.law.relief.proportional import proportional_reduction
from grenswerk.law.rounding import half_up
from grenswerk.law.taxes.be.parameters import IncomeTax
from grenswerk.law.taxes.be.professional_income import marital_quotient
from grenswerk.law.taxes.be.scale import CENT, by_slices
from grenswerk.law.taxes.be.tax_free_sum import (
    children_credit,
    passed_between_spouses,
    value_of_tax_free_sum,
)


class MunicipalBase(IntEnum):
    """The tax on which the municipality, or for non-residents the State, levies its surcharge."""

    TAXED_INCOME = 0  # the tax after the relief for exempt income
    ALL_INCOME = 1  # the tax that would be due if the exempt income were Belgian (art. 466bis)


class Surcharge(NamedTuple):
    """The surcharge of the municipality, or of the State on the tax of non-residents."""

    rate: float
    base: MunicipalBase


class ChildrenOf(IntEnum):
    """The spouse who claims the children."""

    HIGHER_INCOME = 0
    WORKER = 1


class Children(NamedTuple):
    """The dependent children and the supplement to the tax-free sum for them."""

    number: int
    supplement: float  # EUR/year
    claimed_by: ChildrenOf


class Spouse(NamedTuple):
    """What goes into the assessment of one person, EUR/year."""

    professional: float  # net professional income
    exempt: float  # the part of it that Belgium does not tax
    other: float  # other net income
    tax_free: float  # basic tax-free sum


class TaxOnIncome(NamedTuple):
    """The tax of one person, EUR/year."""

    tax_free: float
    basic_tax: float
    tax_free_reduction: float
    principal: float
    relief: float
    state_tax: float
    municipal_tax: float


class HouseholdTax(NamedTuple):
    """The assessment of a household, EUR/year; the partner's as far as there is one."""

    own: TaxOnIncome
    partner: TaxOnIncome
    quotient: float  # moved from the worker to the partner; negative: the other way
    quotient_tax: float  # the tax on what moved
    own_state: float  # with the tax on what moved, as own_municipal and own_due
    own_municipal: float
    own_due: float
    partner_due: float
    children_credit: float


def tax_on_income(
    net: float,
    exempt: float,
    tax_free: float,
    surcharge: Surcharge,
    p: IncomeTax,
) -> TaxOnIncome:
    """The tax on `net`, of which the part `exempt` is relieved in proportion after the tax-free sum (art. 155)."""
    basic = by_slices(max(0.0, net), p.scale_limits, p.scale_rates)
    reduction = min(basic, value_of_tax_free_sum(tax_free, p))
    principal = half_up(basic - reduction, CENT)
    relief = half_up(proportional_reduction(principal, exempt, net), CENT)
    state = half_up(principal - relief, CENT)
    taxed = principal if surcharge.base == MunicipalBase.ALL_INCOME else state
    municipal = half_up(surcharge.rate * taxed, CENT)
    return TaxOnIncome(tax_free, basic, reduction, principal, relief, state, municipal)


def assess_apart(
    own: Spouse, partner: Spouse, children: Children, surcharge: Surcharge, p: IncomeTax
) -> HouseholdTax:
    """The tax of a person assessed alone, who claims the children, and of a partner who is too."""
    tax_free = own.tax_free + children.supplement
    one = tax_on_income(own.professional + own.other, own.exempt, tax_free, surcharge, p)
    two = tax_on_income(partner.professional + partner.other, partner.exempt, partner.tax_free, surcharge, p)
    credit = children_credit(tax_free, children.supplement, children.number, one.basic_tax, p)
    return HouseholdTax(
        one,
        two,
        0.0,
        0.0,
        one.state_tax,
        one.municipal_tax,
        half_up(one.state_tax + one.municipal_tax, CENT),
        half_up(two.state_tax + two.municipal_tax, CENT),
        half_up(credit, CENT),
    )


def assess_couple(
    own: Spouse,
    partner: Spouse,
    children: Children,
    surcharge: Surcharge,
    p: IncomeTax,
) -> HouseholdTax:
    """The tax of two spouses: marital quotient, children with the higher income, unused sums passed on.

    What moves carries its share of the exempt income along; the tax on it counts with the spouse who earned it.
    """
    quotient = _quotient(own.professional, partner.professional, p)
    own_stays = _exempt_that_stays(own, quotient)
    partner_stays = _exempt_that_stays(partner, -quotient)
    own_exempt = own_stays + partner.exempt - partner_stays
    partner_exempt = partner_stays + own.exempt - own_stays
    own_net = own.professional - quotient + own.other
    partner_net = partner.professional + quotient + partner.other
    own_has_children = children.claimed_by == ChildrenOf.WORKER or own_net >= partner_net
    own_sum = own.tax_free + (children.supplement if own_has_children else 0.0)
    partner_sum = partner.tax_free + (0.0 if own_has_children else children.supplement)
    sums = passed_between_spouses(own_sum, own_net, partner_sum, partner_net)
    one = tax_on_income(own_net, own_exempt, sums.own, surcharge, p)
    two = tax_on_income(partner_net, partner_exempt, sums.partner, surcharge, p)
    credit = children_credit(
        sums.own if own_has_children else sums.partner,
        children.supplement,
        children.number,
        one.basic_tax if own_has_children else two.basic_tax,
        p,
    )
    to_partner = quotient / partner_net if quotient > 0.0 else 0.0
    to_own = -quotient / own_net if quotient < 0.0 else 0.0
    state = half_up(one.state_tax * (1.0 - to_own) + two.state_tax * to_partner, CENT)
    municipal = half_up(one.municipal_tax * (1.0 - to_own) + two.municipal_tax * to_partner, CENT)
    total = one.state_tax + two.state_tax + one.municipal_tax + two.municipal_tax
    moved = (two.state_tax + two.municipal_tax) * to_partner - (one.state_tax + one.municipal_tax) * to_own
    return HouseholdTax(
        one,
        two,
        quotient,
        half_up(moved, CENT),
        state,
        municipal,
        half_up(state + municipal, CENT),
        half_up(total - state - municipal, CENT),
        half_up(credit, CENT),
    )


def _quotient(own: float, partner: float, p: IncomeTax) -> float:
    if own >= partner:
        return marital_quotient(own, partner, p)
    return -marital_quotient(partner, own, p)


def _exempt_that_stays(spouse: Spouse, moved: float) -> float:
    """The exempt income of a spouse from whom `moved` went away, in proportion; unchanged where nothing went."""
    if moved <= 0.0 or spouse.professional <= 0.0:
        return spouse.exempt
    return spouse.exempt * (1.0 - moved / spouse.professional)
