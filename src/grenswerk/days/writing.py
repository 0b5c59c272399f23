"""A day log as a csv, xlsx, ics or yaml file, written whole or not at all."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from grenswerk.documents.cells import harmless
from grenswerk.documents.whole_file import write_whole
from grenswerk.model.days import DayEntry
from grenswerk.model.errors import BadInput
from grenswerk.model.worker import WorkerFile

if TYPE_CHECKING:
    from icalendar import Event

COLUMNS = ("date", "state", "minutes", "activity", "employment", "zone", "overnight")
KINDS = (".csv", ".xlsx", ".ics", ".yaml", ".yml")
MORNING = 9 * 60  # minutes; a row of a log has a length and no hour, a timed event needs one


def write_days(path: Path, file: WorkerFile, entries: Sequence[DayEntry]) -> None:
    """Write the entries in the form that the name of the file asks for; raises `BadInput` when that cannot be."""
    kind = path.suffix.lower()
    if kind not in KINDS:
        raise BadInput(f'{path}: ends in "{kind}": expected one of {", ".join(KINDS)}')
    ordered = sorted(entries, key=lambda entry: (entry.date, entry.employment, entry.state, entry.activity.value))
    if kind == ".csv":
        content = _csv(ordered)
    elif kind == ".xlsx":
        content = _xlsx(ordered)
    else:
        content = _ics(ordered) if kind == ".ics" else _yaml(file, ordered)
    write_whole(path, content)


def _cells(entry: DayEntry) -> tuple[dt.date, str, int | None, str, str, str, str]:
    zone = "" if entry.zone is None else "yes" if entry.zone else "no"
    overnight = "yes" if entry.overnight else ""
    employment = harmless(entry.employment)
    return entry.date, entry.state, entry.minutes, entry.activity.value, employment, zone, overnight


def _csv(entries: Sequence[DayEntry]) -> bytes:
    import csv

    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_cells(entry) for entry in entries)
    return stream.getvalue().encode()


def _xlsx(entries: Sequence[DayEntry]) -> bytes:
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("days")
    sheet.append(COLUMNS)
    for entry in entries:
        sheet.append(_cells(entry))
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _yaml(file: WorkerFile, entries: Sequence[DayEntry]) -> bytes:
    """A worker file with the entries as its log."""
    import msgspec
    import yaml

    from grenswerk.model.worker import DaysGiven

    whole = msgspec.structs.replace(file, days=DaysGiven(log=list(entries)))
    data = msgspec.to_builtins(whole, builtin_types=(dt.date,))
    return str(yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=110)).encode()


def _ics(entries: Sequence[DayEntry]) -> bytes:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Grenswerk//days//EN")
    calendar.add("version", "2.0")
    lengths: dict[dt.date, int] = {}
    for entry in entries:
        lengths[entry.date] = lengths.get(entry.date, 0) + (entry.minutes or 0)
    clocks = {date: max(0, min(MORNING, 1440 - length)) for date, length in lengths.items()}
    for number, entry in enumerate(entries, 1):
        if entry.minutes != 0:
            calendar.add_component(_event(entry, number, clocks[entry.date]))
            clocks[entry.date] += entry.minutes or 0
    return bytes(calendar.to_ical())


def _event(entry: DayEntry, number: int, clock: int) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{entry.date}-{number}@grenswerk")
    event.add("dtstamp", dt.datetime.combine(entry.date, dt.time(), dt.UTC))
    if entry.minutes is None:
        event.add("dtstart", entry.date)
        event.add("dtend", entry.date + dt.timedelta(days=1))
    else:
        start = dt.datetime.combine(entry.date, dt.time()) + dt.timedelta(minutes=clock)
        event.add("dtstart", start)
        event.add("dtend", start + dt.timedelta(minutes=entry.minutes))
    event.add("summary", f"{entry.activity.value.replace('_', ' ')} {entry.state}")
    event.add("categories", [entry.activity.value, *([entry.employment] if entry.employment else [])])
    event.add("x-grenswerk-state", entry.state)
    if entry.zone is not None:
        event.add("x-grenswerk-zone", "TRUE" if entry.zone else "FALSE")
    if entry.overnight:
        event.add("x-grenswerk-overnight", "TRUE")
    return event
