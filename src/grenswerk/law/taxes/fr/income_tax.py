"""Income tax of a resident of France on the wages of the household, with relief for wages taxed abroad (CGI)."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.law.relief.credit import credit_equal_to_own_tax
from grenswerk.law.relief.proportional import proportional_reduction
from grenswerk.law.rounding import half_up
from grenswerk.law.taxes.fr.parameters import Parameters
from grenswerk.law.taxes.fr.scale import TaxByParts, collected, rebate, scale_tax, tax_by_parts
from grenswerk.law.taxes.fr.taxable_income import (
    NetWage,
    deductible_contributions,
    net_wage,
    net_wage_of_partner,
)
from grenswerk.model.pay import Contributions, ForeignTax, Partnership, Person, Wage
from grenswerk.model.states import State

_EURO = 1.0


class Relief(NamedTuple):
    """What is taken off for wages taxed abroad, EUR/year; one of the three, by convention."""

    credit_equal_to_french_tax: float  # Luxembourg, Germany
    exemption_at_effective_rate: float  # Belgium
    exemption_towards_netherlands: float
    relief: float


class FrResidentTax(NamedTuple):
    """The assessment of a resident, EUR/year, in the order of the notice."""

    wage: NetWage
    relieved_wage: float
    partner_net_wage: float
    other_income: float
    household_income: float
    assessment: TaxByParts
    average_rate: float  # share of the household's income
    relieved_share: float  # of the household's income
    relief_lines: Relief
    household_tax: float
    tax: float
    partner_tax: float
    church_tax: float
    credits: float


def is_credited(state: State) -> bool:
    """Whether France credits the tax on that state's wages instead of exempting them."""
    return state == State.LU or state == State.DE  # noqa: PLR1714


def relieved_wage(net_elsewhere: float, abroad: ForeignTax) -> float:
    """The net wage that France relieves, EUR/year: the credit is for wages that the other state does tax."""
    if is_credited(abroad.state) and abroad.taxed >= 0.0 and abroad.wage > 0.0:
        return net_elsewhere * min(1.0, abroad.taxed / abroad.wage)
    return net_elsewhere


def relief_of(tax: float, foreign: float, total: float, state: State) -> Relief:
    """The relief for `foreign` net wages out of `total` net income, EUR/year, in whole euros.

    Luxembourg (convention of 2018 art. 22) and Germany (1959, art. 20(2)): a credit equal to the French tax.
    Belgium (1964) and the Netherlands (1973, art. 24 B): exemption at the effective rate (BOI-IR-LIQ-20-30-30).
    """
    credit = 0.0
    belgium = 0.0
    netherlands = 0.0
    if is_credited(state):
        credit = half_up(credit_equal_to_own_tax(tax, foreign, total), _EURO)
    elif state == State.NL:
        netherlands = half_up(proportional_reduction(tax, foreign, total), _EURO)
    else:
        belgium = half_up(proportional_reduction(tax, foreign, total), _EURO)
    return Relief(credit, belgium, netherlands, credit + belgium + netherlands)


def tax_of_partner_alone(person: Person, p: Parameters) -> float:
    """The tax of a partner who lives with the worker unmarried, EUR/year; the children count with the worker."""
    tax = scale_tax(net_wage_of_partner(person, p), 1.0, p)
    return collected(half_up(max(0.0, tax - rebate(tax, person, p)), _EURO), p)


def tax_of_resident(
    wage: Wage, person: Person, insured: Contributions, abroad: ForeignTax, p: Parameters
) -> FrResidentTax:
    """The tax of a resident on the world wage, EUR/year; married and registered couples are taxed together.

    Wages taxed abroad stay in the base: credited ones after contributions but before foreign tax, exempt ones
    after both. The household's tax is shared by the net income that France taxes.
    """
    foreign_tax = 0.0
    if wage.taxed_elsewhere > 0.0 and not is_credited(abroad.state):
        foreign_tax = max(0.0, abroad.tax)  # Belgium pays its fiscal work bonus out as negative tax
    deducted = deductible_contributions(wage, State.FR, insured, p)
    own = net_wage(wage, deducted, foreign_tax, p)
    joint = person.partnership == Partnership.COUPLE
    partner = net_wage_of_partner(person, p) if joint else 0.0
    other = float(person.other_income)
    total = own.net_wage_here + own.net_wage_elsewhere + partner + other
    assessment = tax_by_parts(total, person, p)
    relieved = relieved_wage(own.net_wage_elsewhere, abroad)
    relief = relief_of(assessment.tax_before_relief, relieved, total, abroad.state)
    household_tax = assessment.tax_before_relief - relief.relief
    taxed_here = own.net_wage_here + own.net_wage_elsewhere - relieved + other
    own_share = taxed_here / (taxed_here + partner) if partner > 0.0 else 1.0
    tax = household_tax * own_share
    return FrResidentTax(
        wage=own,
        relieved_wage=relieved,
        partner_net_wage=partner,
        other_income=other,
        household_income=total,
        assessment=assessment,
        average_rate=assessment.tax_before_relief / total if total > 0.0 else 0.0,
        relieved_share=min(1.0, relieved / total) if total > 0.0 else 0.0,
        relief_lines=relief,
        household_tax=household_tax,
        tax=tax,
        partner_tax=household_tax - tax if joint else tax_of_partner_alone(person, p),
        church_tax=0.0,
        credits=0.0,
    )
