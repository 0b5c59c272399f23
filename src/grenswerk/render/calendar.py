"""Duties as an iCalendar file (RFC 5545), with alarms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from grenswerk.model.answer import Assessment, Duty
from grenswerk.render.speech import Speech

if TYPE_CHECKING:
    from icalendar import Event, Todo

_ALARMS = (dt.timedelta(days=-14), dt.timedelta(days=-1))


class Entry(NamedTuple):
    """A duty on one of its dates, or a task without one; the same `identity` makes the same entry again."""

    identity: str
    year: int
    date: dt.date | None
    who: str
    state: str
    summary: str
    lines: tuple[str, ...]  # what a person should read beside the date
    where: str = ""


def calendar(assessment: Assessment, language: str) -> bytes:
    """The duties of an assessment as calendar entries in one language (en, nl, fr or de).

    A date makes an all-day event with alarms two weeks and a day before; a duty that comes back makes one for each
    date; a duty without a date makes a task. An entry keeps its identity when the file is made again.
    """
    speech = Speech(language)
    return written(language.upper(), _entries(assessment, speech))


def written(product: str, entries: Iterable[Entry]) -> bytes:
    """Entries as a file; `product` names what of Grenswerk has made it."""
    from icalendar import Calendar

    found = Calendar()
    found.add("prodid", f"-//Grenswerk//{product}")
    found.add("version", "2.0")
    for entry in entries:
        found.add_component(_component(entry))
    return bytes(found.to_ical())


def dates_of(duty: Duty) -> list[dt.date]:
    """Every date of the duty: the first, and those on which it comes back."""
    if isinstance(dates := duty.facts.get("dates"), str) and dates:
        return [dt.date.fromisoformat(date) for date in dates.split(", ")]
    return [duty.due] if duty.due else []


def _entries(assessment: Assessment, speech: Speech) -> Iterator[Entry]:
    year, who_lives = assessment.year, assessment.residence
    for duty in assessment.duties:
        summary = duty.what or speech.say(f"duties.{duty.code}", duty.facts)
        lines = tuple(_lines(duty, speech))
        parts = (year, who_lives, duty.code, duty.who.value, duty.state, duty.facts.get("employment", ""))
        for date in tuple(dates_of(duty)) or (None,):
            identity = "|".join([*map(str, parts), date.isoformat() if date else ""])
            yield Entry(identity, year, date, duty.who.value, duty.state, summary, lines, duty.where)


def _lines(duty: Duty, speech: Speech) -> Iterator[str]:
    code = f"duties.{duty.code}.consequence"
    consequence = duty.consequence or (speech.say(code, duty.facts) if speech.knows(code) else "")
    yield from (line for line in (consequence, duty.where, duty.source) if line)


def _component(entry: Entry) -> Event | Todo:
    from icalendar import Alarm, Event, Todo

    found: Event | Todo = Event() if entry.date else Todo()
    found.add("uid", f"{blake2b(entry.identity.encode(), digest_size=12).hexdigest()}@grenswerk")
    found.add("dtstamp", dt.datetime(entry.year, 1, 1, tzinfo=dt.UTC))
    found.add("summary", entry.summary)
    found.add("description", "\n".join(entry.lines))
    found.add("categories", [entry.who, entry.state])
    if entry.where:
        found.add("location", entry.where)
    if entry.date is None:
        found.add("status", "NEEDS-ACTION")
        return found
    found.add("dtstart", entry.date)
    found.add("dtend", entry.date + dt.timedelta(days=1))
    found.add("transp", "TRANSPARENT")
    for before in _ALARMS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", entry.summary)
        alarm.add("trigger", before)
        found.add_component(alarm)
    return found
