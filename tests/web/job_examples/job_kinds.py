"""Kinds of jobs that misbehave in every way that a job can."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction

from grenswerk.model.errors import BadInput
from grenswerk.web.jobs.kinds import MEGABYTE, Limits, Payload, Report, kind

SOON = Limits(seconds=100, memory=700 * MEGABYTE, written=MEGABYTE, waiting=3)


def _trace(payload: Payload, what: str) -> None:
    with Path(payload["trace"]).open("a") as stream:
        stream.write(f"{what} {os.getpid()}\n")


@kind("examples.sleep", limits=Limits(running=100, waiting=100))
def sleep(payload: Payload, report: Report) -> Mapping[str, Any]:
    """Sleep in steps and leave a line at the beginning, at each step and at the end."""
    _trace(payload, f"begin {payload['name']}")
    steps = int(payload["seconds"] * 10)
    for step in range(steps):
        report("nap", step / steps)
        time.sleep(0.1)
        if payload.get("ticks"):
            _trace(payload, "tick")
    _trace(payload, f"end {payload['name']}")
    return {"slept": payload["seconds"]}


@kind("examples.alone", limits=SOON)
def alone(payload: Payload, report: Report) -> Mapping[str, Any]:
    """As `sleep`, one at a time a person."""
    return sleep(payload, report) or {}


@kind("examples.rows", limits=SOON)
def rows(payload: Payload, report: Report) -> None:
    """Write rows and mark the job as done in one transaction; then take long to end."""
    with transaction.atomic():
        for number in range(payload["rows"]):
            Group.objects.create(name=f"{payload['name']} {number}")
        (report.folder / "note.txt").write_text("written")
        report.finish({"rows": payload["rows"]})
    _trace(payload, "committed")
    time.sleep(payload.get("then", 0))


@kind("examples.wrong", limits=SOON)
def wrong(payload: Payload, report: Report) -> None:
    """Fail in the way that is asked for."""
    match payload["how"]:
        case "input":
            raise BadInput("line 3: state is XX: expected one of NL, BE, DE, LU, FR")
        case "fault":
            raise ValueError("secret of a person")
        case "memory":
            held = [bytearray(50 * MEGABYTE) for _ in range(40)]
            report(f"{len(held)}", 0.5)
        case "size":
            (report.folder / "large.bin").write_bytes(bytes(3 * MEGABYTE))
        case "disk":
            raise OSError(errno.ENOSPC, "No space left on device")
        case "death":
            os.kill(os.getpid(), 11)


@kind("examples.slow", limits=SOON._replace(seconds=4))
def slow(_payload: Payload, _report: Report) -> None:
    """Take longer than is allowed."""
    time.sleep(100)


@kind("examples.files", limits=SOON)
def files(_payload: Payload, report: Report) -> Mapping[str, Any]:
    """Turn what was handed in round."""
    text = (report.given / "in.txt").read_text()
    (report.folder / "out.txt").write_text(text[::-1])
    print("what a library prints is no message")
    return {"length": len(text)}
