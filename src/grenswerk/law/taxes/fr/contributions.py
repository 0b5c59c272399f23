"""Contributions of an employee insured in France: Code de la sécurité sociale, Agirc-Arrco, CSG and CRDS."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.law.taxes.fr.employer import EmployerContributions, employer_contributions
from grenswerk.law.taxes.fr.firm import FrEmployerLines, employer_lines
from grenswerk.law.taxes.fr.month_of_pay import MonthOfPay, as_before, at, month_of_pay, month_worked, on_tiers
from grenswerk.law.taxes.fr.parameters import EmployeeParameters, Parameters
from grenswerk.model.pay import Contributions, EmployeeClass, Person, Wage
from grenswerk.model.states import State


class GeneralSocialContributions(NamedTuple):
    """CSG and CRDS of a year, EUR."""

    csg_deductible: float
    csg_not_deductible: float
    crds: float


class EmployeeMonth(NamedTuple):
    """Contributions of the employee in one month, EUR, each to the cent."""

    sickness: float
    local_health_scheme: float
    old_age_capped: float
    old_age_uncapped: float
    complementary_pension: float
    balance: float
    technical_balance: float
    executive_employment: float


class FrContributions(NamedTuple):
    """Contributions of a year, EUR, in the order of the payslip."""

    sickness: float
    local_health_scheme: float
    old_age_capped: float
    old_age_uncapped: float
    complementary_pension: float
    balance: float
    technical_balance: float
    executive_employment: float
    social: GeneralSocialContributions
    employer_contributions: EmployerContributions
    total: Contributions
    lines: FrEmployerLines


def general_social_contributions(wage: Wage, p: Parameters) -> GeneralSocialContributions:
    """CSG and CRDS on the whole wage of one who lives in France for tax and is insured there, EUR/year.

    The base is the pay less 1.75 % of what lies below four ceilings (CSS art. L136-1 and L136-2).
    """
    lines = GeneralSocialContributions(0.0, 0.0, 0.0)
    deductible = 0.0
    not_deductible = 0.0
    debt = 0.0
    for index in range(12):
        if not as_before(wage, index):
            lines = _general_of_month(month_of_pay(wage, month_worked(wage, index), p), p.employee)
        deductible += lines.csg_deductible
        not_deductible += lines.csg_not_deductible
        debt += lines.crds
    return GeneralSocialContributions(deductible, not_deductible, debt)


def _general_of_month(month: MonthOfPay, rates: EmployeeParameters) -> GeneralSocialContributions:
    base = month.pay - rates.csg_abatement * month.to_four_ceilings
    return GeneralSocialContributions(
        at(base, rates.csg_deductible_rate),
        at(base, rates.csg_not_deductible_rate),
        at(base, rates.crds_rate),
    )


def contributions(wage: Wage, person: Person, residence: State, p: Parameters) -> FrContributions:
    """The contributions due in France on the whole wage, EUR/year, with the local scheme of Alsace-Moselle.

    See `contributions_with`. Source: Code de la sécurité sociale, art. L325-1 for the local scheme.
    """
    return contributions_with(p.employee.local_health_rate if person.alsace_moselle else 0.0, wage, residence, p)


def contributions_with(local_health_rate: float, wage: Wage, residence: State, p: Parameters) -> FrContributions:
    """The contributions due in France on the whole wage, EUR/year; each line is rounded to the cent every month.

    The employer is taken as a private one; executives have a line more. Those whose tax residence is abroad owe
    the sickness contribution of CSS art. L131-9 instead of CSG and CRDS.
    """
    rates = p.employee
    executive_rate = 0.0
    if wage.employee_class == EmployeeClass.EXECUTIVE:
        executive_rate = rates.executive_employment_rate
    sickness_rate = rates.sickness_rate_of_nonresidents if residence != State.FR else 0.0
    lines = EmployeeMonth(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    sickness = 0.0
    local = 0.0
    capped = 0.0
    uncapped = 0.0
    complementary = 0.0
    balance = 0.0
    technical = 0.0
    employment = 0.0
    for index in range(12):
        if not as_before(wage, index):
            month = month_of_pay(wage, month_worked(wage, index), p)
            lines = _of_month(month, local_health_rate, sickness_rate, executive_rate, rates)
        sickness += lines.sickness
        local += lines.local_health_scheme
        capped += lines.old_age_capped
        uncapped += lines.old_age_uncapped
        complementary += lines.complementary_pension
        balance += lines.balance
        technical += lines.technical_balance
        employment += lines.executive_employment
    social = GeneralSocialContributions(0.0, 0.0, 0.0)
    if residence == State.FR:
        social = general_social_contributions(wage, p)
    pension = capped + uncapped + complementary + balance + technical
    other = employment + social.csg_deductible + social.csg_not_deductible + social.crds
    employer = employer_contributions(wage, p)
    return FrContributions(
        sickness=sickness,
        local_health_scheme=local,
        old_age_capped=capped,
        old_age_uncapped=uncapped,
        complementary_pension=complementary,
        balance=balance,
        technical_balance=technical,
        executive_employment=employment,
        social=social,
        employer_contributions=employer,
        total=Contributions(
            state=State.FR,
            employee=sickness + local + pension + other,
            employer=employer.employer_total,
            pension=pension,
            health=sickness + local,
            sickness_cash=0.0,
            care=0.0,
            unemployment=0.0,
            other=other,
        ),
        lines=employer_lines(wage, p),
    )


def _of_month(
    month: MonthOfPay,
    local_health_rate: float,
    sickness_rate: float,
    executive_rate: float,
    rates: EmployeeParameters,
) -> EmployeeMonth:
    technical = 0.0
    if month.in_tier_2 > 0.0:  # CET is owed by those above the ceiling, then from the first euro
        technical = at(month.to_tier_1 + month.in_tier_2, rates.technical_balance_rate)
    return EmployeeMonth(
        sickness=at(month.pay, sickness_rate),
        local_health_scheme=at(month.pay, local_health_rate),
        old_age_capped=at(month.to_tier_1, rates.old_age_capped_rate),
        old_age_uncapped=at(month.pay, rates.old_age_uncapped_rate),
        complementary_pension=on_tiers(month, rates.complementary_pension_rates),
        balance=on_tiers(month, rates.balance_rates),
        technical_balance=technical,
        executive_employment=at(month.to_four_ceilings, executive_rate),
    )
