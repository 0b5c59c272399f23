"""French net pay and income tax as published, and the credit for Luxembourg wages."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from grenswerk.law.parameters import parameters_of
from grenswerk.law.taxes.fr import PARAMETERS, Parameters, contributions, tax_of_resident
from grenswerk.law.taxes.fr.scale import tax_by_parts
from grenswerk.law.taxes.fr.taxable_income import work_expenses
from grenswerk.model.pay import Contributions, EmployeeClass, ForeignTax, Partnership, Person, Wage
from grenswerk.model.states import State

P = {year: parameters_of(PARAMETERS, Parameters, year).values for year in (2024, 2025, 2026)}
SINGLE = Person()
COUPLE = Person(partnership=Partnership.COUPLE)
COUPLE_2 = Person(partnership=Partnership.COUPLE, children=2)
COUPLE_3 = Person(partnership=Partnership.COUPLE, children=3)
LONE_PARENT = Person(single_parent=True, children=1)


class Payslip(NamedTuple):
    """Constant monthly gross pay, and the published year, EUR."""

    year: int
    monthly: float
    taxable: float
    net: float
    tax: float


PAYSLIPS = [
    Payslip(2024, 1800, 17713.94, 17098.50, 0),
    Payslip(2024, 3000, 29523.24, 28497.51, 1519),
    Payslip(2024, 5000, 49283.53, 47573.97, 6472),
    Payslip(2024, 12000, 119053.09, 114950.16, 27876),
    Payslip(2025, 2500, 24602.70, 23747.93, 788),
    Payslip(2025, 4000, 39307.68, 37940.04, 3717),
    Payslip(2025, 8000, 79176.00, 76440.72, 14481),
    Payslip(2026, 1800, 17713.94, 17098.50, 0),
    Payslip(2026, 3000, 29523.24, 28497.51, 1495),
    Payslip(2026, 5000, 49263.37, 47553.81, 6405),
    Payslip(2026, 12000, 119032.91, 114930.00, 27724),
]


def home(gross: float, employee_class: EmployeeClass = EmployeeClass.EMPLOYEE) -> Wage:
    return Wage(gross, gross, 0.0, employee_class=employee_class)


@pytest.mark.parametrize("slip", PAYSLIPS)
def test_a_year_of_payslips_is_within_ten_cents_of_the_published_one(slip: Payslip) -> None:
    wage = home(12 * slip.monthly)
    due = contributions(wage, SINGLE, State.FR, P[slip.year])
    tax = tax_of_resident(wage, SINGLE, due.total, ForeignTax(), P[slip.year])
    assert tax.wage.taxable_wage == pytest.approx(slip.taxable, abs=0.1)
    assert wage.gross - due.total.employee == pytest.approx(slip.net, abs=0.1)
    assert tax.tax == slip.tax


def test_an_executive_pays_apec_beside() -> None:
    wage = home(72000, EmployeeClass.EXECUTIVE)
    due = contributions(wage, SINGLE, State.FR, P[2025])
    assert wage.gross - due.total.employee == pytest.approx(57173.11, abs=0.1)
    assert tax_of_resident(wage, SINGLE, due.total, ForeignTax(), P[2025]).tax == 9095


TAXES = {  # net taxable wage: single, couple, couple with two, with three children, lone parent with one child
    2024: {
        25000: (869, 0, 0, 0, 0),
        40000: (3965, 608, 0, 0, 1189),
        80000: (14765, 7931, 4349, 2686, 10541),
        200000: (60241, 41690, 38108, 34526, 56017),
    },
    2025: {
        25000: (845, 0, 0, 0, 0),
        40000: (3904, 562, 0, 0, 1148),
        80000: (14704, 7808, 4194, 2607, 10442),
        200000: (59974, 41401, 37787, 34173, 55712),
    },
}


@pytest.mark.parametrize("year", [2024, 2025])
def test_the_tax_of_a_household_is_the_published_one_to_the_euro(year: int) -> None:
    for taxable, expected in TAXES[year].items():
        for person, tax in zip((SINGLE, COUPLE, COUPLE_2, COUPLE_3, LONE_PARENT), expected, strict=True):
            wages = [0.6 * taxable, 0.4 * taxable] if person.partnership else [float(taxable)]
            income = sum(wage - work_expenses(wage, P[year]) for wage in wages)
            assert tax_by_parts(income, person, P[year]).tax_before_relief == tax, (taxable, person)


def test_sixty_home_days_for_a_luxembourg_employer_leave_1996_of_french_tax() -> None:
    wage = Wage(60000, 60000 * 60 / 220, 60000 * 160 / 220)
    insured = Contributions(State.LU, employee=6630.0 + 727.37, pension=4800.0, health=1680.0, care=727.37)
    tax = tax_of_resident(wage, SINGLE, insured, ForeignTax(State.LU, 3907.0, wage.taxed_elsewhere), P[2025])
    assert tax.wage.taxable_wage_here == pytest.approx(14357.08, abs=0.01)
    assert tax.household_income == pytest.approx(47378, abs=1)
    assert tax.assessment.tax_before_relief == pytest.approx(7317, abs=1)
    assert tax.relief_lines.credit_equal_to_french_tax == pytest.approx(5321, abs=1)
    assert tax.tax == 1996


def test_a_single_person_with_luxembourg_wages_alone_owes_no_french_tax() -> None:
    wage = Wage(60000, 0.0, 60000)
    insured = Contributions(State.LU, employee=7357.0, pension=4800.0, health=1830.0, care=727.0)
    tax = tax_of_resident(wage, SINGLE, insured, ForeignTax(State.LU, 8771.0, 60000), P[2025])
    assert tax.tax == 0
    assert tax.relief_lines.credit_equal_to_french_tax == tax.assessment.tax_before_relief > 0


def test_a_couple_with_40000_from_luxembourg_and_25000_from_france_owes_1502() -> None:
    wage = Wage(40000, 0.0, 40000)
    person = Person(partnership=Partnership.COUPLE, other_income=22500)  # 25,000 after the 10 %
    abroad = ForeignTax(State.LU, 4000.0, 40000)
    tax = tax_of_resident(wage, person, Contributions(State.LU), abroad, P[2024])
    assert tax.assessment.tax_before_relief == 3906
    assert tax.relief_lines.credit_equal_to_french_tax == 2404
    assert tax.household_tax == 1502
