"""Worker files for tests, short to write."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from grenswerk.assess.duties import duties
from grenswerk.assess.establishment import establishment
from grenswerk.assess.insurance import insurance
from grenswerk.assess.notes import Notes
from grenswerk.assess.taxing_rights import taxing_rights
from grenswerk.days import employment_days, worker_file
from grenswerk.law.rulebook import Rulebook
from grenswerk.model.answer import Assessment, Duty, EmploymentAnswer, Establishment
from grenswerk.model.states import pair_name
from grenswerk.model.worker import WorkerFile


def file_of(residence: str, seat: str, days: dict[str, Any], **facts: Any) -> WorkerFile:
    """A worker with one employment; `telework` and `year` may be given."""
    job = {"employer_state": seat, "telework": facts.pop("telework", {})}
    data = {"year": 2026, "worker": {"residence": residence}, "employments": [job], "days": days, **facts}
    return worker_file(data, "test")


def establishment_of(file: WorkerFile) -> tuple[Establishment | None, Notes]:
    days = employment_days(file, Path(), "test")
    return establishment(file, file.employments[0], days[0])


def duties_of(file: WorkerFile) -> tuple[list[Duty], Notes]:
    days = employment_days(file, Path(), "test")
    answers = [
        EmploymentAnswer(
            id=job.id,
            employer_state=job.employer_state,
            pair=pair_name(file.worker.residence, job.employer_state),
            tax=taxing_rights(file, job, counted, Rulebook())[0],
            establishment=establishment(file, job, counted)[0],
        )
        for job, counted in zip(file.employments, days, strict=True)
    ]
    return duties(file, days, answers, insurance(file, days)[0])


def with_duties(file: WorkerFile) -> Assessment:
    return Assessment(year=file.year, residence=file.worker.residence, employments=[], duties=duties_of(file)[0])
