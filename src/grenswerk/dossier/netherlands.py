"""Dutch gazettes, proceedings, written questions, law identifiers and register numbers as they are cited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from grenswerk.dossier.chamber_paper_ids import paper_url
from grenswerk.dossier.models import Found, Identity, Kind, unsure
from grenswerk.dossier.scan import date_before, read_annex, read_pages, read_session

_GAZETTE = re.compile(
    r"(?<![^\W\d_])(?:(?P<stb>Stb\b\.?|Staatsblad(?=[\s,]{1,2}(?:van\s)?(?:nr\.?\s)?\d))"
    r"|(?P<stcrt>Stcrt\b\.?|Staatscourant(?=[\s,]{1,2}(?:nr\.?\s)?\d))|(?P<trb>Trb\b\.?"
    r"|Tractatenblad(?=[\s,]{1,2}(?:nr\.?\s)?\d)))"
    r"[\s,]{0,3}(?:(?P<year>(?:1[89]|20)\d{2})(?P<joint>\s?[,/]\s?(?:nrs?\.?\s?)?|-(?!(?:19|20)\d{2}(?!\d))"
    r"|\s?\(?nrs?\.?\s?|,?\snummer\s)(?P<number>\d{1,2}\.\d{3}(?!\d)|\d{1,5})(?!\d|\.\d)"
    r"|(?:nr\.?\s?)?(?P<alone>\d{1,5})(?!\d|[.-]\d)(?:\svan\s(?P<behind>(?:19|20)\d{2})(?!\d))?)"
)
_MORE = re.compile(
    r"\s?(?:en|,|;)\s?(?:(?P<year>(?:1[89]|20)\d{2})\s?,\s?(?:nr\.\s?)?)?(?P<number>\d{1,5})(?![\d/%]|[.,-]\d"
    r"|\s(?:euro|dagen|weken|[a-z]{4,}))"
)
_PROCEEDINGS = re.compile(
    r"(?<!\w)(?:Handelingen|Hand\.)[\s,]{1,2}(?:(?P<chamber>I{1,2}|EK|TK|1|2|VV|Eerste Kamer"
    r"|Tweede Kamer)[\s,]{1,2})?"
    r"(?:vergaderjaar\s)?(?P<first>\d{4}|\d{2})\s?[/-]\s?(?P<second>\d{4}|\d{2})(?!\d)[\s,]{0,3}"
    r"(?:(?P<meeting2>\d{1,3})-(?P<item2>\d{1,3})-(?P<page>\d{1,5}(?:-\d{1,5})?)(?![\d-])"
    r"|(?:(?:nr\.?\s?|vergadering\s)?(?P<meeting>\d{1,3})(?!\d|\s?-)[\s,]{0,3})?(?:(?:item|onderwerp"
    r"|punt)\s?(?P<item>\d{1,3}))?)"
)
_QUESTION = re.compile(
    r"(?<!\w)(?:Aanhangsel|Aanh\.)(?:\s(?:van de|der|bij de))?(?:\s(?:Handelingen|Hand\.))?[\s,]{1,2}"
    r"(?:(?P<chamber>I{1,2}|EK|TK|Eerste Kamer|Tweede Kamer)[\s,]{1,2})?(?:vergaderjaar\s)?"
    r"(?P<first>\d{4}|\d{2})\s?[/-]\s?(?P<second>\d{4}|\d{2})(?!\d)[\s,]{0,2}(?P<label>nrs?\.?\s?"
    r"|nummers?\s)?(?P<number>\d{1,5})(?!\d)"
)
_MORE_QUESTIONS = re.compile(r"\s?(?:en|,)\s?(?:nr\.\s)?(?P<number>\d{1,5})(?![\d/%]|[.,-]\d)")
_PUBLICATION = re.compile(
    r"(?<![\w-])(?P<annex>bijlagen?\s(?:bij|van)\s)?(?P<id>kst-(?:\d{8}-)?(?:\d{4,5}(?:-[IVX]{1,5}[A-E]?"
    r"|-\d{1,3}(?=-))?|[CLXVIclxvi]{3,8})-(?:[A-Za-z]{1,2}|\d{1,4}[a-z]?)(?:-[bhnv]\d)?"
    r"|blg-\d{1,8}|(?:stcrt|stb|trb)-\d{4}-\d{1,6}(?:-[nhv]\d)?|ah-[te]k-\d{8}-\d{1,5}|h-(?:[te]k"
    r"|vv)-\d{8}-\d{1,5}-\d{1,5}"
    r"|kv-[te]k-\w{6,12}|nds-tk-\d{4}D\d{5}|ag-[te]k-\d{4}-\d{2}-\d{2})(?![\w-])",
    re.IGNORECASE,
)
_LAW = re.compile(
    r"(?<!\w)(?P<jci>jci(?P<version>1(?:\.\d{1,2}){0,2}):(?P<type>[cv]):)?(?P<bwb>BWB[RV]\d{7})(?!\d)(?P<path>"
    r"(?:&(?:amp;)?[a-z]{1,14}=[\w.:-]{1,30}){0,12})"
)
_COMMITMENT = re.compile(r"(?<![\w.-])T[O0](?P<digits>\d{4})(?![\w.-]*\d)")
_PARLIAMENT_NUMBER = re.compile(r"(?<!\w)(?P<number>20\d{2}(?:Z|D)\d{5})(?!\w)")
_EUROPE = re.compile(r"(?<!\w)E(?P<digits>\d{6})(?!\w)")
_EUROPE_CUE = re.compile(r"(?:Europees|Europese|EU-|dossier|eerstekamer)[^\n]{0,60}$", re.IGNORECASE)
NUMBERED_STCRT = 2008  # from the middle of this year each notice has its own number
LARGEST_ISSUE = 262  # a year has at most so many issues; a higher number is a notice
FIRST_GAZETTE_ID = 1951


def find_dutch(text: str) -> Iterator[Found]:
    """Dutch citations other than chamber papers."""
    return chain(
        _gazettes(text), _proceedings(text), _questions(text), _publications(text), _laws(text), _numbers(text)
    )


def _gazettes(text: str) -> Iterator[Found]:
    for match in _GAZETTE.finditer(text):
        series = "stb" if match["stb"] else "stcrt" if match["stcrt"] else "trb"
        kind = Kind.TREATY_GAZETTE if series == "trb" else Kind.GAZETTE
        if match["alone"]:
            yield from _by_date(text, match, series, kind)
            continue
        year, end, start = int(match["year"]), match.end(), match.start()
        identity = _gazette(series, year, int(match["number"].replace(".", "")))
        plural = "nrs" in match["joint"]
        while more := _MORE.match(text, end):
            if not more["year"] and not plural and not more[0].strip().startswith("en"):
                break
            yield Found(start, end, kind, identity)
            year = int(more["year"] or year)
            identity = _gazette(series, year, int(more["number"]))
            start, end = more.start("year") if more["year"] else more.start("number"), more.end()
        page, end = read_pages(text, end)
        annex, end = read_annex(text, end)
        yield Found(start, end, kind, identity, page=page, annex=annex)


def _by_date(text: str, match: re.Match[str], series: str, kind: Kind) -> Iterator[Found]:
    """`wet van 11 mei 2021 (Stb. 549)`: the year is that of the date; one of December may be printed later."""
    number = int(match["alone"])
    if match["behind"]:
        yield Found(match.start(), match.end(), kind, _gazette(series, int(match["behind"]), number))
        return
    if 1800 <= number <= 2100:
        return
    day = date_before(text, match.start())
    if day is None:
        identity = unsure("year_is_missing")
    elif day.month == 12:
        identity = unsure(
            "year_of_print_unsure", f"{series}-{day.year}-{number}", f"{series}-{day.year + 1}-{number}"
        )
    else:
        identity = _gazette(series, day.year, number)
    yield Found(match.start(), match.end(), kind, identity)


def _gazette(series: str, year: int, number: int) -> Identity:
    if series == "stcrt" and (year < NUMBERED_STCRT or (year == NUMBERED_STCRT and number <= LARGEST_ISSUE)):
        return unsure("number_is_a_whole_issue")
    if year < FIRST_GAZETTE_ID:
        return unsure("no_id_before_1951")
    identifier = f"{series}-{year}-{number}"
    return Identity(identifier, paper_url(identifier))


def _chambers(written: str | None) -> str | None:
    return {
        "I": "ek",
        "EK": "ek",
        "1": "ek",
        "Eerste Kamer": "ek",
        "II": "tk",
        "TK": "tk",
        "2": "tk",
        "Tweede Kamer": "tk",
        "VV": "vv",
    }.get(written or "")


def _proceedings(text: str) -> Iterator[Found]:
    for match in _PROCEEDINGS.finditer(text):
        first = read_session(match)
        if first is None:
            continue
        page, end = read_pages(text, match.end())
        page = match["page"] or page
        meeting, item = match["meeting"] or match["meeting2"], match["item"] or match["item2"]
        identity = _meeting(_chambers(match["chamber"]), first, meeting, item, page)
        yield Found(
            match.start(),
            len(text[:end].rstrip(" ,\n")) if end == match.end() else end,
            Kind.PROCEEDINGS,
            identity,
            page=page,
            session=f"{first}-{first + 1}",
        )


def _meeting(chamber: str | None, first: int, meeting: str | None, item: str | None, page: str | None) -> Identity:
    """Until 2009-2010 the id holds the pages of the item, from 2010-2011 its meeting and item."""
    session = f"{first}{first + 1}"
    if first + 1 < 1995:
        return unsure("no_id_before_1995")
    chambers = [chamber] if chamber else ["tk", "ek"]
    if first >= 2010 and meeting and item:
        ids = [f"h-{name}-{session}-{int(meeting)}-{int(item)}" for name in chambers]
    elif first < 2010 and page and re.fullmatch(r"\d+-\d+", page):
        ids = [f"h-{name}-{session}-{page}" for name in chambers]
    else:
        return unsure("item_is_missing" if first >= 2010 else "pages_of_the_item_are_missing")
    if len(ids) > 1:
        return unsure("chamber_is_missing", *ids)
    return Identity(ids[0], paper_url(ids[0]))


def _questions(text: str) -> Iterator[Found]:
    for match in _QUESTION.finditer(text):
        first = read_session(match)
        if first is None:
            continue
        chamber = _chambers(match["chamber"]) or "tk"
        session, start, end = f"{first}-{first + 1}", match.start(), match.end()
        numbers = [(match["number"], start, end)]
        while more := _MORE_QUESTIONS.match(text, end):
            if more[0].lstrip().startswith(",") and "s" not in (match["label"] or ""):
                break
            end = more.end()
            numbers.append((more["number"], more.start("number"), end))
        for number, start, end in numbers:
            page, stop = read_pages(text, end)
            identifier = f"ah-{chamber}-{first}{first + 1}-{int(number)}"
            known = first + 1 >= 1995
            identity = Identity(identifier, paper_url(identifier)) if known else unsure("no_id_before_1995")
            yield Found(start, stop, Kind.WRITTEN_QUESTION, identity, page=page, session=session)


_KIND_BY_PREFIX = {
    "kst": Kind.CHAMBER_PAPER,
    "blg": Kind.ANNEX,
    "stcrt": Kind.GAZETTE,
    "stb": Kind.GAZETTE,
    "trb": Kind.TREATY_GAZETTE,
    "ah": Kind.WRITTEN_QUESTION,
    "h": Kind.PROCEEDINGS,
    "kv": Kind.WRITTEN_QUESTION,
    "nds": Kind.PARLIAMENTARY_NUMBER,
    "ag": Kind.PROCEEDINGS,
}


def _publications(text: str) -> Iterator[Found]:
    for match in _PUBLICATION.finditer(text):
        parts = match["id"].split("-")
        prefix = parts[0].lower()
        rest = [part if re.fullmatch(r"\d+[a-z]|[bhnv]\d", part) else part.upper() for part in parts[1:]]
        rest = [part.lower() if prefix != "kst" and part in {"TK", "EK", "VV"} else part for part in rest]
        identifier = "-".join([prefix, *rest])
        identity = Identity(identifier, paper_url(identifier))
        yield Found(match.start(), match.end(), _KIND_BY_PREFIX[prefix], identity, annex=bool(match["annex"]))


def _laws(text: str) -> Iterator[Found]:
    for match in _LAW.finditer(text):
        path = match["path"].replace("&amp;", "&")
        keys = dict(pair.split("=", 1) for pair in path.split("&") if "=" in pair)
        url = f"https://wetten.overheid.nl/{match['bwb']}"
        if match["jci"]:
            url = f"https://wetten.overheid.nl/{match['jci']}{match['bwb']}{path}"
        end = match.end() if match["jci"] else match.end("bwb")
        day = keys.get("g") if match["jci"] else None
        yield Found(
            match.start(),
            end,
            Kind.LAW,
            Identity(match["bwb"], url),
            article=keys.get("artikel") if match["jci"] else None,
            date=day,
        )


def _numbers(text: str) -> Iterator[Found]:
    for match in _COMMITMENT.finditer(text):
        misprint = ("letter_o_for_zero",) if match[0][1] == "O" else ()
        if re.search(
            r"artikelnummer|bestelnummer|typenummer",
            text[match.start() - 24 if match.start() > 24 else 0 : match.end() + 24],
        ):
            continue
        if misprint and not re.search(
            r"toezegg|toegezegd", text[max(0, match.start() - 120) : match.end() + 60], re.IGNORECASE
        ):
            continue
        yield Found(match.start(), match.end(), Kind.COMMITMENT, Identity(f"T0{match['digits']}", notes=misprint))
    for match in _PARLIAMENT_NUMBER.finditer(text):
        yield Found(match.start(), match.end(), Kind.PARLIAMENTARY_NUMBER, Identity(match["number"]))
    for match in _EUROPE.finditer(text):
        if _EUROPE_CUE.search(text, max(0, match.start() - 80), match.start()):
            yield Found(match.start(), match.end(), Kind.PARLIAMENTARY_NUMBER, Identity(f"E{match['digits']}"))
