"""Every operation of the API, asked without a token, with a session, with too little and with another's token."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from grenswerk.web.api.scopes import OF_A_PERSON, OF_AN_ORGANISATION, Scope
from grenswerk.web.api.v1.api import api
from grenswerk.web.organisations.models import Organisation, Role
from tests.web.api_world import program, token_for
from tests.web.test_walk import STEPS, Step
from tests.web.walk_world import World, make_world

OPERATIONS = {name: step for name, step in STEPS.items() if step.who == "token"}
pytestmark = pytest.mark.django_db
METHODS = ("get", "post", "put", "patch", "delete")


@pytest.fixture(scope="module")
def world(kept_for_the_file: None) -> World:  # noqa: ARG001
    """The world of the walk."""
    return make_world()


def ask(client: Client, method: str, address: str) -> int:
    """The status of a request, whose body is of a kind that no operation takes."""
    client.raise_request_exception = False
    send = getattr(client, method)
    answer: Any = send(address) if method in ("get", "delete") else send(address, "x", content_type="text/plain")
    return int(answer.status_code)


def address_of(name: str, step: Step, world: World) -> str:
    """The address with the rows of the organisation that is walked."""
    things = world.things[step.kind]
    args = {key: things.get(value, value) if isinstance(value, str) else value for key, value in step.args.items()}
    return reverse(name, kwargs=args)


def owner_of(world: World, step: Step) -> tuple[User, Organisation | None]:
    """Whose token opens the operation: that of the organisation, or of Claire where it is about her days."""
    if {*step.scopes.values()} <= {"days:read", "days:write"}:
        return world.claire, None
    return world.people[step.kind][Role.OWNER], world.organisations[step.kind]


def test_every_operation_of_the_description_is_walked_with_its_scope() -> None:
    described = {
        (details["operationId"], method, details["security"][0]["Bearer"][0])
        for path in api.get_openapi_schema(path_prefix="/api/v1/")["paths"].values()
        for method, details in path.items()
    }
    walked = {(method, scope) for step in OPERATIONS.values() for method, scope in step.scopes.items()}
    assert {(method, scope) for _, method, scope in described} == walked
    assert len(described) == sum(len(step.scopes) for step in OPERATIONS.values())
    assert {f"api-v1:{name}" for name, *_ in described} >= set(OPERATIONS)


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_is_open_to_its_token_and_to_no_other(name: str, world: World) -> None:
    step = OPERATIONS[name]
    address = address_of(name, step, world)
    person, organisation = owner_of(world, step)
    everything = OF_AN_ORGANISATION if organisation else OF_A_PERSON
    session = world.browser(person)
    right = program(token_for(person, organisation))
    for method in METHODS:
        scope = step.scopes.get(method)
        if scope is None:
            assert ask(right, method, address) == 405, method
            continue
        for stranger in (program(None), session):
            assert ask(stranger, method, address) == 401, f"{method} without a token"
        without = token_for(person, organisation, [other for other in everything if other != scope])
        assert ask(program(without), method, address) == 403, f"{method} without the scope"
        if any(isinstance(value, str) and value.startswith("$") for value in step.args.values()):
            for other in strangers(world, step, Scope(scope)):
                assert ask(program(other), method, address) == 404, f"{method} by another's token"
        code = ask(right, method, address)
        assert code not in (401, 403, 404, 405), f"{method} by its own token: {code}"
        assert code < 500, f"{method}: {code}"


def strangers(world: World, step: Step, scope: Scope) -> list[str]:
    """Tokens with the scope of everybody else: other persons, other organisations, other kinds."""
    people = world.outsiders[step.kind]
    owners = [person for person in people if person.username.endswith("-owner")]
    found = [
        token_for(membership.person, membership.organisation, [scope])
        for person in owners
        for membership in person.memberships.all()
        if scope in OF_AN_ORGANISATION
    ]
    if scope in OF_A_PERSON:
        person, organisation = owner_of(world, step)
        others = [*owners, *([world.claire, person] if organisation else [])]
        found += [token_for(other, None, [scope]) for other in others]
    assert found
    return found
