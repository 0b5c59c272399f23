"""The statement of a year: what was logged and how it counts, with a hash that the site verifies."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import Any

from grenswerk.model.days import EmploymentDays
from grenswerk.model.worker import Employment
from grenswerk.web.mydays.log import log_of
from grenswerk.web.mydays.models import Statement, Year


def make_statement(year: Year) -> Statement:
    """The statement of the year as its log stands now; the same log gives the same statement."""
    content = content_of(year)
    statement, _ = Statement.objects.get_or_create(
        year=year, hash=hash_of(content), defaults={"content": content, "version": year.version}
    )
    return statement


def hash_of(content: dict[str, Any]) -> str:
    """SHA-256 of the content in its canonical form: JSON with sorted keys and no spaces, UTF-8."""
    written = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()


def content_of(year: Year) -> dict[str, Any]:
    """Everything that the paper says."""
    days, found = log_of(year)
    return {
        "year": year.year,
        "name": found.file.worker.name,
        "residence": found.file.worker.residence,
        "employments": list(map(_employment, found.file.employments, found.days)),
        "days": {date.isoformat(): entries for date, entries in sorted(days.items())},
    }


def _employment(employment: Employment, days: EmploymentDays) -> dict[str, Any]:
    """The days of one employment as the engine counts them."""
    counted = days.counted
    return {
        "id": employment.id,
        "employer_state": employment.employer_state,
        "working_days": {
            "residence": counted.residence,
            "employer": counted.employer,
            **{f"third.{state}": worked for state, worked in days.third_states.items()},
        },
        "outside_any": counted.outside_any,
        "outside_30": counted.outside_30,
        "activities": dict(sorted(Counter(entry.activity.value for entry in days.entries).items())),
    }
