"""A file of days by its kind: csv, xlsx or ics."""

from __future__ import annotations

from pathlib import Path

from grenswerk.days.row import Row
from grenswerk.model.errors import BadInput
from grenswerk.model.worker import WorkerFile

KINDS = (".csv", ".tsv", ".txt", ".xlsx", ".ics")
LARGEST = 10 * 1024 * 1024  # bytes; a year of rows is some 50 kB
MOST_ROWS = 20_000


def read_day_file(path: Path, file: WorkerFile) -> list[Row]:
    """The rows of a csv, xlsx or ics file; the worker file says the year and which states "home" and "office" are.

    Raises `BadInput` when it is not there, a folder, empty, larger than 10 MB or 20,000 rows, or not of its kind.
    """
    kind = path.suffix.lower()
    if kind not in KINDS:
        raise BadInput(f'{path}: a file of days ends in "{kind}": expected one of {", ".join(KINDS)}')
    content = read_bytes(path)
    if kind == ".ics":
        from grenswerk.days.calendar_file import rows_of_calendar

        return rows_of_calendar(content, str(path), file)
    from grenswerk.days.spreadsheet import rows_of_csv, rows_of_xlsx

    return rows_of_xlsx(content, str(path), file) if kind == ".xlsx" else rows_of_csv(content, str(path), file)


def read_bytes(path: Path) -> bytes:
    """The content of a file of days; its size is looked at before it is read."""
    try:
        if path.is_dir():
            raise BadInput(f"{path}: is a folder: expected a file")
        size = path.stat().st_size
        if size > LARGEST:
            raise BadInput(f"{path}: {size / 1048576:.0f} MB: expected at most {LARGEST // 1048576} MB")
        if not path.is_file():  # a device or a pipe has no end, or none that ever comes
            raise BadInput(f"{path}: is a device or a pipe: expected a file")
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except FileNotFoundError:
        raise BadInput(f"{path}: no such file") from None
    except OSError as error:
        raise BadInput(f"{path}: cannot be read: {error.strerror}") from None
    if len(content) > LARGEST:
        raise BadInput(f"{path}: more than {LARGEST // 1048576} MB: expected at most that")
    if not content.strip():
        raise BadInput(f"{path}: is empty")
    return content
