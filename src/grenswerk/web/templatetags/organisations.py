"""The navigation of an organisation, and an entry of the audit log in words."""

from __future__ import annotations

from django import template
from django.urls import reverse

from grenswerk.web.audit.models import Entry
from grenswerk.web.organisations.access import Standing
from grenswerk.web.organisations.navigation import pages_for
from grenswerk.web.speaking import speech

register = template.Library()


@register.simple_tag
def organisation_pages(standing: Standing) -> list[tuple[str, str, str]]:
    """The pages that a member may open: name, address, label."""
    own, key = speech(), standing.organisation.pk
    return [
        (
            page.address,
            reverse(page.address, kwargs={"organisation": key}),
            own.say(f"organisations.page.{page.address}"),
        )
        for page in pages_for(standing)
    ]


@register.simple_tag
def entry_said(entry: Entry) -> str:
    """What somebody did, in words; roles and the like among its facts are said too."""
    own = speech()
    facts = {
        name: own.say(code) if own.knows(code := f"organisations.role.{value}") else value
        for name, value in entry.facts.items()
    }
    return own.say(f"audit.{entry.action}", facts)
