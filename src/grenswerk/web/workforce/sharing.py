"""What a worker shares of the own log: nothing, counts, or every day. The employer gets no more than that.

Nothing of a log is copied but counts: shared days are read from it when they are shown.
"""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Any, NamedTuple

import msgspec
from django.contrib.auth.models import User
from django.db import transaction
from django.utils.timezone import localdate
from msgspec.structs import replace

from grenswerk.days.log import count_log
from grenswerk.days.row import Row
from grenswerk.model.days import DayEntry, EmploymentDays
from grenswerk.model.errors import BadInput
from grenswerk.model.worker import DaysGiven, WorkerFile
from grenswerk.population.worker_files import worker_file_of
from grenswerk.web.assessing import Assessed, Counted, assessed
from grenswerk.web.mydays.log import logged
from grenswerk.web.mydays.models import Year
from grenswerk.web.workforce.computing import computed, explained
from grenswerk.web.workforce.day_counts import counts_of, without_days
from grenswerk.web.workforce.forecasting import Plan
from grenswerk.web.workforce.models import Origin, Sharing, Worker
from grenswerk.web.workforce.writing import write_one


class Shared(NamedTuple):
    """What the person of a row shares, and the year of the own log that it comes from."""

    sharing: Sharing | None
    year: Year | None


class Log(NamedTuple):
    """A shared log, read once for all that is made of it: the row as a worker file, with the days counted."""

    extent: Sharing.Extent
    file: WorkerFile
    days: EmploymentDays


def shared_of(worker: Worker) -> Shared:
    """What the person of a row shares, as it stands."""
    own = (
        Year.objects.filter(owner=worker.account_id, year=worker.year)
        if worker.account_id
        else Year.objects.none()
    )
    return Shared(Sharing.objects.filter(worker=worker).first(), own.first())


def share(worker: Worker, extent: Sharing.Extent, employment: str) -> None:
    """Share the own log from now on; what was shared before is replaced."""
    with transaction.atomic():
        Sharing.objects.update_or_create(worker=worker, defaults={"extent": extent, "employment": employment})
        refresh(worker)


def withdraw(worker: Worker) -> None:
    """Share nothing any longer: the row stands as the employer gave it, from this moment."""
    with transaction.atomic():
        Sharing.objects.filter(worker=worker).delete()
        refresh(worker)


def refresh(worker: Worker) -> None:
    """Compute a row from what is shared now, where anything is or was."""
    if (
        Sharing.objects.filter(worker=worker).exists()
        or Worker.objects.filter(pk=worker.pk).exclude(origin=Origin.UPLOAD).exists()
    ):
        recompute(worker)


def recompute(worker: Worker) -> None:
    """Compute a row from what is shared now; a log that cannot be used is told to its owner alone."""
    with transaction.atomic():
        row = Worker.objects.select_for_update().filter(pk=worker.pk).first()
        if row is None:  # deleted meanwhile
            return
        shared = shared_of(row)
        sharing = shared.sharing
        try:
            found = explained_row(row, log_of(row, shared))
            row.origin = Origin(sharing.extent) if sharing else Origin.UPLOAD
            wrong = ""
        except BadInput as error:
            found, row.origin, wrong = explained(row.facts), Origin.UPLOAD, str(error)
        write_one(row, computed(found, plan_of(row, shared.year)))
        if sharing and sharing.wrong != wrong:
            Sharing.objects.filter(pk=sharing.pk).update(wrong=wrong)


def refresh_of(person: User | int, year: int) -> None:
    """Compute all rows anew that rest on what a person shares of a year."""
    for worker in Worker.objects.filter(account=person, year=year, sharing__isnull=False):
        refresh(worker)


def explained_row(worker: Worker, log: Log | None) -> Assessed:
    """The assessment of a row: of the employer's own counts, of shared counts, or of shared days.

    Raises `BadInput` where the shared log cannot be used.
    """
    if log is not None and log.extent == Sharing.Extent.DAYS:
        return assessed(Counted(log.file, [log.days]))
    return explained(facts_shown(worker, log))


def facts_shown(worker: Worker, log: Log | None) -> dict[str, Any]:
    """The columns that the results of a row rest on: the employer's, or with the totals of the shared log."""
    if log is None:
        return dict(worker.facts)
    file, days = log.file, log.days
    return without_days(worker.facts) | counts_of(days, file.worker.residence, file.employments[0].employer_state)


def shared_days(worker: Worker, log: Log | None) -> list[dict[str, Any]]:
    """The days of a log that are shared one by one, for the pages of the employer; else none."""
    if log is None or log.extent != Sharing.Extent.DAYS or worker.origin != Origin.DAYS:
        return []
    rows: list[dict[str, Any]] = msgspec.to_builtins(log.file.days.log)
    return sorted(rows, key=lambda row: str(row["date"]))


def log_of(worker: Worker, shared: Shared) -> Log | None:
    """The log that a row rests on, none where it rests on the employer's counts; raises `BadInput`."""
    sharing = shared.sharing
    if sharing is None:
        return None
    entries = _entries(worker, shared.year, sharing.employment)
    file = worker_file_of(without_days(worker.facts) | {"days_work": 0})
    file = replace(file, days=DaysGiven(log=entries))
    days = count_log(file, [Row(entry, "log") for entry in entries])[0]
    return Log(Sharing.Extent(sharing.extent), file, days)


def _entries(worker: Worker, year: Year | None, employment: str) -> list[DayEntry]:
    """The days of the person's own log in one employment; raises `BadInput` where there is no such log.

    Where none was chosen it is the only one in this state: days for another employer are not guessed.
    """
    if year is None:
        raise BadInput(f"log: there is none of {worker.year}: expected a year under My days")
    found = logged(year)
    by_id = {days.employment: days for days in found.days}
    if not employment:
        fitting = [one.id for one in found.file.employments if one.employer_state == worker.employer_state]
        if len(fitting) != 1:
            found_there = f"{len(fitting)} employments in {worker.employer_state}"
            raise BadInput(f"log: has {found_there}: expected one, or that you choose the one with this employer")
        employment = fitting[0]
    if employment not in by_id:
        raise BadInput(f'log: employment is "{employment}": expected one of {", ".join(by_id)}')
    return [replace(entry, employment="") for entry in by_id[employment].entries]


def plan_of(worker: Worker, year: Year | None) -> Plan:
    """How far the days of a row are counted, and the plan of what follows.

    A shared log is counted until today, or until the end of the last month in which it has an entry: the date of
    its last entry itself is not used.
    """
    if worker.origin == Origin.UPLOAD:
        return Plan(worker.counted_until, worker.plan_home_per_week)
    today = localdate()
    last = today.month if today.year == worker.year else 12 if today.year > worker.year else 0
    latest = year.days.exclude(entries=[]).order_by("date").last() if year else None
    if (latest and latest.date.month > last) or last == 0:
        last = latest.date.month if latest else 12
    elif today.year == worker.year:
        return Plan(today, worker.plan_home_per_week)
    return Plan(dt.date(worker.year, last, calendar.monthrange(worker.year, last)[1]), worker.plan_home_per_week)
