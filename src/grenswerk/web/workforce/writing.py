"""Rows and their duties written: many at once from an upload, one at a time where its days change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from msgspec import Struct

from grenswerk.web.organisations.models import Organisation
from grenswerk.web.workforce.computing import Computed, Due
from grenswerk.web.workforce.models import Duty, Origin, Worker, Workforce

AT_ONCE = 500  # rows of one statement
_CROSSINGS = tuple(field.name for field in Worker._meta.get_fields() if field.name.startswith("crosses_"))
_KEY = ("organisation", "year", "payroll_id")


class Written(Struct):
    """A row as an upload writes it; `duties` are places in a list, `numbers` fields of `models.Worker`."""

    year: int
    payroll_id: str
    name: str
    mail: str
    facts: dict[str, Any]
    counted_until: str | None
    plan_home_per_week: float | None
    results: dict[str, Any]
    numbers: dict[str, Any]
    duties: list[int]


def locked(organisation: Organisation) -> Workforce:
    """The rows of an employer, kept from other writers until the transaction ends; there must be one."""
    Workforce.objects.get_or_create(organisation=organisation)
    return Workforce.objects.select_for_update().get(organisation=organisation)


@contextmanager
def changing(organisation: Organisation) -> Iterator[Workforce]:
    """The rows of an employer within a transaction that changes them: a preview made before it is outdated."""
    with transaction.atomic():
        workforce = locked(organisation)
        yield workforce
        workforce.version += 1
        workforce.save(update_fields=["version"])


def whole_of(organisation: Organisation) -> str:
    """All rows of an employer, as a thing of the audit log: what concerns every linked worker."""
    return f"workforce:{organisation.pk}"


def dated(text: str | None) -> dt.date | None:
    """A date as it is written in JSON."""
    return dt.date.fromisoformat(text) if text else None


def search_of(payroll_id: str, name: str, mail: str) -> str:
    """What the table's search looks at."""
    return f"{payroll_id} {name} {mail}".casefold()


def write_rows(organisation: Organisation, rows: Sequence[Written], duties: Sequence[Due]) -> list[int]:
    """Write rows over those of the same year and payroll id; returns their numbers."""
    made = [_worker(organisation, row) for row in rows]
    kept = {field.name for field in Worker._meta.concrete_fields if not field.primary_key}
    kept -= {*_KEY, "account"}
    _forget_other_mails(organisation, rows)
    Worker.objects.bulk_create(
        made, AT_ONCE, update_conflicts=True, unique_fields=list(_KEY), update_fields=sorted(kept)
    )
    years = {row.year for row in rows}
    standing = Worker.objects.filter(organisation=organisation, year__in=years)
    numbers = {(year, payroll): pk for pk, year, payroll in standing.values_list("pk", "year", "payroll_id")}
    written = {numbers[row.year, row.payroll_id]: row for row in rows}
    links = []
    for year in years:
        of_year = {pk: row for pk, row in written.items() if row.year == year}
        used = sorted({place for row in of_year.values() for place in row.duties})
        known = _kept_duties(organisation, year, [duties[place] for place in used])
        places = {place: known[duties[place].key] for place in used}
        links += [(pk, places[place]) for pk, row in of_year.items() for place in row.duties]
    _link_duties(list(written), links)
    return list(written)


def _worker(organisation: Organisation, row: Written) -> Worker:
    numbers = {name: dated(value) if name in _CROSSINGS else value for name, value in row.numbers.items()}
    return Worker(
        organisation=organisation,
        year=row.year,
        payroll_id=row.payroll_id,
        name=row.name,
        mail=row.mail,
        search=search_of(row.payroll_id, row.name, row.mail),
        facts=row.facts,
        counted_until=dated(row.counted_until),
        plan_home_per_week=row.plan_home_per_week,
        origin=Origin.UPLOAD,
        results=row.results,
        **numbers,
    )


def _forget_other_mails(organisation: Organisation, rows: Sequence[Written]) -> None:
    """A row that gets another address belongs to another person: account and what was shared are let go."""
    from grenswerk.web.workforce.linking import unlink

    mails = {(row.year, row.payroll_id): row.mail for row in rows}
    linked = Worker.objects.filter(organisation=organisation, account__isnull=False)
    for worker in linked.only("pk", "year", "payroll_id", "mail"):
        if mails.get((worker.year, worker.payroll_id), worker.mail) != worker.mail:
            unlink(worker)


def write_one(worker: Worker, found: Computed) -> None:
    """Put what was computed anew into one row; the forecast of a ledger stays with the employer's days."""
    worker.results = found.results
    worker.ledger = worker.ledger and worker.origin == Origin.UPLOAD
    numbers = {name: value for name, value in found.numbers.items() if not (worker.ledger and name in _CROSSINGS)}
    for name, value in numbers.items():
        setattr(worker, name, value)
    worker.save(update_fields=["results", "origin", "ledger", "changed", *numbers])
    known = _kept_duties(worker.organisation, worker.year, found.duties)
    _link_duties([worker.pk], [(worker.pk, pk) for pk in dict.fromkeys(known.values())])


def _kept_duties(organisation: Organisation, year: int, duties: Iterable[Due]) -> dict[str, int]:
    """The numbers of duties by their key; those that were not kept yet are."""
    by_key = {due.key: due for due in duties}
    made = [
        Duty(
            organisation=organisation,
            year=year,
            key=key,
            code=due.code,
            who=due.who,
            state=due.state,
            dates=due.dates,
            source=due.source,
            certainty=due.certainty,
            where=due.where,
            facts=due.facts,
        )
        for key, due in by_key.items()
    ]
    Duty.objects.bulk_create(made, AT_ONCE, ignore_conflicts=True)
    standing = Duty.objects.filter(organisation=organisation, year=year)
    return {key: pk for key, pk in standing.values_list("key", "pk") if key in by_key}


def _link_duties(workers: Sequence[int], links: Sequence[tuple[int, int]]) -> None:
    """Put the links of these workers in the place of those that stand: many, so without Django's objects."""
    through = Worker.duties.through
    for start in range(0, len(workers), AT_ONCE):
        through._default_manager.filter(worker_id__in=workers[start : start + AT_ONCE]).delete()
    table = connection.ops.quote_name(through._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} (worker_id, duty_id) VALUES (%s, %s)",  # nosec B608: the name of our own table
            list(dict.fromkeys(links)),
        )
