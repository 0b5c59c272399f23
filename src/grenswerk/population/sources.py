"""Files of workers as a stream of batches: parquet, csv and xlsx."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from grenswerk.model.errors import BadInput

if TYPE_CHECKING:
    import polars as pl

FORMATS = (".csv", ".parquet", ".xlsx")
BATCH = 131_072  # rows of a parquet file that are read at a time
_BLOCK = 16 * 1024 * 1024  # bytes of a csv file
_XLSX_ROWS = 8192
_LONGEST = 300  # characters of what a library says of a file


class Source(NamedTuple):
    """The batches of a file, its column names, and how many rows it has where that is known."""

    names: list[str]
    batches: Iterator[pa.RecordBatch]
    rows: int | None


def frame_of(source: Source) -> pl.DataFrame:
    """The whole of a file in memory; raises `BadInput` where it cannot be read."""
    import polars as pl

    batches = list(source.batches)
    if not batches:
        return pl.DataFrame(schema=dict.fromkeys(source.names, pl.String))
    return pl.DataFrame(pa.Table.from_batches(batches))


def format_of(path: Path) -> str:
    """The ending of a file that can be read and written; raises `BadInput` for another."""
    ending = path.suffix.lower()
    if ending not in FORMATS:
        raise BadInput(f'{path}: ending is "{path.suffix}": expected one of {", ".join(FORMATS)}')
    return ending


def open_source(path: Path) -> Source:
    """The file at `path` as a stream; raises `BadInput` where it cannot be read."""
    ending = format_of(path)
    if path.is_dir():
        raise BadInput(f"{path}: is a folder: expected a file of workers")
    if not path.is_file():
        raise BadInput(f"{path}: there is no such file: expected a file of workers")
    try:
        return {".csv": _csv, ".parquet": _parquet, ".xlsx": _xlsx}[ending](path)
    except (pa.ArrowException, OSError, ValueError, KeyError) as error:
        raise unreadable(path, error) from None


def unreadable(path: Path, error: Exception) -> BadInput:
    """What is wrong with a file, in one line."""
    said = str(error).splitlines()[0][:_LONGEST] if str(error) else type(error).__name__
    return BadInput(f"{path}: cannot be read: {''.join(sign if sign.isprintable() else '·' for sign in said)}")


def _parquet(path: Path) -> Source:
    file = pq.ParquetFile(path)
    return Source(file.schema_arrow.names, _read(path, file.iter_batches(BATCH)), file.metadata.num_rows)


def _read(path: Path, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The batches, a fault of the file said in one line."""
    try:
        yield from batches
    except (pa.ArrowException, OSError, ValueError) as error:
        raise unreadable(path, error) from None


def _csv(path: Path) -> Source:
    """Every column as text, so that a bad value is a fault of its row and not of the file."""
    with path.open(encoding="utf-8-sig", errors="replace") as stream:
        text = stream.readline().strip()
    if not text:
        raise ValueError("it is empty")
    if any(sign < " " and sign != "\t" for sign in text):
        raise ValueError("its first line is no text in UTF-8")
    separator = max(",;\t", key=text.count)
    names = [name.strip().strip('"') for name in text.split(separator)]
    parse = pa_csv.ParseOptions(delimiter=separator, newlines_in_values=True)
    read = pa_csv.ReadOptions(block_size=_BLOCK, column_names=names, skip_rows=1)
    convert = pa_csv.ConvertOptions(
        column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True, null_values=[""]
    )
    batches = pa_csv.open_csv(path, read_options=read, parse_options=parse, convert_options=convert)
    return Source(names, _read(path, iter(batches)), None)


def _xlsx(path: Path) -> Source:
    from zipfile import BadZipFile

    cells = _first_sheet(path)
    try:
        names = [str(name).strip() for name in next(cells, ()) if name is not None]
    except BadZipFile:
        raise ValueError("it is no xlsx file") from None
    if not names:
        raise ValueError("its first row has no column names")
    return Source(names, _rows_as_batches(names, cells), None)


def _first_sheet(path: Path) -> Iterator[tuple[Any, ...]]:
    """The rows of the first sheet; the file is closed once they end or nobody asks for more."""
    from contextlib import closing

    from openpyxl import load_workbook

    with path.open("rb") as stream, closing(load_workbook(stream, read_only=True, data_only=True)) as book:
        yield from book.worksheets[0].iter_rows(values_only=True)


def _rows_as_batches(names: list[str], cells: Iterator[tuple[Any, ...]]) -> Iterator[pa.RecordBatch]:
    from itertools import islice

    while rows := list(islice(cells, _XLSX_ROWS)):
        rows = [row for row in rows if any(cell is not None for cell in row)]
        columns = {
            name: pa.array([_text(row[place]) if place < len(row) else None for row in rows], pa.string())
            for place, name in enumerate(names)
        }
        yield pa.RecordBatch.from_pydict(columns)


def _text(cell: Any) -> str | None:
    """A cell as a csv file would have it."""
    if cell is None:
        return None
    if hasattr(cell, "date"):
        return str(cell.date().isoformat())
    if isinstance(cell, float) and cell == int(cell):
        return str(int(cell))
    return str(cell).strip()
