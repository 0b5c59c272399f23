"""What is kept of jobs in the background, and the queue in which they stand."""

from __future__ import annotations

import datetime as dt
import shutil
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django_tasks_db.models import DBTaskResult

from grenswerk.web.jobs.models import Job, folder_of_job
from grenswerk.web.privacy.declarations import Activity, Erasure, Expiry, Ground, Kept, Table, declare

QUEUE = dt.timedelta(days=1)


def _with_files(jobs: QuerySet[Any]) -> None:
    """Delete jobs, their places in the queue, and their files as soon as that is certain."""
    for key, task in list(jobs.values_list("pk", "task")):
        DBTaskResult.objects.filter(pk=task).delete()
        Job.objects.filter(pk=key).delete()
        transaction.on_commit(partial(shutil.rmtree, folder_of_job(key), ignore_errors=True))


def _expired(now: dt.datetime) -> QuerySet[Job]:
    return Job.objects.filter(expires__lt=now)


def _finished(now: dt.datetime) -> QuerySet[Any]:
    found: QuerySet[Any] = DBTaskResult.objects.filter(finished_at__lt=now - QUEUE)
    return found


declare(
    Kept(
        "jobs",
        Activity.LABORATORY,
        Ground.CONTRACT,
        (Table(Job, person=("owner",), remove=_with_files),),
        (Expiry("jobs", _expired),),
    ),
    Kept(
        "queue",
        Activity.LABORATORY,
        Ground.NONE,
        (Table(DBTaskResult, erasure=Erasure.NOBODY),),
        (Expiry("queue", _finished),),
    ),
)
