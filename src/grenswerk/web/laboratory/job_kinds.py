"""The background job of the laboratory: run one experiment and keep its result under its key."""

from __future__ import annotations

import datetime as dt
import time

from django.db import transaction
from django.urls import reverse

from grenswerk.model.errors import BadInput
from grenswerk.web.jobs.kinds import MEGABYTE, Limits, Payload, Report, kind
from grenswerk.web.jobs.models import Job
from grenswerk.web.laboratory.keeping import is_kept
from grenswerk.web.laboratory.models import Result, Run

RUN = "laboratory.run"
LIMITS = Limits(
    running=1,
    waiting=5,
    seconds=600,
    memory=4096 * MEGABYTE,
    payload=60_000,
    given=0,
    written=MEGABYTE,
    kept=dt.timedelta(days=7),
)


def _page(job: Job) -> str:
    return reverse("laboratory_result", kwargs={"key": job.payload["key"]})


@kind(RUN, limits=LIMITS, page=_page)
def run(payload: Payload, report: Report) -> None:
    """Run an experiment, unless its result was kept meanwhile, and keep what it finds."""
    from grenswerk.documents import convert  # what follows is heavy, and every job of every room reads this file
    from grenswerk.lab.evaluation import compiled
    from grenswerk.lab.experiment import Experiment
    from grenswerk.lab.report.written import own_version
    from grenswerk.web.laboratory.computing import compute
    from grenswerk.web.laboratory.question import key_of

    key, began = payload["key"], time.monotonic()
    asked = convert(payload["experiment"], Experiment, "experiment")
    if key_of(asked) != key:
        raise BadInput("experiment: the law or the program has changed since it was asked for: ask for it again")
    if is_kept(key):
        return
    found = compute(asked, report, compiled)
    facts = {
        "law": payload["law"],
        "version": own_version(),
        "seconds": time.monotonic() - began,
        "holds": found.holds,
        "content": found.content,
    }
    with transaction.atomic():
        if Run.objects.filter(key=key).exists():
            Result.objects.get_or_create(key=key, defaults=facts)
        report.finish({"key": key})
