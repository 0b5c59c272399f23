"""The columns of a file of workers: those of the batch, and what a personnel office adds."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from unicodedata import category

from grenswerk.model.errors import BadInput
from grenswerk.population.fields import ALIASES, BY_NAME, FIELDS, TRUTHS, Field, Kind, checked_names

LARGEST_NAME, LARGEST_ID = 120, 60
# not shown themselves: they join letters or emoji, or say in which direction a word is read
JOINING = "\u200c\u200d\u200e\u200f"

# Columns of this room; the batch engine does not see them.
OWN = (
    Field("name", Kind.TEXT),
    Field("mail", Kind.TEXT),
    Field("counted_until", Kind.DATE),
    Field("plan_home_per_week", Kind.NUMBER, default=-1.0, most=7),
)
OWN_NAMES = tuple(field.name for field in OWN)
COLUMNS: tuple[Field, ...] = (
    BY_NAME["id"],
    *OWN,
    *(field for field in FIELDS if field.name != "id" and not field.name.startswith("logged_")),
)


class Names(NamedTuple):
    """The columns of a file: those for the batch and those of this room, each as it is written in the file."""

    batch: dict[str, str]
    own: dict[str, str]


def names_of(given: Sequence[str], where: str) -> Names:
    """The columns of a file by their own names.

    Raises `BadInput` for a column that is unknown or stands twice, and for a mandatory one that is missing.
    """
    own: dict[str, str] = {}
    for name in given:
        if name in OWN_NAMES:
            if name in own:
                raise BadInput(f'{where}: column "{name}" stands twice: expected it once')
            own[name] = name
        elif name.startswith("logged_"):
            raise BadInput(f'{where}: unknown column "{name}": expected a field of the worker file')
    batch = checked_names([name for name in given if name not in own], where)
    if "id" not in batch:
        raise BadInput(f'{where}: column "id" is missing: expected the number of the worker in the payroll')
    return Names(batch, own)


def column_of(line: str, given: Iterable[str]) -> str:
    """The column that a line of the batch engine is about: its first word, where that is one."""
    word = line.split(" ", 1)[0].rstrip(":")
    known = {*given, *ALIASES, *BY_NAME, *OWN_NAMES}
    return word if word in known else ""


def is_empty(value: Any) -> bool:
    """Whether a cell says nothing."""
    return value is None or (isinstance(value, float) and math.isnan(value)) or str(value).strip() == ""


def name_of(value: Any) -> str:
    """A name with ordinary spaces, whichever spaces a program has put into it."""
    return "".join(" " if category(sign) == "Zs" else sign for sign in str(value)).strip()


def kept(name: str, value: Any) -> Any:
    """A value that the batch engine accepted, in the one form in which it is kept, whatever the file's format."""
    kind = BY_NAME[name].kind
    if isinstance(value, list | tuple):
        return ";".join(str(each) for each in value) + (";" if len(value) == 1 else "")
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        return value.isoformat()
    text = str(value).strip()
    if kind in (Kind.NUMBER, Kind.WHOLE):
        number = float(text.replace(",", "."))
        return int(number) if number.is_integer() else number
    if kind is Kind.TRUTH:
        return bool(TRUTHS.get(text.lower()))
    return text
