"""A day ledger as its worker-days, batch by batch: one is gathered while the next is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
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
_NONE = -1  # the number of a word that has none


class WorkerDays(NamedTuple):
    """The days of a ledger: by worker, state and activity; the facts beside them; a day that stands twice.

    `wrong`: by worker, what is wrong with the first row that cannot be read, in `logged_wrong`; such rows count
    nowhere.

    `days`, where they were asked for, are all of them: `worker` (the row in `people`), `date`, `state`, and what
    the day holds, as a sum of `Holds`.
    """

    by_kind: pl.DataFrame
    people: pl.DataFrame
    twice: pl.DataFrame
    wrong: pl.DataFrame
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
        self.rows = 0  # of the batches before
        self.wrong: dict[int, str] = {}  # by worker

    def add(self, batch: pa.RecordBatch) -> None:
        """Gathers one batch; raises `BadInput` for a row that names nobody."""
        if not batch.num_rows:
            return
        length, known, faults = batch.num_rows, len(self.numbers), Faults()
        worker = self._worker(batch.column("id"))
        day = read_column(_DATE, batch.column("date"), length, faults)
        faults.add(np.flatnonzero(day == NO_DATE), lambda _: "date is empty: expected a date, YYYY-MM-DD")
        kind = self._state(batch.column("state"), faults) * len(_ACTIVITIES)
        if "activity" in batch.schema.names:
            kind = kind + self._activity(batch.column("activity"), faults)
        else:
            kind = kind + _ACTIVITIES.index(Activity.OFFICE.value)
        minutes = constant(length, np.nan, "float64")
        if "minutes" in batch.schema.names:
            minutes = read_column(_MINUTES, batch.column("minutes"), length, faults)
        kind = kind.astype(np.int32)
        if self.facts and len(self.numbers) > known:
            first = np.empty(len(self.numbers), np.int64)
            first[worker[::-1]] = np.arange(length)[::-1]
            self.people.append(batch.select(self.facts).take(pa.array(first[known:])))
        if faults.by_row:
            right = self._without(worker, faults)
            worker, kind, day, minutes = worker[right], kind[right], day[right], minutes[right]
        self.workers.gather(worker, kind, day, minutes, len(self.numbers))
        if self.days is not None:
            self.days.add(worker, kind, day, minutes)
        self.rows += length

    def _without(self, worker: Array, faults: Faults) -> Array:
        """Which rows of a batch have no fault; of the others, the first of each worker is kept in mind."""
        right = np.ones(len(worker), np.bool_)
        for row in sorted(faults.by_row):
            right[row] = False
            self.wrong.setdefault(int(worker[row]), f"row {self.rows + row + 1}: {faults.by_row[row]}")
        return right

    def _worker(self, column: pa.Array) -> Array:
        column = as_text(column)
        encoded = column if pa.types.is_dictionary(column.type) else pc.dictionary_encode(column)
        if column.null_count:
            row = self.rows + pc.index(pc.is_null(column), value=True).as_py() + 1
            raise BadInput(f"{self.path}: row {row}: id is empty: expected the worker whose day it is")
        words = encoded.dictionary
        last, numbers = self.last_words
        if last is None or not words.equals(last):
            text = words if pa.types.is_string(words.type) else words.cast(pa.string())
            known = self.numbers
            numbers = np.array([known.setdefault(word, len(known)) for word in text.to_pylist()], np.int32)
            self.last_words = (words, numbers)
        found: Array = numbers.take(encoded.indices.to_numpy(zero_copy_only=False))
        return found

    def _state(self, column: pa.Array, faults: Faults) -> Array:
        def number(word: str | None) -> int:
            if word is None or state_code(word) is None:
                return _NONE
            return self.states.setdefault(word, len(self.states))

        return _by_word("state", column, number, "an ISO 3166-1 alpha-2 code", faults)

    def _activity(self, column: pa.Array, faults: Faults) -> Array:
        def number(word: str | None) -> int:
            if not word:
                return _ACTIVITIES.index(Activity.OFFICE.value)
            return _ACTIVITIES.index(word) if word in _ACTIVITIES else _NONE

        return _by_word("activity", column, number, f"one of {', '.join(_ACTIVITIES)}", faults)

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
        wrong = pl.DataFrame(
            {
                "id": ids.gather(pl.Series(list(self.wrong), dtype=pl.UInt32)),
                "logged_wrong": pl.Series(list(self.wrong.values()), dtype=pl.String),
            }
        )
        facts = Source(list(self.facts), iter(self.people), None)
        people = pl.DataFrame({"id": ids}).hstack(frame_of(facts))
        days = None if self.days is None else self.days.frame(list(self.states))
        return WorkerDays(by_kind, people, repeated, wrong, days)


def _by_word(
    name: str, column: pa.Array, number: Callable[[str | None], int], expected: str, faults: Faults
) -> Array:
    """The number of each row's word; one that has none is a fault of its row."""
    column = as_text(column)
    encoded = column if pa.types.is_dictionary(column.type) else pc.dictionary_encode(column)
    indices = encoded.indices
    if indices.null_count:
        indices = pc.fill_null(indices.cast(pa.int32()), len(encoded.dictionary))
    words = [*encoded.dictionary.to_pylist(), *([None] if column.null_count else [])]
    place = indices.to_numpy(zero_copy_only=False)
    numbers = np.array([number(word) for word in words], np.int32)
    found: Array = numbers.take(place)
    if (numbers == _NONE).any():

        def say(row: int) -> str:
            word = words[place[row]]
            shown = f'"{word}"' if word else "empty"
            return f"{name} is {shown}: expected {expected}"

        faults.add(np.flatnonzero(found == _NONE), say)
    return found


def read_days(path: Path, source: Source, facts: Sequence[str], days: Days | None = None) -> WorkerDays:
    """The days of the ledger at `path`, each kept in `days`; raises `BadInput` where the file cannot be read."""
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
