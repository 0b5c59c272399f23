"""How the days so far go on: the day on which a limit is passed, if the pace stays as it is."""

from __future__ import annotations

import math

# what a forecast tells of each worker, in the order in which its columns stand
LIMITS = ("tax_threshold", "substantial_part", "telework_half", "establishment_line")
_DUST = 1e-9
NEAR_THE_END = 14  # days: a record that stops this near the end is taken as whole


def days_until_beyond(limit: float, counted: float, elapsed: int) -> int:
    """After how many days of the employment one day more than `limit` is counted; `counted` in `elapsed` days."""
    needed = math.floor(limit + _DUST) + 1
    return math.ceil(needed * elapsed / counted - _DUST)


def work_of_whole(worked: float, elapsed: int, whole: int) -> float:
    """The working days of the whole span, from those of its first `elapsed` days."""
    return worked if whole - elapsed <= NEAR_THE_END else worked * whole / elapsed


def home_days_at(share: float, work: float) -> float:
    """The home days at which they are `share` of all working days."""
    return share * work - _DUST


def further_days_until(target: float, home: float, elapsed: int) -> int:
    """The days from the last of `elapsed` until `target` home days are reached, from `home` so far."""
    return math.ceil((target - home) / (home / elapsed))
