"""The division of a pay as a bar, in the coordinates of its drawing."""

from __future__ import annotations

from typing import NamedTuple

WIDTH = 1000.0


class Part(NamedTuple):
    """One state's part of the bar."""

    state: str
    share: float
    x: float
    width: float


class Bar(NamedTuple):
    """A bar of shares; `known` is false where a share depends on a fact that was not given."""

    parts: list[Part]
    known: bool


def bar_of(shares: dict[str, float | None]) -> Bar:
    """The shares one after another; none of a state leaves no part."""
    parts: list[Part] = []
    x = 0.0
    for state, share in shares.items():
        if share:
            parts.append(Part(state, share, round(x, 1), round(share * WIDTH, 1)))
            x += share * WIDTH
    return Bar(parts, all(share is not None for share in shares.values()))
