"""When a duty falls due: a rule as the law gives it, and the real date for one year."""

from __future__ import annotations

import calendar
import datetime as dt
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Literal

from msgspec import Struct, field

from grenswerk.documents import load_law
from grenswerk.model.errors import BadInput

HOLIDAYS = Path(__file__).parent / "public_holidays.yaml"


class Moved(StrEnum):
    """What the law does with a date on a Saturday, a Sunday or a public holiday."""

    NO = "no"
    NEXT = "next"  # the next working day
    PREVIOUS = "previous"  # the last working day before


class Every(StrEnum):
    """How often the duty comes back within the year."""

    MONTH = "month"
    QUARTER = "quarter"


class Due(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rule; one of `on`, `dates`, `day_of_next_month`, `bank_day_from_end`, `from_start` says the day.

    `on` is month and day, `years_after` the income year; `dates` are published dates by income year, where no rule
    gives them; `day_of_next_month` 31 is the last day, `bank_day_from_end` 3 the third-last bank day of a month;
    `from_start` counts from the start of the employment or, where it began before, of the year; `not_before` is a
    transitional term by income year, where that is later.
    """

    on: str = ""
    years_after: int = 1
    dates: dict[str, dt.date] = field(default_factory=dict)
    day_of_next_month: int = 0
    bank_day_from_end: int = 0
    from_start: dict[Literal["days", "weeks", "months", "years"], int] | None = None
    not_before: dict[str, dt.date] = field(default_factory=dict)
    moved: Moved = Moved.NO
    every: Every | None = None
    first_year: int = 0
    last_year: int = 9999


def due_dates(rule: Due, state: str, year: int, start: dt.date, end: dt.date) -> list[dt.date]:
    """The dates of one income year, moved as the law orders; none where the law gives none for that year.

    `start` and `end` are the first and last day of the employment within the year.
    """
    if not rule.first_year <= year <= rule.last_year:
        return []
    if rule.dates:
        return [rule.dates[str(year)]] if str(year) in rule.dates else []
    floor = rule.not_before.get(str(year), dt.date.min)
    return [max(floor, _moved(date, rule.moved, state)) for date in _unmoved(rule, state, year, start, end)]


def _unmoved(rule: Due, state: str, year: int, start: dt.date, end: dt.date) -> list[dt.date]:
    if rule.on:
        first = _month_day(rule.on, year + rule.years_after)
        step = {None: 12, Every.QUARTER: 3, Every.MONTH: 1}[rule.every]
        dates = [add_months(first, count) for count in range(0, 12, step)]
        if rule.every is None:
            return dates
        return [date for date in dates if date.year == first.year and start <= date <= end]
    if rule.day_of_next_month:
        length = 3 if rule.every is Every.QUARTER else 1
        periods = sorted({-(-month // length) * length for month in range(start.month, end.month + 1)})
        return [_in_month(year, month + 1, rule.day_of_next_month) for month in periods]
    if rule.bank_day_from_end:
        months = range(start.month, end.month + 1)
        return [_bank_day_from_end(year, month, rule.bank_day_from_end, state) for month in months]
    if rule.from_start is not None:
        return [_after(start, rule.from_start)]
    return []


def _month_day(text: str, year: int) -> dt.date:
    month, _, day = text.partition("-")
    if not (month.isdigit() and day.isdigit()):
        raise BadInput(f'duties: due "{text}": expected month and day, MM-DD')
    return _in_month(year, int(month), int(day))


def _in_month(year: int, month: int, day: int) -> dt.date:
    """The day of a month that may lie beyond December, the last one where the month is shorter."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _bank_day_from_end(year: int, month: int, count: int, state: str) -> dt.date:
    """The last bank day but `count` - 1; on 24 and 31 December banks are taken to be closed."""
    date = _in_month(year, month, 31) + dt.timedelta(days=1)
    while count:
        date -= dt.timedelta(days=1)
        closed = date.weekday() >= 5 or (date.month, date.day) in ((12, 24), (12, 31))
        count -= not closed and date not in public_holidays(state, year)
    return date


def add_months(date: dt.date, months: int) -> dt.date:
    """The same day so many months later, the last of the month where it is shorter."""
    return _in_month(date.year, date.month + months, date.day)


def _after(start: dt.date, span: dict[Literal["days", "weeks", "months", "years"], int]) -> dt.date:
    date = add_months(start, span.get("months", 0) + 12 * span.get("years", 0))
    return date + dt.timedelta(days=span.get("days", 0) + 7 * span.get("weeks", 0))


def _moved(date: dt.date, how: Moved, state: str) -> dt.date:
    step = {Moved.NO: 0, Moved.NEXT: 1, Moved.PREVIOUS: -1}[how]
    while step and (date.weekday() >= 5 or date in public_holidays(state, date.year)):
        date += dt.timedelta(days=step)
    return date


@cache
def public_holidays(state: str, year: int) -> frozenset[dt.date]:
    """The public holidays of the whole state; those of a region alone are not among them."""
    by_year = load_law(HOLIDAYS, dict[str, dict[str, list[dt.date]]])[state]
    return frozenset(by_year[str(year)])
