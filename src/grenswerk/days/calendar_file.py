"""An ics file of Outlook, Google Calendar or Thunderbird as the rows of a day log.

An event counts when a category, its title or its place names an activity (`words`); all other events are left
aside. Times are read in the time of Brussels, which all five states share. What a calendar leaves open:

- an all-day event of work is a full working day, less the timed work of another kind on that date;
- timed events of one kind that overlap, or lie in an all-day event of their kind, are counted once;
- an all-day absence (sick, leave, holiday, rest, garden leave) is stronger than work on the same date, since a
  series goes on through a holiday;
- properties X-GRENSWERK-STATE, -ZONE and -OVERNIGHT, which `days convert` writes, tell what words do not;
- an all-day event of several days leaves Saturdays and Sundays out when the contract has at most five days a week.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from grenswerk.days.columns import UNKNOWN_STATE, employer_state
from grenswerk.days.event import activity_of_event, categories_of, moment_of, place_of, title_of
from grenswerk.days.period import full_day_minutes
from grenswerk.days.row import Row
from grenswerk.days.words import state_of
from grenswerk.model.days import Activity, DayEntry
from grenswerk.model.errors import BadInput
from grenswerk.model.period import days_employed
from grenswerk.model.worker import Employment, WorkerFile

if TYPE_CHECKING:
    from icalendar.cal import Component

LOCAL = ZoneInfo("Europe/Brussels")
ABSENT = (Activity.SICK, Activity.LEAVE, Activity.HOLIDAY, Activity.REST, Activity.GARDEN_LEAVE)
STATE, ZONE, OVERNIGHT = "X-GRENSWERK-STATE", "X-GRENSWERK-ZONE", "X-GRENSWERK-OVERNIGHT"
ON_CALL = (Activity.ON_CALL, Activity.ON_CALL_CALLED)


class _Span(NamedTuple):
    """What one event says about one date; `start` and `end` are minutes of the day, both -1 for all day."""

    date: dt.date
    state: str
    activity: Activity
    employment: str
    start: int
    end: int
    zone: bool | None
    overnight: bool
    place: str


def rows_of_calendar(content: bytes, where: str, file: WorkerFile) -> list[Row]:
    """The rows of an ics file, for the year of the worker file and within the employment.

    Raises `BadInput` for a file that is no calendar, a rule of recurrence that is broken or would give too many
    events, and a business trip of which no state is told.
    """
    from grenswerk.days.recurrence import occurrences

    first, last = dt.date(file.year, 1, 1), dt.date(file.year, 12, 31)
    spans: list[_Span] = []
    for event in occurrences(content, where, first, last):
        spans.extend(_spans(event, where, file, (first, last)))
    by_day: dict[tuple[str, dt.date], list[_Span]] = {}
    for span in spans:
        by_day.setdefault((span.employment, span.date), []).append(span)
    employments = {employment.id: employment for employment in file.employments}
    rows: list[Row] = []
    for (name, date), day in sorted(by_day.items()):
        employment = employments.get(name, file.employments[0])
        start, end = days_employed(employment, file.year)
        if start <= date <= end:
            rows.extend(_rows_of_day(day, full_day_minutes(employment)))
    return rows


def _spans(event: Component, where: str, file: WorkerFile, year: tuple[dt.date, dt.date]) -> Iterator[_Span]:
    activity = activity_of_event(event)
    start, end = moment_of(event, "DTSTART"), moment_of(event, "DTEND")
    if activity is None or start is None or str(event.get("STATUS", "")).upper() == "CANCELLED":
        return
    categories = categories_of(event)
    known = {employment.id.casefold(): employment for employment in file.employments}
    employment = next((known[name.casefold()] for name in categories if name.casefold() in known), None)
    name = employment.id if employment else file.employments[0].id if len(known) == 1 else ""
    shown = title_of(event) or ", ".join(categories)[:60]
    if not isinstance(start, dt.datetime):
        days = _whole_days(start, end, employment or file.employments[0])
        pieces: Iterable[tuple[dt.date, int, int]] = ((day, -1, -1) for day in days)
    else:
        pieces = _pieces(_local(start), _local(end if isinstance(end, dt.datetime) else start))
    zone = {"TRUE": True, "FALSE": False}.get(str(event.get(ZONE, "")).upper())
    overnight = str(event.get(OVERNIGHT, "")).upper() == "TRUE"
    for date, since, until in pieces:
        if year[0] <= date <= year[1]:
            place = f'{where}: event "{shown}" of {date}'
            yield _Span(
                date,
                _state(event, activity, name, file, place),
                activity,
                name,
                since,
                until,
                zone,
                overnight,
                place,
            )


def _state(event: Component, activity: Activity, employment: str, file: WorkerFile, at: str) -> str:
    if own := str(event.get(STATE, "")):
        return own
    if activity in (Activity.TRIP, Activity.TRAINING):
        place = place_of(event)
        state = state_of(place) or state_of(str(event.get("SUMMARY", "")))
        if state is None:
            raise BadInput(f'{at}: its location is "{place[:60]}": expected one that ends in a state, "Lyon, FR"')
        return state
    if activity in ABSENT:
        return UNKNOWN_STATE
    return employer_state(file, employment) if activity is Activity.OFFICE else file.worker.residence


def _whole_days(start: dt.date, end: dt.date | None, employment: Employment) -> Iterator[dt.date]:
    """The dates of an all-day event; its end is the day after the last."""
    length = max(1, (end - start).days) if end else 1
    for offset in range(min(length, 800)):
        day = start + dt.timedelta(days=offset)
        if length == 1 or day.weekday() < 5 or employment.days_per_week > 5:
            yield day


def _local(moment: dt.datetime) -> dt.datetime:
    return moment.replace(tzinfo=LOCAL) if moment.tzinfo is None else moment.astimezone(LOCAL)


def _pieces(start: dt.datetime, end: dt.datetime) -> Iterator[tuple[dt.date, int, int]]:
    """A timed event by date, in true minutes since midnight: a day of clock change has 23 or 25 hours."""
    day = start.date()
    for _ in range(800):
        midnight = dt.datetime.combine(day, dt.time(), LOCAL)
        next_midnight = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), LOCAL)
        since, until = max(start, midnight, key=_instant), min(end, next_midnight, key=_instant)
        if _instant(until) > _instant(since):
            yield day, _minutes(midnight, since), min(_minutes(midnight, until), _minutes(midnight, since) + 1440)
        if _instant(end) <= _instant(next_midnight):
            return
        day += dt.timedelta(days=1)


def _instant(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC)


def _minutes(since: dt.datetime, until: dt.datetime) -> int:
    return round((_instant(until) - _instant(since)).total_seconds() / 60)


def _rows_of_day(day: list[_Span], full_day: float) -> Iterator[Row]:
    """The events of one date and employment as rows: absences first, then timed work, then the rest of the day."""
    absences = [span for span in day if span.activity in ABSENT and span.start < 0]
    if absences:
        strongest = min(absences, key=lambda span: (ABSENT.index(span.activity), span.place))
        yield _row(strongest, None)
        return
    kinds: dict[tuple[str, Activity, bool | None, bool], list[_Span]] = {}
    for span in sorted(day, key=lambda span: (span.start, span.end, span.place)):
        kinds.setdefault((span.state, span.activity, span.zone, span.overnight), []).append(span)
    timed = {kind: spans for kind, spans in kinds.items() if spans[0].start >= 0}
    worked = 0
    for (_, activity, _, _), spans in timed.items():
        minutes = _union(spans)
        worked += minutes if activity not in ABSENT + ON_CALL else 0
        yield _row(spans[0], minutes)
    for kind, spans in kinds.items():
        if kind not in timed:
            rest = None if not worked or kind[1] in ON_CALL else max(0, round(full_day) - worked)
            yield _row(spans[0], rest)


def _union(spans: list[_Span]) -> int:
    """Minutes covered by the spans, which are in order of their start."""
    total, covered = 0, 0
    for span in spans:
        total += max(0, span.end - max(span.start, covered))
        covered = max(covered, span.end)
    return min(total, 1440)


def _row(span: _Span, minutes: int | None) -> Row:
    entry = DayEntry(
        date=span.date,
        state=span.state,
        minutes=minutes,
        activity=span.activity,
        employment=span.employment,
        zone=span.zone,
        overnight=span.overnight,
    )
    return Row(entry, span.place)
