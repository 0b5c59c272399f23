"""Small worker files for the tests of days."""

from __future__ import annotations

from pathlib import Path

from grenswerk.days import employment_days, worker_file
from grenswerk.documents import parse
from grenswerk.model.days import EmploymentDays

WORKER = "year: {year}\nworker: {{residence: {residence}}}\nemployments: [{{employer_state: {employer}{facts}}}]\n"


def document(days: str, *, residence: str = "BE", employer: str = "NL", year: int = 2026, facts: str = "") -> str:
    """A worker file with these days; `facts` are more keys of the employment, `, from: 2026-07-01`."""
    return WORKER.format(year=year, residence=residence, employer=employer, facts=facts) + f"days: {days}\n"


def counted(days: str, **person: object) -> EmploymentDays:
    """The counted days of the only employment of such a file."""
    text = document(days, **person)  # type: ignore[arg-type]
    (found,) = employment_days(worker_file(parse(text, "worker.yaml"), "worker.yaml", text), Path(), "worker.yaml")
    return found
