"""The mail server is away: who signs in or changes a password can, and who needs a mail is told."""

from __future__ import annotations

import datetime as dt
import json
import logging
import socket
import ssl

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import User
from django.core.mail import get_connection, send_mail
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from grenswerk.web.environment import read_environment
from grenswerk.web.operations.logs import JsonLines

PASSWORD, NEW = "three-days-at-home", "five-days-in-the-office"
PRODUCTION = {"GRENSWERK_PRODUCTION": "1", "GRENSWERK_SECRET_KEY": "k3y" * 20, "GRENSWERK_HOSTS": "a.example"}


@pytest.fixture
def _away(settings: Settings) -> None:
    """Mail goes to a port at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    given = {"GRENSWERK_MAIL": f"smtp://127.0.0.1:{port}"}
    for name, value in read_environment({**given, "GRENSWERK_DATA": str(settings.ENVIRONMENT.data)}).mail.items():
        setattr(settings, name, value)
    settings.MAIL_REACHES_PEOPLE = True


def _quiet(visitor: Client) -> Client:
    visitor.raise_request_exception = False
    return visitor


@pytest.mark.usefixtures("_away")
def test_who_signs_in_from_a_new_browser_gets_in(claire: User, visitor: Client) -> None:
    User.objects.update(date_joined=timezone.now() - dt.timedelta(days=9))
    given = {"login": claire.email, "password": PASSWORD}
    assert _quiet(visitor).post("/en/account/login/", given).status_code == 302
    assert visitor.get("/en/mydays/new/").status_code == 200
    assert UserSession.objects.get().user == claire


@pytest.mark.usefixtures("_away")
def test_who_changes_a_password_is_not_told_that_it_failed(claire: User, visitor: Client) -> None:
    _quiet(visitor).post("/en/account/login/", {"login": claire.email, "password": PASSWORD})
    given = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert visitor.post("/en/account/password/change/", given).status_code == 302
    claire.refresh_from_db()
    assert claire.check_password(NEW)


@pytest.mark.usefixtures("_away")
@pytest.mark.parametrize("address", ["claire@example.org", "nobody@example.org"])
def test_who_needs_a_mail_is_told_that_it_cannot_be_sent(claire: User, visitor: Client, address: str) -> None:
    answer = _quiet(visitor).post("/nl/account/password/reset/", {"email": address})
    assert answer.status_code == 503
    assert "Er kan nu geen e-mail worden verstuurd" in answer.content.decode()
    assert answer["Retry-After"] == "30"
    assert claire.email not in answer.content.decode()


def test_a_site_in_production_without_mail_writes_nobodys_mail_to_its_log(
    settings: Settings, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    given = {**PRODUCTION, "GRENSWERK_DATA": str(settings.ENVIRONMENT.data)}
    settings.EMAIL_BACKEND = read_environment(given).mail["EMAIL_BACKEND"]
    with caplog.at_level(logging.WARNING):
        assert send_mail("Secret link", "https://a.example/secret", None, ["claire@example.org"]) == 0
    line = json.loads(JsonLines().format(caplog.records[-1]))
    assert (line["event"], line["messages"]) == ("mail is not sent: GRENSWERK_MAIL is empty", 1)
    said = capfd.readouterr()
    assert "claire" not in said.out + said.err + caplog.text
    assert "secret" not in said.out + said.err + caplog.text


def test_the_certificate_of_a_mail_server_is_checked(settings: Settings) -> None:
    found = read_environment(
        {"GRENSWERK_DATA": str(settings.ENVIRONMENT.data), "GRENSWERK_MAIL": "smtps://m.example"}
    )
    context = get_connection(found.mail["EMAIL_BACKEND"]).ssl_context  # type: ignore[attr-defined]
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
