"""Texts stay texts: what somebody writes into a name, a note or an address runs on nobody's page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from tests.web.hostile import MARK, PAYLOAD, betrayals, inputs_of, poison
from tests.web.test_walk import STEPS, _address, _welcome
from tests.web.walk_world import BACKEND, World, make_world

PAGES = [name for name, step in STEPS.items() if "get" in step.methods and step.who != "token"]
QUERY = ("next", "q", "page", "sort", "order", "on", "code", "year", "was", "lang", "state", "text", "kind")
FORMS = [name for name, step in STEPS.items() if "post" in step.methods and step.who != "token"]


@pytest.fixture
def hostile(db: None) -> World:  # noqa: ARG001
    """The world of the walk, in which every text that people write is an attack."""
    world = make_world()
    assert poison() > 15
    return world


def _browser(name: str, world: World) -> Client:
    browser = Client(headers={"host": "localhost"}, raise_request_exception=False)
    guest = _welcome(STEPS[name], world)[-1]
    if guest:
        browser.force_login(guest, backend=BACKEND)
    return browser


def _text(answer: Any) -> str:
    """The page, or nothing for a file."""
    kind = answer.headers.get("Content-Type", "")
    if getattr(answer, "streaming", False):
        b"".join(answer.streaming_content)  # read to its end, the file is closed
        return ""
    return answer.content.decode() if kind.startswith("text/html") else ""


class Visit:
    """The pages of a hostile world, each asked and then undone; `seen` says what went wrong where."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.seen: dict[str, str] = {}

    @contextmanager
    def at(self, name: str) -> Iterator[tuple[Client, str]]:
        """Somebody who may open the address, and the address."""
        with transaction.atomic():
            yield _browser(name, self.world), _address(name, STEPS[name], self.world)
            transaction.set_rollback(True)

    def look(self, name: str, answer: Any) -> str:
        """Look at an answer; returns the page, or nothing for a file."""
        page = _text(answer)
        if answer.status_code >= 500:
            self.seen[name] = f"{answer.status_code}"
        if found := betrayals(page):
            self.seen[name] = "; ".join(found)
        return page


def test_what_is_kept_runs_on_no_page(hostile: World) -> None:
    visit = Visit(hostile)
    for name in PAGES:
        with visit.at(name) as (browser, address):
            visit.look(name, browser.get(address))
    assert visit.seen == {}


def test_what_stands_in_an_address_runs_on_no_page(hostile: World) -> None:
    visit = Visit(hostile)
    for name in PAGES:
        with visit.at(name) as (browser, address):
            names = [*inputs_of(visit.look(name, browser.get(address))), *QUERY]
            for headers in ({}, {"HX-Request": "true"}):
                answer = browser.get(address, dict.fromkeys(names, PAYLOAD), headers=headers)
                visit.look(name, answer)
                assert "<" not in answer.headers.get("HX-Push-Url", "") + answer.headers.get("Location", "")
    assert visit.seen == {}


def test_what_is_sent_runs_on_no_page(hostile: World) -> None:
    visit = Visit(hostile)
    for name in FORMS:
        step = STEPS[name]
        with visit.at(name) as (browser, address):
            names = inputs_of(visit.look(name, browser.get(address))) if "get" in step.methods else []
            for data in _sent(step.data, names):
                answer = browser.post(address, data)
                visit.look(name, answer)
                if to := answer.headers.get("Location"):
                    assert to.startswith("/"), (name, to)
                    visit.look(f"{name} → {to}", browser.get(to))
    assert visit.seen == {}


def _sent(usual: dict[str, str], names: list[str]) -> Iterator[dict[str, Any]]:
    every = dict.fromkeys([*usual, *names], PAYLOAD)
    content = f"{PAYLOAD};{PAYLOAD}\n{PAYLOAD};{PAYLOAD}\n".encode()
    yield every
    for data in (every, usual):
        yield {**data, **{field: SimpleUploadedFile(f"{PAYLOAD}.csv", content) for field in ("file", "days")}}


def test_an_attack_that_is_not_escaped_would_be_seen() -> None:
    assert betrayals(f"<p>{PAYLOAD}</p>")
    assert betrayals(f'<a href="javascript:{MARK}()">x</a>')
    assert betrayals("<p>7 707</p>")
    assert betrayals("<p>&lt;b id=hostile&gt;</p>") == []
