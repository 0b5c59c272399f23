"""Where each footnote is called from, and the text of a letter without these digits."""

from __future__ import annotations

import re
from typing import NamedTuple

from grenswerk.dossier.letters.layout import Layout, Line


class Call(NamedTuple):
    """A footnote's number where the running text calls it: its place in the cleaned text."""

    number: int
    start: int
    end: int


def find_calls(layout: Layout) -> dict[int, Call]:
    """The call of each footnote, in the order of the numbers; a footnote that nothing calls is left out."""
    calls: dict[int, Call] = {}
    at = 0
    for note in layout.footnotes:
        call = _call(layout.lines, note.number, at)
        if call is not None:
            calls[note.number] = call
            at = call.end
    return calls


def _call(lines: list[Line], number: int, at: int) -> Call | None:
    """Glued to a word, to a year or to a full stop; or between brackets; or loose before a new sentence."""
    pattern = re.compile(
        rf"(?:(?<=[^\W\d_])|(?<=[.,;:?!)'\"”])|(?<=(?:19|20)\d\d))(?<!\d[.,]){number}(?![\d%])(?!\.\d|,\d)"
        rf"|(?<=(?:19|20)\d\d[.,;:]){number}(?=\s|$)"
        rf"|[\[(]{number}[\])]|(?<=[.?!,;:]) {number}(?= [A-Z])"
    )
    for line in lines:
        if line.end <= at:
            continue
        for match in pattern.finditer(line.text):
            start = line.start + match.start()
            if start >= at and not re.match(r"\s?(?:dagen|weken|procent|euro)\b", line.text[match.end() :]):
                return Call(number, start, line.start + match.end())
    return None


def without_calls(text: str, start: int, calls: dict[int, Call], cleaned: str) -> str:
    """A paragraph's text without the digits that call its footnotes; `start` is its place in the cleaned text."""
    end = start + len(text) + 400
    for call in sorted(calls.values(), reverse=True, key=lambda each: each.start):
        if not start <= call.start < end:
            continue
        written = cleaned[call.start : call.end]
        before = " ".join(cleaned[max(start, call.start - 24) : call.start].split("\n"))
        after = " ".join(cleaned[call.end : call.end + 8].split("\n"))
        place = text.find(f"{before}{written}{after}")
        if place >= 0:
            place += len(before)
            text = text[:place] + text[place + len(written) :]
    return re.sub(r" {2,}", " ", text).strip()
