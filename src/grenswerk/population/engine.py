"""A population: a batch of workers in, a batch of answers out, by the compiled rules of the law."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from grenswerk.law.rulebook import Rulebook
from grenswerk.model.states import STATES, State
from grenswerk.population.columns import Faults
from grenswerk.population.compiling import announced, cache_folder, is_complete, mark_complete
from grenswerk.population.duties import SITUATION, count_duties
from grenswerk.population.explained_insurance import fill_insurance
from grenswerk.population.facts import rows_of
from grenswerk.population.fields import REQUIRED, checked_names
from grenswerk.population.levies import PARTNER, WORKER, money_years, room_kernels
from grenswerk.population.outcome import Answers, outcome
from grenswerk.population.rights import (
    find_changed,
    find_rights,
    find_rights_without_telework,
    sort_out,
)
from grenswerk.population.rows import Money, Rights, Row, filled
from grenswerk.population.tables import law_in_force, law_of

Array = npt.NDArray[Any]
CHUNK = 16_384  # rows that one core works on at a time


def evaluate(frame: Any, rulebook: Rulebook | None = None) -> Any:
    """The answers for every row of `frame`, as the same kind of frame, in the same order.

    `frame`: a `pyarrow.Table` or `RecordBatch`, or a frame of Polars or pandas, whose index is kept; its columns
    are those of `fields`. Days of the year, EUR/year, shares 0-1. Raises `BadInput` for a column that is unknown
    or missing; a bad value gives its row an `error` and no numbers.
    """
    if isinstance(frame, pa.RecordBatch):
        return _joined([frame], frame, rulebook).combine_chunks().to_batches()[0]
    if isinstance(frame, pa.Table):
        return _joined(frame.to_batches(), frame, rulebook)
    if type(frame).__module__.partition(".")[0] == "pandas" and hasattr(frame, "columns"):
        table = pa.Table.from_pandas(frame, preserve_index=False)
        return _joined(table.to_batches(), table, rulebook).to_pandas().set_index(frame.index)
    import polars as pl

    if isinstance(frame, pl.LazyFrame):
        frame = frame.collect()
    if not isinstance(frame, pl.DataFrame):
        raise TypeError(f"{type(frame).__name__}: expected a table of pyarrow, or a frame of polars or pandas")
    table = frame.to_arrow()
    return pl.from_arrow(_joined(table.to_batches(), table, rulebook))


def _joined(batches: list[pa.RecordBatch], frame: Any, rulebook: Rulebook | None) -> pa.Table:
    found = list(evaluate_all(batches, rulebook))
    if not found:
        found = [evaluate_batch(frame.schema.empty_table().to_batches()[0], rulebook)] if frame.schema else []
    return pa.Table.from_batches([unified(batch) for batch in found])


def unified(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The batch with its words as text in place of codes into lists that differ between batches."""
    columns = [
        column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column
        for column in batch.columns
    ]
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)


def evaluate_all(batches: Iterable[pa.RecordBatch], rulebook: Rulebook | None = None) -> Iterator[pa.RecordBatch]:
    """The answers batch by batch, over all cores, in order; a few batches are held in memory at a time."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    pieces = (piece for batch in batches for piece in _pieces(batch))
    prepare()
    with ThreadPoolExecutor(cores) as pool:
        waiting = [pool.submit(evaluate_batch, piece, rulebook) for piece in islice(pieces, 2 * cores)]
        while waiting:
            found = waiting.pop(0).result()
            waiting += [pool.submit(evaluate_batch, piece, rulebook) for piece in islice(pieces, 1)]
            yield found


def _pieces(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    for start in range(0, max(1, batch.num_rows), CHUNK):
        yield batch.slice(start, CHUNK)


def evaluate_batch(batch: pa.RecordBatch, rulebook: Rulebook | None = None) -> pa.RecordBatch:
    """The contract that every engine runs: one batch of workers in, one batch of answers out.

    Where a rule cannot be computed for a row, that row alone gets an error.
    """
    names = checked_names(batch.schema.names, "the population")
    law = law_in_force() if rulebook is None else law_of(rulebook)
    t = law.tables
    rows, faults = rows_of(batch, names, t)
    rights, moved = filled(len(rows), Rights()), filled(len(rows), Rights())
    find_rights(rows, rights, t.pairs, t.readings, t.insurance, t.yardsticks)
    find_rights_without_telework(rows, rights, moved, t.pairs, t.readings, t.insurance)
    if rows["special"].any():
        fill_insurance(batch, names, (rows, rights, moved), law, faults)
    count_duties(rows, rights, t.duties, np.zeros(1, SITUATION))
    money = filled(len(rows), Money())
    parts = parts_of(rows, rights)
    _levy(rows, rights, money, parts, parts.payable)
    _refuse_infinite(rights, money, parts.payable, faults)
    without = _net_without_telework(rows, rights, moved, money)
    identity = batch.column(names["id"]) if "id" in names else pa.nulls(len(rows), pa.string())
    return outcome(identity, Answers(rows, rights, money, without, faults), law)


def _refuse_infinite(rights: Array, money: Array, payable: Array, faults: Faults) -> None:
    """A row of whose pay the rules make no number (a division by zero) has an error and no numbers."""
    wrong = np.flatnonzero(payable & ~np.isfinite(money["household_net"] + money["employer"]))
    if len(wrong):
        rights[wrong], money[wrong] = filled(1, Rights()), filled(1, Money())
        faults.add(wrong, lambda _: "the rules have no answer for this row: expected facts that they can compute")


class Parts(NamedTuple):
    """The rows of which the levies can be computed, and the states of each that levy."""

    payable: Array
    residence: Array
    employer: Array
    competent: Array
    partnered: Array


def parts_of(rows: Array, rights: Array) -> Parts:
    """The rows of which pay, shares and competent state are known, and whose taxes are here."""
    length = len(rows)
    found = Parts(*(np.zeros(length, kind) for kind in (np.bool_, np.int8, np.int8, np.int8, np.bool_)))
    sort_out(rows, rights, money_years(), *found)
    return found


def _levy(rows: Array, rights: Array, money: Array, parts: Parts, which: Array) -> None:
    """Fills in the levies of the rows in `which`: contributions, tax of the work state, of the residence state."""
    partnered = which & parts.partnered
    for whose, where, of in ((PARTNER, parts.residence, partnered), (WORKER, parts.competent, which)):
        for state in STATES:
            _run(state, "insure", of & (where == state), rows, rights, money, whose)
    abroad = which & (parts.residence != parts.employer)
    for state in STATES:
        _run(state, "tax_work", abroad & (parts.employer == state), rows, rights, money)
    for state in STATES:
        _run(state, "tax_residence", which & (parts.residence == state), rows, rights, money)


def _run(state: State, name: str, which: Array, *given: Any) -> None:
    """Runs one kernel of a room on the rows in `which`; `given`: rows, rights, money, whatever else."""
    numbers = np.flatnonzero(which)
    if len(numbers):
        room, (rows, rights, money, *more) = room_kernels(state), given
        getattr(room, name)(numbers, rows, rights, money, room.laws, room.first_year, *more)


def _net_without_telework(rows: Array, rights: Array, moved: Array, money: Array) -> Array:
    """Net pay without telework; computed anew only where another state would tax or insure."""
    net: Array = np.ascontiguousarray(money["net"])
    changed = np.zeros(len(rows), np.bool_)
    find_changed(rights, moved, changed)
    changed &= ~np.isnan(net)
    if changed.any():
        net[changed] = np.nan
        other, parts = filled(len(rows), Money()), parts_of(rows, moved)
        again = changed & parts.payable
        _levy(rows, moved, other, parts, again)
        net[again] = other["net"][again]
    return net


_PREPARED = threading.Lock()
_HELPED = (State.BE, State.DE, State.FR, State.LU)  # rooms that a second process compiles


@cache
def prepare() -> None:
    """Compiles all kernels, or loads them from disk; a cold cache is filled by two processes."""
    with _PREPARED, announced(), _helper():
        names = {name: pa.array([], pa.string()) for name in REQUIRED}
        evaluate_batch(pa.RecordBatch.from_pydict(names | {"days_work": pa.array([], pa.float64())}))
        compile_rooms([state for state in STATES if state not in _HELPED])
    with _PREPARED:
        compile_rooms(STATES)
        mark_complete()


@contextmanager
def _helper() -> Iterator[None]:
    """A second process beside this one where the cache is cold; what it fails to do is done here afterwards."""
    if is_complete() or not cache_folder().is_dir():
        yield
        return
    command = [sys.executable, "-m", "grenswerk.population.warm", *(state.name for state in _HELPED)]
    path = os.pathsep.join(part for part in sys.path if part)
    helper = subprocess.Popen(
        command, env=os.environ | {"PYTHONPATH": path}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
        helper.wait()
    finally:
        if helper.poll() is None:
            helper.terminate()
            helper.wait()


def compile_rooms(states: Sequence[State]) -> None:
    """Compiles the kernels of these states, or loads them from disk."""
    none, rows = np.zeros(0, np.int64), filled(0, Row())
    for state in states:
        if money_years()[state].any():
            room = room_kernels(state)
            given = (none, rows, filled(0, Rights()), filled(0, Money()), room.laws, room.first_year)
            room.insure(*given, WORKER)
            room.tax_work(*given)
            room.tax_residence(*given)
