"""A client's facts under the law as it was known on a day, and which law that is."""

from __future__ import annotations

import datetime as dt
import hashlib
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from grenswerk import law
from grenswerk.assess.assessment import assess
from grenswerk.law.rulebook import Rulebook
from grenswerk.model.answer import Assessment
from grenswerk.web.advice.facts import Counted, Facts, counted
from grenswerk.web.context import VERSION


class Assessed(NamedTuple):
    """Facts, their counted days and their answer."""

    counted: Counted
    answer: Assessment


@lru_cache(maxsize=32)
def law_on(day: dt.date) -> Rulebook:
    """The law as it was known on a day."""
    return Rulebook(day)


def assessed(facts: Facts, as_of: dt.date, where: str = "file") -> Assessed:
    """The answer to a client's facts by the law as it was known on a day; raises `BadInput`."""
    found = counted(facts, where)
    return Assessed(found, assess(found.file, found.days, law_on(as_of)))


@cache
def law_version() -> str:
    """The version of the program and the checksum of its law: of every rule, parameter and source in it."""
    folder = Path(law.__file__).parent
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".py", ".yaml") and "cases" not in path.parts:
            total.update(str(path.relative_to(folder)).encode())
            total.update(path.read_bytes())
    return f"{VERSION} {total.hexdigest()[:12]}"
