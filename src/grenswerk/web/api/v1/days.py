"""The day log of the person whose token asks: read, and written as the site writes it."""

import datetime as dt
from typing import Annotated, Any

import msgspec
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from msgspec import Meta, Struct
from ninja import Router

from grenswerk.model.days import Activity
from grenswerk.model.errors import BadInput
from grenswerk.render.json import encode
from grenswerk.render.speech import Speech
from grenswerk.render.spoken import spoken
from grenswerk.requests.naming import date_of
from grenswerk.web.api.authentication import actor_of, token_asking
from grenswerk.web.api.scopes import Scope
from grenswerk.web.api.v1.bodies import WHERE, data_of
from grenswerk.web.api.v1.law_asked import Language
from grenswerk.web.api.v1.operations import line, operation
from grenswerk.web.audit.recording import record
from grenswerk.web.mydays.log import assessed, normal, standing_days, write
from grenswerk.web.mydays.models import Year
from grenswerk.web.mydays.tasks import notices_later

router = Router(tags=["days"])
MOST_ROWS_A_DAY = 6


class DayRow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One row of a date; `minutes` left out is a full working day."""

    state: Annotated[str, Meta(pattern="^[A-Z]{2}$", description="ISO 3166-1 alpha-2 code of a state")]
    minutes: Annotated[int, Meta(ge=0, le=1440)] | None = None
    activity: Activity = Activity.OFFICE
    employment: str = ""
    zone: bool | None = None
    overnight: bool = False


Rows = Annotated[list[DayRow], Meta(max_length=MOST_ROWS_A_DAY)]


class DaysWritten(Struct, frozen=True, forbid_unknown_fields=True):
    """Dates with the rows that shall stand there, none for an empty date; `seen`: the version that was read."""

    seen: Annotated[int, Meta(ge=0, le=2**31 - 1)]
    days: Annotated[dict[str, Rows], Meta(max_length=366)]  # by date, YYYY-MM-DD


class DaysVersion(Struct):
    """A year of the log and the number of its last change."""

    year: int
    version: int


class DaysOfYear(DaysVersion):
    """The log of a year: dates with at least one row."""

    days: dict[dt.date, list[DayRow]]


class DaysAccepted(DaysVersion):
    """What a change wrote: the dates that stand differently now."""

    changed: list[dt.date]


@operation(router, "GET", "", Scope.DAYS_READ, "DaysYears")
def days_years(request: HttpRequest) -> HttpResponse:
    """The years of the log"""
    token = token_asking(request)
    years = Year.objects.filter(owner=token.person)
    return line([DaysVersion(year.year, year.version) for year in years])


@operation(router, "GET", "/{int:year}", Scope.DAYS_READ, "DaysOfYear")
def days_read(request: HttpRequest, year: int) -> HttpResponse:
    """The log of a year with its version"""
    found = _year(request, year)
    record("api_days_read", _actor(request), about=found.owner, year=found.year)
    days = msgspec.convert(standing_days(found), dict[dt.date, list[DayRow]])
    return line(DaysOfYear(found.year, found.version, dict(sorted(days.items()))))


@operation(
    router,
    "PUT",
    "/{int:year}",
    Scope.DAYS_WRITE,
    "DaysAccepted",
    body="DaysWritten",
    refusals=(409,),
    address="days_read",
)
def days_write(request: HttpRequest, year: int) -> HttpResponse:
    """Write dates of the log

    The dates of the body stand afterwards as it says, all or none; other dates stay. A date that was written
    after the version `seen` is not overwritten (409): read again. A date that stands so already is no change, so
    the same request may be sent again.
    """
    found = _year(request, year)
    asked: DaysWritten = data_of(request, DaysWritten)
    days = {_date(text, year): normal(msgspec.to_builtins(rows)) for text, rows in asked.days.items()}
    with transaction.atomic():
        found = Year.objects.select_for_update().select_related("owner").get(pk=found.pk)
        if asked.seen > found.version:
            raise BadInput(
                f"{WHERE}: seen is {asked.seen}: expected a version that was read, {found.version} at most"
            )
        standing = standing_days(found)
        differing = {date: rows for date, rows in days.items() if rows != standing.get(date, [])}
        if differing:
            write(found, differing, asked.seen, label=token_asking(request).name)
            record("api_days_written", _actor(request), about=found.owner, year=year, n=len(differing))
            notices_later(found)
            found.refresh_from_db()
    return line(DaysAccepted(year, found.version, sorted(differing)))


@operation(router, "GET", "/{int:year}/assessment", Scope.DAYS_READ, "Assessment")
def days_assessment(request: HttpRequest, year: int, lang: Language = "en") -> HttpResponse:
    """What the log of a year means"""
    speech, found = Speech(lang), _year(request, year)
    answer = assessed(found)
    record("api_days_read", _actor(request), about=found.owner, year=found.year)
    return line(encode(spoken(answer, speech)))


def _year(request: HttpRequest, year: int) -> Year:
    """The year of the person whose token it is; raises `Http404` where there is none."""
    token = token_asking(request)
    found = Year.objects.select_related("owner").filter(owner=token.person, year=year).first()
    if token.person is None or found is None:
        raise Http404
    return found


def _date(text: str, year: int) -> dt.date:
    """A date of the year, written in the one way, so that no two names are one date; raises `BadInput`."""
    date = date_of(f"{WHERE}: days", text)
    if date is None or date.year != year:
        raise BadInput(f'{WHERE}: days is "{text}": expected a date of {year}')
    if text != date.isoformat():
        raise BadInput(f'{WHERE}: days is "{text}": expected {date}')
    return date


def _actor(request: HttpRequest) -> Any:
    return actor_of(token_asking(request))
