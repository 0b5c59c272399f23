"""The law applied to a population: each worker's days, limits, shares, insurance and money, one row a worker."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from grenswerk.law.rulebook import Rulebook
from grenswerk.law.treaties.allocation import NO_LIMIT, Contract, Frontier, frontier_limit, limit_of
from grenswerk.model.states import STATE_CODES

Array = npt.NDArray[Any]
Engine = Callable[[pl.DataFrame, Rulebook], pl.DataFrame]

WORKER = (  # what an engine is given: columns of a workforce file
    "id",
    "year",
    "residence",
    "employer_state",
    "sector",
    "gross_pay",
    "hours_per_week",
    "days_per_week",
    "household_status",
    "partner_income",
    "single_parent",
    "children",
    "framework_agreement",
    "telework_status",
    "telework_office_available",
    "frontier_home_in_zone",
    "frontier_workplace_in_zone",
    "frontier_status_since_2011",
    "days_work",
    "days_home",
)
OUTCOME = {  # what an engine answers, in the order of the rows
    "limit_days": pl.Float64,  # as the residence state reads it; -1: none
    "kept": pl.Boolean,  # null where there is no limit
    "residence_share": pl.Float64,  # of the pay, by the residence state's view
    "employer_share": pl.Float64,  # by the view of the employer's state
    "double_share": pl.Float64,
    "untaxed_share": pl.Float64,
    "insurer": pl.String,
    "net": pl.Float64,
    "employer_cost": pl.Float64,
    "tax_residence": pl.Float64,  # what its treasury keeps: credits and relief paid out taken off
    "tax_work": pl.Float64,
    "employee_contributions": pl.Float64,
    "employer_contributions": pl.Float64,
    "duties": pl.Float64,
    "error": pl.String,  # null where the row was computed
}
MONEY = (
    "net",
    "employer_cost",
    *(f"tax_{state}" for state in STATE_CODES),
    *(f"contributions_{state}" for state in STATE_CODES),
)
"""EUR of the year; `tax_XX` is what the treasury of a state keeps, credits and relief taken off."""


def workers(frame: pl.DataFrame, home: Array) -> pl.DataFrame:
    """The rows as a workforce file: `home` days of the year at home, the rest at the employer's."""
    days = frame.with_columns(
        days_home=pl.Series(home, dtype=pl.Float64), days_work=frame["working_days"] - pl.Series(home)
    )
    return days.select(WORKER)


def limits(frame: pl.DataFrame, law: Rulebook) -> Array:
    """The home days that leave all pay with the employer's state, as the residence state reads it; -1: none.

    In a regime for frontier workers the residence state taxes anyway; only a regime in which home days count has a
    limit there.
    """
    keys = ["year", "residence", "employer_state", "hours_per_week", "working_days", "frontier_home_in_zone"]
    classes = frame.select(keys).unique()
    found = [_limit(law, row) for row in classes.iter_rows(named=True)]
    classes = classes.with_columns(pl.Series("limit", found, dtype=pl.Float64))
    return frame.select(keys).join(classes, on=keys, how="left", maintain_order="left")["limit"].to_numpy()


def _limit(law: Rulebook, row: dict[str, Any]) -> float:
    contract = Contract(part_time_share=min(1.0, row["hours_per_week"] / 40.0))
    pair = row["residence"], row["employer_state"], row["year"]
    regime = law.frontier_rule(*pair) if row["frontier_home_in_zone"] else None
    if regime is not None:
        reading = regime.readings[row["residence"]]
        if reading.frontier is not Frontier.WORK_ZONE:
            return NO_LIMIT
        return frontier_limit(reading, contract, row["working_days"])
    return limit_of(law.rule(*pair).readings[row["residence"]], contract, row["working_days"])


def treasuries(frame: pl.DataFrame, outcome: pl.DataFrame) -> pl.DataFrame:
    """An engine's answer with what each treasury keeps, by state.

    `tax_residence` and `tax_work` go to the two states of the flow, contributions to the insuring state.
    """
    residence, work = frame["residence"], frame["employer_state"]
    social = outcome["employee_contributions"] + outcome["employer_contributions"]
    zero = pl.lit(0.0)
    columns = [
        *(
            (
                pl.when(residence == state).then(outcome["tax_residence"]).otherwise(zero)
                + pl.when(work == state).then(outcome["tax_work"]).otherwise(zero)
            ).alias(f"tax_{state}")
            for state in STATE_CODES
        ),
        *(
            pl.when(outcome["insurer"] == state).then(social).otherwise(zero).alias(f"contributions_{state}")
            for state in STATE_CODES
        ),
    ]
    return outcome.with_columns(columns)


def evaluated(frame: pl.DataFrame, home: Array, law: Rulebook, engine: Engine) -> pl.DataFrame:
    """The outcome of every row for these home days under this law, in the order of the rows."""
    answer = engine(workers(frame, home), law)
    outcome = treasuries(frame, answer.select(pl.col(name).cast(kind) for name, kind in OUTCOME.items()))
    return outcome.with_columns(home_days=pl.Series(np.asarray(home, np.float64)))


def compiled(frame: pl.DataFrame, law: Rulebook) -> pl.DataFrame:
    """The engine of the laboratory: the law's own rules, compiled, over the columns of a workforce."""
    from grenswerk.population import evaluate

    answer = evaluate(frame, law)
    share = pl.col("conflict_share").fill_null(0.0)
    zero = pl.lit(0.0)
    return pl.DataFrame(answer).select(
        limit_days=pl.col("threshold_days_residence_view").fill_null(NO_LIMIT),
        kept=pl.col("kept_residence_view"),
        residence_share=pl.col("share_residence_view_taxable_residence"),
        employer_share=pl.col("share_employer_view_taxable_employer"),
        double_share=pl.when(pl.col("conflict") == "double").then(share).otherwise(zero),
        untaxed_share=pl.when(pl.col("conflict") == "untaxed").then(share).otherwise(zero),
        insurer=pl.col("competent_state"),
        net=pl.col("net"),
        employer_cost=pl.col("employer_cost"),
        tax_residence=pl.col("income_tax_residence")
        + pl.col("church_tax")
        - pl.col("credits_residence")
        - pl.col("relief"),
        tax_work=pl.col("income_tax_employer") - pl.col("credits_employer"),
        employee_contributions=pl.col("employee_contributions"),
        employer_contributions=pl.col("employer_contributions"),
        duties=pl.col("duties"),
        error=pl.col("error").fill_null(
            pl.when(pl.col("net").is_null()).then(pl.lit("net pay depends on a fact that is not known"))
        ),
    )
