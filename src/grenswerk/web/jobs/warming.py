"""The rules compiled before a job needs them: a process beside a worker, behind everything else that runs.

Where they lie in the cache already it ends at once; of several workers' processes one compiles. What it has not
done when a job comes, the job does itself.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.files import locks

from grenswerk.web.processes import end, surroundings

LOWEST = 19  # of the system's priorities


@contextmanager
def warming() -> Iterator[None]:
    """Such a process while the block runs, at most."""
    process = subprocess.Popen(
        warming_command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=surroundings(),
        start_new_session=True,
    )
    try:
        yield
    finally:
        end(process)


def warming_command() -> list[str]:
    """The command of the process."""
    return [sys.executable, "-m", "grenswerk.web.jobs.warming"]


def warm() -> bool:
    """Compile the rules into the cache, where no other process does; whether this one did."""
    from grenswerk.population.compiling import cache_folder, is_complete
    from grenswerk.population.engine import prepare

    if is_complete():
        return False
    try:
        cache_folder().mkdir(parents=True, exist_ok=True)
        with (cache_folder() / "compiling").open("wb") as stream:
            if not locks.lock(stream, locks.LOCK_EX | locks.LOCK_NB):
                return False
            prepare()
    except OSError:  # no place to write: every process compiles anew
        return False
    return True


def _end_with_worker() -> None:
    """The worker's end of standard input closes when it dies, however it dies."""
    while os.read(0, 4096):
        pass
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    threading.Thread(target=_end_with_worker, daemon=True).start()
    os.nice(LOWEST)
    warm()
