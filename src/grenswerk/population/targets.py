"""Answers to a file: parquet, csv or xlsx, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from grenswerk.documents.cells import RUNS, RUNS_PATTERN
from grenswerk.model.errors import BadInput
from grenswerk.population.sources import format_of


class Writer(Protocol):
    """Writes one batch after another."""

    def write(self, batch: pa.RecordBatch) -> None: ...
    def close(self) -> None: ...


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A file beside `path` that takes its place when all went well, and is removed when not."""
    path = path.resolve()  # a link stays, and what it leads to is written
    if not path.parent.is_dir():
        raise BadInput(f"{path}: there is no folder {path.parent}: expected one that exists")
    if path.is_dir():
        raise BadInput(f"{path}: is a folder: expected the name of a file")
    if path.exists() and not path.is_file():
        raise BadInput(f"{path}: is a pipe or a device: expected the name of a file")
    try:
        number, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=path.suffix, dir=path.parent)
    except OSError as error:
        raise BadInput(f"{path}: cannot be written: {error.strerror}") from None
    os.close(number)
    draft = Path(name)
    try:
        yield draft
        draft.chmod(0o666 & ~_umask())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _umask() -> int:
    """The permissions that new files of this user do not get."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def open_target(path: Path) -> Iterator[Writer]:
    """A writer for the format that the name of `path` ends in; the file appears when all is written."""
    kinds: dict[str, Callable[[Path], Writer]] = {".csv": _Csv, ".parquet": _Parquet, ".xlsx": _Xlsx}
    kind = kinds[format_of(path)]
    with whole_file(path) as draft, ThreadPoolExecutor(1) as beside:
        writer = _Beside(kind(draft), beside)
        yield writer
        writer.close()


class _Beside:
    """Writes one batch while the next is computed."""

    def __init__(self, writer: Writer, beside: ThreadPoolExecutor) -> None:
        self.writer, self.beside = writer, beside
        self.last: Future[None] | None = None

    def write(self, batch: pa.RecordBatch) -> None:
        self._wait()
        self.last = self.beside.submit(self.writer.write, batch)

    def close(self) -> None:
        self._wait()
        self.writer.close()

    def _wait(self) -> None:
        if self.last is not None:
            self.last.result()


class _Parquet:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.file: Any = None

    def write(self, batch: pa.RecordBatch) -> None:
        if self.file is None:
            words = [field.name for field in batch.schema if pa.types.is_dictionary(field.type)]
            self.file = pq.ParquetWriter(
                self.path, batch.schema, compression="zstd", compression_level=1, use_dictionary=words
            )
        self.file.write_batch(batch)

    def close(self) -> None:
        if self.file is not None:
            self.file.close()


_GIVEN = ("id", "error")  # columns with text of the file that was read


def _without_formulas(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The batch with an apostrophe before every given text that a spreadsheet would run."""
    for place, name in enumerate(batch.schema.names):
        column = batch.column(place)
        if name in _GIVEN and (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
            runs = pc.match_substring_regex(column, RUNS_PATTERN)
            if pc.any(runs).as_py():
                harmless = pc.if_else(runs, pc.binary_join_element_wise("'", column, ""), column)
                batch = batch.set_column(place, batch.schema.field(place), harmless)
    return batch


class _Csv:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.file: Any = None

    def write(self, batch: pa.RecordBatch) -> None:
        if self.file is None:
            self.file = pa_csv.CSVWriter(self.path, batch.schema)
        self.file.write_batch(_without_formulas(batch))

    def close(self) -> None:
        if self.file is not None:
            self.file.close()


class _Xlsx:
    MOST_ROWS = 1_048_575  # of a sheet, less the names

    def __init__(self, path: Path) -> None:
        from openpyxl import Workbook

        self.path, self.book, self.rows, self.named = path, Workbook(write_only=True), 0, False
        self.sheet: Any = self.book.create_sheet("grenswerk")

    def write(self, batch: pa.RecordBatch) -> None:
        if not self.named:
            self.sheet.append(batch.schema.names)
            self.named = True
        self.rows += batch.num_rows
        if self.rows > self.MOST_ROWS:
            raise BadInput(f"a sheet holds {self.MOST_ROWS} rows: expected OUT to end in .csv or .parquet")
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            self.sheet.append([self._shown(value) for value in row])

    def _shown(self, value: Any) -> Any:
        """A text stays a text: a cell of that type is never run; a sheet has no control characters."""
        if not isinstance(value, str):
            return value
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

        shown = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", value)
        if not value.startswith(RUNS):
            return shown
        cell = WriteOnlyCell(self.sheet, shown)
        cell.data_type = "s"
        return cell

    def close(self) -> None:
        self.book.save(self.path)
