"""The rulebook: which rule applies to a pair in a tax year, as the law was known on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from grenswerk.documents import load_law
from grenswerk.law.parameters import Dated, P, Provenance
from grenswerk.law.reform import (
    Change,
    FrontierRegime,
    Line,
    Reform,
    load_reform,
    looks_like_a_file,
    pairs_of,
    shipped_reforms,
)
from grenswerk.law.social_security.dated import SocialSecurityLaw, social_security_law
from grenswerk.law.treaties.allocation import Reading
from grenswerk.law.treaties.versions import (
    Backing,
    PracticeFile,
    ReadingGiven,
    Topic,
    TreatyFile,
    Version,
    reading_of,
)
from grenswerk.model.certainty import Status, weakest
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
    """The treaty law of all pairs and the lines of social security.

    `as_of`: the day on which the law was known (all that is known here, when left out). `reforms`: what is applied
    although it is not in force: a `Reform`, its file, the id of a shipped one, or of a rule version. Where two of
    them change the same thing, the later one has the last word.
    """

    def __init__(self, as_of: dt.date | None = None, reforms: Sequence[str | Reform] = ()) -> None:
        self.as_of = as_of
        self.reforms = tuple(reform if isinstance(reform, Reform) else reform_of(reform) for reform in reforms)
        self._changes = tuple(
            (change, _pairs(change, reform.id), reform) for reform in self.reforms for change in reform.treaties
        )
        self._refuse_unreadable()

    def rule(self, residence: str, employer_state: str, year: int) -> Rule:
        """The rule for a worker who is no frontier worker; raises `BadInput` for a day before any was in force."""
        found = self._rule(residence, employer_state, year, frontier=False)
        if found is None:  # `law check` holds that there is one as the law is known today
            raise BadInput(self._not_yet(residence, employer_state, year))
        return found

    def frontier_rule(self, residence: str, employer_state: str, year: int) -> Rule | None:
        """The regime for frontier workers of this pair, where there is one."""
        changes = self._changes_of(residence, employer_state, year)
        if any(change.frontier_regime is FrontierRegime.ENDED for change, _ in changes):
            return None
        return self._rule(residence, employer_state, year, frontier=True)

    def social_security(self, year: int) -> SocialSecurityLaw:
        """The law of social security, with the lines that the reforms draw."""
        law = social_security_law(year)
        for reform in self.reforms:
            lines = reform.social_security
            if lines is not None and lines.applies_in(year):
                provenance = Provenance(tuple(reform.sources), reform.certainty)
                law = law._replace(
                    limits=_redrawn(law.limits, lines.given(law.limits.values._fields), provenance),
                    agreement_limits=_redrawn(
                        law.agreement_limits, lines.given(law.agreement_limits.values._fields), provenance
                    ),
                )
        return law

    def pending(self, residence: str, employer_state: str, year: int) -> list[tuple[Version, Status]]:
        """Versions meant for this year that were known on the rulebook's day, but not in force."""
        versions = treaty(residence, employer_state).versions
        known = [(version, version.status_on(self.as_of)) for version in versions if version.applies_in(year)]
        return [(version, status) for version, status in known if status and status is not Status.IN_FORCE]

    def _not_yet(self, residence: str, employer_state: str, year: int) -> str:
        versions = [one for one in treaty(residence, employer_state).versions if one.applies_in(year)]
        first = min(day for one in versions if (day := one.dates.in_force) is not None)
        return (
            f"the law as of {self.as_of}: no rule of {residence}-{employer_state} for {year} was in force: "
            f"expected a day from {first} on"
        )

    def _changes_of(self, residence: str, employer_state: str, year: int) -> list[tuple[Change, Reform]]:
        """The changes of a pair in a year, in the order in which they were asked for."""
        pair = tuple(sorted((residence, employer_state)))
        return [
            (change, reform)
            for change, pairs, reform in self._changes
            if pair in pairs and change.applies_in(year)
        ]

    def _rule(self, residence: str, employer_state: str, year: int, *, frontier: bool) -> Rule | None:
        """The rule in force, replaced or changed by the reforms."""
        file = treaty(residence, employer_state)
        versions = [
            version
            for version in file.versions
            if version.reading is not None
            and (version.reading.frontier is not None) is frontier
            and version.applies_in(year)
            and version.residence in (None, residence)
        ]
        in_force = [version for version in versions if version.status_on(self.as_of) is Status.IN_FORCE]
        version = max(reversed(in_force), key=lambda one: one.applies_from or 0, default=None)
        applied: list[tuple[Change, Reform]] = []
        for change, reform in self._changes_of(residence, employer_state, year):
            if change.rule is None:
                applied += [] if frontier else [(change, reform)]
            elif asked := next((one for one in versions if one.id == change.rule), None):
                version, applied = asked, []
        if version is None:
            return None
        readings = {
            state: self._reading(file, version, state, year, [change for change, _ in applied])
            for state in (residence, employer_state)
        }
        status = version.status_on(self.as_of) or version.status
        for _, reform in applied:
            version, status = _changed(version, reform), reform.status
        return Rule(version, status, readings)

    def _reading(
        self, file: TreatyFile, version: Version, state: str, year: int, changes: Sequence[Change]
    ) -> Reading:
        assert version.reading is not None
        parts = [version.reading, *filter(None, [version.differs.get(state)])]
        for change in changes:
            parts += [change.reading(self._line(change.limit_follows, year))]
            parts += filter(None, [change.differs.get(state)])
        stays = file.pandemic is not None and file.pandemic.start.year <= year <= file.pandemic.end.year
        try:
            return reading_of(tuple(parts), practices().states[state], pandemic_days_stay=stays)
        except ValueError as error:
            raise BadInput(f"{file.pair[0]}-{file.pair[1]}: rule {version.id}: {error}") from None

    def _line(self, line: Line | None, year: int) -> float:
        """The share that a limit follows, as the reforms leave it."""
        if line is None:
            return 0.0
        law = self.social_security(year)
        if line is Line.SUBSTANTIAL_PART:
            return law.limits.values.substantial
        return law.agreement_limits.values.telework_below

    def _refuse_unreadable(self) -> None:
        """A word that no enumeration has is refused when the law is made, not when a worker meets it."""
        for change, pairs, reform in self._changes:
            words = (ReadingGiven(**{n: getattr(change, n) for n in ReadingGiven.__struct_fields__}),)
            for states, given in (("", words), *((s, (g,)) for s, g in change.differs.items())):
                try:
                    reading_of(given, next(iter(practices().states.values())), pandemic_days_stay=False)
                except ValueError as error:
                    place = f"differs.{states}" if states else "treaties"
                    raise BadInput(f"reform {reform.id}: {place}: {error}") from None
                if states and not any(states in pair for pair in pairs):
                    raise BadInput(f'reform {reform.id}: differs: "{states}": expected a state of the pairs')


def reform_of(name: str) -> Reform:
    """The reform that a name means: a file, a shipped reform, or a rule version of the treaty files.

    Raises `BadInput` for a name that is none of them.
    """
    if looks_like_a_file(name):
        return load_reform(Path(name))
    if name in shipped_reforms():
        return shipped_reforms()[name]
    known = _rule_versions()
    if name in known:
        version = known[name]
        return Reform(
            id=name,
            status=version.status,
            certainty=version.certainty,
            sources=version.sources,
            dossier=version.dossier,
            treaties=[Change(rule=name)],
        )
    names = [*shipped_reforms(), *known]
    expected = f"a reform file or one of {', '.join(shipped_reforms())} or an id of `law show`"
    raise BadInput(f'"{name}" is no reform: expected {expected}{nearest(name, names)}')


def proposals() -> list[Reform]:
    """Every reform that a name can mean: the shipped ones, then the rule versions that are not in force."""
    versions = [name for name, version in _rule_versions().items() if version.status is not Status.IN_FORCE]
    return [*shipped_reforms().values(), *map(reform_of, versions)]


def _rule_versions() -> dict[str, Version]:
    return {version.id: version for pair in PAIRS for version in treaty(*pair).versions if version.reading}


def _pairs(change: Change, reform: str) -> frozenset[tuple[str, str]]:
    """The pairs that a change is about; those of its rule version where it names one."""
    pairs = pairs_of(change, ["-".join(pair) for pair in PAIRS], f"reform {reform}")
    if change.rule is None:
        return pairs
    of_rule = next(
        (pair for pair in PAIRS if any(one.id == change.rule and one.reading for one in treaty(*pair).versions)),
        None,
    )
    if of_rule is None:
        hint = nearest(change.rule, _rule_versions())
        raise BadInput(f'reform {reform}: rule "{change.rule}": expected the id of a rule of `law show`{hint}')
    one, other = sorted(of_rule)
    if pairs and pairs != {(one, other)}:
        raise BadInput(f'reform {reform}: rule "{change.rule}" is of {one}-{other}: expected no other pair')
    return frozenset({(one, other)})


def _changed(version: Version, reform: Reform) -> Version:
    """The version as a reform leaves it: no surer than either, with both their sources."""
    return replace(
        version,
        id=reform.id,
        status=reform.status,
        certainty=weakest([version.certainty, reform.certainty]),
        sources=list(dict.fromkeys([*reform.sources, *version.sources])),
        dossier=list(dict.fromkeys([*reform.dossier, *version.dossier])),
    )


def _redrawn(dated: Dated[P], lines: dict[str, float], provenance: Provenance) -> Dated[P]:
    """Parameters with other values, and the reform as where they come from."""
    if not lines:
        return dated
    values = dated.values._replace(**lines)  # type: ignore[attr-defined]
    return Dated(values, {**dated.provenance, **dict.fromkeys(lines, provenance)}, dated.amounts)


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
