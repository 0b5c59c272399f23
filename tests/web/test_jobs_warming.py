"""The rules are compiled when a worker starts, once, and no longer than the worker lives."""

from __future__ import annotations

import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.core.files import locks
from django.db import OperationalError

from grenswerk.population import compiling, engine
from grenswerk.web.jobs import child, warming, working

COMPILING = "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()} '); time.sleep(600)"


@pytest.fixture
def cold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """An empty cache; the list tells how often the rules were compiled into it."""
    compiled: list[str] = []

    def prepare() -> None:
        compiled.append("once")
        compiling.mark_complete()

    monkeypatch.setattr(compiling, "cache_folder", lambda: tmp_path / "kernels")
    monkeypatch.setattr(engine, "prepare", prepare)
    return compiled


def test_a_cold_cache_is_filled_and_a_warm_one_is_left(cold: list[str]) -> None:
    assert [warming.warm(), warming.warm()] == [True, False]
    assert cold == ["once"]


def test_while_one_process_compiles_another_does_not(cold: list[str], tmp_path: Path) -> None:
    (tmp_path / "kernels").mkdir()
    with (tmp_path / "kernels" / "compiling").open("wb") as stream:
        locks.lock(stream, locks.LOCK_EX)
        assert not warming.warm()
    assert warming.warm()
    assert cold == ["once"]


def test_a_cache_that_cannot_be_written_stops_no_worker(cold: list[str], tmp_path: Path) -> None:
    (tmp_path / "kernels").write_text("in the way")
    assert not warming.warm()
    assert cold == []


class _Worker:
    """A worker that takes no jobs, and looks whether the rules are being compiled."""

    started: Path

    def __init__(self, **_: object) -> None:
        self.configure_signals = lambda: None

    def run(self) -> None:
        deadline = time.monotonic() + 30
        while not self.started.read_text().endswith(" "):
            assert time.monotonic() < deadline
            time.sleep(0.05)


@pytest.mark.parametrize("batch", [False, True])
def test_a_worker_that_stays_has_the_rules_compiled_while_it_lives(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, batch: bool
) -> None:
    started = tmp_path / "started"
    started.write_text(" " if batch else "")
    monkeypatch.setattr(_Worker, "started", started, raising=False)
    monkeypatch.setattr(working, "Worker", _Worker)
    monkeypatch.setattr(working, "_keep_house", lambda: None)
    monkeypatch.setattr(warming, "warming_command", lambda: [sys.executable, "-c", COMPILING, str(started)])
    working.work(batch=batch, with_parent=False)
    pids = started.read_text().split()
    assert len(pids) == (0 if batch else 1)
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)


def test_a_full_disk_of_the_database_is_told_as_a_full_disk() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("PRAGMA max_page_count = 2")
        with pytest.raises(sqlite3.OperationalError) as full:
            connection.execute("CREATE TABLE a AS SELECT zeroblob(100000)")
    error = OperationalError("full")
    error.__cause__ = full.value
    assert child._trouble_of(error) == "disk"
    assert child._trouble_of(ValueError("other")) == "fault"
