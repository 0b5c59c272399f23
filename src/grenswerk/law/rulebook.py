"""The rulebook: which rule applies to a pair in a tax year, as the law was known on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from grenswerk.documents import load_law
from grenswerk.law.treaties.allocation import Reading
from grenswerk.law.treaties.versions import Backing, PracticeFile, Topic, TreatyFile, Version, reading_of
from grenswerk.model.certainty import Status
from grenswerk.model.errors import BadInput, nearest
from grenswerk.model.states import STATE_CODES

FOLDER = Path(__file__).parent / "treaties"
PAIRS = tuple(
    tuple(path.stem.upper().split("-")) for path in sorted(FOLDER.glob("*-*.yaml"))
)  # the ten treaties, in the order of their file names


class Rule(NamedTuple):
    """The rule of one pair in one year, and how each of its two states reads it."""

    version: Version
    status: Status  # as it was known on the rulebook's day
    readings: dict[str, Reading]

    def limit_exists(self) -> bool:
        """Whether either state reads a tolerance into the rule."""
        return any(reading.limit_days >= 0 or reading.limit_share > 0 for reading in self.readings.values())


class Rulebook:
    """The treaty law of all pairs.

    `as_of`: the day on which the law was known (all that is known here, when left out). `reforms`: ids of rule
    versions that are not in force and are applied all the same.
    """

    def __init__(self, as_of: dt.date | None = None, reforms: Sequence[str] = ()) -> None:
        self.as_of = as_of
        self.reforms = frozenset(reforms)
        if self.reforms:
            known = {version.id for pair in PAIRS for version in treaty(*pair).versions if version.reading}
            for name in reforms:
                if name not in known:
                    raise BadInput(
                        f'"{name}" is no rule version: expected an id of `law show`{nearest(name, known)}'
                    )

    def rule(self, residence: str, employer_state: str, year: int) -> Rule:
        """The rule for a worker who is no frontier worker."""
        found = self._latest(residence, employer_state, year, frontier=False)
        assert found is not None, "every treaty file has a version for every year; `law check` holds this"
        return found

    def frontier_rule(self, residence: str, employer_state: str, year: int) -> Rule | None:
        """The regime for frontier workers of this pair, where there is one."""
        return self._latest(residence, employer_state, year, frontier=True)

    def pending(self, residence: str, employer_state: str, year: int) -> list[tuple[Version, Status]]:
        """Versions meant for this year that were known on the rulebook's day, but not in force."""
        versions = treaty(residence, employer_state).versions
        known = [(version, version.status_on(self.as_of)) for version in versions if version.applies_in(year)]
        return [(version, status) for version, status in known if status and status is not Status.IN_FORCE]

    def _latest(self, residence: str, employer_state: str, year: int, *, frontier: bool) -> Rule | None:
        file = treaty(residence, employer_state)
        latest: Version | None = None
        for version in file.versions:
            asked = version.id in self.reforms
            in_force = version.status_on(self.as_of) is Status.IN_FORCE
            is_frontier = version.reading is not None and version.reading.frontier is not None
            if version.reading is None or is_frontier is not frontier or not (asked or in_force):
                continue
            if not version.applies_in(year) or version.residence not in (None, residence):
                continue
            if latest is None or asked or (version.applies_from or 0) >= (latest.applies_from or 0):
                latest = version
                if asked:
                    break
        if latest is None:
            return None
        readings = {state: _reading(file, latest, state, year) for state in (residence, employer_state)}
        return Rule(latest, latest.status_on(self.as_of) or latest.status, readings)


@cache
def treaty(one: str, other: str) -> TreatyFile:
    """The treaty file of two states, in either order."""
    for first, second in ((one, other), (other, one)):
        path = FOLDER / f"{first}-{second}.yaml".lower()
        if (first, second) in PAIRS:
            return load_law(path, TreatyFile)
    raise BadInput(f'pair "{one}-{other}": expected two of {", ".join(STATE_CODES)}, different')


@cache
def practices() -> PracticeFile:
    """How each state divides a salary over days."""
    return load_law(FOLDER / "practice.yaml", PracticeFile)


def backing(version: Version, state: str, topic: Topic) -> Backing:
    """How sure a point is as one state reads it: the version's own word, else the state's practice."""
    practice = practices().states[state].backing
    if topic not in version.backing and topic in practice:
        return practice[topic]
    return version.backing_of(topic)


def _reading(file: TreatyFile, version: Version, state: str, year: int) -> Reading:
    assert version.reading is not None
    parts = (version.reading, version.differs[state]) if state in version.differs else (version.reading,)
    stays = file.pandemic is not None and file.pandemic.start.year <= year <= file.pandemic.end.year
    try:
        return reading_of(parts, practices().states[state], pandemic_days_stay=stays)
    except ValueError as error:
        raise BadInput(f"{file.pair[0]}-{file.pair[1]}: rule {version.id}: {error}") from None
