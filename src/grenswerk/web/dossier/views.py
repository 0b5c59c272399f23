"""Pages of the dossier: what is open, what happened, what a text cites, and the feeds."""

from __future__ import annotations

import datetime as dt
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from grenswerk.dossier.annotate import annotate_html
from grenswerk.dossier.feed import atom, calendar
from grenswerk.dossier.follow_up import Dossier, load_dossier
from grenswerk.dossier.resolve import cite
from grenswerk.dossier.standing import standing
from grenswerk.dossier.timeline import timeline
from grenswerk.render.dossier_citations import describe
from grenswerk.web.calculator.case import this_year
from grenswerk.web.dossier.owed import on_page
from grenswerk.web.limits import limited
from grenswerk.web.speaking import speech

LONGEST = 20_000  # characters of a text whose citations are looked for


@cache
def shipped() -> Dossier:
    """The dossier of the package, read once."""
    return load_dossier()


@require_GET
def dossier(request: HttpRequest) -> HttpResponse:
    """The dossier as it stands on a day: open questions, what happened, proposals and documents."""
    found, on = shipped(), _day(request.GET.get("on", ""))
    now, own = standing(found, on), speech()
    page = {
        "dossier": found,
        "on": on,
        "standing": now,
        "open": [on_page(found, owed, now, own) for owed in now.open],
        "closed": [on_page(found, owed, now, own) for owed in now.closed],
        "moments": [
            (moment, [(key, found.documents[key].url) for key in moment.documents])
            for moment in timeline(found, on)
        ],
        "rule_year": this_year(),
        "documents": sorted(found.documents.values(), key=lambda each: each.latest or dt.date.max, reverse=True),
    }
    return render(request, "dossier/dossier.html", page)


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return localdate()


@limited("verify")
def citations(request: HttpRequest) -> HttpResponse:
    """A text with its citations found, resolved and linked. The text is not kept."""
    text = request.POST.get("text", "")[:LONGEST]
    found = cite(text) if text.strip() else []
    own = speech()
    annotated = annotate_html(
        text, found, lambda each: describe(each, own)
    )  # escapes the text and every attribute
    page = {
        "text": text,
        "citations": [(citation, describe(citation, own)) for citation in found],
        "annotated": mark_safe(annotated) if found else "",  # escaped  # nosec B308 B703
    }
    return render(request, "dossier/citations.html", page)


@require_GET
def feed(_request: HttpRequest, kind: str) -> HttpResponse:
    """The changes as an Atom feed, or the terms as a calendar."""
    language = speech().language
    if kind == "ics":
        return HttpResponse(calendar(shipped(), language), content_type="text/calendar; charset=utf-8")
    return HttpResponse(atom(shipped(), language), content_type="application/atom+xml; charset=utf-8")
