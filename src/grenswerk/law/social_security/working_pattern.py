"""Where the working time of an employment lies: the numbers that the rules of insurance read."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.law.social_security.coordination import Limits, marginal, substantial_part
from grenswerk.model.days import WorkingTime


class Inside(NamedTuple):
    """Working time in the residence state, in the unit of the employment's working time."""

    telework: float  # agreed
    incidental: float  # telework without a pattern
    other: float


def time_worked(time: WorkingTime) -> float:
    """All working time, worldwide."""
    return time.employer + time.residence_telework + time.residence_other + time.third


def inside_residence(time: WorkingTime, abroad: bool, it_based: bool, incidental: bool) -> Inside:  # noqa: FBT001
    """The time in the residence state of an employment for an employer abroad, or in that state itself.

    Work at home that does not rest on information technology is no telework (framework agreement art. 1(c)).
    """
    if not abroad:
        return Inside(0.0, 0.0, time.residence_other + time.employer + time.residence_telework)
    if not it_based:
        return Inside(0.0, 0.0, time.residence_other + time.residence_telework)
    if incidental:
        return Inside(0.0, time.residence_telework, time.residence_other)
    return Inside(time.residence_telework, 0.0, time.residence_other)


def without_covid_days(time: WorkingTime, covid_home: float) -> WorkingTime:
    """The same time with the home days that only the pandemic caused put back in the employer's state."""
    moved = min(covid_home, time.residence_telework)
    return WorkingTime(time.employer + moved, time.residence_telework - moved, time.residence_other, time.third)


def without_telework(time: WorkingTime) -> WorkingTime:
    """The same time with all telework put back in the employer's state."""
    return WorkingTime(time.employer + time.residence_telework, 0.0, time.residence_other, time.third)


def with_home_share(time: WorkingTime, share: float) -> WorkingTime:
    """The same time with a share of it in the residence state; telework and other work there keep their ratio."""
    inside = time.residence_telework + time.residence_other
    telework = time.residence_telework / inside if inside > 0.0 else 1.0
    away = time.employer + time.third
    third = time.third / away if away > 0.0 else 0.0
    total = time_worked(time)
    here, there = share * total, (1.0 - share) * total
    return WorkingTime(there * (1.0 - third), here * telework, here * (1.0 - telework), there * third)


def normally_in_residence(habitual: float, here: float, limits: Limits) -> bool:
    """Whether work is normally done in the residence state: habitually, or as a substantial part.

    Shares of all working time, 0-1; `habitual` leaves out telework without a pattern.
    """
    return not marginal(habitual, limits) or substantial_part(here, limits)
