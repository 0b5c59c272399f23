"""What is kept of jobs in the background, and the queue in which they stand."""

from __future__ import annotations

from django_tasks_db.models import DBTaskResult

from grenswerk.web.jobs.models import Job
from grenswerk.web.jobs.removal import expired, finished, remove_jobs
from grenswerk.web.privacy.declarations import Activity, Erasure, Expiry, Ground, Kept, Table, declare

declare(
    Kept(
        "jobs",
        Activity.LABORATORY,
        Ground.CONTRACT,
        (Table(Job, person=("owner",), remove=remove_jobs),),
        (Expiry("jobs", expired),),
    ),
    Kept(
        "queue",
        Activity.LABORATORY,
        Ground.NONE,
        (Table(DBTaskResult, erasure=Erasure.NOBODY),),
        (Expiry("queue", finished),),
    ),
)
