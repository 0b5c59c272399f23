"""Reading a file of somebody else's in a process of its own, bounded in time and memory.

The module that reads is run as a program: it bounds its memory, takes the request from standard input, and prints
its answer, or what is wrong in one line and ends with `WRONG`.
"""

from __future__ import annotations

import subprocess
import sys

from grenswerk.model.errors import BadInput
from grenswerk.web.processes import surroundings

WRONG = 2  # exit code of a file that cannot be read


def answer_of(module: str, *arguments: str, given: bytes, seconds: float) -> bytes:
    """What the module prints; raises `BadInput` for what it finds wrong.

    Raises `TimeoutError` when it takes longer than `seconds`, `ChildProcessError` when it ends otherwise.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            input=given,
            capture_output=True,
            timeout=seconds,
            env=surroundings(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise TimeoutError(module) from None
    if done.returncode == WRONG:
        raise BadInput(done.stdout.decode())
    if done.returncode:
        raise ChildProcessError(module)
    return done.stdout


def bound_memory(most: int) -> None:
    """Let the system end this process when it takes more bytes of memory."""
    try:
        import resource
    except ImportError:  # a system without these limits; the time is bounded all the same
        return
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
