"""What the API does in the background."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from grenswerk.web.api.batch import LARGEST, MOST_ROWS, Format, answer_file
from grenswerk.web.jobs.kinds import MEGABYTE, Limits, Payload, Report, kind

BATCH = "api.batch"


@kind(
    BATCH,
    limits=Limits(running=2, waiting=20, seconds=900, given=LARGEST + MEGABYTE, kept=dt.timedelta(days=7)),
)
def batch(payload: Payload, report: Report) -> Mapping[str, Any]:
    """Answer the workers of the file that was sent."""
    given, wanted = Format(payload["given"]), Format(payload["wanted"])
    done = 0

    def watch(rows: int) -> None:
        nonlocal done
        done += rows
        report("rows", min(0.95, done / MOST_ROWS))

    summary = answer_file(report.given / f"workers.{given}", report.folder / f"answers.{wanted}", watch)
    return {"summary": summary, "rows": summary["workers"]}
