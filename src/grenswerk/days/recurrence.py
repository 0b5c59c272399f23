"""The events of an ics file within a span of dates, series expanded, bounded in number and length."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from grenswerk.days.event import activity_of_event, moment_of, title_of
from grenswerk.model.errors import BadInput

if TYPE_CHECKING:
    from icalendar import Calendar
    from icalendar.cal import Component
    from icalendar.prop import vRecur

MOST_EVENTS = 20_000  # in the file, and after expansion
MOST_SERIES = 500
MOST_DAYS = 1_000_000  # from the start of each series to the end of the year, over all series; some ten seconds
EARLIEST = 1990  # a daily series since the year 1 is no working pattern
TOO_FINE = ("SECONDLY", "MINUTELY", "HOURLY")
TIMES = ("BYHOUR", "BYMINUTE", "BYSECOND")
LONGEST_MONTHS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
YEARLY_ONLY = ("BYYEARDAY", "BYWEEKNO")


def occurrences(content: bytes, where: str, first: dt.date, last: dt.date) -> Iterator[Component]:
    """Every event that names an activity and touches the dates, one by one; series are expanded.

    Raises `BadInput` for a file that is no calendar, a broken or an exploding rule of recurrence.
    """
    import recurring_ical_events

    text = _text(content, where)
    if text.upper().count("BEGIN:VEVENT") > MOST_EVENTS:
        raise BadInput(f"{where}: more than {MOST_EVENTS} events: expected at most {MOST_EVENTS}")
    given = 0
    for calendar in _calendars(text, where):
        for series in list(_relevant(calendar, text, where, last)):  # all are checked before the first is expanded
            try:
                found = recurring_ical_events.of(series).between(first, last + dt.timedelta(days=1))
            except Exception as error:  # whatever the expansion of a hostile series raises
                raise BadInput(f"{where}: a series of events cannot be expanded: {_short(str(error))}") from None
            given += len(found)
            if given > MOST_EVENTS:
                raise BadInput(
                    f"{where}: more than {MOST_EVENTS} events in the year: expected at most {MOST_EVENTS}"
                )
            yield from found


def _text(content: bytes, where: str) -> str:
    if b"BEGIN:VCALENDAR" not in content[:4096].upper():
        raise BadInput(f"{where}: is no calendar: expected BEGIN:VCALENDAR at its head")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _calendars(text: str, where: str) -> list[Calendar]:
    import logging

    from icalendar import Calendar

    logging.getLogger("icalendar").setLevel(logging.CRITICAL)
    try:
        calendars = list(Calendar.from_ical(text, multiple=True))
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise BadInput(f"{where}: is no calendar that can be read: {_short(str(error))}") from None
    if not calendars or text.upper().count("END:VCALENDAR") != len(calendars):
        raise BadInput(f"{where}: breaks off: expected END:VCALENDAR at its end")
    return calendars


def _relevant(calendar: Calendar, text: str, where: str, last: dt.date) -> Iterator[Calendar]:
    """One calendar for each event or series with an activity in it: the series with its exceptions."""
    from icalendar import Calendar

    by_id: dict[str, list[Component]] = {}
    for number, event in enumerate(calendar.walk("VEVENT")):
        _check(event, text, where)
        by_id.setdefault(str(event.get("UID") or f"event {number}"), []).append(event)
    series, days = 0, 0
    for events in by_id.values():
        if not any(activity_of_event(event) for event in events):
            continue
        series += any("RRULE" in event for event in events)
        if series > MOST_SERIES:
            raise BadInput(f"{where}: more than {MOST_SERIES} series of events: expected at most {MOST_SERIES}")
        for event in events:
            days += _bound(event, text, where, last)
        if days > MOST_DAYS:
            raise BadInput(f"{where}: its series span {days} days in all: expected at most {MOST_DAYS}")
        alone = Calendar()
        for zone in calendar.walk("VTIMEZONE"):
            alone.add_component(zone)
        for event in events:
            alone.add_component(event)
        yield alone


def _check(event: Component, text: str, where: str) -> None:
    for name, problem in event.errors:
        found = str(event.get(name, "")) if name else ""
        line = _line_of(text, f"{name}:{found}" if found else f"{name}")
        said = f' "{_short(found)}"' if found else ""
        raise BadInput(f"{where}{line}: {name or 'a line'}{said} cannot be read: {_short(str(problem))}")
    if moment_of(event, "DTSTART") is None:
        raise BadInput(f'{where}: event "{title_of(event)}" has no DTSTART: expected its start')


def _bound(event: Component, text: str, where: str, last: dt.date) -> int:
    """Refuse a rule that gives several events a day; end an endless one after the year.

    Returns the days from the start of the series to the end of the year, which are searched for its events.
    """
    rules: Any = event.get("RRULE")
    start = moment_of(event, "DTSTART")
    if rules is None or start is None:
        return 0
    for rule in rules if isinstance(rules, list) else [rules]:
        written = rule.to_ical().decode("utf-8", "replace")
        line = _line_of(text, "RRULE:" + written.split(";", maxsplit=1)[0])
        if not rule.get("FREQ"):
            raise BadInput(f'{where}{line}: RRULE "{_short(written)}": expected a FREQ, such as FREQ=WEEKLY')
        frequency = str(rule["FREQ"][0]).upper()
        if frequency in TOO_FINE or any(len(rule.get(part, [])) > 1 for part in TIMES):
            raise BadInput(f'{where}{line}: RRULE "{_short(written)}": expected at most one event a day')
        if problem := _never(rule, frequency):
            raise BadInput(f'{where}{line}: RRULE "{_short(written)}" {problem}')
        if start.year < EARLIEST:
            raise BadInput(f"{where}: a series begins on {start}: expected one that begins in {EARLIEST} or later")
        if "COUNT" not in rule:
            rule["UNTIL"] = [_until(rule.get("UNTIL", [None])[0], start, last + dt.timedelta(days=2))]
    return max(0, last.toordinal() - start.toordinal())


def _never(rule: vRecur, frequency: str) -> str:
    """Why a rule gives no date, or gives one only after a search without end; nothing when it is sound."""
    if any(number < 1 for part in ("INTERVAL", "COUNT") for number in rule.get(part, [])):
        return "counts by less than one: expected INTERVAL and COUNT of at least 1"
    if frequency != "YEARLY" and any(part in rule for part in YEARLY_ONLY):
        return "names days or weeks of the year: expected them with FREQ=YEARLY only"
    if frequency in ("DAILY", "WEEKLY") and "BYSETPOS" in rule:
        return f"has BYSETPOS: expected it with FREQ=MONTHLY or FREQ=YEARLY, not {frequency}"
    days = [abs(int(day)) for day in rule.get("BYMONTHDAY", [])]
    months = [int(month) for month in rule.get("BYMONTH", range(1, 13))]
    longest = max((LONGEST_MONTHS[month] for month in months if 0 < month < 13), default=0)
    if (days and min(days) > longest) or not longest:
        return "names no day that exists: expected a day of the month"
    return ""


def _until(given: dt.date | None, start: dt.date, limit: dt.date) -> dt.date:
    """The end of a rule, not after the limit, in the form that the start of the series asks for."""
    end = min(limit, given.date() if isinstance(given, dt.datetime) else given) if given else limit
    if given is not None and end < limit:
        return given
    if not isinstance(start, dt.datetime):
        return limit
    midnight = dt.datetime.combine(limit, dt.time())
    return midnight.replace(tzinfo=dt.UTC) if start.tzinfo else midnight


def _line_of(text: str, beginning: str) -> str:
    """`:12` for the first line of the file that begins so."""
    pattern = re.compile("^" + re.escape(beginning)[:200].replace(":", "[:;].*?", 1), re.IGNORECASE | re.MULTILINE)
    match = pattern.search(text)
    return f":{text.count(chr(10), 0, match.start()) + 1}" if match else ""


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 80 else text[:79] + "…"
