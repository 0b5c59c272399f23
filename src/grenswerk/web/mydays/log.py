"""The day log: every change whole or not at all, numbered, and refused where another was made in between.

Someone who edits has seen the log up to a number. A change of a date that was written after that number would
overwrite what they have not seen: it raises `Conflict`, and nothing is written. An undo is a change like others.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import msgspec
from django.db import transaction

from grenswerk.days import worker_file
from grenswerk.model.answer import Assessment
from grenswerk.model.days import DayEntry
from grenswerk.model.errors import BadInput
from grenswerk.model.worker import WorkerFile
from grenswerk.web import assessing
from grenswerk.web.assessing import Counted, counted
from grenswerk.web.mydays.models import Change, Day, Year

Entries = list[dict[str, Any]]
Days = Mapping[dt.date, Entries]
_NO_DAYS: Days = {}
_ROW = re.compile(r"days\.log\[(\d+)\]")  # a row as the reader of worker files names it


class Conflict(Exception):
    """Dates that were written by someone else in between."""

    def __init__(self, dates: Iterable[dt.date]) -> None:
        self.dates = sorted(dates)
        super().__init__(", ".join(date.isoformat() for date in self.dates))


class Log(NamedTuple):
    """A log as it stands: dates with at least one row, and the days of the year counted from them."""

    days: Days
    counted: Counted


class Written(NamedTuple):
    """A change, and the log as it stands after it."""

    change: Change
    log: Log


def write(year: Year, days: Days, seen: int, kind: Change.Kind = Change.Kind.EDIT, label: str = "") -> Written:
    """Write these dates, all or none; `seen` is the number of the last change that the writer has seen.

    Raises `Conflict` where a date was written later than that, `BadInput` where the log would contradict itself.
    """
    with transaction.atomic():
        now = Year.objects.select_for_update().get(pk=year.pk)
        standing = _rows(now)
        later = [date for date in days if date in standing and standing[date].changed_by > seen]
        if later:
            raise Conflict(later)
        return _write(now, days, standing, Made(kind, label))


def undo(year: Year, number: int) -> Written:
    """Put back what stood before a change; raises `Conflict` where one of its dates was written again since."""
    with transaction.atomic():
        now = Year.objects.select_for_update().get(pk=year.pk)
        change = now.changes.get(number=number)
        standing = _rows(now)
        later = [date for date in change.dates if standing[date].changed_by != number]
        if later:
            raise Conflict(later)
        before = {date: change.before[date.isoformat()] for date in change.dates}
        return _write(now, before, standing, Made(Change.Kind.UNDO, change.label, number))


class _Row(NamedTuple):
    """What stands on a date, and the change that wrote it."""

    entries: Entries
    changed_by: int


def _rows(year: Year) -> dict[dt.date, _Row]:
    rows = year.days.values_list("date", "entries", "changed_by")
    return {date: _Row(entries, changed_by) for date, entries, changed_by in rows}


class Made(NamedTuple):
    """How a change came about."""

    kind: Change.Kind
    label: str = ""
    undoes: int | None = None


def _write(year: Year, days: Days, standing: Mapping[dt.date, _Row], made: Made) -> Written:
    after = {date: normal(entries) for date, entries in days.items()}
    before = {date: standing[date].entries if date in standing else [] for date in days}
    log = with_changes(year, {date: row.entries for date, row in standing.items()}, after)
    number = year.version + 1
    Day.objects.bulk_create(
        [Day(year=year, date=date, entries=entries, changed_by=number) for date, entries in after.items()],
        update_conflicts=True,
        unique_fields=("year", "date"),
        update_fields=("entries", "changed_by"),
    )
    Year.objects.filter(pk=year.pk).update(version=number)
    change = Change.objects.create(
        year=year,
        number=number,
        kind=made.kind,
        label=made.label[:120],
        before={date.isoformat(): entries for date, entries in before.items()},
        after={date.isoformat(): entries for date, entries in after.items()},
        undoes=made.undoes,
    )
    return Written(change, log)


def normal(entries: Entries) -> Entries:
    """The rows of a date in the form in which they are kept; raises `BadInput` for a row that is none."""
    try:
        kept = msgspec.convert([{**row, "date": row.get("date", "2000-01-01")} for row in entries], list[DayEntry])
    except msgspec.ValidationError as error:
        raise BadInput(f"day: {error}") from None
    rows: Entries = msgspec.to_builtins(kept)
    return [{name: value for name, value in row.items() if name != "date"} for row in rows]


def with_changes(year: Year, standing: Days, changed: Days) -> Log:
    """The log with other rows on these dates; raises `BadInput` where it would contradict itself."""
    days = {date: entries for date, entries in {**standing, **changed}.items() if entries}
    return Log(days, facts_with(year, days))


def standing_days(year: Year, dates: Iterable[dt.date] | None = None) -> dict[dt.date, Entries]:
    """The log as it stands, or these dates of it: dates with at least one row."""
    rows = year.days.all() if dates is None else year.days.filter(date__in=list(dates))
    return {date: entries for date, entries in rows.values_list("date", "entries") if entries}


def file_of(year: Year, days: Days = _NO_DAYS) -> WorkerFile:
    """The facts of a year as a worker file, with these days or with none; raises `BadInput`."""
    rows = [{**row, "date": date.isoformat()} for date, entries in sorted(days.items()) for row in entries]
    return worker_file({**year.facts, "year": year.year, "days": {"log": rows}}, str(year.year))


def facts_with(year: Year, days: Days) -> Counted:
    """The facts of a year with this log, counted; raises `BadInput`, which names a row by its date."""
    try:
        return counted(file_of(year, days), str(year.year))
    except BadInput as error:
        names = [f"days.{date}[{index}]" for date in sorted(days) for index in range(len(days[date]))]
        raise BadInput(_ROW.sub(lambda row: names[int(row[1])], str(error))) from None


def log_of(year: Year) -> Log:
    """The log of a year as it stands; raises `BadInput` for facts that it no longer fits."""
    days = standing_days(year)
    return Log(days, facts_with(year, days))


def logged(year: Year) -> Counted:
    """The year with its log as it stands."""
    return log_of(year).counted


def assessed(year: Year) -> Assessment:
    """What the log of the year means, by the law as it is known today."""
    return assessing.assessed(logged(year)).answer
