"""The same worker without telework: every home day is worked at the employer's."""

from __future__ import annotations

from msgspec.structs import replace

from grenswerk.model.days import CountedDays, EmploymentDays, WorkingTime


def without_telework(days: EmploymentDays) -> EmploymentDays:
    """The days with every home day moved to the employer's state; stand-by at home falls away."""
    counted, time = days.counted, days.working_time
    moved: CountedDays = counted._replace(
        employer=counted.employer + counted.residence + counted.covid_home,
        residence=0.0,
        outside_any=counted.third,
        outside_30=counted.third,
        covid_home=0.0,
        on_call_home=0.0,
        on_call_home_called=0.0,
        sick_employer=counted.sick_employer + counted.sick_residence,
        sick_residence=0.0,
    )
    at_employer = time.employer + time.residence_telework + time.residence_other
    return replace(
        days, counted=moved, working_time=WorkingTime(employer=at_employer, third=time.third), entries=()
    )


def has_telework(days: EmploymentDays) -> bool:
    """Whether any working day is spent at home."""
    counted = days.counted
    return counted.residence + counted.covid_home > 0.0 or counted.outside_any > counted.third
