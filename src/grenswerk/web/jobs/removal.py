"""Jobs that are deleted, with their places in the queue and their files."""

from __future__ import annotations

import datetime as dt
import shutil
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django_tasks_db.models import DBTaskResult

from grenswerk.web.jobs.models import Job, folder_of_job

QUEUE = dt.timedelta(days=1)  # so long a place in the queue stands after its job has ended


def remove_jobs(jobs: QuerySet[Any]) -> int:
    """Delete jobs, their places in the queue, and their files as soon as that is certain; returns how many."""
    found = dict(jobs.values_list("pk", "task"))
    with transaction.atomic():
        DBTaskResult.objects.filter(pk__in=[task for task in found.values() if task]).delete()
        Job.objects.filter(pk__in=found).delete()
        for key in found:
            transaction.on_commit(partial(shutil.rmtree, folder_of_job(key), ignore_errors=True))
    return len(found)


def expired(now: dt.datetime) -> QuerySet[Job]:
    """Jobs whose time is over."""
    return Job.objects.filter(expires__lt=now)


def finished(now: dt.datetime) -> QuerySet[Any]:
    """Places in the queue that nobody asks for any more."""
    found: QuerySet[Any] = DBTaskResult.objects.filter(finished_at__lt=now - QUEUE)
    return found
