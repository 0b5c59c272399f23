"""Dutch chamber papers (Kamerstukken) as they are written, and what id their era gives them.

A paper filed under several files has one id: that of the file named first in its heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from grenswerk.dossier.chamber_paper_ids import ChamberPaper, identify
from grenswerk.dossier.chamber_paper_patterns import (
    AND_DOSSIER,
    AND_NUMBER,
    CHAMBER,
    DOSSIER,
    HEAD,
    HEADING,
    HOUSE,
    INITIAL,
    KST,
    LABELLED,
    LONGEST_RANGE,
    NEXT_DOSSIER,
    NOT_A_FILE,
    NOT_LETTERS,
    OTHERS,
    REPRINT,
    SEMICOLON_NUMBER,
    SEMICOLON_SESSION,
    SESSION,
    SPEAKS_OF_PAPERS,
    THROUGH,
    TYPE,
    UNLABELLED,
)
from grenswerk.dossier.models import Found, Kind
from grenswerk.dossier.scan import read_annex, read_pages, read_session, roman_value


@dataclass(frozen=True, slots=True)
class _Reading:
    """What has been read of a citation so far."""

    paper: ChamberPaper
    labelled: bool
    annex: bool
    start: int
    position: int


def find_chamber_papers(text: str) -> Iterator[Found]:
    """Every chamber paper cited in `text`, one for each paper of a list or range."""
    done = 0
    for match in HEAD.finditer(text):
        if match.start() < done:
            continue
        for found in _read(text, match):
            done = max(done, found.end)
            yield found
    for match in KST.finditer(text):
        paper = ChamberPaper(dossiers=(match["dossier"],), number=match["number"])
        yield Found(match.start(), match.end(), Kind.CHAMBER_PAPER, identify(paper))


def _read(text: str, head: re.Match[str]) -> list[Found]:
    labelled = bool(head["label"] or head["chamber"])
    position = head.start() if head["bare"] else head.end()
    chamber = {"Eerste": "I", "Tweede": "II", "EK": "I", "TK": "II", "I": "I", "II": "II"}.get(
        head["chamber"] or head["short"] or ""
    )
    if head["bare"] and NOT_A_FILE.search(text, max(0, head.start() - 24), head.start()):
        return []
    if head["label"] and (match := CHAMBER.match(text, position)):
        chamber, position = _chamber(match["chamber"]), match.end()
    paper = ChamberPaper(chamber=chamber)
    if head["label"] or head["chamber"] or head["short"]:
        paper, position = _session(text, position, paper)
    if head["label"] and chamber is None and (match := CHAMBER.match(text, position)):
        paper, position = replace(paper, chamber=_chamber(match["chamber"])), match.end()
    reading = _Reading(paper, labelled, bool(head["annex"]), head.start(), position)
    return _papers(text, reading)


def _chamber(written: str) -> str | None:
    plain = written.replace(".", "")
    return {
        "Eerste Kamer": "I",
        "Tweede Kamer": "II",
        "EK": "I",
        "TK": "II",
        "1": "I",
        "2": "II",
        "11": "II",
        "I": "I",
        "II": "II",
    }.get(plain)


def _session(text: str, position: int, paper: ChamberPaper) -> tuple[ChamberPaper, int]:
    match = SESSION.match(text, position)
    if match and (first := read_session(match)) is not None:
        return replace(paper, session=first), match.end()
    return paper, position


def _papers(text: str, reading: _Reading) -> list[Found]:
    """The papers named from here: files, numbers, pages; then what a semicolon or `en` adds."""
    found: list[Found] = []
    again: _Reading | None = reading
    while again is not None and len(found) < 200:
        reading = again
        dossiers, position, alone = reading.paper.dossiers, reading.position, False
        if not dossiers:
            dossiers, position, alone = _dossiers(text, reading)
        if not dossiers:
            break
        paper = replace(reading.paper, dossiers=dossiers)
        numbers, end, twin = _numbers(text, position, paper, reading)
        paper = replace(paper, twin=twin)
        if not numbers and alone:
            numbers, end = _numbers_from_chapter(dossiers, position, reading)
            paper = replace(paper, dossiers=(dossiers[0].split("-", 1)[0],)) if numbers else paper
        if not numbers:
            found += _heading_or_file(text, reading, paper, position)
            break
        more, end = _with_pinpoint(text, replace(paper), numbers, reading, end)
        found += more
        again = _next(text, replace(reading, paper=paper, start=end, position=end))
    return found


def _dossiers(text: str, reading: _Reading) -> tuple[tuple[str, ...], int, bool]:
    dossiers: list[str] = []
    position, alone = reading.position, False
    while len(dossiers) < 12:
        match = DOSSIER.match(text, position)
        if not match:
            if not dossiers and reading.labelled and (house := HOUSE.match(text, position)):
                return (house["number"],), house.end(), False
            break
        dossier = re.sub(r"\D", "", match["number"])
        suffix = match["chapter"] or match["series"]
        dossiers.append(f"{dossier}-{suffix}" if suffix else dossier)
        alone = bool(match["chapter"]) and roman_value(match["chapter"].rstrip("ABCDE")) is not None
        position = match.end()
        if others := OTHERS.match(text, position):
            position = others.end()
        joint = AND_DOSSIER.match(text, position)
        if not joint:
            break
        position = joint.end()
    return tuple(dossiers), position, alone and len(dossiers) == 1


def _numbers_from_chapter(
    dossiers: tuple[str, ...], position: int, reading: _Reading
) -> tuple[list[tuple[str, int, int]], int]:
    """`Kamerstukken I 35714 I`: without a number behind it, the Roman figure is the letter of a Senate paper."""
    letter = dossiers[0].split("-", 1)[1]
    if len(letter) != 1 or not reading.labelled or reading.paper.chamber == "II":
        return [], position
    return [(letter, reading.start, position)], position


def _numbers(
    text: str, position: int, paper: ChamberPaper, reading: _Reading
) -> tuple[list[tuple[str, int, int]], int, str | None]:
    """Numbers of papers with the place of each (the first takes in the whole head), and a twin letter."""
    first = LABELLED.match(text, position)
    if not first:
        first = UNLABELLED.match(text, position)
        if not first or not _may_stand_bare(text, first, reading, paper):
            return [], position, None
    plural = "s" in (first.groupdict().get("label") or "").lower() or not first["number"][0].isdigit()
    numbers = [(_upper(first["number"]), reading.start, first.end())]
    end = first.end()
    while len(numbers) <= LONGEST_RANGE:
        if through := THROUGH.match(text, end):
            between = _between(numbers[-1][0], through["number"])
            if between is None:
                break
            numbers += [(number, through.start("number"), through.end()) for number in between]
            end = through.end()
            continue
        more = AND_NUMBER.match(text, end)
        if not more or not _continues(text, more, numbers[0][0]):
            break
        if more["joint"] in {",", "/"} and not (plural or more["label"]):
            break
        numbers.append((_upper(more["number"]), more.start("number"), more.end()))
        end = more.end()
    return numbers, end, first["twin"]


def _may_stand_bare(text: str, first: re.Match[str], reading: _Reading, paper: ChamberPaper) -> bool:
    """A number without `nr.` is one only behind a label, and a letter only where nothing else could be meant."""
    number, after = first["number"], text[first.end() : first.end() + 12]
    if number.isdigit() or number[:-1].isdigit():
        return reading.labelled and "," in first["comma"] and not re.match(r"\s(?:\d|[a-z]{4})", after)
    if number in NOT_LETTERS or number.islower():
        return False
    if "," not in first["comma"]:
        return reading.labelled and not re.match(r"\s[a-zA-Z]{2}", after)
    follows = re.match(
        r"[,.;:)\]/\s]{0,2}$|[,;:)\]\n]|\.(?!\w)|\s?(?:en|et|und|and|t/m|&|-)\s|\s\(|-[A-Z]\b|/|'", after
    )
    known = reading.labelled or paper.chamber is not None
    if not known and len(paper.dossiers) == 1 and INITIAL.match(after):
        return bool(SPEAKS_OF_PAPERS.search(text, max(0, reading.start - 80), reading.start))
    return bool(follows) or (known and bool(re.match(r"\s[a-z(]", after)))


def _continues(text: str, more: re.Match[str], first: str) -> bool:
    """Members of one list are all numbers or all letters, and are no page, year or file number."""
    number = more["number"]
    if number[0].isdigit() != first[0].isdigit() or (not number[0].isdigit() and number in NOT_LETTERS):
        return False
    if number[0].isdigit() and re.match(
        r"\s?(?:[/.-]\d|\s\d{3}|%|euro|dagen|weken|[a-z]{5,})", text[more.end() : more.end() + 8]
    ):
        return False
    return number[0].isdigit() or not re.match(r"\s[A-Z][a-z]|\.[A-Z]|'", text[more.end() : more.end() + 4])


def _upper(number: str) -> str:
    return number if number[0].isdigit() else number.upper()


def _between(first: str, last: str) -> list[str] | None:
    """The members of a range after its first one; nothing where it runs backwards or is too long to be one."""
    if first.isdigit() and last.isdigit():
        low, high = int(first), int(last)
        return [str(number) for number in range(low + 1, high + 1)] if low < high <= low + LONGEST_RANGE else None
    if len(first) == len(last) == 1 and first.isalpha() and last.isalpha() and first < last:
        return [chr(code) for code in range(ord(first) + 1, ord(last) + 1)]
    return None


def _with_pinpoint(
    text: str, paper: ChamberPaper, numbers: list[tuple[str, int, int]], reading: _Reading, end: int
) -> tuple[list[Found], int]:
    if match := TYPE.match(text, end):
        end = match.end()
    reprint = REPRINT.match(text, end)
    end = reprint.end() if reprint else end
    annex, end = read_annex(text, end)
    pages, end = read_pages(text, end)
    if not annex:
        annex, end = read_annex(text, end)
    found = []
    for index, (number, start, stop) in enumerate(numbers):
        last = index == len(numbers) - 1 or start == numbers[-1][1]
        chamber = None if paper.twin else paper.chamber
        this = replace(paper, number=number, chamber=chamber, reprint=bool(reprint), pages=pages if last else None)
        session = f"{paper.session}-{paper.session + 1}" if paper.session is not None else None
        found.append(
            Found(
                start,
                end if last else stop,
                Kind.CHAMBER_PAPER,
                identify(this),
                page=pages if last else None,
                annex=reading.annex or (annex and last),
                session=session,
            )
        )
    return found, end


def _next(text: str, reading: _Reading) -> _Reading | None:
    """What a semicolon or `en` adds: another paper of the file, another session, or another file."""
    position = reading.position
    if match := SEMICOLON_NUMBER.match(text, position):
        return replace(reading, start=match.end(), position=match.end())
    if match := SEMICOLON_SESSION.match(text, position):
        paper, position = _session(text, match.end(), reading.paper)
        if DOSSIER.match(text, position):
            return replace(reading, paper=replace(paper, dossiers=()), start=match.end(), position=position)
        return replace(reading, paper=paper, start=match.end(), position=position)
    if match := NEXT_DOSSIER.match(text, position):
        dossier = DOSSIER.match(text, match.end())
        if dossier and (LABELLED.match(text, dossier.end()) or UNLABELLED.match(text, dossier.end())):
            chamber = match["chamber"] or reading.paper.chamber
            paper = replace(reading.paper, dossiers=(), chamber=chamber)
            return replace(reading, paper=paper, start=match.end(), position=match.end(), annex=False)
    return None


def _heading_or_file(text: str, reading: _Reading, paper: ChamberPaper, position: int) -> list[Found]:
    """`36 840 … A/ Nr. 1 BRIEF VAN …` is the heading of a paper; a bare file number behind a label is the file."""
    line_start = reading.start == 0 or text[reading.start - 1] == "\n"
    if line_start and (match := HEADING.match(text, position)):
        this = replace(paper, number=match["number"] or match["only"], twin=match["letter"])
        return [Found(reading.start, match.end(match.lastgroup or 0), Kind.CHAMBER_PAPER, identify(this))]
    if not reading.labelled:
        return []
    return [Found(reading.start, position, Kind.CHAMBER_FILE, identify(paper), annex=reading.annex)]
