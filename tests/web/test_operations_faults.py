"""The database goes away and comes back, the disk is full: requests fail cleanly, and none is half done."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

from tests.web.live import (
    ACTIVITIES,
    YEAR,
    Browser,
    days_of_the_year,
    free_port,
    lost,
    password_in,
    served,
    surroundings,
)
from tests.web.postgresql import MISSING, cluster, programs

ON_POSTGRESQL = bool(os.environ.get("DATABASE_URL"))
on_sqlite = pytest.mark.skipif(ON_POSTGRESQL, reason="a fault of SQLite")
on_postgresql = pytest.mark.skipif(not ON_POSTGRESQL, reason="a fault of PostgreSQL")
FIRST = dt.date(YEAR, 3, 2)


@contextmanager
def _signed_in(given: dict[str, str]) -> Iterator[Browser]:
    """The example's browser, at a site that runs until the end of the block."""
    port = free_port()
    server, said = served(given, port)
    try:
        browser = Browser(port)
        browser.sign_in(password_in(said))
        yield browser
    finally:
        lost(server)


def _paint_the_year(browser: Browser, brush: str) -> tuple[int, str]:
    data = {"brush": brush, "first": f"{YEAR}-01-01", "last": f"{YEAR}-12-31", "seen": "1000000"}
    return browser.ask("POST", f"/en/mydays/{YEAR}/paint/", data)


def _failed_cleanly(browser: Browser, status: int, line: str) -> None:
    """A change is refused with one status and one line, and no inside of the program; the process lives."""
    found, page = _paint_the_year(browser, "office")
    assert found == status
    assert line in page
    assert not [inside for inside in ("Traceback", "psycopg", "sqlite", "OperationalError") if inside in page]
    assert browser.ask("GET", "/health/")[0] == 200


@on_postgresql
def test_requests_fail_cleanly_while_the_cluster_is_away_and_work_when_it_is_back(tmp_path: Path) -> None:
    if programs() is None:
        pytest.skip(MISSING)
    with cluster() as made, _signed_in(surroundings(tmp_path, made.create("grenswerk"))) as browser:
        before = browser.days()
        for mode in ("fast", "immediate"):  # sessions ended by the cluster; a power cut
            made.stop(mode)
            _failed_cleanly(browser, 503, "The database cannot be reached")
            assert browser.ask("GET", "/ready/")[0] == 503
            assert Browser(browser.port).ask("GET", "/en/calculator/")[0] == 200  # needs no database
            made.start()
            assert browser.days() == before
        assert browser.paint(FIRST, "sick") == 302
        assert browser.days()[FIRST.isoformat()] == ACTIVITIES["sick"]


@on_postgresql
def test_a_connection_cut_in_the_middle_of_a_change_leaves_nothing_of_it(tmp_path: Path) -> None:
    """The cluster ends every session of the site while it writes a whole year."""
    if programs() is None:
        pytest.skip(MISSING)
    with cluster() as made, _signed_in(surroundings(tmp_path, made.create("grenswerk"))) as browser:
        cut = threading.Event()

        def end_sessions() -> None:
            with psycopg.connect(made.url("postgres"), autocommit=True) as connection:
                while not cut.is_set():
                    connection.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'grenswerk'"
                        " AND xact_start IS NOT NULL"
                        " AND query LIKE '%\"mydays_day\"%' AND query NOT LIKE 'SELECT%'"
                    )

        before = browser.days()
        ending = threading.Thread(target=end_sessions)
        ending.start()
        try:
            statuses = [_paint_the_year(browser, "home")[0] for _ in range(3)]
        finally:
            cut.set()
            ending.join()
        assert 503 in statuses
        assert set(statuses) <= {302, 503}
        after = browser.days()
        assert after == before or (302 in statuses and _of_one_kind(after, "home"))


@on_sqlite
def test_requests_fail_cleanly_while_the_file_of_sqlite_is_away_and_work_when_it_is_back(tmp_path: Path) -> None:
    with _signed_in(surroundings(tmp_path, "")) as browser:
        before = browser.days()
        file, away = tmp_path / "grenswerk.sqlite3", tmp_path / "away"
        away.mkdir()
        for path in tmp_path.glob("grenswerk.sqlite3*"):
            path.rename(away / path.name)
        file.mkdir()  # nothing can be opened there
        _failed_cleanly(browser, 503, "The database cannot be reached")
        assert browser.ask("GET", "/ready/")[0] == 503
        file.rmdir()
        for path in away.iterdir():
            path.rename(tmp_path / path.name)
        assert browser.days() == before
        assert browser.paint(FIRST, "sick") == 302


@on_sqlite
def test_a_database_that_somebody_else_holds_answers_with_503_and_is_whole_after_it(tmp_path: Path) -> None:
    with _signed_in(surroundings(tmp_path, "")) as browser:
        before = browser.days()
        holder = sqlite3.connect(tmp_path / "grenswerk.sqlite3", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        assert browser.ask("GET", f"/en/mydays/{YEAR}/")[0] == 200  # who only reads does not wait
        _failed_cleanly(browser, 503, "The database cannot be reached")
        holder.execute("ROLLBACK")
        holder.close()
        assert browser.days() == before
        assert browser.paint(FIRST, "sick") == 302


def _of_one_kind(days: dict[str, str], brush: str) -> bool:
    """Whether every weekday of the year is of one brush: a change of the whole year is there, or it is not."""
    weekdays = [day for day in days_of_the_year() if day.weekday() < 5]
    return all(days.get(day.isoformat(), ACTIVITIES[brush]) == ACTIVITIES[brush] for day in weekdays)


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of 24 MB."""
    folder = Path(tempfile.mkdtemp(prefix="grenswerk-disk-"))
    command = ["mount", "-t", "tmpfs", "-o", "size=24m,mode=0777", "tmpfs", str(folder)]
    if (
        not sys.platform.startswith("linux")
        or subprocess.run(command, check=False, capture_output=True).returncode
    ):
        folder.rmdir()
        pytest.skip("a small disk can be mounted by root alone")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)
    folder.rmdir()


@contextmanager
def _full(disk: Path) -> Iterator[None]:
    """No room on the disk until the end of the block."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as stream, suppress(OSError):
        while True:
            stream.write(b"x" * 4096)
    yield
    filler.unlink()


def _refused_when_full(browser: Browser) -> None:
    """Paint the year in turns until there is no room: what is refused is refused whole."""
    for _ in range(30):
        before = browser.days()
        for brush in ("home", "office"):
            status, page = _paint_the_year(browser, brush)
            if status != 302:
                assert status == 507, page
                assert "no room left on its disk" in page
                assert browser.days() == before
                return
            before = browser.days()
    raise AssertionError("the disk was never full")


@on_sqlite
def test_a_full_disk_refuses_a_change_whole_and_loses_nothing(tmp_path: Path, small_disk: Path) -> None:
    given = surroundings(tmp_path, f"sqlite:///{small_disk}/site.sqlite3")
    with _signed_in(given) as browser:
        with _full(small_disk):
            _refused_when_full(browser)
        assert _paint_the_year(browser, "home")[0] == 302
        assert _of_one_kind(browser.days(), "home")


@on_sqlite
def test_a_full_disk_of_backups_refuses_a_change_since_its_journal_could_not_be_kept(
    tmp_path: Path, small_disk: Path
) -> None:
    given = surroundings(tmp_path, "", GRENSWERK_BACKUPS=str(small_disk))
    with _signed_in(given) as browser:
        before = browser.days()
        with _full(small_disk):
            _failed_cleanly(browser, 507, "no room left on its disk")
            assert browser.days() == before
        assert _paint_the_year(browser, "home")[0] == 302


@on_postgresql
def test_a_full_disk_of_the_cluster_refuses_a_change_whole_and_loses_nothing(
    tmp_path: Path, small_disk: Path
) -> None:
    if programs() is None:
        pytest.skip(MISSING)
    with cluster() as made:
        made.space("small", small_disk / "space")
        with _signed_in(surroundings(tmp_path, made.create("grenswerk", "--tablespace=small"))) as browser:
            with _full(small_disk):
                _refused_when_full(browser)
            assert _paint_the_year(browser, "home")[0] == 302
            assert _of_one_kind(browser.days(), "home")
