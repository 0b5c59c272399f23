"""The account and the years of a person as files for people and programs, within the export of everything."""

from __future__ import annotations

import json
import zipfile
from typing import Any

from django.contrib.auth.models import User

from grenswerk.model.errors import BadInput
from grenswerk.web.mydays.feeds import log_as
from grenswerk.web.mydays.models import Preferences, Year

FILES = (("worker-file.yaml", ".yaml"), ("days.csv", ".csv"), ("days.ics", ".ics"))


def write_log(archive: zipfile.ZipFile, owner: User) -> None:
    """Write the account, and for each year the worker file, the log, its changes, statements and feeds."""
    archive.writestr("account.json", _json(_account(owner)))
    for year in Year.objects.filter(owner=owner):
        archive.writestr(f"{year.year}/facts.json", _json(year.facts))
        for name, kind in FILES:
            try:
                archive.writestr(f"{year.year}/{name}", log_as(year, kind))
            except BadInput as error:  # facts that no longer fit the log: the days stand in raw form below
                archive.writestr(f"{year.year}/{name}.txt", str(error))
        archive.writestr(f"{year.year}/kept.json", _json(_kept(year)))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, default=str)


def _account(owner: User) -> dict[str, Any]:
    preferences = Preferences.objects.filter(owner=owner).values("language", "notices", "days_before").first()
    return {"email": owner.email, "joined": owner.date_joined, "preferences": preferences}


def _kept(year: Year) -> dict[str, Any]:
    return {
        "days": list(year.days.values("date", "entries", "changed_by")),
        "changes": list(year.changes.values("number", "kind", "label", "at", "before", "after", "undoes")),
        "statements": list(year.statements.values("hash", "content", "version", "at")),
        "feeds": list(year.feeds.values("kind", "language", "made", "read")),
        "notices": list(year.notices.values("key", "at")),
    }
