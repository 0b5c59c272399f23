"""Income tax of a non-resident: limited liability (§§ 49, 50 EStG) or treatment as a resident (§§ 1(3), 1a)."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.law.relief.progression import exempt_wage_income
from grenswerk.law.rounding import up
from grenswerk.law.taxes.de.assessment import AtRate, Household, assessed, tax_at_rate
from grenswerk.law.taxes.de.income_tax import single_parent_relief, wage_income
from grenswerk.law.taxes.de.parameters import Parameters
from grenswerk.law.taxes.de.provision import (
    deduction,
    old_age_deduction,
    other_deduction,
    provision_of,
)
from grenswerk.law.taxes.de.tariff import solidarity_surcharge, tariff_tax
from grenswerk.model.pay import Contributions, Partnership, Person, Wage
from grenswerk.model.states import State


class DeNonresidentTax(NamedTuple):
    """German tax of a worker who lives in another state, EUR/year."""

    taxed_wage: float
    employee_lump_sum: float
    wage_income: float
    foreign_income: float  # not taxed in Germany; of both spouses where both are treated as residents
    german_share: float  # of that and the wage income, 0-1
    treated_as_resident: bool
    splitting: bool
    single_parent_relief: float
    old_age_provision: float
    other_provision: float
    special_expenses: float
    basic_allowance_added_back: float  # the part of the basic allowance that wages do not cover
    child_allowances: float
    taxable_income: float
    income_for_rate: float
    rate: float  # percent
    child_benefit_claim: float
    income_tax: float
    solidarity_surcharge: float
    tax_on_request: float  # income tax in an assessment on request as a person with limited liability
    relief: float  # reduction for residents of Belgium
    tax: float
    church_tax: float
    credits: float
    partner_tax: float


class Treatment(NamedTuple):
    """Whether the conditions of § 1(3), and of § 1a with the spouse, hold."""

    foreign_income: float
    german_share: float
    granted: bool
    splitting: bool


class LimitedBase(NamedTuple):
    """The taxable income of a person with limited liability, and how it was found."""

    employee_lump_sum: float
    wage_income: float
    old_age_provision: float
    other_provision: float
    special_expenses: float
    basic_allowance_added_back: float
    taxable_income: float


def treatment(wage: Wage, person: Person, residence: State, p: Parameters) -> Treatment:
    """The tests of § 1(3) S. 2 and, with the spouse's income and twice the limit, of § 1a(1) Nr. 2 EStG.

    EUR/year; incomes by German rules. Spouses must live in an EU state.
    """
    german = wage_income(wage.taxed_here, p)
    lump_sum = p.allowances.employee_lump_sum
    foreign = exempt_wage_income(wage.taxed_elsewhere, wage.taxed_here, lump_sum) + person.other_income
    if person.partnership == Partnership.COUPLE and residence != State.THIRD:
        both = foreign + wage_income(person.partner_gross, p)
        if _passes(german, both, 2, p):
            return Treatment(foreign_income=both, german_share=_share(german, both), granted=True, splitting=True)
    return Treatment(
        foreign_income=foreign,
        german_share=_share(german, foreign),
        granted=_passes(german, foreign, 1, p),
        splitting=False,
    )


def _passes(german: float, foreign: float, persons: int, p: Parameters) -> bool:
    if german <= 0.0:
        return False
    if _share(german, foreign) >= p.cross_border.resident_treatment_german_share:
        return True
    return foreign <= persons * p.cross_border.resident_treatment_foreign_income


def _share(german: float, foreign: float) -> float:
    return german / (german + foreign) if german + foreign > 0.0 else 0.0


def limited_base(wage: Wage, insured: Contributions, p: Parameters) -> LimitedBase:
    """Taxable income under § 50(1) EStG.

    EUR/year. Lump sums in twelfths for the months of employment (S. 6); pension, health and care contributions
    linked to the German wage (S. 5), no others; the basic allowance only against wages (S. 2).
    """
    part = min(1.0, up(wage.months, 1.0) / 12.0)
    income = max(0.0, wage.taxed_here - part * p.allowances.employee_lump_sum)
    provision = provision_of(insured, wage.taxed_here, wage.gross - wage.taxed_here, State.THIRD, p)
    old_age = old_age_deduction(provision, 1, p.allowances)
    contributions = min(income, up(old_age + provision.basic_health_and_care, 1.0))
    special = part * p.allowances.special_expenses_lump_sum
    covered = income - contributions
    added_back = max(0.0, p.tariff.basic_allowance - covered)
    return LimitedBase(
        employee_lump_sum=wage.taxed_here - income,
        wage_income=income,
        old_age_provision=old_age,
        other_provision=provision.basic_health_and_care,
        special_expenses=special,
        basic_allowance_added_back=added_back,
        taxable_income=max(0.0, covered - special + added_back),
    )


def tax_of_nonresident(  # noqa: PLR0917 - the same arguments in every state
    wage: Wage,
    person: Person,
    residence: State,
    insured: Contributions,
    treated_as_resident: bool,  # noqa: FBT001
    p: Parameters,
) -> DeNonresidentTax:
    """German tax on the German share of the wage; like a resident's where asked for and the conditions hold.

    EUR/year. Residents of Belgium get 8 % off (Final Protocol No. 11 of the treaty with Belgium).
    """
    test = treatment(wage, person, residence, p)
    if treated_as_resident and test.granted:
        return _like_a_resident(wage, person, residence, insured, test, p)
    base = limited_base(wage, insured, p)
    income_tax = tariff_tax(base.taxable_income, p.tariff)
    foreign = exempt_wage_income(wage.taxed_elsewhere, wage.taxed_here, p.allowances.employee_lump_sum)
    on_request: AtRate = tax_at_rate(base.taxable_income, foreign + person.other_income, 1, p)
    surcharge = solidarity_surcharge(income_tax, 1, p.surcharges)
    relief = belgian_reduction(income_tax, residence, p)
    return DeNonresidentTax(
        taxed_wage=wage.taxed_here,
        employee_lump_sum=base.employee_lump_sum,
        wage_income=base.wage_income,
        foreign_income=test.foreign_income,
        german_share=test.german_share,
        treated_as_resident=False,
        splitting=False,
        single_parent_relief=0.0,
        old_age_provision=base.old_age_provision,
        other_provision=base.other_provision,
        special_expenses=base.special_expenses,
        basic_allowance_added_back=base.basic_allowance_added_back,
        child_allowances=0.0,
        taxable_income=base.taxable_income,
        income_for_rate=base.taxable_income,
        rate=100.0 * income_tax / max(1.0, base.taxable_income),
        child_benefit_claim=0.0,
        income_tax=income_tax,
        solidarity_surcharge=surcharge,
        tax_on_request=on_request.tax,
        relief=relief,
        tax=income_tax + surcharge - relief,
        church_tax=0.0,
        credits=0.0,
        partner_tax=0.0,
    )


def belgian_reduction(income_tax: float, residence: State, p: Parameters) -> float:
    """8 % of the tax on wages of a resident of Belgium, who pays municipal tax on them there."""
    return p.cross_border.belgian_resident_reduction * income_tax if residence == State.BE else 0.0


def _like_a_resident(  # noqa: PLR0917
    wage: Wage, person: Person, residence: State, insured: Contributions, test: Treatment, p: Parameters
) -> DeNonresidentTax:
    """All personal allowances; income not taxed in Germany counts for the rate (§ 32b(1) Nr. 5 EStG)."""
    persons = 2 if test.splitting else 1
    income = wage_income(wage.taxed_here, p)
    provision = provision_of(insured, wage.taxed_here, wage.gross - wage.taxed_here, State.THIRD, p)
    relief_24b = single_parent_relief(person, p)
    household = Household(persons=persons, children=person.children, church=False, worker_share=1.0)
    deducted = deduction(provision, persons, p.allowances)
    result = assessed(income - relief_24b - deducted, test.foreign_income, household, p)
    on_request = tax_at_rate(limited_base(wage, insured, p).taxable_income, test.foreign_income, 1, p)
    relief = belgian_reduction(result.income_tax, residence, p)
    return DeNonresidentTax(
        taxed_wage=wage.taxed_here,
        employee_lump_sum=wage.taxed_here - income,
        wage_income=income,
        foreign_income=test.foreign_income,
        german_share=test.german_share,
        treated_as_resident=True,
        splitting=test.splitting,
        single_parent_relief=relief_24b,
        old_age_provision=old_age_deduction(provision, persons, p.allowances),
        other_provision=other_deduction(provision, persons, p.allowances),
        special_expenses=result.special_expenses,
        basic_allowance_added_back=0.0,
        child_allowances=result.child_allowances,
        taxable_income=result.taxable_income,
        income_for_rate=result.income_for_rate,
        rate=result.rate,
        child_benefit_claim=result.child_benefit_claim,
        income_tax=result.income_tax,
        solidarity_surcharge=result.solidarity_surcharge,
        tax_on_request=on_request.tax,
        relief=relief,
        tax=result.income_tax + result.solidarity_surcharge - relief,
        church_tax=0.0,
        credits=0.0,
        partner_tax=0.0,
    )
