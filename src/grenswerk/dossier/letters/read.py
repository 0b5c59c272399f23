"""Read a letter: put together what its text says, and say what a clerk should look at."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from msgspec.structs import replace

from grenswerk.dossier.footnotes import Footnote as NotePlace
from grenswerk.dossier.letters.calls import Call, Called, take_out_calls
from grenswerk.dossier.letters.layout import Layout, lay_out
from grenswerk.dossier.letters.models import Finding, Footnote, Letter, Mention, Promise, Question, Term
from grenswerk.dossier.letters.parties import (
    find_addressee,
    find_askers,
    find_copies,
    find_date,
    find_sender,
    find_subject,
)
from grenswerk.dossier.letters.questions import Asked, find_promises, find_questions, kind_of, parts
from grenswerk.dossier.letters.terms import find_terms
from grenswerk.dossier.models import Citation, Kind
from grenswerk.dossier.resolve import cite
from grenswerk.dossier.scan import DATE, read_date

_EARLIER = re.compile(
    rf"(?:[Bb]rief|brieven|schrijven|[Ll]ettre|[Ss]chreiben|[Ll]etter)\s(?:van|du|vom|of|d\.d\."
    rf"|dated)\s(?P<date>{DATE.pattern})",
    re.IGNORECASE,
)


def read_letter(raw: str) -> Letter:
    """The letter in a text: who asks whom what by when, with every citation resolved."""
    layout = lay_out(raw)
    citations = cite(raw)
    called = take_out_calls(layout)
    date = find_date(layout)
    asked = find_questions(called.paragraphs)
    terms = _terms(layout, asked, date)
    answer_due = next((term.due for term in terms if term.for_the_answer), None)
    letter = Letter(
        addressee=find_addressee(layout),
        sender=find_sender(layout),
        date=date,
        questions=[_question(layout, each, answer_due) for each in asked],
        footnotes=_footnotes(layout, citations, called),
        citations=citations,
        terms=terms,
        findings=[],
        copies_to=find_copies(layout),
        asked_by=find_askers(layout),
        mentions=_mentions(layout, called.calls),
        subject=find_subject(layout),
        promises=[
            Promise(text, layout.cleaned.raw_offset(start)) for text, start in find_promises(called.paragraphs)
        ],
    )
    numbered = all(each.numbered for each in asked)
    return replace(letter, findings=_findings(letter, numbered=numbered))


def _question(layout: Layout, asked: Asked, due: dt.date | None) -> Question:
    text = asked.text
    sub_questions = parts(text)
    kind = sub_questions[0].kind if sub_questions else kind_of(text)
    start, end = layout.cleaned.raw_span(asked.start, asked.end)
    return Question(asked.number, text, kind, due, start, end, sub_questions if len(sub_questions) > 1 else [])


def _footnotes(layout: Layout, citations: list[Citation], called: Called) -> list[Footnote]:
    inside: dict[int, list[Citation]] = {}
    for citation in citations:
        if citation.footnote is not None:
            inside.setdefault(citation.footnote, []).append(citation)
    notes = []
    for note in layout.footnotes:
        call = called.calls.get(note.number)
        text = " ".join(layout.cleaned.shown[note.start : note.end].split())
        called_at = layout.cleaned.raw_offset(call.start) if call else None
        notes.append(
            Footnote(note.number, text, inside.get(note.number, []), called_at, called.sentences.get(note.number))
        )
    return notes


def _terms(layout: Layout, asked: list[Asked], written: dt.date | None) -> list[Term]:
    """The terms of the running text, with the question that each stands in."""
    terms = []
    text = layout.cleaned.text
    notes, questions = [note.start for note in layout.footnotes], [each.start for each in asked]
    for term in find_terms(text, written):
        if _inside(layout.footnotes, notes, term.start) is not None:
            continue
        index = _inside(asked, questions, term.start)
        number = None if index is None else asked[index].number
        start, end = layout.cleaned.raw_span(term.start, term.end)
        terms.append(
            replace(
                term,
                text=" ".join(term.text.split()),
                start=start,
                end=end,
                question=number,
                for_the_answer=term.for_the_answer and number is None,
            )
        )
    return sorted(terms, key=lambda term: term.start)


def _inside(spans: Sequence[NotePlace | Asked], starts: list[int], position: int) -> int | None:
    """Which of the spans, in order of their starts, a place lies in."""
    index = bisect_right(starts, position) - 1
    return index if index >= 0 and position < spans[index].end else None


def _mentions(layout: Layout, calls: dict[int, Call]) -> list[Mention]:
    mentions = []
    notes = [note.start for note in layout.footnotes]
    ordered = sorted(calls.values(), key=lambda call: call.start)
    places = [call.start for call in ordered]
    for match in _EARLIER.finditer(layout.cleaned.text):
        dated = DATE.match(match["date"])
        day = read_date(dated) if dated else None
        if day is None or _inside(layout.footnotes, notes, match.start()) is not None:
            continue
        index = bisect_left(places, match.start())
        near = index < len(places) and places[index] < match.end() + 700
        note = ordered[index].number if near else None
        text = " ".join(match[0].split())
        mentions.append(Mention(text, day, layout.cleaned.raw_offset(match.start()), note))
    return mentions


def _findings(letter: Letter, *, numbered: bool) -> list[Finding]:
    """What is missing, contradictory or not sure, as codes with facts."""
    findings = []
    parties = {"addressee": letter.addressee, "sender": letter.sender, "date": letter.date}
    findings += [Finding(f"no_{name}") for name, said in parties.items() if said is None]
    if not letter.questions:
        findings.append(Finding("no_questions"))
    elif not numbered:
        findings.append(Finding("questions_without_numbers"))
    if letter.date is None:
        findings += [
            Finding("term_counts_from_unknown_date", {"term": term.text})
            for term in letter.terms
            if term.counts_from == "letter"
        ]
    findings += _session_findings(letter)
    for citation in letter.citations:
        if not citation.certain:
            findings.append(
                Finding("citation_not_sure", {"text": " ".join(citation.text.split()), "note": citation.footnote})
            )
    for note in letter.footnotes:
        if note.called_at is None:
            findings.append(Finding("footnote_not_called", {"number": note.number}))
    confidential = {"vertrouwelijk", "confidenti", "vertraulich"}
    if any(word in (note.called_by or "").lower() for note in letter.footnotes for word in confidential):
        findings.append(Finding("talks_are_confidential"))
    return findings


def _session_findings(letter: Letter) -> list[Finding]:
    """One paper cited with two session years; the date of the letter in it, where named, tells which is right."""
    sessions: dict[str, dict[str, list[int]]] = {}
    for citation in letter.citations:
        if (
            citation.kind is Kind.CHAMBER_PAPER
            and citation.id
            and citation.session
            and not citation.back_reference
        ):
            notes = sessions.setdefault(citation.id, {}).setdefault(citation.session, [])
            if citation.footnote is not None:
                notes.append(citation.footnote)
    findings = []
    for identifier, known in sessions.items():
        if len(known) < 2:
            continue
        notes = [number for numbers in known.values() for number in numbers]
        dated = {session_of(mention.date) for mention in letter.mentions if mention.footnote in notes}
        facts = {
            "id": identifier,
            "sessions": ", ".join(known),
            "notes": ", ".join(map(str, notes)) or "-",
            "by_date": next(iter(dated)) if len(dated) == 1 else None,
        }
        findings.append(Finding("cited_with_two_session_years", facts))
    return findings


def session_of(day: dt.date) -> str:
    """The session year of the Dutch parliament that a day lies in; it begins on the third Tuesday of September."""
    first = dt.date(day.year, 9, 1)
    opening = first + dt.timedelta(days=(1 - first.weekday()) % 7 + 14)
    year = day.year if day >= opening else day.year - 1
    return f"{year}-{year + 1}"
