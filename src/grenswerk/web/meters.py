"""What is used of a limit, as a meter shows it."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.model.answer import Margin


class Meter(NamedTuple):
    """The used part of a limit and the limit, in the limit's own unit; `None` where it has no measure."""

    used: float | None
    highest: float | None


def meter_of(margin: Margin) -> Meter:
    """The measure of a limit: a share of the work where it is one, else days."""
    facts = margin.facts
    limit = facts.get("limit_days", facts.get("limit"))
    used = facts.get("counted")
    if isinstance(limit, float) and limit <= 1 and "share" in facts:
        used = facts["share"]
    elif "days" in facts:
        used = facts["days"]
    return Meter(_number(used), _number(limit))


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
