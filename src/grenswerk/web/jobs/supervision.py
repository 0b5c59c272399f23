"""A worker's part of a job: take it, run it in a process of its own, keep its lease, and write down the outcome.

Whoever holds a job renews its heartbeat every second. All that a holder writes asks for the attempt that it took,
so that a worker which slept through its lease changes nothing any more.
"""

from __future__ import annotations

import json
import logging
import queue
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, close_old_connections, transaction
from django.db.models.functions import Now

from grenswerk.model.errors import BadInput
from grenswerk.web.jobs.child import Order, left_in
from grenswerk.web.jobs.kinds import Kind, kind_of
from grenswerk.web.jobs.models import Job, State, Trouble
from grenswerk.web.jobs.submission import advance, ending
from grenswerk.web.processes import end, surroundings

log = logging.getLogger("grenswerk.jobs")
LOOK = 0.2  # seconds between two looks at the messages of a job
BEAT = 1.0  # seconds between two heartbeats
_DEATHS = {  # the signal with which the system, or a library that gets no memory, ends a process
    int(getattr(signal, name)): trouble
    for name, trouble in (
        ("SIGXCPU", Trouble.SECONDS),
        ("SIGKILL", Trouble.MEMORY),
        ("SIGABRT", Trouble.MEMORY),
        ("SIGTRAP", Trouble.MEMORY),
    )
    if hasattr(signal, name)
}
stopping = threading.Event()
"""Set when this worker was asked to end: its job goes back into the queue."""


class Lost(Exception):
    """The job is no longer this worker's."""


class Stopped(Exception):
    """The job was ended before it was done; `state` is what becomes of it."""

    def __init__(self, state: State, trouble: str = "", error: str = "") -> None:
        super().__init__(state)
        self.state, self.trouble, self.error = state, trouble, error


def supervise(pk: str, attempt: int) -> None:
    """Run a job to its end, where it still waits for this attempt."""
    waiting = Job.objects.filter(pk=pk, attempt=attempt - 1, state=State.QUEUED)
    if not waiting.update(state=State.RUNNING, attempt=attempt, started=Now(), heartbeat=Now()):
        return
    job = Job.objects.get(pk=pk)
    try:
        outcome = _Run(job, kind_of(job.kind)).until_end()
    except Lost:
        log.warning("job %s: taken over by another worker", pk)
        return
    except BadInput as error:  # a kind that this version does not know
        outcome = {"state": State.FAILED, "trouble": Trouble.INPUT, "error": str(error)}
    except Stopped as stopped:
        outcome = {"state": stopped.state, "trouble": stopped.trouble, "error": stopped.error}
    _write(job, outcome)


class _Run:
    """One attempt of a job, while it runs."""

    def __init__(self, job: Job, kind: Kind) -> None:
        self.job, self.kind = job, kind
        self.progress: dict[str, Any] = {}
        self.beaten = 0.0  # when the lease was last renewed
        self.messages: queue.Queue[dict[str, Any]] = queue.Queue()
        self.job.folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def until_end(self) -> dict[str, Any]:
        """The outcome as columns of the job; raises `Lost` and `Stopped`. No process is left behind."""
        started = looked = self.beaten = time.monotonic()
        process = self._start()
        reader = threading.Thread(target=self._read, args=(process,), daemon=True)
        reader.start()
        outcome: dict[str, Any] | None = None
        try:
            while outcome is None and (reader.is_alive() or not self.messages.empty()):
                outcome = self._next()
                if time.monotonic() - started > self.kind.limits.seconds:
                    raise Stopped(State.FAILED, Trouble.SECONDS)
                if stopping.is_set():
                    raise Stopped(State.QUEUED)
                if time.monotonic() - looked >= BEAT:
                    self._beat()
                    looked = time.monotonic()
            if outcome is None:
                outcome = self._died(process.wait(timeout=BEAT))
        finally:
            end(process)
        self._beat()
        return outcome

    def _start(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "grenswerk.web.jobs.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=surroundings(),
            start_new_session=True,
        )
        assert process.stdin is not None
        with suppress(BrokenPipeError):  # it has died already; the reader finds its end
            process.stdin.write(json.dumps(Order.of(self.job)._asdict()).encode() + b"\n")
            process.stdin.flush()
        return process

    def _read(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            if line.endswith(b"\n"):  # the last line of one that was killed may be half
                self.messages.put(json.loads(line))

    def _next(self) -> dict[str, Any] | None:
        """The outcome, where the next message is one."""
        try:
            message = self.messages.get(timeout=LOOK)
        except queue.Empty:
            return None
        what = message.pop("what")
        if what == "progress":
            part = min(max(float(message["part"]), self.job.part), 1.0)
            self.progress = {"word": str(message["word"])[:120], "part": part}
            return None
        if what == "trouble":
            return {"state": State.FAILED, **message}
        if _size(self.job.folder) > self.kind.limits.written:
            return {"state": State.FAILED, "trouble": Trouble.SIZE}
        return {"state": State.DONE, "part": 1.0, "files": left_in(self.job.folder), **message}

    def _beat(self) -> None:
        """Renew the lease and write the progress; learn of a cancel. A database that is away is waited for."""
        if _size(self.job.folder) > self.kind.limits.written:
            raise Stopped(State.FAILED, Trouble.SIZE)
        try:
            close_old_connections()
            if not _mine(self.job).update(heartbeat=Now(), **self.progress):
                if Job.objects.filter(pk=self.job.pk, attempt=self.job.attempt, state=State.DONE).exists():
                    return  # it has marked itself as done, in its own transaction
                raise Lost
            self.beaten = time.monotonic()
            if _mine(self.job).filter(cancel_asked=True).exists():
                raise Stopped(State.CANCELLED)
        except DatabaseError:
            if time.monotonic() - self.beaten > settings.JOBS_LEASE:
                raise Lost from None
            time.sleep(BEAT)

    def _died(self, code: int | None) -> dict[str, Any]:
        """What is said of a process that ended without a word."""
        if Job.objects.filter(pk=self.job.pk, attempt=self.job.attempt, state=State.DONE).exists():
            return {}
        trouble = _DEATHS.get(-(code or 0), Trouble.FAULT)
        log.error("job %s (%s): its process ended with %s", self.job.pk, self.job.kind, code)
        return {"state": State.FAILED, "trouble": trouble}


def _mine(job: Job) -> Any:
    return Job.objects.filter(pk=job.pk, attempt=job.attempt, state=State.RUNNING)


def _write(job: Job, outcome: dict[str, Any]) -> None:
    """Write the outcome of an attempt and let the owner's next job come; waits for a database that is away."""
    deadline = time.monotonic() + settings.JOBS_LEASE
    while True:
        try:
            close_old_connections()
            with transaction.atomic():
                if outcome.get("state") == State.QUEUED:
                    _mine(job).update(state=State.QUEUED, task=None, heartbeat=None)
                elif outcome:
                    _mine(job).update(**outcome, **ending(job.kind))
                advance(job.owner_id, job.kind)
            return
        except DatabaseError:
            if time.monotonic() > deadline:
                raise  # the lease ends, and another worker takes the job over
            time.sleep(BEAT)


def _size(folder: Path) -> int:
    """Bytes of the files of a result."""
    sizes = 0
    for path in folder.rglob("*"):
        with suppress(OSError):
            sizes += path.stat().st_size
    return sizes
