"""The law that a program asks for: as it was known on a day, with reforms by id or as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from grenswerk.law.reform import Reform, looks_like_a_file, reform_from, shipped_reforms
from grenswerk.law.rulebook import Rulebook, reform_of
from grenswerk.model.errors import BadInput
from grenswerk.requests.naming import as_field, date_of

MOST_REFORMS = 10


def rulebook_asked(as_of: str | None = None, law: Sequence[Any] = ()) -> Rulebook:
    """The rulebook of a day with these reforms, each the id of one, or a reform as data; raises `BadInput`."""
    if len(law) > MOST_REFORMS:
        raise BadInput(f"law: {len(law)} reforms: expected at most {MOST_REFORMS}")
    reforms = [_reform(asked, f"law[{index}]") for index, asked in enumerate(law)]
    return Rulebook(date_of(as_field("as_of"), as_of), reforms)


def _reform(asked: Any, where: str) -> Reform:
    """A reform of the house by its id, or one of the asker's own as data; never a file."""
    if not isinstance(asked, str):
        return reform_from(asked, where, "reform")
    if looks_like_a_file(asked):
        known = ", ".join(shipped_reforms())
        raise BadInput(
            f'{where} is "{asked}": expected a reform as data, or one of {known} or an id of `law show`'
        )
    return reform_of(asked)


def beside_today(asked: Rulebook) -> dict[str, Rulebook]:
    """The law that is asked for under its name; with a reform, today's beside it under none."""
    name = ", ".join(reform.id for reform in asked.reforms)
    return {"": Rulebook(asked.as_of), name: asked} if asked.reforms else {"": asked}
