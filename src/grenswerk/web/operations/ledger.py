"""The list of erasures: who was erased, so that a backup from before does not bring them back.

It lies beside the backups, not in the database. A line is the time and a hash of the account's number and of the
moment it was made: it names nobody, and a later account that gets the same number is not taken for the erased one.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils.timezone import now

from grenswerk.web.operations.journal import synced

FILE = "erasures"


def ledger() -> Path:
    """The file of the list: in the folder of backups, or in that of the data where there is none."""
    return (settings.ENVIRONMENT.backups or settings.ENVIRONMENT.data) / FILE


def note_erasure(user_pk: int) -> None:
    """Write on the list that an account is erased, as soon as the transaction in which it is has been committed.

    To be called while the account still stands; every deletion of a `User` does so by itself. Raises `OSError`.
    """
    mark = _mark(User.objects.get(pk=user_pk))
    transaction.on_commit(lambda: _append(mark))


def noted_on_deletion(instance: User, **_: Any) -> None:
    """The receiver of Django's `pre_delete`: an account goes from here in no other way."""
    note_erasure(instance.pk)


def erase_again(file: Path) -> int:
    """Erase every account that stands on the list and in the database; returns how many there were."""
    if not file.exists():
        return 0
    marks = {line.split()[-1] for line in file.read_text().splitlines() if line}
    back = [user.pk for user in User.objects.only("pk", "date_joined").iterator() if _mark(user) in marks]
    with transaction.atomic():
        for pk in back:
            User.objects.get(pk=pk).delete()
    return len(back)


def _mark(user: User) -> str:
    joined = user.date_joined.astimezone(dt.UTC).isoformat()
    return hashlib.sha256(f"{user.pk} {joined}".encode()).hexdigest()


def _append(mark: str) -> None:
    path = ledger()
    fresh = not path.exists()
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, f"{now().isoformat(timespec='seconds')} {mark}\n".encode())
        os.fsync(handle)
    finally:
        os.close(handle)
    if fresh:
        synced(path.parent)
