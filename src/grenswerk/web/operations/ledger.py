"""The list of erasures: who was erased, so that a backup from before does not bring them back.

It lies beside the backups, not in the database. A line is the time and a hash of the number of an account or an
organisation and of the moment it was made: it names nobody, and a later account with the same number is another.
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
from django.db.models import Model
from django.utils.timezone import now

from grenswerk.web.operations.journal import synced
from grenswerk.web.organisations.models import Organisation
from grenswerk.web.privacy.erasure import erase

FILE = "erasures"
FOLLOWED = {"auth.User": "date_joined", "organisations.Organisation": "made"}  # models, and when a row was made


def ledger() -> Path:
    """The file of the list: in the folder of backups, or in that of the data where there is none."""
    return (settings.ENVIRONMENT.backups or settings.ENVIRONMENT.data) / FILE


def noted_on_deletion(instance: Model, **_: Any) -> None:
    """Write on the list that a row is erased, as soon as the transaction in which it is has been committed.

    The receiver of Django's `pre_delete`: what is followed goes from here in no other way. Raises `OSError`.
    """
    _note(instance, FOLLOWED[instance._meta.label])


def erase_again(file: Path) -> int:
    """Erase every account and organisation that stands on the list and in the database; returns how many."""
    if not file.exists():
        return 0
    marks = {line.split()[-1] for line in file.read_text().splitlines() if line}
    organisations = [row for row in Organisation.objects.all() if _mark(row, FOLLOWED[row._meta.label]) in marks]
    people = [row for row in User.objects.all().iterator() if _mark(row, FOLLOWED[row._meta.label]) in marks]
    with transaction.atomic():
        for organisation in organisations:
            organisation.delete()
        for person in people:
            erase(person, though_needed=True)
    return len(organisations) + len(people)


def _note(row: Model, made: str) -> None:
    mark = _mark(row, made)
    transaction.on_commit(lambda: _append(mark))


def _mark(row: Model, made: str) -> str:
    moment = getattr(row, made).astimezone(dt.UTC).isoformat()
    return hashlib.sha256(f"{row._meta.label} {row.pk} {moment}".encode()).hexdigest()


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
