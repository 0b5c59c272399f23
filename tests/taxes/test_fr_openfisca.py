"""Payslips and household tax as OpenFisca-France computes them, except for its known deviations."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from grenswerk.law.parameters import parameters_of
from grenswerk.law.taxes.fr import PARAMETERS, FrContributions, Parameters, contributions, tax_of_resident
from grenswerk.law.taxes.fr.scale import family_parts, tax_by_parts
from grenswerk.law.taxes.fr.taxable_income import work_expenses
from grenswerk.model.pay import EmployeeClass, ForeignTax, Partnership, Person, Wage
from grenswerk.model.states import State

P = {year: parameters_of(PARAMETERS, Parameters, year).values for year in (2024, 2025, 2026)}
Row = dict[str, str]


def recorded(name: str) -> list[Row]:
    """The rows of a recorded table; the lines with the versions and the settings begin with #."""
    lines = (Path(__file__).with_name("recorded") / name).read_text().splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


PAYSLIPS = recorded("openfisca-payslips.csv")
TAXES = recorded("openfisca-income-tax.csv")


def due_on(row: Row) -> FrContributions:
    """Our contributions on the same pay."""
    gross = 12 * float(row["monthly"])
    kind = EmployeeClass.EXECUTIVE if row["category"] == "prive_cadre" else EmployeeClass.EMPLOYEE
    return contributions(Wage(gross, gross, 0.0, employee_class=kind), Person(), State.FR, P[int(row["year"])])


def employee_lines(due: FrContributions) -> dict[str, float]:
    """The employee's contributions, under the names of the recorded table."""
    return {
        "vieillesse_plafonnee_salarie": due.old_age_capped,
        "vieillesse_deplafonnee_salarie": due.old_age_uncapped,
        "agirc_arrco_salarie": due.complementary_pension,
        "contribution_equilibre_general_salarie": due.balance,
        "contribution_equilibre_technique_salarie": due.technical_balance,
        "apec_salarie": due.executive_employment,
        "csg_deductible_salaire": due.social.csg_deductible,
        "csg_imposable_salaire": due.social.csg_not_deductible,
        "crds_salaire": due.social.crds,
    }


def employer_lines(due: FrContributions) -> dict[str, float]:
    """The employer's contributions, under the names of the recorded table."""
    employer = due.employer_contributions
    return {
        "contribution_solidarite_autonomie": employer.employer_solidarity,
        "vieillesse_plafonnee_employeur": employer.employer_old_age_capped,
        "vieillesse_deplafonnee_employeur": employer.employer_old_age_uncapped,
        "chomage_employeur": employer.employer_unemployment,
        "agirc_arrco_employeur": employer.employer_complementary_pension,
        "contribution_equilibre_general_employeur": employer.employer_balance,
        "contribution_equilibre_technique_employeur": employer.employer_technical_balance,
        "mmid": employer.employer_sickness,
        "famille": employer.employer_family,
    }


@pytest.mark.parametrize("year", ["2024", "2025", "2026"])
def test_every_line_of_the_employee_is_within_a_cent_a_month(year: str) -> None:
    rows = [row for row in PAYSLIPS if row["year"] == year]
    assert len(rows) > 100
    for row in rows:
        due = due_on(row)
        for name, amount in employee_lines(due).items():
            assert amount == pytest.approx(float(row[name]), abs=0.13), (name, row)
        taxable = 12 * float(row["monthly"]) - due.total.employee + due.social.csg_not_deductible + due.social.crds
        assert taxable == pytest.approx(float(row["salaire_imposable"]), abs=0.15), row


@pytest.mark.parametrize("year", ["2024", "2025", "2026"])
def test_every_line_of_the_employer_is_within_a_cent_a_month(year: str) -> None:
    for row in (row for row in PAYSLIPS if row["year"] == year):
        theirs = {name: float(text) for name, text in row.items() if name not in ("year", "category")}
        theirs["mmid"] = theirs["mmid_employeur"] - theirs["allegement_cotisation_maladie"]
        theirs["famille"] -= theirs["allegement_cotisation_allocations_familiales"]
        for name, amount in employer_lines(due_on(row)).items():
            assert amount == pytest.approx(theirs[name], abs=0.13), (name, row)


@pytest.mark.parametrize("year", ["2024", "2025", "2026"])
def test_the_general_reduction_is_theirs_but_for_what_belongs_to_the_housing_fund_and_accidents(year: str) -> None:
    compared = 0
    for row in (row for row in PAYSLIPS if row["year"] == year):
        employer = due_on(row).employer_contributions
        covered = employer.employer_total + employer.general_reduction
        covered -= employer.employer_wage_guarantee + employer.employer_trade_union_fund
        covered -= employer.employer_technical_balance + employer.employer_executive_employment
        theirs = min(float(row["allegement_general"]), covered)
        assert employer.general_reduction == pytest.approx(theirs, abs=0.1), row
        compared += theirs > 0.0
    assert compared > 20


@pytest.mark.parametrize(("year", "more"), [("2024", 0.00025), ("2025", 0.0005), ("2026", 0.0005)])
def test_the_wage_guarantee_rose_in_july_2024_which_openfisca_does_not_know(year: str, more: float) -> None:
    for row in (row for row in PAYSLIPS if row["year"] == year):
        base = 12 * min(float(row["monthly"]), 4 * P[int(year)].employee.monthly_ceiling)
        ours = due_on(row).employer_contributions.employer_wage_guarantee
        assert ours - float(row["ags"]) == pytest.approx(more * base, abs=0.2), row


def person_of(code: str) -> Person:
    """S single, L lone parent, C couple; then the number of children."""
    couple = code[0] == "C"
    return Person(
        partnership=Partnership.COUPLE if couple else Partnership.SINGLE,
        children=int(code[1]),
        single_parent=code[0] == "L",
    )


@pytest.mark.parametrize("year", ["2024", "2025", "2026"])
def test_the_tax_of_every_household_is_theirs_to_the_euro_up_to_the_surcharge_on_high_incomes(year: str) -> None:
    rows = [row for row in TAXES if row["year"] == year]
    assert len(rows) == 400
    p = P[int(year)]
    for row in rows:
        wages = [float(row["taxable"]), float(row["partner_taxable"])]
        income = sum(wage - work_expenses(wage, p) for wage in wages)
        person = person_of(row["household"])
        assert income == pytest.approx(float(row["income"]), abs=0.1), row
        assert family_parts(person).parts == float(row["parts"]), row
        surcharge = (
            0.03 * max(0.0, float(row["income"]) - 250_000) if person.partnership != Partnership.COUPLE else 0.0
        )
        tax = tax_by_parts(income, person, p).tax_before_relief
        assert tax == pytest.approx(float(row["tax"]) - surcharge, abs=1.0 if surcharge else 0.01), row


def test_the_whole_chain_from_gross_to_tax_is_that_of_a_household_by_taxable_wage() -> None:
    for row in (row for row in PAYSLIPS if row["category"] == "prive_non_cadre"):
        p = P[int(row["year"])]
        gross = 12 * float(row["monthly"])
        tax = tax_of_resident(Wage(gross, gross, 0.0), Person(), due_on(row).total, ForeignTax(), p)
        taxable = float(row["salaire_imposable"])
        income = taxable - work_expenses(taxable, p)
        assert tax.tax == pytest.approx(tax_by_parts(income, Person(), p).tax_before_relief, abs=1.0), row
