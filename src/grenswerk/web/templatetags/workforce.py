"""Rows of a workforce in words: days left, months, policies that a plan breaks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import Any
from uuid import UUID

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe

from grenswerk.model.answer import Risk
from grenswerk.render.speech import Speech
from grenswerk.web.mydays.models import Year
from grenswerk.web.speaking import speech
from grenswerk.web.workforce.models import Policy, Worker
from grenswerk.web.workforce.policies import broken_by, policies_of, warning

register = template.Library()
PIECES = 1024
NOTHING = "–"
SHOWN_RISKS = (Risk.POSSIBLE, Risk.LIKELY, Risk.UNCERTAIN)


@register.simple_tag
def left_days(worker: Worker) -> str:
    """What is left of the tax threshold, or by how much it is crossed."""
    if worker.threshold_left is None or worker.threshold_days is None:
        return NOTHING
    code = "workforce.over" if worker.threshold_left < 0 else "workforce.left"
    return speech().say(code, {"left": abs(worker.threshold_left), "limit": worker.threshold_days})


@register.simple_tag
def worker_rows(rows: Iterable[tuple[Worker, list[Policy]]], substantial: float) -> SafeString:
    """The rows of the table of workers, each with the policies that it breaks."""
    own = speech()
    drawn = (_row(worker, broken, substantial, own) for worker, broken in rows)
    return mark_safe("".join(drawn))  # of escaped cells  # nosec B308 B703


def _row(worker: Worker, broken: list[Policy], substantial: float, own: Speech) -> str:
    left, share, line = worker.threshold_left, worker.residence_share, worker.establishment_left
    number = f' <span class="help">{escape(worker.payroll_id)}</span>' if worker.name else ""
    cells = (
        f'<tr>\n<th scope="row"><a href="{_address(worker, own)}">{escape(worker.called)}</a>{number}</th>',
        _number(escape(worker.pair)),
        _number(escape(left_days(worker)), over=left is not None and left < 0),
        _number(_percent(share, own), over=share is not None and share >= substantial),
        _number(_establishment(worker, own), over=line is not None and line < 0),
        _number(escape(own.number(worker.home_days, 1))),
        _number(NOTHING if worker.duty_count is None else str(worker.duty_count)),
        f"<td>{escape(worker.competent_state or '?')}</td>",
        f"<td>{_broken(broken, own)}</td>",
        f"<td>{escape(own.say(f'workforce.origin.{worker.origin}'))}</td>\n</tr>",
    )
    return "\n".join(cells)


def _number(drawn: str, *, over: bool = False) -> str:
    return f'<td class="number{" over" if over else ""}">{drawn}</td>'


def _percent(share: float | None, own: Speech) -> str:
    return NOTHING if share is None else escape(own.percent(share))


def _address(worker: Worker, own: Speech) -> str:
    before, after = _around(worker.organisation_id, own.language)
    return f"{before}{worker.pk}{after}"


@lru_cache(PIECES)
def _around(organisation: UUID, _language: str) -> tuple[str, str]:
    """The address of a worker's page before and after the number."""
    address = reverse("workforce_worker", kwargs={"organisation": organisation, "worker": 0})
    before, _, after = address.rpartition("0")
    return before, after


def _establishment(worker: Worker, own: Speech) -> str:
    drawn = _percent(worker.home_share, own)
    if worker.home_share is not None and worker.establishment_line is not None:
        drawn += f' <span class="help">/ {_percent(worker.establishment_line, own)}</span>'
    if worker.establishment_risk in SHOWN_RISKS:
        drawn += f' <span class="risk">{escape(own.say(f"page.risk.{worker.establishment_risk}"))}</span>'
    return drawn


def _broken(policies: list[Policy], own: Speech) -> str:
    if not policies:
        return f'<span class="sr">{escape(own.say("workforce.kept_policies"))}</span>'
    return "".join(f'<span class="broken">{escape(policy_said(one))}</span>' for one in policies)


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
