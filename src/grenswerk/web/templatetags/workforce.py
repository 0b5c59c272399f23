"""Rows of a workforce in words: days left, months, policies that a plan breaks."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template
from django.utils.formats import date_format

from grenswerk.web.mydays.models import Year
from grenswerk.web.speaking import speech
from grenswerk.web.workforce.models import Policy, Worker
from grenswerk.web.workforce.policies import broken_by, policies_of, warning

register = template.Library()


@register.simple_tag
def left_days(worker: Worker) -> str:
    """What is left of the tax threshold, or by how much it is crossed."""
    if worker.threshold_left is None or worker.threshold_days is None:
        return "–"
    code = "workforce.over" if worker.threshold_left < 0 else "workforce.left"
    return speech().say(code, {"left": abs(worker.threshold_left), "limit": worker.threshold_days})


@register.simple_tag
def policy_said(policy: Policy) -> str:
    """A policy in a word or two, for the table."""
    return speech().say(f"workforce.broken.short.{policy.measure}", {"most": policy.most})


@register.filter
def month_said(month: str) -> str:
    """A month, `2026-03`, in words."""
    return date_format(dt.date.fromisoformat(f"{month}-01"), "F Y")


@register.filter
def split(words: str) -> list[str]:
    """Words between commas."""
    return words.split(",")


@register.inclusion_tag("workforce/warnings.html")
def policies_broken(year: Year) -> dict[str, Any]:
    """The policies that a log breaks whose owner shares it with an employer."""
    rows = Worker.objects.filter(account=year.owner_id, year=year.year, sharing__isnull=False)
    if not rows.exists():  # of most people, and cheaper to ask than for all columns
        return {"warnings": []}
    found = [
        (worker.organisation, warning(worker, policy))
        for worker in rows.select_related("organisation").defer("facts", "results")
        for policy in broken_by(worker, policies_of(worker.organisation))
    ]
    return {"warnings": found}
