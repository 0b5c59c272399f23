"""The pages of an organisation, for its navigation: each shown to those who may open it."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.web.organisations.access import Standing
from grenswerk.web.organisations.models import Kind, Role


class Page(NamedTuple):
    """A page of an organisation: the name of its address, who opens it, and in what kind of organisation."""

    address: str
    lowest: Role
    kind: Kind | None = None
    highest: Role = Role.OWNER


PAGES = (
    Page("organisation", Role.WORKER),
    Page("workforce_table", Role.VIEWER, Kind.EMPLOYER),
    Page("workforce_duties", Role.VIEWER, Kind.EMPLOYER),
    Page("workforce_forecast", Role.VIEWER, Kind.EMPLOYER),
    Page("workforce_policies", Role.VIEWER, Kind.EMPLOYER),
    Page("workforce_upload", Role.HR, Kind.EMPLOYER),
    Page("workforce_mine", Role.WORKER, Kind.EMPLOYER),
    Page("advice_clients", Role.VIEWER, Kind.ADVISER),
    Page("advice_dates", Role.VIEWER, Kind.ADVISER),
    Page("organisation_members", Role.HR),
    Page("organisation_tokens", Role.OWNER),
    Page("organisation_audit", Role.OWNER),
    Page("organisation_settings", Role.OWNER),
)


def pages_for(standing: Standing) -> list[Page]:
    """The pages that a member may open."""
    return [
        page
        for page in PAGES
        if page.lowest <= standing.role <= page.highest and page.kind in (None, standing.organisation.kind)
    ]
