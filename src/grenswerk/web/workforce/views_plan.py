"""Pages of what comes: the calendar of duties, the forecast, and the policies."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from grenswerk.days.pace import LIMITS
from grenswerk.model.answer import Who
from grenswerk.model.states import STATE_CODES
from grenswerk.web.audit.recording import record
from grenswerk.web.downloads import ICS, attached
from grenswerk.web.organisations.access import Standing, within
from grenswerk.web.organisations.models import Kind, Role
from grenswerk.web.speaking import speech
from grenswerk.web.workforce.duties import Due, as_ics, by_state, dues_of, month_of
from grenswerk.web.workforce.forms import PolicyForm
from grenswerk.web.workforce.models import Policy, Worker
from grenswerk.web.workforce.outlook import outlook_of
from grenswerk.web.workforce.policies import breaking, policies_of, said
from grenswerk.web.workforce.table import asked_of, years_of
from grenswerk.web.workforce.writing import whole_of

EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2100, 12, 1)  # months of the calendar: each has one beside it


def _dues(request: HttpRequest, standing: Standing, years: list[int]) -> tuple[int, str, str, list[Due]]:
    """Year, state and whose of the query, and the duties that it asks for."""
    year = asked_of(request.GET, years).year
    state, who = request.GET.get("state", ""), request.GET.get("who", "")
    state, who = state if state in STATE_CODES else "", who if who in list(Who) else ""
    return year, state, who, dues_of(standing.organisation, year, state, who)


@within(Role.VIEWER, Kind.EMPLOYER)
@require_GET
def duties(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Every duty of all workers of a year: a month as a calendar, and all of them by state and date."""
    years = years_of(standing.organisation)
    year, state, who, dues = _dues(request, standing, years)
    month = _month(request.GET.get("month", ""), year, dues)
    page = {
        "standing": standing,
        "year": year,
        "years": years,
        "state": state,
        "who": who,
        "states": STATE_CODES,
        "whose": [one.value for one in Who],
        "month": month,
        "weeks": month_of(dues, month),
        "before": (month - dt.timedelta(days=1)).replace(day=1),
        "after": (month + dt.timedelta(days=31)).replace(day=1),
        "by_state": by_state(dues),
        "total": len(dues),
        "query": f"year={year}&state={state}&who={who}",
    }
    return render(request, "workforce/duties.html", page)


def _month(text: str, year: int, dues: list[Due]) -> dt.date:
    """The month that is asked for; else this one, or the first in which something falls due."""
    try:
        found = dt.date.fromisoformat(f"{text}-01")
    except ValueError:
        today = localdate()
        first = next((due.date for due in dues if due.date), None) or dt.date(year, 1, 1)
        found = (today if today.year == year else first).replace(day=1)
    return min(max(found, EARLIEST), LATEST)


@within(Role.VIEWER, Kind.EMPLOYER)
@require_GET
def duties_ics(request: HttpRequest, standing: Standing) -> HttpResponse:
    """The calendar of duties for a calendar program."""
    year, _, _, dues = _dues(request, standing, years_of(standing.organisation))
    return attached(as_ics(standing.organisation, year, dues), ICS, f"grenswerk-duties-{year}.ics")


@within(Role.VIEWER, Kind.EMPLOYER)
@require_GET
def forecast(request: HttpRequest, standing: Standing) -> HttpResponse:
    """How many workers cross which limit in each month."""
    organisation = standing.organisation
    years = years_of(organisation)
    year, today = asked_of(request.GET, years).year, localdate()
    months = outlook_of(organisation, year, today)
    rows = Worker.objects.filter(organisation=organisation, year=year)
    page = {
        "standing": standing,
        "year": year,
        "years": years,
        "months": months,
        "limits": LIMITS,
        "ledger": rows.filter(ledger=True).count(),
        "total": rows.count(),
        "may_change": standing.role >= Role.HR,
    }
    return render(request, "workforce/forecast.html", page)


@within(Role.VIEWER, Kind.EMPLOYER)
@require_GET
def policies(request: HttpRequest, standing: Standing) -> HttpResponse:
    """The policies, and how many workers' plans break each."""
    return _policies(request, standing, PolicyForm())


def _policies(request: HttpRequest, standing: Standing, form: PolicyForm) -> HttpResponse:
    organisation = standing.organisation
    year = asked_of(request.GET, years_of(organisation)).year
    rows = Worker.objects.filter(organisation=organisation, year=year)
    listed = [(one, said(one), rows.filter(breaking([one])).count()) for one in policies_of(organisation)]
    page = {
        "standing": standing,
        "policies": listed,
        "year": year,
        "form": form,
        "may_change": standing.role >= Role.HR,
    }
    return render(request, "workforce/policies.html", page, status=422 if form.errors else 200)


@within(Role.HR, Kind.EMPLOYER)
@require_POST
def policy_new(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Make a policy."""
    form = PolicyForm(request.POST)
    if not form.is_valid():
        return _policies(request, standing, form)
    made = Policy.objects.create(organisation=standing.organisation, **form.cleaned_data)
    _record(standing, "policy_made", made)
    messages.success(request, speech().say("workforce.kept"))
    return redirect("workforce_policies", organisation=standing.organisation.pk)


@within(Role.HR, Kind.EMPLOYER)
@require_POST
def policy_remove(request: HttpRequest, standing: Standing, policy: int) -> HttpResponse:
    """Delete a policy."""
    found = get_object_or_404(Policy, organisation=standing.organisation, pk=policy)
    _record(standing, "policy_removed", found)
    found.delete()
    messages.success(request, speech().say("workforce.policy.removed"))
    return redirect("workforce_policies", organisation=standing.organisation.pk)


def _record(standing: Standing, action: str, policy: Policy) -> None:
    organisation = standing.organisation
    record(action, standing.person, organisation.pk, thing=whole_of(organisation), policy=str(policy))
