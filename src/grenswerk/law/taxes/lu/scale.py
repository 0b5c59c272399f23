"""The income-tax scale and the tax classes: art. 118 to 126 LIR, and the surcharge for the employment fund."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from grenswerk.law.rounding import down
from grenswerk.law.taxes.lu.parameters import Parameters
from grenswerk.model.pay import Partnership, Person


class TaxClass(IntEnum):
    """The tax class (classe d'impôt) of art. 119 LIR."""

    ONE = 1
    TWO = 2
    ONE_A = 3

    @property
    def written(self) -> str:
        """As the tax card has it."""
        return {TaxClass.ONE: "1", TaxClass.TWO: "2", TaxClass.ONE_A: "1a"}[self]


class AnnualTax(NamedTuple):
    """The tax of a year on one adjusted income, EUR."""

    tariff_tax: float
    employment_fund: float
    annual_tax: float


def has_child(person: Person) -> bool:
    """Whether the household has a child that gives a tax moderation: under 21 on 1 January (art. 122, 123 LIR)."""
    return person.children > 0 or person.children_under_21 > 0


def class_of_unmarried(person: Person, p: Parameters) -> TaxClass:
    """Class 1a with a child in the household or over 64 on 1 January, else class 1 (art. 119 LIR)."""
    if has_child(person) or person.age - 1 >= p.scale.class_1a_age:
        return TaxClass.ONE_A
    return TaxClass.ONE


def class_of_resident(person: Person, p: Parameters) -> TaxClass:
    """Class 2 for married and registered partners, who are taxed jointly (art. 119 LIR)."""
    if person.partnership == Partnership.COUPLE:
        return TaxClass.TWO
    return class_of_unmarried(person, p)


def class_of_nonresident(person: Person, treated_as_resident: bool, p: Parameters) -> TaxClass:  # noqa: FBT001
    """Class 2 for couples only where assimilated; else married non-residents are in class 1 (art. 157bis LIR)."""
    if person.partnership != Partnership.COUPLE:
        return class_of_unmarried(person, p)
    return TaxClass.TWO if treated_as_resident else TaxClass.ONE


def tariff(income: float, p: Parameters) -> float:
    """The tariff of art. 118 LIR on an income in EUR/year, not rounded."""
    bounds = p.scale.bracket_bounds
    rates = p.scale.bracket_rates
    tax = 0.0
    for i in range(len(bounds)):
        upper = bounds[i + 1] if i + 1 < len(bounds) else income
        if income > bounds[i]:
            tax += rates[i] * (min(income, upper) - bounds[i])
    return tax


def tariff_class_1a(income: float, p: Parameters) -> float:
    """Class 1a: the tariff on the income less a share of its complement, growing by 39 % at most (art. 120bis).

    Where the class 1 tariff itself rises by 40 % and more, class 1a rises with it.
    """
    share = p.scale.class_1a_share
    steepest = p.scale.class_1a_maximum_rate
    bounds = p.scale.bracket_bounds
    rates = p.scale.bracket_rates
    too_steep = bounds[len(bounds) - 1]  # of the reduced income
    top = bounds[len(bounds) - 1]
    for step in range(len(bounds)):
        i = len(bounds) - 1 - step
        if rates[i] * (1.0 + share) > steepest:
            too_steep = bounds[i]
        if rates[i] > steepest:
            top = bounds[i]
    line_starts = (too_steep + share * p.scale.class_1a_complement) / (1.0 + share)
    if income <= line_starts:
        return tariff(income - share * (p.scale.class_1a_complement - income), p)
    line = tariff(too_steep, p) + steepest * (min(income, top) - line_starts)
    return line + max(0.0, tariff(income, p) - tariff(top, p))


def tariff_of_class(income: float, tax_class: TaxClass, p: Parameters) -> float:
    """The tariff on an adjusted income in a tax class, EUR/year, not rounded (art. 118 to 121 LIR)."""
    if tax_class == TaxClass.TWO:
        return 2.0 * tariff(income / 2.0, p)  # splitting, art. 121
    if tax_class == TaxClass.ONE_A:
        return tariff_class_1a(income, p)
    return tariff(income, p)


def employment_fund_limit(tax_class: TaxClass, p: Parameters) -> float:
    """The adjusted income above which the higher surcharge falls on the tax, EUR/year."""
    if tax_class == TaxClass.TWO:
        return p.scale.employment_fund_limit_class_2
    return p.scale.employment_fund_limit


def annual_tax(income: float, tax_class: TaxClass, p: Parameters) -> AnnualTax:
    """The tax of a year with the employment-fund surcharge, EUR, on an adjusted income already rounded to 50.

    The tariff is rounded down to the euro, and the tax with its surcharge again. 7 % of the tax; 9 % of the tax on
    the income above 150,000 (class 2: 300,000).
    """
    tariff_tax = down(tariff_of_class(income, tax_class, p), 1.0)
    limit = employment_fund_limit(tax_class, p)
    surcharge = p.scale.employment_fund_rate * tariff_tax
    if income > limit:
        higher = p.scale.employment_fund_higher_rate - p.scale.employment_fund_rate
        surcharge += higher * (tariff_tax - tariff_of_class(limit, tax_class, p))
    total = down(tariff_tax + surcharge, 1.0)
    return AnnualTax(tariff_tax=tariff_tax, employment_fund=total - tariff_tax, annual_tax=total)
