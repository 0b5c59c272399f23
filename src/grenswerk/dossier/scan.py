"""Small patterns that every state's citations share: white space, pages, dates, lists. All are bounded."""

from __future__ import annotations

import re
from datetime import date

SPACE = r"\s{0,2}"
NOT_AFTER_LETTER = r"(?<![^\W\d_])"

_NUMBER_OR_RANGE = r"\d{1,6}(?:\s?[-/]\s?\d{1,6})?"
PAGES = re.compile(
    r"\s?,?\s?\(?(?:p\.?p?|pag|pagina'?s?|blz|bladz|bladzijden?|S|Seite|page|pages|pp)\.?\s{0,2}"
    rf"(?P<pages>{_NUMBER_OR_RANGE}"
    rf"(?:\s?(?:,|en|et|und|and)\s?{_NUMBER_OR_RANGE}(?![\w/-]|\.\w)(?!\s?[./]\s?\d)){{0,8}}"
    r"(?:\s?(?:e\.v\.|ff\.|f\.|et seq\.|et s\.))?)(?!\d)"
)
_ANNEX = re.compile(
    r"\s?[,(]?\s?(?:met\s)?(?:bijlagen?|annexe?s?|Anlagen?|Anhang)\b(?:\s(?!bij\b)\d{1,2}\b)?\)?", re.IGNORECASE
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january janvier januar jänner",
            "februari february février fevrier februar",
            "maart march mars märz",
            "april avril",
            "mei may mai",
            "juni june juin",
            "juli july juillet",
            "augustus august août aout",
            "september septembre",
            "oktober october octobre",
            "november novembre",
            "december décembre decembre dezember",
        ),
        start=1,
    )
    for name in names.split()
}
MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
DATE = re.compile(
    rf"(?P<day>\d{{1,2}})(?:er|\.)?\s(?P<month>{MONTH})\s(?P<year>\d{{4}})(?!\d)"
    r"|(?P<day2>\d{1,2})\s?[./-]\s?(?P<month2>\d{1,2})\s?[./-]\s?(?P<year2>\d{4})(?!\d)"
    r"|(?P<year3>\d{4})-(?P<month3>\d{2})-(?P<day3>\d{2})(?!\d)",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})")


def read_date(match: re.Match[str]) -> date | None:
    """The date that `DATE` matched, or nothing where no such day exists."""
    groups = match.groupdict()
    for suffix in ("", "2", "3"):
        if groups[f"day{suffix}"] is None:
            continue
        month = groups[f"month{suffix}"].lower()
        try:
            return date(
                int(groups[f"year{suffix}"]), _MONTHS.get(month) or int(month), int(groups[f"day{suffix}"])
            )
        except ValueError:
            return None
    return None


def date_before(text: str, position: int) -> date | None:
    """The date that closes just before `position`, as in `wet van 11 mei 2021 (Stb. 549)`."""
    window = text[max(0, position - 40) : position]
    last = None
    for match in DATE.finditer(window):
        last = match
    if last is None or not re.fullmatch(r"\s?[,(]{0,2}\s?", window[last.end() :]):
        return None
    return read_date(last)


def read_pages(text: str, position: int) -> tuple[str | None, int]:
    """The pages cited at `position`, written as `17, 19-22`, and where they end."""
    match = PAGES.match(text, position)
    if not match:
        return None, position
    pages = re.sub(r"\s?(?:en|et|und|and|,)\s?(?=\d)", ", ", match["pages"])
    pages = re.sub(r"(?<=\d)\s?[-/]\s?(?=\d)", "-", pages)
    return " ".join(pages.split()), match.end()


def reversed_pages(pages: str | None) -> bool:
    """Whether a page range runs backwards, which occurs in official papers."""
    for low, high in re.findall(r"(\d+)-(\d+)", pages or ""):
        if int(high) < int(low) and len(high) >= len(low):
            return True
    return False


def read_annex(text: str, position: int) -> tuple[bool, int]:
    """Whether an annex is cited at `position`, and where that ends."""
    match = _ANNEX.match(text, position)
    return (True, match.end()) if match else (False, position)


def read_session(match: re.Match[str]) -> int | None:
    """The first year of a session year (`2025/26`, `2025-2026`, `25/26`), or nothing where it is none."""
    first, second = match["first"], match["second"]
    year = int(first) if len(first) == 4 else (1900 if int(first) >= 45 else 2000) + int(first)
    follows = (year + 1) % (10 ** len(second))
    return year if int(second) == follows and 1814 <= year <= 2100 else None


def roman_value(text: str) -> int | None:
    """The value of a Roman number up to 39, or nothing."""
    if not text or not _ROMAN.fullmatch(text):
        return None
    values = {"I": 1, "V": 5, "X": 10}
    total = 0
    for here, after in zip(text, [*text[1:], ""], strict=False):
        total += -values[here] if after and values[after] > values[here] else values[here]
    return total
