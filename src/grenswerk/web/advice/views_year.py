"""Pages of a client's year: the assessment with its notes, the facts, the comparison and the paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from grenswerk.law.rulebook import Rulebook
from grenswerk.model.errors import BadInput
from grenswerk.render.spoken import spoken
from grenswerk.web.advice.archive import FIRST_DAY, dossier_of, versions
from grenswerk.web.advice.assessing import assessed, law_version
from grenswerk.web.advice.facts import counted, home_per_week, text_of
from grenswerk.web.advice.files import File, NoConsent, client_of, file_of, noted, year_of
from grenswerk.web.advice.forms import CloseForm, CorrectionForm
from grenswerk.web.advice.models import Client, ClientYear, Note, Scope
from grenswerk.web.advice.years import Closed, Overtaken, latest_notes, write_note
from grenswerk.web.calculator.curve import curve_for
from grenswerk.web.downloads import PDF, attached
from grenswerk.web.forms import number_of
from grenswerk.web.limits import limited
from grenswerk.web.organisations.access import Standing, within
from grenswerk.web.organisations.models import Kind, Role
from grenswerk.web.paper.client_dossier import dossier_pdf
from grenswerk.web.speaking import speech, speech_in


class Opened(NamedTuple):
    """A year of a client that may be opened, and who opens it."""

    standing: Standing
    file: File
    year: ClientYear


def refused(request: HttpRequest, standing: Standing, client: Client) -> HttpResponse:
    """Without consent nothing is opened."""
    page = {"standing": standing, "client": client}
    return render(request, "advice/no_consent.html", page, status=403)


def with_consent(lowest: Role) -> Callable[..., Callable[..., HttpResponseBase]]:
    """A view of a client's file, called with `(request, standing, file, …)`; refused without valid consent."""

    def guard(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @within(lowest, Kind.ADVISER)
        @wraps(view)
        def guarded(request: HttpRequest, standing: Standing, client: int, **rest: Any) -> HttpResponseBase:
            found = client_of(standing, client)
            try:
                return view(request, standing, file_of(found), **rest)
            except NoConsent:
                return refused(request, standing, found)

        return guarded

    return guard


def of_year(lowest: Role) -> Callable[..., Callable[..., HttpResponseBase]]:
    """A view of one year of a client, called with `(request, opened, …)`; refused without valid consent."""

    def guard(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @with_consent(lowest)
        @wraps(view)
        def guarded(
            request: HttpRequest, standing: Standing, file: File, year: int, **rest: Any
        ) -> HttpResponseBase:
            return view(request, Opened(standing, file, year_of(file, year)), **rest)

        return guarded

    return guard


def day_asked(request: HttpRequest) -> dt.date:
    """The day whose law is asked for in the address; today where none, or one that cannot be, is given."""
    try:
        day = dt.date.fromisoformat(request.GET.get("as_of", ""))
    except ValueError:
        return localdate()
    return min(max(day, FIRST_DAY), localdate())


@of_year(Role.VIEWER)
@require_GET
def year_page(request: HttpRequest, opened: Opened) -> HttpResponse:
    """The assessment of a year, with the notes beside its parts."""
    noted("client_year_opened", opened.standing.person, opened.file.client, year=opened.year.year)
    return show_year(request, opened)


def show_year(request: HttpRequest, opened: Opened, status: int = 200, **more: Any) -> HttpResponse:
    """The page of a year, with what could not be taken."""
    as_of = day_asked(request)
    page = {
        **frame(opened),
        "as_of": as_of,
        "today": localdate(),
        "first_day": FIRST_DAY,
        "law": law_version(),
        "notes": latest_notes(opened.year),
        "facts_text": text_of(opened.year.facts),
        "writes_notes": opened.standing.role >= Role.HR and not opened.year.closed_as,
        "archives": Scope.ARCHIVE in opened.file.consent.scope,
        "close_form": CloseForm(initial={"as_of": localdate()}),
        "correction_form": CorrectionForm(),
        **more,
    }
    try:
        answer = assessed(opened.year.facts, as_of, str(opened.year.year)).answer
        page["answer"] = spoken(answer, speech())
    except BadInput as error:
        page["fault"] = str(error)
    return render(request, "advice/year.html", page, status=status)


def frame(opened: Opened) -> dict[str, Any]:
    """What every page of a year shows."""
    return {
        "standing": opened.standing,
        "client": opened.file.client,
        "consent": opened.file.consent,
        "year": opened.year,
        "versions": versions().filter(year=opened.year),
        "writes": opened.standing.role >= Role.HR,
    }


@of_year(Role.VIEWER)
@require_GET
def compare(request: HttpRequest, opened: Opened) -> HttpResponse:
    """The same client at other numbers of home days."""
    page = {**frame(opened), "as_of": day_asked(request)}
    try:
        found = counted(opened.year.facts, str(opened.year.year))
        page["curve"] = curve_for(found.file, found.days, Rulebook(page["as_of"]))
        page["home"] = home_per_week(found)
        page["case"] = {"answers": {"residence": found.file.worker.residence}}
    except BadInput as error:
        page["fault"] = str(error)
    noted("client_year_opened", opened.standing.person, opened.file.client, year=opened.year.year)
    return render(request, "advice/compare.html", page)


@of_year(Role.VIEWER)
@require_GET
@limited("document")
def dossier(request: HttpRequest, opened: Opened) -> HttpResponse:
    """The dossier of the year as it stands, as PDF in the client's language."""
    try:
        found = dossier_of(opened.file, opened.year, day_asked(request), latest_notes(opened.year))
    except BadInput as error:
        messages.error(request, speech().say("web.refused", {"why": str(error)}))
        return show_year(request, opened, 422)
    noted("client_dossier", opened.standing.person, opened.file.client, year=opened.year.year)
    return as_pdf(dossier_pdf(found, "", speech_in(opened.file.client.language)), opened)


def as_pdf(content: bytes, opened: Opened) -> HttpResponse:
    """A PDF to keep."""
    return attached(content, PDF, f"grenswerk-{opened.file.client.pk}-{opened.year.year}.pdf")


@of_year(Role.VIEWER)
@require_GET
def notes(request: HttpRequest, opened: Opened, part: str) -> HttpResponse:
    """Every version of the note beside a part."""
    _part(part)
    page = {**frame(opened), "part": part, "all": opened.year.notes.filter(part=part).select_related("author")}
    noted("client_year_opened", opened.standing.person, opened.file.client, year=opened.year.year)
    return render(request, "advice/notes.html", page)


@of_year(Role.HR)
@require_POST
def write(request: HttpRequest, opened: Opened, part: str) -> HttpResponse:
    """A new version of the note beside a part."""
    text, kind = request.POST.get("text", ""), _part(part)
    try:
        write_note(opened.year, kind, text, seen_in(request), opened.standing.person)
    except Overtaken:
        messages.error(request, speech().say("advice.overtaken"))
        return show_year(request, opened, 409, unsaved_part=part, unsaved=text)
    except Closed:
        messages.error(request, speech().say("advice.is_closed"))
        return show_year(request, opened, 409)
    except BadInput as error:
        messages.error(request, speech().say("web.refused", {"why": str(error)}))
        return show_year(request, opened, 422, unsaved_part=part, unsaved=text)
    messages.success(request, speech().say("advice.noted"))
    return redirect(
        "advice_year", organisation=opened.standing.organisation.pk, client=opened.file.client.pk,
        year=opened.year.year,
    )  # fmt: skip


def seen_in(request: HttpRequest) -> int:
    """The number of the version that somebody saw who sends a form; none that exists where it says nothing."""
    return number_of(request.POST.get("seen", ""), -1)


def _part(part: str) -> Note.Part:
    if part not in Note.Part.values:
        raise Http404
    return Note.Part(part)
