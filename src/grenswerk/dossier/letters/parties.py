"""Who writes to whom, on what day, with copies to whom, in letters of five parliaments and their governments."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise

from grenswerk.dossier.letters.layout import Layout, Line
from grenswerk.dossier.scan import DATE, read_date

_SALUTATION = re.compile(
    r"^(?:Geachte|Zeer geachte|Hooggeachte|Beste)\s(?P<nl>[^,\n]{2,80}),?$"
    r"|^(?P<chair>Mijnheer de [Vv]oorzitter|Excellentie)[,.]?$"
    r"|^(?P<fr>(?:Monsieur|Madame|Mesdames et Messieurs)(?:\s(?:le|la|les)\s[^,\n]{3,80})?),$"
    r"|^Sehr geehrte[rs]?\s(?P<de>[^,\n]{2,80}),?$|^Dear\s(?P<en>[^,\n]{2,80}),?$"
)
_TO = re.compile(
    r"^(?:Aan|An|À|A|To|T\.a\.v\.|Betreft aan)\b:?\s*(?P<who>(?:de|het|den|die|das|la|le|the|Monsieur|Madame"
    r"|Herrn|Frau|mevrouw|de heer)?\s?.{0,120})$"
)
_ASKED_OF = re.compile(
    r"(?:aan|gericht aan|à|to|an)\s(?P<who>(?:de\s|het\s|den\s|die\s|la\s|le\s|l['’]|the\s|Monsieur\sle\s"
    r"|Madame\sla\s)?(?:vice-?(?:premier|première)\S*\s(?:ministre\s)?(?:en|et)\s(?:de\s)?)?"
    r"(?:[Mm]inister|[Ss]taatssecretaris|[Mm]inistre|[Ss]ecrétaire\sd['’][ÉE]tat|[Cc]ommission\b|Council|Raad"
    r"|[Mm]inisterie|Bundesregierung|regering)[^.;:(\n]{0,120}?)"
    r"(?=\s(?:over|inzake|betreffende|concernant|relative?|sur|on\b|\(|Rule|Subject)|[.;:(\n]|,\s|$)"
)
_FEDERAL = re.compile(
    r"(?:fragen\swir|[Ww]ir\sfragen|frage\sich|an)\sdie\s(?P<who>Bundesregierung|Landesregierung)"
)
_CLOSING = re.compile(
    r"^(?:Hoogachtend|Met (?:vriendelijke groet(?:en)?|hoogachting|de meeste hoogachting)"
    r"|Veuillez (?:agréer|recevoir)|Je vous prie|Nous vous prions|Avec (?:l['’]expression|mes salutations)"
    r"|Mit freundlichen Grüßen|Mit freundlichem Gruß|Hochachtungsvoll|Yours (?:sincerely|faithfully)"
    r"|Kind regards|Sincerely)\b"
)
_DATED = re.compile(
    rf"^(?:(?:Datum|Date|Date de dépôt|Datum indiening|Date d[’']introduction|Ingediend|Submitted|Déposée? le"
    rf"|Dated)\b[\s:]{{0,12}}|(?:[A-ZÀ-Þ'’][\w'’ .-]{{1,40}}),?\s(?:le\s|den\s"
    rf"|de\s|on\s|the\s)?)?(?P<date>{DATE.pattern})\.?$",
    re.IGNORECASE,
)
_SENT = re.compile(
    rf"(?:ingezonden|ontvangen|gesteld|van|du|vom|dated|déposée? le|Luxembourg, le|Bruxelles, le|Brussel,"
    rf"|Berlin, den|Den Haag,)\s(?P<date>{DATE.pattern})",
    re.IGNORECASE,
)
_QUESTION_HEAD = re.compile(
    r"^(?:Schriftelijke vra(?:ag|gen)|Vra(?:ag|gen)|Question(?: (?:parlementaire|écrite|orale"
    r"|for written answer))?|Kleine Anfrage|Schriftliche Frage|Parlementaire vraag)\b",
    re.IGNORECASE,
)
_ASKERS = re.compile(
    r"(?:van\s(?:de\sleden|het\slid|mevrouw|de\sheer|de\svolksvertegenwoordiger)|der\sAbgeordneten"
    r"|des\sAbgeordneten|de\s(?:Monsieur|Madame|l['’]honorable|M\.|Mme)|by)\s(?P<who>[^.;:\n]{3,200}?)"
    r"(?=\s(?:aan|à|an|to|over|sur|concernant|du|van\s\d|vom\s\d)\b|[.;:\n]|$)"
)
_FACTIONS = re.compile(
    r"(?:leden van de (?:fracties van|fractie van|([A-Z][\w-]+)-fractie)|fracties van"
    r"|fractie van)\s(?:de\s)?(?P<list>(?:[A-Z0-9][\w .'’-]{1,60}(?:,\s|\sen\s)?){1,25})"
)
_COPY = re.compile(
    r"(?:[Ee]en\s)?(?:afschrift|kopie)\svan\sdeze\sbrief\s(?:wordt|is|zal worden|zend ik|stuur ik"
    r"|zenden wij)\s?(?:heden\s|ook\s|tevens\s)?(?:toegezonden|gezonden|gestuurd"
    r"|verzonden)?\s?aan\s(?P<nl>[^.\n]{3,300})"
    r"|^(?:[Cc]\.?[Cc]\.?|[Aa]fschrift\s(?:aan|verzonden aan)|[Kk]opie(?:\saa?n)?|[Cc]opie(?:\sà"
    r"|\spour information)?|[Cc]opy(?:\sto)?|[Nn]achrichtlich|[Ii]n [Aa]fschrift aan"
    r"|[Dd]urchschlag an)\s?:?\s(?P<line>.{3,200})$",
    re.MULTILINE,
)
_SUBJECT = re.compile(
    r"^(?:Betreft|Onderwerp|Betreff|Betrifft|Objet|Concerne|Subject|Re)\s?:?\s(?P<text>.{3,300})$"
)
_NO_NAME = re.compile(
    r"^(?:Postbus|Postadres|Plein|Binnenhof|\d|B\.P\.|Platz der|Rue |Tel|T |F |E |www|https?:|[Bb]ijlagen?"
    r"|[Dd]atum|[Oo]ns kenmerk|[Uu]w |Betreft|Onderwerp|Afdeling)|\d{4}\s?[A-Z]{2}\b|@|\s\d{1,4}[a-z]?$"
)
# Written questions of the Belgian Chamber and of the European Parliament name both on lines of their own.
_LABELLED_TO = re.compile(
    r"^(?:Departement|Département|Gericht aan|Destinataire|Adressat|Addressee)\s?:\s?(?P<who>.{3,160})$"
    r"|^(?:to|à|an|aan)\s(?P<eu>(?:the\s|la\s|die\s|de\s)?(?:Commission|Council|Conseil|Kommission|Commissie"
    r"|Raad)\b.{0,60})$"
)
_LABELLED_FROM = re.compile(
    r"^(?:Auteur|Vraagsteller|Fragesteller|Author)\s?:\s?(?P<who>.{3,160})$"
    r"|^(?P<eu>[A-ZÀ-Þ][\w .'’-]{3,60}\s\((?:PPE|EPP|S&D|Renew|ECR|Verts/ALE|Greens/EFA|The Left|PfE|ESN|NI|ID"
    r"|GUE/NGL)\).{0,200})$"
)
_OFFICE = re.compile(
    r"^(?:Aan )?(?:[Dd]e |Den )?(?:[Vv]oorzitter|[Mm]inister|[Ss]taatssecretaris|[Gg]riffier|Président"
    r"|Herrn?)\b.{3,120}$"
)
_STREET = re.compile(r"^(?:Postbus|Postadres|Plein|Binnenhof|B\.P\.|Platz der|Rue )")
HEAD_LINES = 45


def find_date(layout: Layout) -> dt.date | None:
    """The date of the letter: on a line of its own, behind a label, or as the day on which a question was sent."""
    start, stop = _salutation_line(layout.lines), _closing_line(layout.lines)
    head = layout.lines[: HEAD_LINES if start is None else start + 1]
    tail = layout.lines[stop:] if stop is not None else []
    for line in (*head, *tail):
        if match := _DATED.match(line.text):
            return _day(match["date"])
    for index, line in enumerate(head[:-1]):
        if line.text.rstrip(": ") in {"Datum", "Date"} and (match := DATE.match(head[index + 1].text)):
            return read_date(match)
    for line in head[:12]:
        if (_QUESTION_HEAD.match(line.text) or re.search(r"ingezonden|déposée?", line.text)) and (
            match := _SENT.search(line.text)
        ):
            return _day(match["date"])
    return None


def _day(text: str) -> dt.date | None:
    match = DATE.match(text)
    return read_date(match) if match else None


def find_addressee(layout: Layout) -> str | None:
    """To whom the letter is written: the address block, the salutation, or of whom a question is asked."""
    for line in layout.lines[:HEAD_LINES]:
        if match := _LABELLED_TO.match(line.text):
            return _without_article(_tidy(match["who"] or match["eu"]))
    index = _salutation_line(layout.lines)
    block = _address(layout.lines[: index if index is not None else HEAD_LINES])
    greeted = _greeted(layout.lines[index].text) if index is not None else None
    if block or greeted:
        return block or greeted
    if match := _FEDERAL.search(layout.flat):
        return match["who"]
    match = _ASKED_OF.search(layout.flat[:1500])
    return _without_article(_tidy(match["who"])) if match else None


def _without_article(text: str) -> str:
    return re.sub(r"^(?:[Dd]e|[Hh]et|den|die|la|le|les|the|l['’])\s?(?=\S{3})", "", text)


def _greeted(line: str) -> str | None:
    match = _SALUTATION.match(line)
    if not match:
        return None
    return next((_tidy(group) for group in match.groups() if group), None)


def _salutation_line(lines: list[Line]) -> int | None:
    return next((index for index, line in enumerate(lines[:80]) if _SALUTATION.match(line.text)), None)


def _closing_line(lines: list[Line]) -> int | None:
    for index in range(len(lines) - 1, -1, -1):
        if _CLOSING.match(lines[index].text):
            return index
    return None


def _address(lines: list[Line]) -> str | None:
    """`Aan de Staatssecretaris van Financiën` with the lines below it, or an office above its postal address."""
    for line, below in pairwise(lines):
        if _OFFICE.match(line.text) and _STREET.match(below.text):
            return _without_article(_tidy(line.text))
    for index, line in enumerate(lines):
        match = _TO.match(line.text)
        if not match or len(line.text) > 140 or line.text.endswith((".", "?")):
            continue
        who = match["who"].strip()
        names = [who] if who and who.lower() not in {"de", "den", "die", "das", "het", "le", "la", "the"} else []
        for following in lines[index + 1 : index + 5]:
            if (
                _NO_NAME.search(following.text)
                or _SALUTATION.match(following.text)
                or _DATED.match(following.text)
                or (names and following.gap > 2)
            ):
                break
            names.append(following.text)
        if names:
            return _without_article(_tidy(", ".join(names)))
    return None


def find_sender(layout: Layout) -> str | None:
    """Who signs: the lines below the closing words, or who asks a written question, or who opens the letter."""
    for line in layout.lines[:HEAD_LINES]:
        if match := _LABELLED_FROM.match(line.text):
            return _tidy(match["who"] or match["eu"])
    index = _closing_line(layout.lines)
    if index is not None:
        names: list[str] = []
        for line in layout.lines[index + 1 : index + 7]:
            if (
                _COPY.search(line.text)
                or _NO_NAME.search(line.text)
                or _DATED.match(line.text)
                or re.match(r"^(?:Bijlage|Annexe|Anlage)", line.text)
            ):
                break
            if len(line.text) < 160 and not re.match(
                r"^(?:salutations|l['’]expression|l['’]assurance|Monsieur|Madame)", line.text
            ):
                names.append(line.text)
        if names:
            return _tidy(", ".join(names[:4]))
    if match := _ASKERS.search(layout.flat[:1500]):
        return re.sub(r"^(?:la|le) (?:député|députée) |^de volksvertegenwoordiger ", "", _tidy(match["who"]))
    for line in layout.lines[:12]:
        if match := re.match(
            r"^(?:DE|De)\s(?P<who>(?:MINISTER|STAATSSECRETARIS|Minister|Staatssecretaris)\s(?:VAN|van).{3,80})$",
            line.text,
        ):
            return _tidy(match["who"])
    for paragraph in layout.paragraphs[:4]:
        if match := re.search(
            r"[Dd]e leden van (?P<who>(?:de )?(?:vaste )?(?:Kamer)?commissie voor [A-Z][\w ,-]{3,100}?)(?=\s"
            r"(?:heeft|hebben|heb|is|zijn)\b)",
            paragraph.text,
        ):
            return _tidy(match["who"])
    return None


def find_askers(layout: Layout) -> list[str]:
    """The factions in whose name the questions are asked; each once."""
    askers: list[str] = []
    for paragraph in layout.paragraphs:
        for match in _FACTIONS.finditer(paragraph.text):
            text = re.split(
                r"\s(?:gezamenlijk|hebben|waarderen|stellen|danken|vragen|lezen|met|en de|kennis)\b", match["list"]
            )[0]
            askers += [
                re.sub(r"^(?:het|de) ", "", name.strip(" ."))
                for name in re.split(r",\s|\sen\s", text)
                if name.strip(" .")
            ]
    return list(dict.fromkeys(name for name in askers if len(name) < 60))


def find_copies(layout: Layout) -> list[str]:
    """To whom copies go."""
    copies: list[str] = []
    said = [match["nl"] for each in layout.paragraphs for match in _COPY.finditer(each.text) if match["nl"]]
    listed = [match["line"] for each in layout.lines for match in _COPY.finditer(each.text) if match["line"]]
    for written in (*said, *listed):
        copies += [
            _tidy(name) for name in re.split(r";\s|,\s(?=aan |de |den |het |à |au |an )|\sen\saan\s", written)
        ]
    return list(dict.fromkeys(filter(None, copies)))


def find_subject(layout: Layout) -> str | None:
    """The subject, where a line names it."""
    for line, following in zip(layout.lines[:HEAD_LINES], [*layout.lines[1:], None], strict=False):
        if match := _SUBJECT.match(line.text):
            more = f" {following.text}" if following and following.gap < 2 and following.text[0].islower() else ""
            return _tidy(match["text"] + more)
    return None


def _tidy(text: str) -> str:
    return " ".join(re.sub(r",\s*,", ",", text).split()).strip(" ,;:.")
