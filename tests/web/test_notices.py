"""Notices by mail: what the mail server does is never felt by who fills a day."""

from __future__ import annotations

import datetime as dt
import smtplib
import time
from collections.abc import Sequence

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import CommandError, call_command
from django.test import Client
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from grenswerk.web.jobs.working import Worker
from grenswerk.web.mydays import tasks
from grenswerk.web.mydays.demo import FACTS
from grenswerk.web.mydays.log import standing_days, write
from grenswerk.web.mydays.models import Notice, Year
from grenswerk.web.mydays.notices import send_notices
from grenswerk.web.mydays.tasks import write_notices
from tests.web.api_world import program, token_for

ADDRESS = "/en/mydays/2026/"
HOME = [{"state": "FR", "activity": "telework", "employment": "hospital"}]
BACKENDS = {"refuses": f"{__name__}.Refuses", "hangs": f"{__name__}.Hangs"}
PATIENCE = 30.0  # seconds that the hanging server takes


class Refuses(BaseEmailBackend):
    """A mail server that takes no mail."""

    def send_messages(self, _messages: Sequence[EmailMessage]) -> int:
        raise smtplib.SMTPServerDisconnected("claire@example.org: try later")


class Hangs(BaseEmailBackend):
    """A mail server that does not answer."""

    def send_messages(self, _messages: Sequence[EmailMessage]) -> int:
        time.sleep(PATIENCE)
        raise TimeoutError


def _near_its_limit(year: Year) -> None:
    write(year, {dt.date(2026, 1, day): HOME for day in range(5, 10)}, 0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("backend", list(BACKENDS))
def test_a_day_is_answered_at_once_whatever_the_mail_server_does(
    claire: User, signed_in: Client, year: Year, settings: Settings, backend: str
) -> None:
    settings.EMAIL_BACKEND = BACKENDS[backend]
    _near_its_limit(year)
    began = time.monotonic()
    tap = {"brush": "home", "first": "2026-01-12", "seen": 1}
    assert signed_in.post(f"{ADDRESS}paint/", tap).status_code == 302
    day = {"seen": 2, "activity": ["telework"], "state": ["FR"]}
    assert signed_in.post(f"{ADDRESS}2026-01-13/", day).status_code == 302
    asked = {"seen": 3, "days": {"2026-01-14": [{"state": "FR", "activity": "telework"}]}}
    api = program(token_for(claire, None))
    assert api.put("/api/v1/days/2026", asked, content_type="application/json").status_code == 200
    assert time.monotonic() - began < PATIENCE / 2
    assert {dt.date(2026, 1, day) for day in (12, 13, 14)} <= set(standing_days(year))


@pytest.mark.django_db(transaction=True)
def test_a_worker_writes_once_about_several_taps(
    signed_in: Client, year: Year, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "DELAY", dt.timedelta())
    _near_its_limit(year)
    for seen, day in enumerate((12, 13, 14), 1):
        signed_in.post(f"{ADDRESS}paint/", {"brush": "home", "first": f"2026-01-{day}", "seen": seen})
    assert not mail.outbox
    assert DBTaskResult.objects.count() == 1
    Worker(batch=True, seconds=0.1).run()
    assert [sent.to for sent in mail.outbox] == [["claire@example.org"]]
    assert not DBTaskResult.objects.failed().exists()
    signed_in.post(f"{ADDRESS}paint/", {"brush": "home", "first": "2026-01-15", "seen": 4})
    assert DBTaskResult.objects.ready().count() == 1, "a change after the mail is looked at too"


def test_a_refused_change_writes_to_nobody(signed_in: Client, year: Year) -> None:
    _near_its_limit(year)
    tap = {"brush": "home", "first": "2026-01-05", "seen": 0}
    assert signed_in.post(f"{ADDRESS}paint/", tap).status_code == 409
    assert not DBTaskResult.objects.exists()


def test_a_notice_that_could_not_be_sent_is_sent_the_next_day(
    year: Year, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    _near_its_limit(year)
    sending, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, BACKENDS["refuses"]
    write_notices.call(year.pk)
    assert "SMTPServerDisconnected" in caplog.text
    assert "claire@" not in caplog.text
    assert not Notice.objects.exists()
    settings.EMAIL_BACKEND = sending
    assert send_notices(year, dt.date(2026, 1, 10)) > 0
    assert Notice.objects.exists()


def test_an_address_that_is_refused_keeps_nobody_else_from_their_notices(
    year: Year, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob = User.objects.create_user(username="bob", email="bob@example.org")
    for one in (year, Year.objects.create(owner=bob, year=2026, facts=FACTS)):
        _near_its_limit(one)
    sent = mail.get_connection().send_messages

    def all_but_claire(self: BaseEmailBackend, messages: Sequence[EmailMessage]) -> int:  # noqa: ARG001
        if messages[0].to == ["claire@example.org"]:
            raise smtplib.SMTPRecipientsRefused({})
        return int(sent(messages) or 0)

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", all_but_claire)
    with pytest.raises(CommandError, match=r"1 people could not be sent \(SMTPRecipientsRefused\)"):
        call_command("send_notices")
    assert [message.to for message in mail.outbox] == [["bob@example.org"]]


def test_a_year_that_was_erased_meanwhile_is_written_about_to_nobody(db: None) -> None:  # noqa: ARG001
    write_notices.call(4711)
    assert not mail.outbox
