"""Whose file it is, and whether it may be opened: nothing of a client's facts without his consent."""

from __future__ import annotations

from typing import NamedTuple

from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.http import Http404
from django.shortcuts import get_object_or_404

from grenswerk.web.advice.models import Client, ClientYear, Consent, FormerMail
from grenswerk.web.audit.recording import Actor, record
from grenswerk.web.organisations.access import Standing


class NoConsent(Exception):
    """The file of a client who has not given his consent, or whose consent has ended or was withdrawn."""

    def __init__(self, client: Client) -> None:
        super().__init__(f"client {client.pk}: no valid consent")
        self.client = client


class File(NamedTuple):
    """A client's file that may be opened, by the consent that opens it."""

    client: Client
    consent: Consent


def client_of(standing: Standing, client: int) -> Client:
    """A client of the office; raises `Http404` for anybody else's."""
    return get_object_or_404(Client, organisation=standing.organisation, pk=client)


def file_of(client: Client) -> File:
    """The file of a client, by the consent that he gave last; raises `NoConsent`."""
    consent = client.consents.valid().order_by("-given", "-pk").first()
    if consent is None:
        raise NoConsent(client)
    return File(client, consent)


def year_of(file: File, year: int) -> ClientYear:
    """A year of the file; raises `Http404` for one that was never begun."""
    try:
        return file.client.years.get(year=year)
    except ClientYear.DoesNotExist:
        raise Http404 from None


def things_of(person: User) -> list[str]:
    """The files that are or were kept under a confirmed address of a person, as the audit log names them."""
    mails = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
    own = [mail.lower() for mail in mails]
    if not own:
        return []
    now = Client.objects.filter(mail__in=own).values_list("pk", "mails")
    before = FormerMail.objects.filter(mail__in=own).values_list("client", "number")
    return [thing_of(key, mails) for key, mails in (*now, *before)]


def thing_of(client: int, mails: int) -> str:
    """A file as the audit log names it, in the time of one of its addresses: each begins afresh."""
    return f"client:{client}:{mails}" if mails else f"client:{client}"


def readdress(client: Client, mail: str) -> None:
    """Another address for a file, to be saved by who asks; what was recorded stays with the address before.

    A link that was sent there and not answered is of no use any more.
    """
    if client.mail and client.mail != mail:
        FormerMail.objects.create(client=client, mail=client.mail, number=client.mails)
        client.mails += 1
        client.consents.filter(given_on=None, declined=None).delete()
    client.mail = mail


def noted(action: str, actor: User | Actor, client: Client, year: int = 0, version: int = 0) -> None:
    """Write into the log what was done with a client's file; it is named by its number."""
    facts = {"number": client.pk, **({"year": year} if year else {}), **({"version": version} if version else {})}
    record(action, actor, client.organisation_id, None, thing_of(client.pk, client.mails), **facts)
