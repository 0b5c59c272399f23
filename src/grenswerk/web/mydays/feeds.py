"""Calendar feeds: the log and the duties of a year under a secret address that can be revoked."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.db.models import F
from django.utils import timezone

from grenswerk.days.writing import write_days
from grenswerk.render.calendar import calendar
from grenswerk.render.spoken import spoken
from grenswerk.web.mydays.log import assessed, logged
from grenswerk.web.mydays.models import Feed, Year
from grenswerk.web.secret_texts import hash_of, new_secret
from grenswerk.web.speaking import speech_in


def open_feed(year: Year, kind: Feed.Kind, language: str) -> str:
    """Make a feed; returns the secret of its address, which is kept nowhere."""
    secret = new_secret()
    Feed.objects.create(year=year, kind=kind, hash=hash_of(secret), language=language)
    return secret


def feed_of(secret: str) -> Feed | None:
    """The feed of this secret, or none."""
    return Feed.objects.select_related("year").filter(hash=hash_of(secret)).first()


def content_of(feed: Feed) -> bytes:
    """The feed as iCalendar; notes that it was read."""
    Feed.objects.filter(pk=feed.pk).update(read=timezone.now())
    if feed.kind == Feed.Kind.DUTIES:
        return calendar(spoken(assessed(feed.year), speech_in(feed.language)), feed.language)
    return log_as(feed.year, ".ics")


def log_as(year: Year, kind: str) -> bytes:
    """The log of a year as a file: .csv, .xlsx, .ics, or .yaml for a whole worker file."""
    found = logged(year)
    entries = [entry for days in found.days for entry in days.entries]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"days{kind}"
        write_days(path, found.file, entries)
        return path.read_bytes()


def feeds_of(year: Year) -> list[Feed]:
    """The feeds of a year that are open, the last read first."""
    return list(year.feeds.order_by(F("read").desc(nulls_last=True), "made"))
