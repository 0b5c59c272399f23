"""An account is erased with everything that is declared as its own, in one transaction."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from grenswerk.web.audit.recording import SITE, record
from grenswerk.web.organisations.models import Organisation, Role
from grenswerk.web.privacy.declarations import Erasure, tables


class OwnerNeeded(Exception):
    """Organisations with other members that would be left without an owner."""

    def __init__(self, organisations: list[Organisation]) -> None:
        self.organisations = organisations
        super().__init__(", ".join(str(each.pk) for each in organisations))


def erase(person: User, *, though_needed: bool = False) -> None:
    """Erase a person: own rows go, what organisations keep for their duties is unlinked, the log names nobody.

    An organisation in which nobody else is goes too. Raises `OwnerNeeded` before anything is changed, unless the
    erasure was done before and a backup brought the person back (`though_needed`).
    """
    with transaction.atomic():
        alone, led = _depending(person)
        if led and not though_needed:
            raise OwnerNeeded(led)
        for organisation in alone:
            record("organisation_deleted", SITE, organisation.pk)
            organisation.delete()
        for table in tables():
            if table.unlink:
                table.unlink(table.rows_of(person).order_by())
        for table in tables():
            if table.erasure is Erasure.DELETED and table.model is not User:
                table.remove(table.rows_of(person).order_by())
        record("account_erased", SITE, about=person)
        person.delete()


def _depending(person: User) -> tuple[list[Organisation], list[Organisation]]:
    """Organisations in which the person is alone, and those with others of which the person is the only owner."""
    owned = Organisation.objects.filter(memberships__person=person, memberships__role=Role.OWNER)
    alone, led = [], []
    for organisation in owned.select_for_update(of=("self",)):
        others = organisation.memberships.exclude(person=person)
        if not others.exists():
            alone.append(organisation)
        elif not others.filter(role=Role.OWNER).exists():
            led.append(organisation)
    return alone, led
