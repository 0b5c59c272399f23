"""The running text of a letter: lines joined to paragraphs, footnotes and page furniture taken out."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from grenswerk.dossier.clean import Cleaned
from grenswerk.dossier.footnotes import Footnote, find_footnotes

_PAGE = re.compile(
    r"^(?:-\s*\d{1,3}\s*-|(?:[Pp]agina|[Pp]age|[Ss]eite|[Bb]lad|p\.)\s*:?\s*\d{1,3}(?:\s*(?:van|de|sur|von|of"
    r"|/)\s*\d{1,3})?|\d{1,3}\s*/\s*\d{1,3}|\d{1,3}"
    r"|(?:[TE]K|Eerste Kamer|Tweede Kamer|kst-\S+),?\s.{0,60}\s\d{1,3}|ISSN [\d -]+|’s-Gravenhage \d{4})$"
)
_CLOSED = (".", "?", "!", ":", ";", "”", '"', ")", ",")
_ENDED = re.compile(r"[.?!:][”\"’)]?\d{0,2}$")
_ITEM = re.compile(r"^(?:\(?\d{1,3}[.)](?=\s)|#\.\s|[a-z][.)]\s|[-•–]\s|(?:Vraag|Question|Frage|Nr\.)\s\d{1,3}\b)")


class Line(NamedTuple):
    """A line of the cleaned text, with the empty lines above it in the text as it was given."""

    text: str
    start: int
    end: int
    gap: int


class Paragraph(NamedTuple):
    """A paragraph in one line, with its place in the cleaned text."""

    text: str
    start: int
    end: int


class Layout(NamedTuple):
    """A letter taken apart; `flat` is its running text, a line for what stands apart."""

    cleaned: Cleaned
    lines: list[Line]
    paragraphs: list[Paragraph]
    footnotes: list[Footnote]
    flat: str


def lay_out(raw: str) -> Layout:
    """Take the text of a letter apart."""
    cleaned = Cleaned(raw)
    footnotes = find_footnotes(cleaned.text)
    lines = _without_furniture(_lines(cleaned), footnotes)
    flat = "".join(f"\n{line.text}" if line.gap > 1 else f" {line.text}" for line in lines).strip()
    return Layout(cleaned, lines, _paragraphs(lines), footnotes, flat)


def _lines(cleaned: Cleaned) -> list[Line]:
    lines, start, before = [], 0, 0
    for text in cleaned.shown.split("\n"):
        end = start + len(text)
        if text.strip():
            opening = cleaned.raw_offset(start)
            above = cleaned.raw[before:opening]
            gap = max(above.count("\n"), above.count("\r")) + 4 * above.count("\f")
            lines.append(Line(text.strip(), start + len(text) - len(text.lstrip()), end, gap))
            before = cleaned.raw_offset(end)
        start = end + 1
    return lines


def _without_furniture(lines: list[Line], footnotes: list[Footnote]) -> list[Line]:
    """Page numbers, headers that come back on every page, and footnotes are no running text."""
    often = Counter(re.sub(r"\d+", "#", line.text) for line in lines if len(line.text) < 90)
    spans = iter(sorted((note.start, note.end) for note in footnotes))
    span = next(spans, None)
    kept: list[Line] = []
    removed = False
    for line in lines:
        while span is not None and span[1] <= line.start:
            span = next(spans, None)
        in_note = span is not None and line.end > span[0] and line.start < span[1]
        back = often[re.sub(r"\d+", "#", line.text)] >= 3
        header = back and not line.text.endswith("?") and not _ITEM.match(line.text)
        if in_note or header or _PAGE.match(line.text):
            removed = True
            continue
        kept.append(line._replace(gap=max(line.gap, 9)) if removed else line)
        removed = False
    return kept


def _paragraphs(lines: list[Line]) -> list[Paragraph]:
    if not lines:
        return []
    usual = _usual_gap(lines)
    width = sorted(len(line.text) for line in lines)[9 * len(lines) // 10]
    paragraphs = [Paragraph(lines[0].text, lines[0].start, lines[0].end)]
    long = [line.text.endswith(_CLOSED) for line in lines if len(line.text) > 40]
    each_line = usual >= 2 and sum(long) > 0.5 * len(long)
    heading, last_line = False, lines[0]
    for line in lines[1:]:
        last = paragraphs[-1]
        goes_on = line.text[0].islower() and not last.text.endswith(_CLOSED[:5]) and not _ITEM.match(line.text)
        short = len(last_line.text) < 0.8 * width or len(last_line.text) > 160
        ended = bool(_ENDED.search(last_line.text)) and not line.text[0].islower()
        apart = line.gap > usual or (ended and (short or (each_line and line.gap >= 2)))
        after_heading = heading and line.text[0].isupper()
        heading = apart and len(line.text) < 0.85 * width and not line.text.endswith(_CLOSED)
        if goes_on or (not apart and not after_heading and not _ITEM.match(line.text)):
            joined = f"{last.text}{_joint(last.text, line.text)}{line.text}"
            paragraphs[-1] = Paragraph(joined, last.start, line.end)
        else:
            paragraphs.append(Paragraph(line.text, line.start, line.end))
        last_line = line
    return paragraphs


def _usual_gap(lines: list[Line]) -> int:
    """How far apart the lines of one paragraph stand: the narrowest gap that is no exception."""
    gaps = Counter(line.gap for line in lines[1:])
    usual = [gap for gap, times in gaps.items() if times >= 0.12 * len(lines)]
    return min(usual, default=1)


def _joint(before: str, after: str) -> str:
    """A compound broken at its own hyphen keeps it and takes no blank."""
    return "" if before.endswith("-") and len(before) > 1 and before[-2].isalpha() and after[0].isupper() else " "
