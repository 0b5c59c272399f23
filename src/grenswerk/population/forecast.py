"""From a ledger of part of a year: the day on which each worker crosses each limit, at the worker's own pace."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import polars as pl
import pyarrow as pa

from grenswerk.days.pace import (
    NEAR_THE_END,
    days_until_beyond,
    further_days_until,
    home_days_at,
    work_of_whole,
)
from grenswerk.law.social_security.dated import social_security_law
from grenswerk.model.days import WORK
from grenswerk.model.errors import BadInput
from grenswerk.model.states import State
from grenswerk.population.engine import evaluate_all, unified
from grenswerk.population.fields import is_ledger
from grenswerk.population.ledger import scan, workers_of_ledger
from grenswerk.population.sources import open_source
from grenswerk.population.tables import FIRST_YEAR, law_in_force

LIMITS = ("tax_threshold", "substantial_part", "telework_half", "establishment_line")
_DUST = 1e-9


class Record(NamedTuple):
    """What the ledger tells of one worker: the span of the employment in the year, and the dates of work."""

    start: dt.date
    end: dt.date
    last_entry: dt.date
    last_work: dt.date | None
    worked: float
    outside: Sequence[dt.date]  # any entry outside the employer's state
    home: Sequence[dt.date]  # work in the residence state


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
    people = workers_of_ledger(path, source, workers)
    table = pa.Table.from_batches(list(people.batches))
    answers = pl.DataFrame(pa.Table.from_batches([unified(one) for one in evaluate_all(table.to_batches())]))
    facts = pl.DataFrame(table)
    dates = _dates(path, facts)
    rows = facts.join(answers.select(_ANSWERS), on="id", how="left", maintain_order="left")
    rows = rows.join(dates, on="id", how="left", maintain_order="left")
    found = [_crossings(row) for row in rows.iter_rows(named=True)]
    columns = {f"crosses_{name}": [each[place] for each in found] for place, name in enumerate(LIMITS)}
    dated = [pl.Series(name, values, pl.Date) for name, values in columns.items()]
    frame = rows.select("id", *_ANSWERS[1:-1]).with_columns(*dated, rows["error"])
    return Forecast(frame, _by_month(columns))


_ANSWERS = (
    "id",
    "counted_residence_view",
    "threshold_days_residence_view",
    "residence_share",
    "error",
)


def _dates(path: Path, facts: pl.DataFrame) -> pl.DataFrame:
    """The dates of each worker that a crossing may fall on."""
    days = scan(path, open_source(path))
    names = days.collect_schema().names()
    date = (
        pl.col("date").cast(pl.Date)
        if days.collect_schema()["date"] != pl.String
        else pl.col("date").str.to_date()
    )
    activity = pl.col("activity").fill_null("office") if "activity" in names else pl.lit("office")
    minutes = pl.col("minutes").cast(pl.Float64) if "minutes" in names else pl.lit(None, pl.Float64)
    states = facts.select("id", "residence", "employer_state").lazy()
    rows = days.select(
        pl.col("id").cast(pl.String),
        date.alias("date"),
        pl.col("state").cast(pl.String),
        (activity.is_in([one.value for one in WORK]) & (minutes.is_null() | (minutes > 0))).alias("work"),
    ).join(states, on="id")
    work = pl.col("work")
    return (
        rows.group_by("id")
        .agg(
            pl.col("date").max().alias("last_entry"),
            pl.col("date").filter(work).max().alias("last_work"),
            pl.col("date").filter(work).n_unique().alias("worked"),
            pl.col("date").filter(pl.col("state") != pl.col("employer_state")).unique().sort().alias("outside"),
            pl.col("date").filter(work & (pl.col("state") == pl.col("residence"))).unique().sort().alias("home"),
        )
        .collect()
    )


def _crossings(row: dict[str, object]) -> tuple[dt.date | None, ...]:
    """The days on which one worker crosses each of `LIMITS`; `None` where that does not happen in the year."""
    nothing = (None,) * len(LIMITS)
    if row["error"] is not None or row["last_entry"] is None or row["residence"] == row["employer_state"]:
        return nothing
    year = int(row["year"])  # type: ignore[call-overload]
    record = _record(row, year)
    if record.last_entry > record.end or record.start > record.last_entry:
        return nothing
    law = social_security_law(year)
    pair = law_in_force().tables
    place = pair.pairs[State[str(row["residence"])], State[str(row["employer_state"])], year - FIRST_YEAR]
    line = float(pair.yardsticks[place["yardstick"][0]]["limit"])
    return (
        _beyond(record, row["threshold_days_residence_view"], row["counted_residence_view"]),  # type: ignore[arg-type]
        _reached(record, law.limits.values.substantial),
        _reached(record, law.agreement_limits.values.telework_below),
        _reached(record, line) if line >= 0.0 else None,
    )


def _record(row: dict[str, object], year: int) -> Record:
    def given(name: str) -> dt.date | None:
        value = row.get(name)
        return dt.date.fromisoformat(value) if isinstance(value, str) and value else value  # type: ignore[return-value]

    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    return Record(
        max(first, given("from") or first),
        min(last, given("to") or last),
        row["last_entry"],  # type: ignore[arg-type]
        row["last_work"],  # type: ignore[arg-type]
        float(row["worked"] or 0),  # type: ignore[arg-type]
        row["outside"] or (),  # type: ignore[arg-type]
        row["home"] or (),  # type: ignore[arg-type]
    )


def _beyond(record: Record, limit: float | None, counted: float | None) -> dt.date | None:
    """The day on which one day more than `limit` is counted."""
    if limit is None or not counted:
        return None
    if counted > limit + _DUST:
        index = math.floor(limit + _DUST)
        return record.outside[index] if index < len(record.outside) else None
    elapsed = (record.last_entry - record.start).days + 1
    offset = days_until_beyond(limit, counted, elapsed) - 1
    return _within(record.start + dt.timedelta(days=min(offset, 3660)), record.end)


def _reached(record: Record, share: float) -> dt.date | None:
    """The day on which the home days reach a share of the year's work."""
    if record.last_work is None or not record.home:
        return None
    elapsed = (record.last_work - record.start).days + 1
    whole = (record.end - record.start).days + 1
    home = float(len(record.home))
    target = home_days_at(share, work_of_whole(record.worked, elapsed, whole))
    if home >= target:
        return record.home[max(0, math.ceil(target) - 1)]
    if whole - elapsed <= NEAR_THE_END:
        return None
    return _within(record.last_work + dt.timedelta(days=further_days_until(target, home, elapsed)), record.end)


def _within(day: dt.date, end: dt.date) -> dt.date | None:
    return day if day <= end else None


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
