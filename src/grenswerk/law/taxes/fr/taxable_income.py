"""The wages of a household as the scale takes them: net of contributions, net of work expenses (CGI art. 83)."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.law.rounding import half_up
from grenswerk.law.taxes.fr.contributions import contributions, general_social_contributions
from grenswerk.law.taxes.fr.parameters import Parameters
from grenswerk.model.pay import Contributions, EmployeeClass, Partnership, Person, Wage
from grenswerk.model.states import State

_EURO = 1.0


class NetWage(NamedTuple):
    """The worker's wage of a year, EUR, in the order of the return."""

    contributions_deducted: float
    taxable_wage: float  # after contributions (net imposable), worldwide
    taxable_wage_here: float
    foreign_tax_deducted: float
    work_expenses: float
    net_wage_here: float
    net_wage_elsewhere: float


def deductible_contributions(wage: Wage, residence: State, insured: Contributions, p: Parameters) -> float:
    """The contributions that come off the taxable wage, EUR/year, of whatever state.

    Of French ones all but CRDS and the part of CSG that is not deductible (CGI art. 83, 154 quinquies).
    """
    if insured.state != State.FR or residence != State.FR:
        return insured.employee
    social = general_social_contributions(wage, p)
    return insured.employee - social.csg_not_deductible - social.crds


def work_expenses(taxable_wage: float, p: Parameters) -> float:
    """The flat 10 % for work expenses of one earner, in whole euros, within its bounds (CGI art. 83, 3°)."""
    rates = p.income_tax
    flat = max(half_up(taxable_wage * rates.work_expenses_rate, _EURO), rates.work_expenses_minimum)
    return min(flat, rates.work_expenses_maximum, max(0.0, taxable_wage))


def net_wage(wage: Wage, deducted: float, foreign_tax: float, p: Parameters) -> NetWage:
    """The worker's net wage, EUR/year; contributions and expenses follow the shares of pay.

    `foreign_tax` is what the effective rate takes off exempt pay; nothing where foreign pay is credited.
    """
    here = wage.taxed_here / wage.gross if wage.gross > 0.0 else 1.0
    taxable = max(0.0, wage.gross - deducted)
    taxable_here = taxable * here
    elsewhere = max(0.0, taxable - taxable_here - foreign_tax)
    total = taxable_here + elsewhere
    expenses = work_expenses(total, p)
    kept = 1.0 - expenses / total if total > 0.0 else 0.0
    return NetWage(
        contributions_deducted=deducted,
        taxable_wage=taxable,
        taxable_wage_here=taxable_here,
        foreign_tax_deducted=foreign_tax,
        work_expenses=expenses,
        net_wage_here=taxable_here * kept,
        net_wage_elsewhere=elsewhere * kept,
    )


def net_wage_of_partner(person: Person, p: Parameters) -> float:
    """The net wage of a partner, EUR/year, who works and is insured in France the whole year.

    The local scheme of Alsace-Moselle is taken to be the same for both.
    """
    if person.partnership == Partnership.SINGLE or person.partner_gross <= 0.0:
        return 0.0
    gross = float(person.partner_gross)
    wage = Wage(
        gross=gross,
        taxed_here=gross,
        taxed_elsewhere=0.0,
        months=12.0,
        first_month=1,
        work_share=1.0,
        employee_class=EmployeeClass.EMPLOYEE,
    )
    total = contributions(wage, person, State.FR, p).total
    taxable = gross - deductible_contributions(wage, State.FR, total, p)
    return taxable - work_expenses(taxable, p)
