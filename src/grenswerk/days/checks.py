"""What a day log must not say: contradictions, dates elsewhere, days of more than 24 hours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from operator import attrgetter

import msgspec

from grenswerk.days.row import Row
from grenswerk.model.days import WORK, Activity
from grenswerk.model.errors import BadInput, nearest
from grenswerk.model.period import days_employed
from grenswerk.model.worker import WorkerFile

MINUTES_IN_A_DAY = 1440
ABSENT = (Activity.LEAVE, Activity.SICK, Activity.GARDEN_LEAVE)
BESIDE_WORK = (Activity.ON_CALL, Activity.ON_CALL_CALLED)


def checked_rows(file: WorkerFile, rows: Iterable[Row]) -> dict[str, list[Row]]:
    """The rows by employment, in an order that does not depend on the file's; raises `BadInput`."""
    periods = {employment.id: days_employed(employment, file.year) for employment in file.employments}
    named: dict[str, list[Row]] = {name: [] for name in periods}
    only = next(iter(periods)) if len(periods) == 1 else ""
    for row in rows:
        name = row.entry.employment or only
        if not name:
            raise BadInput(f"{row.place}: employment is empty: expected one of {', '.join(periods)}")
        if name not in periods:
            known = ", ".join(periods)
            raise BadInput(f'{row.place}: employment is "{name}": expected one of {known}{nearest(name, periods)}')
        _check_date(row, name, file.year, periods[name])
        named[name].append(row)
    minutes: dict[dt.date, int] = {}
    for name, logged in named.items():
        logged.sort(key=_order)
        named[name] = _without_contradiction(logged)
        for row in named[name]:
            spent = minutes.get(row.entry.date, 0) + (row.entry.minutes or 0)
            minutes[row.entry.date] = spent
            if spent > MINUTES_IN_A_DAY:
                raise BadInput(
                    f"{row.place}: {row.entry.date} has {spent} minutes over all its rows: "
                    f"expected at most {MINUTES_IN_A_DAY}"
                )
    return named


def _check_date(row: Row, name: str, year: int, period: tuple[dt.date, dt.date]) -> None:
    date = row.entry.date
    if date.year != year:
        raise BadInput(f"{row.place}: date is {date}: expected a date in {year}")
    if not period[0] <= date <= period[1]:
        raise BadInput(
            f'{row.place}: date is {date}: expected a date within employment "{name}", {period[0]} to {period[1]}'
        )


def _order(row: Row) -> tuple[dt.date, str, str, int, bool, bool, bool]:
    entry = row.entry
    length = -1 if entry.minutes is None else entry.minutes
    return entry.date, entry.state, entry.activity, length, entry.zone is None, entry.zone is True, entry.overnight


def _without_contradiction(rows: list[Row]) -> list[Row]:
    """The rows of one employment, a full day that is said twice kept once; raises `BadInput`."""
    kept: list[Row] = []
    start = 0
    while start < len(rows):
        end = start + 1
        while end < len(rows) and rows[end].entry.date == rows[start].entry.date:
            end += 1
        kept.extend(rows[start:end] if end == start + 1 else _one_day(rows[start:end]))
        start = end
    return kept


def _one_day(rows: list[Row]) -> list[Row]:
    day: list[Row] = []
    for row in rows:
        if row.entry.minutes is None and day and _same_full_day(day[-1], row):
            if row.entry.overnight:
                day[-1] = Row(msgspec.structs.replace(day[-1].entry, overnight=True), day[-1].place)
            continue
        day.append(row)
    full = [row for row in day if row.entry.minutes is None and row.entry.activity not in BESIDE_WORK]
    if len(full) > 1:
        raise _contradiction(full[0], full[1])
    works = [row for row in day if row.entry.activity in WORK and row.entry.minutes != 0]
    if full and works and full[0].entry.activity in ABSENT:
        raise _contradiction(full[0], works[0])
    return day


def _same_full_day(one: Row, other: Row) -> bool:
    same = attrgetter("minutes", "state", "activity", "zone")
    return bool(same(one.entry) == same(other.entry))


def _contradiction(one: Row, other: Row) -> BadInput:
    first, second = sorted((one, other), key=lambda row: (len(row.place), row.place))
    return BadInput(
        f"{second.place}: {second.entry.date} is {_said(second)}, but {first.place} says {_said(first)}: "
        "expected one full day, or minutes on each row"
    )


def _said(row: Row) -> str:
    length = "a full day" if row.entry.minutes is None else f"{row.entry.minutes} minutes"
    return f"{length} {row.entry.activity.value} in {row.entry.state}"
