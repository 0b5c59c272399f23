"""Belgian social contributions: ordinary contribution, work bonus, special contribution, employer."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.law.rounding import half_up
from grenswerk.law.taxes.be.employer import employer_contribution
from grenswerk.law.taxes.be.parameters import Parameters
from grenswerk.law.taxes.be.professional_income import professional_expenses
from grenswerk.law.taxes.be.scale import CENT
from grenswerk.law.taxes.be.special_contribution import due_for_year, withheld_in_month
from grenswerk.law.taxes.be.work_bonus import ordinary_contribution, share_of_month
from grenswerk.model.pay import Contributions, EmployeeClass, Partnership, Person, Wage
from grenswerk.model.states import State


class BeContributions(NamedTuple):
    """The contributions of the year, EUR/year."""

    ordinary_contribution: float  # 13.07 %, before the work bonus
    work_bonus_a: float
    work_bonus_b: float
    social_security: float  # after the work bonus
    special_contribution_withheld: float
    special_contribution: float  # as settled with the income tax, the worker's part
    employer_basic: float
    structural_reduction: float
    employer_holiday: float
    total: Contributions


def contributions(wage: Wage, person: Person, residence: State, p: Parameters) -> BeContributions:
    """The contributions of an employee insured in Belgium on the whole wage.

    The special contribution is what the assessment settles on the net income of the household that is insured in
    Belgium: of a couple that lives there both incomes, the worker bearing the part of his or her own income.
    """
    ordinary = ordinary_contribution(wage, p.insurance, p.work_bonus)
    manual = wage.employee_class == EmployeeClass.MANUAL
    base_factor = p.insurance.manual_base_factor if manual else 1.0
    partner_gross = person.partner_gross if person.partnership == Partnership.COUPLE else 0.0
    withheld = 0.0
    if wage.months > 0.0:
        monthly = wage.gross / wage.months
        for month in range(wage.first_month, 13):
            pay = monthly * share_of_month(wage, month) * base_factor
            withheld += withheld_in_month(pay, person.partnership, partner_gross, p.special)
    special = _settled(wage, ordinary.due, person, residence, p)
    employer = employer_contribution(wage, base_factor, p.employer)
    return BeContributions(
        ordinary.contribution,
        ordinary.part_a,
        ordinary.part_b,
        ordinary.due,
        half_up(withheld, CENT),
        special,
        employer.basic,
        employer.structural_reduction,
        employer.holiday,
        _by_branch(ordinary.due, special, employer.due, p),
    )


def _settled(wage: Wage, social_security: float, person: Person, residence: State, p: Parameters) -> float:
    """The worker's part of the special contribution as settled for the year.

    A partner's wage that another state insures is no part of the household's income (law of 30 March 1994).
    """
    taxable = max(0.0, wage.gross - social_security)
    own = taxable - professional_expenses(taxable, p.tax)
    partner = 0.0
    elsewhere = person.partner_contributions.state not in (State.BE, State.THIRD)  # THIRD: not known
    joint = residence == State.BE and person.partnership == Partnership.COUPLE and not elsewhere
    if joint and person.partner_gross > 0.0:
        due = ordinary_contribution(wage_of_partner(person.partner_gross), p.insurance, p.work_bonus).due
        partner = net_of_partner(person.partner_gross, due, p)
    household = own + partner
    if household <= 0.0:
        return 0.0
    return half_up(due_for_year(household, person.partnership, p.special) * own / household, CENT)


def wage_of_partner(gross: float) -> Wage:
    """The wage of a partner who works in Belgium all year, full-time."""
    return Wage(gross, gross, 0.0, 12.0, 1, 1.0, EmployeeClass.EMPLOYEE)


def net_of_partner(gross: float, due: float, p: Parameters) -> float:
    """The net professional income of a partner who owes the contribution `due` in Belgium, EUR/year."""
    taxable = max(0.0, gross - due)
    return taxable - professional_expenses(taxable, p.tax)


def _by_branch(social_security: float, special: float, employer: float, p: Parameters) -> Contributions:
    """The employee's part by branch, in the proportions of the 13.07 %."""
    rate = p.insurance.employee_rate
    pension = half_up(social_security * p.insurance.branch_pension / rate, CENT)
    sickness_cash = half_up(social_security * p.insurance.branch_sickness_cash / rate, CENT)
    unemployment = half_up(social_security * p.insurance.branch_unemployment / rate, CENT)
    health = half_up(social_security - pension - sickness_cash - unemployment, CENT)
    return Contributions(
        State.BE,
        half_up(social_security + special, CENT),
        employer,
        pension,
        health,
        sickness_cash,
        0.0,
        unemployment,
        special,
    )
