"""The site under a hundred people for five minutes, beside a bare Django in the same run.

python benchmarks/site_load.py [--seconds 300] [--people 100] [--workers 10000]

With DATABASE_URL the site stands on that (empty) PostgreSQL database, without it on SQLite in a folder that is
thrown away. Each person waits one to three seconds between two pages, as a reader does.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from measure import table
from surroundings import empty_site

HERE = Path(__file__).parent
SERVING = ("--workers", "2", "--threads", "8", "--worker-class", "gthread", "--log-level", "error")


def main() -> None:
    """Make the people, serve both sites, let them come, and print what they waited."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--workers", type=int, default=10_000)
    asked = parser.parse_args()
    with empty_site() as folder:
        from site_people import people

        made = people(asked.people, asked.workers, folder)
        with _served("grenswerk.web.wsgi:application") as site, _served("hello:application") as hello:
            _warm(site)
            entries = _come(asked, site, hello, made)
    _print(asked, entries)


@contextmanager
def _served(application: str) -> Iterator[str]:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "gunicorn", *SERVING, "--bind", f"127.0.0.1:{port}", "--chdir", str(HERE)]
    server = subprocess.Popen([*command, application])
    try:
        for _ in range(300):
            try:
                urlopen(f"{address}/", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait()


def _warm(site: str) -> None:
    """Each process reads the law once before anybody comes."""
    for pay in range(20):
        urlopen(f"{site}/en/calculator/?residence=BE&employer=NL&home=1&pay={30000 + pay}").close()


def _come(asked: argparse.Namespace, site: str, hello: str, made: dict[str, Any]) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "locust", "--locustfile", str(HERE / "site_users.py"), "--headless", "--json"]
    command += ["--users", str(asked.people), "--spawn-rate", "20", "--run-time", f"{asked.seconds}s"]
    environment = {**os.environ, "PEOPLE": json.dumps(made), "HELLO": f"{hello}/"}
    done = subprocess.run(
        [*command, "--host", site], env=environment, stdout=subprocess.PIPE, check=False, text=True
    )
    entries: list[dict[str, Any]] = json.loads(done.stdout[done.stdout.index("[") :])
    return entries


def _print(asked: argparse.Namespace, entries: list[dict[str, Any]]) -> None:
    kinds = {entry["name"]: entry for entry in entries}
    bare = _waited(kinds["bare Django: hello"], 0.5)
    rows = [
        [
            name,
            str(entry["num_requests"]),
            str(entry["num_failures"]),
            f"{_waited(entry, 0.5):.0f} ms",
            f"{_waited(entry, 0.95):.0f} ms",
            f"{_waited(entry, 0.5) / bare:.1f}",
        ]
        for name, entry in sorted(kinds.items())
    ]
    where = "PostgreSQL" if os.environ.get("DATABASE_URL") else "SQLite"
    title = f"{asked.people} people for {asked.seconds} s, {asked.workers:,} workers in the table, {where}"
    table(title, ["page", "requests", "errors", "p50", "p95", "p50 beside bare Django"], rows)


def _waited(entry: dict[str, Any], share: float) -> float:
    """The time within which that share of the requests was answered, ms."""
    left = share * entry["num_requests"]
    for waited, number in sorted((float(key), value) for key, value in entry["response_times"].items()):
        left -= number
        if left <= 0:
            return max(waited, 1.0)
    return 0.0


if __name__ == "__main__":
    main()
