"""Wage tax withheld by the employer (Lohnsteuer, §§ 38-39b EStG, Programmablaufplan).

The bridge to the published wage-tax tables: net pay uses the assessed tax, this module what is withheld.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from grenswerk.law.rounding import down, up
from grenswerk.law.taxes.de.contributions import care_reduction, owes_childless_surcharge
from grenswerk.law.taxes.de.parameters import Parameters, Tariff
from grenswerk.law.taxes.de.tariff import solidarity_surcharge, tariff_tax, tax_for
from grenswerk.model.pay import Person


class TaxClass(IntEnum):
    """Steuerklasse, § 38b EStG."""

    I = 1  # noqa: E741
    II = 2
    III = 3
    IV = 4
    V = 5
    VI = 6


class Payslip(NamedTuple):
    """What the plan needs of a payslip."""

    year_wage: float  # the month's wage times twelve
    month: int  # 1-12: the plan of 2024 changed in December
    tax_class: TaxClass
    child_counter: float  # Kinderfreibetragszähler
    health_additional_rate: float
    care_rate: float  # employee's share


class WageTaxed(NamedTuple):
    """The wage tax of a year of twelve such months, EUR/year; a month bears a twelfth, cents cut."""

    provision: float  # Vorsorgepauschale
    taxable: float  # zu versteuernder Jahresbetrag
    wage_tax: float
    base_of_surcharges: float  # after child allowances: Bemessungsgrundlage
    solidarity_surcharge: float


def payslip(month_wage: float, month: int, tax_class: TaxClass, person: Person, p: Parameters) -> Payslip:
    """A month's payslip of a worker insured in Germany, without entries beyond the child counter."""
    care = p.insurance.care_rate / 2.0 - care_reduction(person, p.insurance)
    if owes_childless_surcharge(person, p.insurance):
        care += p.insurance.care_childless_surcharge
    return Payslip(
        12.0 * month_wage,
        month,
        tax_class,
        float(person.children),
        p.insurance.health_additional_rate,
        care,
    )


def plan_tariff(month: int, p: Parameters) -> Tariff:
    """The tariff that the plan of a month uses."""
    final, plan, m = p.tariff, p.wage_tax, month - 1
    return Tariff(
        plan.plan_basic_allowance[m],
        final.tariff_zone_2_end,
        plan.plan_zone_2_quadratic[m],
        final.tariff_zone_2_linear,
        final.tariff_zone_3_end,
        final.tariff_zone_3_quadratic,
        final.tariff_zone_3_linear,
        plan.plan_zone_3_constant[m],
        final.tariff_zone_4_end,
        final.tariff_zone_4_rate,
        plan.plan_zone_4_constant[m],
        final.tariff_zone_5_rate,
        plan.plan_zone_5_constant[m],
    )


def provision_lump_sum(slip: Payslip, p: Parameters) -> float:
    """Vorsorgepauschale of a worker with statutory insurance (§ 39b(2) S. 5 Nr. 3 EStG). EUR/year."""
    plan, insurance = p.wage_tax, p.insurance
    long = min(slip.year_wage, insurance.pension_ceiling)
    short = min(slip.year_wage, insurance.health_ceiling)
    pension = down(insurance.pension_rate / 2.0 * long, 0.01)
    health = plan.plan_health_rate + slip.health_additional_rate / 2.0
    health_and_care = down(short * (health + slip.care_rate), 0.01)
    full = up(pension + health_and_care, 1.0)
    if plan.plan_minimum_counts_unemployment:
        if slip.tax_class == TaxClass.VI:
            return full
        unemployment = down(insurance.unemployment_rate / 2.0 * long, 0.01)
        return max(full, up(pension + min(unemployment + health_and_care, plan.plan_minimum_cap), 1.0))
    cap = plan.plan_minimum_cap_class_3 if slip.tax_class == TaxClass.III else plan.plan_minimum_cap
    return max(full, up(pension + min(down(plan.plan_minimum_share * long, 0.01), cap), 1.0))


def wage_tax(slip: Payslip, p: Parameters) -> WageTaxed:
    """Wage tax and solidarity surcharge of the year. EUR/year."""
    lump_sums = 0.0
    if slip.tax_class != TaxClass.VI:
        lump_sums = p.allowances.employee_lump_sum + p.allowances.special_expenses_lump_sum
    if slip.tax_class == TaxClass.II:
        lump_sums += p.allowances.single_parent_relief_first_child
    provision = provision_lump_sum(slip, p)
    taxable = max(0.0, slip.year_wage - lump_sums - provision)
    tax = _by_class(taxable, slip, p)
    allowances = slip.child_counter * p.wage_tax.plan_child_allowances[slip.month - 1]
    if slip.tax_class == TaxClass.IV:
        allowances /= 2.0
    base = tax
    if slip.tax_class <= TaxClass.IV and allowances > 0.0:
        base = _by_class(max(0.0, taxable - allowances), slip, p)
    persons = 2 if slip.tax_class == TaxClass.III else 1
    return WageTaxed(provision, taxable, tax, base, solidarity_surcharge(base, persons, p.surcharges))


def _by_class(taxable: float, slip: Payslip, p: Parameters) -> float:
    tariff = plan_tariff(slip.month, p)
    if slip.tax_class >= TaxClass.V:
        return _class_5_or_6(down(taxable, 1.0), slip.month, tariff, p)
    return tax_for(taxable, 2 if slip.tax_class == TaxClass.III else 1, tariff)


def _class_5_or_6(x: float, month: int, tariff: Tariff, p: Parameters) -> float:
    """§ 39b(2) S. 7 EStG: twice the difference of the tax on 1.25 and 0.75 of the income, within limits."""
    first, second = p.wage_tax.plan_first_limit[month - 1], p.wage_tax.plan_second_limit
    third = p.wage_tax.plan_third_limit
    middle, top = tariff.tariff_zone_4_rate, tariff.tariff_zone_5_rate
    if x > second:
        tax = _difference(second, tariff, p)
        if x > third:
            tax = down(tax + (third - second) * middle, 1.0)
            return down(tax + (x - third) * top, 1.0)
        return down(tax + (x - second) * middle, 1.0)
    tax = _difference(x, tariff, p)
    if x > first:
        return min(tax, down(_difference(first, tariff, p) + (x - first) * middle, 1.0))
    return tax


def _difference(x: float, tariff: Tariff, p: Parameters) -> float:
    twice = 2.0 * (tariff_tax(1.25 * x, tariff) - tariff_tax(0.75 * x, tariff))
    return max(twice, down(p.wage_tax.plan_lowest_rate * x, 1.0))
