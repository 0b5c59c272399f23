"""Whose job it is: nobody else finds it; one of an organisation is lost with the role that was needed for it."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from grenswerk.web.jobs.kinds import lowest_role
from grenswerk.web.jobs.models import Job
from grenswerk.web.mydays.access import owner_of
from grenswerk.web.organisations.access import standing_of


def job_of(request: HttpRequest, pk: UUID) -> Job:
    """The job of the person who asks; raises `Http404` for one of anybody else."""
    job = get_object_or_404(Job, owner=owner_of(request), pk=pk)
    if not _still_may(job):
        raise Http404
    return job


def jobs_of(request: HttpRequest, newest: int = 50) -> list[Job]:
    """The newest jobs of the person who asks."""
    mine: QuerySet[Job] = Job.objects.filter(owner=owner_of(request))
    return [job for job in mine[:newest] if _still_may(job)]


def _still_may(job: Job) -> bool:
    if job.organisation_id is None:
        return True
    try:
        standing_of(job.owner, job.organisation_id, lowest_role(job.kind))
    except (Http404, PermissionDenied):
        return False
    return True
