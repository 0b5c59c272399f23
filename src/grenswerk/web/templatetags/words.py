"""Words, numbers and dates in the reader's language, for templates."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template
from django.utils.formats import date_format

from grenswerk.dossier.follow_up import in_language
from grenswerk.law.parameters import Number
from grenswerk.web.speaking import speech

register = template.Library()


@register.simple_tag
def say(code: str, **facts: Any) -> str:
    """The text of a code with its facts."""
    return speech().say(code, facts)


@register.filter
def said(code: str, prefix: str = "") -> str:
    """The text of a code; `prefix` is put before it."""
    return speech().say(f"{prefix}{code}")


@register.filter
def money(amount: float, decimals: int = 0) -> str:
    """An amount in EUR, to the euro unless cents are asked for."""
    return speech().money(amount, decimals)


@register.filter
def percent(share: float | None) -> str:
    """A share 0-1 as a percentage; a question mark where it is not known."""
    return "?" if share is None else speech().percent(share)


@register.filter
def number(value: float, decimals: int = 1) -> str:
    """A number with at most so many decimals."""
    return speech().number(float(value), decimals)


@register.filter
def state(code: str) -> str:
    """The name of a state."""
    return speech().state(code)


@register.filter
def day(date: dt.date | str | None) -> str:
    """A date with its month in words."""
    if isinstance(date, str):
        date = dt.date.fromisoformat(date)
    return date_format(date, "j F Y") if date else ""


@register.filter
def weekday(date: dt.date) -> str:
    """A date with its weekday."""
    return date_format(date, "l j F Y")


@register.filter
def unlocalized(value: float) -> str:
    """A number as machines write it, for attributes."""
    return f"{float(value):g}" if abs(float(value)) < 1e5 else f"{float(value):.0f}"


@register.filter
def words(texts: dict[str, str]) -> str:
    """A text that is given in several languages, in the reader's."""
    return in_language(texts, speech().language)


@register.filter
def parameter(value: Number | list[Number]) -> str:
    """The value of a parameter: a number with its decimals, a list of numbers, yes or no."""
    own = speech()
    if isinstance(value, bool):
        return own.say("web.yes" if value else "web.no")
    if isinstance(value, list):
        return " · ".join(parameter(each) for each in value)
    return own.number(float(value), 6)


@register.filter
def duty_said(code: str, state: str) -> str:
    """A duty in words that name the state; what only a case would tell is left open."""
    own = speech()
    facts = {"state": state, "residence": "", "employer_state": "", "year": "", "employment": ""}
    return " ".join(own.say(f"duties.{code}", facts).replace("()", "").split())
