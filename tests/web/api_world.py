"""Who asks the API in the tests: an organisation with a token, and a program that uses it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import User
from django.test import Client

from grenswerk.web.api.scopes import OF_A_PERSON, OF_AN_ORGANISATION, Scope
from grenswerk.web.api.tokens import make_token
from grenswerk.web.organisations.models import Kind, Membership, Organisation, Role

WORKER = {
    "year": 2026,
    "worker": {"residence": "BE"},
    "employments": [{"employer_state": "NL", "gross_pay": 50000}],
    "days": {"counts": {"work": 180, "home": 34, "third": {"FR": 1}}},
}


def founded(name: str, owner: User, kind: Kind = Kind.EMPLOYER) -> Organisation:
    """An organisation with its owner."""
    organisation = Organisation.objects.create(name=name, kind=kind)
    Membership.objects.create(organisation=organisation, person=owner, role=Role.OWNER)
    return organisation


def token_for(
    owner: User,
    organisation: Organisation | None = None,
    scopes: Sequence[Scope] = (),
    days: int = 30,
) -> str:
    """The text of a new token; it may all where no scopes are given."""
    scopes = scopes or (OF_AN_ORGANISATION if organisation else OF_A_PERSON)
    return make_token(owner, organisation, "payroll", scopes, days)[1]


def program(token: str | None) -> Client:
    """A program that sends this token with every request."""
    headers = {"host": "localhost", **({"authorization": f"Bearer {token}"} if token else {})}
    return Client(headers=headers)


def posted(client: Client, address: str, data: Any, kind: str = "application/json") -> Any:
    """The response to a body of a kind."""
    return client.post(address, data, content_type=kind)
