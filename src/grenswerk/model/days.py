"""Days: as a person logs them, and as a rule counts them."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, NamedTuple

from msgspec import Meta, Struct

from grenswerk.model.answer import Finding


class Activity(StrEnum):
    """What was done on a day."""

    OFFICE = "office"
    TELEWORK = "telework"
    HOME_OTHER = "home_other"  # work at home that is not telework
    TRIP = "trip"
    TRAINING = "training"
    ON_CALL = "on_call"
    ON_CALL_CALLED = "on_call_called"
    GARDEN_LEAVE = "garden_leave"
    SICK = "sick"
    LEAVE = "leave"
    HOLIDAY = "holiday"
    REST = "rest"


WORK = frozenset(
    (Activity.OFFICE, Activity.TELEWORK, Activity.HOME_OTHER, Activity.TRIP, Activity.TRAINING),
)


class DayEntry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One row of a day log. `minutes` empty is a full working day; several rows may share a date."""

    date: dt.date
    state: Annotated[str, Meta(pattern="^[A-Z]{2}$")]
    minutes: Annotated[int, Meta(ge=0, le=1440)] | None = None
    activity: Activity = Activity.OFFICE
    employment: str = ""
    zone: bool | None = None
    overnight: bool = False


class CountedDays(NamedTuple):
    """The days of one employment in one year, as numbers that a rule can read.

    The first three are working days shared out over the states where the work was done (a day worked in two
    states is divided by minutes). The counters are whole days. Unit: days of the year.
    """

    employer: float = 0.0  # worked in the employer's state
    residence: float = 0.0  # worked in the residence state
    third: float = 0.0  # worked in any other state
    outside_any: float = 0.0  # days with any work in the residence or a third state
    outside_30: float = 0.0  # days with at least 30 minutes of it
    on_call_home: float = 0.0  # only stand-by duty at home, not called
    on_call_home_called: float = 0.0  # stand-by duty at home, called to act
    garden_leave: float = 0.0  # released from work, paid
    sick_employer: float = 0.0  # paid sick days on which work would have been done in the employer's state
    sick_residence: float = 0.0  # ... in the residence state
    sick_unknown: float = 0.0  # ... not known where
    covid_home: float = 0.0  # home solely because of pandemic measures, agreement claimed
    outside_zone: float = 0.0  # frontier regimes: full days outside the zone or nights of non-return


class WorkingTime(NamedTuple):
    """Working time of one employment by place; in hours where every row has them, in days otherwise."""

    employer: float = 0.0
    residence_telework: float = 0.0
    residence_other: float = 0.0
    third: float = 0.0

    @property
    def total(self) -> float:
        """All working time, worldwide."""
        return self.employer + self.residence_telework + self.residence_other + self.third


def any_telework(days: CountedDays) -> bool:
    """Whether any day is spent at home that would not be, were all work done at the employer's."""
    at_home = days.residence + days.covid_home + days.sick_residence + days.on_call_home + days.on_call_home_called
    return at_home > 0.0 or days.outside_any > days.third


def days_at_the_employer(days: CountedDays) -> CountedDays:
    """The same days with every home day worked at the employer's; stand-by at home falls away."""
    return CountedDays(
        days.employer + days.residence + days.covid_home,
        0.0,  # at home
        days.third,
        days.third,  # outside, as both counters have it
        days.third,
        0.0,  # on call at home, not called and called
        0.0,
        days.garden_leave,
        days.sick_employer + days.sick_residence,
        0.0,  # sick where work would have been at home
        days.sick_unknown,
        0.0,  # home because of the pandemic
        days.outside_zone,
    )


def time_at_the_employer(time: WorkingTime) -> WorkingTime:
    """The same working time with all work in the residence state done at the employer's."""
    return WorkingTime(time.employer + time.residence_telework + time.residence_other, 0.0, 0.0, time.third)


class DayForm(StrEnum):
    """In which form the days were given."""

    COUNTS = "counts"
    PATTERN = "pattern"
    LOG = "log"


class EmploymentDays(Struct, frozen=True, kw_only=True):
    """The counted days of one employment, with what cannot be told from numbers alone."""

    employment: str
    form: DayForm
    counted: CountedDays
    working_time: WorkingTime
    in_hours: bool = False  # working time is in hours, not days
    third_states: dict[str, float]  # working days by third state
    entries: tuple[DayEntry, ...] = ()  # in date order; empty unless the days came as a log
    possible_days: float  # working days that the contract and the calendar allow
    warnings: tuple[Finding, ...] = ()  # about the days as they were given
