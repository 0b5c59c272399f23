"""Luxembourg citations: the Mémorial, legilux ELI, bills and parliamentary documents."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grenswerk.dossier.models import Found, Identity, Kind, unsure
from grenswerk.dossier.scan import DATE, read_date, read_pages

_MEMORIAL = re.compile(
    r"(?<!\w)(?:M[ée]morial|M[ée]m\.)[\s,]{1,2}(?:(?P<year>(?:19|20)\d{2})[\s,]{1,2})?(?P<part>[ABC])"
    r"(?P<year2>,?\s(?:19|20)\d{2}(?!\d))?[\s,-]{0,4}(?:\s?(?:[Nn](?:°|o|r"
    r"|umber)\.?\s?)?(?P<number>\d{1,4})(?!\d|\.))?"
)
_ELI = re.compile(
    r"https?://(?:www\.|data\.)?legilux\.public\.lu/eli/etat/(?:leg|adm)/(?P<type>[a-z]{2,10})/(?P<year>\d{4})"
    r"/(?P<month>\d{2})/(?P<day>\d{2})/(?P<act>[a-z]\d{1,4})(?:/jo)?"
)
_BILL = re.compile(
    r"(?<!\w)(?:[Pp]rojets?\sde\sloi|[Pp]ropositions?\sde\sloi|[Dd]oc\.\sparl\."
    r"|[Dd]ocument\sparlementaire)[\s,]{1,2}(?:[Nn](?:°|o|r)s?\.?\s?)?(?P<number>\d{4})(?P<sub>/\d{1,2}"
    r"|[A-Z])?(?![\d/-])(?!\srelati\w+\sà\sl'an\b)"
)
_LUXEMBOURG = re.compile(r"Luxemb|luxemb|Mémorial|chd\.lu|legilux|Chambre des [Dd]éputés")


def find_luxembourgish(text: str) -> Iterator[Found]:
    """Luxembourg citations."""
    for match in _MEMORIAL.finditer(text):
        date = _DATE_BEHIND.match(text, match.end())
        day = read_date(date) if date else None
        end = date.end() if date and day else match.end()
        if not match["number"] and not day:
            continue
        page, end = read_pages(text, end)
        year = match["year"] or (match["year2"] or "").strip(", ") or (str(day.year) if day else None)
        if not match["number"]:
            identity = unsure("number_is_missing")
        elif not year:
            identity = unsure("year_is_missing")
        else:
            identity = Identity(
                f"memorial-{year}-{match['part']}-{int(match['number'])}", notes=("no_address_known",)
            )
        yield Found(match.start(), end, Kind.GAZETTE, identity, page=page, date=day.isoformat() if day else None)
    for match in _ELI.finditer(text):
        signed = f"{match['year']}-{match['month']}-{match['day']}"
        identifier = f"eli/etat/leg/{match['type']}/{match['year']}/{match['month']}/{match['day']}/{match['act']}"
        yield Found(match.start(), match.end(), Kind.LAW, Identity(identifier, match[0]), date=signed)
    for match in _BILL.finditer(text):
        number = match["number"]
        if 1900 <= int(number) <= 2100:
            continue
        identity = Identity(number, f"https://www.chd.lu/fr/dossier/{number}")
        if not _LUXEMBOURG.search(text, max(0, match.start() - 400), match.end() + 400) and not re.search(
            "[Nn](?:°|o|r)", match[0]
        ):
            identity = unsure("which_parliament", number)
        yield Found(match.start(), match.end(), Kind.BILL, identity)


_DATE_BEHIND = re.compile(r"(?:,?\s?\(?(?:du|vom|van|of)\s|,\s)" + f"(?:{DATE.pattern})", re.IGNORECASE)
