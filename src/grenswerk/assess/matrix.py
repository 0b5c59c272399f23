"""One worker in every combination of residence and employer's state: taxing rights, insurance and net pay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from grenswerk.assess.comparison import point
from grenswerk.days.counts import count_totals
from grenswerk.law.rulebook import Rulebook
from grenswerk.model.states import STATE_CODES
from grenswerk.model.worker import (
    AgreementStatus,
    Counts,
    DaysGiven,
    Employment,
    FrameworkAgreement,
    Frontier,
    Worker,
    WorkerFile,
    Year,
)

WORKING_DAYS = 220
_ORDINARY = Frontier(home_in_zone=False, workplace_in_zone=False, status_since_2011=False)


class Cell(NamedTuple):
    """One combination: what each state taxes in its own view, and what is left."""

    residence: str
    employer_state: str
    shares: dict[str, float | None]
    competent_state: str | None
    tax: dict[str, float]
    net: float | None
    employer_cost: float | None
    certainty: str


def matrix(year: Year, gross: float, home_per_week: float = 0.0, rulebook: Rulebook | None = None) -> list[Cell]:
    """All 25 combinations for a single full-time worker outside the frontier zones, 220 working days a year.

    A framework agreement is supposed to have been requested, so that insurance does not hang on it.
    """
    law, home = rulebook or Rulebook(), round(WORKING_DAYS * home_per_week / 5)
    return [
        _cell(_file(year, residence, employer_state, gross, home), law)
        for residence in STATE_CODES
        for employer_state in STATE_CODES
    ]


def as_rows(cells: Sequence[Cell]) -> list[list[str]]:
    """The matrix as lines of a table under a heading, money in EUR/year to the cent; empty where not known."""
    heading = ["residence", "employer_state", "net", *(f"tax_{state}" for state in STATE_CODES)]
    rows = [[*heading, "competent_state", "employer_cost", "certainty"]]
    for cell in cells:
        tax = [_cents(cell.tax.get(state)) for state in STATE_CODES]
        insured = cell.competent_state or ""
        rows.append([cell.residence, cell.employer_state, _cents(cell.net), *tax, insured])
        rows[-1] += [_cents(cell.employer_cost), cell.certainty]
    return rows


def _cents(amount: float | None) -> str:
    return "" if amount is None else f"{amount:.2f}"


def _file(year: int, residence: str, employer_state: str, gross: float, home: int) -> WorkerFile:
    agreement = FrameworkAgreement(status=AgreementStatus.GRANTED)
    return WorkerFile(
        year=year,
        worker=Worker(residence=residence, framework_agreement=agreement if home else None),  # type: ignore[arg-type]
        employments=[
            Employment(id="main", employer_state=employer_state, gross_pay=gross, frontier=_ORDINARY)  # type: ignore[arg-type]
        ],
        days=DaysGiven(counts=Counts(work=WORKING_DAYS - home, home=home)),
    )


def _cell(file: WorkerFile, law: Rulebook) -> Cell:
    assert file.days.counts is not None
    days = [count_totals(file, file.employments[0], file.days.counts, "matrix", "days.counts")]
    found = point(file, days, 0, law)
    return Cell(
        residence=file.worker.residence,
        employer_state=file.employments[0].employer_state,
        shares=found.shares,
        competent_state=found.competent_state,
        tax=found.tax,
        net=found.net,
        employer_cost=found.employer_cost,
        certainty=found.assessment.certainty,
    )
