"""Where each footnote is called from, and the paragraphs of a letter without these digits."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from typing import NamedTuple

from grenswerk.dossier.letters.layout import Layout, Paragraph

# Glued to a word, to a year or to a full stop; or between brackets; or loose before a new sentence.
_CALL = re.compile(
    r"(?:(?<=[^\W\d_])|(?<=[.,;:?!)'\"”’])|(?<=(?:19|20)\d\d))(?<!\d[.,])(?P<glued>\d{1,3}?)(?![\d%])(?!\.\d|,\d)"
    r"|(?<=(?:19|20)\d\d[.,;:])(?P<behind_year>\d{1,3})(?=\s|$)"
    r"|[\[(](?P<bracketed>\d{1,3})[\])]|(?<=[.?!,;:]) (?P<loose>\d{1,3})(?= [A-Z])"
)
_UNIT = re.compile(r"\s?(?:dagen|weken|procent|euro)\b")
_MARK = "\x01"
_MARKED = re.compile(r"\x01(\d+)\x02")
_SENTENCE_END = re.compile(r"[.?!][”\"’')]?(?:\x01\d+\x02)*\s+(?=[A-ZÀ-Þ\"'“‘(])|[.?!](?:\x01\d+\x02)+\s+")


class Call(NamedTuple):
    """A footnote's number where the running text calls it: its place in the cleaned text."""

    number: int
    start: int
    end: int


class Called(NamedTuple):
    """The paragraphs without the digits of calls, the calls, and the sentence that makes each."""

    paragraphs: list[Paragraph]
    calls: dict[int, Call]
    sentences: dict[int, str]


def take_out_calls(layout: Layout) -> Called:
    """Find the call of each footnote, in the order of the numbers; one that nothing calls is left out."""
    calls = _calls(layout)
    ordered = sorted(calls.values(), key=lambda call: call.start)
    starts = [call.start for call in ordered]
    paragraphs: list[Paragraph] = []
    sentences: dict[int, str] = {}
    for paragraph in layout.paragraphs:
        inside = ordered[bisect_left(starts, paragraph.start) : bisect_left(starts, paragraph.end)]
        if not inside:
            paragraphs.append(paragraph)
            continue
        marked = _marked(layout, paragraph, inside)
        paragraphs.append(paragraph._replace(text=_without_marks(marked)))
        sentences.update(_sentences(marked))
    return Called(paragraphs, calls, sentences)


def _calls(layout: Layout) -> dict[int, Call]:
    places: dict[int, list[Call]] = defaultdict(list)
    for line in layout.lines:
        for match in _CALL.finditer(line.text):
            if not _UNIT.match(line.text, match.end()):
                number = int(next(group for group in match.groups() if group))
                places[number].append(Call(number, line.start + match.start(), line.start + match.end()))
    calls: dict[int, Call] = {}
    at = 0
    for note in layout.footnotes:
        known = places.get(note.number, [])
        index = bisect_left(known, at, key=lambda call: call.start)
        if index < len(known):
            calls[note.number] = known[index]
            at = known[index].end
    return calls


def _marked(layout: Layout, paragraph: Paragraph, calls: list[Call]) -> str:
    """The paragraph with a mark for each call; it may run over a page, so the places are sought."""
    pieces, done = [], 0
    for call in calls:
        written = layout.cleaned.shown[call.start : call.end]
        before = " ".join(layout.cleaned.shown[max(paragraph.start, call.start - 24) : call.start].split("\n"))
        place = paragraph.text.find(before + written, max(0, done - 24))
        if place < 0:
            continue
        place += len(before)
        pieces += [paragraph.text[done:place], f"{_MARK}{call.number}\x02"]
        done = place + len(written)
    return "".join([*pieces, paragraph.text[done:]])


def _without_marks(marked: str) -> str:
    return re.sub(r" {2,}", " ", _MARKED.sub("", marked)).strip()


def _sentences(marked: str) -> dict[int, str]:
    found: dict[int, str] = {}
    start = 0
    ends = [match.end() for match in _SENTENCE_END.finditer(marked)]
    for end in [*ends, len(marked)]:
        sentence = marked[start:end]
        if _MARK in sentence:
            text = _without_marks(sentence)
            found.update((int(number), text) for number in _MARKED.findall(sentence))
        start = end
    return found
