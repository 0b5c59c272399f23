"""What a dossier may not hold: links that lead nowhere, dates that cannot be, answers without a dated source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from grenswerk.documents import document_lines, read_text
from grenswerk.dossier.follow_up import (
    Answer,
    Commitment,
    Document,
    Dossier,
    Entry,
    Event,
    Party,
    Proposal,
    Question,
    Silence,
    Status,
)
from grenswerk.model.errors import BadInput, nearest

FIRST_DAY = dt.date(1814, 1, 1)
LANGUAGES = {"en", "nl", "fr", "de"}


def validate(dossier: Dossier) -> None:
    """Raise `BadInput` for the first fault, with file, line and what was expected."""
    for file, group in (
        ("questions", dossier.questions),
        ("commitments", dossier.commitments),
        ("documents", dossier.documents),
        ("events", dossier.events),
        ("parties", dossier.parties),
        ("proposals", dossier.proposals),
    ):
        for index, entry in enumerate(group.values()):
            fault = _fault(dossier, entry)
            if fault:
                raise BadInput(f"{_place(dossier, file, index)}: {entry.id}: {fault}")


def _place(dossier: Dossier, file: str, index: int) -> str:
    path = dossier.folder / f"{file}.yaml"
    line = document_lines(read_text(path)).get(f"[{index}]")
    return f"{path}:{line}" if line else str(path)


def _fault(dossier: Dossier, entry: Entry) -> str | None:
    return _wrong_dates(entry) or _dangling(dossier, entry) or _unfounded(dossier, entry) or _wrong_words(entry)


def _wrong_words(entry: Entry) -> str | None:
    unknown = set(entry.title) - LANGUAGES
    if unknown or not entry.title:
        return f"title in {', '.join(sorted(unknown)) or 'no language'}: expected one or more of en, nl, fr, de"
    return None


def _wrong_dates(entry: Entry) -> str | None:
    if entry.date and entry.between:
        return "date and between are both given: expected one of them"
    if entry.between is not None and (len(entry.between) != 2 or entry.between[0] > entry.between[1]):
        return "between is no span of time: expected two dates, the earlier first"
    for day in (entry.earliest, entry.latest):
        if day is not None and day < FIRST_DAY:
            return f"date {day} is impossible: expected a day from {FIRST_DAY} on"
    if isinstance(entry, Document) and entry.published and entry.earliest and entry.published < entry.earliest:
        return f"published {entry.published} is before its date {entry.earliest}: expected a later day"
    if isinstance(entry, Question):
        return _wrong_answer_dates(entry)
    if isinstance(entry, Party):
        for holder in entry.holders:
            if holder.since and holder.until and holder.since > holder.until:
                return (
                    f"{holder.name} holds office {holder.since} to {holder.until}: expected the earlier day first"
                )
    return None


def _wrong_answer_dates(question: Question) -> str | None:
    for answer in question.answers:
        if question.earliest and answer.date < question.earliest:
            return f"answered on {answer.date}, before it was asked ({question.earliest}): expected a later day"
    for deadline in question.due:
        if deadline.date and question.earliest and deadline.date < question.earliest:
            return f"due on {deadline.date}, before it was asked ({question.earliest}): expected a later day"
        if deadline.date is None and (deadline.days is None or deadline.counts_from is None):
            return f'the term "{deadline.said}" has no end: expected date, or days and counts_from'
        if deadline.days is not None and not 0 < deadline.days < 4000:
            return f"a term of {deadline.days} days: expected 1 to 3999"
    return None


def _dangling(dossier: Dossier, entry: Entry) -> str | None:
    """The first link of an entry that leads nowhere."""
    links: list[tuple[str, Iterable[str], Iterable[str]]] = [("source", entry.source, dossier.sources)]
    asked = {**dossier.questions, **dossier.commitments}
    if isinstance(entry, Document):
        links += [
            ("by", entry.by, dossier.parties),
            ("to", entry.to, dossier.parties),
            ("answers", entry.answers, {**asked, **dossier.documents}),
            ("cites", entry.cites, dossier.documents),
            ("asks", entry.asks, asked),
            ("annex_of", [entry.annex_of] if entry.annex_of else [], dossier.documents),
        ]
    elif isinstance(entry, Event):
        links += [("documents", entry.documents, dossier.documents), ("parties", entry.parties, dossier.parties)]
    elif isinstance(entry, Question):
        links += [
            ("document", [entry.document] if entry.document else [], dossier.documents),
            ("asked_by", entry.asked_by, dossier.parties),
            ("asked_of", entry.asked_of, dossier.parties),
            ("answers", [answer.document for answer in entry.answers], dossier.documents),
            ("counts_from", [each.counts_from for each in entry.due if each.counts_from], dossier.documents),
            ("proposals", entry.proposals, dossier.proposals),
            ("source", [source for answer in entry.answers for source in answer.source], dossier.sources),
            ("source", [source for silence in entry.no_answer_yet for source in silence.source], dossier.sources),
        ]
    elif isinstance(entry, Party):
        links.append(("source", [source for holder in entry.holders for source in holder.source], dossier.sources))
    elif isinstance(entry, Proposal):
        links.append(("documents", entry.documents, dossier.documents))
    for name, given, known in links:
        for link in given:
            if link not in known:
                return f'{name} names "{link}": expected an id of this dossier{nearest(link, known)}'
    return None


def _unfounded(dossier: Dossier, entry: Entry) -> str | None:
    """Nothing is answered or overdue without a dated source."""
    if not entry.source:
        return "has no source: expected one or more"
    status = getattr(entry, "status", None)
    if status is Status.OVERDUE:
        return "status overdue is written down: expected open; it follows from the term and a dated source"
    if isinstance(entry, (Question, Commitment)):
        if status in {Status.ANSWERED, Status.PARTLY} and not entry.answers:
            return f"status {status} without an answer: expected answers with document, date and source"
        if entry.answers and status is Status.OPEN:
            return "has an answer and status open: expected answered or partly"
        said: list[Answer | Silence] = [*entry.answers, *entry.no_answer_yet]
        for each in said:
            if not each.source:
                return f"what is said of {each.date} has no source: expected one or more"
    if isinstance(entry, Document) and status is Status.ANSWERED and entry.asks:
        asked = {**dossier.questions, **dossier.commitments}
        if any(asked[question].status is not Status.ANSWERED for question in entry.asks):
            return "status answered, but not all that it asks is answered: expected open or partly"
    return None
