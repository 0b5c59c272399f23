"""Dutch chamber papers (Kamerstukken) as they are written, and what id their era gives them.

A paper filed under several files has one id: that of the file named first in its heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from grenswerk.dossier.chamber_paper_ids import ChamberPaper, identify
from grenswerk.dossier.models import Found, Kind
from grenswerk.dossier.scan import read_annex, read_pages, read_session, roman_value

_LABEL = r"[Kk]amerstuk(?:ken|nummers?)?|KAMERSTUK(?:KEN)?|[Kk]amerst\.|[Kk]st\.|KST\.?(?=\s)|Parl\. St\. [TE]K"
_HEAD = re.compile(
    rf"(?<![^\W\d_])(?P<annex>[Bb]ijlagen?\s(?:bij|van)\s(?:de\s)?)?(?P<label>{_LABEL})(?=[\s,:(])"
    r"|(?<!\w)(?P<chamber>Eerste|Tweede)\sKamer(?:\sder\sStaten-Generaal)?,?\s(?=vergaderjaar\s)"
    r"|(?<![\w.])(?P<short>EK|TK|I{1,2}),?\s(?=(?:\d{2}|\d{4})[-/]\d{2}|\d{2}[ .]?\d{3}[ ,/])"
    r"|(?<![\w.,/€$£%°:#+-])(?<![€$£+]\s)(?<!\d\s)(?P<bare>[1-4]\d[ .]?\d{3})(?=[\s,/-])(?!-\d{3})(?!,\d)"
)
_KST = re.compile(r"(?<![\w-])KST(?P<dossier>\d{5})(?P<number>[A-Z]{1,2}|\d{1,4})(?!\w)")
_CHAMBER = re.compile(
    r"[\s,:]{0,3}(?:der\s|van\sde\s)?(?P<chamber>Eerste\sKamer|Tweede\sKamer|EK|TK|E\.K\.?|T\.K\.?|I/II|VV|II|I|11|1|2)(?=[\s,])"
    r"(?:\sder\sStaten-Generaal)?,?"
)
_SESSION = re.compile(
    r"[\s,]{0,2}\(?(?:vergaderjaar\s)?(?P<first>\d{4}|\d{2})\s?[/-]\s?(?P<second>\d{4}|\d{2})(?!\d)\)?[,:]?"
)
_CHAPTER = r"[XVI]{1,6}[A-E]?"
_DOSSIER = re.compile(
    r"[\s,]{0,2}(?:nr\.\s(?=\d{5},|\d{2}[ .]\d{3},))?(?P<number>\d{2}[ .-]?\d{3}|[1-9]\d{3}(?=,\s))(?!\d)"
    rf"(?:(?:,?\s?hoofdstuk\s|[ .-]?\s?)(?P<chapter>{_CHAPTER})(?!\w)|-(?P<series>\d{{1,3}})(?!\d))?"
    r"(?:\s?\(R\s?\d{2,5}\))?"
)
_HOUSE = re.compile(r"[\s,]{0,2}(?P<number>[CLXVI]{3,9})(?=,)")
_AND_DOSSIER = re.compile(r"\s?(?:/|,|;|&|en|et|und|and)\s?(?=\d{2}[ .]?\d{3}(?!\d))")
_OTHERS = re.compile(r"\s?e\.a\.")
_LETTERS = r"(?:[A-H]?[A-Z])"
_LABELLED = re.compile(
    rf"[\s,;:]{{0,3}}(?:(?P<twin>[A-H]?[A-Z])\s?/\s?)?(?P<label>nummers?|nrs?\.?|no\.|n°|letters?(?=\s))\s?(?P<number>\d{{1,4}}[a-z]?|{_LETTERS})(?![\w°])",
    re.IGNORECASE,
)
_UNLABELLED = re.compile(
    rf"(?P<comma>\s?,\s?|\s)(?:(?P<twin>{_LETTERS})\s?/\s?(?=\d))?(?P<number>\d{{1,4}}[a-z]?|{_LETTERS})(?![\w°]|[./-]\d)"
)
_THROUGH = re.compile(rf"\s?(?:-|t/m|tot en met)\s?(?:nr\.\s?)?(?P<number>\d{{1,4}}|{_LETTERS})(?!\w|[./-]\d)")
_AND_NUMBER = re.compile(
    rf"\s?(?P<joint>,\s?en\b|,|;|/|&|\ben\b|\bet\b|\bund\b|\band\b)\s?(?P<label>nrs?\.?\s?)?(?P<number>\d{{1,4}}[a-z]?|{_LETTERS})(?![\w°(]|[./-]\d|\s\d{{3}}(?!\d))"
)
_TYPE = re.compile(
    r",\s(?:MvT|MvA|NV|NnavV|[Mm]emorie van \w{1,14}|[Nn]ota [\w ]{1,40}|[Vv]erslag[\w ]{0,50}|[Bb]rief[\w ]{0,40}"
    r"|[Mm]otie[\w\- ]{0,40}|[Aa]mendement[\w\- ]{0,40})(?=,|\.|\)|$)"
)
_REPRINT = re.compile(r"\s?[,(]\s?(?:herdruk|reprint)\)?", re.IGNORECASE)
_HEADING = re.compile(
    r"[^\n]{0,200}?(?:\n[^\n]{0,200}){0,3}?(?<!\w)(?:(?P<letter>[A-H]?[A-Z])\s?/\s?(?=[Nn]r))?"
    r"(?:Nr\.\s?(?P<number>\d{1,4})|(?P<only>[A-H]?[A-Z]))\s+"
    r"(?=(?:GEWIJZIGD\s|NADER\s|VOORLOPIG\s)?(?:VERSLAG|BRIEF|NOTA|MEMORIE|LIJST|VOORSTEL|MOTIE|AMENDEMENT|ADVIES|EINDVERSLAG|KONINKLIJKE|GELEIDENDE)\b)"
)
_NOT_A_FILE = re.compile(
    r"(?:factuur|rekening|postbus|polis|bestel\w*|tel\.?|telefoon|art\.?|artikel|kenmerk|order|contract|klantnummer|bedrag|euro|EUR|"
    r"nummer|KvK|BTW|IBAN|straat|weg|laan|Rn|Az|pagina|blz\.?|p\.|num[ée]ro|facture|Rechnung|Tel|n°|nr\.?)[\s:.]{0,3}$",
    re.IGNORECASE,
)
_NOT_LETTERS = {
    "EU",
    "EK",
    "EG",
    "CD",
    "BV",
    "EN",
    "ER",
    "AL",
    "DE",
    "HR",
    "GB",
    "CV",
    "CA",
    "BE",
    "CH",
    "DU",
    "ET",
    "AU",
}
LONGEST_RANGE = 40


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
    for match in _HEAD.finditer(text):
        if match.start() < done:
            continue
        for found in _read(text, match):
            done = max(done, found.end)
            yield found
    for match in _KST.finditer(text):
        paper = ChamberPaper(dossiers=(match["dossier"],), number=match["number"])
        yield Found(match.start(), match.end(), Kind.CHAMBER_PAPER, identify(paper))


def _read(text: str, head: re.Match[str]) -> list[Found]:
    labelled = bool(head["label"] or head["chamber"])
    position = head.start() if head["bare"] else head.end()
    chamber = {"Eerste": "I", "Tweede": "II", "EK": "I", "TK": "II", "I": "I", "II": "II"}.get(
        head["chamber"] or head["short"] or ""
    )
    if head["bare"] and _NOT_A_FILE.search(text, max(0, head.start() - 24), head.start()):
        return []
    if head["label"] and (match := _CHAMBER.match(text, position)):
        chamber, position = _chamber(match["chamber"]), match.end()
    paper = ChamberPaper(chamber=chamber)
    if head["label"] or head["chamber"] or head["short"]:
        paper, position = _session(text, position, paper)
    if head["label"] and chamber is None and (match := _CHAMBER.match(text, position)):
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
    match = _SESSION.match(text, position)
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
        match = _DOSSIER.match(text, position)
        if not match:
            if not dossiers and reading.labelled and (house := _HOUSE.match(text, position)):
                return (house["number"],), house.end(), False
            break
        dossier = re.sub(r"\D", "", match["number"])
        suffix = match["chapter"] or match["series"]
        dossiers.append(f"{dossier}-{suffix}" if suffix else dossier)
        alone = bool(match["chapter"]) and roman_value(match["chapter"].rstrip("ABCDE")) is not None
        position = match.end()
        if others := _OTHERS.match(text, position):
            position = others.end()
        joint = _AND_DOSSIER.match(text, position)
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
    """Numbers of papers with the place of each (the first takes the whole head into its place), and a twin letter."""
    first = _LABELLED.match(text, position)
    if not first:
        first = _UNLABELLED.match(text, position)
        if not first or not _may_stand_bare(text, first, reading, paper):
            return [], position, None
    plural = "s" in (first.groupdict().get("label") or "").lower() or not first["number"][0].isdigit()
    numbers = [(_upper(first["number"]), reading.start, first.end())]
    end = first.end()
    while len(numbers) <= LONGEST_RANGE:
        if through := _THROUGH.match(text, end):
            between = _between(numbers[-1][0], through["number"])
            if between is None:
                break
            numbers += [(number, through.start("number"), through.end()) for number in between]
            end = through.end()
            continue
        more = _AND_NUMBER.match(text, end)
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
    if number in _NOT_LETTERS or number.islower():
        return False
    if "," not in first["comma"]:
        return reading.labelled and not re.match(r"\s[a-zA-Z]{2}", after)
    follows = re.match(
        r"[,.;:)\]/\s]{0,2}$|[,;:)\]\n]|\.(?!\w)|\s?(?:en|et|und|and|t/m|&|-)\s|\s\(|-[A-Z]\b|/|'", after
    )
    known = reading.labelled or paper.chamber is not None
    return bool(follows) or (known and bool(re.match(r"\s[a-z(]", after)))


def _continues(text: str, more: re.Match[str], first: str) -> bool:
    """Members of one list are all numbers or all letters, and are no page, year or file number."""
    number = more["number"]
    if number[0].isdigit() != first[0].isdigit() or (not number[0].isdigit() and number in _NOT_LETTERS):
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
    if match := _TYPE.match(text, end):
        end = match.end()
    reprint = _REPRINT.match(text, end)
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


_SEMICOLON_NUMBER = re.compile(r"\s?(?:;|\ben\b)\s?(?=nrs?\.\s?\d)")
_SEMICOLON_SESSION = re.compile(r"\s?;\s?(?=\d{4}[/-]\d{2,4}(?!\d))")
_NEXT_DOSSIER = re.compile(
    r"\s?(?:;|,|\ben\b|\bet\b|\bund\b|\band\b)\s?(?:(?P<chamber>I{1,2})\s)?(?=\d{2}[ .]?\d{3}(?![\d.]))"
)


def _next(text: str, reading: _Reading) -> _Reading | None:
    """What a semicolon or `en` adds: another paper of the file, another session, or another file."""
    position = reading.position
    if match := _SEMICOLON_NUMBER.match(text, position):
        return replace(reading, start=match.end(), position=match.end())
    if match := _SEMICOLON_SESSION.match(text, position):
        paper, position = _session(text, match.end(), reading.paper)
        if _DOSSIER.match(text, position):
            return replace(reading, paper=replace(paper, dossiers=()), start=match.end(), position=position)
        return replace(reading, paper=paper, start=match.end(), position=position)
    if match := _NEXT_DOSSIER.match(text, position):
        dossier = _DOSSIER.match(text, match.end())
        if dossier and (_LABELLED.match(text, dossier.end()) or _UNLABELLED.match(text, dossier.end())):
            chamber = match["chamber"] or reading.paper.chamber
            paper = replace(reading.paper, dossiers=(), chamber=chamber)
            return replace(reading, paper=paper, start=match.end(), position=match.end(), annex=False)
    return None


def _heading_or_file(text: str, reading: _Reading, paper: ChamberPaper, position: int) -> list[Found]:
    """`36 840 … A/ Nr. 1 BRIEF VAN …` is the heading of a paper; a bare file number behind a label is the file."""
    line_start = reading.start == 0 or text[reading.start - 1] == "\n"
    if line_start and (match := _HEADING.match(text, position)):
        this = replace(paper, number=match["number"] or match["only"], twin=match["letter"])
        return [Found(reading.start, match.end(match.lastgroup or 0), Kind.CHAMBER_PAPER, identify(this))]
    if not reading.labelled:
        return []
    return [Found(reading.start, position, Kind.CHAMBER_FILE, identify(paper), annex=reading.annex)]
