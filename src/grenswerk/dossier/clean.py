"""Clean a text for reading, and keep the way back to the text as it was given."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

# One character for one character: dashes, spaces and apostrophes as a keyboard has them.
_SAME_LENGTH = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
    **dict.fromkeys(
        "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
    ),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc", "'"),
    **dict.fromkeys("\u000b\u000c\u0085\u2028\u2029\r", "\n"),
    "\t": " ",
    **dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True)),
    "\u00ba": "°",
    "\u2044": "/",
    "\u2215": "/",
}

_SPACES = {sign: kept for sign, kept in _SAME_LENGTH.items() if kept.isspace() or kept.isdigit()}
_ANY = re.compile(f"[{re.escape(''.join(_SAME_LENGTH))}]")
_ANY_SPACE = re.compile(f"[{re.escape(''.join(_SPACES))}]")

# What is taken out: a soft hyphen (with the line end behind it), marks of no width, the hyphen of a word
# that was broken at a line end, and all but one of a run of white space.
_CUT = re.compile(
    "\u00ad[ ]*\n\\s*|[\u00ad\u200b\u200c\u200d\u2060\ufeff]"
    "|(?<=[^\\W\\d_])-[ ]*\n\\s*(?=[a-zà-öø-ÿ])(?!(?:en|of|und|oder|et|ou|and|or)\\b)"
    "|\\s{2,}"
)


class Cleaned:
    """A text without the accidents of its layout; `raw_offset` leads back to the text as it was given.

    `text` is for patterns; `shown`, of the same length, is for people.
    """

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self._clean_at: list[int] = [0]
        self._raw_at: list[int] = [0]
        self._cuts: list[tuple[int, int, str]] = []
        self.text = self._cut(_ANY.sub(lambda match: _SAME_LENGTH[match[0]], raw))

    def _cut(self, text: str) -> str:
        pieces: list[str] = []
        done, length = 0, 0
        for match in _CUT.finditer(text):
            start, end = match.span()
            kept = ""
            if match[0].isspace():
                kept = "\n" if "\n" in match[0] else " "
            pieces += [text[done:start], kept]
            self._cuts.append((start, end, kept))
            length += start - done + len(kept)
            self._clean_at.append(length)
            self._raw_at.append(end)
            done = end
        pieces.append(text[done:])
        return "".join(pieces)

    @cached_property
    def shown(self) -> str:
        """The text with the quotes and dashes as they were written; places are those of `text`."""
        pieces, done = [], 0
        for start, end, kept in self._cuts:
            pieces += [self.raw[done:start], kept]
            done = end
        pieces.append(self.raw[done:])
        return _ANY_SPACE.sub(lambda match: _SPACES[match[0]], "".join(pieces))

    def raw_offset(self, position: int) -> int:
        """The place in the raw text of a place in the cleaned one."""
        index = bisect_right(self._clean_at, position) - 1
        return self._raw_at[index] + position - self._clean_at[index]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The raw span of a cleaned one; white space and hyphens that were cut at its end stay outside."""
        if end <= start:
            return self.raw_offset(start), self.raw_offset(start)
        return self.raw_offset(start), self.raw_offset(end - 1) + 1
