"""Worker files for the tests of insurance."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from grenswerk.assess.insurance import insurance
from grenswerk.assess.notes import Notes
from grenswerk.days import employment_days, worker_file
from grenswerk.model.answer import SocialSecurity


def file_of(days: Any, *, residence: str = "BE", year: int = 2026, **more: Any) -> dict[str, Any]:
    """A worker of one Dutch employer, unless `employments` says otherwise."""
    worker = {"residence": residence, **more.pop("worker", {})}
    employments = more.pop("employments", [{"employer_state": "NL"}])
    return {"year": year, "worker": worker, "employments": employments, "days": days, **more}


def insured(given: dict[str, Any]) -> tuple[SocialSecurity, Notes]:
    """The answer for a worker file as data."""
    file = worker_file(given, "given")
    return insurance(file, employment_days(file, Path(), "given"))


def codes(notes: Notes) -> set[str]:
    """The codes of the findings, without the room's name."""
    return {finding.code.removeprefix("social_security.") for finding in notes.findings}
