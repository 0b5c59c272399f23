"""A day ledger uploaded for its forecast alone: the dates on which each worker crosses each limit."""

from __future__ import annotations

import datetime as dt
import re
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from django.db import transaction
from msgspec import Struct

from grenswerk.days.pace import LIMITS
from grenswerk.model.errors import BadInput
from grenswerk.population.fields import LEDGER
from grenswerk.web.audit.recording import record
from grenswerk.web.organisations.access import Standing
from grenswerk.web.workforce.day_counts import without_days
from grenswerk.web.workforce.models import Origin, Upload, Worker
from grenswerk.web.workforce.reading import Fault
from grenswerk.web.workforce.uploads import SHOWN_FAULTS, Watch, check_acceptable
from grenswerk.web.workforce.writing import AT_ONCE, locked, whole_of

MOST_DAYS = 20_000 * 366
ROW = re.compile(r"row (\d+): (.*)", re.DOTALL)  # how the batch engine names a row of a ledger


class Foreseen(Struct):
    """The crossings of one worker by the ledger, in the order of `LIMITS`."""

    worker: int
    crossings: list[dt.date | None]


class Found(NamedTuple):
    """What a ledger is about."""

    year: int
    workers: set[str]


def preview_ledger(upload: Upload, path: Path, watch: Watch) -> None:
    """Fill `upload` with the crossings that the ledger at `path` foretells for rows that stand.

    The facts of the workers are those of their rows. Raises `BadInput` for a file that is no ledger, and for one
    of several years.
    """
    from grenswerk.population.forecast import forecast

    watch("reading", 0.05)
    about = _looked_through(path, upload.name)
    standing = Worker.objects.filter(organisation=upload.organisation_id, year=about.year)
    by_id = {row.payroll_id: row for row in standing if row.payroll_id in about.workers}
    if unknown := sorted(about.workers - set(by_id)):
        raise BadInput(
            f'{upload.name}: id "{unknown[0]}" has no row of {about.year}: expected a file of the workers first'
        )
    workers = path.with_name("workers.parquet")
    _write_facts(list(by_id.values()), workers)
    watch("computing", 0.3)
    try:
        found = forecast(path, workers)
    except BadInput as error:
        raise BadInput(str(error).replace(str(path), upload.name).replace(str(workers), "workers")) from None
    finally:
        workers.unlink()
    faults, foreseen = [], []
    for row in found.frame.iter_rows(named=True):
        worker = by_id[str(row["id"])]
        if row["error"]:
            faults.append(Fault(0, worker.payroll_id, "", row["error"]))
        elif worker.origin == Origin.UPLOAD:  # a log that its worker shares goes before the employer's own
            foreseen.append(Foreseen(worker.pk, [row[f"crosses_{limit}"] for limit in LIMITS]))
    upload.counts = {"changed": len(foreseen), "wrong": len(faults)}
    upload.errors = [list(fault) for fault in _placed(faults, path)[:SHOWN_FAULTS]]
    upload.content = zlib.compress(msgspec.json.encode(foreseen), 1)
    upload.state = Upload.State.READY


def _placed(faults: list[Fault], path: Path) -> list[Fault]:
    """The faults by row: that which they name; what is wrong with all of a worker's days stands at the first."""
    from grenswerk.population.sources import open_source

    placed = [_at_its_row(fault) for fault in faults]
    first, row, wrong = dict[str, int](), 0, {fault.payroll_id for fault in placed if not fault.row}
    for batch in open_source(path, []).batches if wrong else ():
        for person in batch.column("id").to_pylist():
            row += 1
            if (known := str(person).strip()) in wrong:
                first.setdefault(known, row)
    return sorted(fault._replace(row=fault.row or first.get(fault.payroll_id, 0)) for fault in placed)


def _at_its_row(fault: Fault) -> Fault:
    named = ROW.match(fault.line)
    return fault._replace(row=int(named[1]), line=named[2]) if named else fault


def _looked_through(path: Path, name: str) -> Found:
    """Year and workers of a ledger; raises `BadInput` for other columns, several years and too many rows."""
    from grenswerk.population.sources import open_source

    try:
        source = open_source(path)
        for column in source.names:
            if column not in LEDGER:
                raise BadInput(f'{name}: unknown column "{column}": expected {", ".join(LEDGER)} in a day ledger')
        for column in ("id", "date", "state"):
            if column not in source.names:
                raise BadInput(f'{name}: column "{column}" is missing: expected {", ".join(LEDGER)}')
        years, workers, days = set[str](), set[str](), 0
        for batch in source.batches:
            days += batch.num_rows
            if days > MOST_DAYS:
                raise BadInput(f"{name}: more than {MOST_DAYS} rows: expected at most {MOST_DAYS}")
            dates, people = (batch.column(source.names.index(column)).unique() for column in ("date", "id"))
            years |= {year for date in dates.to_pylist() if (year := str(date)[:4]).isdecimal()}
            workers |= {str(person).strip() for person in people.to_pylist() if person is not None}
    except BadInput as error:
        raise BadInput(str(error).replace(str(path), name)) from None
    if len(years) != 1:
        found = ", ".join(sorted(years)[:3]) or "none"
        raise BadInput(f"{name}: dates of the years {found}: expected days of one year, YYYY-MM-DD")
    return Found(int(next(iter(years))), workers)


def _write_facts(rows: Sequence[Worker], path: Path) -> None:
    """The facts of rows as the file of workers beside a ledger, each value as text."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    facts = [{**without_days(row.facts), "id": row.payroll_id} for row in rows]
    names = sorted({name for one in facts for name in one})
    columns = {name: pa.array([_text(one.get(name)) for one in facts], pa.string()) for name in names}
    pq.write_table(pa.table(columns), path)


def _text(value: Any) -> str | None:
    if value is None:
        return None
    return str(value).lower() if isinstance(value, bool) else str(value)


def accept_ledger(standing: Standing, upload: Upload) -> None:
    """Take the crossings over, all or none; raises as `uploads.accept`."""
    organisation = standing.organisation
    with transaction.atomic():
        workforce = locked(organisation)
        own = Upload.objects.select_for_update().get(pk=upload.pk)
        check_acceptable(own, workforce.version)
        found = msgspec.json.decode(zlib.decompress(bytes(own.content or b"")), type=list[Foreseen])
        rows = Worker.objects.in_bulk([one.worker for one in found])
        changed = [row for one in found if (row := _with(rows.get(one.worker), one)) is not None]
        fields = ["ledger", *(f"crosses_{limit}" for limit in LIMITS)]
        Worker.objects.bulk_update(changed, fields, AT_ONCE)
        own.state, own.content = Upload.State.ACCEPTED, None
        own.save(update_fields=["state", "content"])
        record(
            "ledger_uploaded", standing.person, organisation.pk, thing=whole_of(organisation), changed=len(changed)
        )


def _with(row: Worker | None, found: Foreseen) -> Worker | None:
    if row is None or row.origin != Origin.UPLOAD:
        return None
    row.ledger = True
    for limit, date in zip(LIMITS, found.crossings, strict=True):
        setattr(row, f"crosses_{limit}", date)
    return row
