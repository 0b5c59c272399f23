"""Tokens: shown once, kept as a hash, open what they say until they end, ended by who owns them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from grenswerk.web.api.models import Token
from grenswerk.web.api.scopes import OF_A_PERSON, OF_AN_ORGANISATION, Scope
from grenswerk.web.api.tokens import make_token
from grenswerk.web.audit.models import Entry
from grenswerk.web.organisations.models import Organisation, Role
from tests.web.api_world import WORKER, posted, program, token_for

FORM = {"name": "payroll", "scopes": ["assess", "law"], "days": "90"}


def shown(answer: Any) -> str:
    """The text of the token that a page shows."""
    found = re.search(r'value="(grw_[\w-]{43})"', answer.content.decode())
    assert found, answer.content.decode()
    return found[1]


def test_an_owner_makes_a_token_that_is_shown_once_and_kept_as_a_hash(
    signed_in: Client, firm: Organisation
) -> None:
    here = f"/en/organisations/{firm.pk}/tokens/"
    made = signed_in.post(here, FORM)
    assert made["Cache-Control"] == "no-store"
    secret = shown(made)
    assert secret not in signed_in.get(here).content.decode()
    token = Token.objects.get()
    assert secret not in "".join(map(str, vars(token).values()))
    assert token.begins == secret[:8]
    assert posted(program(secret), "/api/v1/assess", WORKER).status_code == 200
    page = signed_in.get(here).content.decode()
    assert "assess, law" in page
    assert "never" not in page
    assert [entry.action for entry in Entry.objects.filter(thing=f"token:{token.pk}")] == ["token_made"]


def test_a_person_makes_a_token_for_the_own_days(signed_in: Client, claire: User) -> None:
    secret = shown(signed_in.post("/en/mytokens/", {**FORM, "scopes": ["days:read"]}))
    assert program(secret).get("/api/v1/days").json() == []
    assert Token.objects.get().person == claire
    assert "Tokens" in signed_in.get("/en/mydays/account/").content.decode()


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"scopes": []}, {"scopes": ["days:read"]}, {"scopes": ["root"]}, {"days": "9999"}]
)
def test_a_token_without_name_scope_or_end_is_not_made(
    signed_in: Client, firm: Organisation, wrong: dict[str, Any]
) -> None:
    assert signed_in.post(f"/en/organisations/{firm.pk}/tokens/", {**FORM, **wrong}).status_code == 422
    assert not Token.objects.exists()


def test_a_revoked_an_ended_and_an_unknown_token_open_nothing(
    signed_in: Client, claire: User, firm: Organisation
) -> None:
    secret = token_for(claire, firm)
    client, token = program(secret), Token.objects.get()
    assert client.get("/api/v1/law/timeline").status_code == 200
    assert signed_in.post(f"/en/organisations/{firm.pk}/tokens/{token.pk}/revoke/").status_code == 302
    assert "There is no valid token" in signed_in.get(f"/en/organisations/{firm.pk}/tokens/").content.decode()
    ended = token_for(claire, firm)
    Token.objects.exclude(pk=token.pk).update(ends=timezone.now() - dt.timedelta(seconds=1))
    for given in (secret, ended, secret[:-1], "x", "Ω" * 40):
        answer = program(None).get("/api/v1/law/timeline", headers={"authorization": f"Bearer {given}"})
        assert answer.status_code == 401
        assert answer.json()["error"].startswith("Authorization: the token is unknown, ended or revoked")
        assert answer["WWW-Authenticate"].startswith("Bearer")


def test_without_a_token_there_is_no_answer_and_a_session_is_none(signed_in: Client) -> None:
    for client in (program(None), signed_in):
        for header in ({}, {"authorization": "Basic Y2xhaXJlOng="}, {"authorization": "Bearer"}):
            answer = client.get("/api/v1/law/timeline", headers=header)
            assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
            assert answer.json()["error"].startswith("Authorization: is missing")


@pytest.mark.parametrize("scope", OF_AN_ORGANISATION)
def test_a_token_opens_only_what_its_scope_says(claire: User, firm: Organisation, scope: Scope) -> None:
    client = program(token_for(claire, firm, [scope]))
    asked = {
        Scope.ASSESS: posted(client, "/api/v1/assess", WORKER),
        Scope.LAW: client.get("/api/v1/law/timeline"),
        Scope.DOSSIER: client.get("/api/v1/dossier/status"),
        Scope.BATCH: posted(client, "/api/v1/batch", "x", "text/plain"),
    }
    for needed, answer in asked.items():
        assert (answer.status_code == 403) is (needed != scope), needed
        if answer.status_code == 403:
            expected = f"Authorization: the token may {scope}: expected a token that may {needed}"
            assert answer.json()["error"] == expected


def test_no_scope_acts_as_an_owner_and_none_of_a_person_within_an_organisation() -> None:
    assert {scope.role for scope in Scope} <= {None, Role.VIEWER, Role.HR}
    assert not any(scope.role for scope in OF_A_PERSON)
    assert not {Scope.DAYS_READ, Scope.DAYS_WRITE} & set(OF_AN_ORGANISATION)


def test_who_asks_too_often_is_told_to_pause(payroll: Client, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "api": "2/m/key"}
    codes = [payroll.get("/api/v1/law/timeline").status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    answer = payroll.get("/api/v1/law/timeline")
    assert answer["Retry-After"] == "60"
    assert answer.json()["error"] == "the token has asked too often: expected a pause of a minute"


def test_a_token_of_an_account_that_is_closed_opens_nothing(claire: User, firm: Organisation) -> None:
    own, of_the_firm = program(token_for(claire)), program(token_for(claire, firm))
    claire.is_active = False
    claire.save()
    assert own.get("/api/v1/law/timeline").status_code == 401
    assert of_the_firm.get("/api/v1/law/timeline").status_code == 200
    firm.delete()
    assert of_the_firm.get("/api/v1/law/timeline").status_code == 401


def test_the_database_refuses_a_token_of_nobody_and_of_two(claire: User, firm: Organisation) -> None:
    token, _ = make_token(claire, firm, "payroll", [Scope.LAW], 30)
    for owners in ({"organisation": None}, {"person": claire}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Token.objects.filter(pk=token.pk).update(**owners)


def test_use_is_noted_to_the_minute(payroll: Client) -> None:
    payroll.get("/api/v1/law/timeline")
    first = Token.objects.get().used
    assert first is not None
    payroll.get("/api/v1/law/timeline")
    assert Token.objects.get().used == first
