"""A dossier in order of time: events, papers that no event names, and terms that have a day."""

from __future__ import annotations

import datetime as dt

import msgspec

from grenswerk.dossier.follow_up import Dossier, Entry
from grenswerk.dossier.standing import due_date


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the timeline; `between` bounds a day that is not known, `said` is how it was written."""

    id: str
    kind: str  # event, document or term
    date: dt.date | None
    between: list[dt.date] | None
    said: str | None
    title: dict[str, str]
    documents: list[str]
    sources: list[str]
    certainty: str


def timeline(dossier: Dossier, on: dt.date | None = None) -> list[Moment]:
    """What happened in order of time; with `on`, what was there by that day, and the terms that then lay ahead."""
    told = {document for event in dossier.events.values() for document in event.documents}
    moments = [_moment(event, "event", event.documents) for event in dossier.events.values()]
    moments += [
        _moment(document, "document", [document.id])
        for document in dossier.documents.values()
        if document.id not in told
    ]
    moments = [each for each in moments if each.date or each.between]
    if on is not None:
        moments = [each for each in moments if _first(each) <= on]
    moments += _terms(dossier, on)
    return sorted(moments, key=lambda each: (_first(each), each.between[1] if each.between else _first(each)))


def _first(moment: Moment) -> dt.date:
    return moment.date or (moment.between or [dt.date.max])[0]


def _moment(entry: Entry, kind: str, documents: list[str]) -> Moment:
    return Moment(
        id=entry.id,
        kind=kind,
        date=entry.date,
        between=entry.between,
        said=entry.said,
        title=entry.title,
        documents=documents,
        sources=entry.source,
        certainty=entry.certainty,
    )


def _terms(dossier: Dossier, on: dt.date | None) -> list[Moment]:
    """The days on which something is due; those of what was answered are no longer terms."""
    moments = []
    for question in (*dossier.questions.values(), *dossier.commitments.values()):
        if on is not None and question.earliest is not None and question.earliest > on:
            continue
        days = {deadline.said: deadline.date for deadline in question.due if deadline.date is not None}
        counted, _ = due_date(dossier, question)
        if counted and question.due:
            days.setdefault(question.due[0].said, counted)
        for said, day in days.items():
            moments.append(
                Moment(
                    id=question.id,
                    kind="term",
                    date=day,
                    between=None,
                    said=said,
                    title=question.title,
                    documents=[question.document] if question.document else [],
                    sources=question.source,
                    certainty=question.certainty,
                )
            )
    return moments
