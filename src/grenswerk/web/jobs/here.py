"""Run a queued job in this very process: for tests of what rooms do with jobs, without a worker."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grenswerk.model.errors import BadInput
from grenswerk.web.jobs.child import Order, finish, left_in
from grenswerk.web.jobs.kinds import kind_of
from grenswerk.web.jobs.models import Job, State, Trouble
from grenswerk.web.jobs.submission import advance, ending


class Here:
    """The `Report` of a job that runs here: progress is written at once."""

    def __init__(self, job: Job) -> None:
        self.job, self.given, self.folder = str(job.pk), job.given, job.folder
        self._order = Order.of(job)
        Path(self.folder).mkdir(parents=True, exist_ok=True, mode=0o700)

    def __call__(self, word: str, part: float) -> None:
        """Write what is being done."""
        Job.objects.filter(pk=self.job).update(word=word[:120], part=part)

    def finish(self, result: Mapping[str, Any]) -> None:
        """Mark the job as done in the transaction that is open."""
        finish(self._order, result)


def run_here(job: Job) -> Job:
    """Run a queued job to its end and return it as it then is; faults of the program are raised."""
    Job.objects.filter(pk=job.pk, state=State.QUEUED).update(state=State.RUNNING, attempt=job.attempt + 1)
    job.refresh_from_db()
    report = Here(job)
    outcome: dict[str, Any]
    try:
        result = kind_of(job.kind).function(job.payload, report)
        outcome = {"state": State.DONE, "part": 1.0, "result": dict(result) if result is not None else None}
    except BadInput as error:
        outcome = {"state": State.FAILED, "trouble": Trouble.INPUT, "error": str(error)}
    running = Job.objects.filter(pk=job.pk, state=State.RUNNING)
    running.update(**outcome, files=left_in(report.folder), **ending(job.kind))
    advance(job.owner_id, job.kind)
    job.refresh_from_db()
    return job
