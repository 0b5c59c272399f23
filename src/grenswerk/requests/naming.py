"""How an error names a field: as an option of the command line, or as a field of data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from grenswerk.model.errors import BadInput

Naming = Callable[[str], str]


def as_option(name: str) -> str:
    """`home_per_week` as the command line calls it: `--home-per-week`."""
    return f"--{name.replace('_', '-')}"


def as_field(name: str) -> str:
    """`home_per_week` as data calls it."""
    return name


def date_of(name: str, text: str | None) -> dt.date | None:
    """The date that is written under `name`, if any is; raises `BadInput`."""
    if text is None:
        return None
    try:
        return dt.datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007
    except ValueError:
        raise BadInput(f'{name} is "{text}": expected a date, YYYY-MM-DD') from None
