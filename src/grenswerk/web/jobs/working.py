"""A worker: takes jobs from the queue of django-tasks, and takes back what other workers lost."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import time
from contextlib import nullcontext
from types import FrameType

from django.db import DatabaseError, close_old_connections, connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker as QueueWorker

from grenswerk.web.jobs.recovery import expire, recover
from grenswerk.web.jobs.supervision import stopping
from grenswerk.web.jobs.warming import warming

log = logging.getLogger("grenswerk.jobs")
LOOK = 0.5  # seconds between two looks at an empty queue
RECOVER = 3.0  # seconds between two looks for lost jobs
EXPIRE = 600.0
PATIENCE = 5.0  # seconds in which a worker hands its job back


class Worker(QueueWorker):
    """The worker of django-tasks-db, that hands its job back when it is asked to end."""

    def __init__(self, *, batch: bool, seconds: float) -> None:
        super().__init__(
            queue_names=["default"],
            interval=seconds,
            batch=batch,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """End soon: the job goes back into the queue."""
        stopping.set()
        super().shutdown(signum, frame)


def work(*, batch: bool, with_parent: bool) -> None:
    """Work off jobs until told to end; with `batch`, until the queue is empty."""
    if with_parent:
        threading.Thread(target=_end_with_parent, daemon=True).start()
    threading.Thread(target=_keep_house, daemon=True).start()
    worker = Worker(batch=batch, seconds=LOOK)
    worker.configure_signals()
    with nullcontext() if batch else warming():
        _take_jobs(worker)


def _take_jobs(worker: Worker) -> None:
    while not stopping.is_set():
        try:
            worker.run()
            return
        except DatabaseError as error:
            log.warning("jobs: the database does not answer: %s", type(error).__name__)
            connections.close_all()
            stopping.wait(RECOVER)


def _end_with_parent() -> None:
    """The parent's end of standard input closes when it dies, however it dies."""
    while os.read(0, 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(PATIENCE)
    os._exit(1)


def _keep_house() -> None:
    """Take back lost jobs, delete expired ones; a database that is away is tried again."""
    expired = 0.0
    while not stopping.wait(RECOVER):
        try:
            close_old_connections()
            recover()
            if time.monotonic() - expired > EXPIRE:
                expire()
                expired = time.monotonic()
        except DatabaseError as error:
            log.warning("jobs: the database does not answer: %s", type(error).__name__)
        except Exception as error:  # the house is kept, whatever one round met
            log.warning("jobs: %s while keeping house", type(error).__name__)
    connections.close_all()


def worker_command() -> list[str]:
    """The command that starts a worker which ends with its parent."""
    return [sys.executable, "-m", "grenswerk.web", "jobs", "--with-parent"]
