"""What is kept of runs of the laboratory."""

from __future__ import annotations

from grenswerk.web.laboratory.models import Result, Run
from grenswerk.web.privacy.declarations import Activity, Erasure, Ground, Kept, Table, declare

declare(
    Kept("laboratory", Activity.LABORATORY, Ground.CONTRACT, (Table(Run, person=("owner",)),)),
    Kept("laboratory_results", Activity.LABORATORY, Ground.NONE, (Table(Result, erasure=Erasure.NOBODY),)),
)
