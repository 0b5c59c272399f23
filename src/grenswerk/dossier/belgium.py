"""Belgian citations: the gazette by date, NUMAC, ELI, papers of the Chamber, the coalition agreement."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grenswerk.dossier.models import Found, Identity, Kind, unsure
from grenswerk.dossier.scan import DATE, read_date, read_pages

_GAZETTE = re.compile(
    r"(?<!\w)(?:(?:Publicatie\s)?B\.?S\.?(?=[\s,:]{1,2}(?:van\s)?\d{1,2})|Belgisch(?:e)?\sStaatsblad"
    r"|Moniteur\sbelge|Belgisches\sStaatsblatt|M\.\s?B\.?|MB(?=[\s,]{1,2}(?:du\s)?\d{1,2}[\s./])"
    r"|Belgian Official Gazette)"
    r"[\s,:]{0,2}(?:\(?(?:van|du|vom|of|d\.d\.|dd\.)\s)?",
)
_NUMAC = re.compile(
    r"(?<!\w)(?:numac|NUMAC|Numac)(?:[- ]?(?:nummer|nr\.?|n°|code|number))?[\s:=]{0,3}(?P<numac>(?:1[89]"
    r"|20)\d{2}[A-Z0-9]\d{5})(?!\w)"
)
_ELI = re.compile(
    r"https?://(?:www\.)?ejustice\.just\.fgov\.be/eli/(?P<type>[a-z]{3,12})/(?P<year>\d{4})/(?P<month>\d{2})/"
    r"(?P<day>\d{2})/(?P<numac>\d{4}[A-Z0-9]\d{5})(?:/(?P<view>staatsblad|justel|moniteur))?"
)
_PAPER = re.compile(
    r"(?<![\w/])(?P<label>(?:Parl\.\s?St\.|[Dd]oc\.\sparl\.|Parl\.\sDoc\.)[\s,]{0,2}(?:Kamer|Chambre|Senaat"
    r"|Sénat)?[\s,]{0,2}(?:(?:s\.o\.|sess\.|gewone zitting)\s)?(?:\d{4}\s?[/-]\s?\d{2,4},?\s)?(?:nr\.\s|n°\s)?)?"
    r"(?:(?P<doc>DOC)\s)?(?P<legislature>\d{2})[ -]?(?:K\s?)?(?P<base>\d{4})\s?/\s?(?P<sequence>\d{1,3})(?!\d|/)"
)
_SHORT = re.compile(r"(?<!\w)(?P<legislature>[45]\d)K(?P<base>\d{4})(?P<sequence>\d{3})(?!\w)")
_REPORT = re.compile(
    r"(?<!\w)(?P<series>CRABV|CRIV|QRVA)\s(?P<legislature>\d{2})\s(?P<rest>(?:COM\s|PLEN\s)?\d{1,4})(?!\d)"
)
_AGREEMENT = re.compile(
    r"(?<!\w)(?:[Ff]ederaal\s)?(?:[Rr]egeerakkoord|[Cc]oalitieakkoord)\s(?:België\s"
    r"|van\sde\sBelgische\sfederale\sregering\s)?(?P<first>20\d{2})\s?-\s?(?P<second>20\d{2})"
    r"|(?<!\w)(?:[Ff]ederaal\s[Rr]egeerakkoord|[Aa]ccord\sde\s(?:gouvernement|coalition)\sfédérale?"
    r"|[Bb]elgian\s(?:federal\s)?coalition\sagreement|[Ff]öderale[sn]?\sRegierungsabkommen)"
    r"(?:\s(?:België|belge|Belgique|Belgien))?(?:\s\(?(?P<first2>20\d{2})\s?[-/]\s?(?P<second2>20\d{2})\)?)?"
)
_BELGIAN = re.compile(r"[Ff]ederaal|[Ff]édéral|[Bb]elg|[Ff]öderal")


def find_belgian(text: str) -> Iterator[Found]:
    """Belgian citations; a gazette cited by its date alone has no id, which is said."""
    yield from _gazettes(text)
    for match in _NUMAC.finditer(text):
        url = f"https://www.ejustice.just.fgov.be/cgi_loi/article.pl?language=nl&numac_search={match['numac']}&caller=eli"
        yield Found(match.start(), match.end(), Kind.GAZETTE, Identity(match["numac"], url))
    for match in _ELI.finditer(text):
        day = f"{match['year']}-{match['month']}-{match['day']}"
        yield Found(match.start(), match.end(), Kind.LAW, Identity(match["numac"], match[0]), date=day)
    yield from _papers(text)
    yield from _agreements(text)


def _gazettes(text: str) -> Iterator[Found]:
    for match in _GAZETTE.finditer(text):
        date = DATE.match(text, match.end())
        day = read_date(date) if date else None
        if date is None or day is None:
            continue
        page, end = read_pages(text, date.end())
        yield Found(
            match.start(), end, Kind.GAZETTE, unsure("date_is_no_identifier"), page=page, date=day.isoformat()
        )


def _papers(text: str) -> Iterator[Found]:
    for pattern in (_PAPER, _SHORT):
        for match in pattern.finditer(text):
            groups = match.groupdict()
            if pattern is _PAPER and not (groups["doc"] or groups["label"]):
                continue
            page, end = read_pages(text, match.end())
            if groups.get("label") and re.search(r"Sena|Séna", groups["label"]):
                yield Found(
                    match.start(), end, Kind.CHAMBER_PAPER, unsure("senate_paper_has_no_known_address"), page=page
                )
                continue
            legislature, base = match["legislature"], match["base"]
            identifier = f"{legislature}K{base}{int(match['sequence']):03d}"
            url = f"https://www.dekamer.be/FLWB/PDF/{legislature}/{base}/{identifier}.pdf"
            yield Found(match.start(), end, Kind.CHAMBER_PAPER, Identity(identifier, url), page=page)
    for match in _REPORT.finditer(text):
        page, end = read_pages(text, match.end())
        yield Found(match.start(), end, Kind.PROCEEDINGS, Identity(" ".join(match[0].split())), page=page)


def _agreements(text: str) -> Iterator[Found]:
    for match in _AGREEMENT.finditer(text):
        if not _BELGIAN.search(match[0]):
            continue
        first, second = match["first"] or match["first2"], match["second"] or match["second2"]
        page, end = read_pages(text, match.end())
        identity = Identity(notes=("work_has_no_official_number",)) if first else unsure("period_is_missing")
        session = f"{first}-{second}" if first else None
        title = "Federaal regeerakkoord België"
        yield Found(
            match.start(), end, Kind.COALITION_AGREEMENT, identity, page=page, session=session, title=title
        )
