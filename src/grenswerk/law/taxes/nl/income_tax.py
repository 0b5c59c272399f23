"""Dutch income tax on wages, of residents and of non-residents, in the order of the assessment."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.law.relief.compensation import compensation
from grenswerk.law.relief.proportional import proportional_reduction
from grenswerk.law.taxes.nl.box1 import tax_on
from grenswerk.law.taxes.nl.credits import (
    Credits,
    combination_credit,
    credits_of,
    entitlement,
    general_credit,
    labour_credit,
)
from grenswerk.law.taxes.nl.dutch_wage import DutchWage, dutch_wage
from grenswerk.law.taxes.nl.levy import Insurance, dutch_insurance, levy_of
from grenswerk.law.taxes.nl.parameters import Parameters
from grenswerk.model.pay import Contributions, ForeignTax, Partnership, Person, Wage
from grenswerk.model.states import State

CENT = 0.01


class NlResidentTax(NamedTuple):
    """Income tax of a resident, in EUR/year."""

    foreign_contributions_deducted: float
    foreign_employer_care: float
    wage: float
    box1_income: float
    first_bracket_tax: float
    second_bracket_tax: float
    third_bracket_tax: float
    tax_before_relief: float
    exempt_income: float
    relief: float
    general_credit: float
    labour_credit: float
    combination_credit: float
    general_credit_tax_part: float
    labour_credit_tax_part: float
    combination_credit_tax_part: float
    premium_part_to_tax: float
    tax: float
    domestic_comparison: float
    compensation: float
    church_tax: float
    credits: float
    partner_tax: float


class NlNonresidentTax(NamedTuple):
    """Income tax of a non-resident, in EUR/year."""

    foreign_contributions_deducted: float
    foreign_employer_care: float
    wage: float
    box1_income: float
    first_bracket_tax: float
    second_bracket_tax: float
    third_bracket_tax: float
    tax_before_credits: float
    treated_as_resident: bool
    general_credit: float
    labour_credit: float
    combination_credit: float
    general_credit_tax_part: float
    labour_credit_tax_part: float
    combination_credit_tax_part: float
    premium_part_to_tax: float
    tax: float
    church_tax: float
    credits: float
    partner_tax: float


def insurance_of(wage: Wage, person: Person, residence: State, insured: Contributions) -> Insurance:
    """The Dutch insurance of the worker; none, where another state insures."""
    if insured.state == State.NL:
        return dutch_insurance(wage, person, residence)
    return Insurance(0.0, 0.0)


def domestic_levy(income: float, exempt_income: float, credits: Credits, p: Parameters) -> float:
    """Tax and premiums in EUR/year of a resident insured all year at home (side B of the compensation)."""
    tax = tax_on(income, p).total
    tax -= proportional_reduction(tax, exempt_income, income)
    due = levy_of(tax, Insurance(income, 1.0), credits, entitlement(State.NL, treated_as_resident=False), p).due
    return due.tax + due.premium


def partner_tax(wage: DutchWage, person: Person, p: Parameters) -> float:
    """The partner's own income tax in EUR/year, on a wage earned and insured in the Netherlands."""
    if person.partnership == Partnership.SINGLE or person.partner_gross <= 0.0:
        return 0.0
    income = person.partner_gross
    children = person.children_under_12 if income < wage.wage else 0
    combination = combination_credit(income, wage.wage, children, p)
    credits = Credits(general_credit(income, p), labour_credit(income, p), combination)
    entitled = entitlement(State.NL, treated_as_resident=False)
    return levy_of(tax_on(income, p).total, Insurance(income, 1.0), credits, entitled, p).due.tax


def tax_of_resident(
    wage: Wage, person: Person, insured: Contributions, abroad: ForeignTax, p: Parameters
) -> NlResidentTax:
    """Income tax in EUR/year of a resident on the world wage, with exemption for what is taxed elsewhere.

    Relief is the tax without premiums and before credits, times the foreign part of the box-1 income (Besluit
    voorkoming dubbele belasting 2001 art. 8-12). `compensation` (treaty NL-BE 2001 art. 27(1), protocol NL-DE) is
    not in `tax`: it is paid out, also where it exceeds the tax.
    """
    dutch = dutch_wage(wage, insured, p)
    income = dutch.wage + person.other_income
    brackets = tax_on(income, p)
    relief = proportional_reduction(brackets.total, dutch.taxed_elsewhere, income)
    credits = credits_of(income, dutch.wage, person, p)
    insurance = insurance_of(wage, person, State.NL, insured)
    levy = levy_of(
        brackets.total - relief, insurance, credits, entitlement(State.NL, treated_as_resident=False), p
    )
    compared, compensated = 0.0, 0.0
    if (abroad.state == State.BE or abroad.state == State.DE) and abroad.wage > 0.0:  # noqa: PLR1714
        covered = abroad.wage * (dutch.wage / wage.gross if wage.gross > 0.0 else 1.0)
        compared = domestic_levy(income, max(dutch.taxed_elsewhere - covered, 0.0), credits, p)
        actual = levy.due.tax + levy.due.premium + abroad.tax
        compensated = compensation(actual, compared, abroad.tax)
    return NlResidentTax(
        foreign_contributions_deducted=dutch.foreign_contributions_deducted,
        foreign_employer_care=dutch.foreign_employer_care,
        wage=dutch.wage,
        box1_income=income,
        first_bracket_tax=brackets.first_bracket,
        second_bracket_tax=brackets.second_bracket,
        third_bracket_tax=brackets.third_bracket,
        tax_before_relief=brackets.total,
        exempt_income=dutch.taxed_elsewhere,
        relief=relief,
        general_credit=credits.general,
        labour_credit=credits.labour,
        combination_credit=credits.combination,
        general_credit_tax_part=levy.tax_part.general,
        labour_credit_tax_part=levy.tax_part.labour,
        combination_credit_tax_part=levy.tax_part.combination,
        premium_part_to_tax=levy.due.premium_part_to_tax,
        tax=levy.due.tax,
        domestic_comparison=compared,
        compensation=compensated,
        church_tax=0.0,
        credits=0.0,
        partner_tax=partner_tax(dutch, person, p),
    )


def tax_of_nonresident(  # noqa: PLR0917
    wage: Wage,
    person: Person,
    residence: State,
    insured: Contributions,
    treated_as_resident: bool,  # noqa: FBT001
    p: Parameters,
) -> NlNonresidentTax:
    """Income tax in EUR/year of a non-resident, at the scale of the wage taxed in the Netherlands alone.

    `treated_as_resident`: the worker states that at least 90 % of the world income is taxed in the Netherlands
    (Wet IB 2001 art. 7.8(6)-(7)); granted where it is so. The tax parts of the credits follow that and, for
    residents of Belgium, treaty NL-BE 2001 art. 26(2); their test income is world income by Dutch rules.
    """
    dutch = dutch_wage(wage, insured, p)
    income = dutch.wage + person.other_income
    qualifies = dutch.taxed_here > 0.0 and dutch.taxed_here >= p.qualifying_share * income - CENT
    granted = treated_as_resident and residence != State.THIRD and qualifies
    brackets = tax_on(dutch.taxed_here, p)
    credits = credits_of(income, dutch.wage, person, p)
    if dutch.taxed_here <= 0.0:
        credits = Credits(0.0, 0.0, 0.0)
    insurance = insurance_of(wage, person, residence, insured)
    levy = levy_of(brackets.total, insurance, credits, entitlement(residence, granted), p)
    return NlNonresidentTax(
        foreign_contributions_deducted=dutch.foreign_contributions_deducted,
        foreign_employer_care=dutch.foreign_employer_care,
        wage=dutch.wage,
        box1_income=dutch.taxed_here,
        first_bracket_tax=brackets.first_bracket,
        second_bracket_tax=brackets.second_bracket,
        third_bracket_tax=brackets.third_bracket,
        tax_before_credits=brackets.total,
        treated_as_resident=granted,
        general_credit=credits.general,
        labour_credit=credits.labour,
        combination_credit=credits.combination,
        general_credit_tax_part=levy.tax_part.general,
        labour_credit_tax_part=levy.tax_part.labour,
        combination_credit_tax_part=levy.tax_part.combination,
        premium_part_to_tax=levy.due.premium_part_to_tax,
        tax=levy.due.tax,
        church_tax=0.0,
        credits=0.0,
        partner_tax=0.0,
    )
