"""How much of a limit is used, in the measure of the limit: days or a share."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.model.answer import Margin


class Used(NamedTuple):
    """What is used of a limit and all that there is of it; none where it has no measure."""

    used: float | None
    highest: float | None


def used_of(margin: Margin) -> Used:
    """What a margin says of its limit."""
    facts = margin.facts
    limit = facts.get("limit_days", facts.get("limit"))
    used = facts.get("counted")
    if isinstance(limit, float) and limit <= 1 and "share" in facts:
        used = facts["share"]
    elif "days" in facts:
        used = facts["days"]
    return Used(_number(used), _number(limit))


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
