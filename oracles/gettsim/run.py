"""Record what GETTSIM computes for German households, as a table that the tests read.

A program of its own, in an environment of its own: `make oracles`. Prints CSV to the file given.

    python run.py tests/taxes/recorded/gettsim-assessments.csv
"""

from __future__ import annotations

import csv
import platform
import sys
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any, NamedTuple

import numpy as np
from gettsim import InputData, MainTarget, TTTargets, main

YEARS = (2024, 2025, 2026)
ADULT_AGE, CHILD_AGE = 40, 10
BRANCHES = {"pension": "rente", "unemployment": "arbeitslosen", "health": "kranken", "care": "pflege"}


class Household(NamedTuple):
    """One to two adults, the first one's wage and the second one's, and children aged ten."""

    code: str  # S single, L single parent, C couple; then the number of children
    gross: float
    partner_gross: float = 0.0


def households() -> Iterator[Household]:
    """The grid: low pay in fine steps for the transition zone, then up to twice the highest ceiling."""
    pays = [*range(4_000, 30_000, 1_000), *range(30_000, 100_000, 2_500), *range(100_000, 310_000, 15_000)]
    for pay in pays:
        yield Household("S0", pay)
    for code in ("L1", "L3", "C0", "C2", "C4"):
        for pay in pays[::2]:
            yield Household(code, pay)
    for code in ("C0", "C1", "C3"):
        for pay in (12_000, 24_000, 37_500, 52_000, 68_000, 91_000, 130_000, 260_000):
            for partner in (9_000, 18_000, 33_000, 47_000, 80_000, 120_000):
                yield Household(code, pay, partner)


def people(grid: list[Household]) -> dict[str, list[Any]]:
    """One row a person: the adults with their wage, the children with their parents."""
    rows: dict[str, list[Any]] = {
        name: [] for name in ("p_id", "age", "wage", "spouse", "parent_1", "parent_2", "receiver", "single", "parents")
    }

    def add(*values: Any) -> None:
        for name, value in zip(rows, values, strict=True):
            rows[name].append(value)

    for household in grid:
        first = len(rows["p_id"])
        children, couple = int(household.code[1]), household.code[0] == "C"
        second = first + 1 if couple else -1
        has_children = children > 0
        add(first, ADULT_AGE, household.gross, second, -1, -1, -1, household.code[0] == "L", has_children)
        if couple:
            add(second, ADULT_AGE, household.partner_gross, first, -1, -1, -1, False, has_children)
        for _ in range(children):
            add(len(rows["p_id"]), CHILD_AGE, 0.0, -1, first, second, first, False, False)
    return rows


def filled(template: Any, rows: dict[str, list[Any]], year: int, path: tuple[str, ...] = ()) -> Any:
    """GETTSIM's own template of inputs, filled: what is not named in `known` is zero, false or nobody."""
    if isinstance(template, dict):
        return {name: filled(part, rows, year, (*path, name)) for name, part in template.items()}
    count = len(rows["p_id"])
    ages = np.array(rows["age"])
    known = {
        ("p_id",): rows["p_id"],
        ("alter",): ages,
        ("geburtsjahr",): year - ages,
        ("geburtsmonat",): np.ones(count, dtype=int),
        ("arbeitsstunden_w",): np.where(np.array(rows["wage"]) > 0, 38.0, 0.0),
        ("einnahmen", "bruttolohn_m"): np.array(rows["wage"], dtype=float) / 12.0,
        ("einkommensteuer", "gemeinsam_veranlagt"): np.array(rows["spouse"]) >= 0,
        ("familie", "alleinerziehend"): rows["single"],
        ("familie", "p_id_ehepartner"): rows["spouse"],
        ("familie", "p_id_elternteil_1"): rows["parent_1"],
        ("familie", "p_id_elternteil_2"): rows["parent_2"],
        ("kindergeld", "p_id_empfänger"): rows["receiver"],
        ("sozialversicherung", "pflege", "beitrag", "hat_kinder"): rows["parents"],
        ("sozialversicherung", "rente", "jahr_renteneintritt"): np.full(count, 2030),
        ("sozialversicherung", "rente", "monat_renteneintritt"): np.ones(count, dtype=int),
    }
    if path in known:
        return np.array(known[path])
    if path[-1].startswith("p_id_"):
        return np.full(count, -1)
    if template == "BoolColumn":
        return np.zeros(count, dtype=bool)
    return np.zeros(count, dtype=int if template == "IntColumn" else float)


def targets() -> dict[str, Any]:
    """The amounts to record, as GETTSIM names them."""
    parts = {"betrag_versicherter_y": None, "betrag_arbeitgeber_y": None}
    return {
        "einkommensteuer": {"betrag_y_sn": None, "zu_versteuerndes_einkommen_y_sn": None},
        "solidaritätszuschlag": {"betrag_y_sn": None},
        "sozialversicherung": {branch: {"beitrag": dict(parts)} for branch in BRANCHES.values()},
    }


def computed(grid: list[Household], year: int) -> Iterator[dict[str, Any]]:
    """One record a household."""
    rows = people(grid)
    date, tree = f"{year}-01-01", TTTargets(tree=targets())
    template = main(
        main_target=MainTarget.templates.input_data_dtypes.tree,
        policy_date_str=date,
        tt_targets=tree,
        include_warn_nodes=False,
    )
    result = main(
        main_target=MainTarget.results.tree,
        policy_date_str=date,
        tt_targets=tree,
        input_data=InputData.tree(filled(template, rows, year)),
        rounding=True,
        include_warn_nodes=False,
    )
    insurance = result["sozialversicherung"]
    first = 0
    for household in grid:
        adults = slice(first, first + (2 if household.code[0] == "C" else 1))
        paid = {
            name: float(np.sum(insurance[branch]["beitrag"]["betrag_versicherter_y"][adults]))
            for name, branch in BRANCHES.items()
        }
        employer = sum(
            float(np.sum(insurance[branch]["beitrag"]["betrag_arbeitgeber_y"][adults])) for branch in BRANCHES.values()
        )
        tax = result["einkommensteuer"]
        yield {
            "year": year,
            "household": household.code,
            "gross": household.gross,
            "partner_gross": household.partner_gross,
            **{name: f"{amount:.4f}" for name, amount in paid.items()},
            "employer": f"{employer:.4f}",
            "taxable": f"{float(tax['zu_versteuerndes_einkommen_y_sn'][first]):.2f}",
            "income_tax": f"{float(tax['betrag_y_sn'][first]):.2f}",
            "solidarity_surcharge": f"{float(result['solidaritätszuschlag']['betrag_y_sn'][first]):.4f}",
        }
        first = adults.stop + int(household.code[1])


def record(path: str) -> None:
    """Write the table, with the versions and the settings in its head."""
    grid = list(households())
    records = [one for year in YEARS for one in computed(grid, year)]
    with open(path, "w", encoding="utf-8", newline="") as table:
        table.write(
            f"# GETTSIM {version('gettsim')}, ttsim-backend {version('ttsim-backend')}, numpy {np.__version__}, "
            f"Python {platform.python_version()}\n"
            "# policy date 1 January, rounding on, numpy backend; adults aged 40, statutory health insurance with\n"
            "# the average additional rate, western Germany, no other income, no actual expenses, no church tax;\n"
            "# children aged 10, child benefit to the first adult; amounts of spouses added up\n"
        )
        writer = csv.DictWriter(table, fieldnames=list(records[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(records)
    print(f"{len(records)} households recorded in {path}", file=sys.stderr)


if __name__ == "__main__":
    record(sys.argv[1])
