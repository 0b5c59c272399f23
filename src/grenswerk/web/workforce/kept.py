"""What an employer keeps of workers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from grenswerk.web.privacy.declarations import Activity, Erasure, Expiry, Ground, Kept, Table, declare
from grenswerk.web.privacy.periods import periods
from grenswerk.web.workforce.linking import unlink
from grenswerk.web.workforce.models import Duty, Policy, Sharing, Upload, Worker, Workforce
from grenswerk.web.workforce.writing import search_of


def _unlink(rows: QuerySet[Any]) -> None:
    """The employer keeps its own row for its own duties, without the account, the log and the mail address."""
    for worker in rows:
        unlink(worker)
        worker.refresh_from_db()
        worker.account, worker.mail = None, ""
        worker.search = search_of(worker.payroll_id, worker.name, worker.mail)
        worker.save(update_fields=["account", "mail", "search", "changed"])


def _closed_rows(now: dt.datetime) -> QuerySet[Worker]:
    return Worker.objects.filter(year__lt=periods().worker_year.before(now).year)


def _closed_duties(now: dt.datetime) -> QuerySet[Duty]:
    return Duty.objects.filter(year__lt=periods().worker_year.before(now).year)


def _old_uploads(now: dt.datetime) -> QuerySet[Upload]:
    return Upload.objects.filter(at__lt=periods().upload.before(now))


declare(
    Kept(
        "workers",
        Activity.EMPLOYER,
        Ground.ORGANISATION,
        (
            Table(Worker, person=("account",), mail=("mail",), erasure=Erasure.UNLINKED, unlink=_unlink),
            Table(
                Worker.duties.through,
                person=("worker__account",),
                mail=("worker__mail",),
                beside=("duty__code", "duty__state"),
                erasure=Erasure.UNLINKED,
            ),
        ),
        (Expiry("worker_years", _closed_rows),),
    ),
    Kept(
        "sharing",
        Activity.EMPLOYER,
        Ground.CONSENT,
        (Table(Sharing, person=("worker__account",), beside=("worker__organisation__name",)),),
    ),
    Kept(
        "uploads",
        Activity.EMPLOYER,
        Ground.ORGANISATION,
        (
            Table(
                Upload,
                person=("by",),
                secret=("content", "errors", "wrong"),  # of others
                erasure=Erasure.UNLINKED,
            ),
        ),
        (Expiry("uploads", _old_uploads),),
    ),
    Kept(
        "employer_rules",
        Activity.EMPLOYER,
        Ground.NONE,
        (
            Table(Workforce, erasure=Erasure.NOBODY),
            Table(Duty, erasure=Erasure.NOBODY),
            Table(Policy, erasure=Erasure.NOBODY),
        ),
        (Expiry("duties", _closed_duties),),
    ),
)
