"""Pages of a year around its log: its facts, what the log means, imports, statements and feeds."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from grenswerk.model.errors import BadInput
from grenswerk.render.spoken import spoken
from grenswerk.web.calculator.questions import FIRST_YEAR, LAST_YEAR
from grenswerk.web.downloads import CSV, ICS, PDF, XLSX, attached
from grenswerk.web.forms import number_of
from grenswerk.web.limits import limited
from grenswerk.web.mydays.access import owner_of, year_of
from grenswerk.web.mydays.facts import (
    FactsForm,
    answers_of,
    count_of,
    facts_of,
    form_of,
    free_years,
    reshaped,
)
from grenswerk.web.mydays.feeds import feeds_of, log_as, open_feed
from grenswerk.web.mydays.imports import accept, preview
from grenswerk.web.mydays.log import Conflict, assessed, logged
from grenswerk.web.mydays.models import Feed, Statement, Year
from grenswerk.web.mydays.statements import make_statement
from grenswerk.web.mydays.views_log import refused
from grenswerk.web.speaking import speech

KINDS = {"csv": CSV, "xlsx": XLSX, "ics": ICS, "yaml": "application/yaml"}


@login_required
def new_year(request: HttpRequest) -> HttpResponse:
    """Begin a year; its facts come from the last one, or from the case of the calculator in the address."""
    owner = owner_of(request)
    if request.method == "POST":
        return _save_facts(request, None)
    latest = Year.objects.filter(owner=owner).first()
    answers = answers_of(latest.facts) if latest else _from_case(request)
    free = free_years(Year.objects.filter(owner=owner).values_list("year", flat=True))
    form = form_of(answers, count_of(answers))
    return render(request, "mydays/facts.html", {"form": form, "free": free, "new": True})


def _from_case(request: HttpRequest) -> dict[str, str]:
    """Answers of the calculator: those of the employment get its prefix."""
    given = {name: str(value) for name, value in request.GET.items() if len(value) < 40}
    return {**given, **{f"e0-{name}": value for name, value in given.items()}}


@login_required
def facts_page(request: HttpRequest, year: int) -> HttpResponse:
    """The facts of a year."""
    found = year_of(request, year)
    if request.method == "POST":
        return _save_facts(request, found)
    answers = answers_of(found.facts)
    return render(request, "mydays/facts.html", {"form": form_of(answers, count_of(answers)), "year": found})


def _save_facts(request: HttpRequest, year: Year | None) -> HttpResponse:
    sent = reshaped(request.POST)
    form = form_of(sent.answers, sent.employments)
    chosen = number_of(sent.answers.get("year", ""), 0)
    page: dict[str, Any] = {"form": form, "year": year, "new": year is None, "chosen": chosen, "free": [chosen]}
    if sent.again or not form.valid:
        return render(request, "mydays/facts.html", page, status=200 if sent.again else 422)
    try:
        return _keep_facts(request, form, year, chosen)
    except BadInput as error:
        messages.error(request, speech().say("web.refused", {"why": str(error)}))
        return render(request, "mydays/facts.html", page, status=422)


def _keep_facts(request: HttpRequest, form: FactsForm, year: Year | None, chosen: int) -> HttpResponse:
    """Keep the facts when the log that stands fits them; raises `BadInput` otherwise."""
    with transaction.atomic():
        if year is None:
            if not FIRST_YEAR <= chosen <= LAST_YEAR:
                raise Http404
            year, _ = Year.objects.get_or_create(owner=owner_of(request), year=chosen, defaults={"facts": {}})
        else:
            year = Year.objects.select_for_update().get(pk=year.pk)
        kept = {name: value for name, value in year.facts.items() if name not in ("worker", "employments")}
        year.facts = {**kept, **facts_of(form)}
        logged(year)
        year.save(update_fields=["facts"])
    messages.success(request, speech().say("web.facts.kept"))
    return redirect("mydays_year", year=year.year)


@login_required
@require_GET
def result_page(request: HttpRequest, year: int) -> HttpResponse:
    """What the log of the year means: the whole assessment, every reason open to asking."""
    found = year_of(request, year)
    return render(request, "mydays/result.html", {"year": found, "answer": spoken(assessed(found), speech())})


@login_required
@limited("upload")
def import_page(request: HttpRequest, year: int) -> HttpResponse:
    """Upload a file of days and see what it would change."""
    found = year_of(request, year)
    page: dict[str, Any] = {"year": found}
    if request.method == "POST":
        upload = request.FILES.get("file")
        try:
            if upload is None:
                raise BadInput("file: is missing: expected a csv, xlsx or ics file")
            page["preview"] = preview(found, upload)
        except BadInput as error:
            page["wrong"] = str(error)
    return render(request, "mydays/import.html", page, status=422 if "wrong" in page else 200)


@login_required
@require_POST
def import_accept(request: HttpRequest, year: int) -> HttpResponse:
    """Take over an import that was previewed, whole or not at all."""
    found = year_of(request, year)
    try:
        change = accept(found, request.POST.get("token", ""))
    except signing.BadSignature:
        messages.error(request, speech().say("web.import.again"))
        return redirect("mydays_import", year=year)
    except (Conflict, BadInput) as error:
        return refused(request, found, error)
    count = len(change.dates) if change else 0
    messages.success(request, speech().say("web.imported", {"n": count}))
    return redirect("mydays_year", year=year)


@login_required
@require_GET
def download(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """The log as a file."""
    if kind not in KINDS:
        raise Http404
    found = year_of(request, year)
    return attached(log_as(found, f".{kind}"), KINDS[kind], f"grenswerk-{found.year}.{kind}")


@login_required
@require_POST
@limited("document")
def statement(request: HttpRequest, year: int) -> HttpResponse:
    """The statement of the year as PDF; what it says is kept under its hash."""
    from grenswerk.web.paper.statement import statement_pdf

    made = make_statement(year_of(request, year))
    address = request.build_absolute_uri(reverse("verify_hash", kwargs={"found": made.hash}))
    return attached(statement_pdf(made.content, made.hash, address, speech()), PDF, f"grenswerk-{year}.pdf")


@login_required
def share_page(request: HttpRequest, year: int) -> HttpResponse:
    """Feeds, downloads and statements of a year."""
    found = year_of(request, year)
    page: dict[str, Any] = {"year": found}
    if request.method == "POST":
        kind = request.POST.get("kind", "")
        if kind not in Feed.Kind.values:
            raise Http404
        secret = open_feed(found, Feed.Kind(kind), (get_language() or "en")[:2])
        page["address"] = request.build_absolute_uri(reverse("feed", kwargs={"secret": secret}))
        page["kind"] = kind
    page |= {"feeds": feeds_of(found), "statements": Statement.objects.filter(year=found)}
    return render(request, "mydays/share.html", page)


@login_required
@require_POST
def revoke_feed(request: HttpRequest, year: int, feed: int) -> HttpResponse:
    """Close the address of a feed for good."""
    get_object_or_404(Feed, pk=feed, year=year_of(request, year)).delete()
    messages.success(request, speech().say("web.feed.revoked"))
    return redirect("mydays_share", year=year)
