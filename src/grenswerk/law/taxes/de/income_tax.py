"""Income tax of a resident of Germany (unbeschränkte Steuerpflicht, § 1(1) EStG)."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.law.relief.progression import exempt_wage_income
from grenswerk.law.taxes.de.assessment import Assessment, Household, assessed
from grenswerk.law.taxes.de.contributions import contributions
from grenswerk.law.taxes.de.parameters import Parameters
from grenswerk.law.taxes.de.provision import (
    Provision,
    added,
    deduction,
    old_age_deduction,
    other_deduction,
    provision_of,
)
from grenswerk.model.pay import Contributions, EmployeeClass, ForeignTax, Partnership, Person, Wage
from grenswerk.model.states import State


class DeResidentTax(NamedTuple):
    """The assessment in the order of § 2 EStG, EUR/year; for spouses of both together unless said."""

    exempt_wage: float  # by treaty, the worker's
    untaxed_abroad: float  # exempt by treaty, but taxed here because the other state does not tax it
    taxed_wage: float  # the worker's
    employee_lump_sum: float  # the worker's
    wage_income: float  # the worker's
    partner_wage_income: float
    other_income: float
    single_parent_relief: float
    total_income: float
    old_age_provision: float
    other_provision: float
    special_expenses: float
    child_allowances: float
    taxable_income: float
    exempt_income: float
    income_for_rate: float
    rate: float  # percent
    tariff_tax: float
    child_benefit_claim: float
    income_tax: float
    tax_after_child_allowances: float
    solidarity_surcharge: float
    household_tax: float
    relief: float
    tax: float
    church_tax: float
    credits: float
    partner_tax: float


class Wages(NamedTuple):
    """The worker's wage as Germany divides it, EUR/year."""

    taxed: float
    exempt: float
    abroad: State  # the state that taxes the exempt part


class Incomes(NamedTuple):
    """The incomes that enter an assessment, EUR/year."""

    wage: float  # the worker's income from taxed wages
    partner: float
    other: float
    exempt: float
    provision: Provision


def wage_income(wage: float, p: Parameters) -> float:
    """Wage less the employee's lump sum, which cannot exceed it (§§ 9a S. 1 Nr. 1 a, S. 2 EStG)."""
    return max(0.0, wage - p.allowances.employee_lump_sum)


def is_taxed_at_source(gross: float, months: float, p: Parameters) -> bool:
    """Whether the employer settles the tax of a marginal employment with the flat 2 % (§ 40a(2) EStG)."""
    return gross <= p.insurance.marginal_limit * months


def single_parent_relief(person: Person, p: Parameters) -> float:
    """Relief for single parents (Entlastungsbetrag, § 24b EStG)."""
    if not person.single_parent or person.children == 0 or person.partnership != Partnership.SINGLE:
        return 0.0
    further = p.allowances.single_parent_relief_further_child * (person.children - 1)
    return p.allowances.single_parent_relief_first_child + further


def partner_provision(person: Person, p: Parameters) -> Provision:
    """The contributions of a partner employed and insured in Germany, by class."""
    gross = person.partner_gross
    wage = Wage(gross, gross, 0.0, 12.0, 1, 1.0, EmployeeClass.EMPLOYEE)
    insured = contributions(wage, person, State.DE, p).total
    return provision_of(insured, gross, 0.0, State.THIRD, p)


def untaxed_abroad(wage: Wage, abroad: ForeignTax) -> float:
    """The part of the treaty-exempt wage that the work state does not tax. EUR/year."""
    if abroad.taxed < 0.0:
        return 0.0
    return min(wage.taxed_elsewhere, max(0.0, abroad.wage - abroad.taxed))


def tax_of_resident(
    wage: Wage, person: Person, insured: Contributions, abroad: ForeignTax, p: Parameters
) -> DeResidentTax:
    """Income tax on the world wage, exempt wages under the progression clause.

    EUR/year. Wages that the treaty leaves to the other state, but that it does not tax by its own reading, are
    taxed (§ 50d(9) S. 1 EStG; for Luxembourg also Art. 22(1)(a) of the treaty).
    """
    untaxed = untaxed_abroad(wage, abroad)
    exempt = wage.taxed_elsewhere - untaxed
    taxed = wage.taxed_here + untaxed
    if insured.state == State.DE and exempt <= 0.0 and is_taxed_at_source(wage.gross, wage.months, p):
        taxed = 0.0

    incomes = _incomes(Wages(taxed, exempt, abroad.state), person, insured, p)
    household = _household(incomes, person)
    relieved_from = _full_tax(wage.gross, person, insured, p) if exempt > 0.0 else 0.0
    result = _assessed(incomes, household, person, p)
    household_tax = result.income_tax + result.solidarity_surcharge
    relief = max(0.0, relieved_from - household_tax) if exempt > 0.0 else 0.0
    tax = household_tax * household.worker_share
    partner_tax = household_tax - tax
    if person.partnership == Partnership.COHABITING:
        partner_tax = _tax_of_cohabiting_partner(person, p)
    persons = household.persons
    return DeResidentTax(
        exempt_wage=exempt,
        untaxed_abroad=untaxed,
        taxed_wage=taxed,
        employee_lump_sum=taxed - incomes.wage,
        wage_income=incomes.wage,
        partner_wage_income=incomes.partner,
        other_income=incomes.other,
        single_parent_relief=single_parent_relief(person, p),
        total_income=incomes.wage + incomes.partner + incomes.other - single_parent_relief(person, p),
        old_age_provision=old_age_deduction(incomes.provision, persons, p.allowances),
        other_provision=other_deduction(incomes.provision, persons, p.allowances),
        special_expenses=result.special_expenses,
        child_allowances=result.child_allowances,
        taxable_income=result.taxable_income,
        exempt_income=incomes.exempt,
        income_for_rate=result.income_for_rate,
        rate=result.rate,
        tariff_tax=result.tariff_tax,
        child_benefit_claim=result.child_benefit_claim,
        income_tax=result.income_tax,
        tax_after_child_allowances=result.tax_after_child_allowances,
        solidarity_surcharge=result.solidarity_surcharge,
        household_tax=household_tax,
        relief=relief,
        tax=tax,
        church_tax=result.church_tax,
        credits=0.0,
        partner_tax=partner_tax,
    )


def _incomes(wage: Wages, person: Person, insured: Contributions, p: Parameters) -> Incomes:
    provision = provision_of(insured, wage.taxed, wage.exempt, wage.abroad, p)
    partner = 0.0
    if person.partnership == Partnership.COUPLE and not is_taxed_at_source(person.partner_gross, 12.0, p):
        partner = wage_income(person.partner_gross, p)
        provision = added(provision, partner_provision(person, p))
    exempt_income = exempt_wage_income(wage.exempt, wage.taxed, p.allowances.employee_lump_sum)
    return Incomes(
        wage=wage_income(wage.taxed, p),
        partner=partner,
        other=person.other_income,
        exempt=exempt_income,
        provision=provision,
    )


def _household(incomes: Incomes, person: Person) -> Household:
    together = incomes.wage + incomes.partner + incomes.other
    share = 1.0
    if incomes.partner > 0.0 and together > 0.0:
        share = min(1.0, max(0.0, (incomes.wage + incomes.other) / together))
    persons = 2 if person.partnership == Partnership.COUPLE else 1
    return Household(persons=persons, children=person.children, church=person.church_tax, worker_share=share)


def _assessed(incomes: Incomes, household: Household, person: Person, p: Parameters) -> Assessment:
    total = incomes.wage + incomes.partner + incomes.other - single_parent_relief(person, p)
    provision = deduction(incomes.provision, household.persons, p.allowances)
    return assessed(total - provision, incomes.exempt, household, p)


def _full_tax(gross: float, person: Person, insured: Contributions, p: Parameters) -> float:
    """The household's tax if Germany taxed the whole wage."""
    incomes = _incomes(Wages(gross, 0.0, State.THIRD), person, insured, p)
    result = _assessed(incomes, _household(incomes, person), person, p)
    return result.income_tax + result.solidarity_surcharge


def _tax_of_cohabiting_partner(person: Person, p: Parameters) -> float:
    """The tax of a partner who is not married to the worker and is assessed alone."""
    if is_taxed_at_source(person.partner_gross, 12.0, p):
        return 0.0
    provision = deduction(partner_provision(person, p), 1, p.allowances)
    household = Household(persons=1, children=person.children, church=False, worker_share=1.0)
    result = assessed(wage_income(person.partner_gross, p) - provision, 0.0, household, p)
    return result.income_tax + result.solidarity_surcharge
