"""Pages of the log: the calendar of a year, one day, and what was changed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from grenswerk.model.days import Activity
from grenswerk.model.errors import BadInput
from grenswerk.render.spoken import spoken
from grenswerk.web.assessing import assessed
from grenswerk.web.forms import number_of
from grenswerk.web.mydays.access import date_of, owner_of, year_of
from grenswerk.web.mydays.brush import BRUSHES, BY_NAME, Stroke, dates_between, painted
from grenswerk.web.mydays.calendar import cell_of, months
from grenswerk.web.mydays.log import Conflict, Days, Entries, Log, file_of, log_of, standing_days, undo, write
from grenswerk.web.mydays.models import Change, Year
from grenswerk.web.mydays.tasks import notices_later
from grenswerk.web.speaking import speech

MOST_ROWS_A_DAY = 6


@login_required
@require_GET
def mydays(request: HttpRequest) -> HttpResponse:
    """The latest year, or the beginning of the first."""
    latest = Year.objects.filter(owner=owner_of(request)).first()
    return redirect("mydays_year", year=latest.year) if latest else redirect("mydays_new")


@login_required
@require_GET
def year_page(request: HttpRequest, year: int) -> HttpResponse:
    """The calendar of a year with its meters."""
    return render(request, "mydays/year.html", page_of(year_of(request, year)))


def page_of(year: Year, log: Log | None = None) -> dict[str, Any]:
    """What the page of a year shows; `log` is its log as it stands, where that is known already."""
    (days, found), today = log or log_of(year), localdate()
    answer = spoken(assessed(found).answer, speech())
    return {
        "year": year,
        "years": Year.objects.filter(owner=year.owner_id).values_list("year", flat=True),
        "file": found.file,
        "months": months(found.file, days, today),
        "answer": answer,
        "counted": list(zip(found.file.employments, found.days, strict=True)),
        "brushes": BRUSHES,
        "today": today if today.year == year.year else None,
        "last_change": year.changes.only("number", "at").first(),
    }


@login_required
@require_POST
def paint(request: HttpRequest, year: int) -> HttpResponse:
    """Fill a day or a range with one brush; a tap, a drag and the form for a range all come here."""
    found = year_of(request, year)
    brush = BY_NAME.get(request.POST.get("brush", ""))
    if brush is None:
        raise Http404
    first = date_of(found, request.POST.get("first", ""))
    last = date_of(found, request.POST.get("last") or request.POST.get("first", ""))
    stroke = Stroke(request.POST.get("employment", ""), request.POST.get("state", "").upper())
    try:
        file = file_of(found)
        dates = dates_between(file, first, last, stroke.employment)
        log = _write(request, found, painted(file, standing_days(found, dates), dates, brush, stroke))
    except (Conflict, BadInput) as error:
        return refused(request, found, error)
    if request.headers.get("HX-Request"):
        return render(request, "mydays/year.html", {**page_of(found, log), "in_hand": _in_hand(request)})
    return redirect("mydays_year", year=found.year)


def _write(request: HttpRequest, year: Year, days: Days) -> Log | None:
    """The log after the change; none where there was nothing to write."""
    if not days:
        return None
    with transaction.atomic():
        written = write(year, days, _seen(request))
        notices_later(year)
    year.version = written.change.number
    return written.log


def _seen(request: HttpRequest) -> int:
    return number_of(request.POST.get("seen", ""), 0)


def refused(request: HttpRequest, year: Year, error: Conflict | BadInput) -> HttpResponse:
    """The page of the year as it stands, with what was refused and why."""
    if isinstance(error, Conflict):
        dates = ", ".join(date.isoformat() for date in error.dates[:5])
        messages.warning(request, speech().say("web.conflict", {"dates": dates}))
    else:
        messages.error(request, speech().say("web.refused", {"why": str(error)}))
    year.refresh_from_db()
    status = 409 if isinstance(error, Conflict) else 422
    return render(request, "mydays/year.html", {**page_of(year), "in_hand": _in_hand(request)}, status=status)


def _in_hand(request: HttpRequest) -> dict[str, str]:
    """The brush that was used and what it was told, so that it stays in hand."""
    return {name: request.POST.get(name, "") for name in ("brush", "employment", "state")}


@login_required
def day_page(request: HttpRequest, year: int, date: str) -> HttpResponse:
    """One day with all its rows, editable without a mouse and without JavaScript."""
    found = year_of(request, year)
    day = date_of(found, date)
    if request.method == "POST":
        entries = _rows_of(request)
        try:
            _write(request, found, {day: entries})
        except Conflict:
            return _day(request, found, day, entries, 409)
        except BadInput as error:
            messages.error(request, speech().say("web.refused", {"why": str(error)}))
            return _day(request, found, day, entries, 422)
        messages.success(request, speech().say("web.day.kept"))
        return redirect("mydays_year", year=year)
    return _day(request, found, day)


def _day(
    request: HttpRequest, year: Year, day: dt.date, rows: Entries | None = None, status: int = 200
) -> HttpResponse:
    """The page of a day: with what stands there, or with rows that could not be written."""
    if status != 200:
        year.refresh_from_db()
    file, days = file_of(year), standing_days(year, [day])
    standing = days.get(day, [])
    first, last = dt.date(year.year, 1, 1), dt.date(year.year, 12, 31)
    page = {
        "year": year,
        "file": file,
        "day": day,
        "rows": [*(standing if rows is None else rows), {}][:MOST_ROWS_A_DAY],
        "activities": [activity.value for activity in Activity],
        "states": states_near(file.worker.residence, *(one.employer_state for one in file.employments)),
        "before": day - dt.timedelta(days=1) if day > first else None,
        "after": day + dt.timedelta(days=1) if day < last else None,
        "cell": cell_of(file, days, day, localdate()),
        "conflict": status == 409,
        "standing": standing,
    }
    return render(request, "mydays/day.html", page, status=status)


def states_near(*own: str) -> list[str]:
    """The person's own states first, then the others of the five and their neighbours."""
    return list(
        dict.fromkeys([*own, "NL", "BE", "DE", "LU", "FR", "AT", "CH", "DK", "ES", "IE", "IT", "PL", "GB"])
    )


def _rows_of(request: HttpRequest) -> Entries:
    """The rows of the form of a day; a row without an activity is none."""
    columns = {
        name: request.POST.getlist(name)[:MOST_ROWS_A_DAY]
        for name in ("activity", "state", "minutes", "employment", "zone", "overnight")
    }
    rows: Entries = []
    for index, activity in enumerate(columns["activity"]):
        given = {name: values[index].strip() for name, values in columns.items() if index < len(values)}
        if not activity:
            continue
        row: dict[str, Any] = {"activity": activity, "state": given.get("state", "").upper()}
        if given.get("minutes"):
            row["minutes"] = number_of(given["minutes"], given["minutes"])
        if given.get("employment"):
            row["employment"] = given["employment"]
        if given.get("zone") in ("yes", "no"):
            row["zone"] = given["zone"] == "yes"
        if given.get("overnight") == "yes":
            row["overnight"] = True
        rows.append(row)
    return rows


@login_required
@require_GET
def changes_page(request: HttpRequest, year: int) -> HttpResponse:
    """What was changed, the latest first; each change can be undone while nothing was built on it."""
    found = year_of(request, year)
    standing = dict(found.days.values_list("date", "changed_by"))
    listed = [
        (change, all(standing.get(date) == change.number for date in change.dates))
        for change in found.changes.all()[:100]
    ]
    return render(request, "mydays/changes.html", {"year": found, "changes": listed})


@login_required
@require_POST
def undo_change(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Put back what stood before a change."""
    found = year_of(request, year)
    try:
        undo(found, number)
    except Change.DoesNotExist:
        raise Http404 from None
    except (Conflict, BadInput) as error:
        return refused(request, found, error)
    messages.success(request, speech().say("web.undone"))
    return redirect("mydays_year", year=year)
