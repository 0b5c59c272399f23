"""Whose job it is: nobody else finds it; one of an organisation is lost with the role that was needed for it."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.contrib.auth.models import User
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from grenswerk.web.jobs.kinds import lowest_role
from grenswerk.web.jobs.models import Job
from grenswerk.web.mydays.access import owner_of
from grenswerk.web.organisations.models import Membership

NONE = 0  # below every role


def job_of(request: HttpRequest, pk: UUID) -> Job:
    """The job of the person who asks; raises `Http404` for one of anybody else."""
    owner = owner_of(request)
    seen = _seen_by(owner, [get_object_or_404(Job, owner=owner, pk=pk)])
    if not seen:
        raise Http404
    return seen[0]


def jobs_of(request: HttpRequest, newest: int = 50) -> list[Job]:
    """The newest jobs of the person who asks."""
    owner = owner_of(request)
    return _seen_by(owner, Job.objects.filter(owner=owner)[:newest])


def _seen_by(owner: User, jobs: Iterable[Job]) -> list[Job]:
    """Those of the owner's jobs that the owner still may see."""
    roles = dict(Membership.objects.filter(person=owner).values_list("organisation", "role"))
    return [
        job
        for job in jobs
        if job.organisation_id is None or roles.get(job.organisation_id, NONE) >= lowest_role(job.kind)
    ]
