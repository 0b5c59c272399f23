"""The shapes of the answers that are not shipped as a schema: for the description of the API, and its tests."""

from __future__ import annotations

from typing import Any, Literal, get_type_hints

import msgspec
from msgspec import Struct

from grenswerk.assess.comparison import Comparison, Jump, Point, Tipping
from grenswerk.assess.matrix import Cell
from grenswerk.dossier.borders import Border
from grenswerk.model.certainty import Certainty, Status


def _of(kind: type, left_out: tuple[str, ...] = (), name: str = "", **instead: Any) -> type[Struct]:
    """A named tuple as an object, as `_asdict` writes it."""
    members = {**get_type_hints(kind), **instead}
    return msgspec.defstruct(
        name or f"{kind.__name__}Answer",
        [(member, of) for member, of in members.items() if member not in left_out],
    )


PointAnswer = _of(Point, ("assessment",))
JumpAnswer = _of(Jump)
TippingAnswer = _of(Tipping)
ComparisonOfOneLaw = _of(
    Comparison,
    name="ComparisonOfOneLaw",
    points=list[PointAnswer],  # type: ignore[valid-type]
    tipping=list[TippingAnswer],  # type: ignore[valid-type]
    jumps=list[JumpAnswer],  # type: ignore[valid-type]
)
LawCombination = _of(Cell)


class LawVersion(Struct):
    """A version of a rule."""

    id: str
    status: Status
    applies_from: int | None
    dates: dict[str, str]
    certainty: Certainty
    sources: list[str]
    limit_days: float | None
    limit_share: float | None
    dossier: list[str]


class LawPoint(Struct):
    """How sure one point of a rule is."""

    certainty: Certainty
    sources: list[str]


class LawRuleRead(LawVersion):
    """A rule as each of the two states reads it."""

    readings: dict[str, dict[str, Any]]
    points: dict[str, LawPoint]


class LawRule(Struct):
    """All that applies to a pair in a year."""

    pair: str
    year: int
    treaty: dict[str, Any]
    rule: LawRuleRead
    frontier: LawRuleRead | None
    pandemic: dict[str, Any] | None
    pending: list[LawVersion]
    dossier: list[str]
    politics: Border


class LawYear(Struct):
    """The rule of a pair in a year, in short."""

    pair: str
    year: int
    rule: str
    limit_days: float | None
    limit_share: float | None
    counts_from_30_minutes: bool
    frontier_days: float | None
    pandemic: bool
    status: Status
    certainty: Certainty


class BatchJob(Struct):
    """A job of a batch: `part` is done, 0-1; `result` is the address of the answers once it is done."""

    job: str
    state: Literal["queued", "running", "done", "failed", "cancelled"]
    part: float
    rows: int | None
    summary: dict[str, int] | None
    error: str | None
    address: str
    result: str | None
    expires: str | None
