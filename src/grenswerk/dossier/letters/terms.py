"""Terms as they are written in four languages, with the day on which they end where that can be known.

Day zero is the day of the letter; a term of weeks or days counts calendar days and is not moved for a weekend.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator

from grenswerk.dossier.letters.models import Term, TermKind
from grenswerk.dossier.scan import DATE, MONTH, read_date

_WORDS = {
    word: number
    for number, words in enumerate(
        (
            "een één un une ein eine einer eines einem one a",
            "twee deux zwei two",
            "drie trois drei three",
            "vier quatre four",
            "vijf cinq fünf five",
            "zes six sechs",
            "zeven sept sieben seven",
            "acht huit eight",
            "negen neuf neun nine",
            "tien dix zehn ten",
            "elf onze eleven",
            "twaalf douze zwölf twelve",
        ),
        start=1,
    )
    for word in words.split()
} | {
    "veertien": 14,
    "quatorze": 14,
    "quinze": 15,
    "vierzehn": 14,
    "fourteen": 14,
    "dertig": 30,
    "trente": 30,
    "dreißig": 30,
    "thirty": 30,
}
_AMOUNT = rf"(?P<amount>\d{{1,3}}|{'|'.join(sorted(_WORDS, key=len, reverse=True))})"
_UNIT = (
    r"(?P<unit>werkdagen|werkdag|dagen|dag|weken|week|maanden|maand|jours\souvrables|jours|jour|semaines?|mois"
    r"|Werktagen?|Arbeitstagen?|Tagen?|Wochen?|Monaten?|working\sdays|days?|weeks?|months?)"
)
_WITHIN = re.compile(
    rf"(?<!\w)(?:binnen(?:\seen\stermijn\svan)?|dans\s(?:un\sdélai\sde|les)|sous|endéans(?:\sles)?"
    rf"|innerhalb(?:\svon|\seiner\sFrist\svon)?|binnen|in\sden\snächsten"
    rf"|within)\s(?:uiterlijk\s)?{_AMOUNT}\s{_UNIT}(?!\w)"
    r"(?:\s(?:na|vanaf|après|à\scompter\sde|nach|ab|after|of)\s(?:de\s|het\s|la\s|le\s|the\s|dem\s"
    r"|der\s)?(?P<from>[\w' ]{3,40}))?",
    re.IGNORECASE,
)
_BY = re.compile(
    r"(?<!\w)(?:uiterlijk(?:\sop)?|vóór|voor(?=\s\d)|niet\slater\sdan|au\splus\stard(?:\sle)?|avant\sle"
    r"|d'ici(?:\sle|\sau)?|bis(?:\sspätestens)?(?:\szum)?|spätestens(?:\sam|\sbis\szum)?|by|before"
    r"|no\slater\sthan|Termijndatum\s?:|Date\sd[’']échéance\s?:)\s"
    r"(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag\s|(?:lun|mar|mercre|jeu|vendre)di\s|(?:Mon|Diens|Donners"
    r"|Frei)tag,?\s(?:den\s|dem\s)?"
    r"|Mittwoch,?\s(?:den\s|dem\s)?|(?:Mon|Tues|Wednes|Thurs|Fri)day,?\s)?"
    rf"(?P<date>{DATE.pattern})",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"vóór|^voor|^avant|^before", re.IGNORECASE)
_DURING = re.compile(
    r"(?<!\w)(?:in\sde\sloop\svan(?:\shet\sjaar)?|gedurende|au\scours\sde(?:\sl'année)?"
    r"|dans\sle\scourant\sde(?:\sl'année)?|courant|im\sLaufe\s(?:des\sJahres|von)|in\sthe\scourse\sof|during"
    r"|nog\sin|(?:vóór|voor)\shet\seinde\svan|avant\sla\sfin\sde|vor\sEnde|bis\sEnde|eind|einde"
    r"|before\sthe\send\sof|by\sthe\send\sof|fin)\s"
    rf"(?:(?P<month>{MONTH})\s)?(?P<year>20\d{{2}})(?!\d)"
    r"|(?<!\w)(?:in\shet\s|au\s|im\s|in\sthe\s)(?P<quarter>eerste|tweede|derde|vierde|premier|deuxième"
    r"|troisième|quatrième|ersten|zweiten|dritten|vierten|first|second|third|fourth)\s(?:kwartaal|trimestre"
    r"|Quartal|quarter)\s(?:van\s|de\s|of\s)?(?P<year2>20\d{2})",
    re.IGNORECASE,
)
_RECESS = re.compile(
    r"(?<!\w)(?:voor|vóór|na|avant|vor|before)\s(?:het\s|les\s|der\s|the\s)?(?:zomer|kerst|herfst|voorjaars"
    r"|mei)?(?:reces\b|vacances parlementaires|Sommerpause|summer recess)",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"Termijndatum|échéance|ontva(?:ng|ngt)|tegemoet|beantwoord|antwoord|reactie|reageren|réponse|répondre"
    r"|Antwort|Beantwortung"
    r"|beantworten|Stellungnahme|reply|replies|answer|response|respond",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.?!:]\d{0,2}(?=\s)")
_QUARTERS = (
    "eerste premier ersten first",
    "tweede deuxième zweiten second",
    "derde troisième dritten third",
    "vierde quatrième vierten fourth",
)


def find_terms(text: str, written: dt.date | None) -> Iterator[Term]:
    """The terms in a cleaned text; `written` is the date of the letter. Places are those of the cleaned text."""
    for match in _WITHIN.finditer(text):
        yield _within(text, match, written)
    for match in _BY.finditer(text):
        date = DATE.search(match[0])
        day = read_date(date) if date else None
        if day is not None:
            due = day - dt.timedelta(days=1) if _BEFORE.match(match[0]) else day
            yield Term(
                match[0], TermKind.BY, due, match.start(), match.end(), for_the_answer=_for_the_answer(text, match)
            )
    for match in _DURING.finditer(text):
        yield Term(
            match[0],
            TermKind.DURING,
            _end_of_period(match),
            match.start(),
            match.end(),
            for_the_answer=_for_the_answer(text, match) and not match["quarter"],
        )
    for match in _RECESS.finditer(text):
        answer = _for_the_answer(text, match)
        yield Term(
            match[0], TermKind.BY, None, match.start(), match.end(), counts_from="recess", for_the_answer=answer
        )


def _within(text: str, match: re.Match[str], written: dt.date | None) -> Term:
    amount = int(match["amount"]) if match["amount"].isdigit() else _WORDS[match["amount"].lower()]
    unit = _unit(match["unit"])
    other = match["from"]
    answer = _for_the_answer(text, match)
    due = None
    end = match.end()
    if other and not re.search(r"dagtekening|brief|schrijven|heden|lettre|présente|Schreiben|letter", other):
        counts_from: str | None = " ".join(other.split())
    else:
        counts_from = "letter"
        due = _add(written, amount, unit) if written and answer else None
    if counts_from != "letter" and not answer:
        counts_from, end = "unknown", match.end("unit")
    return Term(
        text[match.start() : end],
        TermKind.WITHIN,
        due,
        match.start(),
        end,
        amount,
        unit,
        counts_from,
        for_the_answer=answer,
    )


def _unit(written: str) -> str:
    lower = written.lower()
    if lower.startswith(("werkdag", "jours ouvrables", "werktag", "arbeitstag", "working")):
        return "working_days"
    if lower.startswith(("dag", "jour", "tag", "day")):
        return "days"
    return "weeks" if lower.startswith(("we", "sem", "wo")) else "months"


def _add(day: dt.date, amount: int, unit: str) -> dt.date | None:
    """A day so many days, weeks or months on; working days are left to who knows the holidays."""
    if unit == "months":
        year, month = divmod(day.month - 1 + amount, 12)
        year, month = day.year + year, month + 1
        return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    if unit == "working_days":
        return None
    return day + dt.timedelta(days=amount * (7 if unit == "weeks" else 1))


def _end_of_period(match: re.Match[str]) -> dt.date:
    if match["quarter"]:
        quarter = next(
            index for index, words in enumerate(_QUARTERS, start=1) if match["quarter"].lower() in words.split()
        )
        year, month = int(match["year2"]), 3 * quarter
    else:
        year, month = int(match["year"]), 12
        if match["month"]:
            dated = DATE.match(f"1 {match['month']} {year}")
            day = read_date(dated) if dated else None
            month = day.month if day else 12
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _for_the_answer(text: str, match: re.Match[str]) -> bool:
    """Whether the sentence speaks of the answer to the letter."""
    before = text[max(0, match.start() - 300) : match.start()]
    start = max((end.end() for end in _SENTENCE_END.finditer(before)), default=0)
    stop = _SENTENCE_END.search(text, match.end(), match.end() + 200)
    sentence = before[start:] + text[match.start() : stop.start() + 1 if stop else match.end() + 100]
    return "?" not in sentence and bool(_ANSWER.search(sentence))
