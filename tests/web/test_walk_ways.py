"""The walk by other ways: other methods, languages, parts of pages, and rows of others at the own address."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from grenswerk.web.organisations.models import Kind, Membership, Organisation, Role
from tests.web.test_walk import ROLES, STEPS, Step, _address, _refused, _welcome
from tests.web.walk_world import World, _things, make_world

GUARDED = [name for name, step in STEPS.items() if step.who in (*ROLES, "linked", "theirs")]
OF_A_ROW = [
    name
    for name in GUARDED
    if STEPS[name].who != "theirs" and any(str(value).startswith("$") for value in STEPS[name].args.values())
]
pytestmark = pytest.mark.django_db
REFUSED, CLOSED = (403, 404), (403, 404, 405)


@pytest.fixture(scope="module")
def world(kept_for_the_file: None) -> World:  # noqa: ARG001
    """The world of the walk."""
    return make_world()


def _strangers(step: Step, world: World) -> list[Client]:
    """The nearest of those who may not: the owner of another organisation, and the next lower role."""
    refused = [person for person, _ in _refused(step, world)]
    owners = [person for person in refused if person.username.endswith("-owner")]
    return [world.browser(person) for person in dict.fromkeys([*owners[:1], refused[-1]])]


@pytest.mark.parametrize("name", GUARDED)
def test_no_other_way_of_asking_opens_what_is_closed(name: str, world: World) -> None:
    step = STEPS[name]
    address = _address(name, step, world)
    for stranger in _strangers(step, world):
        for method in ("head", "put", "patch", "delete", "options"):
            answer: HttpResponse = getattr(stranger, method)(address)
            assert answer.status_code in CLOSED, f"{method}: {answer.status_code}"
        part = {"HX-Request": "true", "HX-Target": "main", "X-Requested-With": "XMLHttpRequest"}
        for method in step.methods:
            send = stranger.post if method == "post" else stranger.get
            assert send(address, step.data, headers=part).status_code in REFUSED, method
            override = {
                "X-HTTP-Method-Override": "GET",
                "X-Original-URL": "/en/calculator/",
                "X-Rewrite-URL": "/en/",
            }
            assert send(address, step.data, headers=override).status_code in REFUSED, method
            for language in ("nl", "fr", "de"):
                there = f"/{language}/{address.removeprefix('/').partition('/')[2]}"
                assert send(there, step.data).status_code in REFUSED, there


@pytest.mark.parametrize("name", GUARDED)
def test_a_method_that_is_not_declared_does_nothing(name: str, world: World) -> None:
    """Who may open an address changes nothing by PUT, PATCH or DELETE, and nothing by GET where only POST is."""
    step = STEPS[name]
    guest = _welcome(step, world)[-1]
    assert guest
    before = _rows()
    for method in ("put", "patch", "delete", *([] if "get" in step.methods else ["get", "head"])):
        answer: HttpResponse = getattr(world.browser(guest), method)(_address(name, step, world))
        assert answer.status_code < 500, f"{method}: {answer.status_code}"
    assert _rows() == before


def _rows() -> dict[str, int]:
    from grenswerk.web.privacy.declarations import tables

    counted = {table.label: table.model._default_manager.count() for table in tables()}
    passing = {"sessions.session", "usersessions.usersession", "audit.entry"}
    return {label: rows for label, rows in counted.items() if label not in passing}


@pytest.fixture
def foreign(world: World) -> dict[str, dict[str, Any]]:
    """The rows of the other organisation of each kind."""
    found = {}
    for kind in Kind:
        organisation = Organisation.objects.get(name=f"other-{kind.value}")
        members = Membership.objects.filter(organisation=organisation).select_related("person")
        people = {Role(member.role): member.person for member in members}
        found[kind.value] = _things(organisation, people, world.claire)
    return found


@pytest.mark.parametrize("name", OF_A_ROW)
def test_rows_of_another_organisation_are_not_found_under_the_own_address(
    name: str, world: World, foreign: dict[str, dict[str, Any]]
) -> None:
    step = STEPS[name]
    own = world.things[step.kind]
    args = {key: foreign[step.kind].get(value, value) for key, value in step.args.items()}
    assert args != {key: own.get(value, value) for key, value in step.args.items()}, "the rows are the same"
    address = reverse(name, kwargs={**args, "organisation": world.organisations[step.kind].pk})
    for role in (Role.OWNER, Role.WORKER) if step.who == "linked" else (Role.OWNER,):
        browser = world.browser(world.people[step.kind][role])
        for method in step.methods:
            send = browser.post if method == "post" else browser.get
            assert send(address, step.data).status_code == 404, f"{method} by {role.code}"


@pytest.mark.parametrize("name", OF_A_ROW)
def test_a_row_that_never_was_is_not_found(name: str, world: World) -> None:
    step = STEPS[name]
    own = {key: world.things[step.kind].get(value, value) for key, value in step.args.items()}
    numbered = [
        key for key, value in step.args.items() if isinstance(own[key], int) and str(value).startswith("$")
    ]
    browser = world.browser(world.people[step.kind][Role.OWNER])
    for number in (0, 2**31, 2**63, 10**30) if numbered else ():
        args = {**own, **dict.fromkeys(numbered, number), "organisation": world.organisations[step.kind].pk}
        for method in step.methods:
            send = browser.post if method == "post" else browser.get
            assert send(reverse(name, kwargs=args), step.data).status_code == 404, f"{method} {number}"
