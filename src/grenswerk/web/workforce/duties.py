"""The calendar of duties: what all workers of a year call for, by state and date."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Any, NamedTuple

import msgspec
from django.db.models import Count

from grenswerk.render.calendar import Entry, written
from grenswerk.web.organisations.models import Organisation
from grenswerk.web.speaking import speech
from grenswerk.web.workforce.models import Duty


class Due(NamedTuple):
    """One duty on one date for some of the workers; `numbers` are the rows of it, `digest` is of its facts."""

    date: dt.date | None
    state: str
    who: str
    code: str
    what: str
    where: str
    source: str
    certainty: str
    workers: int
    numbers: tuple[int, ...]
    digest: str

    @property
    def anchor(self) -> str:
        """Where it stands on the page."""
        return f"due-{self.numbers[0]}-{self.date or 'any'}"

    @property
    def listed(self) -> str:
        """The rows, for the filter of the table."""
        return ",".join(str(number) for number in self.numbers)


class Cell(NamedTuple):
    """A day of the month view."""

    date: dt.date
    within: bool
    dues: list[Due]


def dues_of(organisation: Organisation, year: int, state: str = "", who: str = "") -> list[Due]:
    """Every duty of a year, soonest first, those without a date last; the same duty of several rows is one."""
    own = speech()
    duties = Duty.objects.filter(organisation=organisation, year=year).annotate(count=Count("workers"))
    if state:
        duties = duties.filter(state=state)
    if who:
        duties = duties.filter(who=who)
    found: dict[tuple[str, ...], Due] = {}
    for duty in duties.filter(count__gt=0):
        what, digest = own.say(f"duties.{duty.code}", duty.facts), _digest(duty.facts)
        for text in duty.dates or [""]:
            key = (text, duty.state, duty.who, duty.code, what)
            date = dt.date.fromisoformat(text) if text else None
            due = Due(
                date, duty.state, duty.who, duty.code, what, duty.where, duty.source, duty.certainty,
                duty.count, (duty.pk,), digest,
            )  # fmt: skip
            before = found.get(key)
            if before:
                due = due._replace(
                    workers=due.workers + before.workers,
                    numbers=before.numbers + due.numbers,
                    digest=min(due.digest, before.digest),
                )
            found[key] = due
    return sorted(found.values(), key=lambda due: (due.date or dt.date.max, due.state, due.who, due.what))


def _digest(facts: dict[str, Any]) -> str:
    """The same for the same facts, whichever row keeps them."""
    return blake2b(msgspec.json.encode(facts, order="deterministic"), digest_size=12).hexdigest()


def by_state(dues: Iterable[Due]) -> dict[str, list[Due]]:
    """The duties of each state, in their order."""
    found: dict[str, list[Due]] = {}
    for due in dues:
        found.setdefault(due.state, []).append(due)
    return dict(sorted(found.items()))


def month_of(dues: Sequence[Due], month: dt.date) -> list[list[Cell]]:
    """The weeks of a month, each day with what falls due on it."""
    on: dict[dt.date, list[Due]] = {}
    for due in dues:
        if due.date:
            on.setdefault(due.date, []).append(due)
    weeks = calendar.Calendar().monthdatescalendar(month.year, month.month)
    return [[Cell(date, date.month == month.month, on.get(date, [])) for date in week] for week in weeks]


def as_ics(organisation: Organisation, year: int, dues: Iterable[Due]) -> bytes:
    """The duties as an iCalendar file (RFC 5545), with alarms; it names no worker, it says how many."""
    return written("workforce", (_entry(organisation, year, due) for due in dues))


def _entry(organisation: Organisation, year: int, due: Due) -> Entry:
    own = speech()
    parts = (organisation.pk, year, due.state, due.who, due.code, due.date, due.digest)
    lines = (own.say(f"page.who.{due.who}"), due.where, due.source)
    return Entry(
        identity="|".join(map(str, parts)),
        year=year,
        date=due.date,
        who=due.who,
        state=due.state,
        summary=own.say("workforce.due.summary", {"what": due.what, "n": due.workers}),
        lines=tuple(line for line in lines if line),
    )
