"""The one task that the queue of django-tasks knows: work off a job."""

from __future__ import annotations

from django_tasks import task


@task()
def work_off(job: str, attempt: int) -> None:
    """Run a job to its end, where nobody else took it as this attempt."""
    from grenswerk.web.jobs.supervision import supervise

    supervise(job, attempt)
