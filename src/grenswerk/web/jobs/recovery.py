"""What becomes of jobs whose worker died: put back into the queue, or marked; and what has expired is deleted."""

from __future__ import annotations

import datetime as dt
import logging
import shutil
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from grenswerk.web.jobs.models import Job, State, Trouble
from grenswerk.web.jobs.removal import expired, finished, remove_jobs
from grenswerk.web.jobs.submission import advance, ending

log = logging.getLogger("grenswerk.jobs")
ATTEMPTS = 3  # so often a job is begun; one that kills its worker each time is not tried for ever
ORPHANS = dt.timedelta(hours=1)


def recover() -> int:
    """Take back every job whose heartbeat is older than the lease; returns how many there were."""
    lease = dt.timedelta(seconds=settings.JOBS_LEASE)
    found = list(Job.objects.filter(state=State.RUNNING, heartbeat__lt=Now() - lease))
    taken = sum(_take_back(job) for job in found)
    _put_back_unclaimed(lease)
    for owner, kind in set(Job.objects.filter(state=State.QUEUED, task__isnull=True).values_list("owner", "kind")):
        advance(owner, kind)
    return taken


def _take_back(job: Job) -> bool:
    """Give up on one attempt of a job; false where its worker showed a sign of life in between."""
    lease = dt.timedelta(seconds=settings.JOBS_LEASE)
    running = Job.objects.filter(pk=job.pk, state=State.RUNNING, attempt=job.attempt)
    same = running.filter(heartbeat__lt=Now() - lease)
    with transaction.atomic():
        if job.cancel_asked:
            changed = same.update(state=State.CANCELLED, **ending(job.kind))
        elif job.attempt >= ATTEMPTS:
            changed = same.update(state=State.FAILED, trouble=Trouble.LOST, **ending(job.kind))
        else:
            changed = same.update(state=State.QUEUED, task=None, heartbeat=None)
        if changed:
            DBTaskResult.objects.filter(id__in=_one(job.task), status=TaskResultStatus.RUNNING).update(
                status=TaskResultStatus.FAILED, finished_at=Now()
            )
            advance(job.owner_id, job.kind)
    if changed:
        log.warning("job %s (%s): its worker died in attempt %d", job.pk, job.kind, job.attempt)
        shutil.rmtree(job.folder, ignore_errors=True)
    return bool(changed)


def _put_back_unclaimed(lease: dt.timedelta) -> None:
    """Jobs whose worker died between the queue and the job: their place in the queue is no longer ready."""
    ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY).values("id")
    fresh = DBTaskResult.objects.filter(started_at__gte=Now() - lease).values("id")
    stuck = Job.objects.filter(state=State.QUEUED, task__isnull=False).exclude(task__in=ready)
    stuck = stuck.exclude(task__in=fresh).filter(submitted__lt=Now() - lease)
    if stuck.exists():  # every worker asks every few seconds, and to write takes the lock of SQLite
        stuck.update(task=None)


def _one(task: UUID | None) -> list[UUID]:
    return [] if task is None else [task]


def expire() -> int:
    """Delete jobs that ended long enough ago, their files, and their places in the queue; returns how many."""
    gone = remove_jobs(expired(timezone.now()))
    finished(timezone.now()).delete()
    _sweep()
    return gone


def _sweep() -> None:
    """Delete folders without a job: of erased accounts, and of submissions that were refused half-way."""
    root = Path(settings.ENVIRONMENT.data) / "jobs"
    if not root.is_dir():
        return
    kept = {str(pk) for pk in Job.objects.values_list("pk", flat=True)}
    limit = (dt.datetime.now(dt.UTC) - ORPHANS).timestamp()
    for folder in root.iterdir():
        if folder.name not in kept and folder.stat().st_mtime < limit:
            shutil.rmtree(folder, ignore_errors=True)
