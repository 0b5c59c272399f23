"""Who may tax the wage: one state's reading of one pair's rule, applied to one employment in one year.

The order is that of the treaties: public pay (art. 18/19), the frontier regimes (FR-DE art. 13(5), FR-BE
art. 11(2)(c)), the tolerance rule (NL-DE art. 14(1a), BE-LU final protocol point 8, DE-LU art. 14(1a), FR-LU
protocol point 3), and otherwise the place of physical work day by day (art. 14/15(1)). Days worked in a third
state fall back to the residence state.
"""

from __future__ import annotations

import math
from enum import IntEnum
from typing import NamedTuple

from grenswerk.model.days import CountedDays

_DUST = 1e-9
NO_LIMIT = -1.0


class Proration(IntEnum):
    """What part-time work does to the number of days."""

    NONE = 0
    EXACT = 1  # in proportion to the contract
    UP = 2  # in proportion, rounded up to a whole day


class Placement(IntEnum):
    """Where the salary fraction puts a paid day on which no work was done."""

    LEFT_OUT = 0
    WHERE_WORK_WOULD_HAVE_BEEN = 1
    EMPLOYER_STATE = 2
    RESIDENCE_STATE = 3


class PublicPay(IntEnum):
    """How pay from a public body of the employer's state is read."""

    AS_PRIVATE = 0
    PAYING_STATE = 1  # the paying state alone taxes all of it, unless for a national of the residence state only
    BY_DAYS = 2  # home days belong to the residence state, without a tolerance


class Frontier(IntEnum):
    """The regimes in which the residence state alone taxes a frontier worker."""

    NONE = 0
    ZONE = 1  # FR-DE: counts full days outside the zones; home in the zone is inside
    WORK_ZONE = 2  # FR-BE: counts every day outside the employer state's zone, home days included


class Basis(IntEnum):
    """The rule on which a view rests."""

    NO_WORK = 0  # no working day at all: nothing to divide
    BY_DAYS = 1  # pair without a tolerance: divided day by day
    TOLERANCE_KEPT = 2
    TOLERANCE_LOST = 3  # above the limit: divided from the first day
    EXCESS_ONLY = 4  # above the limit, where only the excess moves (a reform)
    FRONTIER_KEPT = 5
    FRONTIER_LOST = 6
    PAYING_STATE = 7
    NO_DAY_IN_WORK_STATE = 8


class Reading(NamedTuple):
    """One state's reading of the rule of one pair in one year."""

    limit_days: float = NO_LIMIT  # home and third-state days that leave the pay with the employer's state
    limit_share: float = 0.0  # the same as a share of working days; 0: the limit is in days
    limit_is_below: bool = False  # the share itself is already too much ("below 50 %")
    excess_only: bool = False  # only days above the limit move
    counts_from_30_minutes: bool = False  # else any fraction of a day counts
    part_time: Proration = Proration.NONE
    part_year_days_a_month: float = 0.0  # limit in a part-year: days a month of employment; 0: not reduced
    on_call_counts: bool = False  # stand-by duty at home without a call is a day of work at home
    on_call_called_counts: bool = True
    needs_day_in_work_state: bool = True
    sick: Placement = Placement.LEFT_OUT
    garden_leave: Placement = Placement.EMPLOYER_STATE
    pandemic_days_stay: bool = False  # pandemic home days count as worked in the employer's state
    public_pay: PublicPay = PublicPay.PAYING_STATE
    frontier: Frontier = Frontier.NONE
    frontier_days: float = 0.0  # days outside that keep the regime, in a full year
    frontier_part_year_share: float = 0.0  # ... in a part-year, as a share of working days; 0: not reduced


class Contract(NamedTuple):
    """The facts of the employment that the rule asks for."""

    part_time_share: float = 1.0  # contractual hours as a share of full-time hours
    months: float = 12.0  # months of employment in the year
    public: bool = False
    national_of_residence_only: bool = False  # national of the residence state and not of the employer's
    frontier_worker: bool = False  # home and workplace in the zones, and the status where the group is closed


class View(NamedTuple):
    """What one state reads: the count against the limit, the days that divide the pay, and the shares."""

    basis: Basis
    counted: float  # days that count against the limit
    limit: float  # the limit for this worker; -1: none
    employer_days: float
    residence_days: float
    third_days: float
    employer_share: float  # of the pay, 0-1
    third_share: float  # days in third states, which fall back to the residence state
    residence_share: float  # the rest; the three sum to 1


def days_outside(days: CountedDays, reading: Reading) -> float:
    """Days that count against the tolerance: home and third-state days share one counter.

    Days of presence without work (leave, sickness, rest) never count.
    """
    counted = days.outside_30 if reading.counts_from_30_minutes else days.outside_any
    if not reading.pandemic_days_stay:
        counted += days.covid_home
    if reading.on_call_counts:
        counted += days.on_call_home
    if reading.on_call_called_counts:
        counted += days.on_call_home_called
    return counted


def salary_fraction(days: CountedDays, reading: Reading) -> tuple[float, float, float]:
    """The days that divide the pay, as (employer's state, residence state, third states).

    The Netherlands keep sick days where the work would have been done (HR 23 September 2005, no. 40 179); Germany
    leaves them out (BMF 12 December 2023, para. 230). A sick day of which the place is not known follows the
    pattern of the others, which is the same as leaving it out.
    """
    employer, residence, third = days.employer, days.residence, days.third
    if reading.pandemic_days_stay:
        employer += days.covid_home
    else:
        residence += days.covid_home
    if reading.on_call_counts:
        residence += days.on_call_home
    if reading.on_call_called_counts:
        residence += days.on_call_home_called
    sick = days.sick_employer + days.sick_residence + days.sick_unknown
    if reading.sick == Placement.WHERE_WORK_WOULD_HAVE_BEEN:
        employer += days.sick_employer
        residence += days.sick_residence
    elif reading.sick == Placement.EMPLOYER_STATE:
        employer += sick
    elif reading.sick == Placement.RESIDENCE_STATE:
        residence += sick
    if reading.garden_leave == Placement.EMPLOYER_STATE:
        employer += days.garden_leave
    elif reading.garden_leave == Placement.RESIDENCE_STATE:
        residence += days.garden_leave
    return employer, residence, third


def limit_of(reading: Reading, contract: Contract, working_days: float) -> float:
    """The days that this worker may work outside the employer's state without moving the taxing right."""
    if reading.limit_share > 0.0:
        exact = reading.limit_share * working_days
        if reading.limit_is_below:
            return math.ceil(exact - _DUST) - 1.0
        return math.floor(exact + _DUST) * 1.0
    limit = reading.limit_days
    if limit < 0.0:
        return NO_LIMIT
    if reading.part_time == Proration.UP:
        limit = math.ceil(limit * contract.part_time_share - _DUST) * 1.0
    elif reading.part_time == Proration.EXACT:
        limit = limit * contract.part_time_share
    if reading.part_year_days_a_month > 0.0 and contract.months < 12.0:
        limit = min(limit, reading.part_year_days_a_month * math.ceil(contract.months - _DUST))
    return limit


def days_outside_zone(days: CountedDays, reading: Reading) -> float:
    """Days that count against a frontier regime (KonsVerFRAV s. 7; additional protocol FR-BE).

    Between France and Germany work in the residence state's zone is inside; between France and Belgium every day
    outside the Belgian zone counts, work at home included.
    """
    if reading.frontier == Frontier.WORK_ZONE:
        return days.outside_zone + days_outside(days, reading)
    return days.outside_zone


def frontier_limit(reading: Reading, contract: Contract, working_days: float) -> float:
    """Days outside the zone that keep the regime; in a part-year a share of the working days, never more."""
    if reading.frontier_part_year_share > 0.0 and contract.months < 12.0:
        return min(reading.frontier_days, reading.frontier_part_year_share * working_days)
    return reading.frontier_days


def allocate(days: CountedDays, contract: Contract, reading: Reading) -> View:
    """The taxing right over the pay of one employment, as one state reads it."""
    employer, residence, third = salary_fraction(days, reading)
    total = employer + residence + third
    if total <= 0.0:
        return View(Basis.NO_WORK, 0.0, NO_LIMIT, employer, residence, third, 1.0, 0.0, 0.0)
    worked = days.employer + days.residence + days.third + days.covid_home
    counted = days_outside(days, reading)
    limit = limit_of(reading, contract, worked)
    basis = Basis.BY_DAYS
    if contract.public and reading.public_pay != PublicPay.AS_PRIVATE:
        limit = NO_LIMIT
        if reading.public_pay == PublicPay.PAYING_STATE and not contract.national_of_residence_only:
            basis = Basis.PAYING_STATE
    elif reading.frontier != Frontier.NONE and contract.frontier_worker:
        counted = days_outside_zone(days, reading)
        limit = frontier_limit(reading, contract, worked)
        basis = Basis.FRONTIER_KEPT if counted <= limit + _DUST else Basis.FRONTIER_LOST
    elif limit >= 0.0:
        if counted > limit + _DUST:
            basis = Basis.EXCESS_ONLY if reading.excess_only else Basis.TOLERANCE_LOST
        elif reading.needs_day_in_work_state and employer <= 0.0 and counted > 0.0:
            basis = Basis.NO_DAY_IN_WORK_STATE
        else:
            basis = Basis.TOLERANCE_KEPT
    employer_share, third_share = employer / total, third / total
    if basis in (Basis.TOLERANCE_KEPT, Basis.PAYING_STATE):
        employer_share, third_share = 1.0, 0.0
    elif basis == Basis.FRONTIER_KEPT:
        employer_share, third_share = 0.0, 0.0
    elif basis == Basis.EXCESS_ONLY:
        moved = (total - employer) * (counted - limit) / counted
        employer_share, third_share = 1.0 - moved / total, third_share * (counted - limit) / counted
    residence_share = 1.0 - employer_share - third_share
    return View(
        basis, counted, limit, employer, residence, third, employer_share, third_share, max(0.0, residence_share)
    )
