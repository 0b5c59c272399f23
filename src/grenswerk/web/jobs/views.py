"""The pages of jobs: mine, one with its progress, cancel, and the files of a result."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from grenswerk.web.jobs.access import job_of, jobs_of
from grenswerk.web.jobs.models import Job, State
from grenswerk.web.jobs.showing import page_of, shown
from grenswerk.web.jobs.submission import cancel as cancel_job


@login_required
@require_GET
def jobs(request: HttpRequest) -> HttpResponse:
    """My jobs, the newest first."""
    return render(request, "jobs/jobs.html", {"jobs": [shown(job) for job in jobs_of(request)]})


@login_required
@require_GET
def job(request: HttpRequest, job: UUID) -> HttpResponse:
    """One job: how far it is, then its result; where the room has a page for the result, that page."""
    found = job_of(request, job)
    there = page_of(found)
    partly = request.headers.get("HX-Request") == "true"
    if there and partly:
        return HttpResponse(headers={"HX-Redirect": there})
    if there:
        return redirect(there)
    return render(request, "jobs/progress.html" if partly else "jobs/job.html", {"job": shown(found)})


@login_required
@require_POST
def cancel(request: HttpRequest, job: UUID) -> HttpResponse:
    """Cancel a job that waits or runs."""
    found: Job = job_of(request, job)
    cancel_job(found)
    return redirect("job", job=found.pk)


@login_required
@require_GET
def file(request: HttpRequest, job: UUID, name: str) -> HttpResponseBase:
    """A file of a result, to keep."""
    found = job_of(request, job)
    path = found.file(name) if found.state == State.DONE else None
    if path is None:
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=name)
