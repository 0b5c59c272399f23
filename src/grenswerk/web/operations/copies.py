"""Copies of a database in use, and back: SQLite by its own online backup, PostgreSQL by its own programs."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from grenswerk.model.errors import BadInput
from grenswerk.web.operations.archive import Engine
from grenswerk.web.operations.journal import Journal, user_version

PAGES = 2048  # copied at a time: writers wait no longer than that
PROGRAMS = "/usr/lib/postgresql"


def engine_of(database: Mapping[str, Any]) -> Engine:
    """The engine of Django's settings of a database."""
    return Engine.SQLITE if database["ENGINE"].endswith("sqlite3") else Engine.POSTGRESQL


def copy_sqlite(database: Path, out: Path, journal: Journal | None) -> int:
    """Copy a SQLite database as it stands at one moment; the number of the last record of the journal in it.

    The journal begins a new file first, so that what the copy holds can be deleted from it by files.
    """
    if not database.exists():
        raise BadInput(f"{database}: is not there: expected the database of the site")
    with closing(sqlite3.connect(database, timeout=60, isolation_level=None)) as source:
        if journal:
            source.execute("BEGIN IMMEDIATE")
            journal.rotate(user_version(source) + 1)
            source.execute("COMMIT")
        with closing(sqlite3.connect(out)) as target:
            source.backup(target, pages=PAGES)
            target.execute("PRAGMA journal_mode = DELETE")
            check_sqlite(target, out)
            return user_version(target)


def check_sqlite(connection: sqlite3.Connection, path: Path) -> None:
    """Raises `BadInput` where SQLite finds its file damaged."""
    found = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if found != "ok":
        raise BadInput(f"{path}: {found}: expected a database that is whole")


def is_empty_sqlite(database: Path) -> bool:
    """Whether nothing would be lost if a database were put there."""
    if not database.exists():
        return True
    with closing(sqlite3.connect(database)) as connection:
        return not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]


def dump_postgresql(database: Mapping[str, Any], out: Path) -> None:
    """Dump a PostgreSQL database as it stands at one moment."""
    _run("pg_dump", database, "--format=custom", "--no-owner", "--no-privileges", f"--file={out}")


def load_postgresql(database: Mapping[str, Any], copy: Path) -> None:
    """Put a dump into an empty PostgreSQL database, whole or not at all."""
    options = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", "--dbname=")
    _run("pg_restore", database, *options, str(copy))


def _run(program: str, database: Mapping[str, Any], *arguments: str) -> None:
    """Run one of PostgreSQL's programs; it learns of the database, and of its password, by its environment."""
    found = shutil.which(program) or _newest(program)
    if found is None:
        raise BadInput(f"{program}: is not installed: expected it on the path (Debian: postgresql-client)")
    done = subprocess.run(
        [found, *arguments], env=_surroundings(database), capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = " ".join(done.stderr.split()) or "failed"
        raise BadInput(f"{said}: expected a database that can be reached, of a version that {program} knows")


def _newest(program: str) -> str | None:
    found = [path for path in Path(PROGRAMS).glob(f"*/bin/{program}") if path.parent.parent.name.isdecimal()]
    return str(max(found, key=lambda path: int(path.parent.parent.name))) if found else None


def _surroundings(database: Mapping[str, Any]) -> dict[str, str]:
    """The environment of libpq for Django's settings of a database."""
    options = database.get("OPTIONS", {})
    given = {
        "PGDATABASE": database["NAME"],
        "PGUSER": database.get("USER"),
        "PGPASSWORD": database.get("PASSWORD"),
        "PGHOST": database.get("HOST") or options.get("host"),
        "PGPORT": database.get("PORT") or options.get("port"),
        "PGSSLMODE": options.get("sslmode"),
        "PGSSLROOTCERT": options.get("sslrootcert"),
    }
    return {**os.environ, **{name: str(value) for name, value in given.items() if value}}
