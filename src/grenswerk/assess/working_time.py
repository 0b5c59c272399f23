"""Where a worker's time is spent, over all employments: the shares that the insurance rules read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from grenswerk.law.social_security import working_pattern
from grenswerk.law.social_security.working_pattern import inside_residence, with_home_share
from grenswerk.model.days import EmploymentDays, WorkingTime
from grenswerk.model.worker import Employment, TeleworkStatus, WorkerFile


class Job(NamedTuple):
    """One employment with its days and its own span within the year."""

    employment: Employment
    days: EmploymentDays
    start: dt.date
    end: dt.date


class Whereabouts(NamedTuple):
    """Working time by place, in one unit (hours or days) for all employments together."""

    telework: float  # in the residence state, agreed
    incidental_telework: float  # in the residence state, unplanned
    other_in_residence: float
    elsewhere: dict[str, float]  # by state
    by_job: tuple[float, ...]  # in the order of the jobs
    residence_by_job: tuple[float, ...]

    @property
    def residence(self) -> float:
        """All work in the residence state."""
        return self.telework + self.incidental_telework + self.other_in_residence

    @property
    def total(self) -> float:
        """All work worldwide (C-743/23)."""
        return self.residence + sum(self.elsewhere.values())

    def share(self, part: float) -> float:
        """A part of the total, 0-1; 0 where no work was done."""
        return part / self.total if self.total else 0.0


def jobs_of(file: WorkerFile, days: Sequence[EmploymentDays]) -> tuple[Job, ...]:
    """Every employment with its days and its span within the year, in the order of the file."""
    by_id = {day.employment: day for day in days}
    first, last = dt.date(file.year, 1, 1), dt.date(file.year, 12, 31)
    jobs = []
    for index, employment in enumerate(file.employments):
        found = by_id.get(employment.id) or days[index]
        start = max(first, employment.start or first)
        end = min(last, employment.end or last)
        if start <= end:
            jobs.append(Job(employment, found, start, end))
    return tuple(jobs)


def in_days(days: EmploymentDays) -> WorkingTime:
    """The working time in days, also where it is known in hours."""
    if not days.in_hours:
        return days.working_time
    home = days.working_time.residence_telework + days.working_time.residence_other
    telework = days.working_time.residence_telework / home if home else 0.0
    residence = days.counted.residence
    return WorkingTime(days.counted.employer, residence * telework, residence * (1 - telework), days.counted.third)


def times_of(jobs: Sequence[Job]) -> tuple[WorkingTime, ...]:
    """The working time of every job: in hours where all are known in hours, in days otherwise."""
    if all(job.days.in_hours or not job.days.working_time.total for job in jobs):
        return tuple(job.days.working_time for job in jobs)
    return tuple(in_days(job.days) for job in jobs)


def without_covid_days(job: Job, time: WorkingTime) -> WorkingTime:
    """The same time with the home days that only the pandemic caused put back in the employer's state."""
    return working_pattern.without_covid_days(time, job.days.counted.covid_home)


def planned(residence: str, jobs: Sequence[Job], home_share: float) -> tuple[WorkingTime, ...]:
    """The times of all jobs when `home_share` of all work will be done at home.

    Every job for an employer abroad gets the same home share; its other work keeps its proportions, and its work
    in the residence state stays divided between telework and other work as it was.
    """
    times = times_of(jobs)
    if not any(time.total for time in times):
        times = tuple(WorkingTime(employer=1.0) for _ in jobs)
    abroad = sum(time.total for job, time in zip(jobs, times, strict=True) if _abroad(job, residence))
    if not abroad:
        return times
    share = min(1.0, home_share * sum(time.total for time in times) / abroad)
    return tuple(
        with_home_share(time, share) if _abroad(job, residence) else time
        for job, time in zip(jobs, times, strict=True)
    )


def whereabouts(residence: str, jobs: Sequence[Job], times: Sequence[WorkingTime]) -> Whereabouts:
    """Working time by place; a job without any work counts as work in its employer's state."""
    telework = incidental = other = 0.0
    elsewhere: dict[str, float] = {}
    by_job, residence_by_job = [], []
    nothing = not any(time.total for time in times)
    for job, time in zip(jobs, times, strict=True):
        if nothing:
            time = WorkingTime(employer=1.0)
        given = job.employment.telework
        unplanned = given.status is TeleworkStatus.INCIDENTAL
        inside = inside_residence(time, _abroad(job, residence), given.it_based, unplanned)
        telework += inside.telework
        incidental += inside.incidental
        other += inside.other
        if _abroad(job, residence):
            seat = job.employment.employer_state
            elsewhere[seat] = elsewhere.get(seat, 0.0) + time.employer
        for state, part in _third(job, time).items():
            elsewhere[state] = elsewhere.get(state, 0.0) + part
        by_job.append(time.total)
        residence_by_job.append(time.total - time.third - (time.employer if _abroad(job, residence) else 0.0))
    return Whereabouts(telework, incidental, other, elsewhere, tuple(by_job), tuple(residence_by_job))


def _abroad(job: Job, residence: str) -> bool:
    return job.employment.employer_state != residence


def _third(job: Job, time: WorkingTime) -> dict[str, float]:
    """Work in third states, shared out as its days are."""
    days = sum(job.days.third_states.values())
    if not days or not time.third:
        return {}
    return {state: time.third * part / days for state, part in job.days.third_states.items()}


def scaled(job: Job, time: WorkingTime, start: dt.date, end: dt.date) -> WorkingTime:
    """The part of a job's time that falls in a span of the year, spread evenly over the job's own span."""
    overlap = (min(job.end, end) - max(job.start, start)).days + 1
    part = overlap / ((job.end - job.start).days + 1)
    return WorkingTime(*(value * part for value in time))
