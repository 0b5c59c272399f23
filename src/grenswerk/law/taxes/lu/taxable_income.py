"""From the wage to the adjusted taxable income: LIR; art. 126 on rounding, art. 134 on exempt income."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.law.rounding import down
from grenswerk.law.taxes.lu.contributions import contributions_on
from grenswerk.law.taxes.lu.parameters import Parameters
from grenswerk.model.pay import Contributions, EmployeeClass, Partnership, Person, Wage


class EarnedIncome(NamedTuple):
    """A worker's wage of a year after the deductions that follow the wage, EUR."""

    wage_here: float
    contributions_here: float
    contributions_elsewhere: float
    work_expenses_here: float
    net_here: float
    net_elsewhere: float


class IncomeBeside(NamedTuple):
    """What stands beside the worker's wage taxed in Luxembourg, EUR/year."""

    partner: float  # the partner's net wage taxed jointly in Luxembourg
    other: float  # other net income taxed in Luxembourg
    exempt: float  # the worker's income that counts for the rate only
    exempt_partner: float  # the partner's
    two_earners: bool


class TaxableIncome(NamedTuple):
    """The income of the household on which the tax is assessed, EUR/year."""

    wage_here: float
    contributions_here: float
    contributions_elsewhere: float  # those that follow pay not taxed in Luxembourg
    work_expenses_here: float
    net_wage_here: float
    partner_income: float  # the partner's wage after contributions and work expenses
    special_expenses: float
    joint_abatement: float
    adjusted_income: float  # taxed in Luxembourg
    exempt_income: float  # counts for the rate only
    exempt_partner_income: float  # counts for the rate only
    income_for_rate: float  # the fictitious base of art. 134


def deductible(insured: Contributions) -> float:
    """The contributions deducted from the income, EUR/year: all but long-term care and the residual levies.

    Foreign compulsory contributions are read like Luxembourg's, branch by branch (LIR, dépenses spéciales).
    """
    return insured.pension + insured.health + insured.sickness_cash + insured.unemployment


def earned_income(wage: Wage, insured: Contributions, p: Parameters) -> EarnedIncome:
    """The worker's own wage, here and elsewhere, less contributions and the flat work expenses.

    Contributions follow the wage: the part that belongs to exempt pay is not deducted from taxed pay.
    """
    share_here = wage.taxed_here / wage.gross if wage.gross > 0.0 else 0.0
    deducted = deductible(insured)
    here = max(0.0, wage.taxed_here - deducted * share_here)
    elsewhere = max(0.0, wage.taxed_elsewhere - deducted * (1.0 - share_here)) if wage.gross > 0.0 else 0.0
    expenses_here = min(p.deductions.work_expenses_minimum, here)
    expenses_elsewhere = min(p.deductions.work_expenses_minimum - expenses_here, elsewhere)
    return EarnedIncome(
        wage_here=wage.taxed_here,
        contributions_here=deducted * share_here,
        contributions_elsewhere=deducted * (1.0 - share_here),
        work_expenses_here=expenses_here,
        net_here=here - expenses_here,
        net_elsewhere=elsewhere - expenses_elsewhere,
    )


def wage_of_partner(person: Person) -> Wage:
    """The partner's wage: a whole year, full time, all of it taxed in the residence state."""
    gross = float(person.partner_gross)
    return Wage(
        gross=gross,
        taxed_here=gross,
        taxed_elsewhere=0.0,
        months=12.0,
        first_month=1,
        work_share=1.0,
        employee_class=EmployeeClass.EMPLOYEE,
    )


def partner_net(person: Person, insured: Contributions, p: Parameters) -> float:
    """A partner's wage after the contributions owed on it and flat work expenses, EUR/year."""
    if person.partner_gross <= 0.0:
        return 0.0
    return max(0.0, person.partner_gross - deductible(insured) - p.deductions.work_expenses_minimum)


def partner_net_of_resident(person: Person, p: Parameters) -> float:
    """The same for the partner of a resident, who works and is insured in Luxembourg, EUR/year."""
    return partner_net(person, contributions_on(wage_of_partner(person), p).total, p)


def exempt_of_partner(person: Person, p: Parameters) -> float:
    """The foreign wage of a non-resident's married partner that counts for the rate, EUR/year.

    The partner's own contributions abroad are deducted as Luxembourg's would be. The second flat special expenses
    and the joint abatement belong to the second earner: they reduce the foreign wage and leave the income taxed in
    Luxembourg whole.
    """
    if person.partnership != Partnership.COUPLE:
        return 0.0
    second = p.deductions.special_expenses_minimum + p.deductions.joint_abatement
    return max(0.0, partner_net(person, person.partner_contributions, p) - second)


def taxable_income(earned: EarnedIncome, beside: IncomeBeside, p: Parameters) -> TaxableIncome:
    """The adjusted taxable income and the income that sets the rate, both rounded down to 50 euro (art. 126 LIR).

    Two earners both taxed in Luxembourg have twice the flat special expenses, and the joint abatement (AC).
    """
    earners = 2.0 if beside.two_earners else 1.0
    special_expenses = p.deductions.special_expenses_minimum * earners
    joint_abatement = p.deductions.joint_abatement if beside.two_earners else 0.0
    income = earned.net_here + beside.partner + beside.other
    taxed = income - special_expenses - joint_abatement
    return TaxableIncome(
        wage_here=earned.wage_here,
        contributions_here=earned.contributions_here,
        contributions_elsewhere=earned.contributions_elsewhere,
        work_expenses_here=earned.work_expenses_here,
        net_wage_here=earned.net_here,
        partner_income=beside.partner,
        special_expenses=special_expenses,
        joint_abatement=joint_abatement,
        adjusted_income=down(max(0.0, taxed), p.scale.income_step),
        exempt_income=beside.exempt,
        exempt_partner_income=beside.exempt_partner,
        income_for_rate=down(max(0.0, taxed + beside.exempt + beside.exempt_partner), p.scale.income_step),
    )
