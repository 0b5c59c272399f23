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


class Someone(NamedTuple):
    """One row of GETTSIM's input; -1 is nobody."""

    p_id: int
    age: int
    wage: float = 0.0
    spouse: int = -1
    parent_1: int = -1
    parent_2: int = -1
    receiver: int = -1
    single_parent: bool = False
    has_children: bool = False


def people(grid: list[Household]) -> list[Someone]:
    """The adults with their wage, each followed by the children with their parents."""
    rows: list[Someone] = []
    for household in grid:
        first, children = len(rows), int(household.code[1])
        second = first + 1 if household.code[0] == "C" else -1
        adult = Someone(first, ADULT_AGE, has_children=children > 0)
        single_parent = household.code[0] == "L"
        rows.append(adult._replace(wage=household.gross, spouse=second, single_parent=single_parent))
        if second >= 0:
            rows.append(adult._replace(p_id=second, wage=household.partner_gross, spouse=first))
        rows += [
            Someone(len(rows) + turn, CHILD_AGE, parent_1=first, parent_2=second, receiver=first)
            for turn in range(children)
        ]
    return rows


def filled(template: Any, rows: list[Someone], year: int, path: tuple[str, ...] = ()) -> Any:
    """GETTSIM's own template of inputs, filled: what is not named in `known` is zero, false or nobody."""
    if isinstance(template, dict):
        return {name: filled(part, rows, year, (*path, name)) for name, part in template.items()}
    count = len(rows)
    ages = np.array([one.age for one in rows])
    wages = np.array([one.wage for one in rows], dtype=float)
    spouses = np.array([one.spouse for one in rows])
    known: dict[tuple[str, ...], Any] = {
        ("p_id",): [one.p_id for one in rows],
        ("alter",): ages,
        ("geburtsjahr",): year - ages,
        ("geburtsmonat",): np.ones(count, dtype=int),
        ("arbeitsstunden_w",): np.where(wages > 0, 38.0, 0.0),
        ("einnahmen", "bruttolohn_m"): wages / 12.0,
        ("einkommensteuer", "gemeinsam_veranlagt"): spouses >= 0,
        ("familie", "alleinerziehend"): [one.single_parent for one in rows],
        ("familie", "p_id_ehepartner"): spouses,
        ("familie", "p_id_elternteil_1"): [one.parent_1 for one in rows],
        ("familie", "p_id_elternteil_2"): [one.parent_2 for one in rows],
        ("kindergeld", "p_id_empfänger"): [one.receiver for one in rows],
        ("sozialversicherung", "pflege", "beitrag", "hat_kinder"): [one.has_children for one in rows],
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
            float(np.sum(insurance[branch]["beitrag"]["betrag_arbeitgeber_y"][adults]))
            for branch in BRANCHES.values()
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
            "# policy date 1 January, rounding on, numpy backend; adults aged 40, statutory health insurance\n"
            "# with the average additional rate, western Germany, no other income, expenses or church tax;\n"
            "# children aged 10, child benefit to the first adult; amounts of spouses added up\n"
        )
        writer = csv.DictWriter(table, fieldnames=list(records[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(records)
    print(f"{len(records)} households recorded in {path}", file=sys.stderr)


if __name__ == "__main__":
    record(sys.argv[1])
