"""Every intermediate amount of the levies, with its official label, its paragraph and its source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from grenswerk.model.answer import ExplainedAmount
from grenswerk.model.certainty import Certainty, weakest
from grenswerk.model.states import State

if TYPE_CHECKING:
    from grenswerk.assess.levies import Levies
    from grenswerk.law.taxes.rooms import Room


APART = ("lines", "other")  # what depends on the firm, or stands outside net pay


def certainty_of(levies: Levies) -> Certainty:
    """How sure the levies are: the weakest amount that is not zero, leaving out what stands apart."""
    return weakest(
        room.law.of_amount(name).certainty
        for room, result in _parts(levies)
        for name, value in _named(room, result, without=APART)
        if float(value)
    )


def explained(levies: Levies) -> list[ExplainedAmount]:
    """The named amounts that the rules computed, in their order: insurer, work state, residence state."""
    return [
        _explained(room, name, value)
        for room, result in _parts(levies)
        for name, value in _named(room, result, without=("total",))
    ]


def _parts(levies: Levies) -> list[tuple[Room, Any]]:
    parts: list[tuple[Room | None, Any]] = [
        (levies.insurer, levies.contributions),
        (levies.work, levies.work_tax),
        (levies.residence, levies.residence_tax),
    ]
    return [(room, result) for room, result in parts if room is not None and result is not None]


def _named(room: Room, result: Any, without: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """The amounts of a result that the law of its room names, those of its parts in their place."""
    for name, value in zip(result._fields, result, strict=True):
        if name in without:
            continue
        if hasattr(value, "_fields"):
            yield from _named(room, value)
        elif name in room.law.amounts and not isinstance(value, (bool, State)):
            yield name, value


def _explained(room: Room, name: str, value: Any) -> ExplainedAmount:
    amount, provenance = room.law.amounts[name], room.law.of_amount(name)
    return ExplainedAmount(
        state=room.state.name,
        name=name,
        value=float(value),
        label=next(iter(amount.label.values())),
        paragraph=amount.paragraph,
        sources=list(provenance.sources),
        certainty=provenance.certainty,
        unit=amount.unit,
        code=getattr(value, "written", ""),
    )
