"""One component for one thing, used on every page: meter, source, reasons, certainty, bar of shares."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import msgspec
from django import template
from django.template.loader import render_to_string
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from grenswerk.assess.comparison import Tipping
from grenswerk.law.bibliography import bibliography
from grenswerk.model.answer import Margin
from grenswerk.web.calculator.questions import Asked
from grenswerk.web.meters import meter_of
from grenswerk.web.shares import bar_of
from grenswerk.web.speaking import speech

register = template.Library()


# Pieces that are made of few values come back on page after page: each is drawn once a language, and kept.
PIECES = 4096
CURRENT = mark_safe(' aria-current="true"')  # fixed text  # nosec B308 B703


def joined(pieces: Iterable[str]) -> SafeString:
    """Pieces one after another, each drawn by a template or made of escaped cells."""
    return mark_safe("".join(pieces))  # nosec B308 B703


@register.simple_tag
def source(key: str) -> SafeString:
    """A source with its title, its date and its address."""
    return _source(key)


@lru_cache(PIECES)
def _source(key: str) -> SafeString:
    return render_to_string("components/source.html", {"key": key, "source": bibliography().get(key)})


@register.simple_tag
def language_links(languages: Iterable[tuple[str, str, str]], language: str) -> SafeString:
    """Links to this page in each language, of its code, its name and the address."""
    drawn = (
        f'<a href="{escape(address)}" {_language(code, name, code == language)}'
        for code, name, address in languages
    )
    return joined(drawn)


@lru_cache
def _language(code: str, name: str, current: bool) -> SafeString:  # noqa: FBT001
    """A link to a language after its address."""
    form = (
        'lang="{0}" hreflang="{0}" title="{1}"{2}>'
        '<span aria-hidden="true">{3}</span><span class="sr">{1}</span></a>'
    )
    return format_html(form, code, name, CURRENT if current else "", code.upper())


@register.simple_tag
def question(asked: Asked, prefix: str = "") -> SafeString:
    """A question with the answer that was given; `prefix` tells the employments of one person apart."""
    return _question(asked, prefix, speech().language)


@register.simple_tag
def questions(several: Iterable[Asked]) -> SafeString:
    """Questions one after another."""
    language = speech().language
    return joined(_question(asked, "", language) for asked in several)


@lru_cache(PIECES)
def _question(asked: Asked, prefix: str, _language: str) -> SafeString:
    return render_to_string("components/field.html", {"asked": asked, "prefix": prefix})


@register.simple_tag
def certainty(level: str) -> SafeString:
    """How sure a statement is."""
    return _certainty(str(level), speech().language)


@lru_cache(PIECES)
def _certainty(level: str, _language: str) -> SafeString:
    return render_to_string("components/certainty.html", {"level": level})


@register.simple_tag
def meter(margin: Margin) -> SafeString:
    """What is used of a limit, what is left and when the present pattern crosses it."""
    return _meter(msgspec.json.encode(margin), speech().language)


@lru_cache(PIECES)
def _meter(encoded: bytes, _language: str) -> SafeString:
    margin = msgspec.json.decode(encoded, type=Margin)
    return render_to_string("components/meter.html", {"margin": margin, **meter_of(margin)._asdict()})


@register.simple_tag
def shares(given: dict[str, float | None], home: str = "") -> SafeString:
    """A bar that divides the pay over the states."""
    return _shares(tuple(given.items()), home, speech().language)


@lru_cache(PIECES)
def _shares(given: tuple[tuple[str, float | None], ...], home: str, _language: str) -> SafeString:
    return render_to_string("components/shares.html", {"bar": bar_of(dict(given)), "home": home})


@register.filter
def item(mapping: dict[str, Any], key: str) -> Any:
    """The value of a key."""
    return mapping.get(key)


@register.filter
def tips(tip: Tipping) -> str:
    """After how many home days what changes."""
    facts = {"home_days": float(tip.home_days), "before": _standing(tip.before), "after": _standing(tip.after)}
    return speech().say(f"compare.tips.{tip.what}", facts)


def _standing(word: str) -> str:
    """A standing of a comparison in words: a state, a risk, or a tolerance that is kept or lost."""
    known = speech()
    if word == "?":
        return known.say("web.undecided")
    for code in (f"states.{word}", f"compare.risk.{word}", f"web.tolerance.{word}"):
        if known.knows(code):
            return known.say(code)
    return word
