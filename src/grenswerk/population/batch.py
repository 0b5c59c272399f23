"""A file of workers to a file of answers: streaming, whole or not at all, with every fault of a row kept apart."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

import pyarrow as pa

from grenswerk.documents.cells import harmless
from grenswerk.model.errors import BadInput
from grenswerk.population.columns import as_text
from grenswerk.population.engine import evaluate_all, unified
from grenswerk.population.fields import checked_names, is_ledger
from grenswerk.population.ledger import workers_of_ledger
from grenswerk.population.sources import Source, format_of, open_source
from grenswerk.population.summary import Summary
from grenswerk.population.targets import Writer, open_target, whole_file

Engine = Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]
Watch = Callable[[int], None]


def open_workers(path: Path, workers: Path | None) -> Source:
    """The workers of a file, or of a day ledger with the facts of its workers in the file `workers`.

    Raises `BadInput` for a file that cannot be read, and for unknown or missing columns.
    """
    source = open_source(path)
    if is_ledger(source.names):
        return workers_of_ledger(path, source, workers)
    if workers is not None:
        raise BadInput(
            f"{path}: no column is called date: expected a day ledger, since --workers names its workers"
        )
    checked_names(source.names, str(path))
    return source


def refuse_overwriting(read: Iterable[Path | None], out: Path, errors: Path | None) -> None:
    """Raises `BadInput` where a file that is read would be written too."""
    for path in (one for one in read if one is not None):
        for name, target in (("OUT", out), ("--errors", errors)):
            if target is not None and target.exists() and path.exists() and target.samefile(path):
                raise BadInput(f"{name} is {target}, which is read too: expected another file")


def run_batch(source: Source, out: Path, errors: Path | None, engine: Engine, watch: Watch) -> Summary:
    """Writes the answers for `source` to `out`, and who has a fault to `errors`; returns who crosses what.

    `watch` is told how many rows were done. Nothing is left of `out` when it fails or is interrupted.
    """
    if errors is not None and errors.resolve() == out.resolve():
        raise BadInput(f"--errors is {errors}, which is OUT too: expected another file")
    plain = format_of(out) != ".parquet"
    summary, done = Summary(), 0
    with ExitStack() as stack:
        writer = stack.enter_context(open_target(out))
        faults = stack.enter_context(_FaultFile(errors)) if errors is not None else None
        for found in engine(source.batches):
            batch = _for_cells(unified(found)) if plain else found
            if done == 0 or batch.num_rows:
                writer.write(batch)
            summary.add(batch)
            if faults is not None:
                faults.write(batch, done)
            done += batch.num_rows
            watch(batch.num_rows)
        _nothing_read(done, writer, plain=plain)
    return summary


def _for_cells(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The batch with its ids as cells can hold them."""
    place = batch.schema.get_field_index("id")
    column = as_text(batch.column(place))
    return batch if column.type == batch.column(place).type else batch.set_column(place, "id", column)


def _nothing_read(done: int, writer: Writer, *, plain: bool) -> None:
    """A file without rows gives a file with the columns of the answer."""
    if done == 0:
        names = {name: pa.array([], pa.string()) for name in ("year", "residence", "employer_state", "days_work")}
        empty = next(evaluate_all([pa.RecordBatch.from_pydict(names)]))
        writer.write(unified(empty) if plain else empty)


class _FaultFile:
    """The faults as csv: row in the file (from 1), id, what is wrong."""

    def __init__(self, path: Path) -> None:
        self.stack, self.path = ExitStack(), path
        self.stream: TextIO | None = None

    def __enter__(self) -> _FaultFile:
        draft = self.stack.enter_context(whole_file(self.path))
        self.stream = self.stack.enter_context(draft.open("w", encoding="utf-8", newline=""))
        self.out = csv.writer(self.stream)
        self.out.writerow(("row", "id", "error"))
        return self

    def write(self, batch: pa.RecordBatch, before: int) -> None:
        """The faults of one batch; `before` rows came before it."""
        column = batch.column("error")
        if column.null_count == len(column):
            return
        for row, (identity, text) in enumerate(
            zip(as_text(batch.column("id")).to_pylist(), column.to_pylist(), strict=True), start=before + 1
        ):
            if text is not None:
                self.out.writerow((row, harmless(identity), harmless(text)))

    def __exit__(self, *about: object) -> bool | None:
        return self.stack.__exit__(*about)  # type: ignore[arg-type]


def local_engine(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """All cores of this machine."""
    return evaluate_all(batches)
