"""The worker beside `grenswerk serve`: there from the start, there again after a kill, gone with the server."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from grenswerk.web.jobs import minding

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no kill -9")
WORKER = "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n'); time.sleep(600)"


def _pids(path: Path, count: int) -> list[int]:
    """The processes that were started, once there are so many."""
    deadline = time.monotonic() + 60
    while len(found := path.read_text().split()) < count:
        assert time.monotonic() < deadline, found
        time.sleep(0.05)
    return [int(pid) for pid in found]


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_worker_that_is_killed_is_started_again_and_ends_with_the_server(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    started = tmp_path / "started"
    started.touch()
    monkeypatch.setattr(minding, "worker_command", lambda: [sys.executable, "-c", WORKER, str(started)])
    with minding.minded(1):
        (first,) = _pids(started, 1)
        os.kill(first, signal.SIGKILL)
        second = _pids(started, 2)[1]
        assert _runs(second)
    assert not _runs(first)
    assert not _runs(second)


def test_no_worker_is_started_where_none_is_wanted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    started = tmp_path / "started"
    started.touch()
    monkeypatch.setattr(minding, "worker_command", lambda: [sys.executable, "-c", WORKER, str(started)])
    with minding.minded(0):
        time.sleep(1)
    assert started.read_text() == ""
