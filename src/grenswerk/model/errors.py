"""What goes wrong for a person, said in one line."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from unicodedata import category


class BadInput(ValueError):
    """Input that cannot be used: says where, what was found and what was expected, in one line."""


def nearest(name: str, known: Iterable[str]) -> str:
    """`; did you mean "…"?` for the known name nearest to `name`, or nothing."""
    matches = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f'; did you mean "{matches[0]}"?' if matches else ""


def readable(text: str) -> str:
    """The text without the characters that steer a terminal."""
    return "".join(" " if category(mark) == "Cc" else mark for mark in text)


def one_line(text: str) -> str:
    """The text as the one line in which a person is told what is wrong."""
    return " ".join(readable(text).split())
