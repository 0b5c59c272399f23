"""The component of a day: a cell of the calendar, and its rows in words."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from grenswerk.web.mydays.calendar import Cell
from grenswerk.web.speaking import speech

register = template.Library()
CURRENT = mark_safe(' aria-current="date"')


@register.simple_tag
def day_cell(cell: Cell, base: str) -> SafeString:
    """A day of the calendar as a cell; `base` is the address of the year."""
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
