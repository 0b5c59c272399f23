"""The journal of a SQLite database: every transaction stands in it, on its disk, before it is committed.

A backup and the journal since then give back everything that was acknowledged, as the log of PostgreSQL does.
Records are numbered; the number of the last one that was committed stands in the database itself
(`PRAGMA user_version`), in the same transaction. So a record whose commit failed is known: the next one takes its
number, and of two records with one number the later counts.

A record is a line: SHA-256 and JSON `[number, [[statement, values, rows changed], …]]`. SQLite has one writer at a
time, and who writes the journal holds its lock, so lines stand in the order of the commits.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import sqlite3
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from grenswerk.model.errors import BadInput

FOLDER = "journal"
DEFINES = re.compile(r"\s*(CREATE|ALTER|DROP)\b", re.IGNORECASE)
BOUNDS = re.compile(r"\s*(SAVEPOINT|RELEASE|ROLLBACK)\b", re.IGNORECASE)
WRITES = re.compile(
    r"\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|ALTER|DROP|WITH\b.*\b(INSERT|UPDATE|DELETE)\b)", re.I | re.S
)


class Statement(NamedTuple):
    """One statement that was executed; `many` where `values` holds several rows of them."""

    text: str
    values: Any
    changed: int
    many: int = 0

    @property
    def writes(self) -> bool:
        """Whether it changes anything; savepoints only bound what does."""
        return WRITES.match(self.text) is not None


class Record(NamedTuple):
    """One transaction."""

    number: int
    statements: list[Statement]


class Journal(NamedTuple):
    """A folder of files, each named by the number of its first record; the last one is written."""

    folder: Path

    def append(self, record: Record) -> None:
        """Write a record and wait until it is on the disk; raises `OSError`."""
        content = json.dumps([record.number, record.statements], default=_encoded, ensure_ascii=False)
        line = f"{_digest(content.encode())} {content}\n".encode()
        handle = os.open(self._last(record.number), os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            size = os.fstat(handle).st_size
            if size and os.pread(handle, 1, size - 1) != b"\n":
                line = b"\n" + line  # the line before was torn by a crash: it was never committed
            _write_whole(handle, line)
            os.fsync(handle)
        finally:
            os.close(handle)

    def rotate(self, number: int) -> None:
        """Begin a new file whose first record will have this number."""
        self._begin(self.folder / f"{number:010}.journal")

    def prune(self, number: int) -> None:
        """Delete the files that hold no record after this number."""
        files = self._files()
        for path, later in pairwise(files):
            if int(later.stem) <= number + 1:
                path.unlink()

    def after(self, number: int) -> list[Record]:
        """The records that follow a number; raises `BadInput` where one is missing."""
        wanted: list[Record] = []
        for record in self._records():
            while wanted and wanted[-1].number >= record.number:
                wanted.pop()  # it was never committed: this one took its number
            if record.number > number:
                wanted.append(record)
        for expected, record in enumerate(wanted, number + 1):
            if record.number != expected:
                raise BadInput(
                    f"{self.folder}: found record {record.number}: expected {expected}, which is missing"
                )
        return wanted

    def _records(self) -> Iterator[Record]:
        """Every record, as it was written; raises `BadInput` where the last line is whole and yet damaged.

        A line that a crash tore was never acknowledged, and has no end; a damaged one among others leaves a gap.
        """
        line, fits = b"", True
        for path in self._files():
            with path.open("rb") as stream:
                for line in stream:  # of bytes: text has more ends of lines than the one that ends a record
                    digest, _, content = line.removesuffix(b"\n").partition(b" ")
                    fits = digest == _digest(content).encode()
                    if fits:
                        number, statements = json.loads(content, object_hook=_decoded)
                        yield Record(number, [Statement(*each) for each in statements])
        if not fits and line.endswith(b"\n"):
            raise BadInput(
                f"{self.folder}: the last record is damaged: expected one that fits its digest;"
                " without this line what was acknowledged last is lost, and the rest can be restored"
            )

    def _files(self) -> list[Path]:
        return sorted(self.folder.glob("*.journal"))

    def _last(self, number: int) -> Path:
        files = self._files()
        return files[-1] if files else self._begin(self.folder / f"{number:010}.journal")

    def _begin(self, path: Path) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        for folder in (self.folder, self.folder.parent):
            synced(folder)
        return path


class JournaledConnection(sqlite3.Connection):
    """A connection whose transactions are written to the journal before they are committed.

    One that changed no row is not: workers ask the queue every second whether there is something to change.
    """

    def __init__(self, *arguments: Any, journal: Path, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.journal = Journal(journal)
        self.statements: list[Statement] = []
        self.counted = 0  # rows changed by this connection before the transaction

    def cursor(self, *_: Any, **__: Any) -> Any:
        """Django asks for a cursor of its own class; this one is that, and notes what it executes."""
        from grenswerk.web.operations.journal_cursor import JournaledCursor

        return super().cursor(JournaledCursor)

    def commit(self) -> None:
        """Write the journal, then commit; a journal that cannot be written refuses the transaction."""
        statements, self.statements = self.statements, []
        if self.in_transaction and self._changed(statements):
            number = user_version(self) + 1
            self.execute(f"PRAGMA user_version = {number}")
            try:
                self.journal.append(Record(number, statements))
            except OSError:
                self.rollback()
                raise
        super().commit()
        self.counted = self.total_changes

    def rollback(self) -> None:
        """What was rolled back is not noted."""
        self.statements = []
        super().rollback()
        self.counted = self.total_changes

    def _changed(self, statements: list[Statement]) -> bool:
        """Whether a transaction is to be kept; a statement that returns rows is counted when they are read."""
        return self.total_changes != self.counted or any(DEFINES.match(each.text) for each in statements)


def user_version(connection: sqlite3.Connection) -> int:
    """The number of the last record that the database holds."""
    row = sqlite3.Cursor(connection).execute("PRAGMA user_version").fetchone()
    return int(row[0])


def replay(database: Path, records: list[Record]) -> None:
    """Execute the records on a database, each as one transaction.

    Raises `BadInput` where a statement does not do what it did: then journal and backup do not belong together.
    """
    from django.db.backends.sqlite3._functions import register  # type: ignore[import-untyped]

    connection = sqlite3.connect(database, isolation_level=None)
    try:
        register(connection)
        connection.execute("PRAGMA foreign_keys = OFF")
        for record in records:
            connection.execute("BEGIN")
            for statement in record.statements:
                _execute(connection, record.number, statement)
            connection.execute(f"PRAGMA user_version = {record.number}")
            connection.execute("COMMIT")
    finally:
        connection.close()


def _execute(connection: sqlite3.Connection, number: int, statement: Statement) -> None:
    before, cursor = connection.total_changes, connection.cursor()
    try:
        if statement.many:
            cursor.executemany(statement.text, statement.values)
        else:
            cursor.execute(statement.text, statement.values)
        changed = connection.total_changes - before
        cursor.fetchall()
    except sqlite3.Error as error:
        raise BadInput(f"journal, record {number}: {error}: expected the backup that it began with") from None
    if changed != statement.changed:
        raise BadInput(
            f"journal, record {number}: {changed} rows changed: expected {statement.changed};"
            " the journal and the backup do not belong together"
        )


def synced(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_whole(handle: int, line: bytes) -> None:
    while line:
        line = line[os.write(handle, line) :]


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _encoded(value: Any) -> Any:
    if isinstance(value, (bytes, bytearray, memoryview)):
        return {"base64": base64.b64encode(bytes(value)).decode()}
    return str(value)  # as the adapters of Django's backend do: decimals, dates


def _decoded(found: dict[str, Any]) -> Any:
    return base64.b64decode(found["base64"]) if found.keys() == {"base64"} else found
