"""Changing a client's year: facts and notes, each refused where somebody else wrote in between."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.timezone import localdate

from grenswerk.model.errors import BadInput
from grenswerk.web.advice.assessing import assessed, law_version
from grenswerk.web.advice.files import File, NoConsent, file_of, noted
from grenswerk.web.advice.models import Client, ClientYear, Note
from grenswerk.web.advice.numbers import keep_dates, reckon
from grenswerk.web.forms import plain
from grenswerk.web.mydays.facts import Facts

LONGEST_NOTE = 5000  # characters


class Overtaken(Exception):
    """Somebody else changed the same thing since it was opened."""


class Closed(Exception):
    """The year is closed: only a correction opens it again."""


@contextmanager
def changing(client: Client) -> Iterator[File]:
    """The file of a client, locked against a withdrawal until the change is done; raises `NoConsent`."""
    with transaction.atomic():
        yield file_of(Client.objects.select_for_update().get(pk=client.pk))


def begin(client: Client, facts: Facts, by: User) -> ClientYear:
    """A new year of a client; raises `BadInput` where it was begun already."""
    answer = assessed(facts, localdate()).answer
    with changing(client) as file:
        if file.client.years.filter(year=answer.year).exists():
            raise BadInput(f"file: year is {answer.year}: expected one that was not begun already")
        year = ClientYear(client=file.client, year=answer.year, facts=facts, changed_by=by)
        reckon(year, answer)
        year.save()
        keep_dates(year, answer)
        noted("client_facts_changed", by, file.client, year=year.year)
    return year


def keep(year: ClientYear, facts: Facts, seen: int, by: User) -> ClientYear:
    """Other facts in place of those of version `seen`; raises `Overtaken`, `Closed` and `BadInput`."""
    answer = assessed(facts, localdate()).answer
    with changing(year.client) as file:
        now = _open_year(year)
        if now.version != seen:
            raise Overtaken
        now.facts, now.version, now.changed_by = facts, now.version + 1, by
        reckon(now, answer)
        now.save()
        keep_dates(now, answer)
        noted("client_facts_changed", by, file.client, year=now.year)
    return now


def recount() -> int:
    """Reckon the years whose numbers are of another version of the law; returns how many.

    Nothing is reckoned without consent, and no fact is changed. A file that is refused now keeps its numbers.
    """
    done = 0
    for found in ClientYear.objects.exclude(law=law_version()).select_related("client"):
        try:
            with changing(found.client):
                year = ClientYear.objects.select_for_update().get(pk=found.pk)
                answer = assessed(year.facts, localdate()).answer
                reckon(year, answer)
                year.save(update_fields=["nearness", "headline", "law"])
                keep_dates(year, answer)
        except (NoConsent, BadInput):
            continue
        done += 1
    return done


def write_note(year: ClientYear, part: Note.Part, text: str, seen: int, by: User) -> Note:
    """A new version of the note beside a part; raises `Overtaken`, `Closed` and `BadInput`."""
    text = "\n".join(plain(line).rstrip() for line in text.strip().splitlines())
    if len(text) > LONGEST_NOTE:
        raise BadInput(f"note: {len(text)} characters: expected at most {LONGEST_NOTE}")
    with changing(year.client) as file:
        now = _open_year(year)
        last = now.notes.filter(part=part).first()
        version = last.version if last else 0
        if version != seen:
            raise Overtaken
        note = Note.objects.create(year=now, part=part, version=version + 1, text=text, author=by)
        noted("client_noted", by, file.client, year=now.year)
    return note


def latest_notes(year: ClientYear) -> dict[str, Note]:
    """The last version of each note, by part."""
    found: dict[str, Note] = {}
    for note in year.notes.select_related("author").order_by("version"):
        found[note.part] = note
    return found


def _open_year(year: ClientYear) -> ClientYear:
    now = ClientYear.objects.select_for_update().get(pk=year.pk)
    if now.closed_as:
        raise Closed
    return now
