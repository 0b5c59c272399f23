"""How sure a fact of the law is."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Certainty(StrEnum):
    """`confirmed`: two independent sources; `reported`: one; `unconfirmed`: none, or they contradict."""

    CONFIRMED = "confirmed"
    REPORTED = "reported"
    UNCONFIRMED = "unconfirmed"


_ORDER = tuple(Certainty)


def weakest(certainties: Iterable[Certainty]) -> Certainty:
    """The least certain of these; `confirmed` when there are none."""
    return max(certainties, key=_ORDER.index, default=Certainty.CONFIRMED)


class Status(StrEnum):
    """How far a rule has come. Only what is in force is applied, unless a reform asks for more."""

    IN_FORCE = "in_force"
    SIGNED = "signed"
    ANNOUNCED = "announced"
    PROPOSED = "proposed"
