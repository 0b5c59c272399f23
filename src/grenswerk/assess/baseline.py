"""The same worker without telework: every home day is worked at the employer's."""

from __future__ import annotations

from msgspec.structs import replace

from grenswerk.model.days import EmploymentDays, any_telework, days_at_the_employer, time_at_the_employer


def without_telework(days: EmploymentDays) -> EmploymentDays:
    """The days with every home day moved to the employer's state; stand-by at home falls away."""
    return replace(
        days,
        counted=days_at_the_employer(days.counted),
        working_time=time_at_the_employer(days.working_time),
        entries=(),
    )


def has_telework(days: EmploymentDays) -> bool:
    """Whether any working day is spent at home."""
    return any_telework(days.counted)
