"""The drill: what was acknowledged comes back, what was erased does not, and a damaged backup is refused."""

from __future__ import annotations

import http.client
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.web.live import (
    ACTIVITIES,
    Browser,
    command,
    days_of_the_year,
    free_port,
    lost,
    password_in,
    served,
    surroundings,
    with_example,
)
from tests.web.postgresql import MISSING, cluster, programs

ON_POSTGRESQL = bool(os.environ.get("DATABASE_URL"))
PAINTED = tuple(ACTIVITIES)


class Writing:
    """Someone who writes one day after another, and notes each that the site said it kept."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.acknowledged: dict[str, str] = {}
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._write)

    def _write(self) -> None:
        for number, day in enumerate(days_of_the_year()):
            brush = PAINTED[number % len(PAINTED)]
            try:
                if self.browser.paint(day, brush) == 302:
                    self.acknowledged[day.isoformat()] = ACTIVITIES[brush]
            except (OSError, http.client.HTTPException):
                pass  # the server is gone: this day was not acknowledged
            if self.ended.wait(0.01):
                return

    @contextmanager
    def going_on(self) -> Iterator[None]:
        """Write while something else happens."""
        self.thread.start()
        try:
            yield
        finally:
            self.ended.set()
            self.thread.join()


def _written(at_least: int, writing: Writing) -> None:
    """Wait until so many days were acknowledged."""
    end = time.monotonic() + 60
    while len(writing.acknowledged) < at_least and time.monotonic() < end:
        time.sleep(0.02)
    assert len(writing.acknowledged) >= at_least


@contextmanager
def _site(given: dict[str, str]) -> Iterator[tuple[subprocess.Popen[str], Browser, str]]:
    port = free_port()
    server, said = served(given, port)
    try:
        yield server, Browser(port), said
    finally:
        lost(server)


def _days(given: dict[str, str], password: str) -> dict[str, str]:
    """What a restored site keeps."""
    with _site(given) as (_, browser, said):
        assert "password" not in said, "the example account was made anew"
        browser.sign_in(password)
        return browser.days()


def test_every_day_acknowledged_before_a_backup_comes_back(
    tmp_path: Path, own_databases: Callable[[], str]
) -> None:
    given, out = surroundings(tmp_path / "data", own_databases()), tmp_path / "site.backup"
    with _site(given) as (_, browser, said):
        browser.sign_in(password_in(said))
        writing = Writing(browser)
        with writing.going_on():
            _written(8, writing)
            before = dict(writing.acknowledged)
            done = command(given, "backup", str(out))
            assert done.returncode == 0, done.stderr
            _written(len(before) + 2, writing)
    place = surroundings(tmp_path / "elsewhere", own_databases())
    done = command(place, "restore", str(out))
    assert done.returncode == 0, done.stderr
    assert before.items() <= _days(place, password_in(said)).items()
    assert [path.name for path in tmp_path.iterdir() if "backup" in path.name] == ["site.backup"]


@pytest.mark.skipif(ON_POSTGRESQL, reason="PostgreSQL has its own log, see the drill below")
def test_every_day_acknowledged_until_the_disk_of_the_database_is_lost_comes_back(tmp_path: Path) -> None:
    """SQLite: a backup, the journal since, and a server that dies with its whole folder of data."""
    data, backups = tmp_path / "data", tmp_path / "backups"
    given = surroundings(data, "", GRENSWERK_BACKUPS=str(backups))
    with _site(given) as (server, browser, said):
        browser.sign_in(password_in(said))
        writing = Writing(browser)
        with writing.going_on():
            _written(5, writing)
            made = command(given, "backup")
            assert made.returncode == 0, made.stderr
            in_the_backup = len(writing.acknowledged)
            _written(in_the_backup + 15, writing)
            lost(server)
    shutil.rmtree(data)
    done = command(given, "restore", made.stdout.strip())
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.partition("then ")[2].split()[0]) >= 15
    assert writing.acknowledged.items() <= _days(given, password_in(said)).items()
    again = command({**given, "GRENSWERK_DATA": str(tmp_path / "again")}, "restore", made.stdout.strip())
    assert again.returncode == 0, again.stderr  # what was written since the restore follows in the same journal


@pytest.mark.skipif(not ON_POSTGRESQL, reason="a drill of PostgreSQL")
def test_every_day_acknowledged_until_the_cluster_is_lost_comes_back(tmp_path: Path) -> None:
    """PostgreSQL: a base backup, and commits that wait until `pg_receivewal` has them where the backups are."""
    if programs() is None:
        pytest.skip(MISSING)
    settings = {"synchronous_standby_names": "grenswerk_wal", "wal_level": "replica", "max_wal_senders": "4"}
    with cluster(**settings) as old:
        backups = old.beside("backups")
        receiver = old.receive(backups / "wal", "grenswerk_wal")
        given = surroundings(tmp_path / "data", old.create("grenswerk"))
        with _site(given) as (_, browser, said):
            browser.sign_in(password_in(said))
            writing = Writing(browser)
            with writing.going_on():
                _written(5, writing)
                old.run(
                    "pg_basebackup",
                    *("--host", str(old.sockets), "--username", "postgres", "--checkpoint", "fast"),
                    *("--wal-method", "none", "--pgdata", str(backups / "base")),
                )
                in_the_base = len(writing.acknowledged)
                _written(in_the_base + 15, writing)
                old.stop("immediate")
        receiver.terminate()
        receiver.wait()
        shutil.rmtree(old.data)
        recovered = old.recover(backups / "base", backups / "wal")
        try:
            place = surroundings(tmp_path / "elsewhere", recovered.url("grenswerk"))
            done = command(place, "erase_again")
            assert done.returncode == 0, done.stderr
            assert writing.acknowledged.items() <= _days(place, password_in(said)).items()
        finally:
            recovered.stop()


def test_who_was_erased_after_a_backup_does_not_come_back_with_it(
    tmp_path: Path, own_databases: Callable[[], str]
) -> None:
    given = surroundings(tmp_path / "data", own_databases())
    out = tmp_path / "site.backup"
    with _site(given) as (_, browser, said):
        assert command(given, "backup", str(out)).returncode == 0
        browser.sign_in(password_in(said))
        browser.ask("POST", "/en/account/reauthenticate/", {"password": password_in(said)})
        browser.ask("GET", "/en/mydays/account/delete/")
        status, _ = browser.ask("POST", "/en/mydays/account/delete/", {"word": "delete"})
        assert status == 302
    ledger = (tmp_path / "data" / "erasures").read_text()
    assert len(ledger.splitlines()) == 1
    assert "demo" not in ledger
    place = surroundings(tmp_path / "elsewhere", own_databases())
    (tmp_path / "elsewhere").mkdir()
    shutil.copy(tmp_path / "data" / "erasures", tmp_path / "elsewhere")
    done = command(place, "restore", str(out))
    assert done.returncode == 0, done.stderr
    assert "erased again: 1 accounts" in done.stdout
    with_example(place)  # a new account takes the number of the one that is gone
    assert "erased again: 0 accounts" in command(place, "erase_again").stdout


@pytest.fixture
def backup(tmp_path: Path, own_database: str) -> Path:
    """A backup of the example."""
    given, out = surroundings(tmp_path / "data", own_database), tmp_path / "site.backup"
    with_example(given)
    assert command(given, "backup", str(out)).returncode == 0
    return out


def _refused(given: dict[str, str], *arguments: str) -> str:
    done = command(given, *arguments)
    assert done.returncode == 2, done.stdout + done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr
    return done.stderr


def test_a_backup_with_one_changed_byte_is_refused_and_nothing_is_restored(
    tmp_path: Path, backup: Path, own_databases: Callable[[], str]
) -> None:
    place = surroundings(tmp_path / "elsewhere", own_databases())
    whole = backup.read_bytes()
    for at in (len(whole) // 2, 40, len(whole) - 30):
        backup.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        assert "expected a file that" in _refused(place, "restore", str(backup))
    backup.write_bytes(whole[: len(whole) // 2])
    assert "expected a file that" in _refused(place, "restore", str(backup))
    assert not list((tmp_path / "elsewhere").glob("*.sqlite3*"))
    backup.write_bytes(whole)
    assert command(place, "restore", str(backup)).returncode == 0


def test_a_database_that_stands_is_not_overwritten(
    tmp_path: Path, backup: Path, own_databases: Callable[[], str]
) -> None:
    place = surroundings(tmp_path / "elsewhere", own_databases())
    with_example(place)
    assert "expected an empty" in _refused(place, "restore", str(backup))


def test_a_backup_of_another_kind_of_database_is_refused(tmp_path: Path, backup: Path) -> None:
    other = "" if ON_POSTGRESQL else "postgresql:///none?host=/nowhere"
    assert "expected DATABASE_URL" in _refused(surroundings(tmp_path / "x", other), "restore", str(backup))


def test_a_backup_that_cannot_be_written_leaves_nothing(tmp_path: Path, backup: Path, own_database: str) -> None:
    given = surroundings(tmp_path / "data", own_database)
    _refused(given, "backup", str(tmp_path / "nowhere" / "site.backup"))
    _refused(given, "backup")
    assert {path.name for path in tmp_path.iterdir()} == {"data", backup.name}


def test_what_a_killed_backup_left_goes_with_the_next_day(tmp_path: Path, own_database: str) -> None:
    backups = tmp_path / "backups"
    given = surroundings(tmp_path / "data", own_database, GRENSWERK_BACKUPS=str(backups))
    with_example(given)
    for name in (".backup-old", ".backup-new"):
        (backups / name).mkdir(parents=True)
        (backups / name / "copy").write_bytes(b"a database")
    torn = backups / ".grenswerk-20260101T050000Z.backup.unfinished"
    torn.write_bytes(b"a database")
    two_days_ago = time.time() - 2 * 24 * 3600
    for left in (backups / ".backup-old", torn):
        os.utime(left, (two_days_ago, two_days_ago))
    assert command(given, "backup").returncode == 0
    standing = {path.name for path in backups.iterdir() if path.name.startswith(".")}
    assert standing == {".backup-new"}, "it may still be written"


@pytest.mark.skipif(ON_POSTGRESQL, reason="SQLite alone has a journal of the site's own")
def test_what_would_be_written_beside_the_journal_is_refused_until_none_is_kept(tmp_path: Path) -> None:
    given = surroundings(tmp_path / "data", "", GRENSWERK_BACKUPS=str(tmp_path / "backups"))
    with_example(given)
    forgotten = surroundings(tmp_path / "data", "")
    assert "GRENSWERK_BACKUPS does not name its folder" in _refused(forgotten, "clearsessions")
    assert command(given, "clearsessions").returncode == 0
    out = tmp_path / "last.backup"
    assert command(forgotten, "backup", str(out)).returncode == 0
    without = surroundings(tmp_path / "elsewhere", "")
    assert command(without, "restore", str(out)).returncode == 0
    assert command(without, "clearsessions").returncode == 0


def test_a_folder_without_a_journal_is_not_taken_for_one(
    tmp_path: Path, backup: Path, own_databases: Callable[[], str]
) -> None:
    place = surroundings(tmp_path / "elsewhere", own_databases())
    said = _refused(place, "restore", str(backup), "--journal", str(tmp_path))
    assert "found no file of a journal" in said
    assert "journal" in said.partition("e.g.")[2]


def test_the_last_fourteen_backups_are_kept(tmp_path: Path, own_database: str) -> None:
    backups = tmp_path / "backups"
    given = surroundings(tmp_path / "data", own_database, GRENSWERK_BACKUPS=str(backups))
    with_example(given)
    for day in range(1, 15):
        made = command(given, "backup")
        assert made.returncode == 0, made.stderr
        Path(made.stdout.strip()).rename(backups / f"grenswerk-202601{day:02}T050000Z.backup")
        if day == 2:
            break
    for day in range(3, 15):
        shutil.copy(
            backups / "grenswerk-20260102T050000Z.backup", backups / f"grenswerk-202601{day:02}T050000Z.backup"
        )
    assert command(given, "backup").returncode == 0
    kept = sorted(path.name for path in backups.glob("*.backup"))
    assert len(kept) == 14
    assert kept[0] == "grenswerk-20260102T050000Z.backup"
