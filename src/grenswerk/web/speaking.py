"""The language of the reader: one `Speech` a language, kept."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from django.utils.translation import get_language

from grenswerk.render.speech import LANGUAGES, Speech

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@cache
def speech_in(language: str) -> Speech:
    """The speech of one language."""
    return Speech(language)


def speech_to(person: User) -> Speech:
    """The speech of the language in which a person is written to."""
    from grenswerk.web.mydays.models import Preferences

    preferences = Preferences.objects.filter(owner=person).first()
    return speech_in(preferences.language if preferences else "en")


def speech() -> Speech:
    """The speech of the page that is being made."""
    language = (get_language() or "en")[:2]
    return speech_in(language if language in LANGUAGES else "en")
