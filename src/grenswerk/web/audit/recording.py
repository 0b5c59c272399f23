"""Writing the audit log, and reading it as the person concerned or as an owner."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from grenswerk.web.audit.models import Entry

KEPT = dt.timedelta(days=2 * 365)  # an entry is kept so long, and then deleted by the retention

# What else concerns a person than entries that name the account: rooms add their own, e.g. the rows of a worker.
THINGS_OF: list[Callable[[User], list[str]]] = []


class Actor(NamedTuple):
    """Who acts: a person, a token of the API, or neither (the site itself)."""

    person: int | None = None
    token: int | None = None


SITE = Actor()


def record(
    action: str,
    actor: Actor | User,
    organisation: UUID | None = None,
    about: User | None = None,
    thing: str = "",
    **facts: Any,
) -> None:
    """Write one entry: `action` is a code of the texts (`audit.<action>`), `thing` a row as `room:number`.

    `about` is the account concerned, `facts` what the text needs: JSON values without personal data.
    """
    by = Actor(person=actor.pk) if isinstance(actor, User) else actor
    Entry.objects.create(
        kept_until=localdate() + KEPT,
        organisation=organisation,
        actor=by.person,
        token=by.token,
        action=action,
        about=about.pk if about else None,
        thing=thing,
        facts=facts,
    )


def concerning(person: User) -> QuerySet[Entry]:
    """What was seen or changed of a person, or by that person, newest first."""
    things = [thing for of in THINGS_OF for thing in of(person)]
    return Entry.objects.filter(Q(about=person.pk) | Q(actor=person.pk) | Q(thing__in=things))


def within_organisation(organisation: UUID) -> QuerySet[Entry]:
    """What happened within an organisation, newest first."""
    return Entry.objects.filter(organisation=organisation)
