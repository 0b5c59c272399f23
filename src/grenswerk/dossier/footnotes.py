"""Footnotes as they stand in the text of a page: at its foot, before the text goes on overleaf."""

from __future__ import annotations

import re
from typing import NamedTuple

_LINE = re.compile(
    r"^[ ]{0,3}[\[(]?(?P<number>\d{1,3})[\])]?(?P<gap>[ ]{1,3}|(?=[A-Z\"']))(?P<text>\S[^\n]*)", re.MULTILINE
)
_OPENING = re.compile(
    r"[A-Z\"'(<]|ibid|idem|t\.a\.p|a\.w\.|zie |vgl|jci|https?:|kst-|C-\d|T-\d|§|artikel|art\.|arrest|ebd"
    r"|ebenda|ECLI|numac|M\.B",
    re.IGNORECASE,
)
_MORE = re.compile(r"\n(?![ ]{0,3}\d{1,3}[ .])(?P<text>[^\n]+)")
LONGEST = 1500


class Footnote(NamedTuple):
    """A footnote: its number and the place of its text in the cleaned text."""

    number: int
    start: int
    end: int


def find_footnotes(text: str) -> list[Footnote]:
    """The footnotes of a text: lines that begin with a number, counting up by one."""
    lines = [
        match for match in _LINE.finditer(text) if _OPENING.match(match["text"]) and not _is_question(text, match)
    ]
    chain: list[re.Match[str]] = []
    wanted: int | None = None
    numbers = {int(line["number"]) for line in lines}
    for match in lines:
        number = int(match["number"])
        if wanted is None:
            if number <= 400 and _could_open(number, numbers):
                chain.append(match)
                wanted = number + 1
        elif number == wanted:
            chain.append(match)
            wanted += 1
    return [Footnote(int(match["number"]), match.start("text"), _end(text, match)) for match in chain]


def _could_open(number: int, numbers: set[int]) -> bool:
    """The first footnote is number 1, or the lowest there is where a text begins in the middle."""
    return number == 1 or (1 not in numbers and (number + 1 in numbers or len(numbers) == 1))


def _is_question(text: str, match: re.Match[str]) -> bool:
    """`1) Teilen Sie die Auffassung …?` counts questions, not footnotes."""
    bracket = text[match.end("number") : match.end("number") + 1] == ")" and text[
        match.start("number") - 1 : match.start("number")
    ] not in {"(", "["}
    return bracket and "?" in text[match.start() : match.end() + 300].split("\n2)", maxsplit=1)[0]


def _end(text: str, match: re.Match[str]) -> int:
    """A footnote goes on while its line does not end a sentence, and no other begins."""
    end = match.end()
    while end - match.start() < LONGEST and text[match.start() : end].rstrip()[-1:] not in {
        ".",
        ")",
        "!",
        "?",
        ";",
    }:
        more = _MORE.match(text, end)
        if not more:
            break
        end = more.end()
    return match.start() + len(text[match.start() : end].rstrip())
