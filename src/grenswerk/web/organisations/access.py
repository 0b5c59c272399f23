"""Who may do what within an organisation: the one guard of every page of one.

Who is no member finds nothing there (404), whatever exists; a member in a lower role is refused (403).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render

from grenswerk.web.accounts.factors import has_second_factor
from grenswerk.web.accounts.sign_in import ask_again, proof_is_older
from grenswerk.web.mydays.access import owner_of
from grenswerk.web.organisations.models import Kind, Membership, Organisation, Role


class Standing(NamedTuple):
    """A person within an organisation, in a role."""

    organisation: Organisation
    person: User
    role: Role


def standing_of(person: User, organisation: UUID, lowest: Role, kind: Kind | None = None) -> Standing:
    """How a person stands in an organisation.

    Raises `Http404` for who is no member and where the organisation is of another kind, `PermissionDenied` for a
    role below `lowest`.
    """
    try:
        found = Membership.objects.select_related("organisation").get(organisation=organisation, person=person)
    except Membership.DoesNotExist:
        raise Http404 from None
    if kind and found.organisation.kind != kind:
        raise Http404
    if found.role < lowest:
        raise PermissionDenied
    return Standing(found.organisation, person, found.standing)


def within(
    lowest: Role, kind: Kind | None = None, *, recently: bool = False
) -> Callable[..., Callable[..., HttpResponseBase]]:
    """A view for members in a role or a higher one: it is called with `(request, standing, …)`.

    Its address names the organisation as `<uuid:organisation>`. Decorators for methods stand below this one. Who
    sees rows of others must have proved who it is today, and have a second factor where the organisation demands
    one; `recently` asks for the proof within half an hour, before what is dangerous.
    """

    def guard(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, organisation: UUID, **rest: Any) -> HttpResponseBase:
            standing = standing_of(owner_of(request), organisation, lowest, kind)
            request.standing = standing  # type: ignore[attr-defined]  # for the navigation of the organisation
            if refusal := _unproved(request, standing, recently=recently):
                return refusal
            return view(request, standing, **rest)

        return login_required(guarded)

    return guard


def _unproved(request: HttpRequest, standing: Standing, *, recently: bool) -> HttpResponseBase | None:
    """What is answered to a member who first has to prove more, or nothing.

    Raises `ReauthenticationRequired`, which leads to the page that asks for the proof and back.
    """
    if standing.role > Role.WORKER:
        if standing.organisation.second_factor and not has_second_factor(standing.person):
            return render(request, "organisations/second_factor.html", {"standing": standing}, status=403)
        longest = settings.RECENTLY if recently else settings.ORGANISATION_SESSION
        if proof_is_older(request, standing.person, longest):
            return ask_again(request, standing.person)
    return None
