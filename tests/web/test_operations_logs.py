"""The log says what happened and never to whom."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError
from django.test import Client

from grenswerk.web.mydays.models import Year
from grenswerk.web.operations.logs import JsonLines, without_persons

PERSONAL = ("claire", "203.0.113.9", "2001:db8", "three-days-at-home", "wrong-word", "65000", "secret-name")


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the site logs, as a machine in production collects it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    names = ("", "grenswerk", "grenswerk.request", "django", "django.request", "allauth")
    before = {name: (logging.getLogger(name).level, logging.getLogger(name).propagate) for name in names}
    for name in names:
        logging.getLogger(name).setLevel(logging.DEBUG)
        logging.getLogger(name).propagate = True
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)
    for name, (level, propagate) in before.items():
        logging.getLogger(name).setLevel(level)
        logging.getLogger(name).propagate = propagate


def _parsed(lines: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines.getvalue().splitlines()]


def test_what_a_person_does_and_sends_is_not_in_the_log(
    year: Year, lines: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = Client(
        headers={"host": "localhost", "user-agent": "claire's own browser", "x-forwarded-for": "2001:db8::9"},
        REMOTE_ADDR="203.0.113.9",
        raise_request_exception=False,
    )
    sign_in = {"login": "claire@example.org", "password": "wrong-word"}
    browser.post("/en/account/login/?next=/claire%40example.org/", sign_in)
    browser.post("/en/account/login/", {**sign_in, "password": "three-days-at-home"})
    browser.get(f"/en/mydays/{year.year}/?who=claire@example.org")
    browser.post("/en/mydays/2026/paint/", {"brush": "home", "first": "2026-03-03", "seen": 0})
    browser.get("/en/calculator/?residence=FR&employer=BE&pay=65000&who=claire")
    browser.get("/en/claire@example.org/")
    browser.get("/feeds/secret-name-of-a-feed.ics")
    browser.get("/en/", headers={"host": "claire.example.org"})
    browser.post("/en/mydays/account/", {"who": "claire"}, headers={"x-csrftoken": "claire"})

    def fails(*_: Any, **__: Any) -> None:
        raise IntegrityError("Key (email)=(claire@example.org) already exists.")

    monkeypatch.setattr("grenswerk.web.mydays.views_log.write", fails)
    assert browser.post("/en/mydays/2026/paint/", {"brush": "home", "first": "2026-03-04"}).status_code == 500
    log = lines.getvalue().casefold()
    assert sum(line["logger"] == "grenswerk.request" for line in _parsed(lines)) == 10
    assert any("error" in line for line in _parsed(lines))
    assert not [word for word in PERSONAL if word in log]
    assert User.objects.get().username == "claire"


def test_a_request_is_one_line_with_the_pattern_of_its_address(year: Year, signed_in: Client, lines: Any) -> None:
    answer = signed_in.get(f"/en/mydays/{year.year}/")
    found = [line for line in _parsed(lines) if line["logger"] == "grenswerk.request"]
    assert len(found) == 1
    assert found[0]["request"] == answer["X-Request-ID"]
    assert found[0]["route"] == "en/mydays/<int:year>/"
    assert (found[0]["method"], found[0]["status"], found[0]["level"]) == ("GET", 200, "info")
    assert found[0]["milliseconds"] > 0


def test_an_error_is_told_by_its_type_and_its_places(
    year: Year, signed_in: Client, lines: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError("claire")

    monkeypatch.setattr("grenswerk.web.mydays.views_log.log_of", fails)
    signed_in.raise_request_exception = False
    assert signed_in.get(f"/en/mydays/{year.year}/").status_code == 500
    error = next(line["error"] for line in _parsed(lines) if "error" in line)
    assert error["type"] == "builtins.ZeroDivisionError"
    assert any("views_log.py" in place for place in error["at"])


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Not Found: %s", "Not Found: %s"),
        ("no user claire@example.org here", "no user … here"),
        ("Invalid HTTP_HOST header: 'claire.example'. Fix", "Invalid HTTP_HOST header: …. Fix"),
        ("from 203.0.113.9 and 2001:db8::9 came /en/x/?a=b", "from … and … came …"),
        ("Booting worker with pid: %d", "Booting worker with pid: %d"),
    ],
)
def test_what_has_the_form_of_a_persons_data_is_struck_out(text: str, kept: str) -> None:
    assert without_persons(text) == kept
