"""Who guesses learns nothing: accounts, passwords, invitations and tokens."""

from __future__ import annotations

import re
import statistics
import time
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import User
from django.core import mail
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from grenswerk.web.api.models import Token
from grenswerk.web.api.scopes import Scope
from grenswerk.web.api.tokens import make_token, token_of
from grenswerk.web.mydays.feeds import feed_of, open_feed
from grenswerk.web.mydays.models import Feed, Year
from grenswerk.web.organisations.access import Standing
from grenswerk.web.organisations.membership import found, invitation_of, invite
from grenswerk.web.organisations.models import Kind, Role
from tests.web.browsers import sign_in

PASSWORD = "three-days-at-home"


@pytest.fixture
def _mail(settings: Settings) -> None:
    """A site whose mail reaches people: addresses are confirmed."""
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.MAIL_REACHES_PEOPLE = True


def _text(answer: Any) -> str:
    """The page without what differs each time."""
    page = re.sub(r'(name="csrfmiddlewaretoken" value=|"challenge": )"[^"]*"', "", answer.content.decode())
    return re.sub(r"[\w.]+@example\.org", "", page)


@pytest.mark.usefixtures("claire")
def test_a_wrong_password_and_an_unknown_account_are_answered_alike(visitor: Client) -> None:
    answers = []
    for login in ("claire@example.org", "nobody@example.org"):
        cache.clear()
        answers.append(visitor.post("/en/account/login/", {"login": login, "password": "wrong"}))
    assert answers[0].status_code == answers[1].status_code
    assert _text(answers[0]) == _text(answers[1])


@pytest.mark.usefixtures("claire")
def test_a_reset_is_answered_alike_for_a_known_and_an_unknown_address(visitor: Client) -> None:
    pages = []
    for address in ("claire@example.org", "nobody@example.org"):
        cache.clear()
        answer = visitor.post("/en/account/password/reset/", {"email": address}, follow=True)
        pages.append((answer.redirect_chain, _text(answer)))
    assert pages[0] == pages[1]
    assert [sent.to for sent in mail.outbox] == [["claire@example.org"], ["nobody@example.org"]]
    assert re.search(r"/password/reset/key/", str(mail.outbox[0].body))
    assert not re.search(r"/password/reset/key/", str(mail.outbox[1].body))


@pytest.mark.usefixtures("claire", "_mail")
def test_who_makes_an_account_does_not_learn_that_there_is_one(visitor: Client) -> None:
    pages = []
    for address in ("claire@example.org", "nobody@example.org"):
        cache.clear()
        browser = Client(headers={"host": "localhost"})
        data = {"email": address, "password1": "a-long-enough-word"}
        answer = browser.post("/en/account/signup/", data, follow=True)
        pages.append((answer.redirect_chain, _text(answer)))
    assert pages[0] == pages[1]
    assert User.objects.get(email="claire@example.org").check_password(PASSWORD)
    assert visitor.get("/en/mydays/").status_code == 302


def test_an_unknown_account_takes_as_long_as_a_wrong_password(claire: User, settings: Settings) -> None:
    """The password is hashed in both cases: the medians differ by less than the time of a hash."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    claire.set_password(PASSWORD)
    claire.save()

    def seconds(login: str) -> float:
        browser = Client(headers={"host": "localhost"})
        taken = []
        for _ in range(5):
            cache.clear()
            start = time.perf_counter()
            browser.post("/en/account/login/", {"login": login, "password": "wrong-but-long"})
            taken.append(time.perf_counter() - start)
        return statistics.median(taken)

    known, unknown = seconds(claire.email), seconds("nobody@example.org")
    assert min(known, unknown) > 0.5 * max(known, unknown)


@pytest.mark.usefixtures("claire")
def test_resets_are_limited_and_their_key_opens_once(visitor: Client) -> None:
    codes = [
        visitor.post("/en/account/password/reset/", {"email": "claire@example.org"}).status_code for _ in range(8)
    ]
    assert 429 in codes
    address = re.search(r"http://localhost(/\S+/key/\S+)", str(mail.outbox[0].body))
    assert address
    new = {"password1": "five-days-at-the-office", "password2": "five-days-at-the-office"}
    there = visitor.get(address[1])
    assert visitor.post(there["Location"], new).status_code == 302
    other = Client(headers={"host": "localhost"})
    assert other.get(address[1]).status_code == 200
    assert "password1" not in other.get(address[1]).content.decode()


@pytest.mark.django_db
def test_new_accounts_from_one_address_are_limited(visitor: Client) -> None:
    codes = [visitor.post("/en/account/signup/", {"email": "x", "password1": "y"}).status_code for _ in range(25)]
    assert codes[0] == 200
    assert codes[-1] == 429


def test_what_costs_time_is_limited_even_to_look_at(visitor: Client) -> None:
    """A document is drawn for each request, so that asking for one again and again is refused."""
    codes = [visitor.get("/en/calculator/case/nothing/pdf/").status_code for _ in range(35)]
    assert set(codes[:30]) == {404}
    assert codes[-1] == 429


def test_whom_a_mail_address_belongs_to_is_not_told_to_who_invites(claire: User) -> None:
    """An invitation of an address with an account and of one without are answered alike."""
    hospital = found(claire, "Hospital", Kind.EMPLOYER)
    User.objects.create_user(username="known", email="known@example.org")
    browser = Client(headers={"host": "localhost"})
    sign_in(browser, claire)
    pages = []
    for address in ("known@example.org", "unknown@example.org"):
        data = {"mail": address, "role": "hr"}
        answer = browser.post(f"/en/organisations/{hospital.pk}/invitations/", data)
        pages.append((answer.status_code, answer["Location"]))
    assert pages[0] == pages[1]


def test_secrets_are_long_kept_as_hashes_and_found_whole(claire: User, year: Year) -> None:
    """Nothing is compared letter by letter: a secret is looked up by its hash, and a part of it finds nothing."""
    hospital = found(claire, "Hospital", Kind.EMPLOYER)
    _, token = make_token(claire, hospital, "payroll", [Scope.LAW], 30)
    feed = open_feed(year, Feed.Kind.DAYS, "en")
    standing = Standing(hospital, claire, Role.OWNER)
    invite(standing, "daan@example.org", Role.HR, "http://localhost")
    for secret in (token.removeprefix("grw_"), feed):
        assert len(secret) >= 43, "256 bits"
        assert len(set(secret)) > 15
    assert token not in str(list(Token.objects.values_list()))
    assert feed not in str(list(Feed.objects.values_list()))
    assert token_of(token)
    assert feed_of(feed)
    for wrong in (token[:-1], token + "x", token.upper(), "", " " + token, token + "\x00", "é" * 40):
        assert token_of(wrong) is None
        assert feed_of(wrong) is None
        with pytest.raises(Exception, match=r"^$"):
            invitation_of(wrong)


def test_an_account_that_was_switched_off_opens_nothing(signed_in: Client, claire: User) -> None:
    assert signed_in.get("/en/mydays/new/").status_code == 200
    User.objects.filter(pk=claire.pk).update(is_active=False)
    assert signed_in.get("/en/mydays/new/").status_code == 302
    browser = Client(headers={"host": "localhost"})
    browser.post("/en/account/login/", {"login": claire.email, "password": PASSWORD})
    assert browser.get("/en/mydays/new/").status_code == 302


def test_a_mail_address_counts_as_ones_own_only_when_it_was_confirmed(claire: User, visitor: Client) -> None:
    """A second address is not used for anything until its mail was answered."""
    visitor.post("/en/account/login/", {"login": claire.email, "password": PASSWORD})
    visitor.post("/en/account/reauthenticate/", {"password": PASSWORD})
    visitor.post("/en/account/email/", {"action_add": "", "email": "boss@example.org"})
    added = EmailAddress.objects.filter(email="boss@example.org")
    assert not added.filter(verified=True).exists()
    claire.refresh_from_db()
    assert claire.email == "claire@example.org"


@pytest.mark.parametrize(
    ("page", "field"), [("/en/account/login/", "password"), ("/en/account/signup/", "password1")]
)
def test_the_time_of_an_answer_does_not_tell_whether_there_is_an_account(
    claire: User, monkeypatch: pytest.MonkeyPatch, settings: Settings, page: str, field: str
) -> None:
    """What takes long is to hash a password: it is done once for each address."""
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    hashed: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    for address in (claire.email, "nobody@example.org"):
        hashed.clear()
        given = {"login": address, "email": address, field: "four-days-in-Aachen"}
        Client(headers={"host": "localhost"}).post(page, given)
        assert len(hashed) == 1, address
