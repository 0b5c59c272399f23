"""The site as a process of its own, and a browser for it that keeps cookies and the token of forms."""

from __future__ import annotations

import csv
import datetime as dt
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode

YEAR = dt.datetime.now(dt.UTC).year
ACTIVITIES = {"home": "telework", "office": "office", "sick": "sick"}  # of the brushes with which the tests paint
MAIL = "demo@example.org"  # the example account


class Browser:
    """Keeps cookies and the token of forms; nothing else."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self.token = ""

    def ask(self, method: str, path: str, data: dict[str, str] | None = None) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
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

    def sign_in(self, password: str) -> None:
        """Sign in to the example account."""
        self.ask("GET", "/en/account/login/")
        status, _ = self.ask("POST", "/en/account/login/", {"login": MAIL, "password": password})
        assert status == 302
        self.ask("GET", f"/en/mydays/{YEAR}/")

    def paint(self, date: dt.date, brush: str) -> int:
        """Write one day; the status of the answer."""
        data = {"brush": brush, "first": date.isoformat(), "seen": "1000000"}
        return self.ask("POST", f"/en/mydays/{YEAR}/paint/", data)[0]

    def days(self) -> dict[str, str]:
        """The activity of every day that is kept."""
        status, text = self.ask("GET", f"/en/mydays/{YEAR}/download/csv/")
        assert status == 200, text
        return {row["date"]: row["activity"] for row in csv.DictReader(text.splitlines())}


def surroundings(data: Path, database: str, **more: str) -> dict[str, str]:
    """The environment of a site of its own."""
    given = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "GRENSWERK_SECRET_KEY": "x" * 60,
        "GRENSWERK_DATA": str(data),
        "DATABASE_URL": database,
        **more,
    }
    given.pop("DJANGO_SETTINGS_MODULE", None)
    return given


def served(given: Mapping[str, str], port: int) -> tuple[subprocess.Popen[str], str]:
    """The site as `grenswerk serve --demo` runs it, and what it said until it was there."""
    command = [sys.executable, "-m", "grenswerk", "serve", "--demo", "--port", str(port)]
    server = subprocess.Popen(
        command,
        env=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    assert server.stdout is not None
    said = ""
    for line in server.stdout:
        said += line
        if "http://" in line:
            server.stdout.close()
            return server, said
    raise AssertionError(f"the server did not start: {said}")


def lost(server: subprocess.Popen[str]) -> None:
    """Kill the site with everything that it started, as a power cut does."""
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)
    server.wait()


def with_example(given: Mapping[str, str]) -> str:
    """Make the database with its example account, without a server; the account's password."""
    code = "from grenswerk.web.serving import prepare\nfor line in prepare(demo=True): print(line)"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return password_in(done.stdout)


def command(given: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """One of the site's own commands, as `python -m grenswerk.web` runs it."""
    line = [sys.executable, "-m", "grenswerk.web", *arguments]
    return subprocess.run(line, env=given, capture_output=True, text=True, check=False)


def password_in(said: str) -> str:
    """The password of the example account, as the site says it once."""
    found = re.search(r"password (\S+)", said)
    assert found is not None, said
    return found[1]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def days_of_the_year() -> list[dt.date]:
    """All of them."""
    first = dt.date(YEAR, 1, 1)
    return [first + dt.timedelta(days=number) for number in range((dt.date(YEAR + 1, 1, 1) - first).days)]
