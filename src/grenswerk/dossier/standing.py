"""How a dossier stands on a day: what is open, who owes it, since when, due when, and what would close it."""

from __future__ import annotations

import datetime as dt

import msgspec

from grenswerk.dossier.follow_up import Answer, Commitment, Deadline, Dossier, Question, Status


class Owed(msgspec.Struct, frozen=True, kw_only=True):
    """An open or closed question or commitment on a day.

    `since` is the day on which it was asked; `due` is null where it cannot be known, and `due_reason` says why;
    `seen_until` is the day until which public material was seen: what came after it is not known.
    """

    id: str
    what: str  # question or commitment
    document: str | None
    number: int | None
    text: dict[str, str]
    kind: str
    status: Status
    asked_by: list[str]
    owed_by: list[str]
    since: dt.date | None
    since_between: list[dt.date] | None
    days: int | None
    due: dt.date | None
    due_reason: str
    terms: list[Deadline]
    evidence: dict[str, str]
    answered_by: list[Answer]
    seen_until: dt.date
    remark: str | None
    sources: list[str]
    certainty: str
    register: str | None = None


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What would change, and for which borders, if a proposal passed; `reform` is its id in the laboratory."""

    reform: str
    pairs: list[str]
    what: dict[str, str]
    status: Status
    documents: list[str]
    questions: list[str]
    sources: list[str]
    certainty: str


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A dossier on a day."""

    dossier: str
    title: dict[str, str]
    on: dt.date
    seen_until: dt.date
    coverage: dict[str, str]
    open: list[Owed]
    closed: list[Owed]
    proposals: list[Change]


def standing(dossier: Dossier, on: dt.date) -> Standing:
    """The dossier as it stands on a day, from what its sources say; nothing is answered or overdue without one."""
    owed = [
        _owed(dossier, question, on)
        for question in (*dossier.questions.values(), *dossier.commitments.values())
        if question.earliest is None or question.earliest <= on
    ]
    closed = [each for each in owed if each.status is Status.ANSWERED]
    proposals = [
        proposal for proposal in dossier.proposals.values() if proposal.earliest is None or proposal.earliest <= on
    ]
    return Standing(
        dossier=dossier.head.id,
        title=dossier.head.title,
        on=on,
        seen_until=dossier.head.seen_until,
        coverage=dossier.head.coverage,
        open=[each for each in owed if each.status is not Status.ANSWERED],
        closed=closed,
        proposals=[
            Change(
                reform=proposal.id,
                pairs=proposal.pairs,
                what=proposal.what,
                status=proposal.status,
                documents=proposal.documents,
                questions=[
                    question.id for question in dossier.questions.values() if proposal.id in question.proposals
                ],
                sources=proposal.source,
                certainty=proposal.certainty,
            )
            for proposal in proposals
        ],
    )


def _owed(dossier: Dossier, question: Question, on: dt.date) -> Owed:
    due, reason = due_date(dossier, question)
    given = [answer for answer in question.answers if answer.date <= on]
    status, remark = _status(dossier, question, due, given, on)
    asked = question.date
    return Owed(
        id=question.id,
        what="commitment" if isinstance(question, Commitment) else "question",
        document=question.document,
        number=question.number,
        text=question.title,
        kind=question.kind,
        status=status,
        asked_by=question.asked_by,
        owed_by=question.asked_of,
        since=asked,
        since_between=None if asked else question.between,
        days=(on - asked).days if asked else None,
        due=due,
        due_reason=reason,
        terms=question.due,
        evidence=question.evidence,
        answered_by=given,
        seen_until=dossier.head.seen_until,
        remark=remark,
        sources=question.source,
        certainty=question.certainty,
        register=question.register if isinstance(question, Commitment) else None,
    )


def due_date(dossier: Dossier, question: Question) -> tuple[dt.date | None, str]:
    """The day on which the answer is due, and why: day zero is the day of the letter, calendar days, not moved."""
    for deadline in question.due:
        if not deadline.for_the_answer:
            continue
        if deadline.date:
            return deadline.date, "day_is_named"
        document = dossier.documents[deadline.counts_from or ""]
        if document.date is None:
            return None, "date_of_letter_unknown"
        return document.date + dt.timedelta(days=deadline.days or 0), "counted_from_letter"
    return None, "no_term_known"


def _status(
    dossier: Dossier, question: Question, due: dt.date | None, given: list[Answer], on: dt.date
) -> tuple[Status, str | None]:
    """Answered or overdue only by a dated source; after the term without one, it is not known."""
    if any(answer.extent is Status.ANSWERED for answer in given):
        return Status.ANSWERED, None
    if given:
        return Status.PARTLY, "seen_until" if on > dossier.head.seen_until else None
    if question.status is Status.UNKNOWN:
        return Status.UNKNOWN, "seen_until"
    if due is not None and on > due:
        silent = any(due < silence.date <= on for silence in question.no_answer_yet)
        return (Status.OVERDUE, "silence") if silent else (Status.UNKNOWN, "term_passed_without_source")
    return Status.OPEN, "seen_until" if on > dossier.head.seen_until else None


def office(dossier: Dossier, party: str, on: dt.date, language: str) -> str:
    """An office with its holder on a day, where a source names one."""
    from grenswerk.dossier.follow_up import in_language

    entry = dossier.parties[party]
    holder = next(
        (
            each.name
            for each in entry.holders
            if (each.since is None or each.since <= on) and (each.until is None or on < each.until)
        ),
        None,
    )
    title = in_language(entry.title, language)
    return f"{title} ({holder})" if holder else title
