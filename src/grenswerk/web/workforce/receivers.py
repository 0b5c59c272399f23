"""What else changes the rows: who joins and leaves, and what is written into a log that is shared."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.db.models.signals import post_delete, post_save, pre_delete

from grenswerk.web.mydays.models import Change, Year
from grenswerk.web.organisations.membership import joined
from grenswerk.web.organisations.models import Invitation, Membership
from grenswerk.web.workforce.linking import link_invited, unlink, unlink_member
from grenswerk.web.workforce.models import Worker
from grenswerk.web.workforce.sharing import refresh_of


def connect() -> None:
    """Hear of all that."""
    joined.connect(_joined, dispatch_uid="workforce")
    post_delete.connect(_left, sender=Membership, dispatch_uid="workforce")
    pre_delete.connect(_gone, sender=User, dispatch_uid="workforce")
    post_save.connect(_written, sender=Change, dispatch_uid="workforce")
    post_save.connect(_facts_changed, sender=Year, dispatch_uid="workforce")
    post_delete.connect(_facts_changed, sender=Year, dispatch_uid="workforce")


def _joined(sender: Any, *, invitation: Invitation, membership: Membership, **_: Any) -> None:  # noqa: ARG001
    link_invited(invitation, membership)


def _left(sender: Any, *, instance: Membership, **_: Any) -> None:  # noqa: ARG001
    unlink_member(instance.person_id, instance.organisation_id)


def _gone(sender: Any, *, instance: User, **_: Any) -> None:  # noqa: ARG001
    for worker in Worker.objects.filter(account=instance):
        unlink(worker)


def _written(sender: Any, *, instance: Change, created: bool, **_: Any) -> None:  # noqa: ARG001
    if created:
        refresh_of(instance.year.owner_id, instance.year.year)


def _facts_changed(sender: Any, *, instance: Year, **_: Any) -> None:  # noqa: ARG001
    refresh_of(instance.owner_id, instance.year)
