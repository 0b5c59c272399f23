"""How Dutch chamber papers are written: the patterns of labels, session years, file numbers and lists."""

from __future__ import annotations

import re

LABEL = r"[Kk]amerstuk(?:ken|nummers?)?|KAMERSTUK(?:KEN)?|[Kk]amerst\.|[Kk]st\.|KST\.?(?=\s)|Parl\. St\. [TE]K"
HEAD = re.compile(
    rf"(?<![^\W\d_])(?P<annex>[Bb]ijlagen?\s(?:bij|van)\s(?:de\s)?)?(?P<label>{LABEL})(?=[\s,:(])"
    r"|(?<!\w)(?P<chamber>Eerste|Tweede)\sKamer(?:\sder\sStaten-Generaal)?,?\s(?=vergaderjaar\s)"
    r"|(?<![\w.])(?P<short>EK|TK|I{1,2}),?\s(?=(?:\d{2}|\d{4})[-/]\d{2}|\d{2}[ .]?\d{3}[ ,/])"
    r"|(?<![\w.,/€$£%°:#+-])(?<![€$£+]\s)(?<!\d\s)(?P<bare>[1-4]\d[ .]?\d{3})(?=[\s,/-])(?!-\d{3})(?!,\d)"
)
KST = re.compile(r"(?<![\w-])KST(?P<dossier>\d{5})(?P<number>[A-Z]{1,2}|\d{1,4})(?!\w)")
CHAMBER = re.compile(
    r"[\s,:]{0,3}(?:der\s|van\sde\s)?(?P<chamber>Eerste\sKamer|Tweede\sKamer|EK|TK|E\.K\.?|T\.K\.?|I/II|VV|II"
    r"|I|11|1|2)(?=[\s,])"
    r"(?:\sder\sStaten-Generaal)?,?"
)
SESSION = re.compile(
    r"[\s,]{0,2}\(?(?:vergaderjaar\s)?(?P<first>\d{4}|\d{2})\s?[/-]\s?(?P<second>\d{4}|\d{2})(?!\d)\)?[,:]?"
)
CHAPTER = r"[XVI]{1,6}[A-E]?"
DOSSIER = re.compile(
    r"[\s,]{0,2}(?:nr\.\s(?=\d{5},|\d{2}[ .]\d{3},))?(?P<number>\d{2}[ .-]?\d{3}|[1-9]\d{3}(?=,\s))(?!\d)"
    rf"(?:(?:,?\s?hoofdstuk\s|[ .-]?\s?)(?P<chapter>{CHAPTER})(?!\w)|-(?P<series>\d{{1,3}})(?!\d))?"
    r"(?:\s?\(R\s?\d{2,5}\))?"
)
HOUSE = re.compile(r"[\s,]{0,2}(?P<number>[CLXVI]{3,9})(?=,)")
AND_DOSSIER = re.compile(r"\s?(?:/|,|;|&|en|et|und|and)\s?(?=\d{2}[ .]?\d{3}(?!\d))")
OTHERS = re.compile(r"\s?e\.a\.")
LETTERS = r"(?:[A-H]?[A-Z])"
LABELLED = re.compile(
    rf"[\s,;:]{{0,3}}(?:(?P<twin>[A-H]?[A-Z])\s?/\s?)?(?P<label>nummers?|nrs?\.?|no\.|n°"
    rf"|letters?(?=\s))\s?(?P<number>\d{{1,4}}[a-z]?|{LETTERS})(?![\w°])",
    re.IGNORECASE,
)
UNLABELLED = re.compile(
    rf"(?P<comma>\s?,\s?|\s|-(?=[A-H]?[A-Z](?!\w)))(?:(?P<twin>{LETTERS})\s?/\s?(?=\d))?(?P<number>\d{{1,4}}[a-z]?"
    rf"|{LETTERS})(?![\w°]|[./-]\d)"
)
THROUGH = re.compile(rf"\s?(?:-|t/m|tot en met)\s?(?:nr\.\s?)?(?P<number>\d{{1,4}}|{LETTERS})(?!\w|[./-]\d)")
AND_NUMBER = re.compile(
    rf"\s?(?P<joint>,\s?en\b|,|;|/|&|\ben\b|\bet\b|\bund\b|\band\b)\s?(?P<label>nrs?\.?\s?)?(?P<number>"
    rf"\d{{1,4}}[a-z]?|{LETTERS})(?![\w°(]|[./-]\d|\s\d{{3}}(?!\d))"
)
TYPE = re.compile(
    r",\s(?:MvT|MvA|NV|NnavV|[Mm]emorie van \w{1,14}|[Nn]ota [\w ]{1,40}|[Vv]erslag[\w ]{0,50}|[Bb]rief[\w ]{0,40}"
    r"|[Mm]otie[\w\- ]{0,40}|[Aa]mendement[\w\- ]{0,40})(?=,|\.|\)|$)"
)
REPRINT = re.compile(r"\s?[,(]\s?(?:herdruk|reprint)\)?", re.IGNORECASE)
HEADING = re.compile(
    r"[^\n]{0,200}?(?:\n[^\n]{0,200}){0,3}?(?<!\w)(?:(?P<letter>[A-H]?[A-Z])\s?/\s?(?=[Nn]r))?"
    r"(?:Nr\.\s?(?P<number>\d{1,4})|(?P<only>[A-H]?[A-Z]))\s+"
    r"(?=(?:GEWIJZIGD\s|NADER\s|VOORLOPIG\s)?(?:VERSLAG|BRIEF|NOTA|MEMORIE|LIJST|VOORSTEL|MOTIE|AMENDEMENT"
    r"|ADVIES|EINDVERSLAG|KONINKLIJKE|GELEIDENDE)\b)"
)
NOT_A_FILE = re.compile(
    r"(?:factuur|rekening|postbus|polis|bestel\w*|tel\.?|telefoon|art\.?|artikel|kenmerk|order|contract"
    r"|klantnummer|bedrag|euro|EUR|"
    r"nummer|KvK|BTW|IBAN|straat|weg|laan|Rn|Az|pagina|blz\.?|p\.|num[ée]ro|facture|Rechnung|Tel|n°"
    r"|nr\.?)[\s:.]{0,3}$",
    re.IGNORECASE,
)
NOT_LETTERS = {
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
SEMICOLON_NUMBER = re.compile(r"\s?(?:;|\ben\b)\s?(?=nrs?\.\s?\d)")
SEMICOLON_SESSION = re.compile(r"\s?;\s?(?=\d{4}[/-]\d{2,4}(?!\d))")
NEXT_DOSSIER = re.compile(
    r"\s?(?:;|,|\ben\b|\bet\b|\bund\b|\band\b)\s?(?:(?P<chamber>I{1,2})\s)?(?=\d{2}[ .]?\d{3}(?![\d.]))"
)
# `35714, M. Jansen` is a person; `zie 35714, M. Daarin` is a paper at the end of a sentence.
INITIAL = re.compile(r"\.\s(?:[A-Z][a-z]|de\s|van\s|den\s|ter\s|von\s)")
SPEAKS_OF_PAPERS = re.compile(r"[Kk]amerst|[Dd]ossier|\b[Zz]ie\b|[Bb]rief|Kamer\b|\bstuk|vergaderjaar|\($")
