"""The day log: every change whole or not at all, numbered, and refused where another was made in between.

Someone who edits has seen the log up to a number. A change of a date that was written after that number would
overwrite what they have not seen: it raises `Conflict`, and nothing is written. An undo is a change like others.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import msgspec
from django.db import transaction

from grenswerk.days import worker_file
from grenswerk.model.answer import Assessment
from grenswerk.model.days import DayEntry
from grenswerk.model.errors import BadInput
from grenswerk.web import assessing
from grenswerk.web.assessing import Counted, counted
from grenswerk.web.mydays.models import Change, Day, Year

Entries = list[dict[str, Any]]
Days = Mapping[dt.date, Entries]


class Conflict(Exception):
    """Dates that were written by someone else in between."""

    def __init__(self, dates: Iterable[dt.date]) -> None:
        self.dates = sorted(dates)
        super().__init__(", ".join(date.isoformat() for date in self.dates))


def write(year: Year, days: Days, seen: int, kind: Change.Kind = Change.Kind.EDIT, label: str = "") -> Change:
    """Write these dates, all or none; `seen` is the number of the last change that the writer has seen.

    Raises `Conflict` where a date was written later than that, `BadInput` where the log would contradict itself.
    """
    with transaction.atomic():
        now = Year.objects.select_for_update().get(pk=year.pk)
        standing = {day.date: day for day in now.days.filter(date__in=list(days))}
        later = [date for date, day in standing.items() if day.changed_by > seen]
        if later:
            raise Conflict(later)
        return _write(now, days, standing, Made(kind, label))


def undo(year: Year, number: int) -> Change:
    """Put back what stood before a change; raises `Conflict` where one of its dates was written again since."""
    with transaction.atomic():
        now = Year.objects.select_for_update().get(pk=year.pk)
        change = now.changes.get(number=number)
        dates = change.dates
        standing = {day.date: day for day in now.days.filter(date__in=dates)}
        later = [date for date in dates if standing[date].changed_by != number]
        if later:
            raise Conflict(later)
        before = {date: change.before[date.isoformat()] for date in dates}
        return _write(now, before, standing, Made(Change.Kind.UNDO, change.label, number))


class Made(NamedTuple):
    """How a change came about."""

    kind: Change.Kind
    label: str = ""
    undoes: int | None = None


def _write(year: Year, days: Days, standing: Mapping[dt.date, Day], made: Made) -> Change:
    after = {date: normal(entries) for date, entries in days.items()}
    before = {date: standing[date].entries if date in standing else [] for date in days}
    check(year, after)
    number = year.version + 1
    Day.objects.bulk_create(
        [Day(year=year, date=date, entries=entries, changed_by=number) for date, entries in after.items()],
        update_conflicts=True,
        unique_fields=("year", "date"),
        update_fields=("entries", "changed_by"),
    )
    Year.objects.filter(pk=year.pk).update(version=number)
    return Change.objects.create(
        year=year,
        number=number,
        kind=made.kind,
        label=made.label[:120],
        before={date.isoformat(): entries for date, entries in before.items()},
        after={date.isoformat(): entries for date, entries in after.items()},
        undoes=made.undoes,
    )


def normal(entries: Entries) -> Entries:
    """The rows of a date in the form in which they are kept; raises `BadInput` for a row that is none."""
    try:
        kept = msgspec.convert([{**row, "date": row.get("date", "2000-01-01")} for row in entries], list[DayEntry])
    except msgspec.ValidationError as error:
        raise BadInput(f"day: {error}") from None
    rows: Entries = msgspec.to_builtins(kept)
    return [{name: value for name, value in row.items() if name != "date"} for row in rows]


def check(year: Year, changed: Days) -> None:
    """Raises `BadInput` where the log with these dates would contradict itself or the employments."""
    facts_with(year, {**standing_days(year), **changed})


def standing_days(year: Year) -> dict[dt.date, Entries]:
    """The log as it stands: dates with at least one row."""
    return {day.date: day.entries for day in year.days.all() if day.entries}


def facts_with(year: Year, days: Days) -> Counted:
    """The facts of a year with this log, counted; raises `BadInput`."""
    rows = [{**row, "date": date.isoformat()} for date, entries in sorted(days.items()) for row in entries]
    file = worker_file({**year.facts, "year": year.year, "days": {"log": rows}}, str(year.year))
    return counted(file, str(year.year))


def logged(year: Year) -> Counted:
    """The year with its log as it stands."""
    return facts_with(year, standing_days(year))


def assessed(year: Year) -> Assessment:
    """What the log of the year means, by the law as it is known today."""
    return assessing.assessed(logged(year)).answer
