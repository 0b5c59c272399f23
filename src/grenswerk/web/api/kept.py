"""What is kept of tokens."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from grenswerk.web.api.models import Token
from grenswerk.web.privacy.declarations import Activity, Expiry, Ground, Kept, Table, declare
from grenswerk.web.privacy.periods import periods


def _long_ended(now: dt.datetime) -> QuerySet[Token]:
    since = periods().token.before(now)
    return Token.objects.filter(Q(ends__lt=since) | Q(revoked__lt=since))


declare(
    Kept(
        "tokens",
        Activity.API,
        Ground.CONTRACT,
        (Table(Token, person=("person",), secret=("hash", "made_by_id")),),
        (Expiry("tokens", _long_ended),),
    ),
)
