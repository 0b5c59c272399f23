"""Requests that were forged, bent or sent on behalf of somebody else change and open nothing."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib.auth.models import User
from django.core import mail, signing
from django.test import Client

from grenswerk.web.audit.models import Entry
from grenswerk.web.mydays.demo import FACTS
from grenswerk.web.mydays.feeds import open_feed
from grenswerk.web.mydays.imports import SALT
from grenswerk.web.mydays.log import write
from grenswerk.web.mydays.models import Feed, Year
from grenswerk.web.organisations.membership import found
from grenswerk.web.organisations.models import Invitation, Kind, Membership, Organisation, Role
from grenswerk.web.secret_texts import hash_of
from tests.web.test_walk import STEPS, _address, _welcome
from tests.web.walk_world import BACKEND, World, make_world

PASSWORD = "three-days-at-home"
SENT = [name for name, step in STEPS.items() if "post" in step.methods and step.who != "token"]
PERSONAL = [name for name, step in STEPS.items() if step.who not in ("anyone", "token") and "get" in step.methods]


@pytest.fixture
def world(db: None) -> World:  # noqa: ARG001
    """The world of the walk."""
    return make_world()


def _browser(person: User | None, **kind: Any) -> Client:
    browser = Client(headers={"host": "localhost"}, **kind)
    if person:
        browser.force_login(person, backend=BACKEND)
    return browser


def test_no_form_is_taken_from_another_site(world: World) -> None:
    """Each address that takes a form refuses it without the token of the page, from whoever may send it."""
    for name in SENT:
        browser = _browser(_welcome(STEPS[name], world)[-1], enforce_csrf_checks=True)
        answer = browser.post(_address(name, STEPS[name], world), STEPS[name].data)
        assert answer.status_code == 403, name
        forged = browser.post(
            _address(name, STEPS[name], world),
            {**STEPS[name].data, "csrfmiddlewaretoken": "x" * 64},
            headers={"origin": "https://attacker.example", "referer": "https://attacker.example/"},
        )
        assert forged.status_code == 403, name


def test_no_personal_page_is_kept_by_a_cache_or_framed(world: World) -> None:
    for name in PERSONAL:
        guest = _welcome(STEPS[name], world)[-1]
        answer = _browser(guest).get(_address(name, STEPS[name], world))
        if name != "laboratory_plot":  # a drawing of an invented population
            assert "no-store" in answer["Cache-Control"], name
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"], name
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"
        if answer.headers.get("Content-Type", "").startswith("text/"):
            assert "charset=utf-8" in answer["Content-Type"].lower(), name
        if answer.streaming:
            b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # read to its end, the file is closed


def test_the_policy_of_pages_lets_no_script_of_another_run(visitor: Client, claire: User) -> None:
    policy = visitor.get("/en/privacy/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "unsafe" not in policy
    scripts = re.findall(r"script-src ([^;]+)", policy)
    assert scripts == ["'self'"]
    assert claire.pk


@pytest.mark.parametrize(
    "host", ["attacker.example", "localhost.attacker.example", "localhost:80@attacker.example"]
)
def test_a_foreign_name_of_the_host_is_refused(host: str, db: None) -> None:  # noqa: ARG001
    answer = Client(headers={"host": host}).get("/en/account/login/")
    assert answer.status_code == 400
    assert "attacker" not in answer.content.decode()


def test_the_address_in_a_mail_is_of_this_site_whatever_a_proxy_is_told(claire: User) -> None:
    hospital = found(claire, "Hospital", Kind.EMPLOYER)
    told = {
        "x-forwarded-host": "attacker.example",
        "x-forwarded-proto": "https",
        "forwarded": "host=attacker.example",
    }
    address = f"/en/organisations/{hospital.pk}/invitations/"
    browser = _browser(claire)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.transaction.on_commit", lambda do, **_: do())
        browser.post(address, {"mail": "daan@example.org", "role": "hr"}, headers=told)
    browser.post("/en/account/password/reset/", {"email": claire.email}, headers=told)
    assert len(mail.outbox) == 2
    assert all("attacker" not in f"{sent.subject}{sent.body}" for sent in mail.outbox)


ELSEWHERE = (
    "https://attacker.example/", "//attacker.example", "///attacker.example", "/\\attacker.example",
    "http:attacker.example", "javascript:alert(1)", "https://localhost@attacker.example/", "\t//attacker.example",
    "https:\\\\attacker.example", "%2F%2Fattacker.example", "https://localhost.attacker.example",
)  # fmt: skip


@pytest.mark.parametrize("there", ELSEWHERE)
def test_nobody_is_led_to_another_site_after_signing_in(there: str, claire: User) -> None:
    browser = _browser(None)
    page = browser.get("/en/account/login/", {"next": there}).content.decode()
    assert not re.search(r'(?:href|action)="(?!/[a-z])[^"]*attacker', page)
    answer = browser.post("/en/account/login/", {"login": claire.email, "password": PASSWORD, "next": there})
    assert answer.status_code == 302
    assert _is_here(answer)
    assert _is_here(browser.post("/en/account/reauthenticate/", {"password": PASSWORD, "next": there}))
    assert _is_here(browser.post("/en/account/logout/", {"next": there}))


def _is_here(answer: Any) -> bool:
    """Whether a browser that follows the answer stays on this site."""
    to = answer["Location"].strip().replace("\\", "/")  # as browsers read it
    return bool(urlsplit(urljoin("http://localhost/en/account/login/", to))[:2] == ("http", "localhost"))


def test_what_a_form_does_not_ask_is_not_taken(claire: User) -> None:
    """Fields of the rows behind a form cannot be sent with it."""
    browser = _browser(claire)
    own = found(claire, "Hospital", Kind.EMPLOYER)
    other = Organisation.objects.create(name="Other", kind=Kind.ADVISER)
    more = {"id": str(other.pk), "pk": str(other.pk), "organisation": str(other.pk), "made": "2001-01-01"}
    browser.post("/en/organisations/", {"name": "New", "kind": "employer", "second_factor": "on", **more})
    new = Organisation.objects.get(name="New")
    assert new.made.year > 2001
    assert new.pk != other.pk
    browser.post(f"/en/organisations/{own.pk}/settings/", {"name": "Renamed", "kind": "adviser", **more})
    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.name, own.kind, other.name) == ("Renamed", Kind.EMPLOYER, "Other")
    secret = "a-secret"
    Invitation.objects.create(
        organisation=own, mail="daan@example.org", role=Role.WORKER, hash=hash_of(secret),
        ends=dt.datetime(2099, 1, 1, tzinfo=dt.UTC),
    )  # fmt: skip
    daan = User.objects.create_user(username="daan", email="daan@example.org")
    _browser(daan).post(
        f"/en/invitations/{secret}/", {"role": "owner", "organisation": str(other.pk), "person": "1"}
    )
    assert Membership.objects.get(person=daan).role == Role.WORKER


def test_an_account_is_made_without_rights_whatever_is_sent(visitor: Client, db: None) -> None:  # noqa: ARG001
    data = {"email": "new@example.org", "password1": "a-long-enough-word", "is_staff": "on", "is_superuser": "on"}
    visitor.post("/en/account/signup/", {**data, "username": "admin", "id": "1", "groups": "1"})
    made = User.objects.get()
    assert not made.is_staff
    assert not made.is_superuser
    assert made.username != "admin"


@pytest.fixture
def dora(db: None) -> User:  # noqa: ARG001
    """Somebody with a log of her own, of the same year."""
    person = User.objects.create_user(username="dora", email="dora@example.org", password=PASSWORD)
    year = Year.objects.create(owner=person, year=2026, facts=FACTS)
    write(year, {dt.date(2026, 3, 3): [{"state": "FR", "activity": "telework", "employment": "hospital"}]}, 0)
    return person


@pytest.mark.usefixtures("claire")
def test_rows_of_another_person_are_not_found_beside_the_own_year(year: Year, dora: User) -> None:
    open_feed(year, Feed.Kind.DAYS, "en")
    for number in range(1, 4):
        write(year, {dt.date(2026, 3, number): []}, number - 1)
    browser = _browser(dora)
    assert browser.post(f"/en/mydays/2026/share/{Feed.objects.get().pk}/revoke/").status_code == 404
    assert browser.post("/en/mydays/2026/changes/3/undo/").status_code == 404
    assert Feed.objects.exists()


@pytest.mark.usefixtures("claire")
def test_an_import_that_another_has_seen_is_not_taken_over(year: Year, dora: User) -> None:
    """The signed preview of one log is of no use for another, and not a day later."""
    own = Year.objects.get(owner=dora)
    content = {"2026-05-04": [{"state": "FR", "activity": "telework", "employment": "hospital"}]}
    browser = _browser(dora)
    for token in (
        signing.dumps([year.pk, 0, "theirs", content], salt=SALT, compress=True),
        signing.dumps([own.pk, 9, "wrong salt", content], salt="grenswerk.other", compress=True),
        signing.dumps([own.pk, 9, "x", content], salt=SALT, compress=True)[:-1] + "x",
    ):
        browser.post("/en/mydays/2026/import/accept/", {"token": token})
    assert own.days.count() == 1
    assert not year.days.exists()


def test_what_is_asked_twice_is_taken_once(claire: User) -> None:
    """A parameter that is sent twice, in the address and in the form, is read from one place alone."""
    own = found(claire, "Hospital", Kind.EMPLOYER)
    here = f"/en/organisations/{own.pk}/delete/?name=Hospital"
    assert _browser(claire).post(here, {"name": "x"}).status_code == 409
    assert _browser(claire).post(here).status_code == 409
    assert Organisation.objects.exists()


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "PROPFIND", "DEBUG"])
def test_a_method_that_no_page_knows_is_refused(method: str, signed_in: Client) -> None:
    for page in ("/en/mydays/account/export/", "/en/organisations/", "/en/law/"):
        answer = signed_in.generic(method, page, headers={"x-secret": "echo"})
        assert "echo" not in answer.content.decode(errors="replace")
        assert answer.status_code in (200, 405) if page == "/en/organisations/" else answer.status_code == 405


def test_an_error_of_ours_tells_nothing_of_the_inside(claire: User) -> None:
    browser = Client(headers={"host": "localhost"}, raise_request_exception=False)
    browser.force_login(claire, backend=BACKEND)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("grenswerk.web.mydays.views_account.everything", _fail)
        answer = browser.get("/en/mydays/account/export/")
    assert answer.status_code == 500
    for inside in ("Traceback", "secret-of-the-inside", "/src/", "grenswerk.web", "Django"):
        assert inside not in answer.content.decode()


def _fail(_person: User) -> bytes:
    raise RuntimeError("secret-of-the-inside")


def test_a_page_that_is_not_there_tells_nothing_of_the_inside(visitor: Client, db: None) -> None:  # noqa: ARG001
    for page in ("/en/nothing/", "/.git/config", "/static/../settings.py", "/static/", "/en/static/", "/.env"):
        answer = visitor.get(page)
        assert answer.status_code in (302, 404), page
        if answer.status_code == 404:
            text = answer.content.decode()
            assert "urlpatterns" not in text
            assert "SECRET" not in text


def test_what_was_done_in_vain_is_not_in_the_log_and_what_was_done_is(claire: User) -> None:
    own = found(claire, "Hospital", Kind.EMPLOYER)
    before = Entry.objects.count()
    stranger = User.objects.create_user(username="s", email="s@example.org")
    _browser(stranger).post(f"/en/organisations/{own.pk}/settings/", {"name": "Mine"})
    assert Entry.objects.count() == before
    _browser(claire).post(f"/en/organisations/{own.pk}/settings/", {"name": "Ours"})
    assert Entry.objects.count() == before + 1
