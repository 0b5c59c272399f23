"""Closing a year with the law as it was known then, and reading it later beside what today's law says."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any, NamedTuple

import msgspec
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.timezone import localdate

from grenswerk.law.rulebook import Rulebook
from grenswerk.model.answer import Assessment, Duty
from grenswerk.model.errors import BadInput
from grenswerk.render.json import encode
from grenswerk.render.speech import Speech
from grenswerk.render.spoken import spoken
from grenswerk.web import assessing
from grenswerk.web.advice.assessing import assessed, law_version
from grenswerk.web.advice.facts import counted
from grenswerk.web.advice.files import File, noted
from grenswerk.web.advice.models import ClientYear, ClosedYear, Note, Scope
from grenswerk.web.advice.years import changing, latest_notes
from grenswerk.web.calculator.changes import Change, changes
from grenswerk.web.mydays.statements import hash_of
from grenswerk.web.paper.client_dossier import Dossier, Remark, dossier_pdf
from grenswerk.web.speaking import speech_in

Notes = dict[str, Note]  # the last version of each, by part
FIRST_DAY = dt.date(2015, 1, 1)  # the treaty rules are known from then on


def versions() -> QuerySet[ClosedYear]:
    """Closed years without what was frozen in them."""
    return ClosedYear.objects.only("year", "number", "at")


def dossier_of(file: File, year: ClientYear, as_of: dt.date, notes: Notes) -> Dossier:
    """Everything that the paper for the client says, of the year as it stands; raises `BadInput`."""
    speech = speech_in(file.client.language)
    return Dossier(
        office=file.client.organisation.name,
        client=file.client.name,
        reference=file.client.reference,
        answer=spoken(assessed(year.facts, as_of, str(year.year)).answer, speech),
        notes={part: Remark(note.text, localdate(note.at)) for part, note in notes.items() if note.text},
        consent={
            "text": file.consent.text,
            "how": file.consent.how,
            "given_on": file.consent.given_on.isoformat() if file.consent.given_on else "",
            "ends": file.consent.ends.isoformat(),
            "scope": file.consent.scope,
        },
        as_of=as_of,
        law=law_version(),
        made=localdate(),
    )


def close(year: ClientYear, as_of: dt.date, by: User) -> ClosedYear:
    """Freeze the year: facts, answer, notes, consent and paper.

    Raises `BadInput` where the consent does not cover the archive, for a year that is closed already and for a day
    that has not come.
    """
    if not FIRST_DAY <= as_of <= localdate():
        raise BadInput(f"as_of: {as_of}: expected a day from {FIRST_DAY} to {localdate()}")
    with changing(year.client) as file:
        now = ClientYear.objects.select_for_update().get(pk=year.pk)
        if Scope.ARCHIVE not in file.consent.scope:
            raise BadInput("consent: does not cover the archive: expected a consent that does")
        if now.closed_as:
            raise BadInput(f"year: {now.year} is closed: expected one that is not, or a correction")
        number = now.closed.count() + 1
        notes = latest_notes(now)
        dossier = dossier_of(file, now, as_of, notes)
        content = _content(now, dossier, number, notes)
        pdf = dossier_pdf(dossier, hash_of(content), speech_in(file.client.language))
        frozen = ClosedYear.objects.create(
            year=now,
            number=number,
            at=timezone.now(),
            closed_by=by.pk,
            reason=now.correction,
            as_of=as_of,
            law=dossier.law,
            language=file.client.language,
            facts=now.facts,
            answer=encode(dossier.answer),
            notes=content["notes"],
            consent=dossier.consent,
            hash=hash_of(content),
            pdf=pdf,
            pdf_hash=hashlib.sha256(pdf).hexdigest(),
        )
        now.closed_as, now.correction = number, ""
        now.save(update_fields=["closed_as", "correction"])
        noted("client_year_closed", by, file.client, year=now.year, version=number)
    return frozen


def _content(year: ClientYear, dossier: Dossier, number: int, notes: Notes) -> dict[str, Any]:
    """What the hash is of, as data that any program can hash again."""
    return {
        "year": year.year,
        "number": number,
        "as_of": dossier.as_of.isoformat(),
        "law": dossier.law,
        "facts": year.facts,
        "answer": json.loads(encode(dossier.answer)),
        "notes": [
            {"part": note.part, "text": note.text, "at": note.at.isoformat(), "author": note.author_id}
            for note in notes.values()
            if note.text
        ],
        "consent": dossier.consent,
    }


def correct(year: ClientYear, reason: str, by: User) -> None:
    """Take a closed year up again for a new version; the closed one stays as it is. Raises `BadInput`."""
    reason = reason.strip()
    if not 3 <= len(reason) <= 500:
        raise BadInput(f"reason: {len(reason)} characters: expected 3 to 500")
    with changing(year.client) as file:
        now = ClientYear.objects.select_for_update().get(pk=year.pk)
        if not now.closed_as:
            raise BadInput(f"year: {now.year} is not closed: expected one that is")
        now.closed_as, now.correction = 0, reason
        now.save(update_fields=["closed_as", "correction"])
        noted("client_year_corrected", by, file.client, year=now.year)


class Beside(NamedTuple):
    """What today's law says of the facts of a closed year, and how it differs."""

    answer: Assessment
    headlines: list[Change]
    duties_new: list[Duty]
    duties_gone: list[Duty]
    rules: list[tuple[str, str]]
    corrected: bool  # the program of today answers differently by the law of then too

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not (self.headlines or self.duties_new or self.duties_gone or self.rules)


class FrozenNote(NamedTuple):
    """A note as it stood when the year was closed."""

    part: str
    text: str
    at: dt.datetime
    said_author: str  # empty for an account that is gone


def frozen_notes(closed: ClosedYear) -> dict[str, FrozenNote]:
    """The notes of a closed year, by part."""
    people = User.objects.in_bulk({note["author"] for note in closed.notes if note["author"]})
    return {
        note["part"]: FrozenNote(
            note["part"],
            note["text"],
            dt.datetime.fromisoformat(note["at"]),
            people[note["author"]].email if note["author"] in people else "",
        )
        for note in closed.notes
    }


def frozen_answer(closed: ClosedYear) -> Assessment:
    """The answer as it was frozen, with its words; raises `BadInput` where this version does not read it."""
    try:
        return msgspec.json.decode(closed.answer.encode(), type=Assessment)
    except msgspec.ValidationError as error:
        found = f"archive: {closed.year.year}, version {closed.number}: {error}"
        raise BadInput(
            f"{found}: expected an answer that this version of the site reads; the paper shows it"
        ) from None


def beside(closed: ClosedYear, then: Assessment, speech: Speech) -> Beside:
    """Today's law on the frozen facts, beside the frozen answer.

    Raises `BadInput` where today's program does not read the facts any more.
    """
    facts = counted(closed.facts, str(closed.year.year))
    now, again = (
        spoken(assessing.assessed(facts, Rulebook(day)).answer, speech) for day in (localdate(), closed.as_of)
    )
    return Beside(
        answer=now,
        headlines=changes(then, now, speech),
        duties_new=_duties_beyond(now, then),
        duties_gone=_duties_beyond(then, now),
        rules=[pair for pair in zip(_rules(then), _rules(now), strict=True) if pair[0] != pair[1]],
        corrected=bool(changes(then, again, speech)) or _rules(then) != _rules(again),
    )


def _duties_beyond(one: Assessment, other: Assessment) -> list[Duty]:
    known = {(duty.code, duty.state, duty.due) for duty in other.duties}
    return [duty for duty in one.duties if (duty.code, duty.state, duty.due) not in known]


def _rules(answer: Assessment) -> list[str]:
    return [employment.tax.rule.id if employment.tax else "" for employment in answer.employments]
