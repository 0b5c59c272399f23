"""From each state's view to the shares that it taxes, and what both views claim together."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from grenswerk.law.treaties.allocation import Basis, View

LONGEST_STAY = 183.0  # days, art. 14(2)/15(2)(a) of each treaty
_DUST = 1e-6


class Regime(IntEnum):
    """Whether the regime for frontier workers applies."""

    NOT_KNOWN = -1  # depends on a fact that was not given
    NO = 0
    YES = 1


class Taxable(NamedTuple):
    """Shares of the pay, 0-1, by the state that may tax them in one view."""

    residence: float
    employer: float
    elsewhere: float  # in third states where presence exceeded 183 days


def regime(
    home_in_zone: int,
    workplace_in_zone: int,
    status_since_2011: int,
    closed_group: bool,  # noqa: FBT001
    public: bool,  # noqa: FBT001
) -> Regime:
    """Whether a worker falls under a frontier regime; facts are 1, 0, or -1 where not given."""
    status = status_since_2011 if closed_group else 1
    if public or home_in_zone == 0 or workplace_in_zone == 0 or status == 0:
        return Regime.NO
    if home_in_zone < 0 or workplace_in_zone < 0 or status < 0:
        return Regime.NOT_KNOWN
    return Regime.YES


def stays_too_long(presence: float) -> bool:
    """Whether a third state may tax the days worked there: presence above 183 days."""
    return presence > LONGEST_STAY


def taxable(view: View, moved_days: float) -> Taxable:
    """What each state may tax in one view; `moved_days` are days in third states that tax them.

    Other days in third states lie with the residence state.
    """
    elsewhere = 0.0
    if view.third_days > 0.0 and moved_days > 0.0:
        elsewhere = view.third_share * moved_days / view.third_days
    return Taxable(1.0 - view.employer_share - elsewhere, view.employer_share, elsewhere)


def kept(basis: Basis) -> bool:
    """Whether the limit of a tolerance or of a frontier regime is kept."""
    return basis == Basis.TOLERANCE_KEPT or basis == Basis.FRONTIER_KEPT  # noqa: PLR1714  (compiles only so)


def claimed(own: Taxable, other: Taxable) -> float:
    """The share of the pay that the residence state (`own`) and the employer's state claim, third states too."""
    return own.residence + other.employer + own.elsewhere


def views_agree(share_claimed: float) -> bool:
    """Whether the two views leave neither double taxation nor untaxed income."""
    return abs(share_claimed - 1.0) <= _DUST
