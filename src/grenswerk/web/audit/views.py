"""The audit log as the person concerned reads it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from grenswerk.web.audit.models import Entry
from grenswerk.web.audit.recording import concerning
from grenswerk.web.mydays.access import owner_of
from grenswerk.web.organisations.models import Organisation

A_PAGE = 50


@login_required
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Who saw and changed what of me, and what I did."""
    entries = concerning(owner_of(request))
    return render(request, "audit/mine.html", {"page": page_of(request, entries)})


def page_of(request: HttpRequest, entries: Any) -> Any:
    """A page of entries, each with the names of those whom it concerns."""
    page = Paginator(entries, A_PAGE).get_page(request.GET.get("page"))
    _name(page.object_list)
    return page


def _name(entries: Iterable[Entry]) -> None:
    """Put beside each entry who acted and where; what is deleted has no name any more."""
    found = list(entries)
    people = User.objects.in_bulk({entry.actor for entry in found if entry.actor})
    places = Organisation.objects.in_bulk({entry.organisation for entry in found if entry.organisation})
    for entry in found:
        person, place = people.get(entry.actor or 0), places.get(entry.organisation or 0)
        entry.said_actor = person.email if person else ""  # type: ignore[attr-defined]
        entry.said_organisation = place.name if place else ""  # type: ignore[attr-defined]
