"""A reform: which rule of which pair becomes what, from which tax year, as a small YAML.

The words of a change are those of the treaty files (`limit_days`, `limit_share`, `excess_only`, `part_time`, …):
whoever reads a rule can write a reform. What a change leaves out stays as it is in the law that it changes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, field
from msgspec.structs import replace

from grenswerk.documents import convert, load, parse
from grenswerk.law.treaties.allocation import NO_LIMIT
from grenswerk.law.treaties.versions import ReadingGiven, Record
from grenswerk.model.certainty import Certainty, Status
from grenswerk.model.errors import BadInput, nearest

SHIPPED = Path(__file__).parent / "reforms"
ALL, BENELUX = "all", "benelux"
GROUPS: dict[str, tuple[str, ...]] = {BENELUX: ("BE-LU", "NL-BE", "NL-LU")}

Share = Annotated[float, Meta(gt=0, le=1)]
TaxYear = Annotated[int, Meta(ge=2015, le=2027)]


class Line(StrEnum):
    """A line of social security that the limit of the tax rule can follow."""

    SUBSTANTIAL_PART = "substantial_part"  # from this share the residence state insures: Reg. 987/2009 art. 14(8)
    FRAMEWORK_AGREEMENT = "framework_agreement"  # below this share the employer's state goes on to insure


class FrontierRegime(StrEnum):
    """What becomes of the regime for frontier workers of a pair."""

    KEPT = "kept"
    ENDED = "ended"


class Lines(Record, frozen=True, kw_only=True):
    """The lines of social security, as shares of working time; what is left out stays."""

    start: TaxYear | None = field(default=None, name="from")
    end: TaxYear | None = field(default=None, name="to")
    marginal: Share | None = None
    substantial: Share | None = None
    telework_below: Share | None = None

    def applies_in(self, year: int) -> bool:
        """Whether the lines are meant for this year."""
        return (self.start or 0) <= year <= (self.end or 9999)

    def given(self, names: Collection[str]) -> dict[str, float]:
        """The lines that are given and have one of these names."""
        return {name: value for name in names if (value := getattr(self, name, None)) is not None}


class Change(ReadingGiven, frozen=True, kw_only=True):
    """What becomes of the rule of some pairs."""

    pairs: list[str] = field(default_factory=list)  # NL-BE, …; or `benelux`, `all`
    start: TaxYear | None = field(default=None, name="from")
    end: TaxYear | None = field(default=None, name="to")
    rule: str | None = None  # a rule version of the treaty files is put in place of the rule
    no_limit: bool = False  # the pay is divided day by day from the first day
    limit_follows: Line | None = None
    frontier_regime: FrontierRegime = FrontierRegime.KEPT
    differs: dict[str, ReadingGiven] = field(default_factory=dict)  # what one state reads in another way

    def applies_in(self, year: int) -> bool:
        """Whether the change is meant for this tax year."""
        return (self.start or 0) <= year <= (self.end or 9999)

    def reading(self, line: float) -> ReadingGiven:
        """What the change says of a reading; `line` is the share of the line that the limit follows."""
        given = ReadingGiven(**{name: getattr(self, name) for name in ReadingGiven.__struct_fields__})
        if self.no_limit:
            return replace(given, limit_days=NO_LIMIT, limit_share=0.0, limit_is_below=False)
        if self.limit_follows is not None:
            return replace(given, limit_days=NO_LIMIT, limit_share=line, limit_is_below=True)
        if given.limit_days is not None:
            return replace(given, limit_share=0.0, limit_is_below=False)
        if given.limit_share is not None:
            return replace(given, limit_days=NO_LIMIT, limit_is_below=bool(given.limit_is_below))
        return given


class Reform(Record, frozen=True, kw_only=True):
    """A law that is asked for: changes of treaty rules and of the lines of social security."""

    id: str = ""
    title: str | dict[str, str] = ""
    status: Status = Status.PROPOSED
    certainty: Certainty = Certainty.UNCONFIRMED
    sources: list[str] = field(default_factory=list)
    dossier: list[str] = field(default_factory=list)
    assumption: str | dict[str, str] = ""  # what the reform supposes where no text is known
    treaties: list[Change] = field(default_factory=list)
    social_security: Lines | None = None

    def titled(self, language: str) -> str:
        """The title in a language; English, else the id, where there is none."""
        return in_language(self.title, language) or self.id


def in_language(text: str | dict[str, str], language: str) -> str:
    """A text that may be given in several languages."""
    return text if isinstance(text, str) else text.get(language) or text.get("en", "")


@cache
def shipped_reforms() -> dict[str, Reform]:
    """The reforms that come with the law, by id."""
    return {path.stem: load_reform(path) for path in sorted(SHIPPED.glob("*.yaml"))}


def load_reform(path: Path) -> Reform:
    """The reform file at `path`; its id is the file's name where it gives none.

    Raises `BadInput` with file, line and expectation.
    """
    return _checked(load(path, Reform), str(path), path.stem)


def read_reform(text: str, where: str, otherwise: str) -> Reform:
    """A reform given as a text in YAML; `otherwise` is its id where it gives none. Raises `BadInput`."""
    return _checked(convert(parse(text, where), Reform, where, text), where, otherwise)


def reform_from(data: object, where: str, otherwise: str) -> Reform:
    """A reform given as data; `otherwise` is its id where it gives none. Raises `BadInput`."""
    return _checked(convert(data, Reform, where), where, otherwise)


def _checked(reform: Reform, where: str, otherwise: str) -> Reform:
    if not reform.treaties and reform.social_security is None:
        raise BadInput(f'{where}: changes nothing: expected "treaties" or "social_security"')
    if reform.social_security and not any(msgspec.structs.astuple(reform.social_security)[2:]):
        raise BadInput(f"{where}: social_security changes nothing: expected a line, e.g. substantial: 0.4")
    for index, change in enumerate(reform.treaties):
        _refuse_contradiction(change, f"{where}: treaties[{index}]")
    return reform if reform.id else replace(reform, id=otherwise)


def looks_like_a_file(name: str) -> bool:
    """Whether a name on the command line means a file and not an id."""
    return name.endswith((".yaml", ".yml", ".json")) or "/" in name


def pairs_of(change: Change, known: Sequence[str], where: str) -> frozenset[tuple[str, str]]:
    """The pairs of a change, each as two states in alphabetical order; `known` are the pairs with a treaty.

    Raises `BadInput` for a name that is no pair.
    """
    found: set[tuple[str, str]] = set()
    for name in _expanded(change.pairs, known):
        states = name.upper().split("-")
        if not any(sorted(states) == sorted(pair.split("-")) for pair in known):
            names = [*known, *GROUPS, ALL]
            raise BadInput(
                f'{where}: pair "{name}": expected one of {", ".join(names)}{nearest(name.upper(), names)}'
            )
        one, other = sorted(states)
        found.add((one, other))
    return frozenset(found)


def _expanded(names: Sequence[str], known: Sequence[str]) -> Iterator[str]:
    for name in names:
        if name.lower() == ALL:
            yield from known
        else:
            yield from GROUPS.get(name.lower(), (name,))


def _refuse_contradiction(change: Change, where: str) -> None:
    limits = ("limit_days", "limit_share", "limit_follows", "no_limit", "rule")
    given = [name for name in limits if getattr(change, name) not in (None, False)]
    if len(given) > 1:
        raise BadInput(f"{where}: {' and '.join(given)} are given: expected one of them")
    if not change.rule and not change.pairs:
        raise BadInput(f'{where}: "pairs" is missing: expected a list, e.g. [NL-BE], [benelux] or [all]')
    if change.limit_days is not None and not 0 <= change.limit_days <= 366:
        raise BadInput(f"{where}: limit_days is {change.limit_days:g}: expected a number from 0 to 366")
    if change.limit_share is not None and not 0 < change.limit_share <= 1:
        raise BadInput(f"{where}: limit_share is {change.limit_share:g}: expected a number above 0 to 1")
    if (change.start or 0) > (change.end or 9999):
        raise BadInput(f"{where}: from {change.start} to {change.end}: expected the years in order")
