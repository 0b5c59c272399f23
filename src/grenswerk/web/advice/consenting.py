"""Asking for consent, giving it, declining it and withdrawing it."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.contrib.auth.models import User
from django.core.mail import send_mail
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.timezone import localdate

from grenswerk.model.errors import BadInput
from grenswerk.web.advice.files import noted
from grenswerk.web.advice.models import Client, Consent, Scope
from grenswerk.web.advice.retention import AFTER_WITHDRAWAL
from grenswerk.web.audit.recording import SITE
from grenswerk.web.organisations.access import Standing
from grenswerk.web.secret_texts import hash_of, new_secret
from grenswerk.web.speaking import speech_in

LINK_FOR = dt.timedelta(days=30)
LONGEST = dt.timedelta(days=5 * 366)


class Terms(NamedTuple):
    """What is asked for: what it covers and until when."""

    scope: tuple[Scope, ...]
    ends: dt.date


class Given(NamedTuple):
    """A consent that was given to the office itself: on paper or in person."""

    how: Consent.How
    on: dt.date
    note: str


def text_of(client: Client, terms: Terms) -> str:
    """The words of a consent, in the client's language."""
    own = speech_in(client.language)
    with translation.override(client.language):
        facts = {"office": client.organisation.name, "client": client.name, "days": AFTER_WITHDRAWAL.days}
        ends = date_format(terms.ends, "j F Y")
    parts = ["facts", *(["archive"] if Scope.ARCHIVE in terms.scope else []), "who", "rights"]
    return "\n\n".join(own.say(f"advice.consent.text.{part}", {**facts, "ends": ends}) for part in parts)


def ask(standing: Standing, client: Client, terms: Terms, site: str) -> Consent:
    """Write to the client with a link to read and give it, in place of what was asked before and not answered.

    `site` is the address of the site. Raises `BadInput` for a client without an address, a closed file and an end
    that cannot be.
    """
    if not client.mail:
        raise BadInput("mail: is missing: expected the client's address")
    _check(client, terms)
    with transaction.atomic():
        client.consents.filter(given_on=None, declined=None).delete()
        consent, secret = _make(standing, client, terms)
        noted("consent_asked", standing.person, client)
        transaction.on_commit(lambda: _write(consent, "asked", site, secret))
    return consent


def record_given(standing: Standing, client: Client, terms: Terms, given: Given, site: str) -> Consent:
    """Record a consent on paper or in person; the client gets a copy by mail, with a link to withdraw it.

    Raises `BadInput` as `ask` does, and for a day that has not come.
    """
    _check(client, terms)
    if given.on > localdate():
        raise BadInput(f"given_on: {given.on}: expected today or a day before")
    with transaction.atomic():
        client.consents.filter(given_on=None, declined=None).delete()
        consent, secret = _make(standing, client, terms)
        consent.how, consent.given_on, consent.given = given.how, given.on, timezone.now()
        consent.note, consent.recorded_by = given.note, standing.person
        consent.save()
        noted("consent_recorded", standing.person, client)
        if client.mail:
            transaction.on_commit(lambda: _write(consent, "recorded", site, secret))
    return consent


def consent_of(secret: str) -> Consent:
    """The consent of a link; raises `Http404` for any other."""
    found = Consent.objects.select_related("client__organisation").filter(hash=hash_of(secret)).first()
    if found is None:
        raise Http404
    return found


def give(consent: Consent) -> None:
    """The client gives it by his link; raises `BadInput` where it cannot be given any more."""
    with transaction.atomic():
        now = _locked(consent)
        if not now.open:
            raise BadInput(f"consent: is {now.state}: expected one that was asked for and not answered")
        now.how, now.given_on, now.given = Consent.How.LINK, localdate(), timezone.now()
        now.save()
        noted("consent_given", SITE, now.client)


def decline(consent: Consent) -> None:
    """The client says no; raises `BadInput` where it was answered before."""
    with transaction.atomic():
        now = _locked(consent)
        if now.state is not Consent.State.ASKED:
            raise BadInput(f"consent: is {now.state}: expected one that was not answered")
        now.declined = timezone.now()
        now.save()
        noted("consent_declined", SITE, now.client)


def withdraw(client: Client, by: User | None = None) -> None:
    """Withdraw every consent of a client and close the file; without `by` he does it himself, by his link."""
    with transaction.atomic():
        locked = Client.objects.select_for_update().get(pk=client.pk)
        if locked.closed:
            return
        locked.closed = timezone.now()
        locked.save(update_fields=["closed"])
        locked.consents.filter(given_on=None, declined=None).delete()
        locked.consents.filter(withdrawn=None).update(withdrawn=locked.closed, withdrawn_by=by)
        noted("consent_withdrawn", by or SITE, locked)


def _check(client: Client, terms: Terms) -> None:
    today = localdate()
    if client.closed:
        raise BadInput(f"client: {client.pk} withdrew the consent: expected a new file")
    if not today < terms.ends <= today + LONGEST:
        raise BadInput(f"ends: {terms.ends}: expected a day after today, at most five years on")


def _make(standing: Standing, client: Client, terms: Terms) -> tuple[Consent, str]:
    secret = new_secret()
    consent = Consent.objects.create(
        client=client,
        text=text_of(client, terms),
        language=client.language,
        scope=[scope.value for scope in terms.scope],
        ends=terms.ends,
        asked_by=standing.person,
        hash=hash_of(secret),
        link_ends=timezone.now() + LINK_FOR,
    )
    return consent, secret


def _locked(consent: Consent) -> Consent:
    """The consent with its client, both locked, so that giving and withdrawing never cross."""
    client = Client.objects.select_for_update().select_related("organisation").get(pk=consent.client_id)
    now = get_object_or_404(Consent.objects.select_for_update(), pk=consent.pk)
    now.client = client
    return now


def _write(consent: Consent, what: str, site: str, secret: str) -> None:
    own, client = speech_in(consent.language), consent.client
    with translation.override(consent.language):
        address = site.rstrip("/") + reverse("consent", kwargs={"secret": secret})
    facts = {
        "office": client.organisation.name,
        "client": client.name,
        "address": address,
        "days": LINK_FOR.days,
        "text": consent.text,
    }
    subject, body = (own.say(f"advice.mail.{what}.{part}", facts) for part in ("subject", "body"))
    send_mail(" ".join(subject.split()), body, None, [client.mail])
