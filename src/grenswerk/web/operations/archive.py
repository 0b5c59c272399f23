"""The file of a backup: a zip of the database and of what it is, with its SHA-256; there whole or not at all."""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from grenswerk.model.errors import BadInput
from grenswerk.web.operations.journal import synced

MANIFEST, DATABASE = "manifest.json", "database"
UNFINISHED = ".unfinished"
CHUNK = 1024 * 1024
EXPECTED = "expected a file that `python -m grenswerk.web backup` made"


class Engine(StrEnum):
    """What made the copy of the database."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a backup holds; `number` is that of the last record of the journal in it (0: there is no journal)."""

    engine: Engine
    version: str
    made: str
    sha256: str
    number: int = 0


def pack(copy: Path, manifest: Manifest, out: Path) -> None:
    """Write the file of a backup and wait until it is on the disk; raises `OSError`."""
    unfinished = out.with_name(f".{out.name}{UNFINISHED}")
    try:
        handle = os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w+b") as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
                archive.writestr(MANIFEST, msgspec.json.encode(manifest))
                archive.write(copy, DATABASE)
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(out)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    synced(out.parent)


def manifest_of(file: Path) -> Manifest:
    """What a backup says of itself; raises `BadInput`."""
    try:
        with zipfile.ZipFile(file) as archive:
            return msgspec.json.decode(archive.read(MANIFEST), type=Manifest)
    except OSError as error:
        raise BadInput(f"{file}: {error.strerror}: {EXPECTED}") from None
    except (zipfile.BadZipFile, KeyError, msgspec.DecodeError):
        raise BadInput(f"{file}: is no whole backup: {EXPECTED}") from None


@contextmanager
def unpacked(file: Path, beside: Path) -> Iterator[tuple[Manifest, Path]]:
    """The copy of the database, compared with its checksum, in a folder of its own; raises `BadInput`."""
    manifest = manifest_of(file)
    with TemporaryDirectory(prefix=".restore-", dir=beside) as folder:
        copy = Path(folder) / DATABASE
        try:
            with zipfile.ZipFile(file) as archive, archive.open(DATABASE) as source, copy.open("wb") as stream:
                shutil.copyfileobj(source, stream, CHUNK)
        except (zipfile.BadZipFile, KeyError, EOFError):
            raise BadInput(f"{file}: is damaged: {EXPECTED}, unchanged") from None
        if digest(copy) != manifest.sha256:
            raise BadInput(f"{file}: its database is not the one that was put in: {EXPECTED}, unchanged")
        yield manifest, copy


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
