"""`Ibid.`, `idem`, `t.a.p.`, `a.w.`, `supra n. 4`: words that point to an earlier citation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grenswerk.dossier.models import BackReference
from grenswerk.dossier.scan import read_pages

_NOTE = re.compile(
    r"(?<!\w)(?:(?:[Zz]ie|[Vv]oir|[Ss]iehe|[Ss]ee|[Vv]gl\.|[Cc]f\.)\s)?(?:(?:[Ss]upra|hiervoor|hierboven"
    r"|précitée?|above|oben)[\s,]{1,2}(?:in\s)?(?:(?:voet)?noot|notes?|nn?\.|Fn\.|Fußnote)\s?"
    r"|(?<=[Zz]ie\s)(?:voet)?noot\s|(?<=[Vv]oir\s)(?:la\s)?note\s|(?<=[Ss]iehe\s)(?:Fn\.|Fußnote)\s?"
    r"|(?<=[Ss]ee\s)(?:foot)?note\s"
    r"|(?:t\.a\.p\.|a\.w\.|o\.c\.|[Oo]p\.\s?cit\.|a\.a\.O\.)[\s,]{0,2}\(?(?:noot|note|Fn\."
    r"|nt\.)\s?)(?P<note>\d{1,3})(?!\d)\)?"
)
_LAST = re.compile(
    r"(?:Ibid(?:em|\.)?|ibid(?:em|\.)?|Ib\.(?=,?\s?(?:p\.|blz))|ib\.(?=,?\s?(?:p\.|blz))|Ebenda|ebenda|Ebd\.|ebd\."
    r"|t\.a\.p\.|T\.a\.p\.|Loc\.\s?cit\.|loc\.\s?cit\.|l\.c\.|a\.a\.O\.|a\.w\.|A\.w\.|Op\.\s?cit\."
    r"|op\.\s?cit\.|o\.c\.)"
    r"(?!\w)"
)
_IDEM = re.compile(r"(?:Idem|idem|Id\.)(?=[.,;)]|\s\(|$|\n)")
_BEFORE_IDEM = re.compile(r"(?:\A|\n|\d\s|;\s|\.\s|\()\s?$")
_WORK_OF = re.compile(r"(?P<name>[A-Z][\w'-]{2,30}(?:\s(?:e\.a\.|et al\.))?),\s$")
_NO_AUTHOR = {"Kamerstukken", "Handelingen", "Zie", "Stb", "Trb", "Ook", "Vgl"}


def find_back_references(text: str) -> Iterator[BackReference]:
    """Every word that points back, with the note or page it names."""
    for match in _NOTE.finditer(text):
        page, end = read_pages(text, match.end())
        yield BackReference(match.start(), end, note=int(match["note"]), page=page)
    for pattern in (_LAST, _IDEM):
        for match in pattern.finditer(text):
            start = match.start()
            if not _stands_alone(text, start, pattern):
                continue
            page, end = read_pages(text, match.end())
            yield BackReference(start, end, page=page, work_of=_author(text, start, match[0]))


def _stands_alone(text: str, start: int, pattern: re.Pattern[str]) -> bool:
    """No part of a longer word; and `idem` only where it opens a note or a sentence."""
    if start and (text[start - 1].isalnum() or text[start - 1] == "_"):
        return False
    return pattern is _LAST or _BEFORE_IDEM.search(text[max(0, start - 3) : start]) is not None


def _author(text: str, start: int, written: str) -> str | None:
    """`Jansen, a.w.` means the work of Jansen cited before, not the citation just before."""
    if written.lower().startswith(("ib", "eb")):
        return None
    match = _WORK_OF.search(text, max(0, start - 40), start)
    return match["name"] if match and match["name"] not in _NO_AUTHOR else None
