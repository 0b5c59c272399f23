"""When the database or mail is away or the disk is full: a clean answer in one line, and nothing half done.

A request that fails rolls its transaction back; what it answers says so, with 503 or 507 instead of 500.
"""

from __future__ import annotations

import errno
import logging
import smtplib
import sqlite3
import sys
from collections.abc import Iterator
from enum import StrEnum

import psycopg
from django.db.utils import DatabaseError, DataError, IntegrityError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error

from grenswerk.model.errors import BadInput
from grenswerk.web.context import site
from grenswerk.web.speaking import speech

LOG = logging.getLogger("grenswerk.operations")
RETRY_SECONDS = 30
TABLES = "with the tables of this version (`python -m grenswerk.web migrate`)"
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
AWAY = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_PROTOCOL,
    }
)
PRIMARY = 0xFF  # SQLite's extended codes hold the primary one in their last byte


class Outage(StrEnum):
    """What is not there."""

    DATABASE = "database"
    DISK = "disk"
    MAIL = "mail"

    @property
    def status(self) -> int:
        """The status of the answer that says so."""
        return 507 if self is Outage.DISK else 503


def outage_of(error: BaseException | None) -> Outage | None:
    """The outage that an error, or what it came from, tells of."""
    for cause in _causes(error):
        if isinstance(cause, OSError) and cause.errno in FULL:
            return Outage.DISK
        if isinstance(cause, smtplib.SMTPException):
            return Outage.MAIL
        if isinstance(cause, sqlite3.Error):
            return _of_sqlite(cause)
        if isinstance(cause, psycopg.errors.DiskFull):
            return Outage.DISK
        if isinstance(cause, (psycopg.OperationalError, psycopg.InterfaceError)):
            return Outage.DATABASE
        if isinstance(cause, InterfaceError) or (isinstance(cause, OperationalError) and cause.__cause__ is None):
            return Outage.DATABASE
    return None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """What lies at the bottom first: Django wraps the errors of the database's own library."""
    chain = []
    while error is not None and error not in chain:
        chain.append(error)
        error = error.__cause__
    yield from reversed(chain)


def _of_sqlite(error: sqlite3.Error) -> Outage | None:
    code = getattr(error, "sqlite_errorcode", 0) & PRIMARY
    if code == sqlite3.SQLITE_FULL:
        return Outage.DISK
    return Outage.DATABASE if code in AWAY else None


def refusal_of(error: DatabaseError) -> BadInput:
    """An error of the database in one line, for who runs a command; of what quotes values only the type."""
    quotes = isinstance(error, (IntegrityError, DataError))
    said = type(error).__name__ if quotes else str(error).partition("\n")[0]
    return BadInput(f"database: {said}: expected DATABASE_URL to be one that can be reached and written, {TABLES}")


def failed(request: HttpRequest) -> HttpResponse:
    """Django's `handler500`: the page of an outage where there is one, else that of an error of ours."""
    outage = outage_of(sys.exc_info()[1])
    if outage is None:
        return server_error(request)
    LOG.error("outage", extra={"facts": {"outage": outage.value}})
    line = speech().say(f"operations.outage.{outage.value}")
    if request.path.startswith("/api/") or "json" in request.headers.get("Accept", ""):
        response: HttpResponse = JsonResponse({"error": line}, status=outage.status)
    else:
        page = render_to_string("operations/outage.html", {**site(request), "line": line})
        response = HttpResponse(page, status=outage.status)
    if outage is not Outage.DISK:
        response["Retry-After"] = str(RETRY_SECONDS)
    return response
