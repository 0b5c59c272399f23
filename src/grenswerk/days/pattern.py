"""A week that repeats, to counted days."""

from __future__ import annotations

from grenswerk.days.period import possible_days, share_of_year
from grenswerk.days.place import in_file
from grenswerk.days.totals import counted_of_pattern, time_of_pattern, weeks_worked
from grenswerk.model.days import DayForm, EmploymentDays
from grenswerk.model.errors import BadInput
from grenswerk.model.worker import Employment, Pattern, WorkerFile


def count_pattern(
    file: WorkerFile, employment: Employment, pattern: Pattern, where: str, path: str
) -> EmploymentDays:
    """The days of one employment from home days a week, over the weeks of the year that are worked.

    `weeks_off` are weeks of a whole year; an employment of half a year has half of the 52 weeks and half of the
    weeks off. Shares are exact; a counter of days is rounded to whole days, since a part of a day is none.
    Raises `BadInput` when more days are at home than are worked.
    """
    if pattern.home_per_week > employment.days_per_week:
        raise BadInput(
            f"{in_file(where, f'{path}.home_per_week')}: {path}.home_per_week is {pattern.home_per_week:g}: "
            f"expected at most the {employment.days_per_week:g} working days a week of {employment.id}"
        )
    weeks = weeks_worked(pattern.weeks_off, share_of_year(employment, file.year))
    counted = counted_of_pattern(pattern.home_per_week, employment.days_per_week, weeks)
    return EmploymentDays(
        employment=employment.id,
        form=DayForm.PATTERN,
        counted=counted,
        working_time=time_of_pattern(counted),
        third_states={},
        possible_days=possible_days(employment, file.year),
    )
