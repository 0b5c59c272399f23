"""The same worker at other numbers of home days, and a colleague who lives where the employer is."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from grenswerk.model.days import EmploymentDays, WorkingTime
from grenswerk.model.errors import BadInput
from grenswerk.model.worker import WorkerFile


def employment_abroad(file: WorkerFile) -> int:
    """The index of the employment whose home days are varied: the only one, or the only one abroad.

    Raises `BadInput` when there is none, or more than one.
    """
    abroad = [
        index
        for index, employment in enumerate(file.employments)
        if employment.employer_state != file.worker.residence
    ]
    if len(abroad) == 1:
        return abroad[0]
    if len(file.employments) == 1:
        return 0
    found = f"{len(abroad)} employments outside the residence state"
    raise BadInput(f"the worker file has {found}: expected one whose home days can be varied")


def days_to_divide(days: EmploymentDays) -> float:
    """Working days that can be worked at home or at the employer's: all but those in third states."""
    counted = days.counted
    return counted.employer + counted.residence + counted.covid_home


def with_home_days(days: Sequence[EmploymentDays], index: int, home: float) -> list[EmploymentDays]:
    """The days with `home` whole home days in employment `index`, the rest at the employer's; totals stay."""
    varied = days[index]
    total = days_to_divide(varied)
    home = min(home, total)
    counted = varied.counted._replace(
        employer=total - home,
        residence=home,
        outside_any=home + _third_in_counter(varied),
        outside_30=home + _third_in_counter(varied),
        covid_home=0.0,
    )
    time = WorkingTime(employer=total - home, residence_telework=home, third=varied.counted.third)
    changed = replace(varied, counted=counted, working_time=time, in_hours=False, entries=())
    return [changed if position == index else other for position, other in enumerate(days)]


def _third_in_counter(days: EmploymentDays) -> float:
    """Third-state days as far as the tolerance's counter has them (frontier regimes count them apart)."""
    counted = days.counted
    return max(0.0, min(counted.third, counted.outside_30 - counted.residence))


def without_plan(file: WorkerFile) -> WorkerFile:
    """The file without a plan of its own for the next twelve months: each variation is its own plan."""
    return replace(file, next_12_months=None)


def resident_colleague(file: WorkerFile, index: int) -> WorkerFile:
    """The same person, living in the employer's state: the domestic employee that a comparison asks for."""
    employment = file.employments[index]
    worker = replace(
        file.worker,
        residence=employment.employer_state,
        municipal_surcharge=None,
        church_tax=False,
        framework_agreement=None,
    )
    return replace(file, worker=worker, employments=[employment], next_12_months=None)
