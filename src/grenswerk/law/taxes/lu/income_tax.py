"""Income tax of an employee in Luxembourg, resident or not (LIR); exempt income sets the rate (art. 134)."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.law.rounding import down
from grenswerk.law.taxes.lu.assimilation import Assimilation, assimilation, not_asked
from grenswerk.law.taxes.lu.credits import (
    LuCredits,
    credits_of_employee,
    no_credits,
    single_parent_credit,
    total_of,
)
from grenswerk.law.taxes.lu.parameters import Parameters
from grenswerk.law.taxes.lu.scale import (
    AnnualTax,
    TaxClass,
    annual_tax,
    class_of_nonresident,
    class_of_resident,
)
from grenswerk.law.taxes.lu.taxable_income import (
    IncomeBeside,
    TaxableIncome,
    earned_income,
    exempt_of_partner,
    partner_net_of_resident,
    taxable_income,
    wage_of_partner,
)
from grenswerk.model.pay import Contributions, ForeignTax, Partnership, Person, Wage
from grenswerk.model.states import State


class LuResidentTax(NamedTuple):
    """The assessment of a resident, EUR/year, in the order of form 100."""

    income: TaxableIncome
    tax_class: TaxClass
    tax_on_all_income: AnnualTax
    relief: float  # the household's tax on exempt income
    household_tax: float
    tax: float
    partner_tax: float
    church_tax: float
    credit_lines: LuCredits
    credits: float
    partner_credits: float


class LuNonresidentTax(NamedTuple):
    """The assessment of a non-resident, EUR/year."""

    conditions: Assimilation
    treated_as_resident: bool
    income: TaxableIncome
    tax_class: TaxClass
    tax_on_all_income: AnnualTax
    relief: float  # the tax on income that counts for the rate only
    tax: float
    partner_tax: float
    church_tax: float
    credit_lines: LuCredits
    credits: float


def tax_with_progression(all_income: AnnualTax, income: TaxableIncome) -> float:
    """The tax on the income taxed here at the average rate of all income, in whole euros (art. 134 LIR)."""
    if income.income_for_rate <= 0.0:
        return 0.0
    return down(all_income.annual_tax * income.adjusted_income / income.income_for_rate, 1.0)


def with_single_parent_credit(lines: LuCredits, single_parent: float) -> LuCredits:
    """The same credits with the credit for lone parents, EUR/year."""
    return LuCredits(
        employee_credit=lines.employee_credit,
        co2_credit=lines.co2_credit,
        minimum_wage_credit=lines.minimum_wage_credit,
        single_parent_credit=single_parent,
    )


def tax_of_partner_alone(person: Person, p: Parameters) -> float:
    """The tax of a partner who lives with the worker unmarried, in class 1, EUR/year.

    The tax moderation for the children of the household is taken to be the worker's.
    """
    if person.partnership != Partnership.COHABITING:
        return 0.0
    net = partner_net_of_resident(person, p) - p.deductions.special_expenses_minimum
    return annual_tax(down(max(0.0, net), p.scale.income_step), TaxClass.ONE, p).annual_tax


def tax_of_resident(
    wage: Wage, person: Person, insured: Contributions, abroad: ForeignTax, p: Parameters
) -> LuResidentTax:
    """The tax of a resident on world income, EUR/year; foreign wages are exempt and raise the rate.

    Couples are taxed jointly in class 2, and their tax is shared by their net income taxed in Luxembourg. The
    credits that an employer pays with the wage (CIS, CI-CO2, CISSM) need an employer who withholds in Luxembourg:
    a worker with a foreign work state has none.
    """
    tax_class = class_of_resident(person, p)
    earned = earned_income(wage, insured, p)
    joint = person.partnership == Partnership.COUPLE
    partner = partner_net_of_resident(person, p) if joint else 0.0
    beside = IncomeBeside(
        partner=partner,
        other=float(person.other_income),
        exempt=earned.net_elsewhere,
        exempt_partner=0.0,
        two_earners=partner > 0.0 and wage.gross > 0.0,
    )
    income = taxable_income(earned, beside, p)
    all_income = annual_tax(income.income_for_rate, tax_class, p)
    household_tax = tax_with_progression(all_income, income)
    own = earned.net_here + person.other_income
    joint_tax = household_tax * partner / (own + partner) if own + partner > 0.0 else 0.0
    partner_tax = joint_tax if joint else tax_of_partner_alone(person, p)
    lines = no_credits()
    if wage.taxed_here > 0.0 and (abroad.state in (State.THIRD, State.LU)):
        lines = credits_of_employee(wage, p)
    lines = with_single_parent_credit(lines, single_parent_credit(person, tax_class, income.adjusted_income, p))
    partner_credits = 0.0
    if person.partnership != Partnership.SINGLE and person.partner_gross > 0.0:
        partner_credits = total_of(credits_of_employee(wage_of_partner(person), p))
    return LuResidentTax(
        income=income,
        tax_class=tax_class,
        tax_on_all_income=all_income,
        relief=all_income.annual_tax - household_tax,
        household_tax=household_tax,
        tax=max(0.0, household_tax - joint_tax),
        partner_tax=partner_tax,
        church_tax=0.0,
        credit_lines=lines,
        credits=total_of(lines),
        partner_credits=partner_credits,
    )


def tax_of_nonresident(  # noqa: PLR0917
    wage: Wage,
    person: Person,
    residence: State,
    insured: Contributions,
    treated_as_resident: bool,  # noqa: FBT001
    p: Parameters,
) -> LuNonresidentTax:
    """The tax of a non-resident on wages taxable in Luxembourg, EUR/year.

    Not assimilated: the tariff on Luxembourg income alone, in class 1 or 1a. Assimilated, on request and where the
    conditions hold: class and deductions of a resident, couples jointly; foreign income, the partner's included,
    sets the rate only. CIS, CI-CO2 and CISSM are paid either way, on the whole gross wage.
    """
    earned = earned_income(wage, insured, p)
    conditions = not_asked()
    if treated_as_resident:
        conditions = assimilation(wage, earned, person, residence, p)
    granted = conditions.open_to_assimilation
    tax_class = class_of_nonresident(person, granted, p)
    beside = IncomeBeside(
        partner=0.0,
        other=0.0,
        exempt=earned.net_elsewhere + person.other_income if granted else 0.0,
        exempt_partner=exempt_of_partner(person, p) if granted else 0.0,
        two_earners=False,
    )
    income = taxable_income(earned, beside, p)
    all_income = annual_tax(income.income_for_rate, tax_class, p)
    tax = tax_with_progression(all_income, income)
    lines = credits_of_employee(wage, p) if wage.taxed_here > 0.0 else no_credits()
    if granted:
        lines = with_single_parent_credit(
            lines, single_parent_credit(person, tax_class, income.adjusted_income, p)
        )
    return LuNonresidentTax(
        conditions=conditions,
        treated_as_resident=granted,
        income=income,
        tax_class=tax_class,
        tax_on_all_income=all_income,
        relief=all_income.annual_tax - tax,
        tax=tax,
        partner_tax=0.0,
        church_tax=0.0,
        credit_lines=lines,
        credits=total_of(lines),
    )
