"""What every room asks of the engine: a worker file, its counted days and the answer to them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from grenswerk.assess.assessment import assess
from grenswerk.days import employment_days
from grenswerk.law.rulebook import Rulebook
from grenswerk.model.answer import Assessment
from grenswerk.model.days import EmploymentDays
from grenswerk.model.worker import WorkerFile


class Counted(NamedTuple):
    """A worker file with its counted days, in the order of its employments."""

    file: WorkerFile
    days: list[EmploymentDays]


class Assessed(NamedTuple):
    """A worker file with its counted days and its answer."""

    file: WorkerFile
    days: list[EmploymentDays]
    answer: Assessment


def counted(file: WorkerFile, where: str) -> Counted:
    """The days of a worker file, none of them in a file elsewhere; raises `BadInput`, which says `where`."""
    return Counted(file, employment_days(file, Path(), where))


def assessed(found: Counted, law: Rulebook | None = None) -> Assessed:
    """The answer to counted days, by the law as it is known today where none is given."""
    return Assessed(*found, assess(*found, law))
