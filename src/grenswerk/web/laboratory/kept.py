"""What is kept of the laboratory."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from grenswerk.web.laboratory.models import Result, Run
from grenswerk.web.privacy.declarations import Activity, Erasure, Expiry, Ground, Kept, Table, declare
from grenswerk.web.privacy.periods import periods


def _old_runs(now: dt.datetime) -> QuerySet[Run]:
    """A published run has an address that others cite: it stays."""
    return Run.objects.filter(published=None, made__lt=periods().run.before(now))


declare(
    Kept(
        "runs",
        Activity.LABORATORY,
        Ground.CONTRACT,
        (Table(Run, person=("owner",)),),
        (Expiry("runs", _old_runs),),
    ),
    Kept(
        "results",
        Activity.LABORATORY,
        Ground.NONE,
        (Table(Result, erasure=Erasure.NOBODY),),
    ),
)
