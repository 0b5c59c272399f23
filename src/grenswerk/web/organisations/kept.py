"""What is kept of organisations and who belongs to them."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from grenswerk.web.organisations.models import Invitation, Membership, Organisation
from grenswerk.web.privacy.declarations import Activity, Erasure, Expiry, Ground, Kept, Table, declare
from grenswerk.web.privacy.periods import periods


def _old_invitations(now: dt.datetime) -> QuerySet[Invitation]:
    since = periods().invitation.before(now)
    return Invitation.objects.filter(Q(ends__lt=since) | Q(accepted__lt=since))


declare(
    Kept(
        "organisations",
        Activity.ORGANISATIONS,
        Ground.ORGANISATION,
        (
            Table(Organisation, erasure=Erasure.NOBODY),
            Table(Membership, person=("person",), beside=("organisation__name",)),
        ),
    ),
    Kept(
        "invitations",
        Activity.ORGANISATIONS,
        Ground.ORGANISATION,
        (Table(Invitation, mail=("mail",), secret=("hash", "invited_by_id"), beside=("organisation__name",)),),
        (Expiry("invitations", _old_invitations),),
    ),
)
