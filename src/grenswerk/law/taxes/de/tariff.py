"""Income tax tariff (§ 32a EStG), solidarity surcharge (SolzG) and church tax (§ 51a EStG)."""

from __future__ import annotations

from grenswerk.law.rounding import down
from grenswerk.law.taxes.de.parameters import Surcharges, Tariff


def tariff_tax(income: float, p: Tariff) -> float:
    """Income tax on a taxable income by the basic tariff (Grundtarif), in full euros (§ 32a(1) EStG)."""
    x = down(max(0.0, income), 1.0)
    if x <= p.basic_allowance:
        return 0.0
    if x <= p.tariff_zone_2_end:
        y = (x - p.basic_allowance) / 10_000.0
        return down((p.tariff_zone_2_quadratic * y + p.tariff_zone_2_linear) * y, 1.0)
    if x <= p.tariff_zone_3_end:
        z = (x - p.tariff_zone_2_end) / 10_000.0
        tax = (p.tariff_zone_3_quadratic * z + p.tariff_zone_3_linear) * z + p.tariff_zone_3_constant
        return down(tax, 1.0)
    if x <= p.tariff_zone_4_end:
        return down(p.tariff_zone_4_rate * x - p.tariff_zone_4_constant, 1.0)
    return down(p.tariff_zone_5_rate * x - p.tariff_zone_5_constant, 1.0)


def splitting_tax(income: float, p: Tariff) -> float:
    """Income tax of spouses: twice the tax on half the income (Splittingtarif, § 32a(5) EStG)."""
    return 2.0 * tariff_tax(income / 2.0, p)


def tax_for(income: float, persons: int, p: Tariff) -> float:
    """The basic tariff for one person, the splitting tariff for two."""
    if persons == 2:
        return splitting_tax(income, p)
    return tariff_tax(income, p)


def solidarity_surcharge(income_tax: float, persons: int, p: Surcharges) -> float:
    """Solidarity surcharge, fractions of a cent dropped (§§ 3(3), 4 SolzG).

    `income_tax` is the one after child allowances; spouses assessed together have twice the exemption limit.
    """
    limit = persons * p.solidarity_exemption
    if income_tax <= limit:
        return 0.0
    full = p.solidarity_rate * income_tax
    return down(min(full, p.solidarity_mitigation_rate * (income_tax - limit)), 0.01)


def church_tax_on(income_tax: float, p: Surcharges) -> float:
    """Church tax on the income tax after child allowances, fractions of a cent dropped (§ 51a(2) EStG)."""
    return down(p.church_tax_rate * max(0.0, income_tax), 0.01)
