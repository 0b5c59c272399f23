"""What a worker sees: the same row and results as the employer, and what of the own log is shared."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from grenswerk.web.audit.recording import record
from grenswerk.web.organisations.access import Standing, within
from grenswerk.web.organisations.models import Kind, Role
from grenswerk.web.speaking import speech
from grenswerk.web.workforce.forms import SharingForm
from grenswerk.web.workforce.models import Sharing, Worker
from grenswerk.web.workforce.sharing import Shared, share, shared_of, withdraw
from grenswerk.web.workforce.views_table import seen_of

NOTHING = "nothing"


@within(Role.WORKER, Kind.EMPLOYER)
@require_GET
def mine(request: HttpRequest, standing: Standing) -> HttpResponse:
    """What my employer sees of me, each year of it."""
    rows = Worker.objects.filter(organisation=standing.organisation, account=standing.person).order_by(
        "-year", "pk"
    )
    return render(request, "workforce/mine.html", {"standing": standing, "rows": rows})


def own_row(standing: Standing, worker: int) -> Worker:
    """A row of the person who asks; that of anyone else is not found."""
    return get_object_or_404(Worker, organisation=standing.organisation, account=standing.person, pk=worker)


@within(Role.WORKER, Kind.EMPLOYER)
@require_GET
def mine_row(request: HttpRequest, standing: Standing, worker: int) -> HttpResponse:
    """One row as the employer sees it."""
    return _row(request, standing, own_row(standing, worker))


def _row(
    request: HttpRequest, standing: Standing, worker: Worker, form: SharingForm | None = None
) -> HttpResponse:
    shared = shared_of(worker)
    sharing = shared.sharing
    if form is None:
        initial = {
            "extent": sharing.extent if sharing else NOTHING,
            "employment": sharing.employment if sharing else "",
        }
        form = _asked(worker, shared, initial=initial)
    page: dict[str, Any] = {
        **seen_of(standing, worker, shared),
        "sharing": sharing,
        "form": form,
        "log": shared.year,
        "may_change": False,
    }
    return render(request, "workforce/mine_row.html", page, status=422 if form.errors else 200)


def _asked(worker: Worker, shared: Shared, *given: Any, **initial: Any) -> SharingForm:
    """What is asked of the person of a row, whose log may hold other employments too."""
    own = shared.year.facts.get("employments", []) if shared.year else []
    states = {str(one.get("id") or "main"): str(one.get("employer_state", "")) for one in own}
    return SharingForm(*given, **initial, employments=states, employer_state=worker.employer_state)


@within(Role.WORKER, Kind.EMPLOYER)
@require_POST
def share_row(request: HttpRequest, standing: Standing, worker: int) -> HttpResponse:
    """Share the own log day by day, as counts, or not at all; it takes effect at once."""
    found = own_row(standing, worker)
    form = _asked(found, shared_of(found), request.POST)
    if not form.is_valid():
        return _row(request, standing, found, form)
    extent = form.cleaned_data["extent"]
    if extent == NOTHING:
        withdraw(found)
    else:
        share(found, Sharing.Extent(extent), form.cleaned_data["employment"])
    record("sharing_changed", standing.person, standing.organisation.pk, thing=f"worker:{found.pk}", extent=extent)
    messages.success(request, speech().say(f"workforce.now.{extent}"))
    return redirect("workforce_mine_row", organisation=standing.organisation.pk, worker=found.pk)
