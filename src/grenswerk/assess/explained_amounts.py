"""Every intermediate amount of the levies, with its official label, its paragraph and its source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from grenswerk.model.answer import ExplainedAmount

if TYPE_CHECKING:
    from grenswerk.assess.levies import Levies
    from grenswerk.law.taxes.rooms import Room


def explained(levies: Levies) -> list[ExplainedAmount]:
    """The named amounts that the rules computed, in their order: insurer, work state, residence state."""
    parts: list[tuple[Room | None, Any]] = [
        (levies.insurer, levies.contributions),
        (levies.work, levies.work_tax),
        (levies.residence, levies.residence_tax),
    ]
    return [
        amount
        for room, result in parts
        if room is not None and result is not None
        for amount in _named(room, result)
    ]


def _named(room: Room, result: Any) -> Iterator[ExplainedAmount]:
    for name in result._fields:
        value = getattr(result, name)
        if hasattr(value, "_fields"):
            yield from _named(room, value)
        elif name in room.law.amounts and isinstance(value, (int, float)):
            amount, provenance = room.law.amounts[name], room.law.of_amount(name)
            yield ExplainedAmount(
                state=room.state.name,
                name=name,
                value=float(value),
                label=next(iter(amount.label.values())),
                paragraph=amount.paragraph,
                sources=list(provenance.sources),
                certainty=provenance.certainty,
            )
