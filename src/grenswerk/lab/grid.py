"""A grid of invented workers in place of a population: every combination of levels under every law."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import polars as pl

from grenswerk.lab.evaluation import MONEY, Engine, evaluated
from grenswerk.lab.experiment import Experiment, GridAsked, Partner, name_of
from grenswerk.lab.measures import in_two_states
from grenswerk.lab.trial import Progress
from grenswerk.law.rulebook import PAIRS, Rulebook
from grenswerk.model.errors import BadInput

WORKING_DAYS = 220.0
CHILD_AGE = 8
LEVELS = ("flow", "gross_pay", "household", "home", "agreement")


def grid(asked: GridAsked, year: int) -> pl.DataFrame:
    """One row a cell, with the columns of a workforce; raises `BadInput` for a flow that is no pair."""
    known = ["-".join(pair) for one in PAIRS for pair in (one, one[::-1])]
    for flow in (*asked.flows, *asked.study_flows):
        if flow not in known:
            raise BadInput(f'grid: flow "{flow}": expected two states, residence first, e.g. BE-NL')
    rows: list[dict[str, Any]] = []
    for flow, gross, household, home, agreement in itertools.product(
        asked.flows, asked.gross, asked.households, asked.home_days, asked.agreement
    ):
        residence, employer = flow.split("-")
        rows.append(
            {
                "id": str(len(rows)),
                "flow": flow,
                "household": household.name,
                "home": float(min(home, WORKING_DAYS)),
                "agreement": agreement,
                "working_days": WORKING_DAYS,
                "year": year,
                "residence": residence,
                "employer_state": employer,
                "sector": "private",
                "gross_pay": gross,
                "hours_per_week": 40.0,
                "days_per_week": 5.0,
                "household_status": household.status.value,
                "partner_income": gross if household.partner is Partner.EQUAL else 0.0,
                "single_parent": household.status.value == "single" and household.children > 0,
                "children": ";".join([str(year - CHILD_AGE - 1)] * household.children) or None,
                "framework_agreement": "granted" if agreement else "none",
                "telework_status": "voluntary",
                "telework_office_available": True,
                "frontier_home_in_zone": False,
                "frontier_workplace_in_zone": False,
                "frontier_status_since_2011": False,
            }
        )
    return pl.DataFrame(rows, schema_overrides={"children": pl.String})


def cells(
    asked: Experiment, base: Rulebook, laws: Sequence[Rulebook], engine: Engine, progress: Progress
) -> pl.DataFrame:
    """One row a cell and law: what it costs and yields, against the baseline and against no home day."""
    assert asked.grid is not None
    frame = grid(asked.grid, asked.year)
    home = frame["home"].to_numpy()
    before = evaluated(frame, home, base, engine)
    at_work = evaluated(frame, home * 0.0, base, engine)
    tables = []
    for index, law in enumerate((base, *laws)):
        progress("grid", index / (len(laws) + 1))
        outcome = before if law is base else evaluated(frame, home, law, engine)
        scheme = "baseline" if law is base else name_of(law, base)
        change = [(outcome[name] - before[name]).alias(f"change_{name}") for name in (*MONEY, "duties")]
        tables.append(
            outcome.select(
                pl.lit(scheme).alias("scheme"),
                *(frame[name] for name in LEVELS),
                pl.col("kept", "residence_share", "employer_share", "insurer", "net", "employer_cost"),
                pl.col("double_share", "untaxed_share", *MONEY[2:], "duties", "error"),
                *change,
            ).with_columns(
                two_states=pl.Series(in_two_states(outcome)),
                moved=(outcome["residence_share"] - before["residence_share"]).abs() > 1e-9,
                change_at_home=outcome["net"] - at_work["net"],
            )
        )
    return pl.concat(tables)
