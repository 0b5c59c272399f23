"""Which yardstick a state applies in a year to a home in one state and an employer in another."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct, field

from grenswerk.documents import load_law
from grenswerk.law.establishment.home_office import Test, Yardstick
from grenswerk.model.certainty import Certainty, Status
from grenswerk.model.errors import BadInput, nearest

_FOLDER = Path(__file__).parent


class Version(Struct, frozen=True, forbid_unknown_fields=True):
    """A dated text and the numbers that it gives."""

    title: dict[str, str]
    published: dt.date
    status: Status
    test: str
    sources: list[str]
    limit: float | None = None
    limit_is_safe: bool = False
    intermittent_contacts: float = 4
    regular_contacts: float = 12
    permanence_months: float = 6
    note: str = ""


class Position(Struct, frozen=True, forbid_unknown_fields=True):
    """One state's use of a version, from a day on; `pair` limits it to homes and employers in two states."""

    state: str
    start: dt.date = field(name="from")
    version: str
    certainty: Certainty
    sources: list[str]
    pair: list[str] = field(default_factory=list)
    note: str = ""


class YardstickFile(Struct, frozen=True, forbid_unknown_fields=True):
    versions: dict[str, Version]


class PositionFile(Struct, frozen=True, forbid_unknown_fields=True):
    positions: list[Position]


class Applied(NamedTuple):
    """The yardstick of one state, and where it comes from."""

    id: str
    yardstick: Yardstick
    certainty: Certainty
    sources: tuple[str, ...]


@cache
def versions() -> dict[str, Version]:
    """The texts by id."""
    return load_law(_FOLDER / "yardsticks.yaml", YardstickFile).versions


@cache
def positions() -> tuple[Position, ...]:
    """The states' positions, in the order of the file."""
    found = load_law(_FOLDER / "positions.yaml", PositionFile).positions
    for position in found:
        if position.version not in versions():
            hint = nearest(position.version, versions())
            raise BadInput(f'positions.yaml: version "{position.version}": expected one of yardsticks.yaml{hint}')
    return tuple(found)


@cache
def yardstick_of(state: str, residence: str, employer_state: str, year: int) -> Applied:
    """The yardstick of `state` for a home in `residence`, as it stands at the end of `year`.

    A position for the pair goes before a general one; of two, the later. Raises `BadInput` where none is known.
    """
    pair = {residence, employer_state}
    known = [
        position
        for position in positions()
        if position.state == state
        and position.start <= dt.date(year, 12, 31)
        and (not position.pair or set(position.pair) == pair)
    ]
    if not known:
        raise BadInput(f"establishment: {state} in {year}: no position is known: expected a year from 2015")
    position = max(known, key=lambda one: (bool(one.pair), one.start))
    version = versions()[position.version]
    yardstick = Yardstick(
        test=Test[version.test.upper()],
        limit=-1.0 if version.limit is None else version.limit,
        limit_is_safe=version.limit_is_safe,
        intermittent_contacts=version.intermittent_contacts,
        regular_contacts=version.regular_contacts,
        permanence_months=version.permanence_months,
    )
    sources = tuple(dict.fromkeys([*version.sources, *position.sources]))
    return Applied(position.version, yardstick, position.certainty, sources)


@cache
def line_of(residence: str, employer_state: str, year: int) -> float | None:
    """The share of work at home up to which the residence state sees no establishment; none without a line."""
    if residence == employer_state:
        return None
    limit = yardstick_of(residence, residence, employer_state, year).yardstick.limit
    return limit if limit >= 0 else None
