"""The component of a day: a cell of the calendar, and its rows in words."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any

import msgspec
from django import template
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from grenswerk.web.mydays.calendar import Cell, Month
from grenswerk.web.speaking import speech

register = template.Library()
CURRENT = mark_safe(' aria-current="date"')  # a constant  # nosec B308 B703
NO_DAY = mark_safe('<td role="gridcell"></td>')  # a constant  # nosec B308 B703
PIECES = 8192  # days that look the same, of whomever, are drawn once a language


@register.simple_tag
def weeks(month: Month, base: str) -> SafeString:
    """The weeks of a month as rows of cells; `base` is the address of the year."""
    language = speech().language
    rows = (
        "".join(_kept(msgspec.json.encode(cell), base, language) if cell else NO_DAY for cell in week)
        for week in month.weeks
    )
    return mark_safe("".join(f'<tr role="row">{cells}</tr>' for cells in rows))  # of escaped cells  # nosec B308 B703


@register.filter
def month_named(month: Month) -> str:
    """The name of a month."""
    return _month_named(month.first.month, speech().language)


@lru_cache(maxsize=48)
def _month_named(number: int, _language: str) -> str:
    return date_format(dt.date(2000, number, 1), "F")


@register.simple_tag
def weekdays() -> SafeString:
    """The heads of the seven columns."""
    return _weekdays(speech().language)


@lru_cache(PIECES)
def _weekdays(_language: str) -> SafeString:
    head = '<th scope="col" role="columnheader" abbr="{}">{}</th>'
    return format_html_join("", head, ((WEEKDAYS[day], WEEKDAYS[day][:1]) for day in range(7)))


@register.simple_tag
def days_said(month: Month, base: str) -> SafeString:
    """The days of a month on which something was done, as items of a list."""
    language = speech().language
    cells = (cell for week in month.weeks for cell in week if cell and cell.rows)
    return mark_safe("".join(_said(msgspec.json.encode(cell), base, language) for cell in cells))  # nosec B308 B703


@lru_cache(PIECES)
def _said(encoded: bytes, base: str, _language: str) -> SafeString:
    cell = msgspec.json.decode(encoded, type=Cell)
    address = f"{base}{cell.date.isoformat()}/"
    named = date_format(cell.date, "l j F Y")
    return format_html('<li><a href="{}">{}</a>: {}</li>', address, named, rows_said(cell.rows))


@lru_cache(PIECES)
def _kept(cell: bytes, base: str, _language: str) -> SafeString:
    return _cell(msgspec.json.decode(cell, type=Cell), base)


def _cell(cell: Cell, base: str) -> SafeString:
    kinds = ["day", cell.kind]
    kinds += [f"heat-{cell.heat}"] if cell.heat else []
    kinds += [
        name
        for name, is_so in (("weekend", cell.weekend), ("today", cell.today), ("outside", not cell.employed))
        if is_so
    ]
    iso = cell.date.isoformat()
    return format_html(
        '<td role="gridcell" class="{}"><a id="d-{}" href="{}{}/" data-date="{}"{}>'
        '<span aria-hidden="true">{}</span><span class="sr">{}: {}</span></a></td>',
        " ".join(kinds),
        iso,
        base,
        iso,
        iso,
        CURRENT if cell.today else "",
        cell.date.day,
        date_format(cell.date, "l j F Y"),
        rows_said(cell.rows),
    )


@register.filter
def rows_said(rows: list[dict[str, Any]]) -> str:
    """What was done on a day, in words."""
    own = speech()
    return "; ".join(row_said(row) for row in rows) or own.say("web.day.empty")


@register.filter
def row_said(row: dict[str, Any]) -> str:
    """One row of a day: activity, state, and minutes where it is not the whole day."""
    own = speech()
    parts = [own.say(f"web.activity.{row.get('activity', 'office')}"), own.state(str(row["state"]))]
    if row.get("minutes") is not None:
        parts.append(own.say("web.minutes", {"n": row["minutes"]}))
    return ", ".join(parts)
