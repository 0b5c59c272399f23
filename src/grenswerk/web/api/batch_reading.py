"""A file of workers read in a process of its own, bounded in rows, time and memory.

Run as a program it takes the kind of a file as its argument and the file on standard input, and writes its rows as
JSON, or what is wrong in one line.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import msgspec

from grenswerk.model.errors import BadInput
from grenswerk.web.apart import WRONG, answer_of, bound_memory

SECONDS = 20
MEMORY = 2 * 1024**3  # bytes
MOST_ROWS = 20_000
MOST_TEXT = 20_000_000  # bytes of all rows


def read_apart(content: bytes, kind: str) -> bytes:
    """The rows of a file as JSON; raises `BadInput` for one that cannot be read, or not within bounds."""
    try:
        return answer_of("grenswerk.web.api.batch_reading", kind, given=content, seconds=SECONDS)
    except TimeoutError:
        raise BadInput(f"body: took longer than {SECONDS} seconds to read: expected a smaller file") from None
    except ChildProcessError:
        raise BadInput(f"body: could not be read: expected a {kind} file of workers") from None


def main() -> int:
    """Read the file, write the rows."""
    bound_memory(MEMORY)
    from grenswerk.population.sources import open_source

    rows: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"workers.{sys.argv[1]}"
        path.write_bytes(sys.stdin.buffer.read())
        try:
            for batch in open_source(path).batches:
                if len(rows) + batch.num_rows > MOST_ROWS:
                    raise BadInput(f"body: more than {MOST_ROWS} rows: expected fewer in so small a file")
                rows += batch.to_pylist()
        except BadInput as error:
            print(str(error).replace(str(path), "body"))
            return WRONG
    written = msgspec.json.encode(rows)
    if len(written) > MOST_TEXT:
        print(f"body: {len(written)} bytes unpacked: expected at most {MOST_TEXT}")
        return WRONG
    sys.stdout.buffer.write(written)
    return 0


if __name__ == "__main__":
    sys.exit(main())
