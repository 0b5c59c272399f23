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
from grenswerk.days.frontier import Regime, regime_of
from grenswerk.days.pace import LIMITS
from grenswerk.law.establishment.positions import line_of
from grenswerk.law.social_security.dated import social_security_law
from grenswerk.law.treaties.allocation import Frontier
from grenswerk.model.errors import BadInput
from grenswerk.population.day_reader import Days, Holds
from grenswerk.population.engine import evaluate
from grenswerk.population.fields import is_ledger
from grenswerk.population.ledger import Ledger, counted_ledger, fact
from grenswerk.population.sources import open_source
from grenswerk.population.tables import law_in_force


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
    seats = rows.select("id", "residence", "employer_state").with_columns(_what_counts(rows))
    rows = rows.join(_dates(ledger, seats), on="id", how="left", maintain_order="left")
    found = [_crossings(row) for row in rows.iter_rows(named=True)]
    columns = {f"crosses_{name}": [each[place] for each in found] for place, name in enumerate(LIMITS)}
    dated = [pl.Series(name, values, pl.Date) for name, values in columns.items()]
    frame = rows.select("id", *_SHOWN).with_columns(*dated, rows["error"])
    return Forecast(frame, _by_month(columns))


_SHOWN = ("counted_residence_view", "threshold_days_residence_view", "residence_share")
_ANSWERS = (*_SHOWN, "tax_rule", "error")


class _Counts(NamedTuple):
    """Which days of a ledger the residence state counts against its limit."""

    at_home: bool = False
    elsewhere: bool = False  # in third states
    on_call: bool = False
    on_call_called: bool = False
    from_30_minutes: bool = False


def _what_counts(rows: pl.DataFrame) -> pl.Series:
    """What the residence state of each row counts, by the rule that its answer names."""
    names = ("residence", "employer_state", "year", "tax_rule")
    known: dict[tuple[Any, ...], _Counts] = {}
    for row in rows.select(names).unique().iter_rows():
        known[row] = _Counts() if row[-1] is None else _counts(row[0], row[1], int(row[2]), row[3])
    found = [known[row]._asdict() for row in rows.select(names).iter_rows()]
    return pl.Series("counts", found, pl.Struct(dict.fromkeys(_Counts._fields, pl.Boolean)))


def _counts(residence: str, employer_state: str, year: int, rule: str) -> _Counts:
    rulebook = law_in_force().rulebook
    found = rulebook.frontier_rule(residence, employer_state, year)
    if found is None or found.version.id != rule:
        found = rulebook.rule(residence, employer_state, year)
    reading = found.readings[residence]
    of_zone = reading.frontier is not Frontier.NONE
    apart = regime_of(residence, employer_state) is not Regime.NONE  # days in third states alone are of the zone
    outside = not of_zone or reading.frontier is Frontier.WORK_ZONE
    return _Counts(
        outside,
        of_zone or not apart,
        outside and reading.on_call_counts,
        outside and reading.on_call_called_counts,
        reading.counts_from_30_minutes,
    )


def _dates(ledger: Ledger, seats: pl.DataFrame) -> pl.DataFrame:
    """The dates of each worker that a crossing may fall on: those that count against the limit, work at home."""
    days, ids = ledger.read.days, ledger.read.people.select("id")
    assert days is not None
    seats = ids.join(seats, on="id", how="left", maintain_order="left")
    home, office = (
        seats[name].cast(days["state"].dtype, strict=False).gather(days["worker"]).alias(name)
        for name in ("residence", "employer_state")
    )
    counts = seats["counts"].struct.unnest()[days["worker"]]
    date, work = pl.col("date"), _holds(Holds.WORK, Holds.SOME_TIME)
    found = (
        days.with_columns(home, office)
        .hstack(counts)
        .lazy()
        .with_columns(
            work.alias("work"),
            _counting().alias("counting"),
            (work & pl.col("state").eq_missing(pl.col("residence"))).alias("home"),
        )
        .group_by("worker")
        .agg(
            date.max().alias("last_entry"),
            date.filter(pl.col("work")).max().alias("last_work"),
            date.filter(pl.col("work")).n_unique().alias("worked"),
            date.filter(pl.col("counting")).unique().sort().alias("counting"),
            date.filter(pl.col("home")).unique().sort().alias("home"),
        )
        .collect()
    )
    return found.select(ids["id"].gather(found["worker"]), pl.exclude("worker"))


def _holds(*parts: Holds) -> pl.Expr:
    every = pl.lit(int(sum(parts)), pl.UInt8)
    return (pl.col("holds") & every) == every


def _counting() -> pl.Expr:
    """Whether a day counts against the limit as `days.log` and the reading in `_Counts` have it."""
    at_home = pl.col("state").eq_missing(pl.col("residence"))
    third = ~at_home & pl.col("state").ne_missing(pl.col("employer_state"))
    on_call, called = _holds(Holds.ON_CALL), _holds(Holds.ON_CALL_CALLED)
    worked = _holds(Holds.SOME_TIME) & (_holds(Holds.WORK) | ((on_call | called) & ~at_home))
    long_enough = _holds(Holds.COUNTED_TIME) | ~pl.col("from_30_minutes")
    outside = worked & long_enough & ((at_home & pl.col("at_home")) | (third & pl.col("elsewhere")))
    stand_by = (on_call & pl.col("on_call")) | (called & pl.col("on_call_called"))
    return (outside | (stand_by & ~worked)).fill_null(value=False)


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
        beyond(Log(start, end, last, row["counting"]), allowed, counted)
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
