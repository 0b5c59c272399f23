"""Pages of consent: asked for, recorded and withdrawn by the office; read, given and withdrawn by the client."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from grenswerk.model.errors import BadInput
from grenswerk.web.advice import consenting
from grenswerk.web.advice.consenting import Given, Terms
from grenswerk.web.advice.files import client_of
from grenswerk.web.advice.forms import GivenForm, TermsForm
from grenswerk.web.advice.models import Consent, Scope
from grenswerk.web.advice.retention import AFTER_WITHDRAWAL
from grenswerk.web.advice.views_clients import show_client
from grenswerk.web.limits import limited
from grenswerk.web.organisations.access import Standing, within
from grenswerk.web.organisations.models import Kind, Role
from grenswerk.web.speaking import speech


@within(Role.HR, Kind.ADVISER)
@require_POST
@limited("invite")
def ask(request: HttpRequest, standing: Standing, client: int) -> HttpResponseBase:
    """Write to the client with a link to give consent."""
    found = client_of(standing, client)
    form = TermsForm(request.POST, auto_id="ask-%s")
    if form.is_valid():
        terms = Terms(form.scope, form.cleaned_data["ends"])
        try:
            consenting.ask(standing, found, terms, request.build_absolute_uri("/"))
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, speech().say("advice.asked", {"mail": found.mail}))
            return _back(standing, found.pk)
    return show_client(request, standing, found, 422, ask_form=form)


@within(Role.HR, Kind.ADVISER)
@require_POST
@limited("invite")
def record_consent(request: HttpRequest, standing: Standing, client: int) -> HttpResponseBase:
    """Record a consent that was given on paper or in person."""
    found = client_of(standing, client)
    form = GivenForm(request.POST, auto_id="given-%s")
    if form.is_valid():
        answers = form.cleaned_data
        given = Given(Consent.How(answers["how"]), answers["given_on"], answers["note"])
        terms = Terms(form.scope, answers["ends"])
        try:
            consenting.record_given(standing, found, terms, given, request.build_absolute_uri("/"))
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, speech().say("advice.recorded"))
            return _back(standing, found.pk)
    return show_client(request, standing, found, 422, given_form=form)


@within(Role.VIEWER, Kind.ADVISER)
@limited("document")
def wording(request: HttpRequest, standing: Standing, client: int) -> HttpResponse:
    """The words of a consent to print and sign, in the client's language."""
    found = client_of(standing, client)
    form = TermsForm(request.GET if "ends" in request.GET else None)
    initial = TermsForm().initial
    terms = Terms((Scope.FACTS, Scope.ARCHIVE), initial["ends"])
    if form.is_valid():
        terms = Terms(form.scope, form.cleaned_data["ends"])
    page = {"standing": standing, "client": found, "text": consenting.text_of(found, terms), "form": form}
    return render(request, "advice/wording.html", page)


@within(Role.HR, Kind.ADVISER)
@require_POST
def withdraw(request: HttpRequest, standing: Standing, client: int) -> HttpResponse:
    """The client told the office that he withdraws: the file is closed at once."""
    found = client_of(standing, client)
    consenting.withdraw(found, standing.person)
    messages.success(request, speech().say("advice.withdrawn"))
    return _back(standing, found.pk)


def _back(standing: Standing, client: int) -> HttpResponse:
    return redirect("advice_client", organisation=standing.organisation.pk, client=client)


@limited("verify")
def consent(request: HttpRequest, secret: str) -> HttpResponse:
    """The client's own page, by the link of his mail: read, give, decline, withdraw."""
    found = consenting.consent_of(secret)
    status = 200
    if request.method == "POST":
        asked = request.POST.get("answer", "")
        try:
            if asked == "give":
                consenting.give(found)
            elif asked == "decline":
                consenting.decline(found)
            elif asked == "withdraw" and found.given_on:
                consenting.withdraw(found.client)
            else:
                raise BadInput(f'answer: "{asked[:20]}": expected one that the page offers')
        except BadInput as error:
            messages.error(request, speech().say("web.refused", {"why": str(error)}))
            status = 409
        else:
            return redirect("consent", secret=secret)
        found = consenting.consent_of(secret)
    page = {
        "consent": found,
        "office": found.client.organisation.name,
        "kept_days": AFTER_WITHDRAWAL.days,
    }
    return render(request, "advice/consent.html", page, status=status)
