"""Does the home of an employee bind the employer: the home office as a permanent establishment.

Treaty art. 5(1), (4) and (5), as one state reads it. Shares are of the employee's whole working time for that
employer over twelve months, 0-1.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

_DUST = 1e-9  # of a share; less than a minute of a year's work


class Fact(IntEnum):
    """A fact that can be yes, no or not given."""

    NOT_GIVEN = -1
    NO = 0
    YES = 1


class Arrangement(IntEnum):
    """Who wants the work to be done at home, as the NL-BE agreement names it."""

    NOT_GIVEN = -1
    INCIDENTAL = 0  # incidenteel: no fixed pattern
    VOLUNTARY = 1  # structureel, with a choice to work on site
    REQUIRED = 2  # structureel en verplicht


class Motive(IntEnum):
    """Why the employer agrees to work at home."""

    NOT_GIVEN = -1
    EMPLOYEE_WISH = 0
    COST_SAVING = 1
    BUSINESS_PRESENCE = 2


class HomeOffice(NamedTuple):
    """The facts of one employee's work at home for one employer."""

    lowest_share: float = 0.0  # at home, over the twelve months with the smallest share
    highest_share: float = 0.0  # ... with the largest share
    residence_share: float = 0.0  # all work in the residence state, at home or not
    months: float = 12.0  # for which the arrangement lasts; 12 or more when it is open-ended
    arrangement: Arrangement = Arrangement.NOT_GIVEN
    office: Fact = Fact.NOT_GIVEN  # a workplace at the employer's that the employee may freely use
    motive: Motive = Motive.NOT_GIVEN
    contacts: float = 0.0  # meetings a year with customers or suppliers in the residence state
    concludes_contracts: bool = False
    management_role: bool = False
    sole_carrier: bool = False  # the only or main person to carry on the enterprise's business
    auxiliary_only: bool = False
    room_rented: bool = False
    room_usable: bool = False  # the employer may use the room otherwise: send others, enter at will


class Test(IntEnum):
    """What decides when no safe line protects."""

    REQUIREMENT = 0  # does the employer require the work at home? (OECD 2017 par. 18-19; NL-BE agreement)
    COMMERCIAL_REASON = 1  # does presence there serve the business? (OECD 2025 par. 44.1-44.21)
    REASON_AND_REQUIREMENT = 2  # the later commentary, doubted where it changes the earlier one
    POWER_OF_DISPOSAL = 3  # Verfügungsmacht over the room (AEAO § 12 no. 4)


class Yardstick(NamedTuple):
    """How one state measures a home office in one year."""

    test: Test
    limit: float = -1.0  # share below which the home is safe; -1: no such line
    limit_is_safe: bool = False  # exactly at the limit is still safe
    intermittent_contacts: float = 4.0  # a year; at most these do not make a commercial reason
    regular_contacts: float = 12.0  # a year; from these on there is one
    permanence_months: float = 6.0  # a shorter use is not fixed


class Risk(IntEnum):
    """The scale of the answer."""

    FACT_NOT_GIVEN = -1
    NONE = 0
    UNLIKELY = 1
    POSSIBLE = 2
    LIKELY = 3
    UNCERTAIN = 4


class Ground(IntEnum):
    """What decided."""

    NO_WORK_AT_HOME = 0
    AUXILIARY = 1
    DEPENDENT_AGENT = 2
    WITHIN_LINE = 3
    WINDOWS_DISAGREE = 4
    NOT_PERMANENT = 5
    ROOM_AT_DISPOSAL = 6
    OUTSIDE_GUIDANCE = 7
    NO_POWER_OF_DISPOSAL = 8
    PLACE_OF_MANAGEMENT = 9
    INCIDENTAL = 10
    REQUIRED = 11
    BY_CHOICE = 12
    NO_OFFICE = 13
    COMMERCIAL_REASON = 14
    NO_COMMERCIAL_REASON = 15
    REASON_OPEN = 16
    SOLE_CARRIER = 17
    REGULARITY_OPEN = 18
    COMMENTARY_DISPUTED = 19
    ARRANGEMENT_NOT_GIVEN = 20
    OFFICE_NOT_GIVEN = 21
    MOSTLY_AT_THE_OFFICE = 22


class View(NamedTuple):
    """One state's reading."""

    risk: Risk
    ground: Ground


def months_of_arrangement(days: float) -> float:
    """How long an arrangement of so many days lasts, in months; 12 for a year or more."""
    return min(12.0, days / 30.4375)


def is_beyond(share: float, yardstick: Yardstick) -> bool:
    """Whether the share leaves the safe line; always when there is no line."""
    if yardstick.limit < 0.0:
        return True
    if yardstick.limit_is_safe:
        return share > yardstick.limit + _DUST
    return share >= yardstick.limit - _DUST


def home_office(home: HomeOffice, yardstick: Yardstick) -> View:
    """The risk that the home is a permanent establishment of the employer, as one state reads it."""
    if home.residence_share <= 0.0 and home.highest_share <= 0.0:
        return View(Risk.NONE, Ground.NO_WORK_AT_HOME)
    if home.auxiliary_only:  # art. 5(4), and art. 5(5) in fine
        return View(Risk.NONE, Ground.AUXILIARY)
    if home.concludes_contracts:  # art. 5(5) stands beside every safe line
        return View(Risk.LIKELY, Ground.DEPENDENT_AGENT)
    if home.highest_share <= 0.0:
        return View(Risk.NONE, Ground.NO_WORK_AT_HOME)
    if yardstick.test == Test.POWER_OF_DISPOSAL:
        return _power_of_disposal(home)
    if yardstick.limit >= 0.0:
        beyond = is_beyond(home.lowest_share, yardstick)
        if beyond != is_beyond(home.highest_share, yardstick):
            return View(Risk.UNCERTAIN, Ground.WINDOWS_DISAGREE)
        if not beyond:
            if home.room_rented and home.room_usable:  # premises of the enterprise rather than a home
                return View(Risk.POSSIBLE, Ground.OUTSIDE_GUIDANCE)
            return View(Risk.NONE, Ground.WITHIN_LINE)
    if home.months < yardstick.permanence_months:
        return View(Risk.UNLIKELY, Ground.NOT_PERMANENT)
    if home.room_usable:
        return View(Risk.LIKELY, Ground.ROOM_AT_DISPOSAL)
    if yardstick.test == Test.REQUIREMENT:
        return _management(home, _requirement(home))
    reason = _commercial_reason(home, yardstick)
    disputed = yardstick.test == Test.REASON_AND_REQUIREMENT and home.arrangement == Arrangement.REQUIRED
    if disputed and reason.risk != Risk.LIKELY:
        return View(Risk.UNCERTAIN, Ground.COMMENTARY_DISPUTED)
    return _management(home, reason)


def _power_of_disposal(home: HomeOffice) -> View:
    """AEAO § 12 no. 4 and 7, § 10 no. 4: the room of the employee is not the employer's, save for management."""
    if home.room_usable:
        return View(Risk.LIKELY, Ground.ROOM_AT_DISPOSAL)
    if home.management_role:
        mostly_there = home.highest_share >= 0.5 or home.office == Fact.NO or home.sole_carrier
        if mostly_there:
            return View(Risk.LIKELY, Ground.PLACE_OF_MANAGEMENT)
        return View(Risk.POSSIBLE, Ground.PLACE_OF_MANAGEMENT)
    return View(Risk.NONE, Ground.NO_POWER_OF_DISPOSAL)


def _requirement(home: HomeOffice) -> View:
    """OECD 2017 par. 18-19 and the three scenarios of the NL-BE agreement."""
    arrangement = home.arrangement
    if arrangement == Arrangement.NOT_GIVEN and home.motive == Motive.EMPLOYEE_WISH:
        arrangement = Arrangement.VOLUNTARY
    if arrangement == Arrangement.NOT_GIVEN:
        if home.highest_share < 0.5 and home.office != Fact.NO:  # the place of work is plainly elsewhere
            return View(Risk.UNLIKELY, Ground.MOSTLY_AT_THE_OFFICE)
        return View(Risk.FACT_NOT_GIVEN, Ground.ARRANGEMENT_NOT_GIVEN)
    if arrangement == Arrangement.INCIDENTAL:
        if home.highest_share < 0.5:
            return View(Risk.NONE, Ground.INCIDENTAL)
        return View(Risk.UNLIKELY, Ground.INCIDENTAL)
    if arrangement == Arrangement.REQUIRED:
        return View(Risk.LIKELY, Ground.REQUIRED)
    if home.office == Fact.YES:
        return View(Risk.UNLIKELY, Ground.BY_CHOICE)
    if home.office == Fact.NO:
        return View(Risk.POSSIBLE, Ground.NO_OFFICE)
    return View(Risk.FACT_NOT_GIVEN, Ground.OFFICE_NOT_GIVEN)


def _commercial_reason(home: HomeOffice, yardstick: Yardstick) -> View:
    """OECD 2025 par. 44.1-44.21: does physical presence in the residence state facilitate the business?"""
    if home.motive == Motive.BUSINESS_PRESENCE or home.contacts >= yardstick.regular_contacts:
        return View(Risk.LIKELY, Ground.COMMERCIAL_REASON)
    if home.sole_carrier:
        return View(Risk.LIKELY, Ground.SOLE_CARRIER)
    if home.contacts > yardstick.intermittent_contacts:
        return View(Risk.POSSIBLE, Ground.REGULARITY_OPEN)
    office_matters = yardstick.test == Test.REASON_AND_REQUIREMENT
    free_choice = home.arrangement == Arrangement.VOLUNTARY and (home.office == Fact.YES or not office_matters)
    if home.contacts > 0.0 or home.motive != Motive.NOT_GIVEN or free_choice:
        return View(Risk.UNLIKELY, Ground.NO_COMMERCIAL_REASON)
    return View(Risk.POSSIBLE, Ground.REASON_OPEN)


def _management(home: HomeOffice, view: View) -> View:
    """A place of management (art. 5(2)(a)) leaves the question open where the rest points to no."""
    if home.management_role and view.risk == Risk.UNLIKELY:
        return View(Risk.POSSIBLE, Ground.PLACE_OF_MANAGEMENT)
    return view
