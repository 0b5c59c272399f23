"""Pages of the table of workers: the table, its export, one worker, and what the office writes about one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST
from msgspec.structs import replace

from grenswerk.days.pace import LIMITS
from grenswerk.model.answer import Assessment
from grenswerk.model.states import STATE_CODES
from grenswerk.render.spoken import spoken
from grenswerk.web.audit.recording import record
from grenswerk.web.downloads import XLSX, attached
from grenswerk.web.jobs.submission import submit
from grenswerk.web.limits import limited
from grenswerk.web.organisations.access import Standing, within
from grenswerk.web.organisations.models import Kind, Role
from grenswerk.web.speaking import speech
from grenswerk.web.workforce.export import month_of, table_as_xlsx
from grenswerk.web.workforce.forms import PersonForm
from grenswerk.web.workforce.inviting import invite_worker, to_invite
from grenswerk.web.workforce.linking import link_known, unlink
from grenswerk.web.workforce.models import Origin, Worker
from grenswerk.web.workforce.policies import broken_by, policies_of, warning
from grenswerk.web.workforce.sharing import Log, Shared, explained_row, facts_shown, log_of, shared_days, shared_of
from grenswerk.web.workforce.table import (
    FIRST_WAY,
    LIMIT_FILTERS,
    PAIRS,
    SORTS,
    Asked,
    asked_of,
    page_of,
    rows_for,
    share_of,
    years_of,
)
from grenswerk.web.workforce.writing import changing, search_of, whole_of


@within(Role.VIEWER, Kind.EMPLOYER)
@require_GET
def table(request: HttpRequest, standing: Standing) -> HttpResponse:
    """The workers of a year by nearness to each limit."""
    organisation = standing.organisation
    years = years_of(organisation)
    asked = asked_of(request.GET, years)
    page = page_of(rows_for(organisation, asked), request.GET.get("page"))
    policies = list(policies_of(organisation))
    shown: dict[str, Any] = {
        "standing": standing,
        "years": years,
        "asked": asked,
        "page": page,
        "rows": [(worker, broken_by(worker, policies)) for worker in page.object_list],
        "sorts": [(name, _sorted(asked, name), _next_sort(asked, name)) for name in SORTS],
        "pairs": PAIRS,
        "states": STATE_CODES,
        "limits": LIMIT_FILTERS,
        "origins": tuple(Origin.values),
        "substantial": share_of("substantial_part", asked.year),
        "half": share_of("telework_half", asked.year),
        "may_change": standing.role >= Role.HR,
        "uninvited": to_invite(organisation, asked.year).count() if standing.role >= Role.HR else 0,
    }
    return render(request, "workforce/table.html", shown)


def _sorted(asked: Asked, name: str) -> str:
    """How the table is sorted by a column, as `aria-sort` has it."""
    if asked.sort.lstrip("-") != name:
        return "none"
    return "descending" if asked.sort.startswith("-") else "ascending"


def _next_sort(asked: Asked, name: str) -> str:
    """The query that sorts by a column, or turns its order round."""
    first = FIRST_WAY.get(name, "") + name
    if asked.sort != first:
        return asked.query(sort=first)
    return asked.query(sort=name if first.startswith("-") else f"-{name}")


@within(Role.VIEWER, Kind.EMPLOYER, recently=True)
@require_GET
@limited("document")
def export(request: HttpRequest, standing: Standing) -> HttpResponse:
    """The rows that are asked for as a spreadsheet."""
    organisation = standing.organisation
    asked = asked_of(request.GET, years_of(organisation))
    rows = rows_for(organisation, asked)
    record("workers_exported", standing.person, organisation.pk, thing=whole_of(organisation), year=asked.year)
    made = table_as_xlsx(rows, list(policies_of(organisation)))
    return attached(made, XLSX, f"grenswerk-workers-{asked.year}.xlsx")


def worker_of(standing: Standing, worker: int) -> Worker:
    """A row of the organisation; anything else is not found."""
    return get_object_or_404(Worker, organisation=standing.organisation, pk=worker)


@within(Role.VIEWER, Kind.EMPLOYER)
@require_GET
def worker(request: HttpRequest, standing: Standing, worker: int) -> HttpResponse:
    """One worker: the explained assessment of the row, the duties, the policies, and what is shared."""
    found = worker_of(standing, worker)
    record("worker_seen", standing.person, standing.organisation.pk, thing=f"worker:{found.pk}")
    form = PersonForm(initial={"name": found.name, "mail": found.mail})
    return render(request, "workforce/worker.html", {**seen_of(standing, found, shared_of(found)), "form": form})


def seen_of(standing: Standing, worker: Worker, shared: Shared) -> dict[str, Any]:
    """What the employer sees of a worker: the same on the employer's page and on the worker's own."""
    policies = policies_of(standing.organisation)
    log = log_of(worker, shared) if worker.origin != Origin.UPLOAD else None
    return {
        "standing": standing,
        "worker": worker,
        "answer": answer_of(worker, log),
        "facts": sorted(facts_shown(worker, log).items()),
        "days": shared_days(worker, log),
        "crossings": [(limit, month) for limit in LIMITS if (month := month_of(worker, limit))],
        "broken": [warning(worker, policy) for policy in broken_by(worker, policies)],
        "may_change": standing.role >= Role.HR,
    }


def answer_of(worker: Worker, log: Log | None) -> Assessment:
    """The explained assessment that the results of a row rest on, in the reader's words.

    Where only counts are shared it names no date on which a limit is crossed: the forecast gives the month.
    """
    answer = explained_row(worker, log).answer
    if worker.origin == Origin.COUNTS:
        answer = replace(answer, margins=[replace(margin, crossing=None) for margin in answer.margins])
    return spoken(answer, speech())


@within(Role.HR, Kind.EMPLOYER)
@require_POST
def change(request: HttpRequest, standing: Standing, worker: int) -> HttpResponse:
    """Another name or address; another address gives the row to the account that it belongs to here, if any."""
    found = worker_of(standing, worker)
    form = PersonForm(request.POST)
    if not form.is_valid():
        return render(
            request,
            "workforce/worker.html",
            {**seen_of(standing, found, shared_of(found)), "form": form},
            status=422,
        )
    name, mail = form.cleaned_data["name"], form.cleaned_data["mail"].lower()
    with changing(standing.organisation):
        found = worker_of(standing, worker)
        if mail != found.mail:
            unlink(found)
        rows = Worker.objects.filter(pk=found.pk)
        rows.update(name=name, mail=mail, search=search_of(found.payroll_id, name, mail))
        link_known(standing.organisation, [found.pk])
        record("worker_changed", standing.person, standing.organisation.pk, thing=f"worker:{found.pk}")
    messages.success(request, speech().say("workforce.kept"))
    return redirect("workforce_worker", organisation=standing.organisation.pk, worker=found.pk)


@within(Role.HR, Kind.EMPLOYER)
@require_POST
def remove(request: HttpRequest, standing: Standing, worker: int) -> HttpResponse:
    """Delete a row."""
    found = worker_of(standing, worker)
    with changing(standing.organisation):
        record(
            "worker_removed",
            standing.person,
            standing.organisation.pk,
            about=found.account,
            thing=f"worker:{found.pk}",
        )
        found.delete()
    messages.success(request, speech().say("workforce.removed"))
    return redirect("workforce_table", organisation=standing.organisation.pk)


@within(Role.HR, Kind.EMPLOYER)
@require_POST
@limited("invite")
def invite(request: HttpRequest, standing: Standing, worker: int) -> HttpResponse:
    """Invite the worker of a row by mail."""
    found = worker_of(standing, worker)
    sent = bool(found.mail) and not found.account_id
    sent = sent and invite_worker(standing, found.mail, request.build_absolute_uri("/"))
    if sent:
        messages.success(request, speech().say("organisations.invited", {"mail": found.mail}))
    else:
        messages.error(request, speech().say("workforce.not_invited"))
    return redirect("workforce_worker", organisation=standing.organisation.pk, worker=found.pk)


@within(Role.HR, Kind.EMPLOYER)
@require_POST
@limited("upload")
def invite_all(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Invite everybody of a year who has an address and no account, in the background."""
    text = request.POST.get("year", "")
    year = int(text) if text.isdecimal() and len(text) == 4 else localdate().year
    count = to_invite(standing.organisation, year).count()
    if count:
        payload = {
            "person": standing.person.pk,
            "organisation": str(standing.organisation.pk),
            "year": year,
            "site": request.build_absolute_uri("/"),
            "language": speech().language,
        }
        submit(standing.person, "workforce.invite", payload, standing.organisation)
    messages.success(request, speech().say("workforce.inviting", {"n": count}))
    return redirect("workforce_table", organisation=standing.organisation.pk)
