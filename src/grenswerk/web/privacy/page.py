"""The declarations in words: what is kept, why, how long, for the page and for the record of processing."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings

from grenswerk.web.privacy.declarations import DECLARED, ON_BEHALF, Activity, Ground, Kept
from grenswerk.web.privacy.periods import Span, days, periods
from grenswerk.web.speaking import speech


class Line(NamedTuple):
    """One kind of thing that is kept, in words."""

    code: str
    what: str
    why: str
    ground: str
    long: str
    erasure: str
    tables: str


class Section(NamedTuple):
    """A processing activity with what is kept for it, in words."""

    activity: Activity
    title: str
    subjects: str
    recipients: str
    lines: list[Line]
    on_behalf: bool  # for organisations, as a processor


def sections() -> list[Section]:
    """Every activity for which something is kept, in the reader's language."""
    own = speech()
    found = []
    for activity in Activity:
        kept = [each for each in DECLARED.values() if each.activity is activity and each.ground is not Ground.NONE]
        if kept:
            about = f"privacy.activity.{activity}"
            found.append(
                Section(
                    activity,
                    own.say(about),
                    own.say(f"{about}.subjects"),
                    own.say(f"{about}.recipients"),
                    [_line(each) for each in kept],
                    activity in ON_BEHALF,
                )
            )
    return found


def _line(kept: Kept) -> Line:
    own, code = speech(), f"privacy.{kept.code}"
    spans: dict[str, Span] = {**periods()._asdict(), "session": days(settings.SESSION_COOKIE_AGE // 86400)}
    erasures = dict.fromkeys(table.erasure for table in kept.tables)
    return Line(
        kept.code,
        own.say(f"{code}.what"),
        own.say(f"{code}.why"),
        own.say(f"privacy.ground.{kept.ground}"),
        own.say(f"{code}.long", {name: span.said for name, span in spans.items()}),
        "; ".join(own.say(f"privacy.erasure.{erasure}") for erasure in erasures),
        ", ".join(table.label for table in kept.tables),
    )
