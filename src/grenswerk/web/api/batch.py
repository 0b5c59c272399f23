"""Many workers at once: rows or a file in, rows or a file out, through the batch engine.

What a file of xlsx or parquet holds is read in a process of its own, since a small one can be made to grow.
"""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
from codecs import BOM_UTF8
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec

from grenswerk.documents import convert
from grenswerk.model.errors import BadInput
from grenswerk.web.api.batch_reading import read_apart
from grenswerk.web.downloads import XLSX

SMALL = 200_000  # bytes that are answered at once
LARGEST = 20 * 1024 * 1024
MOST_ROWS = 100_000
WHERE = "body"
_LISTS = 4  # cells of a row that may be lists, and more
_STRING = re.compile(
    rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL
)  # of JSON; it matches whatever follows, so it looks once
Cell = str | int | float | bool | list[str | int] | None
Rows = list[dict[str, Cell]]


class Format(StrEnum):
    """How rows are written."""

    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"

    @property
    def media_type(self) -> str:
        """Its name in `Content-Type`."""
        return MEDIA_TYPES[self]


MEDIA_TYPES = {
    Format.JSON: "application/json",
    Format.CSV: "text/csv",
    Format.XLSX: XLSX,
    Format.PARQUET: "application/vnd.apache.parquet",
}
FORMATS = {media_type: form for form, media_type in MEDIA_TYPES.items()}


def at_once(content: bytes) -> bool:
    """Whether a body is answered at once: a small one, once the rules are compiled (a minute or more)."""
    from grenswerk.population.compiling import is_complete

    return len(content) <= SMALL and is_complete()


def answered(content: bytes, given: Format, wanted: Format) -> bytes:
    """The answers to the workers of a small body; raises `BadInput`."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / f"workers.{given}", Path(folder) / f"answers.{wanted}"
        if given in (Format.XLSX, Format.PARQUET):
            source = source.with_suffix(".json")
            source.write_bytes(read_apart(content, given))
        else:
            source.write_bytes(content)
        answer_file(source, target)
        return target.read_bytes()


def answer_file(source: Path, target: Path, watch: Any = lambda _rows: None) -> dict[str, int]:
    """Write the answers to the workers of a file; returns who crosses what. Raises `BadInput`."""
    from grenswerk.population.batch import local_engine, run_batch
    from grenswerk.population.fields import checked_names
    from grenswerk.population.sources import Source, open_source

    opened: Source = _rows_of_json(source) if source.suffix == ".json" else _called(source, open_source)
    checked_names(opened.names, WHERE)
    bounded = opened._replace(batches=_bounded(opened.batches))
    plain = target.with_suffix(".parquet") if target.suffix == ".json" else target
    summary = _called(source, lambda _: run_batch(bounded, plain, None, local_engine, watch))
    if plain != target:
        _write_json(plain, target)
    return {line.code: line.workers for line in summary.lines()}


def _called(source: Path, read: Any) -> Any:
    """What `read` makes of a file, whose place on this machine is nobody's matter."""
    try:
        return read(source)
    except BadInput as error:
        raise BadInput(str(error).replace(str(source), WHERE)) from None


def _bounded(batches: Iterator[Any]) -> Iterator[Any]:
    done = 0
    for batch in batches:
        done += batch.num_rows
        if done > MOST_ROWS:
            raise BadInput(f"{WHERE}: more than {MOST_ROWS} rows: expected at most {MOST_ROWS}")
        yield batch


def _rows_of_json(path: Path) -> Any:
    """Rows as text in columns, as a csv file would have them."""
    import pyarrow as pa

    from grenswerk.population.sources import Source

    rows = _rows(path.read_bytes())
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = {name: pa.array([_text(row.get(name)) for row in rows], pa.string()) for name in names}
    return Source(names, iter([pa.RecordBatch.from_pydict(columns)]), len(rows))


def as_csv(content: bytes) -> bytes:
    """Rows of JSON as a csv file; raises `BadInput`."""
    rows, out = _rows(content), io.StringIO(newline="")
    names = list(dict.fromkeys(name for row in rows for name in row))
    written = csv.writer(out)
    written.writerow(names)
    written.writerows([_text(row.get(name)) for name in names] for row in rows)
    return out.getvalue().encode()


def _rows(content: bytes) -> Rows:
    _refuse_many(content)
    try:
        data = msgspec.json.decode(content.removeprefix(BOM_UTF8))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput(f"{WHERE}: is not JSON: {error}: expected a list of rows") from None
    rows: Rows = convert(data, Rows, WHERE)
    if not rows:
        raise BadInput(f"{WHERE}: has no row: expected a row for each worker")
    if _STRING.sub(b"", content).count(b":") != sum(map(len, rows)):
        raise BadInput(_doubled(content))
    return rows


def _doubled(content: bytes) -> str:
    """What is said of the first row with a name that stands twice, of which a reader of JSON keeps the last."""
    rows: list[list[tuple[str, Any]]] = json.loads(content.decode("utf-8-sig"), object_pairs_hook=list)
    for index, row in enumerate(rows):
        names = [name for name, _ in row]
        for name in names:
            if names.count(name) > 1:
                return f'{WHERE}: [{index}]: column "{name}" stands twice: expected it once'
    raise AssertionError("each name stands once")


def _refuse_many(content: bytes) -> None:
    """Raises `BadInput` for more objects or lists than there may be rows, before any of them is made."""
    if content.count(b"{") <= MOST_ROWS and content.count(b"[") <= _LISTS * MOST_ROWS:
        return
    bare = _STRING.sub(b"", content)
    if bare.count(b"{") > MOST_ROWS or bare.count(b"[") > _LISTS * MOST_ROWS:
        raise BadInput(f"{WHERE}: more than {MOST_ROWS} rows: expected at most {MOST_ROWS}")


def _text(cell: Cell) -> str | None:
    if cell is None:
        return None
    if isinstance(cell, list):
        return ";".join(map(str, cell))
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).encode("utf-8", "replace").decode()


def _write_json(answers: Path, target: Path) -> None:
    """The answers as one line of JSON, an object a row."""
    import pyarrow.parquet as pq

    with target.open("wb") as stream:
        before = b"["
        for batch in pq.ParquetFile(answers).iter_batches():
            for row in batch.to_pylist():
                stream.write(before + msgspec.json.encode(row))
                before = b","
        stream.write((b"[]" if before == b"[" else b"]") + b"\n")
    answers.unlink()
