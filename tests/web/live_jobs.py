"""A database of its own, with jobs submitted to it and real workers on it, watched from outside through SQL."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID, uuid4

import psycopg

COLUMNS = "id, state, attempt, part, word, trouble, error, result, files, cancel_asked"
SUBMIT = """
import django, json, sys
django.setup()
from django.contrib.auth.models import User
from grenswerk.web.jobs.submission import submit
for name, kind, payload in json.load(sys.stdin):
    owner, _ = User.objects.get_or_create(username=name)
    files = {"in.txt": b"abc"} if kind == "examples.files" else {}
    print(submit(owner, kind, payload, files=files).pk)
"""
CANCEL = """
import django, sys
django.setup()
from grenswerk.web.jobs.models import Job
from grenswerk.web.jobs.submission import cancel
cancel(Job.objects.get(pk=sys.argv[1]))
"""


class Seen(NamedTuple):
    """A job as the database has it."""

    id: str
    state: str
    attempt: int
    part: float
    word: str
    trouble: str
    error: str
    result: Any
    files: list[str]
    cancel_asked: bool


class Live:
    """A site's folder and database, without the site."""

    def __init__(self, data: Path, postgres: str | None) -> None:
        self.data, self.postgres = data, postgres
        self.workers: list[subprocess.Popen[bytes]] = []
        self.environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "DJANGO_SETTINGS_MODULE": "tests.web.live_settings",
            "GRENSWERK_DATA": str(data),
            "GRENSWERK_SECRET_KEY": "z" * 60,
        }
        self.environment["DATABASE_URL"] = postgres or ""
        self.python("-m", "grenswerk.web", "migrate", "--verbosity", "0", "--skip-checks")

    def python(self, *arguments: str, given: str = "") -> str:
        """Run Python on this site."""
        command = [sys.executable, *arguments]
        done = subprocess.run(
            command, env=self.environment, input=given, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def submit(self, *asked: tuple[str, str, dict[str, Any]]) -> list[str]:
        """Submit jobs, each as owner, kind and payload; returns their ids."""
        return self.python("-c", SUBMIT, given=json.dumps(asked)).split()

    def worker(self) -> subprocess.Popen[bytes]:
        """Start a worker."""
        command = [sys.executable, "-m", "grenswerk.web", "jobs"]
        started = subprocess.Popen(command, env=self.environment, stderr=subprocess.PIPE, start_new_session=True)
        self.workers.append(started)
        return started

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        if self.postgres is not None:
            with psycopg.connect(self.postgres, autocommit=True) as connection:
                found = connection.execute(query.encode())
                return found.fetchall() if found.description else []
        with closing(sqlite3.connect(self.data / "grenswerk.sqlite3", timeout=20)) as database:
            return database.execute(query).fetchall()

    def job(self, pk: str) -> Seen:
        """A job."""
        key = pk if self.postgres is not None else UUID(pk).hex
        (row,) = self.ask(f"SELECT {COLUMNS} FROM jobs_job WHERE id = '{key}'")
        values = [
            json.loads(value) if isinstance(value, str) and index in (7, 8) else value
            for index, value in enumerate(row)
        ]
        return Seen(*values)

    def cancel(self, pk: str) -> None:
        """Cancel a job as its owner."""
        self.python("-c", CANCEL, pk)

    def wait(self, pk: str, until: Callable[[Seen], bool], seconds: float = 180) -> Seen:
        """The job as soon as something is true of it."""
        deadline = time.monotonic() + seconds
        while not until(seen := self.job(pk)):
            assert time.monotonic() < deadline, seen
            time.sleep(0.1)
        return seen

    def end(self) -> None:
        """End the workers that still run."""
        for worker in self.workers:
            worker.kill()
            worker.wait()
            if worker.stderr:
                worker.stderr.close()


def ended(seen: Seen) -> bool:
    """Whether nothing more will happen to a job."""
    return seen.state in ("done", "failed", "cancelled")


@contextmanager
def live_site(data: Path) -> Iterator[Live]:
    """A site on a new database of the PostgreSQL server at `DATABASE_URL`; without one, on SQLite."""
    server = os.environ.get("DATABASE_URL", "")
    if not server:
        site = Live(data, None)
        try:
            yield site
        finally:
            site.end()
        return
    name = f"jobs_{uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
        site = Live(data, urlunsplit(urlsplit(server)._replace(path=f"/{name}")))
        try:
            yield site
        finally:
            site.end()
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
