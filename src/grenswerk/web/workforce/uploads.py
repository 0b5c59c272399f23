"""A file of workers compared with the rows that stand, and taken over whole or not at all."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from grenswerk.model.errors import BadInput
from grenswerk.web.audit.recording import record
from grenswerk.web.organisations.access import Standing
from grenswerk.web.workforce.computing import Due, computed, with_duties
from grenswerk.web.workforce.forecasting import Plan
from grenswerk.web.workforce.linking import link_known
from grenswerk.web.workforce.models import Upload, Worker
from grenswerk.web.workforce.reading import Contents, Fault, Line, read_workers
from grenswerk.web.workforce.sharing import refresh
from grenswerk.web.workforce.writing import Written, changing, dated, whole_of, write_rows

Watch = Callable[[str, float], None]  # is told what is done, and how much of it, 0-1
SHOWN_FAULTS = 1000  # kept of a file that is wrong throughout


class Fate(StrEnum):
    """What an upload does with a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REMOVED = "removed"


class Change(Struct):
    """One row of a preview: what happens to it, and which columns change."""

    row: int
    year: int
    payroll_id: str
    name: str
    fate: Fate
    columns: list[str]


class Content(Struct):
    """What an upload would do."""

    changes: list[Change]
    rows: list[Written]
    duties: list[Due]
    removed: list[int]


class Outdated(Exception):
    """The rows were changed since the preview was made."""


def preview(upload: Upload, path: Path, watch: Watch) -> Content:
    """Read the file at `path` and fill `upload` with what it would do; raises `BadInput`. Nothing is written."""
    watch("reading", 0.05)
    contents = read_workers(path, upload.name)
    watch("comparing", 0.3)
    standing = _standing(upload, contents)
    content = Content([], [], [], [])
    duties: dict[str, int] = {}
    faults = list(contents.faults)
    for done, line in enumerate(contents.lines):
        if done % 250 == 0:
            watch("computing", 0.3 + 0.65 * done / len(contents.lines))
        before = standing.pop(line.key, None)
        columns = _changed(line, before)
        fate = Fate.NEW if before is None else Fate.CHANGED if columns else Fate.SAME
        content.changes.append(Change(line.row, line.year, line.payroll_id, line.name, fate, columns))
        if fate is Fate.SAME:
            continue
        try:
            content.rows.append(_written(line, content.duties, duties))
        except BadInput as error:
            faults.append(Fault(line.row, line.payroll_id, "", str(error)))
    if upload.whole:
        for worker in standing.values():
            content.removed.append(worker.pk)
            gone = Change(0, worker.year, worker.payroll_id, worker.name, Fate.REMOVED, [])
            content.changes.append(gone)
    _fill(upload, content, sorted(faults))
    return content


def _standing(upload: Upload, contents: Contents) -> dict[tuple[int, str], Worker]:
    years = {line.year for line in contents.lines}
    rows = Worker.objects.filter(organisation=upload.organisation_id, year__in=years).only(
        "year", "payroll_id", "name", "mail", "facts", "counted_until", "plan_home_per_week"
    )
    return {(row.year, row.payroll_id): row for row in rows}


def _changed(line: Line, before: Worker | None) -> list[str]:
    """The columns that the file changes; none for a row that is new."""
    if before is None:
        return []
    until = before.counted_until.isoformat() if before.counted_until else None
    own = {
        "name": (before.name, line.name),
        "mail": (before.mail, line.mail),
        "counted_until": (until, line.counted_until),
        "plan_home_per_week": (before.plan_home_per_week, line.plan_home_per_week),
    }
    facts = {name: (before.facts.get(name), line.facts.get(name)) for name in {**before.facts, **line.facts}}
    return [name for name, (old, new) in {**own, **facts}.items() if old != new]


def _written(line: Line, duties: list[Due], known: dict[str, int]) -> Written:
    found = computed(
        with_duties(line.facts), Plan(dated(line.counted_until), line.plan_home_per_week), line.results
    )
    places = []
    for due in found.duties:
        key = due.key
        if key not in known:
            known[key] = len(duties)
            duties.append(due)
        places.append(known[key])
    return Written(
        year=line.year,
        payroll_id=line.payroll_id,
        name=line.name,
        mail=line.mail,
        facts=line.facts,
        counted_until=line.counted_until,
        plan_home_per_week=line.plan_home_per_week,
        results=found.results,
        numbers=found.numbers,
        duties=places,
    )


def _fill(upload: Upload, content: Content, faults: list[Fault]) -> None:
    counts = {fate.value: sum(change.fate is fate for change in content.changes) for fate in Fate}
    upload.counts = {**counts, "wrong": len(faults)}
    upload.errors = [list(fault) for fault in faults[:SHOWN_FAULTS]]
    upload.content = zlib.compress(msgspec.json.encode(content), 1)
    upload.state = Upload.State.READY


def content_of(upload: Upload) -> Content:
    """What an upload would do, as its preview found it."""
    return msgspec.json.decode(zlib.decompress(bytes(upload.content or b"")), type=Content)


def check_acceptable(upload: Upload, version: int) -> None:
    """Raises `Outdated` where the rows were changed since the preview, `BadInput` for what is not to be taken."""
    if upload.state not in (Upload.State.READY, Upload.State.TAKING) or upload.counts.get("wrong"):
        raise BadInput(f"{upload.name}: {upload.state}: expected a file without a fault, not taken over yet")
    if upload.seen != version:
        raise Outdated


def accept(standing: Standing, upload: Upload) -> None:
    """Take an upload over, whole or not at all.

    Raises `Outdated` where the rows were changed since its preview, `BadInput` for one that cannot be taken over.
    """
    organisation = standing.organisation
    with changing(organisation) as workforce:
        own = Upload.objects.select_for_update().get(pk=upload.pk)
        check_acceptable(own, workforce.version)
        content = content_of(own)
        Worker.objects.filter(organisation=organisation, pk__in=content.removed).delete()
        written = write_rows(organisation, content.rows, content.duties)
        link_known(organisation, written)
        own.state, own.content = Upload.State.ACCEPTED, None
        own.save(update_fields=["state", "content"])
        for worker in Worker.objects.filter(pk__in=written, sharing__isnull=False):
            refresh(worker)
        years = sorted({row.year for row in content.rows}) or [0]
        record(
            "workers_uploaded", standing.person, organisation.pk, thing=whole_of(organisation),
            new=own.counts["new"], changed=own.counts["changed"], removed=own.counts["removed"], year=years[-1],
        )  # fmt: skip


def shown(content: Content) -> Iterator[dict[str, Any]]:
    """The rows of a preview that change something."""
    return (msgspec.to_builtins(change) for change in content.changes if change.fate is not Fate.SAME)
