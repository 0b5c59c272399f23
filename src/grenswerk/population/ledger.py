"""A day ledger, one row a worker-day, to counted days: grouped by worker, state and activity, then counted.

The grouping is all that grows with the days (`day_reader`), and what is left are a few rows a worker. The counting
follows `days.log`, for days that have one row each.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl
import pyarrow as pa

from grenswerk.days.log import ON_CALL
from grenswerk.model.days import WORK, Activity
from grenswerk.model.errors import BadInput, nearest
from grenswerk.model.states import STATE_CODES
from grenswerk.population.columns import NO_DATE, Faults, id_words, read_column
from grenswerk.population.day_reader import COUNTS, Days, WorkerDays, read_days
from grenswerk.population.fields import ALIASES, BY_NAME, FACTS, LEDGER, REQUIRED, Kind
from grenswerk.population.sources import Source, frame_of, open_source

_MANDATORY = ("id", "date", "state")
_WRONG = "logged_wrong"


class Ledger(NamedTuple):
    """A ledger, counted: the facts and the counted days of each worker, and the days as they were read."""

    people: pl.DataFrame
    read: WorkerDays


def checked_ledger(names: Sequence[str], where: str, *, facts_apart: bool) -> list[str]:
    """The columns of the ledger that tell of the worker; raises `BadInput` for unknown or missing ones."""
    known = [*LEDGER, *FACTS, *ALIASES]
    for name in names:
        if name not in known:
            raise BadInput(f'{where}: unknown column "{name}": expected one of a day ledger{nearest(name, known)}')
    _refuse_twice(names, where)
    for name in _MANDATORY if facts_apart else (*_MANDATORY, *REQUIRED):
        if name not in names:
            raise BadInput(
                f'{where}: column "{name}" is missing: expected {", ".join(_MANDATORY)} in a day ledger'
            )
    return [name for name in names if name not in LEDGER]


def workers_of_ledger(path: Path, source: Source, workers: Path | None) -> Source:
    """The workers of a ledger with their counted days; their facts stand in it or in the file `workers`."""
    table = counted_ledger(path, source, workers).people.to_arrow()
    return Source(table.column_names, iter(table.to_batches(max_chunksize=131_072)), table.num_rows)


def counted_ledger(path: Path, source: Source, workers: Path | None, days: Days | None = None) -> Ledger:
    """The ledger at `path`, counted; each of its days is kept in `days`.

    A worker with a row that cannot be read, with days of another year than that of the facts, or of whom there are
    no facts has an error and no numbers. Raises `BadInput` for columns that are unknown, missing or twice there,
    for a row without a worker, and for a worker whose facts stand twice.
    """
    facts = checked_ledger(source.names, str(path), facts_apart=workers is not None)
    found = read_days(path, source, facts if workers is None else (), days)
    people = found.people if workers is None else _people_apart(workers, found)
    people = people.with_columns(
        pl.col(name).cast(pl.String).str.strip_chars() for name in ("residence", "employer_state")
    )
    wrong = [found.wrong, _of_other_years(found.by_kind, people)]
    if _WRONG in people.columns:
        wrong.append(people.select("id", _WRONG).drop_nulls())
        people = people.drop(_WRONG)
    counted = people.join(count(found.by_kind, people), on="id", how="left", maintain_order="left")
    counted = counted.join(found.twice, on="id", how="left", maintain_order="left")
    first_wrong = pl.concat(wrong).unique("id", keep="first")
    counted = counted.join(first_wrong, on="id", how="left", maintain_order="left")
    return Ledger(counted, found)


def _people_apart(workers: Path, found: WorkerDays) -> pl.DataFrame:
    """The facts in the file `workers`; a worker of the ledger who is not in it has a row that says so instead."""
    source = open_source(workers)
    checked_names_of_workers(source.names, str(workers))
    people = frame_of(source._replace(batches=map(_with_id_words, source.batches)))
    twice = people.filter(pl.col("id").is_duplicated() & pl.col("id").is_not_null())
    if twice.height:
        raise BadInput(f'{workers}: id "{twice["id"][0]}" stands twice: expected one row for each worker')
    unknown = found.people.select("id").join(people, on="id", how="anti", maintain_order="left")
    missing = pl.lit(f"id is not in {workers}: expected a row for each worker")
    return pl.concat([people, unknown.with_columns(missing.alias(_WRONG))], how="diagonal")


def _with_id_words(batch: pa.RecordBatch) -> pa.RecordBatch:
    return batch.set_column(batch.schema.get_field_index("id"), "id", id_words(batch.column("id")))


def _of_other_years(by_kind: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """The workers with days outside the year of their facts."""
    span = by_kind.group_by("id", maintain_order=True).agg(pl.col("first").min(), pl.col("last").max())
    dates = span.join(people.select("id").with_columns(fact(people, "year")), on="id", maintain_order="left")
    year = pl.col("year").cast(pl.Int32)
    other = pl.when(pl.col("first").dt.year() != year).then("first").otherwise("last")
    wrong = dates.filter((pl.col("first").dt.year() != year) | (pl.col("last").dt.year() != year))
    return wrong.select("id", pl.format("date is {}: expected a date in {}", other, year).alias(_WRONG))


def fact(people: pl.DataFrame, name: str) -> pl.Series:
    """One fact of each worker as the engine reads it, dates as dates.

    Its default stands where none is given, but no date, and null where it is wrong: the engine says so of the row.
    """
    faults, field = Faults(), BY_NAME[name]
    column = people[name].to_arrow() if name in people.columns else None
    values = read_column(field, column, people.height, faults)
    usable = np.ones(people.height, np.bool_)
    usable[list(faults.by_row)] = False
    series = pl.Series(name, values)
    if field.kind is Kind.DATE:
        usable &= values != NO_DATE
        series = series.cast(pl.Date)
    return pl.select(pl.when(pl.Series(usable)).then(series).alias(name)).to_series()


def checked_names_of_workers(names: Sequence[str], where: str) -> None:
    """Raises `BadInput` for columns of the file of workers that are unknown, missing or count days."""
    known = ["id", *FACTS, *ALIASES]
    for name in names:
        if name not in known:
            raise BadInput(f'{where}: unknown column "{name}": expected a fact of a worker{nearest(name, known)}')
    _refuse_twice(names, where)
    for name in ("id", *REQUIRED):
        if name not in names:
            raise BadInput(f'{where}: column "{name}" is missing: expected it for each worker')


def _refuse_twice(names: Sequence[str], where: str) -> None:
    twice = next((name for place, name in enumerate(names) if name in names[:place]), None)
    if twice is not None:
        raise BadInput(f'{where}: column "{twice}" stands twice: expected it once')


def count(by_kind: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """The counted days of every worker, by the names of `LOGGED`."""
    states = people.select("id", "residence", "employer_state").with_columns(_week(people))
    rows = by_kind.select("id", "state", "activity", "first", "last", *COUNTS).join(states, on="id", how="inner")
    work = pl.col("activity").is_in([activity.value for activity in WORK])
    on_call = pl.col("activity").is_in([activity.value for activity in ON_CALL])
    is_work = work | (on_call & (pl.col("state") != pl.col("residence")))
    at_home = pl.col("activity").is_in([Activity.TELEWORK.value, Activity.HOME_OTHER.value])
    domestic = pl.col("residence") == pl.col("employer_state")
    side = (
        pl.when(domestic & (pl.col("state") == pl.col("residence")))
        .then(pl.when(at_home).then(pl.lit("residence")).otherwise(pl.lit("employer")))
        .when(pl.col("state") == pl.col("employer_state"))
        .then(pl.lit("employer"))
        .when(pl.col("state") == pl.col("residence"))
        .then(pl.lit("residence"))
        .otherwise(pl.lit("third"))
    )
    rows = rows.with_columns(is_work.alias("is_work"), side.alias("side"))
    worked = pl.col("is_work") * (pl.col("full") + pl.col("some"))
    hours = pl.col("is_work") * (pl.col("full") * pl.col("full_day") + pl.col("minutes")) / 60
    rows = rows.with_columns(worked.alias("worked"), hours.alias("hours"), _regime().alias("regime"))
    return rows.group_by("id", maintain_order=True).agg(_sums())


def _week(people: pl.DataFrame) -> pl.Series:
    """Minutes of a full working day by the contract."""
    hours, days = (
        fact(people, name).fill_null(BY_NAME[name].default) for name in ("hours_per_week", "days_per_week")
    )
    return (hours / days * 60).clip(upper_bound=1440.0).alias("full_day")


def _regime() -> pl.Expr:
    """Whether the pair has a regime for frontier workers."""
    from grenswerk.days.frontier import Regime, regime_of

    pairs = [
        f"{one}{other}"
        for one in STATE_CODES
        for other in STATE_CODES
        if one != other and regime_of(one, other) is not Regime.NONE
    ]
    return (pl.col("residence") + pl.col("employer_state")).is_in(pairs)


def _sums() -> list[pl.Expr]:
    side, worked, hours = pl.col("side"), pl.col("worked"), pl.col("hours")
    outside = (side != "employer") & ~(pl.col("regime") & (side == "third"))
    telework = pl.col("activity") == Activity.TELEWORK.value
    # in hours where every day of work has its minutes, in days otherwise
    in_hours = ((pl.col("is_work") * pl.col("full")).sum() == 0) & (hours.sum() > 0)

    def time(where: pl.Expr) -> pl.Expr:
        return pl.when(in_hours).then((hours * where).sum()).otherwise((worked * where).sum())

    def absent(activity: Activity) -> pl.Expr:
        return (pl.col("days") - worked) * (pl.col("activity") == activity.value)

    third = [
        (worked * ((side == "third") & (pl.col("state") == state))).sum().alias(f"logged_third_{state}")
        for state in STATE_CODES
    ]
    others = (side == "third") & ~pl.col("state").is_in(STATE_CODES)
    named = pl.col("state").filter(others & (worked > 0)).sort_by(worked.filter(others & (worked > 0))).last()
    return [
        pl.col("first").min().alias("logged_first"),
        pl.col("last").max().alias("logged_last"),
        (worked * (side == "employer")).sum().alias("logged_employer"),
        (worked * (side == "residence")).sum().alias("logged_residence"),
        *third,
        (worked * others).sum().alias("logged_third"),
        named.alias("days_third_state"),
        (worked * outside).sum().alias("logged_outside_any"),
        ((pl.col("is_work") & outside) * (pl.col("full") + pl.col("at_least_30")))
        .sum()
        .alias("logged_outside_30"),
        (worked * (pl.col("regime") & (side == "third"))).sum().alias("logged_outside_zone"),
        absent(Activity.ON_CALL).sum().alias("days_on_call_home"),
        absent(Activity.ON_CALL_CALLED).sum().alias("days_on_call_home_called"),
        absent(Activity.GARDEN_LEAVE).sum().alias("days_garden_leave"),
        (absent(Activity.SICK) * (side == "employer")).sum().alias("logged_sick_employer"),
        (absent(Activity.SICK) * (side == "residence")).sum().alias("logged_sick_residence"),
        (absent(Activity.SICK) * (side == "third")).sum().alias("logged_sick_third"),
        time(side == "employer").alias("logged_time_employer"),
        time((side == "residence") & telework).alias("logged_time_telework"),
        time((side == "residence") & ~telework).alias("logged_time_other"),
        time(side == "third").alias("logged_time_third"),
    ]
