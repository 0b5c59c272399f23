"""Other processes of the site: started with the modules of this one, ended with all that they started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress


def surroundings() -> dict[str, str]:
    """The environment of a process that finds the same modules, also where they are run from the source."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process that was started with a session of its own, and all that it started."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with suppress(OSError, ValueError):
                stream.close()
