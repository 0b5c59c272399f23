"""What an adviser's office keeps of clients."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate

from grenswerk.web.advice.files import noted
from grenswerk.web.advice.models import Client, ClientYear, ClosedYear, Consent, FormerMail, NextDate, Note
from grenswerk.web.advice.retention import to_delete
from grenswerk.web.audit.recording import SITE
from grenswerk.web.privacy.declarations import Activity, Expiry, Ground, Kept, Table, declare


def _with_a_note(clients: QuerySet[Any]) -> None:
    """The office reads in its log that a file is gone."""
    for client in list(clients):
        noted("client_erased", SITE, client)
        client.delete()


def _due(now: dt.datetime) -> QuerySet[Client]:
    return to_delete(localdate(now))


declare(
    Kept(
        "clients",
        Activity.ADVISER,
        Ground.CONSENT,
        (
            Table(Client, mail=("mail",), beside=("organisation__name",), remove=_with_a_note),
            Table(FormerMail, mail=("mail",)),
            Table(
                Consent,
                mail=("client__mail",),
                secret=("hash", "asked_by_id", "recorded_by_id", "withdrawn_by_id"),
            ),
        ),
        (Expiry("clients", _due),),
    ),
    Kept(
        "client_years",
        Activity.ADVISER,
        Ground.CONSENT,
        (
            Table(ClientYear, mail=("client__mail",), secret=("changed_by_id",)),
            Table(NextDate, mail=("year__client__mail",)),
            Table(Note, mail=("year__client__mail",), secret=("author_id",)),
        ),
    ),
    Kept(
        "client_archive",
        Activity.ADVISER,
        Ground.CONSENT,
        (Table(ClosedYear, mail=("year__client__mail",), secret=("closed_by",)),),
    ),
)
