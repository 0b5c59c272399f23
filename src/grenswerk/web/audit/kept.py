"""What the audit log keeps."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet

from grenswerk.web.audit.models import Entry
from grenswerk.web.audit.recording import concerning
from grenswerk.web.privacy.declarations import Activity, Erasure, Expiry, Ground, Kept, Table, declare


def _concerning(person: User) -> Q:
    return Q(pk__in=concerning(person).values("pk"))


def _past(now: dt.datetime) -> QuerySet[Entry]:
    return Entry.objects.filter(kept_until__lte=now.astimezone(dt.UTC).date())  # the database counts days in UTC


declare(
    Kept(
        "audit",
        Activity.SECURITY,
        Ground.INTEREST,
        (Table(Entry, erasure=Erasure.NAMELESS, found=_concerning),),
        (Expiry("audit", _past),),
    ),
)
