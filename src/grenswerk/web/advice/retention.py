"""How long a client's file is kept, and which files are to be deleted."""

from __future__ import annotations

import datetime as dt

from django.db.models import Max, Q, QuerySet
from django.utils import timezone
from django.utils.timezone import localdate

from grenswerk.web.advice.models import Client

AFTER_WITHDRAWAL = dt.timedelta(days=30)  # the file is closed at once; so long it can be answered for
WITHOUT_CONSENT = dt.timedelta(days=180)  # a name and an address that consent was asked for, and never given
AFTER_ITS_END = dt.timedelta(days=365)  # within it a consent that ended can be given anew


def to_delete(today: dt.date | None = None) -> QuerySet[Client]:
    """The clients whose files are to be deleted, whole, with all that hangs on them."""
    now = timezone.now() if today is None else timezone.make_aware(dt.datetime.combine(today, dt.time.max))
    day = today or localdate()
    return Client.objects.annotate(until=Max("consents__ends", filter=Q(consents__given_on__isnull=False))).filter(
        Q(closed__lt=now - AFTER_WITHDRAWAL)
        | Q(closed=None, until=None, made__lt=now - WITHOUT_CONSENT)
        | Q(closed=None, until__lt=day - AFTER_ITS_END)
    )
