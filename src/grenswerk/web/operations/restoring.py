"""Backup and restore of the whole site: the database, what was acknowledged since, and no one who was erased."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection

from grenswerk.model.errors import BadInput
from grenswerk.web.context import VERSION
from grenswerk.web.operations.archive import UNFINISHED, Engine, Manifest, digest, manifest_of, pack, unpacked
from grenswerk.web.operations.copies import (
    check_sqlite,
    copy_sqlite,
    dump_postgresql,
    engine_of,
    is_empty_sqlite,
    load_postgresql,
)
from grenswerk.web.operations.journal import FOLDER, Journal, replay, synced
from grenswerk.web.operations.ledger import erase_again, ledger, settle

SUFFIX, PREFIX = ".backup", ".backup-"
LEFT = 24 * 3600  # seconds after which what a backup had begun is no longer being written
KEPT = 14  # backups in the folder of backups: what a person had erased is gone from there after so many days


def back_up(out: Path) -> Manifest:
    """Write a backup of the database as it stands now; raises `BadInput`, and then there is no file."""
    database = settings.DATABASES["default"]
    try:
        settle()
        with TemporaryDirectory(prefix=PREFIX, dir=out.parent) as folder:
            copy, number = Path(folder) / "copy", 0
            made = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
            if engine_of(database) is Engine.SQLITE:
                number = copy_sqlite(Path(database["NAME"]), copy, journal())
            else:
                dump_postgresql(database, copy)
            manifest = Manifest(engine_of(database), VERSION, made, digest(copy), number)
            pack(copy, manifest, out)
    except (OSError, sqlite3.Error) as error:
        raise BadInput(f"{out}: {error}: expected a place that can be written") from None
    return manifest


def journal() -> Journal | None:
    """The journal of this site, where it keeps one."""
    backups = settings.ENVIRONMENT.backups
    return Journal(backups / FOLDER) if backups else None


def back_up_by_date(folder: Path) -> Path:
    """Write the next backup of a folder, then delete the oldest ones and what of the journal they alone need."""
    out = folder / f"grenswerk-{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%SZ}{SUFFIX}"
    _sweep(folder)
    back_up(out)
    standing = sorted(folder.glob(f"grenswerk-*{SUFFIX}"))
    for old in standing[:-KEPT]:
        old.unlink()
    kept = journal()
    if kept:
        kept.prune(min(manifest_of(each).number for each in standing[-KEPT:]))
    return out


def _sweep(folder: Path) -> None:
    """Delete the copies of a backup that was killed: who is erased is to go from them, too."""
    for left in [*folder.glob(f"{PREFIX}*"), *folder.glob(f".*{SUFFIX}{UNFINISHED}")]:
        if time.time() - left.stat().st_mtime > LEFT:
            shutil.rmtree(left, ignore_errors=True) if left.is_dir() else left.unlink()


class Restored(NamedTuple):
    """What a restore did."""

    made: str
    replayed: int
    erased: int


def restore(file: Path, since: Path | None) -> Restored:
    """Put a backup into an empty place, with what the journal `since` then holds, and erase again who was erased.

    Raises `BadInput`; a SQLite database is then not there at all, and one of PostgreSQL without the backup.
    """
    database = settings.DATABASES["default"]
    manifest = manifest_of(file)
    if manifest.engine is not engine_of(database):
        raise BadInput(f"{file}: is of {manifest.engine.value}: expected DATABASE_URL to be of the same kind")
    if manifest.engine is Engine.SQLITE:
        return _restore_sqlite(file, Path(database["NAME"]), since)
    return _restore_postgresql(file)


def _restore_sqlite(file: Path, target: Path, since: Path | None) -> Restored:
    """Everything happens on a copy beside the target, which takes its name when all is done."""
    _refuse_what_stands(target)
    _refuse_another_journal(since, manifest_of(file).number)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with unpacked(file, target.parent) as (manifest, copy):
        records = Journal(since).after(manifest.number) if since else []
        replay(copy, records)
        with closing(sqlite3.connect(copy)) as whole:
            check_sqlite(whole, file)
            if journal() is None:
                whole.execute("PRAGMA user_version = 0")
        connection.close()
        connection.settings_dict["NAME"] = str(copy)
        erased = _bring_up_to_date()
        with closing(sqlite3.connect(copy)) as whole:
            whole.execute("PRAGMA journal_mode = DELETE")
        connection.settings_dict["NAME"] = str(target)
        with copy.open("rb") as stream:
            os.fsync(stream.fileno())
        copy.chmod(0o600)
        copy.replace(target)
        synced(target.parent)
    return Restored(manifest.made, len(records), erased)


def _refuse_what_stands(target: Path) -> None:
    log = target.with_name(f"{target.name}-wal")
    if not is_empty_sqlite(target) or (log.exists() and log.stat().st_size):
        raise BadInput(f"{target}: holds a database: expected an empty place; move it away first, with its -wal")


def _refuse_another_journal(since: Path | None, number: int) -> None:
    """The site goes on writing its own journal, where another course of things would be mixed with this one."""
    own = journal()
    if own and own.folder != since and own.after(number):
        raise BadInput(f"{own.folder}: goes on after this backup: expected it to be replayed, or to be moved away")


def _restore_postgresql(file: Path) -> Restored:
    if connection.introspection.table_names():
        name = settings.DATABASES["default"]["NAME"]
        raise BadInput(f"{name}: holds tables: expected an empty database; make one with createdb")
    connection.close()
    with unpacked(file, settings.ENVIRONMENT.data) as (manifest, copy):
        load_postgresql(settings.DATABASES["default"], copy)
    return Restored(manifest.made, 0, _bring_up_to_date())


def _bring_up_to_date() -> int:
    """Apply the migrations that the backup does not know, then erase again; how many there were."""
    try:
        call_command("migrate", verbosity=0, interactive=False)
        return erase_again(ledger())
    except DatabaseError as error:
        raise BadInput(
            f"restore: {error}: expected a backup of this version of the site or of one before"
        ) from None
    finally:
        connection.close()
