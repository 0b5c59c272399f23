"""German citations: the federal gazettes, papers of Bundestag and Bundesrat, letters of the finance ministry."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grenswerk.dossier.models import Found, Identity, Kind, unsure
from grenswerk.dossier.scan import date_before

_PART = r"(?P<part>I{1,3}|Teil\s(?:I{1,3}|[12]))"
_FEDERAL = re.compile(
    r"(?<!\w)(?:BGBl\b\.?|Bundesgesetzblatt)[\s,]{0,2}"
    r"(?:(?P<year>(?:19|20)\d{2})[\s,]{1,2}(?:Teil\s)?(?P<part>I{1,3})(?!\w)"
    r"|(?:Teil\s)?(?P<part2>I{1,3})(?!\w)(?:[\s,]{1,2}(?P<year2>(?:19|20)\d{2}))?)"
    r"[\s,]{0,2}(?:\(?(?:vom\s)?\d{1,2}\.\s?\d{1,2}\.\s?(?P<year3>\d{4})\)?[\s,]{1,2})?"
    r"(?:(?:Nr\.?|Nummer)\s?(?P<number>\d{1,4})(?!\d))?[\s,]{0,2}(?:(?:S\.?"
    r"|Seite)\s?(?P<page>\d{1,5})(?!\d))?(?P<bare>(?<=[\s,])\d{1,4}(?![\d.]))?"
)
_TAX = re.compile(
    r"(?<!\w)(?:BStBl\b\.?|Bundessteuerblatt)[\s,]{0,2}"
    r"(?:(?P<year>(?:19|20)\d{2})[\s,]{1,2}(?:Teil\s)?(?P<part>I{1,2})(?!\w)"
    r"|(?:Teil\s)?(?P<part2>I{1,2})[\s,]{1,2}(?P<year2>(?:19|20)\d{2}))"
    r"[\s,]{0,2}(?:(?:S\.?|Seite)\s?)?(?P<page>\d{1,5})(?!\d)"
)
_PAPER = re.compile(
    r"(?<![^\W\d_])(?<!LT-)(?<!Landtag-)(?<!Landtags-)(?:(?P<bundestag>BT-?\s?(?:Drs\.?|Drucksachen?|Drucks\.?)"
    r"|Bundestags-?\s?[Dd]rucksachen?|Deutscher Bundestag,?\sDrucksache)"
    r"|(?P<bundesrat>BR-?\s?(?:Drs\.?|Drucksachen?|Drucks\.?)|Bundesrats-?\s?[Dd]rucksachen?"
    r"|Bundesrat,?\sDrucksache)|(?P<bare>Drs\.|Drucks\.|Drucksachen?))"
    r"[\s:]{0,2}(?:Nr\.\s?)?(?P<first>\d{1,4})\s?/\s?(?P<second>\d{1,5})(?P<third>/\d{2})?(?!\d|/)"
    r"(?:[\s,]{1,2}(?:S\.?|Seite)\s?(?P<page>\d{1,4}(?:\s?-\s?\d{1,4})?(?:\s?ff?\.)?))?"
)
_MORE = re.compile(r"\s?(?:und|,|sowie|and)\s?(?P<first>\d{1,4})/(?P<second>\d{1,5})(?!\d|/)")
_LAND = re.compile(
    r"(?:Landtag\w*|LT|Abgeordnetenhaus\w*|Bürgerschaft\w*|Stadtrat\w*|NRW|Gemeinderat\w*)[\s,.-]{0,3}$"
)
_LETTER = re.compile(
    r"(?<!\w)(?P<desk>I[VX]|VI{0,3}|I{1,3})\s?(?P<section>[A-E])\s?(?P<number>\d{1,2})\s?-\s?(?P<key>[A-Z])\s?"
    r"(?P<digits>\d{4})(?P<tail>(?:\s?-\s?[A-Z]{2,4}(?![A-Za-z])"
    r"|\s?/\s?\d{1,6}(?!\d)){0,5}(?:\s?:\s?\d{3}(?!\d))?)"
)
FIRST_NUMBERED_YEAR = 2023  # from then on the federal gazette is electronic and counts numbers, not pages
LARGEST_TERM = 30


def find_german(text: str) -> Iterator[Found]:
    """German citations."""
    for match in _FEDERAL.finditer(text):
        if found := _federal(text, match):
            yield found
    for match in _TAX.finditer(text):
        year, part = match["year"] or match["year2"], match["part"] or match["part2"]
        identity = Identity(f"bstbl-{year}-{part}-{match['page']}", notes=("no_address_known",))
        yield Found(match.start(), match.end(), Kind.GAZETTE, identity, page=match["page"])
    yield from _papers(text)
    for match in _LETTER.finditer(text):
        tail = re.sub(r"\s?([-/:])\s?", r"\1", match["tail"])
        number = f"{match['desk']} {match['section']} {match['number']} - {match['key']} {match['digits']}{tail}"
        yield Found(
            match.start(), match.end(), Kind.MINISTRY_LETTER, Identity(number, notes=("no_address_known",))
        )


def _federal(text: str, match: re.Match[str]) -> Found | None:
    """Until 2022 year, part and page; from 2023 year, part and number."""
    part = match["part"] or match["part2"]
    year = match["year"] or match["year2"] or match["year3"]
    number, page = match["number"], match["page"]
    if not (number or page or match["bare"]):
        return None
    if year is None:
        day = date_before(text, match.start())
        if day is None:
            identity = unsure("year_is_missing")
            return Found(match.start(), match.end(), Kind.GAZETTE, identity, page=page)
        year = str(day.year)
    if int(year) >= FIRST_NUMBERED_YEAR:
        number = number or match["bare"]
        if not number:
            identity = unsure("number_is_missing")
        else:
            url = f"https://www.recht.bund.de/eli/bund/bgbl-{len(part)}/{year}/{int(number)}"
            identity = Identity(f"bgbl-{year}-{part}-{int(number)}", url if len(part) < 3 else None)
        return Found(match.start(), match.end(), Kind.GAZETTE, identity, page=page)
    page = page or match["bare"]
    identity = (
        unsure("page_is_missing")
        if not page
        else Identity(f"bgbl-{year}-{part}-{page}", notes=("no_address_known",))
    )
    return Found(match.start(), match.end(), Kind.GAZETTE, identity, page=page)


def _papers(text: str) -> Iterator[Found]:
    for match in _PAPER.finditer(text):
        if match["bare"] and _LAND.search(text, max(0, match.start() - 24), match.start()):
            continue
        house = "bt" if match["bundestag"] else "br" if match["bundesrat"] else None
        page = re.sub(r"\s?-\s?", "-", match["page"]) if match["page"] else None
        identity = (
            unsure("part_of_a_printed_paper") if match["third"] else _paper(house, match["first"], match["second"])
        )
        yield Found(match.start(), match.end(), Kind.CHAMBER_PAPER, identity, page=page)
        end = match.end()
        while not match["page"] and (more := _MORE.match(text, end)):
            end = more.end()
            yield Found(more.start("first"), end, Kind.CHAMBER_PAPER, _paper(house, more["first"], more["second"]))


def _paper(house: str | None, first: str, second: str) -> Identity:
    """Bundestag: electoral term / number. Bundesrat: number / year of two digits."""
    bundestag = Identity(
        f"bt-drs-{int(first)}-{int(second)}",
        f"https://dserver.bundestag.de/btd/{int(first):02d}/{int(second):05d}"[:-2]
        + f"/{int(first):02d}{int(second):05d}.pdf",
    )
    year = (1900 if int(second) >= 49 else 2000) + int(second) if len(second) == 2 else int(second)
    bundesrat = Identity(f"br-drs-{int(first)}-{second[-2:]}", _bundesrat_url(int(first), year))
    term_fits = 1 <= int(first) <= LARGEST_TERM
    year_fits = len(second) == 2 or (len(second) == 4 and 1949 <= int(second) <= 2100)
    if house == "bt":
        return bundestag if term_fits else unsure("no_such_electoral_term")
    if house == "br":
        return bundesrat if year_fits else unsure("no_such_year")
    if term_fits and len(second) != 2:
        return bundestag
    if year_fits and not term_fits:
        return bundesrat
    return unsure("bundestag_or_bundesrat", bundestag.id or "", bundesrat.id or "")


def _bundesrat_url(number: int, year: int) -> str | None:
    return f"https://dserver.bundestag.de/brd/{year}/{number:04d}-{year % 100:02d}.pdf" if year >= 2002 else None
