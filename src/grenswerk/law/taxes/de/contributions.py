"""Social insurance of an employee insured in Germany (SGB III, IV, V, VI, XI)."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.law.taxes.de.parameters import Insurance, Parameters
from grenswerk.model.pay import Contributions, EmployeeClass, Person, Wage
from grenswerk.model.states import State


class Bases(NamedTuple):
    """Pay on which contributions are due, EUR/month, before the ceilings."""

    total: float  # for both parts together
    employee: float  # for the employee's half


class DeEmployerLines(NamedTuple):
    """What an employer owes by what it is, outside the total: public bodies owe no insolvency levy."""

    insolvency_levy: float


class DeContributions(NamedTuple):
    """The contributions of a year, employee and employer, in EUR."""

    contribution_pay: float  # pay on which the total contribution is due, before the ceilings
    employee_contribution_pay: float  # lower in the transition zone
    pension_insurance: float
    unemployment_insurance: float
    health_insurance: float
    health_additional: float
    care_insurance: float
    care_childless: float
    employer_pension: float
    employer_unemployment: float
    employer_health: float
    employer_care: float
    lines: DeEmployerLines
    total: Contributions


def transition_bases(pay: float, p: Insurance) -> Bases:
    """Contribution pay in the transition zone (Übergangsbereich, § 20(2a) SGB IV). EUR/month."""
    limit, end, factor = p.marginal_limit, p.transition_end, p.transition_factor
    if pay <= limit or pay > end:
        return Bases(pay, pay)
    above = pay - limit
    total = factor * limit + (end / (end - limit) - limit / (end - limit) * factor) * above
    return Bases(total, end / (end - limit) * above)


def children_counted(person: Person) -> int:
    """Children known for the care contribution: those under 25 (§ 55(3) S. 4 SGB XI)."""
    return max(person.children, person.children_under_25)


def care_reduction(person: Person, p: Insurance) -> float:
    """Reduction of the care rate for the second to the fifth child under 25 (§ 55(3) S. 4, 5 SGB XI)."""
    children = min(max(person.children, person.children_under_25), p.care_children_counted)
    return p.care_child_reduction * max(0, children - 1)


def owes_childless_surcharge(person: Person, p: Insurance) -> bool:
    """Whether the surcharge of childless members is due (§ 55(3) S. 1 SGB XI)."""
    return children_counted(person) == 0 and person.age >= p.care_childless_age


def contributions(wage: Wage, person: Person, residence: State, p: Parameters) -> DeContributions:  # noqa: ARG001
    """Contributions on the whole wage. EUR/year.

    Monthly limits apply to the average month of the employment. §§ 168, 172 SGB VI, 346 SGB III, 249, 249b SGB V,
    58 SGB XI, 358, 360 SGB III.
    """
    months = max(wage.months, 1e-9)
    pay = max(0.0, wage.gross) / months
    levy = insolvency_levy(wage, p.insurance)
    if pay <= p.insurance.marginal_limit:
        return _of_marginal_employment(pay, months, levy, p.insurance)
    return _of_insured_employment(pay, months, person, levy, p.insurance)


def insolvency_levy(wage: Wage, p: Insurance) -> float:
    """The employer's levy up to the pension ceiling; public bodies owe none. EUR/year (§ 358 SGB III)."""
    if wage.employee_class == EmployeeClass.CIVIL_SERVANT:
        return 0.0
    return p.insolvency_levy_rate * min(max(0.0, wage.gross), p.pension_ceiling / 12.0 * wage.months)


def _of_marginal_employment(pay: float, months: float, levy: float, p: Insurance) -> DeContributions:
    """Minijob: pension insurance only, without exemption on request (§§ 8 SGB IV, 168(1) Nr. 1b SGB VI)."""
    year = pay * months
    pension = (p.pension_rate - p.marginal_employer_pension_rate) * year
    employer_pension = p.marginal_employer_pension_rate * year
    employer_health = p.marginal_employer_health_rate * year
    employer = employer_pension + employer_health
    total = Contributions(
        state=State.DE,
        employee=pension,
        employer=employer,
        pension=pension,
        health=0.0,
        sickness_cash=0.0,
        care=0.0,
        unemployment=0.0,
        other=0.0,
    )
    return DeContributions(
        contribution_pay=year,
        employee_contribution_pay=year,
        pension_insurance=pension,
        unemployment_insurance=0.0,
        health_insurance=0.0,
        health_additional=0.0,
        care_insurance=0.0,
        care_childless=0.0,
        employer_pension=employer_pension,
        employer_unemployment=0.0,
        employer_health=employer_health,
        employer_care=0.0,
        lines=DeEmployerLines(levy),
        total=total,
    )


def _of_insured_employment(
    pay: float, months: float, person: Person, levy: float, p: Insurance
) -> DeContributions:
    bases = transition_bases(pay, p)
    pension_ceiling, health_ceiling = p.pension_ceiling / 12.0, p.health_ceiling / 12.0
    long_total = min(bases.total, pension_ceiling) * months  # pension and unemployment
    long_employee = min(bases.employee, pension_ceiling) * months
    short_total = min(bases.total, health_ceiling) * months  # health and care
    short_employee = min(bases.employee, health_ceiling) * months

    pension = p.pension_rate / 2.0 * long_employee
    unemployment = p.unemployment_rate / 2.0 * long_employee
    health = p.health_rate / 2.0 * short_employee
    additional = p.health_additional_rate / 2.0 * short_employee
    reduction = care_reduction(person, p)
    half_care = p.care_rate / 2.0 * short_employee
    care = half_care - reduction * short_employee
    childless = p.care_childless_surcharge * short_total if owes_childless_surcharge(person, p) else 0.0

    employer_pension = p.pension_rate * long_total - pension
    employer_unemployment = p.unemployment_rate * long_total - unemployment
    employer_health = (p.health_rate + p.health_additional_rate) * short_total - health - additional
    employer_care = p.care_rate * short_total - half_care

    sick_pay = (1.0 - p.health_without_sick_pay_share) * (health + additional)
    employee = pension + unemployment + health + additional + care + childless
    total = Contributions(
        state=State.DE,
        employee=employee,
        employer=employer_pension + employer_unemployment + employer_health + employer_care,
        pension=pension,
        health=health + additional - sick_pay,
        sickness_cash=sick_pay,
        care=care + childless,
        unemployment=unemployment,
        other=0.0,
    )
    return DeContributions(
        contribution_pay=bases.total * months,
        employee_contribution_pay=bases.employee * months,
        pension_insurance=pension,
        unemployment_insurance=unemployment,
        health_insurance=health,
        health_additional=additional,
        care_insurance=care,
        care_childless=childless,
        employer_pension=employer_pension,
        employer_unemployment=employer_unemployment,
        employer_health=employer_health,
        employer_care=employer_care,
        lines=DeEmployerLines(levy),
        total=total,
    )
