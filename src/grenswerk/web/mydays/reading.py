"""A file of days read in a process of its own, bounded in size, rows, time and memory.

Run as a program it reads one request from standard input (the worker file, the name of the file and its content)
and writes the rows that it found, or what is wrong in one line.
"""

from __future__ import annotations

import base64
import json
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from grenswerk.model.errors import BadInput
from grenswerk.web.apart import WRONG, answer_of, bound_memory


class Bounds(NamedTuple):
    """How long and with how many bytes of memory a file may be read."""

    seconds: int
    memory: int


def read_upload(facts: dict[str, Any], name: str, content: bytes, bounds: Bounds) -> list[dict[str, Any]]:
    """The rows of an uploaded csv, xlsx or ics file, their dates as text.

    `facts` is a worker file without days. Raises `BadInput` for a file that cannot be read, or not within bounds.
    """
    written = base64.b64encode(content).decode()
    request = json.dumps({"facts": facts, "name": name, "content": written, "memory": bounds.memory}).encode()
    try:
        answer = answer_of("grenswerk.web.mydays.reading", given=request, seconds=bounds.seconds)
    except TimeoutError:
        took = f"{name}: took longer than {bounds.seconds} seconds to read"
        raise BadInput(f"{took}: expected a file of one year") from None
    except ChildProcessError:
        raise BadInput(f"{name}: could not be read: expected a csv, xlsx or ics file of days") from None
    rows: list[dict[str, Any]] = json.loads(answer)
    return rows


def main() -> int:
    """Read the request, write the rows."""
    request = json.load(sys.stdin)
    bound_memory(request["memory"])
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


if __name__ == "__main__":
    sys.exit(main())
