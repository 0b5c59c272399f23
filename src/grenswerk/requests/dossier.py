"""The political dossier as data: what is open, what happened, what a text cites, what a letter asks."""

from __future__ import annotations

import datetime as dt
from functools import cache

from grenswerk.dossier.follow_up import Dossier, load_dossier
from grenswerk.dossier.letters import read_letter
from grenswerk.dossier.letters.models import Letter
from grenswerk.dossier.models import Citation
from grenswerk.dossier.reading import given_text
from grenswerk.dossier.resolve import cite
from grenswerk.dossier.standing import Standing, standing
from grenswerk.dossier.timeline import Moment, timeline
from grenswerk.render.dossier_letter import spoken
from grenswerk.render.speech import Speech
from grenswerk.requests.naming import as_field, date_of

LONGEST = 200_000  # characters of a text: a letter of some eighty pages


@cache
def shipped_dossier() -> Dossier:
    """The dossier of the package, read once."""
    return load_dossier()


def status_shown(on: str | None) -> Standing:
    """What is open and what was answered, as it stood on a day (today when left out)."""
    return standing(shipped_dossier(), _day(on))


def timeline_shown(on: str | None) -> list[Moment]:
    """What happened until a day, in order of time."""
    return timeline(shipped_dossier(), _day(on))


def citations_shown(text: str) -> list[Citation]:
    """The citations of a text, each resolved."""
    return cite(given_text(text, as_field("text"), LONGEST))


def letter_shown(text: str, speech: Speech) -> Letter:
    """Who asks whom what by when, in the text of a parliamentary letter."""
    return spoken(read_letter(given_text(text, as_field("text"), LONGEST)), speech)


def _day(on: str | None) -> dt.date:
    return date_of(as_field("on"), on) or dt.datetime.now(dt.UTC).date()
