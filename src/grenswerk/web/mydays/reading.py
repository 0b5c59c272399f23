"""A file of days read in a process of its own, bounded in size, rows, time and memory.

Run as a program it reads one request from standard input (the worker file, the name of the file and its content)
and writes the rows that it found, or what is wrong in one line.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from grenswerk.model.errors import BadInput

WRONG = 2  # exit code of a file that cannot be read


class Bounds(NamedTuple):
    """How long and with how many bytes of memory a file may be read."""

    seconds: int
    memory: int


def read_upload(facts: dict[str, Any], name: str, content: bytes, bounds: Bounds) -> list[dict[str, Any]]:
    """The rows of an uploaded csv, xlsx or ics file, their dates as text.

    `facts` is a worker file without days. Raises `BadInput` for a file that cannot be read, or not within bounds.
    """
    written = base64.b64encode(content).decode()
    request = {"facts": facts, "name": name, "content": written, "memory": bounds.memory}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "grenswerk.web.mydays.reading"],
            input=json.dumps(request).encode(),
            capture_output=True,
            timeout=bounds.seconds,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            check=False,
        )
    except subprocess.TimeoutExpired:
        took = f"{name}: took longer than {bounds.seconds} seconds to read"
        raise BadInput(f"{took}: expected a file of one year") from None
    if done.returncode == WRONG:
        raise BadInput(done.stdout.decode())
    if done.returncode:
        raise BadInput(f"{name}: could not be read: expected a csv, xlsx or ics file of days")
    rows: list[dict[str, Any]] = json.loads(done.stdout)
    return rows


def main() -> int:
    """Read the request, write the rows."""
    request = json.load(sys.stdin)
    _bound(request["memory"])
    from grenswerk.days import worker_file
    from grenswerk.days.day_file import read_day_file
    from grenswerk.days.log import count_log

    name = Path(str(request["name"])).name
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"upload{Path(name).suffix}"
        try:
            file = worker_file({**request["facts"], "days": {"log": []}}, "facts")
            path.write_bytes(base64.b64decode(request["content"]))
            rows = read_day_file(path, file)
            count_log(file, rows)
        except BadInput as error:
            print(str(error).replace(str(path), name))
            return WRONG
    print(msgspec.json.encode([row.entry for row in rows]).decode())
    return 0


def _bound(memory: int) -> None:
    """Let the system end the process that takes more memory than allowed."""
    try:
        import resource
    except ImportError:  # a system without these limits; the time is bounded all the same
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


if __name__ == "__main__":
    sys.exit(main())
