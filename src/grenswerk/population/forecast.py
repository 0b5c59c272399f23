"""From a ledger of part of a year: the day on which each worker crosses each limit, at the worker's own pace."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from grenswerk.assess.crossing import Log, beyond
from grenswerk.assess.insurance_margins import Pace, reached
from grenswerk.days.pace import LIMITS
from grenswerk.law.establishment.positions import line_of
from grenswerk.law.social_security.dated import social_security_law
from grenswerk.model.errors import BadInput
from grenswerk.population.day_reader import Days
from grenswerk.population.engine import evaluate
from grenswerk.population.fields import is_ledger
from grenswerk.population.ledger import Ledger, counted_ledger, fact
from grenswerk.population.sources import open_source


class Forecast(NamedTuple):
    """The frame of dates, one row a worker, and how many workers cross each limit in each month."""

    frame: pl.DataFrame
    by_month: dict[str, Counter[str]]


def forecast(path: Path, workers: Path | None) -> Forecast:
    """The forecast from the ledger at `path`; `workers` names the file with the facts of its workers.

    Raises `BadInput` for a file that is no day ledger or cannot be read.
    """
    source = open_source(path)
    if not is_ledger(source.names):
        raise BadInput(f"{path}: no column is called date: expected a day ledger for --forecast")
    ledger = counted_ledger(path, source, workers, Days())
    people = ledger.people
    answers = evaluate(people).select(_ANSWERS)
    rows = people.select("id", "residence", "employer_state").hstack(answers)
    rows = rows.with_columns(fact(people, name) for name in ("year", "from", "to"))
    rows = rows.join(_dates(ledger), on="id", how="left", maintain_order="left")
    found = [_crossings(row) for row in rows.iter_rows(named=True)]
    columns = {f"crosses_{name}": [each[place] for each in found] for place, name in enumerate(LIMITS)}
    dated = [pl.Series(name, values, pl.Date) for name, values in columns.items()]
    frame = rows.select("id", *_ANSWERS[:-1]).with_columns(*dated, rows["error"])
    return Forecast(frame, _by_month(columns))


_ANSWERS = ("counted_residence_view", "threshold_days_residence_view", "residence_share", "error")


def _dates(ledger: Ledger) -> pl.DataFrame:
    """The dates of each worker that a crossing may fall on: entries outside the employer's state, work at home."""
    days, ids = ledger.read.days, ledger.read.people.select("id")
    assert days is not None
    seats = ids.join(ledger.people, on="id", how="left", maintain_order="left")
    home, office = (
        seats[name].cast(days["state"].dtype, strict=False).gather(days["worker"])
        for name in ("residence", "employer_state")
    )
    date, state, work = pl.col("date"), pl.col("state"), pl.col("work")
    found = (
        days.lazy()
        .with_columns(state.ne_missing(office).alias("outside"), (work & state.eq_missing(home)).alias("home"))
        .group_by("worker")
        .agg(
            date.max().alias("last_entry"),
            date.filter(work).max().alias("last_work"),
            date.filter(work).n_unique().alias("worked"),
            date.filter(pl.col("outside")).unique().sort().alias("outside"),
            date.filter(pl.col("home")).unique().sort().alias("home"),
        )
        .collect()
    )
    return found.select(ids["id"].gather(found["worker"]), pl.exclude("worker"))


def _crossings(row: dict[str, Any]) -> tuple[dt.date | None, ...]:
    """The days on which one worker crosses each of `LIMITS`; `None` where that does not happen in the year."""
    nothing = (None,) * len(LIMITS)
    residence, employer_state = row["residence"], row["employer_state"]
    if row["error"] is not None or row["last_entry"] is None or residence == employer_state:
        return nothing
    year, last = int(row["year"]), row["last_entry"]
    start = max(dt.date(year, 1, 1), row["from"] or dt.date.min)
    end = min(dt.date(year, 12, 31), row["to"] or dt.date.max)
    if not start <= last <= end:
        return nothing
    law, allowed, counted = (
        social_security_law(year),
        row["threshold_days_residence_view"],
        row["counted_residence_view"],
    )
    home = row["home"]
    pace = Pace(home, range(1, len(home) + 1), row["last_work"], row["worked"], start, end)
    shares = (
        law.limits.values.substantial,
        law.agreement_limits.values.telework_below,
        line_of(residence, employer_state, year),
    )
    return (
        beyond(Log(start, end, last, row["outside"]), allowed, counted)
        if allowed is not None and counted
        else None,
        *(reached(pace, share) if home and share is not None else None for share in shares),
    )


def _by_month(columns: dict[str, list[dt.date | None]]) -> dict[str, Counter[str]]:
    """For each limit the number of workers that cross it in each month, `2026-03`."""
    return {
        name.removeprefix("crosses_"): Counter(f"{day:%Y-%m}" for day in days if day is not None)
        for name, days in columns.items()
    }


def months(found: Forecast) -> Iterator[tuple[str, list[int]]]:
    """Each month in which anyone crosses, with the number of workers by limit."""
    every = sorted({month for counts in found.by_month.values() for month in counts})
    for month in every:
        yield month, [found.by_month[name][month] for name in LIMITS]
