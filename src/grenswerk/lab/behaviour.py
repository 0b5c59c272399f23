"""How home days react to another law: named choices, each a function that can be replaced by another.

None of them is estimated: they are bounds between which a reader can think. Pay and employment never react.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from grenswerk.model.errors import BadInput, nearest

if TYPE_CHECKING:
    import numpy.typing as npt

Days: TypeAlias = "npt.NDArray[Any]"


class Choice(NamedTuple):
    """What a worker looks at; one value a row, days of a year."""

    today: Days  # home days under today's law
    wished: Days
    limit_today: Days  # -1: none, the pay is divided from the first day
    limit_then: Days
    pace: float  # how far workers go towards what they wish, 0-1


Behaviour = Callable[[Choice], Days]


def no_reaction(choice: Choice) -> Days:
    """Home days stay what they are."""
    return choice.today


def stop_at_limit(choice: Choice) -> Days:
    """Where the limit changes, whoever works more days at home than it allows comes down to it."""
    import numpy as np

    limited = np.minimum(choice.today, np.floor(np.maximum(choice.limit_then, 0.0)))
    new = (choice.limit_then >= 0.0) & (choice.limit_then != choice.limit_today)
    return np.where(new, limited, choice.today)


def toward_wish(choice: Choice) -> Days:
    """Where the limit rises, whoever wishes more days goes towards the wish, never above the new limit.

    No limit at all counts as a limit of no day: there the first home day divides the pay.
    """
    import numpy as np

    then, today = np.floor(np.maximum(choice.limit_then, 0.0)), np.maximum(choice.limit_today, 0.0)
    aim = np.minimum(choice.wished, then)
    room = np.where(then > today, np.maximum(aim - choice.today, 0.0), 0.0)
    return np.round(choice.today + choice.pace * room)


BEHAVIOURS: dict[str, Behaviour] = {
    "none": no_reaction,
    "stop_at_limit": stop_at_limit,
    "toward_wish": toward_wish,
}


def behaviour_of(name: str) -> Behaviour:
    """The behaviour of this name; raises `BadInput` with the nearest known."""
    if name not in BEHAVIOURS:
        raise BadInput(f'behaviour "{name}": expected one of {", ".join(BEHAVIOURS)}{nearest(name, BEHAVIOURS)}')
    return BEHAVIOURS[name]
