"""The language of the reader: one `Speech` a language, kept."""

from __future__ import annotations

from functools import cache

from django.utils.translation import get_language

from grenswerk.render.speech import LANGUAGES, Speech


@cache
def speech_in(language: str) -> Speech:
    """The speech of one language."""
    return Speech(language)


def speech() -> Speech:
    """The speech of the page that is being made."""
    language = (get_language() or "en")[:2]
    return speech_in(language if language in LANGUAGES else "en")
