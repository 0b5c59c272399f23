"""The organisation of the token: its members, and of an employer the workers, duties and policies that HR sees."""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import override
from msgspec import Struct
from ninja import Router

from grenswerk.days.pace import LIMITS
from grenswerk.model.errors import BadInput
from grenswerk.model.states import STATE_CODES
from grenswerk.render.speech import Speech
from grenswerk.requests.law import FIRST_YEAR, LAST_YEAR
from grenswerk.web.api.authentication import actor_of, organisation_of, token_asking
from grenswerk.web.api.scopes import Scope
from grenswerk.web.api.v1.law_asked import Language
from grenswerk.web.api.v1.operations import line, operation
from grenswerk.web.api.v1.parameters import query
from grenswerk.web.audit.recording import record
from grenswerk.web.organisations.membership import members_of
from grenswerk.web.organisations.models import Kind, Organisation
from grenswerk.web.workforce.duties import dues_of
from grenswerk.web.workforce.export import month_of
from grenswerk.web.workforce.models import Origin, Worker
from grenswerk.web.workforce.policies import broken_by, policies_of
from grenswerk.web.workforce.table import LIMIT_FILTERS, PAIRS, SORTS, Asked, asked_of, page_of, rows_for, years_of
from grenswerk.web.workforce.writing import whole_of

router = Router(tags=["organisations"])


class OrganisationShown(Struct):
    """An organisation."""

    id: UUID
    name: str
    kind: str
    made: dt.datetime


class MemberShown(Struct):
    """A member who is more than a worker."""

    mail: str
    role: str
    since: dt.datetime


class MembersShown(Struct):
    """Who belongs to an organisation: its members by mail, its workers by their number."""

    members: list[MemberShown]
    workers: int


class PolicyShown(Struct):
    """The most home days that the employer allows; an empty state is any."""

    residence: str
    employer_state: str
    measure: str  # home days a week, a year, or as a share of all working days
    most: float


class WorkerShown(Struct):
    """A worker of one year, as the table of the site shows it. Days of the year, EUR/year, shares 0-1."""

    id: str
    name: str
    residence: str
    employer_state: str
    origin: str
    counted_until: dt.date | None
    threshold_days: float | None
    threshold_left: float | None
    residence_share: float | None
    home_share: float | None
    establishment_line: float | None
    establishment_left: float | None
    establishment_risk: str
    competent_state: str
    net: float | None
    duty_count: int | None
    home_days: float
    home_per_week: float
    planned_share: float
    crossings: dict[str, str]  # the month in which each limit is crossed, YYYY-MM
    broken_policies: list[PolicyShown]


class WorkersShown(Struct):
    """A page of the workers of a year."""

    year: int
    page: int
    pages: int
    total: int
    workers: list[WorkerShown]


class DutyShown(Struct):
    """What must be done where by when, and for how many workers."""

    date: dt.date | None
    state: str
    who: str
    code: str
    what: str
    where: str
    source: str
    certainty: str
    workers: int


@operation(router, "GET", "", Scope.ORGANISATION_READ, "Organisations")
def organisations(request: HttpRequest) -> HttpResponse:
    """The organisation of the token"""
    token = token_asking(request)
    return line([_shown(token.organisation)] if token.organisation else [])


@operation(router, "GET", "/{uuid:organisation}", Scope.ORGANISATION_READ, "OrganisationShown")
def organisation(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """One organisation"""
    return line(_shown(_own(request, organisation)))


@operation(router, "GET", "/{uuid:organisation}/members", Scope.ORGANISATION_MEMBERS, "MembersShown")
def organisation_members(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """Who belongs to the organisation"""
    own = _own(request, organisation)
    record("api_members_read", _actor(request), own.pk)
    members, workers = members_of(own)
    shown = [MemberShown(each.person.email, each.standing.code, each.since) for each in members]
    return line(MembersShown(shown, workers))


@operation(router, "GET", "/{uuid:organisation}/workers", Scope.ORGANISATION_READ, "WorkersShown")
def workers(  # noqa: PLR0917
    request: HttpRequest,
    organisation: UUID,
    year: Annotated[int | None, query("this year, or the latest that has rows, when left out")] = None,
    page: Annotated[int, query(minimum=1)] = 1,
    text: Annotated[str, query("in the id, the name or the address")] = "",
    pair: Annotated[str, query("residence and employer's state", enum=["", *PAIRS])] = "",
    limit: Annotated[str, query("who is near a limit or beyond it", enum=["", *LIMIT_FILTERS])] = "",
    crosses: Annotated[str, query("LIMIT.YYYY-MM: who crosses it in that month")] = "",
    policy: Annotated[str, query("whose plan breaks a policy", enum=["", "broken"])] = "",
    origin: Annotated[str, query("where the days come from", enum=["", *Origin.values])] = "",
    sort: Annotated[str, query("a column, a minus before it from high to low")] = "threshold",
) -> HttpResponse:
    """The workers of an employer by nearness to each limit, a page at a time"""
    own = _own(request, organisation, Kind.EMPLOYER)
    given = {"year": str(year) if year is not None else "", "text": text, "pair": pair, "limit": limit}
    given |= {"crosses": crosses, "policy": policy, "origin": origin, "sort": sort}
    asked = _asked(own, given)
    found = page_of(rows_for(own, asked), str(page))
    if found.number != page:
        raise BadInput(f"page is {page}: expected a number from 1 to {found.paginator.num_pages}")
    record("workers_exported", _actor(request), own.pk, thing=whole_of(own), year=asked.year)
    policies = list(policies_of(own))
    rows = [_worker(worker, broken_by(worker, policies)) for worker in found]
    return line(WorkersShown(asked.year, page, found.paginator.num_pages, found.paginator.count, rows))


@operation(router, "GET", "/{uuid:organisation}/duties", Scope.ORGANISATION_READ, "Duties")
def duties(
    request: HttpRequest,
    organisation: UUID,
    year: Annotated[int | None, query("this year, or the latest that has rows, when left out")] = None,
    state: Annotated[str, query(enum=["", *STATE_CODES])] = "",
    lang: Language = "en",
) -> HttpResponse:
    """What all workers of a year call for, soonest first"""
    own, speech = _own(request, organisation, Kind.EMPLOYER), Speech(lang)
    if state and state not in STATE_CODES:
        raise BadInput(f'state is "{state}": expected one of {", ".join(STATE_CODES)}')
    asked = _asked(own, {"year": str(year) if year is not None else ""})
    with override(speech.language):
        dues = dues_of(own, asked.year, state)
    names = DutyShown.__struct_fields__
    return line([DutyShown(**{name: getattr(due, name) for name in names}) for due in dues])


@operation(router, "GET", "/{uuid:organisation}/policies", Scope.ORGANISATION_READ, "Policies")
def policies(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """The policies of an employer"""
    own = _own(request, organisation, Kind.EMPLOYER)
    return line([_policy(policy) for policy in policies_of(own)])


def _own(request: HttpRequest, organisation: UUID, kind: Kind | None = None) -> Organisation:
    return organisation_of(token_asking(request), organisation, kind)


def _actor(request: HttpRequest) -> Any:
    return actor_of(token_asking(request))


def _shown(found: Organisation) -> OrganisationShown:
    return OrganisationShown(found.pk, found.name, found.kind, found.made)


def _asked(own: Organisation, given: Mapping[str, str]) -> Asked:
    """What a query asks of the table; the site leaves out what it says wrongly, a program is told."""
    asked = asked_of(given, years_of(own))
    for name, value in given.items():
        if value and str(getattr(asked, name)) != value.strip():
            expected = ", ".join(_WORDS[name]) if name in _WORDS else _FORMS[name]
            raise BadInput(f'{name} is "{value}": expected {expected}')
    if given.get("year") and not FIRST_YEAR <= asked.year <= LAST_YEAR:
        raise BadInput(f"year is {asked.year}: expected one from {FIRST_YEAR} to {LAST_YEAR}")
    return asked


_WORDS = {
    "pair": PAIRS,
    "limit": LIMIT_FILTERS,
    "policy": ("broken",),
    "origin": Origin.values,
    "sort": tuple(SORTS),
}
_FORMS = {
    "year": "a year of four figures",
    "text": "at most 80 characters",
    "crosses": f"LIMIT.YYYY-MM with a limit of {', '.join(LIMITS)}",
}


def _worker(worker: Worker, broken: list[Any]) -> WorkerShown:
    columns = set(WorkerShown.__struct_fields__) - {"id", "crossings", "broken_policies"}
    return WorkerShown(
        id=worker.payroll_id,
        crossings={limit: month for limit in LIMITS if (month := month_of(worker, limit))},
        broken_policies=[_policy(policy) for policy in broken],
        **{name: getattr(worker, name) for name in columns},
    )


def _policy(policy: Any) -> PolicyShown:
    return PolicyShown(policy.residence, policy.employer_state, policy.measure, policy.most)
