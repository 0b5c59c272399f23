"""Say what each citation means; a back reference takes the citation that it points to, or none if not sure."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from grenswerk.dossier.clean import Cleaned
from grenswerk.dossier.find import find
from grenswerk.dossier.footnotes import Footnote, find_footnotes
from grenswerk.dossier.models import BackReference, Citation, Found, Identity, Kind, unsure

# Signs of a source that was not recognised: a back reference behind it must not be tied to an earlier one.
_UNKNOWN_SOURCE = re.compile(
    r"(?<!\w)(?:p|blz|pag|S|nr|n°|Rn|r\.o|afl|jrg|vol|ed|red|diss)\.\s?\d"
    r"|(?:19|20)\d{2}/\d|\b(?:NJ|BNB|FED|NTFR|V-N|WFR|JAR|RSV|TRA|AB|Ars|NJB|RM|SMA)\s(?:19|20)?\d{2}"
    r"|\((?:19|20)\d{2}\)|\bdiss\.|\bet al\.|https?://"
)

LONGEST_GAP = 1500  # characters between a citation and the word that points back to it


def cite(raw: str) -> list[Citation]:
    """Every citation of a text, resolved, with offsets into the text as it was given."""
    cleaned = Cleaned(raw)
    return resolve(cleaned, find(cleaned.text), find_footnotes(cleaned.text))


def resolve(
    cleaned: Cleaned, everything: list[Found | BackReference], footnotes: list[Footnote]
) -> list[Citation]:
    """The citations of a cleaned text, back references included."""
    notes = _Notes(footnotes)
    resolved: list[_Resolved] = []
    last: Found | None = None
    for found in everything:
        note = notes.number_at(found.start)
        back = isinstance(found, BackReference)
        last = (
            _as_found(found, _target(cleaned.text, found, note, last, notes))
            if isinstance(found, BackReference)
            else found
        )
        resolved.append(_Resolved(last, note, back))
        if note is not None:
            notes.cited.setdefault(note, []).append(last)
    sessions = _session_conflicts([each.found for each in resolved])
    return [_citation(cleaned, each, sessions) for each in resolved]


class _Resolved(NamedTuple):
    """A citation with the footnote that it stands in; `back` where it was a back reference."""

    found: Found
    note: int | None
    back: bool


class _Notes:
    """The footnotes of a text by place and number, with what has been resolved in each so far."""

    def __init__(self, footnotes: list[Footnote]) -> None:
        self._footnotes = footnotes
        self._starts = [footnote.start for footnote in footnotes]
        self.by_number = {footnote.number: footnote for footnote in footnotes}
        self.cited: dict[int, list[Found]] = {}

    def number_at(self, position: int) -> int | None:
        """The number of the footnote that `position` lies in."""
        index = bisect_right(self._starts, position) - 1
        if index < 0 or position >= self._footnotes[index].end:
            return None
        return self._footnotes[index].number


def _target(text: str, found: BackReference, note: int | None, last: Found | None, notes: _Notes) -> Found | str:
    """The citation that is meant, or the code of why it is not known."""
    if found.work_of:
        return "work_of_an_author"
    if found.note is not None:
        inside = notes.cited.get(found.note, [])
        if not inside or found.note == note:
            return "note_cites_nothing_known"
        same = all(
            (each.identity.id or each.start) == (inside[0].identity.id or inside[0].start) for each in inside[:9]
        )
        return inside[0] if same else "note_cites_several_works"
    if note is not None:
        return _in_notes(text, found, note, notes)
    if last is None:
        return "nothing_cited_before"
    unknown = found.start - last.end > LONGEST_GAP or _UNKNOWN_SOURCE.search(text, last.end, found.start)
    return "source_before_not_recognised" if unknown else last


def _in_notes(text: str, found: BackReference, note: int, notes: _Notes) -> Found | str:
    """Within footnotes, the last citation of this note or of the one before; not of the text between them."""
    here = notes.cited.get(note)
    if here:
        return (
            "source_before_not_recognised" if _UNKNOWN_SOURCE.search(text, here[-1].end, found.start) else here[-1]
        )
    if _UNKNOWN_SOURCE.search(text, notes.by_number[note].start, found.start):
        return "source_before_not_recognised"
    before, previous = notes.cited.get(note - 1), notes.by_number.get(note - 1)
    if not before or previous is None:
        return "nothing_cited_before" if note == 1 else "source_before_not_recognised"
    return (
        "source_before_not_recognised"
        if _UNKNOWN_SOURCE.search(text, before[-1].end, previous.end)
        else before[-1]
    )


def _as_found(back: BackReference, target: Found | str) -> Found:
    if isinstance(target, str):
        return Found(back.start, back.end, Kind.BACK_REFERENCE, unsure(target), page=back.page)
    return Found(
        back.start,
        back.end,
        target.kind,
        target.identity,
        page=back.page or target.page,
        annex=target.annex and back.page is None,
        article=target.article,
        session=target.session,
        date=target.date,
        title=target.title,
    )


def _session_conflicts(everything: list[Found]) -> dict[str, list[str]]:
    """The session years under which each paper is cited, where there is more than one."""
    sessions: dict[str, list[str]] = {}
    for found in everything:
        if found.identity.id and found.session and found.kind is Kind.CHAMBER_PAPER:
            known = sessions.setdefault(found.identity.id, [])
            if found.session not in known:
                known.append(found.session)
    return {identifier: known for identifier, known in sessions.items() if len(known) > 1}


def _citation(cleaned: Cleaned, resolved: _Resolved, conflicts: dict[str, list[str]]) -> Citation:
    found = resolved.found
    closed = found.start + len(cleaned.text[found.start : found.end].rstrip(" ,\n"))
    start, end = cleaned.raw_span(found.start, closed)
    identity: Identity = found.identity
    notes = list(identity.notes)
    if identity.id in conflicts:
        notes.append("cited_with_two_session_years")
    return Citation(
        text=cleaned.raw[start:end],
        start=start,
        end=end,
        kind=found.kind,
        id=identity.id,
        url=identity.url,
        page=found.page,
        annex=found.annex,
        certain=identity.certain,
        candidates=list(identity.candidates),
        also_filed_under=list(identity.also_filed_under),
        article=found.article,
        session=found.session,
        date=found.date,
        title=found.title,
        footnote=resolved.note,
        back_reference=resolved.back,
        notes=notes,
    )
