"""The table of workers: sorted, filtered and cut into pages by the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import F, Q, QuerySet
from django.utils.timezone import localdate

from grenswerk.days.pace import LIMITS
from grenswerk.law.social_security.dated import social_security_law
from grenswerk.model.states import STATE_CODES
from grenswerk.requests.law import FIRST_YEAR, LAST_YEAR
from grenswerk.web.forms import plain
from grenswerk.web.organisations.models import Organisation
from grenswerk.web.workforce.models import Origin, Worker
from grenswerk.web.workforce.policies import breaking, policies_of

A_PAGE = 50
NEAR_DAYS, NEAR_SHARE = 5, 0.05  # below a limit
SORTS = {
    "name": "name",
    "pair": "residence",
    "threshold": "threshold_left",
    "residence_share": "residence_share",
    "establishment": "establishment_left",
    "home": "home_days",
    "duties": "duty_count",
}
FIRST_WAY = {"residence_share": "-", "home": "-", "duties": "-"}  # the way in which a column is sorted first


class Asked(NamedTuple):
    """What somebody wants to see."""

    year: int
    text: str = ""
    pair: str = ""
    residence: str = ""
    limit: str = ""  # near.LIMIT or crossed.LIMIT
    crosses: str = ""  # LIMIT.YYYY-MM
    policy: str = ""  # broken
    origin: str = ""
    duty: str = ""  # numbers of duties, with commas between
    sort: str = "threshold"  # a minus before it: from high to low

    def query(self, **other: object) -> str:
        """The query of an address, with some of it changed; what is usual is left out."""
        usual = Asked(0)
        given = {**self._asdict(), **other}
        return urlencode(
            {name: value for name, value in given.items() if value not in ("", getattr(usual, name, ""))}
        )


def years_of(organisation: Organisation) -> list[int]:
    """The years of which there are rows, the latest first."""
    found = Worker.objects.filter(organisation=organisation).order_by().values_list("year", flat=True).distinct()
    return sorted(found, reverse=True)


def asked_of(given: Mapping[str, str], years: list[int]) -> Asked:
    """What a query asks for; what it says wrongly is left out."""
    this = localdate().year
    year = int(given["year"]) if given.get("year", "").isdecimal() and len(given["year"]) == 4 else 0
    year = year or (this if this in years or not years else years[0])
    sort = given.get("sort", "")
    pair, residence = given.get("pair", ""), given.get("residence", "")
    crosses = given.get("crosses", "")
    duty = given.get("duty", "")[:400]
    return Asked(
        year=year,
        text=plain(given.get("text", "")).strip()[:80],
        pair=pair if pair in PAIRS else "",
        residence=residence if residence in STATE_CODES else "",
        limit=given["limit"] if given.get("limit") in LIMIT_FILTERS else "",
        crosses=crosses if _month_of(crosses) else "",
        policy="broken" if given.get("policy") == "broken" else "",
        origin=given["origin"] if given.get("origin") in Origin.values else "",
        duty=duty if all(part.isdecimal() and len(part) < 16 for part in duty.split(",")) else "",
        sort=sort if sort.lstrip("-") in SORTS and not sort.startswith("--") else "threshold",
    )


PAIRS = tuple(f"{residence}-{employer}" for residence in STATE_CODES for employer in STATE_CODES)
LIMIT_FILTERS = tuple(f"{how}.{limit}" for limit in LIMITS for how in ("near", "crossed"))


def rows_for(organisation: Organisation, asked: Asked) -> QuerySet[Worker]:
    """The rows that are asked for, in their order."""
    rows = Worker.objects.filter(organisation=organisation, year=asked.year)
    if asked.text:
        rows = rows.filter(search__contains=asked.text.casefold())
    if asked.pair:
        residence, employer = asked.pair.split("-")
        rows = rows.filter(residence=residence, employer_state=employer)
    if asked.residence:
        rows = rows.filter(residence=asked.residence)
    if asked.limit:
        rows = rows.filter(_limit(asked))
    if asked.crosses:
        rows = rows.filter(_crossing(asked.crosses))
    if asked.policy:
        rows = rows.filter(breaking(policies_of(organisation)))
    if asked.origin:
        rows = rows.filter(origin=asked.origin)
    if asked.duty:
        rows = rows.filter(duties__in=[int(part) for part in asked.duty.split(",")]).distinct()
    field = F(SORTS[asked.sort.lstrip("-")])
    down = asked.sort.startswith("-")
    order = field.desc(nulls_last=True) if down else field.asc(nulls_last=True)
    return rows.order_by(order, "payroll_id", "pk")


def _limit(asked: Asked) -> Q:
    how, limit = asked.limit.split(".")
    if limit == "tax_threshold":
        return Q(threshold_left__lt=0) if how == "crossed" else Q(threshold_left__range=(0, NEAR_DAYS))
    if limit == "establishment_line":
        return Q(establishment_left__lt=0) if how == "crossed" else Q(establishment_left__range=(0, NEAR_SHARE))
    share = share_of(limit, asked.year)
    if how == "crossed":
        return Q(residence_share__gte=share)
    return Q(residence_share__lt=share, residence_share__gte=share - NEAR_SHARE)


def share_of(limit: str, year: int) -> float:
    """The share of working time at which a limit of social security is reached, in the nearest year of the law."""
    law = social_security_law(min(max(year, FIRST_YEAR), LAST_YEAR))
    return (
        law.limits.values.substantial
        if limit == "substantial_part"
        else law.agreement_limits.values.telework_below
    )


def _month_of(text: str) -> tuple[str, dt.date] | None:
    limit, _, month = text.partition(".")
    try:
        first = dt.date.fromisoformat(f"{month}-01")
    except ValueError:
        return None
    return (limit, first) if limit in LIMITS else None


def _crossing(text: str) -> Q:
    found = _month_of(text)
    if found is None:
        return Q(pk__in=())
    limit, first = found
    return Q(**{f"crosses_{limit}__year": first.year, f"crosses_{limit}__month": first.month})


def page_of(rows: QuerySet[Worker], number: str | None) -> Page[Worker]:
    """One page of rows, without what only the page of a single worker shows."""
    return Paginator(rows.defer("facts", "results", "search"), A_PAGE).get_page(number)
