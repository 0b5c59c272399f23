"""The worker file of a client's year: read from a text, written as one, and counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import yaml

from grenswerk.assess.variations import days_to_divide, employment_abroad
from grenswerk.days import worker_file
from grenswerk.documents import parse
from grenswerk.model.errors import BadInput
from grenswerk.web import assessing
from grenswerk.web.assessing import Counted
from grenswerk.web.mydays.facts import Facts

LONGEST = 500_000  # characters of a worker file; a year of days written out is some 40,000


def counted(facts: Facts, where: str, text: str | None = None) -> Counted:
    """Facts as the engine reads them; raises `BadInput`, also for days that are in a file elsewhere."""
    file = worker_file(facts, where, text)
    if isinstance(file.days.log, str):
        expected = "expected the rows of the log themselves, or the file of days beside it"
        raise BadInput(f'{where}: days.log is the name of a file, "{file.days.log}": {expected}')
    return assessing.counted(file, where)


def home_per_week(found: Counted) -> float:
    """The days a week at home, in the employment abroad; raises `BadInput` where it is not clear which that is."""
    index = employment_abroad(found.file)
    total = days_to_divide(found.days[index])
    return found.days[index].counted.residence / max(1.0, total) * found.file.employments[index].days_per_week


def facts_of_text(
    text: str, where: str, year: int | None = None, days: Callable[[Facts], list[Any]] | None = None
) -> Facts:
    """A pasted or uploaded worker file in YAML or JSON; raises `BadInput` as the command line does.

    `year` is the one that it must be of, where it changes a year that was begun. `days` reads a log that was given
    beside the file, and takes the place of the days in it.
    """
    if len(text) > LONGEST:
        raise BadInput(f"{where}: {len(text)} characters: expected a worker file of at most {LONGEST}")
    if not text.strip():
        raise BadInput(f"{where}: is empty: expected a text in YAML or JSON")
    data = parse(text, where)
    if days is not None and isinstance(data, dict):
        data["days"] = {"log": days(data)}
    found = counted(data, where, text)
    if year is not None and found.file.year != year:
        raise BadInput(f"{where}: year is {found.file.year}: expected {year}")
    facts: Facts = msgspec.to_builtins(data)
    return facts


def text_of(facts: Facts) -> str:
    """Facts as the text of a worker file."""
    return yaml.safe_dump(facts, sort_keys=False, allow_unicode=True, width=100)
