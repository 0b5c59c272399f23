"""The journal of SQLite: a copy of the database and the journal since give the database, to the byte."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grenswerk.model.errors import BadInput
from grenswerk.web.operations.journal import Journal, JournaledConnection, replay

TABLE = "CREATE TABLE day (id INTEGER PRIMARY KEY AUTOINCREMENT, value, CHECK (value IS NOT 'refused'))"
INSERT = "INSERT INTO day (value) VALUES (%s) RETURNING id"
VALUES = st.one_of(st.integers(-(2**62), 2**62), st.floats(allow_nan=False), st.text(), st.binary(), st.none())
STEPS = st.lists(
    st.tuples(st.sampled_from(["insert", "update", "delete", "refused", "point", "back", "keep"]), VALUES),
    max_size=8,
)


def _open(folder: Path) -> Any:
    connect = partial(JournaledConnection, journal=folder / "journal")
    return sqlite3.connect(folder / "site.sqlite3", isolation_level=None, factory=connect)  # type: ignore[call-overload]


def _content(database: Path) -> list[str]:
    connection = sqlite3.connect(database)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def _replayed(folder: Path) -> list[str]:
    """What the journal alone gives."""
    place = folder / "replayed.sqlite3"
    place.unlink(missing_ok=True)
    sqlite3.connect(place).close()
    replay(place, Journal(folder / "journal").after(0))
    return _content(place)


def _step(cursor: Any, step: str, value: Any) -> None:
    if step == "insert":
        cursor.execute(INSERT, (value,))
        assert len(cursor.fetchall()) == 1
    elif step == "update":
        cursor.execute("UPDATE day SET value = %s WHERE id %% 2 = 0", (value,))
    elif step == "delete":
        cursor.execute("DELETE FROM day WHERE id = (SELECT max(id) FROM day)")
    elif step == "refused":
        with pytest.raises(sqlite3.IntegrityError):
            cursor.executemany("INSERT INTO day (value) VALUES (%s)", [(value,), ("refused",)])


def _transaction(connection: Any, steps: list[tuple[str, Any]], *, commit: bool) -> None:
    cursor, points = connection.cursor(), 0
    cursor.execute("BEGIN IMMEDIATE")
    for step, value in steps:
        if step == "refused" and not points:
            cursor.execute("SAVEPOINT s0")
            points = 1
        _step(cursor, step, value)
        if step == "point":
            cursor.execute(f"SAVEPOINT s{points}")
            points += 1
        if (step == "back" and points) or step == "refused":
            cursor.execute(f"ROLLBACK TO s{points - 1}")
        if step == "keep" and points:
            points -= 1
            cursor.execute(f"RELEASE s{points}")
    connection.commit() if commit else connection.rollback()


@given(st.lists(st.tuples(STEPS, st.booleans()), max_size=5), STEPS)
def test_any_course_of_transactions_is_replayed_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, course: list[tuple[list[tuple[str, Any]], bool]], alone: Any
) -> None:
    folder = tmp_path_factory.mktemp("site")
    connection = _open(folder)
    cursor = connection.cursor()
    cursor.execute(TABLE)
    for steps, commit in course:
        _transaction(connection, steps, commit=commit)
    for step, value in alone:  # each statement is a transaction of its own
        _step(connection.cursor(), step, value)
    connection.close()
    assert _replayed(folder) == _content(folder / "site.sqlite3")


def test_a_decimal_and_a_number_with_all_its_digits_come_back(tmp_path: Path) -> None:
    connection = _open(tmp_path)
    connection.cursor().execute(TABLE)
    sqlite3.register_adapter(Decimal, str)
    for value in (0.1 + 0.2, 1e300, b"\x00\xff", "\x00null", Decimal("1.10"), True):
        connection.cursor().execute(INSERT, (value,))
    connection.close()
    assert _replayed(tmp_path) == _content(tmp_path / "site.sqlite3")


@pytest.mark.parametrize("text", ["a\u2028b\x85c", "a\rb\nc\r\nd", "\x0b\x0c\x1c\x1d\x1e\u2029", "\ufffd"])
def test_a_text_with_any_end_of_a_line_comes_back(tmp_path: Path, text: str) -> None:
    connection = _open(tmp_path)
    connection.cursor().execute(TABLE)
    connection.cursor().execute(INSERT, (text,))
    connection.close()
    assert _replayed(tmp_path) == _content(tmp_path / "site.sqlite3")


def _torn(journal: Path) -> None:
    """What a crash in the middle of a line leaves."""
    with journal.open("ab") as stream:
        stream.write(b'abc [3, [["INSERT')


def _never_committed(journal: Path) -> None:
    """What a crash between the journal and the commit leaves: a whole record that the database does not have."""
    lines = journal.read_text().splitlines()
    of_another = lines[-1].replace("one", "two")
    assert of_another != lines[-1]
    import hashlib

    content = of_another.partition(" ")[2].replace("[2,", "[3,", 1)
    with journal.open("a") as stream:
        stream.write(f"{hashlib.sha256(content.encode()).hexdigest()} {content}\n")


@pytest.mark.parametrize("crash", [_torn, _never_committed])
def test_what_was_never_committed_is_not_replayed(tmp_path: Path, crash: Callable[[Path], None]) -> None:
    connection = _open(tmp_path)
    connection.cursor().execute(TABLE)
    connection.cursor().execute(INSERT, ("one",))
    crash(next((tmp_path / "journal").iterdir()))
    for value in ("three", "four"):
        connection.cursor().execute(INSERT, (value,))
    connection.close()
    assert _replayed(tmp_path) == _content(tmp_path / "site.sqlite3")


def test_a_transaction_whose_journal_cannot_be_written_is_not_committed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = _open(tmp_path)
    connection.cursor().execute(TABLE)

    def full(*_: Any) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", full)
        with pytest.raises(OSError, match="No space"):
            connection.cursor().execute(INSERT, ("lost",))
    assert not connection.in_transaction
    connection.cursor().execute(INSERT, ("kept",))
    assert [row[1] for row in connection.cursor().execute("SELECT * FROM day")] == ["kept"]
    connection.close()
    assert _replayed(tmp_path) == _content(tmp_path / "site.sqlite3")


def test_a_missing_record_is_named(tmp_path: Path) -> None:
    connection = _open(tmp_path)
    connection.cursor().execute(TABLE)
    for value in range(3):
        connection.cursor().execute(INSERT, (value,))
    connection.close()
    file = next((tmp_path / "journal").iterdir())
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join(lines[:1] + lines[2:]))
    with pytest.raises(BadInput, match="found record 3: expected 2"):
        Journal(tmp_path / "journal").after(0)


def test_a_last_record_that_is_damaged_is_not_passed_over(tmp_path: Path) -> None:
    connection = _open(tmp_path)
    connection.cursor().execute(TABLE)
    connection.cursor().execute(INSERT, ("acknowledged",))
    connection.close()
    file = next((tmp_path / "journal").iterdir())
    file.write_bytes(file.read_bytes().replace(b"acknowledged", b"acknow\xffedged"))
    with pytest.raises(BadInput, match="the last record is damaged"):
        Journal(tmp_path / "journal").after(0)


def test_what_changes_no_row_is_not_journaled(tmp_path: Path) -> None:
    connection = _open(tmp_path)
    cursor = connection.cursor()
    cursor.execute(TABLE)
    cursor.execute(INSERT, ("one",))
    size = next((tmp_path / "journal").iterdir()).stat().st_size
    cursor.execute("UPDATE day SET value = 2 WHERE id = 7")
    _transaction(connection, [("point", None), ("keep", None)], commit=True)
    cursor.execute("BEGIN IMMEDIATE")
    cursor.execute("DELETE FROM day WHERE id = 7")
    connection.commit()
    _transaction(connection, [("insert", "undone")], commit=False)
    cursor.execute("DELETE FROM day WHERE id = 7")
    assert next((tmp_path / "journal").iterdir()).stat().st_size == size
    _transaction(connection, [("insert", "two")], commit=True)
    connection.close()
    assert _replayed(tmp_path) == _content(tmp_path / "site.sqlite3")


def test_a_journal_of_another_database_is_refused(tmp_path: Path) -> None:
    connection = _open(tmp_path)
    connection.cursor().execute(TABLE)
    connection.cursor().execute(INSERT, ("one",))
    connection.cursor().execute("UPDATE day SET value = 1")
    connection.close()
    other = sqlite3.connect(tmp_path / "other.sqlite3")
    other.execute(TABLE)
    other.close()
    records = Journal(tmp_path / "journal").after(2)
    with pytest.raises(BadInput, match="0 rows changed: expected 1"):
        replay(tmp_path / "other.sqlite3", records)


def test_files_that_every_kept_backup_holds_are_deleted(tmp_path: Path) -> None:
    journal, connection = Journal(tmp_path / "journal"), _open(tmp_path)
    connection.cursor().execute(TABLE)
    for number in (2, 3, 4):
        journal.rotate(number)
        connection.cursor().execute(INSERT, (number,))
    connection.close()
    journal.prune(2)
    assert [record.number for record in journal.after(2)] == [3, 4]
    assert len(list((tmp_path / "journal").iterdir())) == 2
