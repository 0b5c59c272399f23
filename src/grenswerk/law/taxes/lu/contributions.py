"""Social insurance of an employee in Luxembourg: Code de la sécurité sociale."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.law.rounding import half_up
from grenswerk.law.taxes.lu.parameters import Parameters
from grenswerk.model.pay import Contributions, Person, Wage
from grenswerk.model.states import State

_CENT = 0.01


class LuEmployerLines(NamedTuple):
    """Levies that depend on the firm: shown beside the employer's total, never in it."""

    accident: float  # at the neutral bonus-malus factor 1.0
    occupational_health: float
    mutual_fund_lowest: float  # in the class with the least absence
    mutual_fund_highest: float  # in the class with the most absence


class LuContributions(NamedTuple):
    """Contributions of a year, EUR, in the order of the contribution account."""

    health: float
    sickness_cash: float
    pension: float
    care: float
    employer_health: float
    employer_sickness_cash: float
    employer_pension: float
    total: Contributions
    lines: LuEmployerLines


def contributions(wage: Wage, person: Person, residence: State, p: Parameters) -> LuContributions:  # noqa: ARG001
    """The contributions due in Luxembourg on the whole wage, EUR/year; neither household nor residence matters.

    See `contributions_on`. Source: Code de la sécurité sociale, art. 32, 33, 39, 241 and 377.
    """
    return contributions_on(wage, p)


def contributions_on(wage: Wage, p: Parameters) -> LuContributions:
    """The contributions due on a wage, EUR/year.

    Each branch is rounded to the cent every month. The ceiling is that of all months insured taken together (art.
    241), so pay above one month's ceiling uses what others left; it and the care abatement follow the index within
    the year. A month that is worked in part counts for that part. The minimum base is not applied.
    """
    rates = p.insurance
    health = 0.0
    sickness_cash = 0.0
    pension = 0.0
    care = 0.0
    capped_pay = 0.0  # since January, as the two below
    ceiling = 0.0
    pay_so_far = 0.0
    pay_per_month = wage.gross / wage.months if wage.months > 0.0 else 0.0
    left = wage.months
    for month in range(wage.first_month - 1, 12):
        part = min(1.0, left)
        if part <= 0.0:
            break
        left -= part
        pay = pay_per_month * part
        pay_so_far += pay
        ceiling += rates.contribution_ceiling[month] * part
        base = min(pay_so_far, ceiling) - capped_pay
        capped_pay += base
        health += half_up(base * rates.health_rate, _CENT)
        sickness_cash += half_up(base * rates.sickness_cash_rate, _CENT)
        pension += half_up(base * rates.pension_rate, _CENT)
        care += half_up(max(0.0, pay - care_abatement(month, wage.work_share * part, p)) * rates.care_rate, _CENT)
    employee = health + sickness_cash + pension + care
    employer = health + sickness_cash + pension
    return LuContributions(
        health=health,
        sickness_cash=sickness_cash,
        pension=pension,
        care=care,
        employer_health=health,
        employer_sickness_cash=sickness_cash,
        employer_pension=pension,
        total=Contributions(
            state=State.LU,
            employee=employee,
            employer=employer,
            pension=pension,
            health=health,
            sickness_cash=sickness_cash,
            care=care,
            unemployment=0.0,
            other=0.0,
        ),
        lines=LuEmployerLines(
            accident=capped_pay * rates.accident_rate,
            occupational_health=capped_pay * rates.occupational_health_rate,
            mutual_fund_lowest=capped_pay * rates.mutual_fund_rate_lowest,
            mutual_fund_highest=capped_pay * rates.mutual_fund_rate_highest,
        ),
    )


def care_abatement(month: int, work_share: float, p: Parameters) -> float:
    """What of a month's pay bears no care contribution, EUR: a quarter of the minimum wage.

    Below 150 hours in the month it is reduced to the hours worked out of 173. `month` counts from 0.
    """
    hours = work_share * p.insurance.full_time_hours
    if hours >= p.insurance.care_abatement_full_hours:
        return p.insurance.care_abatement[month]
    return p.insurance.care_abatement[month] * hours / p.insurance.full_time_hours
