"""Files of workers as a stream of batches: parquet, csv and xlsx."""

from __future__ import annotations

from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator, Sequence
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
_LOOKED_AT = 1024 * 1024  # bytes that are decoded at a time to see how a text is written
_NAMELESS = "\0"  # begins what a column without a name is called until its cells are known to be empty


class Crooked(NamedTuple):
    """A row of a csv file with another number of cells than there are columns: its number, and what is wrong."""

    row: int
    line: str


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


def open_source(path: Path, crooked: list[Crooked] | None = None) -> Source:
    """The file at `path` as a stream; raises `BadInput` where it cannot be read.

    With `crooked` a crooked row is put there instead of being refused with its file, and blank rows stay, so that
    who counts the rows of both names them as the file does: from 1, without the row of the names.
    """
    ending = format_of(path)
    if path.is_dir():
        raise BadInput(f"{path}: is a folder: expected a file of workers")
    if not path.is_file():
        raise BadInput(f"{path}: there is no such file: expected a file of workers")
    try:
        if ending == ".parquet":
            return _parquet(path)
        return _csv(path, crooked) if ending == ".csv" else _xlsx(path, keep_blank=crooked is not None)
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


def _csv(path: Path, crooked: list[Crooked] | None) -> Source:
    """Every column as text, so that a bad value is a fault of its row and not of the file."""
    encoding = _encoding(path)
    lines, text = _header(path, encoding)
    separator = max(",;\t", key=text.count)
    names = _called([name.strip().strip('"') for name in text.split(separator)])

    def stray(row: pa_csv.InvalidRow) -> str:
        if crooked is None:
            return "error"
        cells = f"the row has {row.actual_columns} cells: expected {row.expected_columns}, one for each column"
        crooked.append(Crooked(row.number - lines, f'{cells}, and quotes around a cell that has a "{separator}"'))
        return "skip"

    parse = pa_csv.ParseOptions(delimiter=separator, newlines_in_values=True, invalid_row_handler=stray)
    read = pa_csv.ReadOptions(
        block_size=_BLOCK,
        column_names=names,
        skip_rows=lines,
        encoding=encoding,
        use_threads=crooked is None,  # with threads no row knows its number
    )
    convert = pa_csv.ConvertOptions(
        column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True, null_values=[""]
    )
    batches = pa_csv.open_csv(path, read_options=read, parse_options=parse, convert_options=convert)
    return Source(_named(names), _without_nameless(path, names, _read(path, iter(batches))), None)


def _encoding(path: Path) -> str:
    """How a text is written: UTF-8, or as Excel writes it in Western Europe; raises `ValueError` for neither."""
    with path.open(encoding="utf-8-sig", errors="replace") as text:
        if any(sign < " " and sign != "\t" for sign in text.readline().strip()):
            raise ValueError("its first line is no text in UTF-8")
    with path.open("rb") as stream:
        for encoding in ("utf8", "cp1252"):
            stream.seek(0)
            decoder = getincrementaldecoder(encoding)()
            try:
                while block := stream.read(_LOOKED_AT):
                    decoder.decode(block)
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                continue
            return encoding
    raise ValueError("it is no text in UTF-8 or Windows-1252")


def _header(path: Path, encoding: str) -> tuple[int, str]:
    """The row of the names, and how many lines it ends; Excel's `sep=;` and blank lines may stand before it."""
    with path.open(encoding="utf-8-sig" if encoding == "utf8" else encoding) as stream:
        for number, line in enumerate(stream, 1):
            text = line.strip()
            if text and not (number == 1 and text.lower().startswith("sep=")):
                return number, text
    raise ValueError("it is empty")


def _called(names: Sequence[str]) -> list[str]:
    """The names of all columns, with one of their own for those that have none."""
    return [name or f"{_NAMELESS}{place}" for place, name in enumerate(names, 1)]


def _named(names: Iterable[str]) -> list[str]:
    return [name for name in names if not name.startswith(_NAMELESS)]


def _without_nameless(
    path: Path, names: Sequence[str], batches: Iterator[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """The columns that have a name; raises `BadInput` where a cell of another says something."""
    kept = _named(names)
    if len(kept) == len(names):
        yield from batches
        return
    for batch in batches:
        for name in names:
            said = [cell for cell in batch.column(name).to_pylist() if cell] if name not in kept else []
            if said:
                found = f'column {name.removeprefix(_NAMELESS)} has no name and holds "{said[0][:40]}"'
                raise BadInput(f"{path}: {found}: expected a name for it in the first row")
        yield batch.select(kept)


def _xlsx(path: Path, *, keep_blank: bool) -> Source:
    from zipfile import BadZipFile

    cells = _first_sheet(path)
    try:
        heads = ["" if name is None else str(name).strip() for name in next(cells, ())]
    except BadZipFile:
        raise ValueError("it is no xlsx file") from None
    if not any(heads):
        raise ValueError("its first row has no column names")
    names = _called(heads)
    batches = _rows_as_batches(names, cells, keep_blank=keep_blank)
    return Source(_named(names), _without_nameless(path, names, batches), None)


def _first_sheet(path: Path) -> Iterator[tuple[Any, ...]]:
    """The rows of the first sheet that is shown; the file is closed once they end or nobody asks for more.

    A formula of which no program has written the value stands there itself, so that it is not taken for nothing.
    """
    from contextlib import closing

    from openpyxl import load_workbook

    with path.open("rb") as stream, closing(load_workbook(stream, read_only=True, data_only=True)) as values:
        shown = [place for place, sheet in enumerate(values.worksheets) if sheet.sheet_state == "visible"]
        place = shown[0] if shown else 0
        rows = values.worksheets[place].iter_rows(values_only=True)
        if not _has_formulas(path):
            yield from rows
            return
        with closing(load_workbook(path, read_only=True)) as formulas:
            written = formulas.worksheets[place].iter_rows(values_only=True)
            for cells in zip(rows, written, strict=False):
                yield tuple(
                    formula if value is None and str(formula).startswith("=") else value
                    for value, formula in zip(*cells, strict=False)
                )


def _has_formulas(path: Path) -> bool:
    from zipfile import ZipFile

    with ZipFile(path) as book:
        for name in book.namelist():
            if name.startswith("xl/worksheets/"):
                before = b""
                with book.open(name) as sheet:
                    while block := sheet.read(_LOOKED_AT):
                        if b"<f>" in before + block or b"<f " in before + block:
                            return True
                        before = block[-2:]
    return False


def _rows_as_batches(
    names: Sequence[str], cells: Iterator[tuple[Any, ...]], *, keep_blank: bool
) -> Iterator[pa.RecordBatch]:
    from itertools import islice

    while rows := list(islice(cells, _XLSX_ROWS)):
        rows = [row for row in rows if keep_blank or any(cell is not None for cell in row)]
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
