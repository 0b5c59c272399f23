"""Which pairs have a frontier regime, and whether a place of work lies inside its zone.

FR-DE, both directions: art. 13(5) of the treaty of 1959 and KonsVerFRAV s. 7; the zone lies on both sides of the
border, so that work from a home in the zone is inside it. FR-BE, for residents of France only: additional
protocol of 2008; the zone that counts is the Belgian one, so that work in France is always outside it.
"""

from __future__ import annotations

from enum import IntEnum

from grenswerk.model.days import Activity, DayEntry
from grenswerk.model.worker import Frontier

AT_HOME = (Activity.TELEWORK, Activity.HOME_OTHER)


class Regime(IntEnum):
    """The frontier regime of a pair."""

    NONE = 0
    FR_DE = 1
    FR_BE = 2


def regime_of(residence: str, employer_state: str) -> Regime:
    """The frontier regime that a resident of the one state with an employer in the other can fall under."""
    if {residence, employer_state} == {"FR", "DE"}:
        return Regime.FR_DE
    return Regime.FR_BE if (residence, employer_state) == ("FR", "BE") else Regime.NONE


def inside_zone(row: DayEntry, residence: str, employer_state: str, facts: Frontier) -> bool | None:
    """Whether the work of this row was done inside the zone of the pair's regime; `None` is not known."""
    if row.state not in (residence, employer_state):
        return False
    if row.state == residence and regime_of(residence, employer_state) is Regime.FR_BE:
        return False
    if row.zone is not None:
        return row.zone
    if row.state == residence and row.activity in AT_HOME:
        return facts.home_in_zone
    if row.state == employer_state and row.activity is Activity.OFFICE:
        return facts.workplace_in_zone
    return None
