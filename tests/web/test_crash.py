"""A day once acknowledged survives the death of the server at any moment."""

from __future__ import annotations

import csv
import datetime as dt
import http.client
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from urllib.parse import urlencode

import pytest

KILLS = 6
YEAR = dt.datetime.now(dt.UTC).year


class Browser:
    """Keeps cookies and the token of forms; nothing else."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self.token = ""

    def ask(self, method: str, path: str, data: dict[str, str] | None = None) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if data is not None:
            body = urlencode({**data, "csrfmiddlewaretoken": self.token})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        if found := re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text):
            self.token = found[1]
        connection.close()
        return answer.status, text


def _serve(data: Path, port: int, database: str) -> tuple[subprocess.Popen[str], str]:
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "GRENSWERK_SECRET_KEY": "x" * 60,
        "DATABASE_URL": database,
    }
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "grenswerk", "serve", "--demo", "--port", str(port), "--data", str(data)]
    server = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert server.stdout is not None
    said = ""
    for line in server.stdout:
        said += line
        if "http://" in line:
            server.stdout.close()
            return server, said
    raise AssertionError(f"the server did not start: {said}")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _until_killed(browser: Browser, server: subprocess.Popen[str], acknowledged: dict[str, str]) -> None:
    """Write days one after another and note each that the server said it kept."""
    threading.Timer(random.uniform(0.15, 0.9), server.send_signal, (signal.SIGKILL,)).start()
    date = dt.date(YEAR, 1, 1)
    brushes = ("home", "office", "sick")
    while server.poll() is None:
        brush = random.choice(brushes)
        paint = {"brush": brush, "first": date.isoformat(), "seen": "1000000"}
        try:
            status, _ = browser.ask("POST", f"/en/mydays/{YEAR}/paint/", paint)
        except (OSError, http.client.HTTPException):
            continue
        if status == 302:
            acknowledged[date.isoformat()] = brush
        date += dt.timedelta(days=1)
        if date.year != YEAR:
            date = dt.date(YEAR, 1, 1)
    server.wait()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no kill -9")
def test_days_survive_kill_9_of_the_server(tmp_path: Path, own_database: str) -> None:
    port = _free_port()
    server, said = _serve(tmp_path, port, own_database)
    found = re.search(r"password (\S+)", said)
    assert found is not None
    browser = Browser(port)
    browser.ask("GET", "/en/account/login/")
    status, _ = browser.ask("POST", "/en/account/login/", {"login": "demo@example.org", "password": found[1]})
    assert status == 302
    written = 0
    activities = {"home": "telework", "office": "office", "sick": "sick"}
    for _ in range(KILLS):
        browser.ask("GET", f"/en/mydays/{YEAR}/")
        acknowledged: dict[str, str] = {}
        _until_killed(browser, server, acknowledged)
        written += len(acknowledged)
        server, _ = _serve(tmp_path, port, own_database)
        _, text = browser.ask("GET", f"/en/mydays/{YEAR}/download/csv/")
        kept = {row["date"]: row["activity"] for row in csv.DictReader(text.splitlines())}
        for date, brush in acknowledged.items():
            assert kept.get(date) == activities[brush], date
    server.send_signal(signal.SIGKILL)
    server.wait()
    assert written > KILLS
