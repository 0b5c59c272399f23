"""Law of the European Union: acts, treaty articles, the Official Journal, papers of the Commission."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from grenswerk.dossier.models import Found, Identity, Kind, unsure
from grenswerk.dossier.scan import DATE, read_date, read_pages

_COMMUNITY = r"EU|UE|EG|CE|EC|EEG|CEE|EEC|EWG|GBVB|JBZ|JAI|JHA|JI|Euratom|EURATOM|EGKS"
_ACT = re.compile(
    r"(?<![^\W\d_])(?:(?P<R>(?:[A-Z][a-zA-Zé]{0,22}-?)?[Vv]erordening(?:en)?|[Vv]erordnung(?:en)?|VERORDENING"
    r"|[Rr]èglements?|[Rr]eglement(?=\s\((?:EU|CE|UE|EG))|[Rr]egulations?|Vo\.?|VO|Reg\.|Verord\.)"
    r"|(?P<L>[Rr]ichtlijn(?:en)?|[Rr]ichtlinien?|[Dd]irectives?|Rl\.|RL|Dir\.)"
    r"|(?P<D>[Bb]esluit|[Bb]eschikking|[Bb]eschluss|[Dd]ecision|[Dd]écision|[Kk]aderbesluit"
    r"|[Uu]itvoeringsbesluit))"
    r"\s?(?P<community>\(?(?:" + _COMMUNITY + r")(?:,\s?Euratom)?\)?\s?)?(?P<no>[Nn](?:r\.?|o\.?|°|º)\s?)?"
    r"(?P<a>\d{1,4})/(?P<b>\d{1,4})(?![\d])(?P<suffix>/(?:" + _COMMUNITY + r")\b)?"
)
_LIST = re.compile(
    r"\s?(?:en|et|und|and|,)\s?(?:\((?:EU|EG|CE|UE|EC)\)\s?)?(?P<no>[Nn](?:r\.?|o\.?"
    r"|°)\s?)?(?P<a>\d{1,4})/(?P<b>\d{2,4})(?!\d|/)"
)
_CELEX = re.compile(
    r"(?<![\w/-])(?:CELEX(?:-nummer|-Nr\.|\snumber|\snuméro)?[\s:]{0,2}(?:nr\.?\s)?)?(?P<celex>0[1-9]?\d{4}"
    r"[A-Z]\d{4}-\d{8}|[1-9](?:19|20)\d{2}(?:[A-Z]{1,2}\d{4}|[A-Z]{1,2}\d{3}(?!\d)"
    r"|[EMPAK]/?(?:TXT|\d{3}))(?:\(\d{2}\)|R\(\d{2}\))?)(?![\w])"
)
_ELI = re.compile(
    r"https?://data\.europa\.eu/eli/(?P<type>reg|dir|dec|reg_impl|reg_del|dec_impl|dir_impl|dir_del"
    r"|dec_del)/(?P<year>\d{4})/(?P<number>\d{1,5})(?:/oj|/\d{4}-\d{2}-\d{2})?"
)
_NUMBER = r"\d{1,3}(?:\s?(?:bis|ter|quater)\b|[a-z](?![\w]))?"
_TREATY_NAME = (
    r"(?P<tfeu>VWEU|TFUE|AEUV|TFEU|(?:het\s)?Verdrag\sbetreffende\sde\swerking\svan\sde\sEuropese\sUnie(?:\s"
    r"\(VWEU\))?"
    r"|[Tt]rait[ée]\ssur\sle\sfonctionnement\sde\sl'Union\seuropéenne(?:\s\(TFUE\))?"
    r"|Vertrags?\süber\sdie\sArbeitsweise\sder\sEuropäischen\sUnion(?:\s\(AEUV\))?"
    r"|Treaty\son\sthe\sFunctioning\sof\sthe\sEuropean\sUnion(?:\s\(TFEU\))?)"
    r"|(?P<teu>VEU|TUE|EUV|TEU|Verdrag\sbetreffende\sde\sEuropese\sUnie(?:\s\(VEU\))?"
    r"|Treaty\son\sEuropean\sUnion(?:\s\(TEU\))?"
    r"|[Tt]raité\ssur\sl'Union\seuropéenne(?:\s\(TUE\))?|Vertrags?\süber\sdie\sEuropäische\sUnion(?:\s\(EUV\))?)"
)
_ARTICLE_HEAD = re.compile(
    r"(?<![^\W\d_])(?:[Aa]rtikelen|[Aa]rtikels?|[Aa]rticles?|[Aa]rtikeln|[Aa]rtt?s?\.)\s?(?=\d)"
)
_ARTICLE = re.compile(rf"(?P<number>{_NUMBER})")
_PARAGRAPH = re.compile(
    r"(?:\(\d{1,2}\)|\([a-z]{1,3}\)|,?\s(?:(?:eerste|tweede|derde|vierde|vijfde|zesde)\slid|lid\s\d{1,2}"
    r"|(?:eerste|tweede|derde|vierde)\salinea|(?:premier|deuxième|troisième)\salinéa|paragraaf\s\d"
    r"|paragraphe\s\d{1,2}|Abs\.\s?\d{1,2}|Absatz\s\d{1,2}|par\.\s?\d{1,2}|§\s?\d|sub\s[a-z]|onder\s[a-z]\b\)?"
    r"|onderdeel\s[a-z]|lit\.\s?[a-z]|point\s[a-z]\)|Satz\s\d|Unterabs\.\s\d|aanhef\sen|en\slid\s\d)){1,6}"
)
_AND_ARTICLE = re.compile(
    rf"\s?(?P<joint>,|en|et|und|and|-|t/m|tot en met|à|bis|to)\s?(?:met\s)?(?:[Aa]rt(?:ikel|icle"
    rf"|\.)?\s)?(?P<number>{_NUMBER})"
)
_OF = re.compile(r",?\s(?:van\s(?:het\s|de\s)?|du\s|de\sla?\s|de\sl'|des\s|der\s|of\s(?:the\s)?|uit\s)?")
_JOURNAL = re.compile(
    r"(?<!\w)(?:PB|Pb\.|PbEU|PbEG|Pb|JO|ABl\.?(?:\sEU)?|OJ|Publicatieblad|Amtsblatt"
    r"|Official\sJournal)[\s,]{1,2}(?:der?\s[\w ]{3,30}?\s)?(?:(?P<first>\d{4})[\s,]{1,2})?(?P<series>[LC])"
    r"(?=[\s,.]{1,2}\d|[\s,]{1,3}(?:nr|Nr|n°))[\s,.]{0,2}(?:[Nn](?:r\.?|°)\s?)?"
    r"(?:(?P<year>20[2-9]\d)/(?P<act>\d{1,5})(?!\d)|(?P<issue>\d{1,4})(?P<suffix>[A-Z])?(?![\d/]))"
)
_JOURNAL_DATE = re.compile(r"[\s,]{0,2}(?:\(?(?:van|du|vom|of)\s)?" + f"(?:{DATE.pattern})", re.IGNORECASE)
_COM = re.compile(
    r"(?<!\w)(?P<series>COM|SWD|SEC|JOIN|C)(?:\s?\(\s?(?P<year>(?:19|20)\d{2})\s?\)\s?(?:nr\.?\s)?"
    r"|/(?P<year2>20\d{2})/0{0,3})(?P<number>"
    r"\d{1,5})(?!\d)(?P<final>\s(?:final|def\.|endg\.|definitief))?"
)
_PROPOSAL = re.compile(r"voorstel\w*|proposal|proposition|Vorschlag", re.IGNORECASE)
OLDEST_ACT, NEW_ORDER = 1952, 2015  # from 2015 regulations, too, are year/number
LONGEST_LIST = 30


class Act(NamedTuple):
    """A legal act of the Union: type letter of its CELEX number, year and number."""

    letter: str
    year: int
    number: int


def eur_lex(celex: str) -> str:
    """The page of EUR-Lex, in the reader's language."""
    return f"https://eur-lex.europa.eu/legal-content/AUTO/?uri=CELEX:{celex}"


def find_european(text: str) -> Iterator[Found]:
    """Citations of Union law other than court cases."""
    yield from _acts(text)
    yield from _treaty_articles(text)
    for match in _CELEX.finditer(text):
        celex = match["celex"].replace("/", "")
        kind = Kind.EU_TREATY if celex[0] == "1" else Kind.CASE_LAW if celex[0] == "6" else Kind.EU_LEGISLATION
        yield Found(match.start(), match.end(), kind, Identity(celex, eur_lex(celex)))
    for match in _ELI.finditer(text):
        letter = {"reg": "R", "dir": "L", "dec": "D"}[match["type"][:3]]
        celex = f"3{match['year']}{letter}{int(match['number']):04d}"
        yield Found(match.start(), match.end(), Kind.EU_LEGISLATION, Identity(celex, match[0]))
    yield from _journals(text)
    yield from _commission_papers(text)


def _acts(text: str) -> Iterator[Found]:
    for match in _ACT.finditer(text):
        letter = "R" if match["R"] else "L" if match["L"] else "D"
        if letter == "D" and not (match["community"] or match["suffix"]):
            continue
        bare = not (match["community"] or match["suffix"] or match["no"])
        if bare and letter == "R" and len(match["a"]) == 4 and len(match["b"]) < 3:
            continue  # `VO 2025/26` is a school year
        acts = _read_act(letter, match["a"], match["b"], match["community"] or match["suffix"] or "", match["no"])
        if not acts:
            continue
        start, end = match.start(), match.end()
        article, start = _article_before(text, start)
        yield Found(start, end, Kind.EU_LEGISLATION, _act_identity(acts), article=article)
        while more := _LIST.match(text, end):
            acts = _read_act(letter, more["a"], more["b"], match["community"] or "", more["no"])
            if not acts:
                break
            end = more.end()
            yield Found(more.start("a"), end, Kind.EU_LEGISLATION, _act_identity(acts))


def _read_act(letter: str, first: str, second: str, community: str, numbered: str | None) -> list[Act]:
    """What `883/2004` or `2016/679` can be: regulations were number/year until 2014, the others year/number."""
    kinds = "F" if letter == "D" and re.search("JBZ|JAI|JHA|JI", community) else letter
    year_first = [Act(kinds, year, int(second)) for year in _years(first)]
    year_last = [Act(kinds, year, int(first)) for year in _years(second)]
    if letter != "R":
        return year_first
    year_first = [act for act in year_first if act.year >= NEW_ORDER and len(first) == 4]
    year_last = [act for act in year_last if act.year < NEW_ORDER]
    old = re.search("EG|CE|EC|EEG|EWG", community.replace("EU", "")) is not None
    if year_last and year_first:
        return year_last if old else year_first if not numbered else year_first + year_last
    return year_first or year_last


def _years(written: str) -> list[int]:
    if len(written) == 4:
        return [int(written)] if OLDEST_ACT <= int(written) <= 2100 else []
    if len(written) == 2 and int(written) >= OLDEST_ACT - 1900:
        return [1900 + int(written)]
    return []


def _act_identity(acts: list[Act]) -> Identity:
    ids = [f"3{act.year}{act.letter}{act.number:04d}" for act in acts]
    return Identity(ids[0], eur_lex(ids[0])) if len(ids) == 1 else unsure("year_or_number_first", *ids)


_ARTICLE_BEHIND = re.compile(
    rf"(?<![^\W\d_])(?:[Aa]rtikel|[Aa]rticle|[Aa]rt\.)\s?(?P<article>{_NUMBER}(?:{_PARAGRAPH.pattern})?)"
    r",?\s(?:van\s(?:de\s)?|du\s|de\sla\s|der\s|of\s(?:the\s)?)?(?:(?:[Bb]asis|[Uu]itvoerings)verordening\s)?$"
)


def _article_before(text: str, start: int) -> tuple[str | None, int]:
    """`artikel 13, lid 1, van` before the act belongs to the citation."""
    window_start = max(0, start - 90)
    window = text[window_start:start]
    cut = max(window.rfind("rtikel "), window.rfind("rticle "), window.rfind("rt. "))
    if cut < 1:
        return None, start
    match = _ARTICLE_BEHIND.match(window, cut - 1)
    return (" ".join(match["article"].split()), window_start + match.start()) if match else (None, start)


_TREATY = re.compile(r"(?:" + _TREATY_NAME + r")(?!\w)")


def _treaty_articles(text: str) -> Iterator[Found]:
    for head in _ARTICLE_HEAD.finditer(text):
        numbers: list[tuple[str, int, int]] = []
        match = _ARTICLE.match(text, head.end())
        while match and len(numbers) < LONGEST_LIST:
            end = match.end()
            if paragraph := _PARAGRAPH.match(text, end):
                end = paragraph.end()
            numbers += _members(numbers, match, head.start() if not numbers else match.start("number"), end)
            match = _AND_ARTICLE.match(text, end)
        if not numbers:
            continue
        end = numbers[-1][2]
        of = _OF.match(text, end)
        name = _TREATY.match(text, of.end() if of else end)
        if not name:
            continue
        letter = "E" if name["tfeu"] else "M"
        for index, (number, start, stop) in enumerate(numbers):
            last = index == len(numbers) - 1 or start == numbers[-1][1]
            yield Found(
                start,
                name.end() if last else stop,
                Kind.EU_TREATY,
                _treaty_identity(letter, number),
                article=number,
            )


def _members(
    numbers: list[tuple[str, int, int]], match: re.Match[str], start: int, end: int
) -> list[tuple[str, int, int]]:
    """One article, or those of a range."""
    number = " ".join(match["number"].split())
    joint = match.groupdict().get("joint")
    if (
        numbers
        and joint in {"-", "t/m", "tot en met", "à", "bis", "to"}
        and number.isdigit()
        and numbers[-1][0].isdigit()
    ):
        low, high = int(numbers[-1][0]), int(number)
        if low < high <= low + LONGEST_LIST:
            return [(str(each), start, end) for each in range(low + 1, high + 1)]
    return [(number, start, end)]


def _treaty_identity(letter: str, number: str) -> Identity:
    last = 358 if letter == "E" else 55
    if not number.isdigit() or not 1 <= int(number) <= last:
        return unsure("no_such_article")
    celex = f"12016{letter}{int(number):03d}"
    return Identity(celex, eur_lex(celex))


def _journals(text: str) -> Iterator[Found]:
    for match in _JOURNAL.finditer(text):
        end, day = match.end(), None
        if dated := _JOURNAL_DATE.match(text, end):
            day, end = read_date(dated), dated.end()
        page, end = read_pages(text, end)
        year = match["first"] or (str(day.year) if day else None)
        if match["act"]:
            number = f"{match['series']}_{match['year']}{int(match['act']):05d}"
            identity = Identity(f"OJ:{number}", f"https://eur-lex.europa.eu/legal-content/AUTO/?uri=OJ:{number}")
        elif year is None:
            identity = unsure("year_is_missing")
        else:
            number = f"OJ:{match['series']}:{year}:{int(match['issue']):03d}{match['suffix'] or ''}"
            identity = Identity(number, f"https://eur-lex.europa.eu/legal-content/AUTO/?uri={number}:TOC")
        yield Found(
            match.start(), end, Kind.EU_JOURNAL, identity, page=page, date=day.isoformat() if day else None
        )


def _commission_papers(text: str) -> Iterator[Found]:
    for match in _COM.finditer(text):
        if match["series"] == "C" and not (match["year"] and match["final"]):
            continue
        page, end = read_pages(text, match.end())
        base = f"5{match['year'] or match['year2']}{{}}{int(match['number']):04d}"
        celex = {"SWD": "SC", "SEC": "SC", "JOIN": "JC"}.get(match["series"])
        if match["series"] == "COM" and _PROPOSAL.search(text, max(0, match.start() - 160), match.start()):
            celex = "PC"
        if celex is None:
            options = ("PC", "DC") if match["series"] == "COM" else ()
            identity = unsure("proposal_or_communication", *(base.format(option) for option in options))
        elif celex == "JC":
            identity = unsure("kind_of_joint_paper", base.format("JC"))
        else:
            identity = Identity(base.format(celex), eur_lex(base.format(celex)))
        yield Found(match.start(), end, Kind.EU_PAPER, identity, page=page)
