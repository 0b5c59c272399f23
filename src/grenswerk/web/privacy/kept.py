"""What is kept of an account: the parts of Django and allauth that the site uses."""

from __future__ import annotations

import datetime as dt

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet

from grenswerk.web.privacy.declarations import Activity, Erasure, Expiry, Ground, Kept, Table, declare
from grenswerk.web.privacy.models import Warned
from grenswerk.web.privacy.unused import ended, unconfirmed


def _sessions_of(person: User) -> Q:
    return Q(session_key__in=UserSession.objects.filter(user=person).values("session_key"))


def _ended_sessions(now: dt.datetime) -> QuerySet[Session]:
    return Session.objects.filter(expire_date__lt=now)


def _sessions_without_their_own(_now: dt.datetime) -> QuerySet[UserSession]:
    found: QuerySet[UserSession] = UserSession.objects.exclude(
        session_key__in=Session.objects.values("session_key")
    )
    return found


declare(
    Kept(
        "account",
        Activity.ACCOUNT,
        Ground.CONTRACT,
        (
            Table(User, person=("pk",), secret=("password",)),
            Table(EmailAddress, person=("user",)),
            Table(EmailConfirmation, person=("email_address__user",), secret=("key",)),
            Table(Warned, person=("person",)),
        ),
        (Expiry("unconfirmed_accounts", unconfirmed), Expiry("unused_accounts", ended)),
    ),
    Kept(
        "second_factor",
        Activity.ACCOUNT,
        Ground.CONTRACT,
        (Table(Authenticator, person=("user",), secret=("data",)),),
    ),
    Kept(
        "sessions",
        Activity.ACCOUNT,
        Ground.CONTRACT,
        (
            Table(Session, secret=("session_key", "session_data"), found=_sessions_of),
            Table(UserSession, person=("user",), secret=("session_key",)),
        ),
        (Expiry("sessions", _ended_sessions), Expiry("devices", _sessions_without_their_own)),
    ),
    Kept(
        "machinery",
        Activity.ACCOUNT,
        Ground.NONE,
        (
            Table(Group, erasure=Erasure.NOBODY),
            Table(Permission, erasure=Erasure.NOBODY),
            Table(ContentType, erasure=Erasure.NOBODY),
            Table(User.groups.through, person=("user",)),
            Table(User.user_permissions.through, person=("user",)),
            Table(Group.permissions.through, erasure=Erasure.NOBODY),
        ),
    ),
)
