"""Django's cache of files for several processes on one machine: what still counts is not forgotten.

Wrong passwords, rates and codes that were used once are counted here. Django's own deletes a random third as soon
as 300 entries stand, and lets two processes add one key. This one deletes what has ended, and above its bound what
ends soonest; it adds a key once. The time of a file is the end of its entry: a sweep reads no file.
"""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache
from django.core.files import locks

NEVER = 2**33  # seconds since 1970: the time of a file whose entry does not end


class SharedFiles(FileBasedCache):
    """A folder of files, each an entry; `MAX_ENTRIES` bounds them: in so many writes a hundred sweeps."""

    _dir: str

    def add(
        self, key: Any, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        """Write an entry where there is none; of several who ask at once one is told that it did."""
        with self._alone():
            return super().add(key, value, timeout, version)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        Path(self._dir).mkdir(mode=0o700, parents=True, exist_ok=True)
        with (Path(self._dir) / "lock").open("wb") as stream:
            locks.lock(stream, locks.LOCK_EX)  # let go when the file is closed, however this process ends
            yield

    def _write_content(self, file: BinaryIO, timeout: float | None, value: Any) -> None:
        super()._write_content(file, timeout, value)  # type: ignore[misc]  # not in the stubs
        file.flush()
        end = self.get_backend_timeout(timeout) or NEVER
        os.utime(file.fileno(), (end, end))

    def _cull(self) -> None:
        if not secrets.randbelow(max(self._max_entries // 100, 1)):
            self.sweep()

    def sweep(self) -> None:
        """Delete what has ended, and above the bound what ends soonest."""
        entries = sorted(self._entries())
        ended = sum(end < time.time() for end, _ in entries)
        for end, path in entries[: max(ended, len(entries) - self._max_entries)]:
            with suppress(FileNotFoundError):  # another process was first
                if Path(path).stat().st_mtime == end:  # and has not written it anew
                    Path(path).unlink()

    def _entries(self) -> Iterator[tuple[float, str]]:
        with os.scandir(self._dir) as found:
            for each in found:
                if each.name.endswith(self.cache_suffix):
                    with suppress(FileNotFoundError):
                        yield each.stat().st_mtime, each.path
