"""The cursor of a journaled connection: Django's own, which notes each statement that writes.

Apart from `journal`, since it imports Django's backend, which settings may not.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.backends.sqlite3.base import SQLiteCursorWrapper

from grenswerk.web.operations.journal import BOUNDS, JournaledConnection, Statement


class NotingCursor(sqlite3.Cursor):
    """Notes what it executes; a statement outside of a transaction gets one of its own."""

    connection: JournaledConnection
    rows: list[Any] | None = None

    def execute(self, text: str, values: Any = ()) -> NotingCursor:
        """Execute one statement."""
        return self._noted(Statement(text, values, 0), lambda: super(NotingCursor, self).execute(text, values))

    def executemany(self, text: str, values: Iterable[Any]) -> NotingCursor:
        """Execute one statement for each row of values."""
        rows = list(values)
        return self._noted(Statement(text, rows, 0, 1), lambda: super(NotingCursor, self).executemany(text, rows))

    def _noted(self, statement: Statement, execute: Any) -> NotingCursor:
        self.rows = None
        connection = self.connection
        alone = statement.writes and not connection.in_transaction
        if alone:
            sqlite3.Cursor(connection).execute("BEGIN IMMEDIATE")
        try:
            before = connection.total_changes
            execute()
            if statement.writes or BOUNDS.match(statement.text):
                connection.statements.append(statement._replace(changed=connection.total_changes - before))
            if alone:
                self.rows = super().fetchall() if self.description else None
                connection.commit()
        except BaseException:
            if alone:
                connection.rollback()
            raise
        return self

    def fetchone(self) -> Any:
        """The next row."""
        if self.rows is None:
            return super().fetchone()
        return self.rows.pop(0) if self.rows else None

    def fetchmany(self, size: int | None = None) -> list[Any]:
        """The next rows."""
        if self.rows is None:
            return super().fetchmany(self.arraysize if size is None else size)
        count = self.arraysize if size is None else size
        taken, self.rows = self.rows[:count], self.rows[count:]
        return taken

    def fetchall(self) -> list[Any]:
        """All rows that are left."""
        if self.rows is None:
            return super().fetchall()
        taken, self.rows = self.rows, []
        return taken

    def __iter__(self) -> Iterator[Any]:  # type: ignore[override]
        return iter(self.fetchall()) if self.rows is not None else super().__iter__()


class JournaledCursor(SQLiteCursorWrapper, NotingCursor):  # type: ignore[misc]
    """Django's cursor, which turns its placeholders into SQLite's, above the one that notes."""
