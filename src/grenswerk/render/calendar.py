"""The duties of an assessment as an iCalendar file (RFC 5545), with alarms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from hashlib import blake2b

from icalendar import Alarm, Calendar, Event, Todo

from grenswerk.model.answer import Assessment, Duty
from grenswerk.render.speech import Speech

_ALARMS = (dt.timedelta(days=-14), dt.timedelta(days=-1))


def calendar(assessment: Assessment, language: str) -> bytes:
    """The duties as calendar entries in one language (en, nl, fr or de).

    A date makes an all-day event with alarms two weeks and a day before; a duty that comes back makes one for each
    date; a duty without a date makes a task. An entry keeps its identity when the file is made again.
    """
    speech = Speech(language)
    entries = Calendar()
    entries.add("prodid", f"-//Grenswerk//{language.upper()}")
    entries.add("version", "2.0")
    for duty in assessment.duties:
        dates = _dates(duty)
        if not dates:
            entries.add_component(_task(duty, assessment, speech))
        for date in dates:
            entries.add_component(_event(duty, date, assessment, speech))
    return bytes(entries.to_ical())


def _dates(duty: Duty) -> list[dt.date]:
    """Every date of the duty: the first, and those on which it comes back."""
    if isinstance(dates := duty.facts.get("dates"), str):
        return [dt.date.fromisoformat(date) for date in dates.split(", ")]
    return [duty.due] if duty.due else []


def _event(duty: Duty, date: dt.date, assessment: Assessment, speech: Speech) -> Event:
    event = Event()
    event.add("dtstart", date)
    event.add("dtend", date + dt.timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    _fill(event, duty, assessment, speech, date.isoformat())
    for before in _ALARMS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _summary(duty, speech))
        alarm.add("trigger", before)
        event.add_component(alarm)
    return event


def _task(duty: Duty, assessment: Assessment, speech: Speech) -> Todo:
    task = Todo()
    task.add("status", "NEEDS-ACTION")
    _fill(task, duty, assessment, speech, "")
    return task


def _fill(entry: Event | Todo, duty: Duty, assessment: Assessment, speech: Speech, date: str) -> None:
    entry.add("uid", _identity(duty, assessment, date))
    entry.add("dtstamp", dt.datetime(assessment.year, 1, 1, tzinfo=dt.UTC))
    entry.add("summary", _summary(duty, speech))
    entry.add("description", "\n".join(_lines(duty, speech)))
    entry.add("categories", [duty.who.value, duty.state])
    if duty.where:
        entry.add("location", duty.where)


def _summary(duty: Duty, speech: Speech) -> str:
    return duty.what or speech.say(f"duties.{duty.code}", duty.facts)


def _lines(duty: Duty, speech: Speech) -> Iterator[str]:
    """What a person should read beside the date."""
    code = f"duties.{duty.code}.consequence"
    consequence = duty.consequence or (speech.say(code, duty.facts) if speech.knows(code) else "")
    yield from (line for line in (consequence, duty.where, duty.source) if line)


def _identity(duty: Duty, assessment: Assessment, date: str) -> str:
    """The same for the same duty, whatever the language or the day on which the file is made."""
    parts = (assessment.year, assessment.residence, duty.code, duty.who.value, duty.state)
    text = "|".join([*map(str, parts), str(duty.facts.get("employment", "")), date])
    return f"{blake2b(text.encode(), digest_size=12).hexdigest()}@grenswerk"
