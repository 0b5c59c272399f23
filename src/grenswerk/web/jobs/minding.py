"""Workers beside the site: `grenswerk serve` starts them, again when they die, and ends them."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from grenswerk.web.jobs.working import PATIENCE, worker_command
from grenswerk.web.processes import surroundings

AGAIN = 2.0  # seconds before a worker that died is started again


@contextmanager
def minded(workers: int) -> Iterator[None]:
    """So many workers while the block runs; a worker that ends by itself is started again."""
    over = threading.Event()
    minders = [threading.Thread(target=_mind, args=(over,), daemon=True) for _ in range(workers)]
    for minder in minders:
        minder.start()
    try:
        yield
    finally:
        over.set()
        for minder in minders:
            minder.join(2 * PATIENCE)


def _mind(over: threading.Event) -> None:
    while not over.is_set():
        with subprocess.Popen(worker_command(), stdin=subprocess.PIPE, env=surroundings()) as worker:
            while worker.poll() is None and not over.wait(0.5):
                pass
            if over.is_set():
                _end(worker)
        over.wait(AGAIN)


def _end(worker: subprocess.Popen[bytes]) -> None:
    """Let a worker hand its job back; end it where it takes too long."""
    worker.terminate()
    with suppress(subprocess.TimeoutExpired):
        worker.wait(PATIENCE)
    worker.kill()
    worker.wait()
