"""From the sum of incomes to the income tax assessed (§§ 2, 31, 32, 32a, 32b EStG; SolzG; § 51a EStG)."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.law.relief.progression import income_for_rate, taxed_at_rate_of
from grenswerk.law.taxes.de.parameters import Parameters
from grenswerk.law.taxes.de.tariff import church_tax_on, solidarity_surcharge, tax_for


class Household(NamedTuple):
    """Whose tax is assessed, as the tariff sees it."""

    persons: int  # 2: spouses assessed together
    children: int
    church: bool  # the worker belongs to a church that levies tax
    worker_share: float  # of the taxed income


class AtRate(NamedTuple):
    """Tax on one taxable income, at the rate of it and the exempt income."""

    income_for_rate: float
    rate: float  # percent
    tax: float


class Assessment(NamedTuple):
    """The assessed tax of a person or of spouses, EUR/year."""

    special_expenses: float
    income: float  # before child allowances
    child_allowances: float  # deducted: 0 where child benefit is better
    child_benefit_claim: float  # added to the tax where the allowances are better
    taxable_income: float
    income_for_rate: float
    rate: float
    tariff_tax: float
    income_tax: float
    tax_after_child_allowances: float  # in all cases: the base of the surcharges
    solidarity_surcharge: float
    church_tax: float  # the worker's


def tax_at_rate(taxable: float, exempt: float, persons: int, p: Parameters) -> AtRate:
    """Tariff tax, with the progression clause where exempt income counts for the rate (§ 32b EStG)."""
    if exempt <= 0.0:
        tax = tax_for(taxable, persons, p.tariff)
        return AtRate(max(0.0, taxable), 100.0 * tax / max(1.0, taxable), tax)
    total = income_for_rate(taxable, exempt)
    result = taxed_at_rate_of(taxable, total, tax_for(total, persons, p.tariff))
    return AtRate(total, result.rate, result.tax)


def child_allowances_of(household: Household, p: Parameters) -> float:
    """Child and care allowances: one parent's half, both halves for spouses (§ 32(6) EStG)."""
    one = p.allowances.child_allowance_per_parent + p.allowances.care_and_education_allowance_per_parent
    return household.persons * household.children * one


def child_benefit_claim_of(household: Household, p: Parameters) -> float:
    """The claim to child benefit that is set against the allowances, half for one parent (§ 31 S. 4 EStG)."""
    year = 12.0 * p.allowances.child_benefit_per_month * household.children
    return year * household.persons / 2.0


def assessed(income: float, exempt: float, household: Household, p: Parameters) -> Assessment:
    """The assessment on `income` (after § 24b and provision, before special expenses), with exempt income.

    Church tax paid is a special expense (§ 10(1) Nr. 4): the year's own church tax is taken as the one paid in it.
    """
    church = 0.0
    result = _with_church_tax(income, exempt, church, household, p)
    if household.church:
        for _ in range(6):
            church = result.church_tax
            result = _with_church_tax(income, exempt, church, household, p)
    return result


def _with_church_tax(
    income: float, exempt: float, church: float, household: Household, p: Parameters
) -> Assessment:
    persons = household.persons
    special = max(church, persons * p.allowances.special_expenses_lump_sum)
    before = income - special
    allowances = child_allowances_of(household, p)
    claim = child_benefit_claim_of(household, p)
    without = tax_at_rate(before, exempt, persons, p)
    after = tax_at_rate(before - allowances, exempt, persons, p)
    better = without.tax - after.tax > claim  # Günstigerprüfung, § 31 S. 4
    used = after if better else without
    surcharge = solidarity_surcharge(after.tax, persons, p.surcharges)
    church_tax = church_tax_on(after.tax * household.worker_share, p.surcharges) if household.church else 0.0
    return Assessment(
        special_expenses=special,
        income=before,
        child_allowances=allowances if better else 0.0,
        child_benefit_claim=claim if better else 0.0,
        taxable_income=max(0.0, before - allowances) if better else max(0.0, before),
        income_for_rate=used.income_for_rate,
        rate=used.rate,
        tariff_tax=used.tax,
        income_tax=used.tax + (claim if better else 0.0),
        tax_after_child_allowances=after.tax,
        solidarity_surcharge=surcharge,
        church_tax=church_tax,
    )
