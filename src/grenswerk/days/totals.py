"""From the totals of a year, as a person knows them, to counted days and working time: the numbers alone."""

from __future__ import annotations

import math
from typing import NamedTuple

from grenswerk.model.days import CountedDays, WorkingTime

WEEKS_OF_THE_YEAR = 52


class Totals(NamedTuple):
    """Days of the year by the keys of the worker file; `zone_*` are `outside_zone` by state."""

    work: float = 0.0
    home: float = 0.0
    home_short: float = 0.0
    third: float = 0.0
    zone_employer: float = 0.0
    zone_residence: float = 0.0
    zone_third: float = 0.0
    on_call_home: float = 0.0
    on_call_home_called: float = 0.0
    garden_leave: float = 0.0
    sick_work: float = 0.0
    sick_home: float = 0.0
    sick_unknown: float = 0.0
    covid_home: float = 0.0


def counted_of_totals(given: Totals, frontier_pair: bool) -> CountedDays:  # noqa: FBT001
    """The counted days; `frontier_pair`: the pair has a regime for frontier workers, which counts days apart."""
    third = given.third + given.zone_third
    if frontier_pair:
        outside_30 = given.home
        outside_zone = given.third + given.zone_employer + given.zone_residence + given.zone_third
    else:
        outside_30 = given.home + given.third + given.zone_residence + given.zone_third
        outside_zone = 0.0
    return CountedDays(
        given.work + given.home_short + given.zone_employer,
        given.home + given.zone_residence,
        third,
        outside_30 + given.home_short,
        outside_30,
        given.on_call_home,
        given.on_call_home_called,
        given.garden_leave,
        given.sick_work,
        given.sick_home,
        given.sick_unknown,
        given.covid_home,
        outside_zone,
    )


def time_of_totals(given: Totals) -> WorkingTime:
    """The working time by place, in days."""
    return WorkingTime(
        given.work + given.home_short + given.zone_employer,
        given.home + given.covid_home,
        given.zone_residence,
        given.third + given.zone_third,
    )


def weeks_worked(weeks_off: float, share_of_year: float) -> float:
    """The weeks of the pattern in the employment's share of the year; `weeks_off` are those of a whole year."""
    return (WEEKS_OF_THE_YEAR - weeks_off) * share_of_year


def counted_of_pattern(home_per_week: float, days_per_week: float, weeks: float) -> CountedDays:
    """The counted days of a week that repeats; a counter of days is whole, since a part of a day is none."""
    home = home_per_week * weeks
    whole = math.floor(home + 0.5) * 1.0
    employer = (days_per_week - home_per_week) * weeks
    return CountedDays(employer, home, 0.0, whole, whole, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def time_of_pattern(counted: CountedDays) -> WorkingTime:
    """The working time of a week that repeats, in days."""
    return WorkingTime(counted.employer, counted.residence, 0.0, 0.0)
