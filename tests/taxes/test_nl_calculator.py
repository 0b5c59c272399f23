"""Dutch annual amounts against the recorded table of an independent calculator (see oracles/nl/record.mjs)."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

import pytest

from grenswerk.law.parameters import parameters_of
from grenswerk.law.taxes.nl import PARAMETERS, Parameters, contributions, tax_of_resident
from grenswerk.model.pay import Contributions, ForeignTax, Person, Wage
from grenswerk.model.states import State

RECORDED = Path(__file__).with_name("recorded") / "nl_income_calculator_26.1.3.csv"
P = {year: parameters_of(PARAMETERS, Parameters, year).values for year in (2024, 2025, 2026)}


class Row(NamedTuple):
    """One recorded line, amounts in EUR/year."""

    year: int
    wage: float
    insured: bool
    tax: float
    premium: float
    general_credit: float
    labour_credit: float
    levy: float


def rows() -> list[Row]:
    with RECORDED.open() as file:
        return [
            Row(int(row[0]), float(row[1]), row[2] == "1", *(float(amount) for amount in row[3:]))
            for row in list(csv.reader(file))[1:]
        ]


def comparable(row: Row) -> bool:
    """Not the uninsured with a low wage: there the calculator gives no labour credit, which no law says."""
    return row.insured or row.labour_credit > 0 or row.wage > 133000


@pytest.mark.parametrize("row", [row for row in rows() if comparable(row)])
def test_the_year_differs_from_the_calculator_by_whole_euro_rounding_alone(row: Row) -> None:
    wage = Wage(row.wage, row.wage, 0.0)
    total = Contributions(State.DE)
    if row.insured:
        social = contributions(wage, Person(), State.NL, P[row.year])
        total = social.total
        assert social.premium_before_credits == pytest.approx(row.premium, abs=1.0)
    tax = tax_of_resident(wage, Person(), total, ForeignTax(), P[row.year])
    assert tax.tax_before_relief == pytest.approx(row.tax, abs=2.5)  # three brackets, each rounded down
    due = tax.tax + total.employee
    assert row.levy - 3.4 <= due <= row.levy + 0.05  # and two credits, each rounded up
