"""When somebody signed in: how long ago it was, and a mail where the browser is a new one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core.exceptions import ReauthenticationRequired
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.contrib.auth.views import redirect_to_login
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from grenswerk.web.accounts.notices import tell
from grenswerk.web.mydays.access import owner_of
from grenswerk.web.speaking import speech_to

NEW_ACCOUNT = dt.timedelta(hours=1)
AGENT = 200  # characters of a browser's name that are written


def proved_at(request: HttpRequest, person: User) -> dt.datetime:
    """When the person last proved in this session who it is."""
    proofs = [proof["at"] for proof in get_authentication_records(request, person)]
    if proofs:
        return dt.datetime.fromtimestamp(max(proofs), dt.UTC)
    return person.last_login or person.date_joined


def proof_is_older(request: HttpRequest, person: User, longest: dt.timedelta) -> bool:
    """Whether the last proof is longer ago than counts."""
    return timezone.now() - proved_at(request, person) > longest


def ask_again(request: HttpRequest, person: User) -> HttpResponseBase:
    """Lead to the page that asks for the proof, and back.

    Raises `ReauthenticationRequired`, which allauth's middleware answers.
    """
    if get_reauthentication_flows(person):
        raise ReauthenticationRequired
    logout(request)  # an account of a provider alone: it proves itself by signing in there again
    return redirect_to_login(request.get_full_path())


def proved_recently(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view of the signed-in person that asks for a proof within half an hour."""

    @wraps(view)
    def guarded(request: HttpRequest, **rest: Any) -> HttpResponseBase:
        person = owner_of(request)
        if proof_is_older(request, person, settings.RECENTLY):
            return ask_again(request, person)
        return view(request, **rest)

    return guarded


@receiver(user_logged_in)
def _tell_of_new_browser(sender: object, request: HttpRequest, user: User, **_rest: object) -> None:  # noqa: ARG001
    """Write to the owner of an account about a sign-in from a browser in which it is not signed in already."""
    if not settings.MAIL_REACHES_PEOPLE or not user.email or timezone.now() - user.date_joined < NEW_ACCOUNT:
        return
    agent = request.META.get("HTTP_USER_AGENT", "")[:AGENT]
    known = UserSession.objects.filter(user=user, user_agent=agent)
    if known.exclude(session_key=request.session.session_key or "").exists():
        return
    speech = speech_to(user)
    facts = {"at": timezone.localtime().strftime("%Y-%m-%d %H:%M"), "browser": " ".join(agent.split()) or "?"}
    tell(speech.say("accounts.mail.new.subject"), speech.say("accounts.mail.new.body", facts), user.email)


@receiver(user_logged_out)
def _clear_the_browser(sender: object, request: HttpRequest | None, **_rest: object) -> None:  # noqa: ARG001
    """What the browser kept of the pages goes with the session; see `middleware.PageHeaders`."""
    if request is not None:
        request.signed_out = True  # type: ignore[attr-defined]
