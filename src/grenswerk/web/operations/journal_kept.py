"""A database whose journal is forgotten is not opened: what is written beside the journal breaks it.

A later restore would find that records do not fit, and bring back nothing that was written after.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import OperationalError

from grenswerk.web.operations.journal import user_version


def refuse_without_its_journal(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """The receiver of Django's `connection_created`; raises `OperationalError`."""
    if settings.ENVIRONMENT.backups or not isinstance(connection.connection, sqlite3.Connection):
        return
    if user_version(connection.connection):
        connection.close()
        raise OperationalError(
            "a journal is kept of this database, and GRENSWERK_BACKUPS does not name its folder"
            " (to keep none: make a backup, and restore it without GRENSWERK_BACKUPS)"
        )
