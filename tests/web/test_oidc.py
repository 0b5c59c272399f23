"""Signing in by the provider of an organisation, against a real one that runs beside the tests."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client

from grenswerk.model.errors import BadInput
from grenswerk.web.accounts.providers import read_providers
from tests.web.oidc_provider import WithProofKey, running

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # within the provider's own libraries
SECRET = "kept-in-the-environment"
LOGIN = "/en/account/oidc/works/login/"


@pytest.fixture
def provider(settings: Any) -> Iterator[tuple[WithProofKey, str]]:
    """The provider of an organisation, as the environment names it."""
    with running() as (front, address):
        known = {"id": "works", "name": "The Works", "issuer": address, "client_id": "grenswerk", "secret": SECRET}
        found = read_providers(json.dumps([{**known, "domains": ["works.example"]}]), production=False)
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {
                **settings.SOCIALACCOUNT_PROVIDERS["openid_connect"],
                "APPS": [each.app for each in found],
            }
        }
        yield front, address


def _person(address: str, number: str, **claims: Any) -> None:
    requests.put(f"{address}/users/{number}", json=claims, timeout=10).raise_for_status()


def _begun(browser: Client) -> str:
    """The address at the provider to which the browser is sent."""
    answer = browser.post(LOGIN)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def _agreed(asked: str, number: str) -> str:
    """What the provider sends the browser back with, once the person has signed in there."""
    answer = requests.post(asked, data={"sub": number}, allow_redirects=False, timeout=10)
    assert answer.status_code == 302, answer.text
    back = urlsplit(answer.headers["Location"])
    assert back.path == "/account/oidc/works/login/callback/"
    return f"{back.path}?{back.query}"


def _signed_in_by(browser: Client, number: str) -> Any:
    return browser.get(_agreed(_begun(browser), number))


def _is_in(browser: Client) -> bool:
    return browser.get("/en/mydays/account/").status_code == 200


@pytest.mark.django_db
@pytest.mark.usefixtures("provider")
def test_the_page_to_sign_in_offers_the_provider_and_none_where_there_is_none(
    visitor: Client, settings: Any
) -> None:
    assert "Sign in by The Works" in visitor.get("/en/account/login/").content.decode()
    assert "Inloggen via The Works" in visitor.get("/nl/account/login/").content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {}}
    assert "organisation" not in visitor.get("/en/account/login/").content.decode()


@pytest.mark.django_db
def test_somebody_of_the_organisation_gets_an_account_with_a_confirmed_address(
    visitor: Client, provider: tuple[WithProofKey, str]
) -> None:
    front, address = provider
    _person(address, "7", email="eva@works.example", email_verified=True, name="Eva Maes", birthdate="1980-01-01")
    asked = parse_qs(urlsplit(_begun(visitor)).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}
    assert SECRET not in str(asked)
    assert _signed_in_by(visitor, "7").status_code == 302
    assert front.tokens == 1
    assert _is_in(visitor)
    assert EmailAddress.objects.get().verified
    eva = User.objects.get()
    assert (eva.email, eva.first_name, eva.last_name) == ("eva@works.example", "", "")
    assert SocialAccount.objects.get().extra_data == {}
    assert not SocialToken.objects.exists()
    again = Client(headers={"host": "localhost"})
    assert _signed_in_by(again, "7").status_code == 302
    assert _is_in(again)
    assert User.objects.count() == 1
    assert SocialAccount.objects.get().extra_data == {}


@pytest.mark.django_db(transaction=True)
def test_the_whole_flow_works_between_two_servers(live_server: Any, provider: tuple[WithProofKey, str]) -> None:
    """A browser that follows every form and every redirection over HTTP."""
    _, address = provider
    _person(address, "8", email="jan@works.example", email_verified=True)
    site = live_server.url.replace("127.0.0.1", "localhost")
    with requests.Session() as browser:
        page = browser.get(f"{site}/fr/account/login/", timeout=30).text
        form = re.search(r'action="([^"]+/oidc/works/login/[^"]*)".*?value="([^"]+)"', page, re.DOTALL)
        assert form is not None
        sent = {"csrfmiddlewaretoken": form[2]}
        at_provider = browser.post(f"{site}{form[1].replace('&amp;', '&')}", sent, timeout=30)
        assert at_provider.url.startswith(f"{address}/oauth2/authorize")
        back = browser.post(at_provider.url, {"sub": "8"}, timeout=30)
        assert back.url.startswith(f"{site}/")
        assert browser.get(f"{site}/en/mydays/account/", timeout=30).status_code == 200
        assert browser.get(f"{site}/en/mydays/account/", timeout=30).url.endswith("/en/mydays/account/")


def _refused(browser: Client, address: str) -> None:
    answer = browser.get(address)
    assert answer.status_code in (200, 401, 403)
    assert not _is_in(browser)
    assert not User.objects.exists()


@pytest.mark.django_db
def test_an_answer_with_another_state_opens_nothing(visitor: Client, provider: tuple[WithProofKey, str]) -> None:
    _person(provider[1], "7", email="eva@works.example", email_verified=True)
    back = _agreed(_begun(visitor), "7")
    state = parse_qs(urlsplit(back).query)["state"][0]
    _refused(visitor, back.replace(state, "0" * len(state)))


@pytest.mark.django_db
def test_the_answer_to_one_browser_opens_nothing_in_another(
    visitor: Client, provider: tuple[WithProofKey, str]
) -> None:
    _person(provider[1], "7", email="eva@works.example", email_verified=True)
    back = _agreed(_begun(visitor), "7")
    other = Client(headers={"host": "localhost"})
    _begun(other)
    _refused(other, back)


@pytest.mark.django_db
def test_an_identity_with_another_nonce_opens_nothing(visitor: Client, provider: tuple[WithProofKey, str]) -> None:
    front, address = provider
    _person(address, "7", email="eva@works.example", email_verified=True)
    asked = _begun(visitor)
    front.nonce = "of-another-session"
    _refused(visitor, _agreed(asked, "7"))
    assert front.tokens == 1


@pytest.mark.django_db
def test_a_code_without_the_proof_of_who_asked_gives_no_token(
    visitor: Client, provider: tuple[WithProofKey, str]
) -> None:
    front, address = provider
    _person(address, "7", email="eva@works.example", email_verified=True)
    back = _agreed(_begun(visitor), "7")
    front.challenges = dict.fromkeys(front.challenges, "of-another-request")
    _refused(visitor, back)


def test_a_provider_opens_no_account_that_exists_by_its_address(
    claire: User, visitor: Client, provider: tuple[WithProofKey, str]
) -> None:
    """Neither where it says that the address is confirmed, nor where it does not."""
    for number, verified in (("1", False), ("2", True)):
        _person(provider[1], number, email=claire.email, email_verified=verified)
        answer = _signed_in_by(visitor, number)
        assert answer["Location"].endswith("/signup/")  # with another address
        assert not _is_in(visitor)
    assert User.objects.get() == claire
    assert not SocialAccount.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "verified"),
    [
        ("eva@works.example", False),
        ("eva@elsewhere.example", True),
        ("eva@not-works.example", True),
        ("eva@works.example", "yes"),
    ],
)
def test_an_address_that_the_provider_may_not_or_does_not_confirm_is_confirmed_by_mail_first(
    visitor: Client, provider: tuple[WithProofKey, str], address: str, verified: Any
) -> None:
    _person(provider[1], "9", email=address, email_verified=verified)
    _signed_in_by(visitor, "9")
    assert not _is_in(visitor)
    assert not EmailAddress.objects.get().verified
    assert [message.to for message in mail.outbox] == [[address]]


def test_somebody_who_is_signed_in_connects_the_provider(
    claire: User, visitor: Client, provider: tuple[WithProofKey, str]
) -> None:
    visitor.post("/en/account/login/", {"login": claire.email, "password": "three-days-at-home"})
    _person(provider[1], "5", email="other@elsewhere.example", email_verified=True)
    asked = visitor.post(f"{LOGIN}?process=connect")
    visitor.get(_agreed(asked["Location"], "5"))
    assert SocialAccount.objects.get().user == claire
    later = Client(headers={"host": "localhost"})
    _signed_in_by(later, "5")
    assert _is_in(later)


GOOD = {"id": "works", "name": "W", "issuer": "https://login.works.example", "client_id": "x", "secret": SECRET}


@pytest.mark.parametrize(
    "given",
    [
        "not json",
        json.dumps(GOOD),
        json.dumps([{**GOOD, "secret": ""}]),
        json.dumps([{**GOOD, "issuer": "http://login.works.example"}]),
        json.dumps([{**GOOD, "issuer": "http://localhost:1"}]),
        json.dumps([{**GOOD, "colour": "red"}]),
        json.dumps([GOOD, GOOD]),
    ],
)
def test_a_provider_that_cannot_be_used_is_told_in_a_line_without_its_secret(given: str) -> None:
    with pytest.raises(BadInput, match="GRENSWERK_OIDC") as refused:
        read_providers(given, production=True)
    assert SECRET not in str(refused.value)
    assert "\n" not in str(refused.value)
