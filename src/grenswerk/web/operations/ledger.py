"""The list of erasures: who was erased, so that a backup from before does not bring them back.

It lies beside the backups, not in the database. A line is the time and a hash of the number of an account or an
organisation and of the moment it was made: it names nobody, and a later account with the same number is another.

A line is written before the transaction is committed, with a mark before the hash (`?`), so that an erasure
which cannot be noted is refused; the mark is struck out after it. Where it stands, the erasure was rolled back or
a crash came between the two; `settle` tells one from the other while the database stands.
"""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import os
import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model
from django.utils.timezone import now

from grenswerk.web.operations.journal import synced
from grenswerk.web.organisations.models import Organisation
from grenswerk.web.privacy.erasure import erase

FILE = "erasures"
ASKED, DONE = b"?", b" "
FOLLOWED = {"auth.User": "date_joined", "organisations.Organisation": "made"}  # models, and when a row was made


def ledger() -> Path:
    """The file of the list: in the folder of backups, or in that of the data where there is none."""
    return (settings.ENVIRONMENT.backups or settings.ENVIRONMENT.data) / FILE


def noted_on_deletion(instance: Model, **_: Any) -> None:
    """Write on the list that a row is to be erased, and that it is as soon as its transaction has been committed.

    The receiver of Django's `pre_delete`: what is followed goes from here in no other way. Raises `OSError`, and
    then nothing is erased.
    """
    line = f"{now().isoformat(timespec='seconds')} {ASKED.decode()}{_mark(instance)}\n".encode()
    place = _append(line) - len(line) + line.index(ASKED)
    transaction.on_commit(lambda: _strike_out(place), robust=True)  # `settle` finds what could not be struck out


def erase_again(file: Path) -> int:
    """Erase every account and organisation that stands on the list and in the database; returns how many."""
    marks = _marks(file)
    organisations = [row for row in Organisation.objects.all() if _mark(row) in marks]
    people = [row for row in User.objects.all().iterator() if _mark(row) in marks]
    with transaction.atomic():
        for organisation in organisations:
            organisation.delete()
        for person in people:
            erase(person, though_needed=True)
    return len(organisations) + len(people)


def settle() -> int:
    """Strike the mark out where a row is gone from the database; returns of how many."""
    gone = 0
    if ledger().exists() and ASKED in (content := ledger().read_bytes()):
        rows: list[Model] = [*Organisation.objects.all(), *User.objects.all()]
        standing = {_mark(row).encode() for row in rows}
        for found in re.finditer(rb"\?([0-9a-f]{64})\n", content):
            if found[1] not in standing:
                _strike_out(found.start())
                gone += 1
    return gone


def _marks(file: Path) -> set[str]:
    lines = file.read_text().splitlines() if file.exists() else []
    return {line.split()[-1] for line in lines if line}


def _mark(row: Model) -> str:
    moment = getattr(row, FOLLOWED[row._meta.label]).astimezone(dt.UTC).isoformat()
    return hashlib.sha256(f"{row._meta.label} {row.pk} {moment}".encode()).hexdigest()


def _append(line: bytes) -> int:
    """Write a line and wait until it is on the disk; returns where it ends."""
    path = ledger()
    fresh = not path.exists()
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        if os.write(handle, line) < len(line):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        os.fsync(handle)
        end = os.lseek(handle, 0, os.SEEK_CUR)
    finally:
        os.close(handle)
    if fresh:
        synced(path.parent)
    return end


def _strike_out(place: int) -> None:
    """Write over one byte, which takes no room."""
    handle = os.open(ledger(), os.O_WRONLY)
    try:
        os.pwrite(handle, DONE, place)
        os.fsync(handle)
    finally:
        os.close(handle)
