"""Inviting workers by the address in their row."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone

from grenswerk.model.errors import BadInput
from grenswerk.web.organisations.access import Standing, standing_of
from grenswerk.web.organisations.membership import invite
from grenswerk.web.organisations.models import Invitation, Organisation, Role
from grenswerk.web.workforce.models import Worker
from grenswerk.web.workforce.uploads import Watch


def to_invite(organisation: Organisation, year: int) -> QuerySet[Worker, str]:
    """The addresses of rows of a year that belong to no account and have no open invitation."""
    rows = Worker.objects.filter(organisation=organisation, year=year, account__isnull=True).exclude(mail="")
    waiting = Invitation.objects.filter(organisation=organisation, accepted=None, ends__gt=timezone.now())
    rows = rows.exclude(mail__in=waiting.values("mail"))
    return rows.order_by("mail").values_list("mail", flat=True).distinct()


def invite_worker(standing: Standing, mail: str, site: str) -> bool:
    """Invite one worker; whether that was possible: a member is invited no second time."""
    try:
        invite(standing, mail, Role.WORKER, site)
    except BadInput:
        return False
    return True


def invite_everybody(person: User, organisation: str, year: int, site: str, watch: Watch) -> int:
    """Invite all who can be; returns how many. Who was invited before a restart is not invited again."""
    standing = standing_of(person, UUID(organisation), Role.HR)
    mails = list(to_invite(standing.organisation, year))
    invited = 0
    for done, mail in enumerate(mails):
        watch("inviting", done / len(mails))
        invited += invite_worker(standing, mail, site)
    return invited
