"""A person of whom every table of the site keeps something; each room adds its own."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group, Permission, User
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from grenswerk.web.audit.recording import record
from grenswerk.web.mydays.demo import FACTS
from grenswerk.web.mydays.feeds import open_feed
from grenswerk.web.mydays.log import write
from grenswerk.web.mydays.models import Feed, Notice, Preferences, Year
from grenswerk.web.mydays.statements import make_statement
from grenswerk.web.organisations.membership import INVITED_FOR, hash_of
from grenswerk.web.organisations.models import Invitation, Kind, Membership, Organisation, Role
from grenswerk.web.privacy.models import Warned


class Person(NamedTuple):
    """Somebody, and the words by which the database would betray that something of them is left."""

    account: User
    traces: tuple[str, ...]


def make_person(name: str) -> Person:
    """An account with something in every table, and an organisation that others own."""
    mail, full = f"{name}.verhoeven@example.org", f"{name.title()} Verhoeven-{name}"
    account = User.objects.create_user(username=f"{name}-login", email=mail, password=f"{name}-at-home-3-days")
    _account(account, name)
    _days(account, full)
    organisation = Organisation.objects.create(name=f"Works of {name[:1]}", kind=Kind.EMPLOYER)
    owner = User.objects.create_user(username=f"owner-{organisation.pk}", email=f"{organisation.pk}@example.com")
    Membership.objects.create(organisation=organisation, person=owner, role=Role.OWNER)
    Membership.objects.create(organisation=organisation, person=account, role=Role.WORKER)
    Invitation.objects.create(
        organisation=organisation,
        mail=mail,
        role=Role.VIEWER,
        hash=hash_of(name),
        invited_by=owner,
        ends=timezone.now() + INVITED_FOR,
    )
    record("joined", account, organisation.pk, about=account, role="worker")
    return Person(account, (mail, full, f"{name}-login", f"device of {name}"))


def _account(account: User, name: str) -> None:
    address = EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    EmailConfirmation.create(address)
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={"secret": "encrypted"})
    Warned.objects.create(person=account, at=timezone.now())
    group, _ = Group.objects.get_or_create(name="everybody")
    account.groups.add(group)
    account.user_permissions.add(Permission.objects.all()[0])
    session = SessionStore()
    session["_auth_user_id"] = str(account.pk)
    session.create()
    UserSession.objects.create(
        user=account, ip="192.0.2.7", session_key=session.session_key or "", user_agent=f"device of {name}"
    )


def _days(account: User, full: str) -> None:
    facts = {**FACTS, "worker": {**FACTS["worker"], "name": full}}
    year = Year.objects.create(owner=account, year=2026, facts=facts)
    write(
        year,
        {dt.date(2026, 3, 3): [{"state": "FR", "activity": "telework", "employment": "hospital"}]},
        0,
        label=f"{full}.csv",
    )
    make_statement(year)
    open_feed(year, Feed.Kind.DAYS, "en")
    Preferences.objects.create(owner=account)
    Notice.objects.create(year=year, key="limit")
