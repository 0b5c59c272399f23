"""The pages of the calculator. Nothing that is typed here is kept: a case lives in its address."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from grenswerk.model.answer import Assessment
from grenswerk.model.errors import BadInput
from grenswerk.render.spoken import spoken
from grenswerk.web.assessing import Assessed
from grenswerk.web.calculator.case import Case, assessed, case_of, case_of_link, case_of_query, fault_of, this_year
from grenswerk.web.calculator.changes import Change, changes
from grenswerk.web.calculator.curve import Curve, curve_of, place_of
from grenswerk.web.calculator.questions import BY_NAME, GROUPS, QUESTIONS, Asked, Question
from grenswerk.web.limits import limited
from grenswerk.web.speaking import speech


class Group(NamedTuple):
    """Questions that stand together."""

    name: str
    asked: list[Asked]
    answered: int
    decides: bool


@require_GET
def calculator(request: HttpRequest) -> HttpResponse:
    """The questions, and the result as soon as three are answered."""
    case = case_of(request.GET)
    page = _page(case)
    was = request.GET.get("was", "")
    page["changes"] = _changes(was, case, page.get("answer"))
    sliding = request.headers.get("HX-Trigger") == "q-home"  # the changes stay those since the slider was taken up
    page["was"] = was if sliding and was else case.address()
    response = render(request, "calculator/page.html", page)
    if request.headers.get("HX-Request"):
        response["HX-Push-Url"] = f"{reverse('calculator')}?{case.address()}"
    return response


@require_GET
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """A case from a signed link."""
    try:
        case = case_of_link(token)
    except signing.BadSignature:
        return render(request, "calculator/broken_link.html", status=404)
    return render(request, "calculator/page.html", {**_page(case), "shared": True, "was": case.address()})


@require_GET
def curve(request: HttpRequest) -> HttpResponse:
    """The curve over the home days: a part of the page, or a page of its own without JavaScript."""
    case = case_of(request.GET)
    try:
        drawing: Curve | None = curve_of(case.address_of_curve())
    except BadInput:
        drawing = None
    chosen = case.answers.get("home", "0")
    home = 0.0 if fault_of(BY_NAME["home"], chosen) else float(chosen)
    template = "calculator/curve.html" if request.headers.get("HX-Request") else "calculator/curve_page.html"
    return render(request, template, {"curve": drawing, "case": case, "home": home})


@require_GET
@limited("document")
def document(_request: HttpRequest, token: str) -> HttpResponse:
    """The assessment of a signed link as PDF."""
    from grenswerk.render.pdf import pdf

    try:
        found = assessed(case_of_link(token))
    except (signing.BadSignature, BadInput):
        raise Http404 from None
    response = HttpResponse(
        pdf(spoken(found.answer, speech()), speech(), "Grenswerk", explain=True), content_type="application/pdf"
    )
    response["Content-Disposition"] = 'inline; filename="grenswerk.pdf"'
    return response


def home(_request: HttpRequest) -> HttpResponse:
    """The first page of the site is the calculator."""
    return redirect("calculator")


def _page(case: Case) -> dict[str, Any]:
    page: dict[str, Any] = {"case": case, "year": case.answers.get("year", str(this_year()))}
    missing: set[str] = set()
    if case.complete:
        try:
            found = assessed(case)
            page["answer"] = spoken(found.answer, speech())
            page["link"] = case.signed()
            page["curve_place"] = place_of(case)
            missing = {finding.code for finding in found.answer.findings}
            page["days"] = found.days
            page["questions_needed"] = [
                question
                for question in QUESTIONS
                if question.asked(case.answers) and missing & set(question.decides)
            ]
        except BadInput as error:
            page["fault"] = str(error)
    page["first"] = [_asked(BY_NAME[name], case, missing) for name in ("residence", "employer", "home")]
    page["groups"] = [_group(name, case, missing) for name in GROUPS]
    return page


def _asked(question: Question, case: Case, missing: set[str]) -> Asked:
    wrong = next((fault.code for fault in case.wrong if fault.question == question.name), "")
    value = case.answers.get(question.name, "")
    if question.name == "year" and not value:
        value = str(this_year())
    return Asked(question, value, wrong, bool(missing & set(question.decides)))


def _group(name: str, case: Case, missing: set[str]) -> Group:
    asked = [
        _asked(question, case, missing)
        for question in QUESTIONS
        if question.group == name and question.asked(case.answers)
    ]
    return Group(
        name,
        asked,
        sum(one.question.name in case.answers and one.question.name != "year" for one in asked),
        any(one.decides for one in asked),
    )


def _changes(was: str, case: Case, answer: Assessment | None) -> list[Change] | None:
    """What differs from the case that was shown before; `None` when there was none, or the same."""
    before = case_of_query(was) if was else None
    if answer is None or before is None or not before.complete or before.answers == case.answers:
        return None
    try:
        found: Assessed = assessed(before)
    except BadInput:
        return None
    return changes(found.answer, answer, speech())
