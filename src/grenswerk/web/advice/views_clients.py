"""Pages of the clients: the list, the dates that come, one client, and who he is."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import (
    Case,
    DateField,
    Exists,
    F,
    FloatField,
    Max,
    Min,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from grenswerk.web.advice.archive import versions
from grenswerk.web.advice.files import NoConsent, client_of, file_of, noted
from grenswerk.web.advice.forms import ClientForm, GivenForm, TermsForm
from grenswerk.web.advice.models import Client, ClientYear, Consent, NextDate
from grenswerk.web.advice.retention import AFTER_WITHDRAWAL
from grenswerk.web.audit.recording import record
from grenswerk.web.forms import plain
from grenswerk.web.organisations.access import Standing, within
from grenswerk.web.organisations.models import Kind, Role
from grenswerk.web.speaking import speech

A_PAGE = 50
NEAR = dt.timedelta(days=60)
ORDERS = {
    "name": (F("name").asc(),),
    "nearness": (F("nearest").desc(nulls_last=True), F("name").asc()),
    "date": (F("next_due").asc(nulls_last=True), F("name").asc()),
    "consent": (F("until").asc(nulls_first=True), F("name").asc()),
}
STATES: dict[str, dict[str, Any]] = {
    "valid": {"valid": True},
    "none": {"valid": False, "closed": None},
    "withdrawn": {"closed__isnull": False},
}


class Row(NamedTuple):
    """A client in the list; without valid consent no more than that."""

    client: Client
    state: str
    until: dt.date | None
    year: ClientYear | None
    next_due: dt.date | None


@within(Role.VIEWER, Kind.ADVISER)
@require_GET
def clients(request: HttpRequest, standing: Standing) -> HttpResponse:
    """The clients of the office: found, sorted, with what is near."""
    asked, state = plain(request.GET.get("q", "")).strip()[:80], request.GET.get("consent", "")
    order = request.GET.get("order", "name")
    found = listed(standing)
    if asked:
        found = found.filter(Q(name__icontains=asked) | Q(mail__icontains=asked) | Q(reference__icontains=asked))
    if state in STATES:
        found = found.filter(**STATES[state])
    page = Paginator(found.order_by(*ORDERS.get(order, ORDERS["name"]), "pk"), A_PAGE).get_page(
        request.GET.get("page")
    )
    record("clients_listed", standing.person, standing.organisation.pk, number=len(page.object_list))
    return render(
        request,
        "advice/clients.html",
        {
            "standing": standing,
            "page": page,
            "rows": _rows(page),
            "asked": asked,
            "chosen": state,
            "order": order if order in ORDERS else "name",
            "orders": list(ORDERS),
            "states": list(STATES),
            "soon": _dates(standing).count(),
            "address": f"?{urlencode({'q': asked, 'consent': state, 'order': order})}&",
            "writes": standing.role >= Role.HR,
        },
    )


def listed(standing: Standing) -> QuerySet[Any]:
    """The clients of an office; the numbers of those without valid consent are left out by the database itself."""
    valid = Consent.objects.valid().filter(client=OuterRef("pk"))
    due = NextDate.objects.filter(year__client=OuterRef("pk"), due__gte=localdate()).values("year__client")
    latest = ClientYear.objects.filter(client=OuterRef("pk")).order_by("-year")
    given = Q(consents__given_on__isnull=False, consents__withdrawn=None)
    return Client.objects.filter(organisation=standing.organisation).annotate(
        valid=Exists(valid),
        until=Max("consents__ends", filter=given),
        nearest=Case(When(Exists(valid), then=Subquery(latest.values("nearness")[:1])), output_field=FloatField()),
        next_due=Case(
            When(Exists(valid), then=Subquery(due.annotate(first=Min("due")).values("first")[:1])),
            output_field=DateField(),
        ),
    )


def _rows(page: Page[Any]) -> list[Row]:
    """The clients of a page, each with its latest year: one more query, however many there are."""
    open_ones = [client.pk for client in page.object_list if client.valid]
    years: dict[int, ClientYear] = {}
    for year in ClientYear.objects.filter(client__in=open_ones).defer("facts").order_by("year"):
        years[year.client_id] = year
    return [
        Row(client, _state(client), client.until, years.get(client.pk), client.next_due)
        for client in page.object_list
    ]


def _state(client: Any) -> str:
    if client.closed:
        return "withdrawn"
    if client.valid:
        return "valid"
    return "ended" if client.until and client.until < localdate() else "none"


@within(Role.VIEWER, Kind.ADVISER)
@require_GET
def dates(request: HttpRequest, standing: Standing) -> HttpResponse:
    """What falls due within sixty days, over all clients."""
    page = Paginator(_dates(standing), 2 * A_PAGE).get_page(request.GET.get("page"))
    record("client_dates_listed", standing.person, standing.organisation.pk, number=len(page.object_list))
    said = [(one, speech().say(f"duties.{one.code}", one.facts)) for one in page]
    shown = {"standing": standing, "dates": said, "days": NEAR.days, "page": page, "address": "?"}
    return render(request, "advice/dates.html", shown)


def _dates(standing: Standing) -> QuerySet[NextDate]:
    today = localdate()
    valid = Consent.objects.valid().filter(client=OuterRef("year__client"))
    return (
        NextDate.objects.filter(
            Exists(valid),
            year__client__organisation=standing.organisation,
            year__client__closed=None,
            due__gte=today,
            due__lte=today + NEAR,
        )
        .select_related("year__client")
        .defer("year__facts")
    )


@within(Role.VIEWER, Kind.ADVISER)
@require_GET
def client_page(request: HttpRequest, standing: Standing, client: int) -> HttpResponse:
    """One client: consent, and with it the years."""
    return show_client(request, standing, client_of(standing, client))


def show_client(
    request: HttpRequest, standing: Standing, client: Client, status: int = 200, **forms: Any
) -> HttpResponse:
    """The page of a client, with the forms that could not be taken."""
    page: dict[str, Any] = {
        "standing": standing,
        "client": client,
        "consents": client.consents.select_related("recorded_by", "withdrawn_by"),
        "writes": standing.role >= Role.HR and not client.closed,
        "owner": standing.role >= Role.OWNER,
        "kept_days": AFTER_WITHDRAWAL.days,
        "ask_form": TermsForm(auto_id="ask-%s"),
        "given_form": GivenForm(auto_id="given-%s"),
        **forms,
    }
    try:
        file = file_of(client)
    except NoConsent:
        pass
    else:
        page["valid"] = file.consent
        page["years"] = client.years.defer("facts").prefetch_related(Prefetch("closed", versions()))
    noted("client_opened", standing.person, client)
    return render(request, "advice/client.html", page, status=status)


@within(Role.HR, Kind.ADVISER)
def new_client(request: HttpRequest, standing: Standing) -> HttpResponse:
    """A new client: only what is needed to ask for consent."""
    others = Client.objects.filter(organisation=standing.organisation)
    form = ClientForm(request.POST or None, others=others, initial={"language": (get_language() or "en")[:2]})
    if request.method == "POST" and form.is_valid():
        client = form.kept_in(Client(organisation=standing.organisation))
        noted("client_made", standing.person, client)
        return redirect("advice_client", organisation=standing.organisation.pk, client=client.pk)
    page = {"standing": standing, "form": form}
    return render(request, "advice/new_client.html", page, status=422 if form.errors else 200)


@within(Role.HR, Kind.ADVISER)
def edit_client(request: HttpRequest, standing: Standing, client: int) -> HttpResponse:
    """Another name, address, reference or language."""
    found = client_of(standing, client)
    if found.closed:
        return show_client(request, standing, found, 409)
    others = Client.objects.filter(organisation=standing.organisation).exclude(pk=found.pk)
    initial = {name: getattr(found, name) for name in ("name", "mail", "reference", "language")}
    form = ClientForm(request.POST or None, others=others, initial=initial)
    if request.method == "POST" and form.is_valid():
        form.kept_in(found)
        noted("client_changed", standing.person, found)
        messages.success(request, speech().say("organisations.kept"))
        return redirect("advice_client", organisation=standing.organisation.pk, client=found.pk)
    page = {"standing": standing, "form": form, "client": found}
    return render(request, "advice/new_client.html", page, status=422 if form.errors else 200)


@within(Role.OWNER, Kind.ADVISER)
@require_POST
def delete_client(request: HttpRequest, standing: Standing, client: int) -> HttpResponse:
    """Delete a client with all that is kept of him."""
    found = client_of(standing, client)
    noted("client_deleted", standing.person, found)
    found.delete()
    messages.success(request, speech().say("advice.deleted"))
    return redirect("advice_clients", organisation=standing.organisation.pk)
