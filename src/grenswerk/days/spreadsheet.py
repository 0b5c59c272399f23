"""A csv or xlsx file as the rows of a day log.

Text is UTF-8 or Latin-1 (Windows-1252), cells are parted by comma, semicolon or tab, decimals by comma or point.
The first of the first ten rows that names a date column is the header; other columns than those of a day log may
stand beside them.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator
from itertools import islice

from grenswerk.days.columns import Columns
from grenswerk.days.day_file import MOST_ROWS
from grenswerk.days.row import Row
from grenswerk.model.errors import BadInput
from grenswerk.model.worker import WorkerFile

HEADER_WITHIN = 10  # rows
WIDEST = 200  # columns
LARGEST_UNPACKED = 100 * 1024 * 1024  # bytes of an xlsx, which is a zip


def rows_of_csv(content: bytes, where: str, file: WorkerFile) -> list[Row]:
    """The rows of a csv file; raises `BadInput` with file, line and what was expected."""
    text = _decoded(content, where)
    first, _, rest = text.partition("\n")
    skipped = 0
    if first.lower().startswith("sep="):  # Excel's own way to say which separator follows
        text, skipped = rest, 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))

    def numbered() -> Iterator[tuple[str, list[str]]]:
        try:
            for cells in reader:
                yield f"{where}:{reader.line_num + skipped}", [cell.strip() for cell in cells[:WIDEST]]
        except csv.Error as error:
            raise BadInput(f"{where}:{reader.line_num + skipped}: is not csv: {error}") from None

    return _rows(numbered(), where, file)


def _decoded(content: bytes, where: str) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in content:
        raise BadInput(f"{where}: holds bytes that are not text: expected a csv file in UTF-8 or Latin-1")
    else:
        encodings = ["utf-8-sig", "cp1252", "latin-1"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput(f"{where}: is not text: expected a csv file in UTF-8 or Latin-1")


def _separator(text: str) -> str:
    """The separator that the first rows use most; a comma when none is there."""
    head = "\n".join(islice((line for line in text.splitlines() if line.strip()), HEADER_WITHIN))[:20_000]
    header = next((line for line in head.splitlines() if any(mark in line for mark in ";\t,")), head)
    return max(";\t,", key=lambda mark: (header.count(mark), mark == ","))


def _rows(numbered: Iterator[tuple[str, list[str]]], where: str, file: WorkerFile) -> list[Row]:
    columns: Columns | None = None
    found: list[Row] = []
    for count, (at, cells) in enumerate(numbered, 1):
        if count > MOST_ROWS:
            raise BadInput(f"{where}: more than {MOST_ROWS} rows: expected at most {MOST_ROWS}")
        if not any(cells):
            continue
        if columns is None:
            columns = Columns.of_header(cells, at)
            if columns is None and count >= HEADER_WITHIN:
                break
            continue
        found.append(columns.row(cells, at, file))
    if columns is None:
        raise BadInput(f"{where}: no header with a date column: expected date, state, minutes, activity")
    return found


def rows_of_xlsx(content: bytes, where: str, file: WorkerFile) -> list[Row]:
    """The rows of the first sheet of an xlsx workbook; raises `BadInput` with file, row and what was expected."""
    import warnings
    import zipfile

    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
        if unpacked > LARGEST_UNPACKED:
            raise BadInput(f"{where}: unpacks to {unpacked / 1048576:.0f} MB: expected at most 100 MB")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            sheet = workbook.worksheets[0]
            cells = list(islice(sheet.iter_rows(max_col=WIDEST, values_only=True), MOST_ROWS + 1))
            workbook.close()
    except BadInput:
        raise
    except Exception as error:  # a workbook can be broken in as many ways as openpyxl has errors
        raise BadInput(f"{where}: is not an xlsx workbook that can be read ({type(error).__name__})") from None
    numbered = ((f"{where}: row {number}", [_text(cell) for cell in row]) for number, row in enumerate(cells, 1))
    return _rows(numbered, where, file)


def _text(cell: object) -> str:
    """A cell of a workbook as the text that a csv file would hold."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, dt.timedelta):
        minutes = round(cell.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    if isinstance(cell, dt.time):
        return f"{cell.hour}:{cell.minute:02}"
    if isinstance(cell, float):
        return f"{cell:.10g}"
    return str(cell).strip()
