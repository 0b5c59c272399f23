"""An assessment as a part of a page: of all parts the one drawn most often, so its form is compiled to Python."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import jinja2
import msgspec
from django import template
from django.template.engine import Engine
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from grenswerk.model.answer import Assessment, Duty, Finding, Margin, NetPay
from grenswerk.web.calculator.curve import CurvePlace
from grenswerk.web.speaking import speech
from grenswerk.web.templatetags.components import PIECES, certainty, joined, meter, shares
from grenswerk.web.templatetags.words import percent

register = template.Library()
NEEDS_PAY = "net_pay.gross_pay_needed"


@register.simple_tag(takes_context=True)
def assessment(
    context: template.Context,
    answer: Assessment,
    *,
    id_prefix: str = "",
    within: str = "",
    curve: CurvePlace | None = None,
    notes: dict[str, Any] | None = None,
) -> SafeString:
    """An answer, statement by statement.

    `id_prefix` and `within` tell two answers on one page apart. `notes`: what an adviser noted, by part of the
    answer; the other pages have none.
    """
    own = speech()

    def note(part: str) -> SafeString:
        """A note as every page of advisers draws it."""
        with context.push(part=part, note=(notes or {}).get(part)):
            return Engine.get_default().get_template("components/part_note.html").render(context)

    drawn = _form().render(
        answer=answer,
        id_prefix=id_prefix,
        within=within,
        curve=curve,
        note=None if notes is None else note,
        own=own,
        say=lambda code, **facts: own.say(code, facts),
    )
    return mark_safe(drawn)  # escaped by its form  # nosec B308 B703


@cache
def _form() -> jinja2.Template:
    forms = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parents[1] / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    forms.globals |= {
        "certainty": certainty,
        "shares": shares,
        "meters": _meters,
        "duties": _duties,
        "percent": percent,
        "signed_money": _signed_money,
        "rule_address": _rule_address,
        "reasons": _reasons,
        "findings": _findings,
        "amount": _amount,
        "difference": _difference,
        "needs_pay": _needs_pay,
    }
    return forms.get_template("components/assessment.jinja")


@lru_cache(PIECES)
def _rule_address(pair: str, year: int, _language: str) -> str:
    """The address of the rule of a border."""
    return reverse("rule", kwargs={"pair": pair, "year": year})


def _reasons(answer: Assessment, subject: str, employment: str | None = None) -> SafeString:
    """The reasons of one subject, the first part of their code; those that name no employment belong to all."""
    about = [reason for reason in answer.reasons if reason.code.partition(".")[0] == subject]
    return joined(
        _reason(reason.text, tuple(reason.sources))
        for reason in about
        if employment is None or reason.facts.get("employment", employment) == employment
    )


@lru_cache(PIECES)
def _reason(text: str, sources: tuple[str, ...]) -> SafeString:
    return render_to_string("components/reason.html", {"text": text, "sources": sources})


def _meters(margins: Iterable[Margin]) -> SafeString:
    """The meters of several limits."""
    return joined(meter(margin) for margin in margins)


def _duties(due: Iterable[Duty]) -> SafeString:
    """Duties: when, who, what, and what happens otherwise."""
    language = speech().language
    return joined(_duty(msgspec.json.encode(one), language) for one in due)


@lru_cache(PIECES)
def _duty(encoded: bytes, _language: str) -> SafeString:
    return render_to_string("components/duty.html", {"duty": msgspec.json.decode(encoded, type=Duty)})


def _needs_pay(answer: Assessment) -> bool:
    """Whether the pay is all that the net pay lacks."""
    return any(one.code == NEEDS_PAY for one in answer.findings)


def _findings(found: Iterable[Finding]) -> SafeString:
    """Findings with their sources; that the pay is needed is said where the net pay stands."""
    return joined(_finding(one.level, one.text, tuple(one.sources)) for one in found if one.code != NEEDS_PAY)


@lru_cache(PIECES)
def _finding(level: str, text: str, sources: tuple[str, ...]) -> SafeString:
    return render_to_string("components/finding.html", {"level": level, "text": text, "sources": sources})


@lru_cache(PIECES)
def _amount(label: str, state: str, paragraph: str) -> SafeString:
    """The head of the row of an amount: its name is drawn once and kept, its value is not."""
    return format_html('<th scope="row">{}<span class="paragraph">{} · {}</span></th>', label, state, paragraph)


def _difference(pay: NetPay) -> float:
    """What working at home changes in the net pay, EUR/year; zero where that is less than a euro."""
    changed = pay.net - pay.without_telework.net if pay.without_telework else 0.0
    return changed if abs(changed) >= 1 else 0.0


def _signed_money(amount: float) -> str:
    """A difference in EUR with its sign."""
    return ("+" if amount >= 0 else "−") + speech().money(abs(amount), 0)
