"""Every address of the site, asked as everybody who may not open it: nothing of another's is ever found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from django.contrib.auth.models import User
from django.core.signals import request_finished
from django.db import close_old_connections
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from grenswerk.web.organisations.models import Role
from tests.web.walk_world import World, make_world

ROLES = {role.code: role for role in Role}


class Step(msgspec.Struct, forbid_unknown_fields=True):
    """One address and who may open it; see the head of walk.yaml."""

    who: str
    methods: tuple[str, ...] = ("get",)
    kind: str = "employer"
    args: dict[str, Any] = {}
    data: dict[str, str] = {}
    answer: int = 0
    scopes: dict[str, str] = {}


STEPS = msgspec.convert(yaml.safe_load(Path(__file__).with_name("walk.yaml").read_text()), dict[str, Step])

pytestmark = pytest.mark.django_db


def _names(patterns: list[URLPattern | URLResolver], within: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            own = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _names(pattern.url_patterns, within + own)
        else:
            yield f"{within}{pattern.name}"


def test_every_address_of_the_site_is_walked() -> None:
    addresses = set(_names(get_resolver().url_patterns))
    assert addresses - set(STEPS) == set(), "addresses that nobody has tried as a stranger"
    assert set(STEPS) - addresses == set(), "lines of walk.yaml for addresses that are gone"


@pytest.fixture(scope="module")
def world(kept_for_the_file: None) -> World:  # noqa: ARG001
    """The world of the walk."""
    return make_world()


def _ask(world: World, person: User | None, method: str, address: str, data: dict[str, str]) -> tuple[int, str]:
    nobody = Client(headers={"host": "localhost"}, raise_request_exception=False)
    browser = world.browser(person) if person else nobody
    answer = browser.post(address, data) if method == "post" else browser.get(address)
    request_finished.disconnect(
        close_old_connections
    )  # as the browser itself does: it is the test's own connection
    answer.close()
    request_finished.connect(close_old_connections)
    return answer.status_code, answer.headers.get("Location", "")


def _address(name: str, step: Step, world: World) -> str:
    things = world.things[step.kind]
    args = {key: things.get(value, value) if isinstance(value, str) else value for key, value in step.args.items()}
    if step.who in (*ROLES, "linked"):
        args["organisation"] = world.organisations[step.kind].pk
    return reverse(name, kwargs=args)


@pytest.mark.parametrize("name", [name for name, step in STEPS.items() if step.who != "token"])
def test_an_address_is_open_to_those_who_may_and_to_nobody_else(name: str, world: World) -> None:
    step = STEPS[name]
    address = _address(name, step, world)
    refused = _refused(step, world)
    for method in ("get", "post"):
        declared = method in step.methods
        if step.who != "anyone":
            code, to = _ask(world, None, method, address, step.data)
            assert (code in (302, 303) and "/account/" in to) or (not declared and code == 405), (
                f"{method} by nobody: {code}"
            )
        for person, expected in refused:
            code, _ = _ask(world, person, method, address, step.data)
            assert code == expected or (not declared and code == 405), f"{method} by {person.username}: {code}"
    for guest in _welcome(step, world):
        code, _ = _ask(world, guest, step.methods[0], address, step.data)
        own_row_expected = step.who not in ("anyone", "account")
        assert code < 500, f"{guest}: {code}"
        forbidden = {401, 403, *([404] if own_row_expected else [])} - {step.answer}
        assert code not in forbidden, f"{guest}: {code}"


def _refused(step: Step, world: World) -> list[tuple[User, int]]:
    if step.who == "theirs":
        return [(person, 404) for of in world.people.values() for person in of.values()]
    if step.who == "linked":
        others = [person for role, person in world.people[step.kind].items() if role != Role.WORKER]
        return [(person, 404) for person in (*world.outsiders[step.kind], *others)]
    if step.who not in ROLES:
        return []
    lower = [(person, 403) for role, person in world.people[step.kind].items() if role < ROLES[step.who]]
    return [*((person, 404) for person in world.outsiders[step.kind]), *lower]


def _welcome(step: Step, world: World) -> list[User | None]:
    if step.who == "anyone":
        return [None, world.claire]
    if step.who == "linked":
        return [world.people[step.kind][Role.WORKER]]
    if step.who in ROLES:
        own = world.people[step.kind]
        return [own[max(own)]] if "post" in step.methods[0] else [own[r] for r in own if r >= ROLES[step.who]]
    return [world.claire]
