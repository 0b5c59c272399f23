"""Papers of the Benelux: decisions of the Committee of Ministers, papers of the Benelux Parliament, its court."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grenswerk.dossier.models import Found, Identity, Kind
from grenswerk.dossier.scan import read_pages

_DECISION = re.compile(r"(?<!\w)M\s?\((?P<year>(?:19|20)?\d{2})\)\s?(?P<number>\d{1,3})(?!\d)")
_PAPER = re.compile(
    r"(?<!\w)(?P<body>(?:Benelux(?:\s|-)?[Pp]arlement\w*|Parlement\sBenelux|Benelux\sParliament"
    r"|Benelux-Parlament|Interparlementaire\sAssemblee|Assemblée\s(?:interparlementaire\s)?Benelux)"
    r"[^\n.;()]{0,60}?|Benelux[- ])"
    r"(?:doc(?:ument)?\.?|stuk|aanbeveling|nr\.|n°|recommandation|Dokument)\s?(?:nr\.\s?"
    r"|n°\s?)?(?P<series>\d{3,4})/(?P<sequence>\d{1,2})(?![\d/])"
)
_PAPER_FIRST = re.compile(
    r"(?<!\w)(?:[Aa]anbeveling|[Dd]ocument|[Ss]tuk|[Rr]ecomm[ea]ndation|[Ee]mpfehlung)\s(?:nr\.\s"
    r"|n°\s)?(?P<series>\d{3,4})/(?P<sequence>\d{1,2})(?![\d/])"
    r"(?=[^\n.;()]{0,40}Benelux)"
)
_COURT = re.compile(
    r"(?<!\w)(?P<cue>Benelux-?\s?[Gg]erechtshof|Cour\s(?:de\s[Jj]ustice\s)?Benelux)[^\n;]{0,60}?(?P<number>"
    r"[A-C]\s(?:19|20)\d{2}/\d{1,2})(?!\d)"
)


def find_benelux(text: str) -> Iterator[Found]:
    """Papers of the Benelux; `920/3` alone may as well be a German paper and is left alone."""
    for match in _DECISION.finditer(text):
        year = (
            match["year"]
            if len(match["year"]) == 4
            else ("19" if int(match["year"]) >= 50 else "20") + match["year"]
        )
        identity = Identity(f"M ({year}) {int(match['number'])}", notes=("no_address_known",))
        yield Found(match.start(), match.end(), Kind.BENELUX, identity)
    for match in (*_PAPER.finditer(text), *_PAPER_FIRST.finditer(text)):
        page, end = read_pages(text, match.end())
        identity = Identity(f"{match['series']}/{match['sequence']}", notes=("no_address_known",))
        yield Found(match.start("series"), end, Kind.BENELUX, identity, page=page)
    for match in _COURT.finditer(text):
        yield Found(
            match.start("number"),
            match.end(),
            Kind.CASE_LAW,
            Identity(match["number"], notes=("no_address_known",)),
        )
