"""Pages of the archive: closing a year, correcting it by a new version, and reading what was closed."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.http import require_GET, require_POST

from grenswerk.model.answer import Assessment
from grenswerk.model.errors import BadInput
from grenswerk.web.advice import archive
from grenswerk.web.advice.facts import text_of
from grenswerk.web.advice.files import noted
from grenswerk.web.advice.forms import CloseForm, CorrectionForm
from grenswerk.web.advice.models import ClosedYear
from grenswerk.web.advice.views_year import Opened, as_pdf, frame, of_year, show_year
from grenswerk.web.limits import limited
from grenswerk.web.organisations.models import Role
from grenswerk.web.speaking import speech


@of_year(Role.HR)
@require_POST
@limited("document")
def close(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Close the year by the law as it was known on a day."""
    form = CloseForm(request.POST)
    if form.is_valid():
        try:
            closed = archive.close(opened.year, form.cleaned_data["as_of"], opened.standing.person)
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, speech().say("advice.year_closed", {"number": closed.number}))
            return _to_closed(opened, closed.number)
    return show_year(request, opened, 422, close_form=form)


@of_year(Role.HR)
@require_POST
def correct(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Take a closed year up again, with a reason; closing it makes a new version."""
    form = CorrectionForm(request.POST)
    if form.is_valid():
        try:
            archive.correct(opened.year, form.cleaned_data["reason"], opened.standing.person)
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, speech().say("advice.corrected"))
            return redirect(
                "advice_year",
                organisation=opened.standing.organisation.pk,
                client=opened.file.client.pk,
                year=opened.year.year,
            )
    return show_year(request, opened, 422, correction_form=form)


def _to_closed(opened: Opened, number: int) -> HttpResponse:
    return redirect(
        "advice_closed",
        organisation=opened.standing.organisation.pk,
        client=opened.file.client.pk,
        year=opened.year.year,
        number=number,
    )


@of_year(Role.VIEWER)
@require_GET
def closed_page(request: HttpRequest, opened: Opened, number: int) -> HttpResponse:
    """A closed year as it was, and what today's law says of the same facts beside it."""
    closed = get_object_or_404(ClosedYear.objects.defer("pdf"), year=opened.year, number=number)
    page = {
        **frame(opened),
        "closed": closed,
        "closed_by": User.objects.filter(pk=closed.closed_by).values_list("email", flat=True).first(),
        "facts_text": text_of(closed.facts),
    }
    try:
        then = archive.frozen_answer(closed)
        page["frozen"] = _frozen(request, closed, then)
        page["beside"] = archive.beside(closed, then, speech())
    except BadInput as error:
        page["fault"] = str(error)
    noted(
        "client_archive_opened", opened.standing.person, opened.file.client, year=opened.year.year, version=number
    )
    return render(request, "advice/closed.html", page)


def _frozen(request: HttpRequest, closed: ClosedYear, answer: Assessment) -> str:
    """The frozen answer with its notes, wholly in the language in which it was closed."""
    found = {"answer": answer, "notes": archive.frozen_notes(closed), "closed": closed}
    with translation.override(closed.language):
        return render_to_string("advice/frozen.html", found, request)


@of_year(Role.VIEWER)
@require_GET
def closed_pdf(_request: HttpRequest, opened: Opened, number: int) -> HttpResponse:
    """The paper of a closed year, byte for byte as it was made."""
    closed = get_object_or_404(ClosedYear, year=opened.year, number=number)
    noted("client_dossier", opened.standing.person, opened.file.client, year=opened.year.year)
    return as_pdf(bytes(closed.pdf), opened)
