"""The framework agreement on habitual cross-border telework (art. 16(1) of Reg. 883/2004), from 1 July 2023."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from grenswerk.model.period import days_in_month

_DUST = 1e-9  # a share that is a quotient of sums may miss its exact value by less than this


class AgreementLimits(NamedTuple):
    """The limits of the framework agreement."""

    telework_below: float  # art. 3: less than this share of total working time
    years: int  # art. 4: longest duration of one certificate
    months_back: int  # art. 4: how far before the request it may begin
    transitional_months_back: int  # ... for requests made during the first year


class Obstacle(IntEnum):
    """Why the agreement does not apply: the first that stands in the way."""

    NONE = 0
    NOT_IN_FORCE = 1  # one of the two states is no signatory on the day
    NOT_NEEDED = 2  # the residence state's legislation does not apply under art. 13(1)(a)
    SELF_EMPLOYED = 3  # art. 2(2)(c)
    EMPLOYERS_IN_SEVERAL_STATES = 4  # art. 2(1)
    OTHER_ACTIVITY_IN_RESIDENCE = 5  # art. 2(2)(a)
    OTHER_STATE = 6  # art. 2(2)(b)
    HALF_OR_MORE = 7  # art. 3
    OTHER_STATE_OUTSIDE_EU = 8  # art. 2(2)(b): not settled whether it covers such a state


class TeleworkFacts(NamedTuple):
    """What the agreement asks of the work; shares of total working time worldwide, 0-1."""

    in_force: bool  # both states are signatories on the day
    residence_by_substantial_part: bool  # art. 13(1)(a) leads to the residence state
    telework_share: float  # telework in the residence state, any place there
    other_activity_in_residence: bool  # habitually other work than telework in the residence state
    other_state: bool  # habitual work in a state of the Regulation other than residence and employer's state
    other_state_outside: bool  # ... in a state outside the Regulation
    self_employed: bool
    seats: int  # different states with the registered office of an employer
    seat_in_residence: bool


class Day(NamedTuple):
    """A day of the calendar; compares in order."""

    year: int
    month: int
    day: int


class Coverage(NamedTuple):
    """When a certificate under the agreement runs."""

    start: Day
    end: Day
    earliest: Day  # the first day that the request can reach
    cut: bool  # the wanted start lies before it


def obstacle(facts: TeleworkFacts, limits: AgreementLimits) -> Obstacle:
    """The first reason for which the agreement does not apply, or `NONE`: framework agreement arts 2 and 3."""
    if not facts.in_force:
        return Obstacle.NOT_IN_FORCE
    if not facts.residence_by_substantial_part:
        return Obstacle.NOT_NEEDED
    if facts.self_employed:
        return Obstacle.SELF_EMPLOYED
    if facts.seats != 1 or facts.seat_in_residence:
        return Obstacle.EMPLOYERS_IN_SEVERAL_STATES
    if facts.other_activity_in_residence:
        return Obstacle.OTHER_ACTIVITY_IN_RESIDENCE
    if facts.other_state:
        return Obstacle.OTHER_STATE
    if facts.telework_share >= limits.telework_below - _DUST:
        return Obstacle.HALF_OR_MORE
    if facts.other_state_outside:
        return Obstacle.OTHER_STATE_OUTSIDE_EU
    return Obstacle.NONE


def months_earlier(day: Day, months: int) -> Day:
    """The same day of the month `months` earlier, or the last day of that month."""
    month = day.year * 12 + day.month - 1 - months
    year, of_year = month // 12, month % 12 + 1
    return Day(year, of_year, min(day.day, days_in_month(year, of_year)))


def day_before(day: Day) -> Day:
    """The previous day."""
    if day.day > 1:
        return Day(day.year, day.month, day.day - 1)
    previous = months_earlier(Day(day.year, day.month, 1), 1)
    return Day(previous.year, previous.month, days_in_month(previous.year, previous.month))


def later(one: Day, other: Day) -> Day:
    """The later of two days."""
    return one if one >= other else other


def last_day(start: Day, limits: AgreementLimits) -> Day:
    """The last day of a certificate that runs as long as it can: framework agreement art. 4."""
    return day_before(months_earlier(start, -12 * limits.years))


def earliest_start(requested: Day, in_force: Day, transition_ends: Day, limits: AgreementLimits) -> Day:
    """The first day that a request can reach: art. 4; never before the agreement binds both states.

    `transition_ends` is the last day of requests that may reach back longer. The reach supposes that contributions
    were paid in the employer's state alone.
    """
    months = limits.transitional_months_back if requested <= transition_ends else limits.months_back
    return later(months_earlier(requested, months), in_force)


def coverage(wanted: Day, earliest: Day, limits: AgreementLimits) -> Coverage:
    """The period of a certificate wanted from a day, when the request reaches back to `earliest`: art. 4."""
    start = later(wanted, earliest)
    return Coverage(start, last_day(start, limits), earliest, wanted < earliest)


def wholly_rounded(share: float) -> float:
    """A share as Luxembourg's institution writes it: whole percents, halves up."""
    return int(share * 100 + 0.5 + _DUST) / 100
