"""Which account a row belongs to: that of who accepted the invitation to its address."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.db import transaction

from grenswerk.web.organisations.models import Invitation, Membership, Organisation
from grenswerk.web.workforce.models import Worker
from grenswerk.web.workforce.sharing import withdraw


def things_of(person: User) -> list[str]:
    """What of the workforce concerns a person, for the audit log: own rows, and what was done to all rows."""
    own = list(Worker.objects.filter(account=person).values_list("pk", "organisation"))
    wholes = {f"workforce:{organisation}" for _, organisation in own}
    return [*(f"worker:{pk}" for pk, _ in own), *sorted(wholes)]


def link_invited(invitation: Invitation, membership: Membership) -> None:
    """Give the rows with the address of an accepted invitation to who accepted it."""
    rows = Worker.objects.filter(
        organisation=membership.organisation_id, mail=invitation.mail, account__isnull=True
    )
    rows.update(account=membership.person_id)


def link_known(organisation: Organisation, written: Iterable[int]) -> None:
    """Give new rows to the accounts that their addresses belong to.

    That is an account to which another row of the address belongs, or that of a member who has proved the address.
    """
    written = set(written)
    rows = Worker.objects.filter(organisation=organisation).exclude(mail="")
    known = dict(rows.filter(account__isnull=False).values_list("mail", "account"))
    members = Membership.objects.filter(organisation=organisation).values("person")
    proved = EmailAddress.objects.filter(verified=True, user__in=members)
    known = {mail.lower(): user for mail, user in proved.values_list("email", "user")} | known
    by_account: dict[int, list[int]] = {}
    for pk, mail in rows.filter(account__isnull=True).values_list("pk", "mail"):
        if pk in written and mail in known:
            by_account.setdefault(known[mail], []).append(pk)
    for account, pks in by_account.items():
        Worker.objects.filter(pk__in=pks).update(account=account)


def unlink(worker: Worker) -> None:
    """Take a row away from its account; nothing of the person's log is used or shown any longer."""
    with transaction.atomic():
        withdraw(worker)
        Worker.objects.filter(pk=worker.pk).update(account=None)


def unlink_member(person: int, organisation: UUID) -> None:
    """Take all rows of an organisation away from who leaves it."""
    for worker in Worker.objects.filter(organisation=organisation, account=person):
        unlink(worker)
