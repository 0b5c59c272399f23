"""A population: a batch of workers in, a batch of answers out, by the compiled rules of the law."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from grenswerk.documents.settling import settle_types
from grenswerk.law.rulebook import Rulebook
from grenswerk.model.states import STATES, State
from grenswerk.population.blocks import NO_MONEY, NO_RIGHTS, blocks
from grenswerk.population.columns import Faults
from grenswerk.population.compiling import announced, cache_folder, is_complete, mark_complete
from grenswerk.population.duties import SITUATION, count_duties
from grenswerk.population.explained_insurance import fill_insurance
from grenswerk.population.facts import empty_rows, facts_of
from grenswerk.population.fields import REQUIRED, checked_names
from grenswerk.population.levies import PARTNER, WORKER, contributions_follow_tax, money_years, room_kernels
from grenswerk.population.outcome import outcome, vocabulary
from grenswerk.population.pieces import batches_of, cores, in_order, pieces
from grenswerk.population.rights import (
    ABROAD,
    INSURED,
    PARTNERED,
    RESIDENT,
    find_rights,
    find_rights_without_telework,
    sort_changed,
    sort_out,
)
from grenswerk.population.rows import Block
from grenswerk.population.tables import Law, law_in_force, law_of
from grenswerk.population.written import empty_columns, empty_line, write_answers

Array = npt.NDArray[Any]
CHUNK = 32_768  # rows that one core reads and writes at a time


def evaluate(frame: Any, rulebook: Rulebook | None = None) -> Any:
    """The answers for every row of `frame`, as the same kind of frame, in the same order.

    `frame`: a `pyarrow.Table` or `RecordBatch`, or a frame of Polars or pandas, whose index is kept; its columns
    are those of `fields`. Days of the year, EUR/year, shares 0-1. Raises `BadInput` for a column that is unknown
    or missing; a bad value gives its row an `error` and no numbers.
    """
    if isinstance(frame, pa.RecordBatch):
        return batches_of(_joined([frame], rulebook).combine_chunks())[0]
    if isinstance(frame, pa.Table):
        return _joined(batches_of(frame), rulebook)
    if type(frame).__module__.partition(".")[0] == "pandas" and hasattr(frame, "columns"):
        table = pa.Table.from_pandas(frame, preserve_index=False)
        return _in_words(_joined(batches_of(table), rulebook)).to_pandas().set_index(frame.index)
    import polars as pl

    if isinstance(frame, pl.LazyFrame):
        frame = frame.collect()
    if not isinstance(frame, pl.DataFrame):
        raise TypeError(f"{type(frame).__name__}: expected a table of pyarrow, or a frame of polars or pandas")
    return pl.from_arrow(_in_words(_joined(batches_of(frame.to_arrow()), rulebook)))


def _joined(batches: list[pa.RecordBatch], rulebook: Rulebook | None) -> pa.Table:
    return pa.Table.from_batches(evaluate_all(batches, rulebook))


def _in_words(table: pa.Table) -> pa.Table:
    return pa.Table.from_batches([unified(batch) for batch in batches_of(table)])


def unified(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The batch with its words as text in place of codes into lists that differ between batches."""
    columns = [
        column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column
        for column in batch.columns
    ]
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)


def evaluate_all(batches: Iterable[pa.RecordBatch], rulebook: Rulebook | None = None) -> Iterator[pa.RecordBatch]:
    """The answers batch by batch, over all cores, in order; a few batches are held in memory at a time."""
    prepare()
    with ThreadPoolExecutor(cores()) as pool:
        yield from in_order(
            lambda piece: pool.submit(evaluate_batch, piece, rulebook), pieces(batches, CHUNK), 2 * cores()
        )


def evaluate_batch(batch: pa.RecordBatch, rulebook: Rulebook | None = None) -> pa.RecordBatch:
    """The contract that every engine runs: one batch of workers in, one batch of answers out.

    Where a rule cannot be computed for a row, that row alone gets an error.
    """
    names = checked_names(batch.schema.names, "the population")
    law = law_in_force() if rulebook is None else law_of(rulebook)
    facts, faults = facts_of(batch, names, law.tables)
    found, line, words = empty_columns(batch.num_rows), empty_line(), vocabulary(law.rulebook)
    for start, block in blocks(facts):
        find_block_rights(block, law)
        if block.rows["special"].any():
            part = batch.slice(start, len(block.rows))
            fill_insurance(part, names, (block.rows, block.rights, block.moved), law, faults.of_part(start))
        count_duties(block.order, block.rows, block.rights, law.tables.duties, np.zeros(1, SITUATION))
        refuse_uncomputed(levy(block), block, faults.of_part(start))
        levy_without_telework(block)
        write_answers(start, block, words.coded, line, found)
    identity = batch.column(names["id"]) if "id" in names else pa.nulls(batch.num_rows, pa.string())
    return outcome(identity, found, faults, words)


def find_block_rights(block: Block, law: Law) -> None:
    """Fills in who taxes and insures, as things are and without telework."""
    t = law.tables
    find_rights(block.order, block.rows, block.rights, t.pairs, t.readings, t.insurance, t.yardsticks)
    find_rights_without_telework(
        block.order, block.rows, block.rights, block.moved, t.pairs, t.readings, t.insurance
    )


def refuse_uncomputed(payable: Array, block: Block, faults: Faults) -> None:
    """A row whose pay is owed a number and gets none (a division by zero) has an error and no numbers."""
    rights, money = block.rights, block.money
    wrong = payable[~np.isfinite(money["household_net"][payable] + money["employer"][payable])]
    if len(wrong):
        rights[wrong], money[wrong] = NO_RIGHTS, NO_MONEY
        faults.add(wrong, lambda _: "the rules have no answer for this row: expected facts that they can compute")


class Step(NamedTuple):
    """One levy of one state: the list of rows on which it falls, the kernel, and what it takes beside them."""

    kind: int
    state: State
    levy: Callable[..., None]
    law: tuple[Any, ...]


@cache
def _steps() -> tuple[Step, ...]:
    """Contributions, tax of the work state, of the residence state, each after those that it deducts."""
    kinds = ((PARTNERED, "insure", (PARTNER,)), (INSURED, "insure", (WORKER,)))
    found = []
    for kind, name, whose in (*kinds, (ABROAD, "tax_work", ()), (RESIDENT, "tax_residence", ())):
        for state in STATES:
            if money_years()[state].any():
                room = room_kernels(state)
                found.append(Step(kind, state, getattr(room, name), (room.laws, room.first_year, *whose)))
    return tuple(found)


def levy(block: Block) -> Array:
    """Fills in the levies of the rows whose pay, shares and competent state are known; returns their numbers."""
    block.counts[:] = 0
    sort_out(block.order, block.rows, block.rights, money_years(), block.lists, block.counts)
    _levy(block, block.rights, block.money)
    return np.concatenate([block.lists[RESIDENT, state, : block.counts[RESIDENT, state]] for state in STATES])


def _levy(block: Block, rights: Array, money: Array) -> None:
    counts = block.counts.tolist()
    for step in _steps():
        count = counts[step.kind][step.state]
        if count:
            step.levy(block.lists[step.kind, step.state, :count], block.rows, rights, money, *step.law)


def levy_without_telework(block: Block) -> None:
    """Fills in the levies without telework; computed anew only where another state would tax or insure."""
    block.counts[:] = 0
    sort_changed(
        block.order,
        block.rows,
        block.rights,
        block.moved,
        block.money,
        block.other,
        money_years(),
        contributions_follow_tax(),
        block.lists,
        block.counts,
    )
    _levy(block, block.moved, block.other)


_PREPARED = threading.Lock()
_HELPED = (State.BE, State.DE, State.FR, State.LU)  # rooms that a second process compiles


@cache
def prepare() -> None:
    """Compiles all kernels, or loads them from disk; a cold cache is filled by two processes."""
    settle_types()
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
    none = np.zeros(0, np.int64)
    for state in states:
        if money_years()[state].any():
            room = room_kernels(state)
            given = (none, empty_rows(0), NO_RIGHTS, NO_MONEY, room.laws, room.first_year)
            room.insure(*given, WORKER)
            room.tax_work(*given)
            room.tax_residence(*given)
