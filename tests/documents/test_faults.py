"""What is wrong inside a mapping is said of the member that is wrong, which the validator leaves unnamed."""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import Annotated, Any, Literal

import pytest
from msgspec import Meta, Struct

from grenswerk.documents import convert
from grenswerk.model.errors import BadInput


class Colour(Enum):
    """An enumeration."""

    RED = "red"


class Row(Struct, forbid_unknown_fields=True):
    """A row of a list."""

    minutes: Annotated[int, Meta(ge=0)] | None = None


MEMBERS = [
    (list[Row], [{"minutes": 1}], [{}, {}, {"minutes": 2.5}], "a[2].minutes is 2.5: expected a whole number"),
    (Annotated[list[int], Meta(max_length=2)], [1], [1, 2, 3], "a is a list of 3: expected a list of at most 2"),
    (dict[str, int], {"x": 1}, {"x": 1, "y": "z"}, 'a.y is "z": expected a whole number'),
    (Colour, "red", "blue", 'a is "blue": expected one of red'),
    (Literal["x", "y"], "x", "z", 'a is "z": expected'),
    (dt.date, "2026-01-01", "2026-13-01", 'a is "2026-13-01": expected a date'),
    (bool, True, 1, "a is 1: expected true or false"),
    (Annotated[str, Meta(max_length=3)], "abc", "abcd", 'a is "abcd": expected a text of at most 3'),
    (Annotated[str, Meta(min_length=1)], "a", "", 'a is "": expected a text'),
    (Annotated[int, Meta(ge=0, le=2**31 - 1)], 1, -1, "a is -1: expected a whole number from 0 to 2147483647"),
    (
        Annotated[dict[str, int], Meta(max_length=1)],
        {"x": 1},
        {"x": 1, "y": 2},
        "a is a mapping of 2: expected a mapping of at most 1",
    ),
    (Row | None, None, {"minutes": -1}, "a.minutes is -1: expected"),
]


@pytest.mark.parametrize(("kind", "right", "wrong", "said"), MEMBERS)
def test_the_wrong_member_of_a_mapping_is_named(kind: Any, right: Any, wrong: Any, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        convert({"b": right, "a": wrong, "c": right}, dict[str, kind], "body", None)
    assert said in str(caught.value)


@pytest.mark.parametrize("key", [2026, dt.date(2026, 1, 1), None, True])
def test_a_key_that_is_no_text_is_named_as_the_unknown_key_that_it_is(key: Any) -> None:
    with pytest.raises(BadInput) as caught:
        convert({"minutes": 1, key: 2}, Row, "body", None)
    assert str(caught.value) == f'body: unknown key "{key}": expected one of minutes'
