"""What `assess` finds for one row, by the names of the columns of a population's answer."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grenswerk.assess.assessment import assess
from grenswerk.days import employment_days
from grenswerk.law.rulebook import Rulebook
from grenswerk.population.flattened import flattened
from grenswerk.population.worker_files import worker_file_of

LAW = Rulebook()


def explained(row: Mapping[str, Any]) -> dict[str, Any]:
    """The answer of the explained engine, flattened."""
    file = worker_file_of(row)
    return flattened(assess(file, employment_days(file, Path(), "row"), LAW))
