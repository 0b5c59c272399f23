"""A day ledger, one row a worker-day, to counted days: grouped by worker, state and activity, then counted.

The grouping is all that grows with the days (`day_reader`), and what is left are a few rows a worker. The counting
follows `days.log`, for days that have one row each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl
import pyarrow as pa

from grenswerk.days.log import ON_CALL
from grenswerk.model.days import WORK, Activity
from grenswerk.model.errors import BadInput, nearest
from grenswerk.model.states import STATE_CODES
from grenswerk.population.day_reader import read_days
from grenswerk.population.fields import ALIASES, FACTS, LEDGER, REQUIRED
from grenswerk.population.sources import Source, format_of, open_source, separator_of

_MANDATORY = ("id", "date", "state")
_COUNTS = ("days", "full", "minutes", "at_least_30", "some")


def scan(path: Path, source: Source) -> pl.LazyFrame:
    """The file as a lazy frame; csv and xlsx with the types that the counting needs."""
    match format_of(path):
        case ".parquet":
            return pl.scan_parquet(path)
        case ".csv":
            return pl.scan_csv(path, separator=separator_of(path), infer_schema=False)
        case _:
            return pl.from_arrow(pa.Table.from_batches(source.batches)).lazy()  # type: ignore[union-attr]


def checked_ledger(names: Sequence[str], where: str, *, facts_apart: bool) -> list[str]:
    """The columns of the ledger that tell of the worker; raises `BadInput` for unknown or missing ones."""
    known = [*LEDGER, *FACTS, *ALIASES]
    for name in names:
        if name not in known:
            raise BadInput(f'{where}: unknown column "{name}": expected one of a day ledger{nearest(name, known)}')
    for name in _MANDATORY if facts_apart else (*_MANDATORY, *REQUIRED):
        if name not in names:
            raise BadInput(
                f'{where}: column "{name}" is missing: expected {", ".join(_MANDATORY)} in a day ledger'
            )
    return [name for name in names if name not in LEDGER]


def workers_of_ledger(path: Path, source: Source, workers: Path | None) -> Source:
    """The workers of a ledger with their counted days; their facts stand in it or in the file `workers`."""
    facts = checked_ledger(source.names, str(path), facts_apart=workers is not None)
    found = read_days(path, source, facts if workers is None else ())
    by_kind, people = found.by_kind, found.people
    if workers is not None:
        given = scan(workers, open_source(workers)).collect()
        checked_names_of_workers(given.columns, str(workers))
        people = given.with_columns(pl.col("id").cast(pl.String))
        unknown = by_kind.join(people, on="id", how="anti")
        if unknown.height:
            raise BadInput(f'{path}: id "{unknown["id"][0]}" is not in {workers}: expected a row for each worker')
    _refuse_other_years(path, by_kind, people)
    counted = people.join(count(by_kind, people), on="id", how="left", maintain_order="left")
    counted = counted.join(found.twice, on="id", how="left", maintain_order="left")
    table = counted.to_arrow()
    return Source(table.column_names, iter(table.to_batches(max_chunksize=131_072)), table.num_rows)


def _refuse_other_years(path: Path, by_kind: pl.DataFrame, people: pl.DataFrame) -> None:
    """Raises `BadInput` for a worker with days outside the year of the worker's facts."""
    year = pl.col("year").cast(pl.String)
    dates = by_kind.join(people.select("id", "year"), on="id")
    for name in ("first", "last"):
        wrong = dates.filter(pl.col(name).cast(pl.String).str.slice(0, 4) != year)
        if wrong.height:
            worker, date, expected = wrong.row(0, named=True)["id"], wrong[name][0], wrong["year"][0]
            raise BadInput(f'{path}: id "{worker}": date is {date}: expected a date in {expected}')


def checked_names_of_workers(names: Sequence[str], where: str) -> None:
    """Raises `BadInput` for columns of the file of workers that are unknown, missing or count days."""
    known = ["id", *FACTS, *ALIASES]
    for name in names:
        if name not in known:
            raise BadInput(f'{where}: unknown column "{name}": expected a fact of a worker{nearest(name, known)}')
    for name in ("id", *REQUIRED):
        if name not in names:
            raise BadInput(f'{where}: column "{name}" is missing: expected it for each worker')


def count(by_kind: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """The counted days of every worker, by the names of `LOGGED`."""
    states = people.select("id", "residence", "employer_state", *_week(people))
    rows = by_kind.select("id", "state", "activity", *_COUNTS).join(states, on="id", how="inner")
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


def _week(people: pl.DataFrame) -> Iterator[pl.Expr]:
    """Minutes of a full working day by the contract."""
    hours, days = (
        pl.col(name).cast(pl.Float64, strict=False).fill_null(default)
        if name in people.columns
        else pl.lit(default)
        for name, default in (("hours_per_week", 40.0), ("days_per_week", 5.0))
    )
    yield pl.min_horizontal(pl.lit(1440.0), hours / days * 60).alias("full_day")


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
        return pl.col("days") * ((pl.col("activity") == activity.value) & ~pl.col("is_work"))

    third = [
        (worked * ((side == "third") & (pl.col("state") == state))).sum().alias(f"logged_third_{state}")
        for state in STATE_CODES
    ]
    others = (side == "third") & ~pl.col("state").is_in(STATE_CODES)
    named = pl.col("state").filter(others & (worked > 0)).sort_by(worked.filter(others & (worked > 0))).last()
    return [
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
