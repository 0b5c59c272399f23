"""The bibliography: every source of the law by its id."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from msgspec import Struct

from grenswerk.documents import load_law
from grenswerk.model.errors import BadInput

FOLDER = Path(__file__).parent / "sources"


class Source(Struct, frozen=True, forbid_unknown_fields=True):
    """A text that a fact of the law was seen in."""

    title: str
    identifier: str = ""
    url: str = ""
    date: str | int = ""  # a day or a year
    publisher: str = ""


@cache
def bibliography() -> dict[str, Source]:
    """Every source by id; raises `BadInput` when two files give one id to different sources."""
    found: dict[str, Source] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        for key, source in load_law(path, dict[str, Source]).items():
            if found.setdefault(key, source) != source:
                raise BadInput(f'{path}: source "{key}" stands in another file with another text: expected one')
    return found
