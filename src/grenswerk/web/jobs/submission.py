"""Hand a job in, cancel it, and put the next one of a person into the queue."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models.functions import Now

from grenswerk.model.errors import BadInput
from grenswerk.web.jobs.kinds import Limits, kind_of, limits_of
from grenswerk.web.jobs.models import ENDED, Job, State
from grenswerk.web.jobs.tasks import work_off
from grenswerk.web.organisations.models import Organisation

_NOTHING: Mapping[str, bytes] = {}


class TooManyJobs(BadInput):
    """A person has as many jobs waiting as are allowed: there is room again when one of them ends."""


def submit(
    owner: User,
    kind: str,
    payload: dict[str, Any],
    organisation: Organisation | None = None,
    *,
    title: str = "",
    files: Mapping[str, bytes] = _NOTHING,
) -> Job:
    """Queue a job; job and place in the queue are kept together or not at all.

    `files` are read by the job from `report.given`. Raises `BadInput` for what is larger than the kind allows, and
    `TooManyJobs` for a person who has too many jobs waiting.
    """
    limits = kind_of(kind).limits
    _refuse_large(kind, payload, files, limits)
    job = Job(owner=owner, organisation=organisation, kind=kind, title=title[:200], payload=payload)
    try:
        _keep(job, files)
        with transaction.atomic():
            User.objects.select_for_update().get(pk=owner.pk)  # one submission of a person at a time
            open_ = Job.objects.filter(owner=owner, kind=kind).exclude(state__in=ENDED).count()
            if open_ >= limits.running + limits.waiting:
                raise TooManyJobs(
                    f"{kind}: {open_} jobs are running or waiting: expected fewer, wait or cancel one"
                )
            job.save(force_insert=True)
            advance(owner.pk, kind)
    except BaseException:
        shutil.rmtree(job.given.parent, ignore_errors=True)
        raise
    return job


def _refuse_large(kind: str, payload: dict[str, Any], files: Mapping[str, bytes], limits: Limits) -> None:
    size = len(json.dumps(payload).encode())
    if size > limits.payload:
        raise BadInput(f"{kind}: {size} bytes: expected at most {limits.payload}")
    handed_in = sum(map(len, files.values()))
    if handed_in > limits.given:
        raise BadInput(f"{kind}: files of {handed_in} bytes: expected at most {limits.given}")


def _keep(job: Job, files: Mapping[str, bytes]) -> None:
    if not files:
        return
    job.given.mkdir(parents=True, mode=0o700)
    for name, content in files.items():
        if "/" in name or "\\" in name or name.startswith("."):
            raise BadInput(f'file "{name}": expected a plain name')
        (job.given / name).write_bytes(content)


def advance(owner: int, kind: str) -> None:
    """Put the oldest waiting jobs of a person into the queue, as far as the limit of running ones allows."""
    with transaction.atomic():
        User.objects.select_for_update().filter(pk=owner).first()
        mine = Job.objects.filter(owner=owner, kind=kind)
        taken = mine.filter(state__in=(State.QUEUED, State.RUNNING), task__isnull=False).count()
        room = limits_of(kind).running - taken
        for job in mine.filter(state=State.QUEUED, task__isnull=True).order_by("submitted")[: max(room, 0)]:
            job.task = UUID(str(work_off.enqueue(str(job.pk), job.attempt + 1).id))
            job.save(update_fields=["task"])


def cancel(job: Job) -> None:
    """Cancel a job: a waiting one at once, a running one as soon as its worker sees it (about a second)."""
    waiting = Job.objects.filter(pk=job.pk, state=State.QUEUED)
    if waiting.update(state=State.CANCELLED, cancel_asked=True, **ending(job.kind)):
        advance(job.owner_id, job.kind)
    else:
        Job.objects.filter(pk=job.pk, state=State.RUNNING).update(cancel_asked=True)
    job.refresh_from_db()


def ending(kind: str) -> dict[str, Any]:
    """What is written when a job of this kind ends, in whatever way."""
    return {"ended": Now(), "expires": Now() + limits_of(kind).kept}
