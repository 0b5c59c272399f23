"""A client's facts under the law as it was known on a day, and which law that is."""

from __future__ import annotations

import datetime as dt
import hashlib
from functools import cache
from pathlib import Path

from grenswerk import law
from grenswerk.law.rulebook import Rulebook
from grenswerk.web import assessing
from grenswerk.web.advice.facts import counted
from grenswerk.web.assessing import Assessed
from grenswerk.web.context import VERSION
from grenswerk.web.mydays.facts import Facts


def assessed(facts: Facts, as_of: dt.date, where: str = "file") -> Assessed:
    """The answer to a client's facts by the law as it was known on a day; raises `BadInput`."""
    return assessing.assessed(counted(facts, where), Rulebook(as_of))


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
