"""The site as it stands in production: several processes behind one socket that outlives them."""

from __future__ import annotations

import configparser
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.web.live import ACTIVITIES, Browser, days_of_the_year, surroundings, with_example

ROOT = Path(__file__).parents[2]
UNITS = ROOT / "deploy" / "systemd"
CONFIG = "python:grenswerk.web.operations.gunicorn_settings"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="gunicorn needs a Unix")


@contextmanager
def _listening() -> Iterator[socket.socket]:
    """A socket as systemd holds it for the site."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen(1024)
        yield held


@contextmanager
def _gunicorn(held: socket.socket, given: Mapping[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The site behind that socket; stopped in good order at the end, as `systemctl stop` does."""
    command = [sys.executable, "-m", "gunicorn", "--config", CONFIG]
    bound = {**given, "GRENSWERK_BIND": f"fd://{held.fileno()}", "GRENSWERK_WORKERS": "2", "GRENSWERK_LOG": "json"}
    with log.open("ab") as stream:
        server = subprocess.Popen(command, env=bound, stderr=stream, pass_fds=[held.fileno()])
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{held.getsockname()[1]}/health/", timeout=60) as answer:
            assert answer.status == 200
        yield server
    finally:
        server.send_signal(signal.SIGTERM)
        assert server.wait(60) == 0, log.read_text()


def test_a_restart_while_people_write_loses_no_request(tmp_path: Path, own_database: str) -> None:
    """What an upgrade does: new code starts on the socket of the old; whoever asks in between waits."""
    given, log = surroundings(tmp_path, own_database), tmp_path / "log"
    password = with_example(given)
    with _listening() as held:
        browser = Browser(held.getsockname()[1])
        written: list[int] = []
        ended = threading.Event()
        days = days_of_the_year()
        failures: list[Exception] = []

        def write() -> None:
            try:
                while not ended.is_set():
                    written.append(browser.paint(days[len(written) % len(days)], "home"))
            except Exception as error:
                failures.append(error)

        with _gunicorn(held, given, log):
            browser.sign_in(password)
            writer = threading.Thread(target=write)
            writer.start()
            time.sleep(1)
        before = len(written)
        with _gunicorn(held, given, log):
            time.sleep(1)
            ended.set()
            writer.join()
            kept = browser.days()
    assert not failures
    assert 0 < before < len(written)
    assert set(written) == {302}
    assert all(kept[day.isoformat()] == ACTIVITIES["home"] for day in days[: len(written)] if day.weekday() < 5)


def test_the_figures_of_all_processes_are_together(tmp_path: Path, own_database: str) -> None:
    given = surroundings(
        tmp_path,
        own_database,
        GRENSWERK_METRICS_TOKEN="figures",
        PROMETHEUS_MULTIPROC_DIR=str(tmp_path / "figures"),
    )
    with _listening() as held, _gunicorn(held, given, tmp_path / "log"):
        address = f"http://127.0.0.1:{held.getsockname()[1]}"
        for _ in range(40):
            with urllib.request.urlopen(f"{address}/en/privacy/", timeout=30) as answer:
                assert answer.status == 200
        asked = urllib.request.Request(f"{address}/metrics/", headers={"Authorization": "Bearer figures"})
        with urllib.request.urlopen(asked, timeout=30) as answer:
            figures = answer.read().decode()
    counted = re.search(r'seconds_count{method="GET",status="200",view="privacy"} (\S+)', figures)
    assert counted is not None, figures
    assert float(counted[1]) == 40


def test_the_units_of_systemd_are_sound(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is missing (Debian: apt-get install systemd)")
    folder = tmp_path / "units"
    shutil.copytree(UNITS, folder)
    for unit in folder.iterdir():
        unit.write_text(re.sub(r"/opt/grenswerk/current/bin/\w+", "/bin/true", unit.read_text()))
    command = ["systemd-analyze", "verify", "--man=no", *map(str, sorted(folder.iterdir()))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = [line for line in done.stderr.splitlines() if "grenswerk" in line]
    assert not said, "\n".join(said)


def test_the_units_start_what_the_package_has() -> None:
    started = set()
    for path in UNITS.glob("*.service"):
        unit = configparser.ConfigParser(strict=False, interpolation=None)
        unit.optionxform = str  # type: ignore[assignment,method-assign]
        unit.read(path)
        started.add(unit["Service"]["ExecStart"])
    assert f"/opt/grenswerk/current/bin/gunicorn --config {CONFIG}" in started
    assert "/opt/grenswerk/current/bin/python -m grenswerk.web %i" in started
