"""Record what OpenFisca-France computes for French households, as tables that the tests read.

A program of its own, in an environment of its own: `make oracles`. Writes two CSV files into the folder given.

    python run.py tests/taxes/recorded
"""

from __future__ import annotations

import csv
import platform
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_france import FranceTaxBenefitSystem

YEARS = (2024, 2025, 2026)
EMPLOYEE = ("vieillesse_plafonnee_salarie", "vieillesse_deplafonnee_salarie", "agirc_arrco_salarie",
            "contribution_equilibre_general_salarie", "contribution_equilibre_technique_salarie", "apec_salarie",
            "csg_deductible_salaire", "csg_imposable_salaire", "crds_salaire")  # fmt: skip
EMPLOYER = ("mmid_employeur", "contribution_solidarite_autonomie", "vieillesse_plafonnee_employeur",
            "vieillesse_deplafonnee_employeur", "famille", "chomage_employeur", "ags", "agirc_arrco_employeur",
            "contribution_equilibre_general_employeur", "contribution_equilibre_technique_employeur",
            "allegement_general", "allegement_cotisation_allocations_familiales",
            "allegement_cotisation_maladie")  # fmt: skip


class Household(NamedTuple):
    """Adults with their net taxable wages, and children."""

    code: str  # S single, L lone parent, C couple; then the number of children
    taxable: float
    partner_taxable: float = 0.0


def monthly_pays() -> list[float]:
    """From below the minimum wage to above eight ceilings."""
    low = [1500.0, 1801.8, *np.arange(1900.0, 4600.0, 100.0)]
    return [
        *low,
        *np.arange(4600.0, 12000.0, 400.0),
        15420.0,
        15700.0,
        16020.0,
        20000.0,
        31000.0,
        33000.0,
        40000.0,
    ]


def payslips(system: Any, year: int) -> Iterator[dict[str, Any]]:
    """A year of constant monthly pay, employees and executives, one record each."""
    pays = np.array(monthly_pays())
    for category in ("prive_non_cadre", "prive_cadre"):
        simulation = SimulationBuilder().build_default_simulation(system, count=len(pays))
        codes = simulation.tax_benefit_system.variables["categorie_salarie"].possible_values
        for month in range(1, 13):
            period = f"{year}-{month:02d}"
            simulation.set_input("salaire_de_base", period, pays)
            simulation.set_input("categorie_salarie", period, np.array([codes[category].index] * len(pays)))
            simulation.set_input("nombre_jours_calendaires", period, np.array([30] * len(pays)))
            simulation.set_input("effectif_entreprise", period, np.array([20] * len(pays)))
        names = (*EMPLOYEE, *EMPLOYER, "salaire_imposable", "salaire_net")
        amounts = {name: simulation.calculate_add(name, str(year)) for name in names}
        for index, pay in enumerate(pays):
            yield {
                "year": year,
                "category": category,
                "monthly": f"{pay:.2f}",
                **{name: f"{abs(float(values[index])):.2f}" for name, values in amounts.items()},
            }


def households() -> Iterator[Household]:
    """The grid: low incomes in fine steps for the rebate and the cap, then up to the last bracket."""
    incomes = [*range(12_000, 60_000, 2_000), *range(60_000, 200_000, 10_000), 250_000, 350_000]
    for code in ("S0", "S2", "L1", "L2", "L3", "C0", "C1", "C2", "C3", "C4"):
        for income in incomes:
            if code[0] == "C":
                yield Household(code, round(0.6 * income, 2), round(0.4 * income, 2))
            else:
                yield Household(code, float(income))


def situation(grid: list[Household], year: int) -> dict[str, Any]:
    """All households in one situation, in OpenFisca's entities."""
    people: dict[str, Any] = {}
    foyers: dict[str, Any] = {}
    homes: dict[str, Any] = {}
    families: dict[str, Any] = {}
    for number, household in enumerate(grid):
        adults = [f"a{number}"] + ([f"b{number}"] if household.code[0] == "C" else [])
        children = [f"c{number}_{child}" for child in range(int(household.code[1]))]
        for adult, wage in zip(adults, (household.taxable, household.partner_taxable), strict=False):
            status = "marie" if household.code[0] == "C" else "celibataire"
            people[adult] = {
                "date_naissance": {"ETERNITY": f"{year - 40}-01-01"},
                "statut_marital": {f"{year}-{month:02d}": status for month in range(1, 13)},
                "salaire_imposable": {f"{year}-{month:02d}": wage / 12 for month in range(1, 13)},
            }
        for child in children:
            people[child] = {"date_naissance": {"ETERNITY": f"{year - 10}-01-01"}}
        foyers[f"f{number}"] = {
            "declarants": adults,
            "personnes_a_charge": children,
            "caseT": {str(year): household.code[0] == "L"},
        }
        homes[f"m{number}"] = {
            "personne_de_reference": adults[:1],
            "conjoint": adults[1:],
            "enfants": children,
        }
        families[f"k{number}"] = {"parents": adults, "enfants": children}
    return {"individus": people, "foyers_fiscaux": foyers, "menages": homes, "familles": families}


def taxes(system: Any, year: int) -> Iterator[dict[str, Any]]:
    """The income tax by net taxable wage, one record a household."""
    grid = list(households())
    simulation = SimulationBuilder().build_from_entities(system, situation(grid, year))
    income = simulation.calculate("rni", str(year))
    parts = simulation.calculate("nbptr", str(year))
    tax = simulation.calculate("impot_revenu_restant_a_payer", str(year))
    for index, household in enumerate(grid):
        yield {
            "year": year,
            "household": household.code,
            "taxable": f"{household.taxable:.2f}",
            "partner_taxable": f"{household.partner_taxable:.2f}",
            "income": f"{float(income[index]):.2f}",
            "parts": f"{float(parts[index]):.2f}",
            "tax": f"{abs(float(tax[index])):.2f}",
        }


def write(path: Path, settings: str, records: list[dict[str, Any]]) -> None:
    """One table, with the versions and the settings in its head."""
    with path.open("w", encoding="utf-8", newline="") as table:
        table.write(
            f"# OpenFisca-France {version('openfisca-france')}, OpenFisca-Core {version('openfisca-core')}, "
            f"numpy {np.__version__}, Python {platform.python_version()}\n{settings}"
        )
        writer = csv.DictWriter(table, fieldnames=list(records[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(records)
    print(f"{len(records)} rows recorded in {path}", file=sys.stderr)


def record(folder: Path) -> None:
    """Write both tables."""
    system = FranceTaxBenefitSystem()
    write(
        folder / "openfisca-payslips.csv",
        "# a year of constant pay, full time, private sector, firm of 20; calendar days set to 30 in every\n"
        "# month, since February's ceiling is cut otherwise; float32 amounts of the year, without their sign\n",
        [row for year in YEARS for row in payslips(system, year)],
    )
    write(
        folder / "openfisca-income-tax.csv",
        "# net taxable wages given by the month; adults aged 40, children aged 10, couples married, lone parents\n"
        "# with case T; income 2026 is computed by OpenFisca with the scale of income 2025, without a warning\n",
        [row for year in YEARS for row in taxes(system, year)],
    )


if __name__ == "__main__":
    record(Path(sys.argv[1]))
