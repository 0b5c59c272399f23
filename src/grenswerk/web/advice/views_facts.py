"""Pages of a client's facts: answered on a page, or a whole worker file pasted or uploaded."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from grenswerk.model.errors import BadInput
from grenswerk.web.advice.facts import facts_of_text, text_of
from grenswerk.web.advice.files import File, noted
from grenswerk.web.advice.forms import PastedForm
from grenswerk.web.advice.given_days import Form, days_forms, days_of, form_given
from grenswerk.web.advice.models import Client, ClientYear
from grenswerk.web.advice.views_year import Opened, frame, of_year, seen_in, with_consent
from grenswerk.web.advice.years import Closed, Overtaken, begin, keep
from grenswerk.web.forms import number_of
from grenswerk.web.limits import limited
from grenswerk.web.mydays.facts import Facts, answers_of, form_of, free_years, reshaped, with_answers
from grenswerk.web.mydays.imports import rows_of
from grenswerk.web.organisations.access import Standing
from grenswerk.web.organisations.models import Role
from grenswerk.web.speaking import speech
from grenswerk.web.uploads import content_of, name_of


@with_consent(Role.HR)
def new_year(request: HttpRequest, standing: Standing, file: File) -> HttpResponse:
    """Begin a year of a client by answering questions; the answers of the last one stand there already."""
    latest = file.client.years.first()
    facts: Facts = dict(latest.facts) if latest else {}
    if (facts.get("days") or {}).get("log") is not None:
        facts.pop("days")
    begun = file.client.years.values_list("year", flat=True)
    page = {"standing": standing, "client": file.client, "new": True, "free": free_years(begun)}
    return _facts(request, standing, page, facts, None)


@of_year(Role.HR)
def facts_page(request: HttpRequest, opened: Opened) -> HttpResponse:
    """The facts of a year, question by question."""
    page = {**frame(opened), "seen": opened.year.version}
    if request.method == "GET":
        noted("client_year_opened", opened.standing.person, opened.file.client, year=opened.year.year)
    return _facts(request, opened.standing, page, opened.year.facts, opened.year)


def _facts(
    request: HttpRequest, standing: Standing, page: dict[str, Any], facts: Facts, year: ClientYear | None
) -> HttpResponse:
    """The page of the questions: shown, reshaped, refused or kept."""
    posted = request.method == "POST"
    sent = reshaped(request.POST if posted else answers_of(facts))
    answers = sent.answers
    form = form_of(answers, sent.employments)
    days = days_forms(facts, sent.employments, answers if posted else None)
    kind = Form(answers["days_form"]) if answers.get("days_form") in list(Form) else form_given(facts)
    has_log = form_given(facts) is Form.LOG
    chosen = number_of(answers.get("year", ""), 0)
    page |= {
        "form": form,
        "employments": list(zip(form.employments, days, strict=True)),
        "days_form": kind.value,
        "days_forms": [one.value for one in Form if one is not Form.LOG or has_log],
        "chosen": chosen,
    }
    if not posted or sent.again:
        return render(request, "advice/facts.html", page)
    if not (form.valid and all(one.is_valid() for one in days)):
        return render(request, "advice/facts.html", page, status=422)
    try:
        changed = with_answers(facts, form)
        ids = [str(one["id"]) for one in changed["employments"]]
        changed["days"] = days_of(facts, kind, days, ids)
        changed["year"] = year.year if year else chosen
        return _keep(request, standing, page["client"], changed, year)
    except BadInput as error:
        messages.error(request, speech().say("web.refused", {"why": str(error)}))
        return render(request, "advice/facts.html", page, status=422)
    except (Overtaken, Closed) as error:
        messages.error(request, speech().say(_code(error)))
        return render(request, "advice/facts.html", page, status=409)


def _code(error: Overtaken | Closed) -> str:
    return "advice.overtaken" if isinstance(error, Overtaken) else "advice.is_closed"


def _keep(
    request: HttpRequest, standing: Standing, client: Client, facts: Facts, year: ClientYear | None
) -> HttpResponse:
    """Keep facts and show what they mean; raises `BadInput`, `Overtaken` and `Closed`."""
    if year is None:
        kept = begin(client, facts, standing.person)
    else:
        kept = keep(year, facts, seen_in(request), standing.person)
    messages.success(request, speech().say("web.facts.kept"))
    return redirect("advice_year", organisation=standing.organisation.pk, client=client.pk, year=kept.year)


@with_consent(Role.HR)
@limited("upload")
def new_file(request: HttpRequest, standing: Standing, file: File) -> HttpResponse:
    """Begin a year of a client by a worker file."""
    return _pasted(request, standing, {"standing": standing, "client": file.client, "new": True}, None)


@of_year(Role.HR)
@limited("upload")
def file_page(request: HttpRequest, opened: Opened) -> HttpResponse:
    """The facts of a year as a worker file."""
    page = {**frame(opened), "seen": opened.year.version}
    if request.method == "GET":
        noted("client_year_opened", opened.standing.person, opened.file.client, year=opened.year.year)
    return _pasted(request, opened.standing, page, opened.year)


def _pasted(
    request: HttpRequest, standing: Standing, page: dict[str, Any], year: ClientYear | None
) -> HttpResponse:
    initial = {"text": text_of(year.facts) if year else ""}
    form = PastedForm(request.POST or None, request.FILES or None, initial=initial)
    page["form"] = form
    if request.method != "POST" or not form.is_valid():
        return render(request, "advice/file.html", page, status=422 if form.errors else 200)
    try:
        return _keep(request, standing, page["client"], _given(form, year.year if year else None), year)
    except BadInput as error:
        form.add_error(None, str(error))
        return render(request, "advice/file.html", page, status=422)
    except (Overtaken, Closed) as error:
        form.add_error(None, speech().say(_code(error)))
        return render(request, "advice/file.html", page, status=409)


def _given(form: PastedForm, year: int | None) -> Facts:
    """The facts of a valid form; a file goes before the text, a file of days before the days in either."""
    text, where = form.cleaned_data["text"], "text"
    if upload := form.cleaned_data["file"]:
        where = name_of(upload)
        try:
            text = content_of(upload, settings.UPLOAD_LARGEST).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise BadInput(f"{where}: byte {error.start} is not UTF-8: expected a text file in UTF-8") from None
    days = form.cleaned_data["days"]
    if days is None:
        return facts_of_text(text, where, year)
    return facts_of_text(text, where, year, lambda facts: rows_of(facts, days))
