"""The pages of tokens: of an organisation for its owners, of a person for itself; a new one is shown once."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from grenswerk.model.errors import BadInput
from grenswerk.web.accounts.sign_in import proved_recently
from grenswerk.web.api.forms import TokenForm
from grenswerk.web.api.models import Token
from grenswerk.web.api.scopes import OF_A_PERSON, OF_AN_ORGANISATION
from grenswerk.web.api.tokens import make_token, revoke, valid_tokens
from grenswerk.web.limits import limited
from grenswerk.web.mydays.access import owner_of
from grenswerk.web.organisations.access import Standing, within
from grenswerk.web.organisations.models import Organisation, Role
from grenswerk.web.speaking import speech


@within(Role.OWNER, recently=True)
@require_http_methods(["GET", "POST"])
def organisation_tokens(request: HttpRequest, standing: Standing) -> HttpResponse:
    """The tokens of an organisation, and a new one."""
    return _tokens(request, Place(standing.person, standing))


@login_required
@proved_recently
@require_http_methods(["GET", "POST"])
def own_tokens(request: HttpRequest) -> HttpResponse:
    """The tokens of the person, and a new one."""
    return _tokens(request, Place(owner_of(request), None))


class Place(NamedTuple):
    """Whose tokens a page is about: those of an organisation where a standing is given, else of the person."""

    person: User
    standing: Standing | None

    @property
    def organisation(self) -> Organisation | None:
        """The organisation, if it is about one."""
        return self.standing.organisation if self.standing else None

    def form(self, data: Any = None) -> TokenForm:
        """The form of a new token here."""
        return TokenForm(
            data, allowed=OF_AN_ORGANISATION if self.standing else OF_A_PERSON, initial={"days": "90"}
        )


def _tokens(request: HttpRequest, place: Place) -> HttpResponse:
    return _make(request, place) if request.method == "POST" else _page(request, place, place.form())


@limited("token")
def _make(request: HttpRequest, place: Place) -> HttpResponse:
    """A new token, its text shown this once: no cache keeps the page."""
    form, secret = place.form(request.POST), ""
    if form.is_valid():
        name = form.cleaned_data["name"]
        try:
            _, secret = make_token(place.person, place.organisation, name, form.chosen, form.ends_after)
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            form = place.form()
    response = _page(request, place, form, secret)
    response["Cache-Control"] = "no-store"
    return response


def _page(request: HttpRequest, place: Place, form: TokenForm, secret: str = "") -> HttpResponse:
    tokens = valid_tokens(place.person, place.organisation)
    page = {"form": form, "tokens": tokens, "secret": secret, "standing": place.standing}
    template = "api/organisation_tokens.html" if place.standing else "api/own_tokens.html"
    return render(request, template, page, status=422 if form.errors else 200)


@within(Role.OWNER)
@require_POST
def organisation_revoke_token(request: HttpRequest, standing: Standing, token: int) -> HttpResponse:
    """End a token of an organisation."""
    _revoke(request, get_object_or_404(Token, organisation=standing.organisation, pk=token), standing.person)
    return redirect("organisation_tokens", organisation=standing.organisation.pk)


@login_required
@require_POST
def revoke_own_token(request: HttpRequest, token: int) -> HttpResponse:
    """End a token of the person."""
    person = owner_of(request)
    _revoke(request, get_object_or_404(Token, person=person, pk=token), person)
    return redirect("own_tokens")


def _revoke(request: HttpRequest, token: Token, by: User) -> None:
    revoke(token, by)
    messages.success(request, speech().say("api.revoked", {"name": token.name}))
