"""Belgian income tax of residents (personenbelasting, IPP) and of non-residents (BNI, INR), as finally assessed.

In the order of the assessment notice: net professional income, marital quotient, basic tax, tax-free sum, relief
for exempt income, municipal tax or State surcharge, refundable credits.
"""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.law.rounding import half_up
from grenswerk.law.taxes.be.assessment import (
    Children,
    ChildrenOf,
    MunicipalBase,
    Spouse,
    Surcharge,
    assess_apart,
    assess_couple,
)
from grenswerk.law.taxes.be.contributions import net_of_partner, wage_of_partner
from grenswerk.law.taxes.be.parameters import Parameters
from grenswerk.law.taxes.be.professional_income import (
    deductible_contributions,
    professional_expenses,
)
from grenswerk.law.taxes.be.scale import CENT
from grenswerk.law.taxes.be.tax_free_sum import dependent_children, supplement_for_children
from grenswerk.law.taxes.be.work_bonus import ordinary_contribution
from grenswerk.model.pay import Contributions, ForeignTax, Partnership, Person, Wage
from grenswerk.model.states import State


class BeResidentTax(NamedTuple):
    """The tax of a resident, EUR/year; of the worker unless said."""

    gross_taxable: float  # pay less mandatory contributions
    professional_expenses: float
    net_income: float  # professional, all wages
    exempt_income: float  # the part of it that a treaty exempts
    marital_quotient: float  # moved to the partner; negative: received
    tax_free_sum: float
    basic_tax: float
    tax_free_reduction: float
    principal: float  # basic tax less the value of the tax-free sum
    relief: float
    state_tax: float
    municipal_tax: float
    quotient_tax: float  # tax on the part that moved, borne by the spouse who earned it
    fiscal_work_bonus: float
    tax: float
    church_tax: float
    credits: float  # for dependent children
    partner_tax: float


class BeNonresidentTax(NamedTuple):
    """The tax of a non-resident, EUR/year."""

    gross_taxable: float  # Belgian pay less the contributions on it
    professional_expenses: float
    net_income: float
    belgian_share: float  # of the household's professional income in the world, 0-1
    personal_allowances: float  # share of the allowances granted, 0-1
    marital_quotient: float
    tax_free_sum: float
    basic_tax: float
    tax_free_reduction: float
    state_tax: float
    state_surcharge: float
    fiscal_work_bonus: float
    tax: float
    church_tax: float
    credits: float
    partner_tax: float
    treated_as_resident: bool


def municipal_base(work_state: State) -> MunicipalBase:
    """The base of the municipal tax of one whose wages from `work_state` are exempt (art. 466bis).

    The tax on all income where the treaty allows it: with the Netherlands, Germany and France, not Luxembourg.
    """
    if work_state in (State.NL, State.DE, State.FR):
        return MunicipalBase.ALL_INCOME
    return MunicipalBase.TAXED_INCOME


def fiscal_work_bonus(wage: Wage, insured: Contributions, share: float, p: Parameters) -> float:
    """The credit for low pay on the work bonus granted in Belgium (art. 289ter/1), for this share of the wage."""
    if insured.state != State.BE:
        return 0.0
    granted = ordinary_contribution(wage, p.insurance, p.work_bonus).fiscal_bonus
    return half_up(granted * share, CENT)


def tax_of_resident(
    wage: Wage, person: Person, insured: Contributions, abroad: ForeignTax, p: Parameters
) -> BeResidentTax:
    """The tax of a resident on the wage of the whole world, with that of a partner who works in Belgium.

    Wages that a treaty exempts (`abroad.wage`) raise the rate; the tax on them is taken off in proportion, per
    spouse, after the tax-free sum (art. 155). Spouses are taxed apart; only the marital quotient joins them: the
    tax on the part that moves is borne by the spouse who earned it.
    """
    gross_taxable = half_up(max(0.0, wage.gross - deductible_contributions(insured)), CENT)
    expenses = professional_expenses(gross_taxable, p.tax)
    net = gross_taxable - expenses
    exempt_share = min(1.0, max(0.0, abroad.wage) / wage.gross) if wage.gross > 0.0 else 0.0
    rate = person.municipal_surcharge if person.municipal_surcharge >= 0.0 else p.tax.municipal_surcharge_average
    surcharge = Surcharge(rate, municipal_base(abroad.state))
    partner_gross = person.partner_gross if person.partnership != Partnership.SINGLE else 0.0
    partner_insured = ordinary_contribution(wage_of_partner(partner_gross), p.insurance, p.work_bonus)
    partner_net = net_of_partner(partner_gross, partner_insured.due, p)
    own = Spouse(net, net * exempt_share, person.other_income, p.tax.tax_free_sum)
    partner = Spouse(partner_net, 0.0, 0.0, p.tax.tax_free_sum)
    children = Children(
        dependent_children(person), supplement_for_children(person, p.tax), ChildrenOf.HIGHER_INCOME
    )
    if person.partnership == Partnership.COUPLE:
        household = assess_couple(own, partner, children, surcharge, p.tax)
    else:
        household = assess_apart(own, partner, children, surcharge, p.tax)
    one = household.own
    bonus = fiscal_work_bonus(wage, insured, 1.0 - exempt_share, p)
    return BeResidentTax(
        gross_taxable,
        expenses,
        net,
        half_up(net * exempt_share, CENT),
        household.quotient,
        one.tax_free,
        one.basic_tax,
        one.tax_free_reduction,
        one.principal,
        one.relief,
        one.state_tax,
        one.municipal_tax,
        household.quotient_tax,
        bonus,
        half_up(household.own_due - bonus, CENT),
        0.0,
        household.children_credit,
        half_up(household.partner_due - partner_insured.fiscal_bonus, CENT),
    )


def share_of_allowances(belgian_share: float, residence: State, p: Parameters) -> float:
    """The share of the personal allowances that a non-resident gets (art. 243-244), 0-1.

    All of them when at least 75 % of the household's professional income in the world is taxable in Belgium. Below
    that, residents of the Netherlands, France and Luxembourg get them in proportion, by the clause of
    non-discrimination in their treaties; others none.
    """
    if belgian_share >= p.tax.nonresident_share:
        return 1.0
    if residence in (State.NL, State.FR, State.LU):
        return max(0.0, belgian_share)
    return 0.0


def tax_of_nonresident(  # noqa: PLR0917 - the same arguments in every state
    wage: Wage,
    person: Person,
    residence: State,
    insured: Contributions,
    treated_as_resident: bool,  # noqa: FBT001, ARG001
    p: Parameters,
) -> BeNonresidentTax:
    """The tax of a non-resident on the wage that Belgium may tax, with 7 % for the State (art. 245).

    The personal allowances follow from the law and need no request. The tax-free sum, the supplements, the marital
    quotient and the fiscal work bonus are given to the extent of `personal_allowances`. A partner counts for the
    marital quotient with the income earned abroad, as that of a resident would; the children stay with the worker,
    since nothing of the partner's income is taxed here.
    """
    belgian = max(0.0, wage.taxed_here)
    of_wage = belgian / wage.gross if wage.gross > 0.0 else 0.0
    partner_gross = person.partner_gross if person.partnership == Partnership.COUPLE else 0.0
    world = wage.gross + partner_gross
    belgian_share = min(1.0, belgian / world) if world > 0.0 else 0.0
    allowances = share_of_allowances(belgian_share, residence, p) if belgian > 0.0 else 0.0
    gross_taxable = half_up(max(0.0, belgian - deductible_contributions(insured) * of_wage), CENT)
    expenses = professional_expenses(gross_taxable, p.tax)
    net = gross_taxable - expenses
    tax_free = p.tax.tax_free_sum * allowances
    supplement = supplement_for_children(person, p.tax) * allowances
    children = Children(dependent_children(person), supplement, ChildrenOf.WORKER)
    own = Spouse(net, 0.0, 0.0, tax_free)
    partner_taxable = max(0.0, partner_gross - deductible_contributions(person.partner_contributions))
    partner_net = partner_taxable - professional_expenses(partner_taxable, p.tax)
    joint = person.partnership == Partnership.COUPLE and partner_net <= p.tax.marital_quotient_maximum
    surcharge = Surcharge(p.tax.nonresident_surcharge, MunicipalBase.TAXED_INCOME)
    if joint and allowances > 0.0:
        partner = Spouse(partner_net, partner_net, 0.0, tax_free)
        household = assess_couple(own, partner, children, surcharge, p.tax)
    else:
        household = assess_apart(own, Spouse(0.0, 0.0, 0.0, 0.0), children, surcharge, p.tax)
    bonus = fiscal_work_bonus(wage, insured, of_wage * allowances, p)
    return BeNonresidentTax(
        gross_taxable,
        expenses,
        net,
        belgian_share,
        allowances,
        household.quotient,
        household.own.tax_free,
        household.own.basic_tax,
        household.own.tax_free_reduction,
        household.own_state,
        household.own_municipal,
        bonus,
        half_up(household.own_due - bonus, CENT),
        0.0,
        household.children_credit if net > 0.0 else 0.0,
        0.0,
        allowances >= 1.0,
    )
