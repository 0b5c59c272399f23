"""Social contributions of one insured in the Netherlands: national insurances, then what the employer owes."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.law.relief.proportional import proportional_reduction
from grenswerk.law.taxes.nl.box1 import premium_rate, tax_on
from grenswerk.law.taxes.nl.credits import Entitlement, credits_of, entitlement
from grenswerk.law.taxes.nl.levy import dutch_insurance, levy_of
from grenswerk.law.taxes.nl.parameters import Parameters
from grenswerk.model.pay import Contributions, EmployeeClass, Person, Wage
from grenswerk.model.states import State


class NlEmployerLines(NamedTuple):
    """Employer's premiums that depend on the firm or the contract, in EUR/year; each comes on top of the total."""

    unemployment_high_surcharge: float  # AWf, without a written permanent contract
    disability_high_surcharge: float  # Aof, employer that is not small
    return_to_work: float  # Whk at the average rate


class NlOther(NamedTuple):
    """What an insured person pays besides, outside contributions and net pay, in EUR/year."""

    health_premium: float  # the average flat premium (nominale zorgpremie)


class NlContributions(NamedTuple):
    """Contributions in EUR/year, in the order of the assessment and then of the wage tax return."""

    premium_income: float
    premium_before_credits: float
    general_credit_premium_part: float
    labour_credit_premium_part: float
    combination_credit_premium_part: float
    tax_part_to_premium: float
    premium_due: float
    old_age_and_survivors: float
    long_term_care: float
    health_levy: float
    employer_unemployment: float
    employer_disability: float
    employer_childcare: float
    lines: NlEmployerLines
    other: NlOther
    total: Contributions


class EmployerPremiumsDue(NamedTuple):
    """What every employer owes on a wage, in EUR/year."""

    premium_wage: float
    health_levy: float
    unemployment: float
    disability: float
    childcare: float


def employer_premiums(wage: Wage, p: Parameters) -> EmployerPremiumsDue:
    """Zvw levy, AWf (or Ufo) and Aof at their low rates, and the childcare surcharge, in EUR/year.

    On the wage up to the maximum of the months employed, cumulated over the year (Wfsv art. 17, 27, 31, 36; Zvw
    art. 42).
    """
    rates = p.employer
    base = min(wage.gross, rates.maximum_premium_wage * wage.months / 12.0)
    unemployment = rates.unemployment_low_rate
    if wage.employee_class == EmployeeClass.CIVIL_SERVANT:
        unemployment = rates.public_sector_unemployment_rate
    return EmployerPremiumsDue(
        premium_wage=base,
        health_levy=base * rates.health_levy_rate,
        unemployment=base * unemployment,
        disability=base * rates.disability_low_rate,
        childcare=base * rates.childcare_rate,
    )


def employer_lines(wage: Wage, premium_wage: float, p: Parameters) -> NlEmployerLines:
    """What some employers owe besides, in EUR/year: the higher AWf and Aof, and Whk at the average rate."""
    rates = p.employer
    high = rates.unemployment_high_rate - rates.unemployment_low_rate
    if wage.employee_class == EmployeeClass.CIVIL_SERVANT:
        high = 0.0
    return NlEmployerLines(
        unemployment_high_surcharge=premium_wage * high,
        disability_high_surcharge=premium_wage * (rates.disability_high_rate - rates.disability_low_rate),
        return_to_work=premium_wage * rates.return_to_work_average_rate,
    )


def contributions(wage: Wage, person: Person, residence: State, p: Parameters) -> NlContributions:
    """The contributions in EUR/year of one whose whole work is insured in the Netherlands.

    The employee pays AOW, Anw and Wlz after the premium parts of the credits and after any tax part that finds no
    tax. `wage.taxed_here` and `taxed_elsewhere` are the Dutch view. Wfsv art. 8-12; Wet IB 2001 ch. 8.
    """
    income = wage.gross + person.other_income
    if residence == State.NL:
        whole = tax_on(income, p).total
        tax = whole - proportional_reduction(whole, wage.taxed_elsewhere, income)
    else:
        tax = tax_on(wage.taxed_here, p).total
    insurance = dutch_insurance(wage, person, residence)
    entitled = entitlement(residence, treated_as_resident=False)
    if residence != State.NL and wage.taxed_here <= 0.0:
        entitled = Entitlement(
            general=False, labour=False
        )  # no Dutch taxpayer: no tax part to set against premiums
    levy = levy_of(tax, insurance, credits_of(income, wage.gross, person, p), entitled, p)
    premium = levy.due.premium
    care = premium * p.premiums.long_term_care_rate / premium_rate(p)
    employer = employer_premiums(wage, p)
    return NlContributions(
        premium_income=insurance.premium_income,
        premium_before_credits=levy.premium,
        general_credit_premium_part=levy.premium_part.general,
        labour_credit_premium_part=levy.premium_part.labour,
        combination_credit_premium_part=levy.premium_part.combination,
        tax_part_to_premium=levy.due.tax_part_to_premium,
        premium_due=premium,
        old_age_and_survivors=premium - care,
        long_term_care=care,
        health_levy=employer.health_levy,
        employer_unemployment=employer.unemployment,
        employer_disability=employer.disability,
        employer_childcare=employer.childcare,
        lines=employer_lines(wage, employer.premium_wage, p),
        other=NlOther(p.health.average_health_premium * insurance.insured_share),
        total=Contributions(
            state=State.NL,
            employee=premium,
            employer=employer.health_levy + employer.unemployment + employer.disability + employer.childcare,
            pension=premium - care,
            health=0.0,
            sickness_cash=0.0,
            care=care,
            unemployment=0.0,
            other=0.0,
        ),
    )
