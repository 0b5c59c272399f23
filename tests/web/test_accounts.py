"""Signing in: what a stolen password, an old session and a borrowed browser do not open."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.totp.internal.auth import yield_hotp_counters_from_time as counters
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from grenswerk.web.accounts.factors import MARK, EncryptedFactors
from grenswerk.web.accounts.passwords import Breached, WordsOfTheSite, stands_in
from grenswerk.web.organisations.membership import found
from grenswerk.web.organisations.models import Kind, Membership, Organisation, Role
from tests.web.browsers import sign_in

PASSWORD = "three-days-at-home"
LOGIN, PROVE = "/en/account/login/", "/en/account/reauthenticate/"


def _sign_in(browser: Client, mail_address: str = "claire@example.org", agent: str = "Firefox") -> None:
    answer = browser.post(LOGIN, {"login": mail_address, "password": PASSWORD}, headers={"user-agent": agent})
    assert answer.status_code == 302, answer.content.decode()


def _age_the_proof(browser: Client, seconds: int) -> None:
    """As if the password had been given so long ago."""
    session = browser.session
    key = "account_authentication_methods"
    session[key] = [{**proof, "at": proof["at"] - seconds} for proof in session[key]]
    session.save()


@pytest.fixture
def hospital(claire: User) -> Organisation:
    """An employer that Claire has founded."""
    return found(claire, "Hospital", Kind.EMPLOYER)


@pytest.fixture
def guarded(hospital: Organisation) -> Organisation:
    """The same, where a second factor is demanded."""
    hospital.second_factor = True
    hospital.save()
    return hospital


def test_who_sees_rows_of_others_needs_the_second_factor_that_the_organisation_demands(
    signed_in: Client, claire: User, guarded: Organisation
) -> None:
    here = f"/nl/organisations/{guarded.pk}/"
    refused = signed_in.get(here)
    assert refused.status_code == 403
    assert "/nl/account/2fa/" in refused.content.decode()
    assert signed_in.get(f"{here}members/").status_code == 403
    assert signed_in.post(f"{here}invitations/", {"mail": "a@example.org", "role": "hr"}).status_code == 403
    TOTP.activate(claire, generate_totp_secret())
    assert signed_in.get(here).status_code == 200


def test_a_worker_needs_no_second_factor_to_see_the_own_row(guarded: Organisation, visitor: Client) -> None:
    worker = User.objects.create_user(username="w", email="w@example.org", password=PASSWORD)
    Membership.objects.create(organisation=guarded, person=worker, role=Role.WORKER)
    _sign_in(visitor, worker.email)
    assert visitor.get(f"/en/organisations/{guarded.pk}/").status_code == 200


def test_who_is_no_member_does_not_learn_that_a_second_factor_is_demanded(guarded: Organisation) -> None:
    stranger = User.objects.create_user(username="s", email="s@example.org", password=PASSWORD)
    browser = Client(headers={"host": "localhost"})
    sign_in(browser, stranger)
    assert browser.get(f"/en/organisations/{guarded.pk}/").status_code == 404


@pytest.mark.parametrize("demanded", [True, False])
def test_a_new_organisation_demands_it_in_production(
    claire: User,
    settings: Settings,
    demanded: bool,  # noqa: FBT001
) -> None:
    settings.SECOND_FACTOR_DEMANDED = demanded
    assert found(claire, "Hospital", Kind.EMPLOYER).second_factor is demanded


def test_an_owner_switches_the_demand(signed_in: Client, hospital: Organisation) -> None:
    signed_in.post(f"/en/organisations/{hospital.pk}/settings/", {"name": "Hospital", "second_factor": "on"})
    hospital.refresh_from_db()
    assert hospital.second_factor
    assert signed_in.get(f"/en/organisations/{hospital.pk}/settings/").status_code == 403


def test_rows_of_others_are_closed_twelve_hours_after_the_last_proof(
    visitor: Client, hospital: Organisation
) -> None:
    _sign_in(visitor)
    here = f"/en/organisations/{hospital.pk}/members/"
    assert visitor.get(here).status_code == 200
    _age_the_proof(visitor, 12 * 3600 + 1)
    asked = visitor.get(here)
    assert asked["Location"].startswith(PROVE)
    assert visitor.post(asked["Location"], {"password": PASSWORD})["Location"] == here
    assert visitor.get(here).status_code == 200


def test_the_organisation_is_deleted_only_after_a_fresh_proof(visitor: Client, hospital: Organisation) -> None:
    _sign_in(visitor)
    _age_the_proof(visitor, 30 * 60 + 1)
    here = f"/en/organisations/{hospital.pk}/delete/"
    assert visitor.post(here, {"name": "Hospital"})["Location"].startswith(PROVE)
    assert Organisation.objects.exists()
    assert visitor.post(PROVE, {"password": "wrong"}).status_code == 200
    assert visitor.post(here, {"name": "Hospital"})["Location"].startswith(PROVE)
    visitor.post(PROVE, {"password": PASSWORD})
    assert visitor.post(here, {"name": "Hospital"}).status_code == 302
    assert not Organisation.objects.exists()


@pytest.mark.parametrize("page", ["workers/export/", "tokens/"])
def test_an_export_of_all_workers_and_a_token_ask_for_a_fresh_proof(
    visitor: Client, hospital: Organisation, page: str
) -> None:
    _sign_in(visitor)
    here = f"/en/organisations/{hospital.pk}/{page}"
    assert visitor.get(here).status_code == 200
    _age_the_proof(visitor, 30 * 60 + 1)
    asked = visitor.get(here)
    assert asked["Location"].startswith(PROVE)
    assert visitor.post(asked["Location"], {"password": PASSWORD})["Location"] == here


@pytest.mark.usefixtures("claire")
@pytest.mark.parametrize("page", ["/en/mydays/account/export/", "/en/mytokens/", "/en/mydays/account/delete/"])
def test_what_opens_a_whole_account_asks_for_a_fresh_proof(visitor: Client, page: str) -> None:
    _sign_in(visitor)
    _age_the_proof(visitor, 30 * 60 + 1)
    assert visitor.get(page)["Location"].startswith(PROVE)


def test_the_password_alone_does_not_open_an_account_with_a_second_factor(claire: User, visitor: Client) -> None:
    secret = generate_totp_secret()
    TOTP.activate(claire, secret)
    RecoveryCodes.activate(claire)
    _sign_in(visitor)
    assert visitor.get("/en/mydays/").status_code == 302
    assert visitor.post("/en/account/2fa/authenticate/", {"code": "000000"}).status_code == 200
    code = format_hotp_value(hotp_value(secret, next(iter(counters()))))
    assert visitor.post("/en/account/2fa/authenticate/", {"code": code}).status_code == 302
    assert visitor.get("/en/mydays/new/").status_code == 200
    again = Client(headers={"host": "localhost"})
    _sign_in(again)
    assert again.post("/en/account/2fa/authenticate/", {"code": code}).status_code == 200, "a code opens once"


def test_the_secrets_of_second_factors_are_encrypted(claire: User, settings: Settings) -> None:
    secret = generate_totp_secret()
    TOTP.activate(claire, secret)
    kept = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    assert kept.startswith(MARK)
    assert secret not in kept
    adapter = EncryptedFactors()
    assert adapter.decrypt(kept) == secret
    assert adapter.decrypt("from before") == "from before"
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "a-new-key" * 8
    assert adapter.decrypt(kept) == secret, "a key that was replaced still reads"
    settings.SECRET_KEY_FALLBACKS = []
    assert adapter.decrypt(kept) == "", "and opens nothing once it is gone"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "password", ["Grenswerk2026!", "télétravail-1".replace("é", "e"), "homeoffice123", "12345678910"]
)
def test_a_password_that_is_easy_to_guess_is_refused(visitor: Client, password: str) -> None:
    answer = visitor.post("/nl/account/signup/", {"email": "new@example.org", "password1": password})
    assert answer.status_code == 200
    assert not User.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "password", ["8" + "3917205864" * 2, "æøå ñ 漢字 ☃ — 三日", "x" * 20 + "correct horse" * 6]
)
def test_a_password_of_any_letters_and_of_any_length_is_taken(visitor: Client, password: str) -> None:
    answer = visitor.post("/nl/account/signup/", {"email": "new@example.org", "password1": password})
    assert answer.status_code == 302
    browser = Client(headers={"host": "localhost"})
    assert browser.post(LOGIN, {"login": "new@example.org", "password": password}).status_code == 302
    assert browser.get("/en/mydays/new/").status_code == 200
    other = Client(headers={"host": "localhost"})
    other.post(LOGIN, {"login": "new@example.org", "password": password[:-1]})
    assert other.get("/en/mydays/new/").status_code == 302, "nothing of a password is cut off"


def test_words_of_the_site_are_taken_within_a_longer_password() -> None:
    WordsOfTheSite().validate("grenswerk boven op de berg")
    with pytest.raises(ValidationError):
        WordsOfTheSite().validate("xXgrenswerkXx")


def test_a_breached_password_is_found_in_the_file(tmp_path: Path, settings: Settings) -> None:
    words = [f"word number {number}" for number in range(997)]
    lines = sorted(
        f"{hashlib.sha1(word.encode()).hexdigest().upper()}:{number}" for number, word in enumerate(words)
    )
    file = tmp_path / "pwned"
    file.write_text("\r\n".join(lines))
    assert all(stands_in(file, line.partition(":")[0]) for line in lines)
    assert not any(stands_in(file, hashlib.sha1(f"{n}".encode()).hexdigest().upper()) for n in range(997))
    Breached().validate(words[0])
    settings.BREACHED_PASSWORDS = str(file)
    Breached().validate("none of them")
    with pytest.raises(ValidationError):
        Breached().validate(words[996])
    file.write_text("")
    assert not stands_in(file, "0" * 40)


def test_signing_in_gives_a_new_session_and_signing_out_ends_it(claire: User, visitor: Client) -> None:
    visitor.get(LOGIN)
    session = visitor.session
    session["planted"] = "by somebody else"
    session.save()
    before = session.session_key
    visitor.cookies["sessionid"] = before or ""
    _sign_in(visitor)
    after = visitor.cookies["sessionid"].value
    assert after != before
    assert not Session.objects.filter(session_key=before).exists()
    assert visitor.get("/en/mydays/new/").status_code == 200
    left = visitor.post("/en/account/logout/")
    assert left["Clear-Site-Data"] == '"cache", "storage"'
    visitor.cookies["sessionid"] = after
    assert visitor.get("/en/mydays/new/").status_code == 302
    assert claire.pk


def test_a_new_password_ends_all_other_sessions(claire: User, visitor: Client) -> None:
    other = Client(headers={"host": "localhost"})
    _sign_in(visitor)
    _sign_in(other)
    new = {"oldpassword": PASSWORD, "password1": "five-days-in-the-office", "password2": "five-days-in-the-office"}
    visitor.post("/en/account/password/change/", {**new, "oldpassword": "wrong"})
    assert other.get("/en/mydays/new/").status_code == 200
    assert visitor.post("/en/account/password/change/", new).status_code == 302
    assert other.get("/en/mydays/new/").status_code == 302
    assert mail.outbox[-1].to == [claire.email]


@pytest.mark.usefixtures("claire")
def test_one_sees_where_one_is_signed_in_and_ends_it_after_a_proof(visitor: Client) -> None:
    other = Client(headers={"host": "localhost"})
    _sign_in(other, agent="A stolen telephone")
    _sign_in(visitor)
    page = visitor.get("/en/account/sessions/").content.decode()
    assert "A stolen telephone" in page
    assert visitor.post("/en/account/sessions/")["Location"].startswith(PROVE)
    assert other.get("/en/mydays/new/").status_code == 200
    visitor.post(PROVE, {"password": PASSWORD})
    visitor.post("/en/account/sessions/")
    assert other.get("/en/mydays/new/").status_code == 302
    assert visitor.get("/en/mydays/new/").status_code == 200
    assert UserSession.objects.count() == 1


def test_a_sign_in_from_a_new_browser_is_told_by_mail(claire: User, visitor: Client, settings: Settings) -> None:
    settings.MAIL_REACHES_PEOPLE = True
    _sign_in(visitor)
    assert not mail.outbox, "not at the first sign-in of a new account"
    User.objects.update(date_joined=timezone.now() - dt.timedelta(days=9))
    _sign_in(Client(headers={"host": "localhost"}))
    assert not mail.outbox, "not from a browser in which one is signed in"
    _sign_in(Client(headers={"host": "localhost"}), agent="A browser\r\nBcc: thief@example.org")
    assert mail.outbox[-1].to == [claire.email]
    assert "A browser" in mail.outbox[-1].body
    assert mail.outbox[-1].recipients() == [claire.email]


def test_pages_made_for_a_person_are_kept_by_no_cache(signed_in: Client, hospital: Organisation) -> None:
    for page in ("/en/mydays/new/", f"/en/organisations/{hospital.pk}/", "/en/mydays/account/export/", "/en/law/"):
        answer = signed_in.get(page)
        assert "no-store" in answer["Cache-Control"], page
        assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.django_db
def test_the_pages_of_the_account_are_kept_by_no_cache(visitor: Client) -> None:
    for page in ("login/", "signup/", "password/reset/"):
        assert "no-store" in visitor.get(f"/en/account/{page}")["Cache-Control"]
    assert "no-store" not in visitor.get("/en/calculator/")["Cache-Control"]


def test_cookies_in_production_belong_to_this_host_and_to_no_script() -> None:
    given = {
        **os.environ,
        "GRENSWERK_PRODUCTION": "1",
        "GRENSWERK_SECRET_KEY": "k3y-" + "".join(chr(33 + number % 90) for number in range(7, 77)),
        "GRENSWERK_HOSTS": "grenswerk.example",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    program = (
        "from grenswerk.web import settings as s;"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,"
        " s.SESSION_COOKIE_HTTPONLY, s.CSRF_COOKIE_HTTPONLY, s.SESSION_COOKIE_SAMESITE, s.SECOND_FACTOR_DEMANDED,"
        " s.DEBUG, s.SECURE_HSTS_SECONDS >= 31536000, s.SECURE_HSTS_INCLUDE_SUBDOMAINS)"
    )
    said = subprocess.run([sys.executable, "-c", program], env=given, capture_output=True, text=True, check=True)
    assert said.stdout.split() == [
        "__Host-session", "__Host-csrf", *["True"] * 4, "Lax", "True", "False", "True", "True",
    ]  # fmt: skip


def test_the_session_cookie_is_hidden_from_scripts_and_from_other_sites(claire: User, visitor: Client) -> None:
    _sign_in(visitor)
    cookie = visitor.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert int(cookie["max-age"] or 0) <= 14 * 24 * 3600
    assert len(cookie.value) >= 32
    assert "messages" not in visitor.cookies
    assert claire.pk
