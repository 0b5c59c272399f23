"""The states, as codes that a rule can compute with and as the letters that people write."""

from __future__ import annotations

from enum import IntEnum


class State(IntEnum):
    """The five states whose law is here; every other state is `THIRD`."""

    THIRD = 0
    NL = 1
    BE = 2
    DE = 3
    LU = 4
    FR = 5

    @classmethod
    def of(cls, code: str) -> State:
        """The state with this ISO 3166-1 alpha-2 code, `THIRD` for a state outside the five."""
        return cls.__members__.get(code, cls.THIRD)


STATES = (State.NL, State.BE, State.DE, State.LU, State.FR)
STATE_CODES = tuple(state.name for state in STATES)


def pair_name(residence: str, employer_state: str) -> str:
    """The pair in the order residence-employer, e.g. `BE-NL`."""
    return f"{residence}-{employer_state}"
