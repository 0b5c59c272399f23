"""Court cases: ECLI, the older Dutch LJN, and cases of the Court of Justice and the General Court."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grenswerk.dossier.european_union import eur_lex
from grenswerk.dossier.models import Found, Identity, Kind, unsure

_ECLI = re.compile(
    r"(?<![\w:])ECLI:(?P<country>[A-Za-z]{2}):(?P<court>[A-Za-z]\w{0,6}):(?P<year>\d{4}):(?P<number>"
    r"[A-Za-z0-9][A-Za-z0-9.]{0,24})",
    re.IGNORECASE,
)
_UNION = re.compile(r"(?<![\w:])EU:[CTF]:(?:19|20)\d{2}:\d{1,4}(?!\d)")
_LJN = re.compile(r"(?<!\w)(?:LJN|ELRO)(?:[- ]?nr\.?|-nummer)?[\s:]{0,2}(?P<number>[A-Z]{2}\s?\d{4})(?!\w)")
_CASE = re.compile(
    r"(?<![\w/-])(?P<court>[CT])\s?-\s?(?P<number>\d{1,4})/(?P<year>\d{2})(?!\d|/)(?:\s?(?P<kind>PPU|P|RX|R"
    r"|OPINION)(?!\w))?"
)
_OLD_CASE = re.compile(
    r"(?<!\w)(?:[Zz]aak|[Zz]aken|[Cc]ases?|[Aa]ffaires?|[Rr]echtssachen?"
    r"|Rs\.)\s(?P<number>\d{1,3})/(?P<year>[5-8]\d)(?!\d|/)"
)
_JOINED = re.compile(r"\s?(?:,|en|et|und|and)\s(?P<number>\d{1,4})/(?P<year>\d{2})(?!\d|/)")
_JOINT = re.compile(r"[Gg]evoegde|[Jj]oin(?:ed|tes)|[Vv]erbundene|[Zz]aken")
_OPINION = re.compile(
    r"[Cc]onclusie\s(?:van\s(?:de\s)?)?(?:A-?G|advocaat)|[Cc]onclusions\sde\sl'avocat|Schlussanträge"
    r"|[Oo]pinion\sof\s(?:the\s)?(?:Advocate|AG)"
)
_ORDER = re.compile(r"\b[Bb]eschikking\b|\b[Oo]rdonnance\b|\b[Bb]eschluss\b|\b[Oo]rder\b")
_PENDING = re.compile(
    r"aanhangig|pending|anhängig|pendante|\bverzoek om een prejudiciële|\bterechtzitting|\bhearing", re.IGNORECASE
)
_JUDGMENT = re.compile(
    r"arrest|arrêt|[Uu]rteil|[Jj]udgment|HvJ|CJUE|CJEU|EuGH|ECJ|HvJEU|uitspraak|\bv\.?\s|punt\s\d|para|Rn\."
    r"|r\.o\.",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(r"[Kk]amer|[Ss]eries?|[Tt]ype|[Mm]odel|[Vv]itamin|[Kk]lasse|[Cc]lass|[Aa]rt\.?nr")


def find_cases(text: str) -> Iterator[Found]:
    """Court cases; the final full stop of a sentence is no part of an ECLI."""
    for match in _ECLI.finditer(text):
        ecli = match[0].rstrip(".")
        number = ecli.rsplit(":", 1)[1]
        identifier = ":".join(
            ["ECLI", match["country"].upper(), match["court"].upper(), match["year"], number.upper()]
        )
        yield Found(
            match.start(), match.start() + len(ecli), Kind.CASE_LAW, Identity(identifier, _ecli_url(identifier))
        )
    for match in _UNION.finditer(text):
        yield Found(
            match.start(), match.end(), Kind.CASE_LAW, Identity(f"ECLI:{match[0]}", _ecli_url(f"ECLI:{match[0]}"))
        )
    for match in _LJN.finditer(text):
        number = match["number"].replace(" ", "")
        yield Found(
            match.start(), match.end(), Kind.CASE_LAW, Identity(f"LJN:{number}", notes=("superseded_by_ecli",))
        )
    for match in _CASE.finditer(text):
        if not _OF_ANOTHER.search(text, max(0, match.start() - 12), match.start()):
            yield Found(match.start(), match.end(), Kind.CASE_LAW, _case(text, match))
            yield from _joined(text, match)
    for match in _OLD_CASE.finditer(text):
        celex = f"619{match['year']}CJ{int(match['number']):04d}"
        yield Found(match.start("number"), match.end(), Kind.CASE_LAW, Identity(celex, eur_lex(celex)))


def _joined(text: str, match: re.Match[str]) -> Iterator[Found]:
    """`gevoegde zaken C-611/10 en 612/10`: the court letter is said once."""
    if not _JOINT.search(text, max(0, match.start() - 40), match.start()):
        return
    end = match.end()
    while more := _JOINED.match(text, end):
        celex = f"620{more['year']}{match['court']}J{int(more['number']):04d}"
        if int(more["year"]) >= 53:
            celex = f"619{celex[3:]}"
        yield Found(more.start("number"), more.end(), Kind.CASE_LAW, Identity(celex, eur_lex(celex)))
        end = more.end()


def _ecli_url(ecli: str) -> str:
    country = ecli.split(":")[1]
    if country == "NL":
        return f"https://deeplink.rechtspraak.nl/uitspraak?id={ecli}"
    if country == "EU":
        return f"https://eur-lex.europa.eu/legal-content/AUTO/?uri=ecli:{ecli}"
    return f"https://e-justice.europa.eu/ecli/{ecli}"


def _case(text: str, match: re.Match[str]) -> Identity:
    """The judgment, unless the words around speak of an opinion or an order; its URL is the list where unsaid."""
    court, number = match["court"], int(match["number"])
    year = (1900 if int(match["year"]) >= 53 else 2000) + int(match["year"])
    if not 1 <= number <= 1500:
        return unsure("no_such_case")
    before = text[max(0, match.start() - 90) : match.start()]
    sentence = before[max(before.rfind(". "), before.rfind(";"), before.rfind("\n")) + 1 :]
    around = sentence + text[match.end() : match.end() + 60].split("\n", 1)[0]
    base = f"6{year}{court}{{}}{number:04d}"
    listed = f"https://curia.europa.eu/juris/liste.jsf?num={court}-{number}/{match['year']}"
    if _PENDING.search(around):
        return unsure("case_may_be_pending", base.format("J"))._replace(url=None)
    if court == "C" and _OPINION.search(sentence):
        return Identity(base.format("C"), eur_lex(base.format("C")))
    if _ORDER.search(sentence) or (match["kind"] in {"P", "R"} and "order" in sentence):
        return Identity(base.format("O"), eur_lex(base.format("O")))
    celex = base.format("J")
    return Identity(celex, eur_lex(celex) if _JUDGMENT.search(around) else listed)
