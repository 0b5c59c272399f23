"""Which consent counts: the one that the client himself gave last."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core import mail
from django.test import Client as Browser
from django.utils.timezone import localdate

from grenswerk.web.advice.models import ClosedYear, Consent
from tests.web.test_advice import FILE, Office, consented, office

__all__ = ["consented", "office"]


def in_days(days: int) -> str:
    """A day from now, as a form sends it."""
    return str(localdate() + dt.timedelta(days=days))


@pytest.mark.django_db(transaction=True)
def test_whoever_got_the_link_by_a_mistyped_address_consents_to_nothing(office: Office) -> None:
    office.page("consent/ask/", ends=in_days(300))
    link = re.search(r"http://localhost(/nl/consent/\S+)", str(mail.outbox[-1].body))
    assert link
    corrected = {"name": "Ana", "mail": "ana@example.org", "reference": "2026/7", "language": "nl"}
    assert office.page("edit/", **corrected)[0] == 200
    stranger = Browser(headers={"host": "localhost"})
    assert stranger.post(link[1], {"answer": "give"}).status_code == 404
    assert not Consent.objects.exists()
    assert office.page("new/file/", text=FILE)[0] == 403


@pytest.mark.django_db(transaction=True)
def test_another_name_leaves_the_link_that_was_sent(office: Office) -> None:
    office.page("consent/ask/", ends=in_days(300))
    kept = {"name": "Anna", "mail": office.ana.mail, "reference": "2026/7", "language": "nl"}
    assert office.page("edit/", **kept)[0] == 200
    assert Consent.objects.get().open


@pytest.mark.parametrize(("archive", "closed"), [({"archive": "on"}, 1), ({}, 0)])
def test_what_the_last_consent_covers_counts_even_where_an_earlier_one_ends_later(
    consented: Office, archive: dict[str, str], closed: int
) -> None:
    given = {"how": "in_person", "given_on": in_days(0), "note": "at the counter"}
    if archive:
        Consent.objects.update(scope=["facts"])
    assert consented.page("consent/record/", **given, **archive, ends=in_days(100))[0] == 200
    status, _ = consented.page("2026/close/", as_of=in_days(0))
    assert (status == 200, ClosedYear.objects.count()) == (bool(closed), closed)
