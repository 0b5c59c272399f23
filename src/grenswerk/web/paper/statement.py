"""The statement of a year as a document to hand to a tax office or an employer."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Any

from django.utils.formats import date_format

from grenswerk.model.days import WORK, Activity
from grenswerk.render.speech import Speech
from grenswerk.web.paper.typesetting import typeset


def statement_pdf(content: dict[str, Any], found: str, address: str, speech: Speech) -> bytes:
    """The statement as PDF, with its hash and the address at which it is verified."""
    return typeset("statement", statement_data(content, found, address, speech))


def statement_data(content: dict[str, Any], found: str, address: str, speech: Speech) -> dict[str, Any]:
    """What stands in the document."""
    say = speech.say
    return {
        "title": say("web.statement.title", {"year": content["year"]}),
        "language": speech.language,
        "foot": f"Grenswerk · {found[:16]}",
        "head": [
            *([[say("web.statement.name"), content["name"]]] if content["name"] else []),
            [say("web.paper.residence"), speech.state(content["residence"])],
        ],
        "employments": [_employment(one, content["residence"], speech) for one in content["employments"]],
        "calendar_title": say("web.statement.calendar"),
        "months": [_month(content, month) for month in range(1, 13)],
        "legend": say("web.statement.legend"),
        "details_title": say("web.statement.details"),
        "details_head": [say(f"web.day.{name}") for name in ("date", "activity", "state", "minutes")],
        "details": list(_details(content, speech)),
        "signatures": [say("web.statement.signed_worker"), say("web.statement.signed_employer")],
        "verify": say("web.statement.verify"),
        "code": " ".join(found[start : start + 8] for start in range(0, 64, 8)),
        "address": address,
    }


def _employment(one: dict[str, Any], residence: str, speech: Speech) -> dict[str, Any]:
    places = {"residence": residence, "employer": one["employer_state"]}
    lines = []
    for place, days in one["working_days"].items():
        state = places.get(place, place.rpartition(".")[2])
        lines.append([speech.say("web.statement.worked_in", {"state": state}), speech.number(days)])
    for activity, rows in one["activities"].items():
        if Activity(activity) not in WORK:
            lines.append([speech.say(f"web.activity.{activity}"), str(rows)])
    title = speech.say("web.statement.employment", {"id": one["id"], "state": one["employer_state"]})
    return {"title": title, "lines": lines}


def _month(content: dict[str, Any], number: int) -> dict[str, Any]:
    length = calendar.monthrange(content["year"], number)[1]
    cells = []
    for day in range(1, 32):
        date = dt.date(content["year"], number, day) if day <= length else None
        rows = content["days"].get(date.isoformat(), []) if date else []
        cells.append(_cell(rows, content))
    return {"name": date_format(dt.date(content["year"], number, 1), "M"), "cells": cells}


def _cell(rows: list[dict[str, Any]], content: dict[str, Any]) -> dict[str, str]:
    """The letters of the states in which work was done; a stroke for an absence."""
    work = [row for row in rows if Activity(row.get("activity", "office")) in WORK and row.get("minutes") != 0]
    if not rows:
        return {"kind": "none", "mark": ""}
    if not work:
        return {"kind": "absent", "mark": "–"}
    states = list(dict.fromkeys(str(row["state"]) for row in work))
    own = {one["employer_state"] for one in content["employments"]}
    kind = "home" if content["residence"] in states else "there" if set(states) <= own else "third"
    return {"kind": kind, "mark": states[0] if len(states) == 1 else f"{states[0]}+"}


def _details(content: dict[str, Any], speech: Speech) -> list[list[str]]:
    """The days that the calendar cannot show whole: several rows, minutes, nights."""
    found = []
    for date, rows in content["days"].items():
        if len(rows) > 1 or any(row.get("minutes") is not None or row.get("overnight") for row in rows):
            for row in rows:
                minutes = "" if row.get("minutes") is None else str(row["minutes"])
                activity = speech.say(f"web.activity.{row.get('activity', 'office')}")
                found.append([date, activity, speech.state(row["state"]), minutes])
    return found
