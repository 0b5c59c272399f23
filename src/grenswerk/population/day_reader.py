"""A day ledger as its worker-days, batch by batch: one is gathered while the next is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from enum import IntFlag
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from grenswerk.days.log import LEAST
from grenswerk.model.days import WORK, Activity
from grenswerk.model.errors import BadInput
from grenswerk.population.columns import NO_DATE, Faults, as_text, constant, read_column, state_code
from grenswerk.population.fields import LEDGER, Field, Kind
from grenswerk.population.sources import Source, format_of, frame_of, unreadable
from grenswerk.population.worker_days import Workers

Array = npt.NDArray[Any]
COUNTS = ("days", "full", "minutes", "at_least_30", "some")  # of a worker's days in one state and activity
_BATCH = 1 << 19  # rows that are read at a time
_DATE = Field("date", Kind.DATE)
_MINUTES = Field("minutes", Kind.NUMBER, default=float("nan"), most=1440)
_ACTIVITIES = tuple(activity.value for activity in Activity)


class WorkerDays(NamedTuple):
    """The days of a ledger: by worker, state and activity; the facts beside them; a day that stands twice.

    `days`, where they were asked for, are all of them: `worker` (the row in `people`), `date`, `state`, and what
    the day holds, as a sum of `Holds`.
    """

    by_kind: pl.DataFrame
    people: pl.DataFrame
    twice: pl.DataFrame
    days: pl.DataFrame | None


class Holds(IntFlag):
    """What a day of a ledger holds."""

    WORK = 1
    ON_CALL = 2
    ON_CALL_CALLED = 4
    SOME_TIME = 8  # more than 0 minutes
    COUNTED_TIME = 16  # at least the minutes from which some states count a day


_HOLDS = np.array(
    [
        Holds.WORK * (activity in WORK)
        | Holds.ON_CALL * (activity is Activity.ON_CALL)
        | Holds.ON_CALL_CALLED * (activity is Activity.ON_CALL_CALLED)
        for activity in Activity
    ],
    np.uint8,
)


class Days:
    """The days of a ledger as they come, each with its worker, state, date and what it holds."""

    def __init__(self) -> None:
        self.parts: list[tuple[Array, Array, Array, Array]] = []

    def add(self, worker: Array, kind: Array, day: Array, minutes: Array) -> None:
        """Keeps one batch; `minutes` are `nan` for the whole day."""
        holds = _HOLDS[kind % len(_ACTIVITIES)]
        holds = holds | np.where(minutes <= 0, 0, Holds.SOME_TIME).astype(np.uint8)
        holds |= np.where(minutes < LEAST, 0, Holds.COUNTED_TIME).astype(np.uint8)
        self.parts.append((worker, kind // len(_ACTIVITIES), day, holds))

    def frame(self, states: Sequence[str]) -> pl.DataFrame:
        """All days in the order of the file; `states` by their numbers."""
        columns = zip(*self.parts, strict=True) if self.parts else ((np.zeros(0, np.int32),),) * 4
        worker, state, date, holds = (np.concatenate(parts) for parts in columns)
        return pl.DataFrame(
            {
                "worker": worker,
                "state": pl.Series(states, dtype=pl.Enum(states)).gather(state),
                "date": pl.Series(date, dtype=pl.Int32).cast(pl.Date),
                "holds": pl.Series(holds).cast(pl.UInt8),
            }
        )


class _Reader:
    """Numbers the workers and the states of a ledger as they come."""

    def __init__(self, path: Path, facts: Sequence[str], days: Days | None) -> None:
        self.path, self.facts, self.days = path, tuple(facts), days
        self.workers = Workers()
        self.numbers: dict[str, int] = {}  # of the workers, by id
        self.states: dict[str, int] = {}
        self.people: list[pa.RecordBatch] = []  # the facts in the first row of each worker
        self.last_words: tuple[pa.Array | None, Array] = (None, np.zeros(0, np.int32))

    def add(self, batch: pa.RecordBatch) -> None:
        """Gathers one batch; raises `BadInput` for a value that a ledger cannot have."""
        if not batch.num_rows:
            return
        length, known = batch.num_rows, len(self.numbers)
        worker = self._worker(batch.column("id"))
        kind = self._state(batch.column("state")) * len(_ACTIVITIES)
        if "activity" in batch.schema.names:
            kind = kind + self._activity(batch.column("activity"))
        else:
            kind = kind + _ACTIVITIES.index(Activity.OFFICE.value)
        day = self._read(_DATE, batch.column("date"))
        if (day == NO_DATE).any():
            raise BadInput(f"{self.path}: a date is empty: expected one in each row")
        minutes = constant(length, np.nan, "float64")
        if "minutes" in batch.schema.names:
            minutes = self._read(_MINUTES, batch.column("minutes"))
        kind = kind.astype(np.int32)
        self.workers.gather(worker, kind, day, minutes, len(self.numbers))
        if self.days is not None:
            self.days.add(worker, kind, day, minutes)
        if self.facts and len(self.numbers) > known:
            first = np.empty(len(self.numbers), np.int64)
            first[worker[::-1]] = np.arange(length)[::-1]
            self.people.append(batch.select(self.facts).take(pa.array(first[known:])))

    def _read(self, field: Field, column: pa.Array) -> Array:
        faults = Faults()
        values = read_column(field, column, len(column), faults)
        if faults.by_row:
            raise BadInput(f"{self.path}: cannot be read: {next(iter(faults.by_row.values()))}")
        return values

    def _worker(self, column: pa.Array) -> Array:
        column = as_text(column)
        encoded = column if pa.types.is_dictionary(column.type) else pc.dictionary_encode(column)
        if column.null_count:
            raise BadInput(f"{self.path}: an id is empty: expected one in each row")
        words = encoded.dictionary
        last, numbers = self.last_words
        if last is None or not words.equals(last):
            text = words if pa.types.is_string(words.type) else words.cast(pa.string())
            known = self.numbers
            numbers = np.array([known.setdefault(word, len(known)) for word in text.to_pylist()], np.int32)
            self.last_words = (words, numbers)
        found: Array = numbers.take(encoded.indices.to_numpy(zero_copy_only=False))
        return found

    def _state(self, column: pa.Array) -> Array:
        def number(word: str | None) -> int:
            if word is None or state_code(word) is None:
                found = "empty" if not word else f'"{word}"'
                raise BadInput(f"{self.path}: state is {found}: expected an ISO 3166-1 alpha-2 code")
            return self.states.setdefault(word, len(self.states))

        return _by_word(column, number)

    def _activity(self, column: pa.Array) -> Array:
        def number(word: str | None) -> int:
            if not word:
                return _ACTIVITIES.index(Activity.OFFICE.value)
            if word not in _ACTIVITIES:
                raise BadInput(f'{self.path}: activity is "{word}": expected one of {", ".join(_ACTIVITIES)}')
            return _ACTIVITIES.index(word)

        return _by_word(column, number)

    def found(self) -> WorkerDays:
        """What was gathered, with ids and words again."""
        ids = pl.Series("id", list(self.numbers), pl.String)
        groups = self.workers.groups[: self.workers.used]
        states = pl.Series("state", list(self.states), pl.String)
        place = groups["kind"] // len(_ACTIVITIES)
        by_kind = pl.DataFrame(
            {
                "id": ids.gather(groups["worker"]),
                "state": states.gather(place),
                "activity": pl.Series(_ACTIVITIES, dtype=pl.String).gather(groups["kind"] % len(_ACTIVITIES)),
                **{name: np.ascontiguousarray(groups[name]) for name in COUNTS},
                **{
                    name: pl.Series(np.ascontiguousarray(groups[name])).cast(pl.Date) for name in ("first", "last")
                },
            }
        )
        twice = self.workers.twice[: len(ids)]
        which = np.flatnonzero(twice != NO_DATE)
        repeated = pl.DataFrame({"id": ids.gather(which), "logged_twice": pl.Series(twice[which]).cast(pl.Date)})
        facts = Source(list(self.facts), iter(self.people), None)
        people = pl.DataFrame({"id": ids}).hstack(frame_of(facts))
        days = None if self.days is None else self.days.frame(list(self.states))
        return WorkerDays(by_kind, people, repeated, days)


def _by_word(column: pa.Array, number: Any) -> Array:
    """The number of each row's word."""
    column = as_text(column)
    encoded = column if pa.types.is_dictionary(column.type) else pc.dictionary_encode(column)
    indices = encoded.indices
    if indices.null_count:
        indices = pc.fill_null(indices.cast(pa.int32()), len(encoded.dictionary))
    words = [*encoded.dictionary.to_pylist(), *([None] if column.null_count else [])]
    found: Array = np.array([number(word) for word in words], np.int32).take(
        indices.to_numpy(zero_copy_only=False)
    )
    return found


def read_days(path: Path, source: Source, facts: Sequence[str], days: Days | None = None) -> WorkerDays:
    """The days of the ledger at `path`, each kept in `days`; raises `BadInput` where a value cannot be read."""
    reader = _Reader(path, facts, days)
    names = [name for name in source.names if name in LEDGER or name in facts]
    with ThreadPoolExecutor(1) as beside:
        waiting: Future[None] | None = None
        for batch in _batches(path, source, names):
            if waiting is not None:
                waiting.result()
            waiting = beside.submit(reader.add, batch)
        if waiting is not None:
            waiting.result()
    return reader.found()


def _batches(path: Path, source: Source, names: list[str]) -> Iterator[pa.RecordBatch]:
    if format_of(path) != ".parquet":
        for batch in source.batches:
            yield batch.select(names)
        return
    try:
        schema = pq.read_schema(path)
        words = [name for name in names if name in LEDGER and pa.types.is_string(schema.field(name).type)]
        file = pq.ParquetFile(path, read_dictionary=words, pre_buffer=True)
        yield from file.iter_batches(_BATCH, columns=names)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise unreadable(path, error) from None
