"""A file of days before it is taken over: what it would change, kept in a signed field until someone says yes."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, NamedTuple

from django.conf import settings
from django.core import signing
from django.core.files.uploadedfile import UploadedFile

from grenswerk.model.errors import BadInput
from grenswerk.web.mydays.facts import Facts
from grenswerk.web.mydays.log import Days, Entries, normal, standing_days, with_changes, write
from grenswerk.web.mydays.models import Change, Year
from grenswerk.web.mydays.reading import Bounds, read_upload
from grenswerk.web.uploads import content_of, name_of

SALT = "grenswerk.mydays.import"
HOURS = 24


class Fate(StrEnum):
    """What an import does with a date."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


class Line(NamedTuple):
    """One date of an import: what stands there and what would."""

    date: dt.date
    fate: Fate
    before: Entries
    after: Entries


class Preview(NamedTuple):
    """What an import would do; `token` carries it, signed."""

    name: str
    lines: list[Line]
    token: str

    def count(self, fate: Fate) -> int:
        """How many dates have this fate."""
        return sum(line.fate is fate for line in self.lines)

    @property
    def counts(self) -> dict[str, int]:
        """How many dates are new, changed and the same."""
        return {fate.value: self.count(fate) for fate in Fate}


def preview(year: Year, upload: UploadedFile[bytes]) -> Preview:
    """Read an upload and compare it with the log; raises `BadInput`. Nothing is written."""
    name = name_of(upload)
    days = _by_date(rows_of({**year.facts, "year": year.year}, upload))
    if not days:
        raise BadInput(f"{name}: holds no day of {year.year} that is known as work or absence")
    standing = standing_days(year)
    with_changes(year, standing, days)
    lines = []
    for date, after in days.items():
        before = standing.get(date, [])
        lines.append(Line(date, _fate(before, after), before, after))
    content = {line.date.isoformat(): line.after for line in lines if line.fate is not Fate.SAME}
    token = signing.dumps([year.pk, year.version, name, content], salt=SALT, compress=True)
    return Preview(name, lines, token)


def rows_of(facts: Facts, upload: UploadedFile[Any]) -> list[dict[str, Any]]:
    """The rows of a file of days that was handed in for a worker file without days; raises `BadInput`."""
    bounds = Bounds(settings.UPLOAD_SECONDS, settings.UPLOAD_MEMORY)
    return read_upload(facts, name_of(upload), content_of(upload, settings.UPLOAD_LARGEST), bounds)


def accept(year: Year, token: str) -> Change | None:
    """Take over an import that was previewed; `None` when it changes nothing.

    Raises `Conflict` where a date was written since the preview, `signing.BadSignature` for a token that is not
    whole or older than a day.
    """
    pk, seen, name, content = signing.loads(token, salt=SALT, max_age=HOURS * 3600)
    if pk != year.pk:
        raise signing.BadSignature("another year")
    days = {dt.date.fromisoformat(date): entries for date, entries in content.items()}
    return write(year, days, seen, Change.Kind.IMPORT, name).change if days else None


def _by_date(rows: list[dict[str, Any]]) -> Days:
    found: dict[dt.date, Entries] = {}
    for row in rows:
        found.setdefault(dt.date.fromisoformat(row["date"]), []).append(row)
    return {date: normal(entries) for date, entries in sorted(found.items())}


def _fate(before: Entries, after: Entries) -> Fate:
    if not before:
        return Fate.NEW
    return Fate.SAME if sorted(map(str, before)) == sorted(map(str, after)) else Fate.CHANGED
