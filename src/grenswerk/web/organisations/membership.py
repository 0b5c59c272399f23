"""Changing who belongs to an organisation: founding, inviting, accepting, promoting, leaving."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet
from django.dispatch import Signal
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from grenswerk.model.errors import BadInput
from grenswerk.web.audit.recording import record
from grenswerk.web.organisations.access import Standing
from grenswerk.web.organisations.models import Invitation, Kind, Membership, Organisation, Role
from grenswerk.web.secret_texts import hash_of, new_secret
from grenswerk.web.speaking import speech

INVITED_FOR = dt.timedelta(days=14)

# Sent with `invitation` and `membership` when somebody has accepted.
joined = Signal()


class Members(NamedTuple):
    """The members who are more than a worker, and how many workers there are."""

    members: QuerySet[Membership]
    workers: int


def found(person: User, name: str, kind: Kind) -> Organisation:
    """A new organisation, whose first owner is the person."""
    with transaction.atomic():
        demanded = settings.SECOND_FACTOR_DEMANDED
        organisation = Organisation.objects.create(name=name, kind=kind, second_factor=demanded)
        Membership.objects.create(organisation=organisation, person=person, role=Role.OWNER)
        record("organisation_founded", person, organisation.pk, about=person)
    return organisation


def invite(standing: Standing, mail: str, role: Role, site: str) -> Invitation:
    """Invite somebody by mail, in place of an earlier open invitation; `site` is the address of the site.

    Raises `BadInput` for a role that the inviter may not give and for who belongs to the organisation already.
    """
    if role > standing.role or (role == Role.OWNER and standing.role < Role.OWNER):
        raise BadInput(f"role: {role.code}: expected at most the role of who invites, {standing.role.code}")
    mail = mail.strip().lower()
    organisation = standing.organisation
    if organisation.memberships.filter(person__email__iexact=mail).exists():
        raise BadInput(f"mail: {mail}: is a member already: expected somebody who is not")
    secret = new_secret()
    with transaction.atomic():
        organisation.invitations.filter(mail=mail, accepted=None).delete()
        invitation = Invitation.objects.create(
            organisation=organisation,
            mail=mail,
            role=role,
            hash=hash_of(secret),
            invited_by=standing.person,
            ends=timezone.now() + INVITED_FOR,
        )
        record("invited", standing.person, organisation.pk, thing=f"invitation:{invitation.pk}", role=role.code)
        address = site.rstrip("/") + reverse("invitation", kwargs={"secret": secret})
        transaction.on_commit(lambda: _write(invitation, address))
    return invitation


def _write(invitation: Invitation, address: str) -> None:
    facts = {"organisation": invitation.organisation.name, "address": address, "days": INVITED_FOR.days}
    facts["role"] = speech().say(f"organisations.role.{Role(invitation.role).code}")
    own = speech()
    send_mail(
        " ".join(own.say("organisations.mail.subject", facts).split()),
        own.say("organisations.mail.body", facts),
        None,
        [invitation.mail],
    )


def invitation_of(secret: str) -> Invitation:
    """The open invitation of a secret; raises `Http404` for any other."""
    found = Invitation.objects.select_related("organisation").filter(hash=hash_of(secret)).first()
    if found is None or not found.open:
        raise Http404
    return found


def accept(invitation: Invitation, person: User) -> Membership:
    """Join the organisation; raises `BadInput` for another person than the invited one."""
    if person.email.lower() != invitation.mail:
        raise BadInput(f"account: {person.email}: expected the account of {invitation.mail}")
    with transaction.atomic():
        locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
        if not locked.open:
            raise Http404
        locked.accepted = timezone.now()
        locked.save(update_fields=["accepted"])
        membership, _ = Membership.objects.get_or_create(
            organisation=locked.organisation, person=person, defaults={"role": locked.role}
        )
        record("joined", person, locked.organisation_id, about=person, role=membership.standing.code)
        joined.send(Invitation, invitation=locked, membership=membership)
    return membership


def change_role(standing: Standing, membership: Membership, role: Role) -> None:
    """Give a member another role; raises `BadInput` where no owner would be left."""
    with transaction.atomic():
        if role != Role.OWNER:
            _keep_an_owner(membership)
        before, membership.role = membership.standing, role
        membership.save(update_fields=["role"])
        _end_invitations(membership, role)
        record(
            "role_changed", standing.person, standing.organisation.pk,
            about=membership.person, before=before.code, after=role.code,
        )  # fmt: skip


def remove(standing: Standing, membership: Membership) -> None:
    """End a membership; raises `BadInput` where no owner would be left."""
    with transaction.atomic():
        _keep_an_owner(membership)
        record(
            "left",
            standing.person,
            standing.organisation.pk,
            about=membership.person,
            role=membership.standing.code,
        )
        _end_invitations(membership, Role.WORKER)
        membership.delete()


def members_of(organisation: Organisation) -> Members:
    """Who belongs to an organisation."""
    above = organisation.memberships.select_related("person").filter(role__gt=Role.WORKER)
    return Members(above, organisation.memberships.filter(role=Role.WORKER).count())


def revoke(standing: Standing, invitation: Invitation) -> None:
    """Take an invitation back."""
    with transaction.atomic():
        record(
            "invitation_revoked", standing.person, standing.organisation.pk, thing=f"invitation:{invitation.pk}"
        )
        invitation.delete()


def keep_settings(standing: Standing, name: str, *, second_factor: bool) -> None:
    """Give the organisation a name, and say whether it demands a second factor."""
    own = standing.organisation
    with transaction.atomic():
        own.name, own.second_factor = name, second_factor
        own.save(update_fields=["name", "second_factor"])
        record("organisation_settings", standing.person, own.pk, second_factor=second_factor)


def delete(standing: Standing) -> None:
    """Delete the organisation and all that is kept with it."""
    with transaction.atomic():
        record("organisation_deleted", standing.person, standing.organisation.pk)
        standing.organisation.delete()


def _end_invitations(membership: Membership, highest: Role) -> None:
    """Nobody comes back, by another address, in a higher role than is left: open invitations to one end."""
    sent = Invitation.objects.filter(
        organisation=membership.organisation_id, invited_by=membership.person_id, accepted=None
    )
    sent.filter(role__gt=highest).delete()


def _keep_an_owner(membership: Membership) -> None:
    """Refuse what would leave an organisation without an owner; its owners are locked until the change is done."""
    owners = Membership.objects.select_for_update().filter(
        organisation=membership.organisation_id, role=Role.OWNER
    )
    if membership.role == Role.OWNER and len(owners) == 1:
        raise BadInput("role: the last owner: expected another owner first")
