"""A PostgreSQL cluster of the tests' own: in a folder that is thrown away, behind a socket that only it has.

`python -m tests.web.postgresql COMMAND…` runs a command with `DATABASE_URL` set to such a cluster and stops it
afterwards. PostgreSQL refuses to run as root; then it runs as the user `postgres` that its package makes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

MISSING = "PostgreSQL is missing (Debian: apt-get install postgresql): the site's tests run on SQLite alone"
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "log_min_messages": "fatal",
}
UNSAFE = {"fsync": "off", "full_page_writes": "off"}  # what these tests write need not outlive the machine


class Cluster(NamedTuple):
    """A cluster: where its programs are, its data, and its socket."""

    programs: Path
    data: Path
    sockets: Path

    def url(self, database: str = "postgres") -> str:
        """The address of one of its databases."""
        return f"postgresql://postgres@/{database}?host={self.sockets}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        self._control("start", "--log", str(self.data / "log"))

    def stop(self, mode: str = "immediate") -> None:
        """Stop it: `immediate` is what a power cut does, `fast` a good end."""
        self._control("stop", "--mode", mode)

    def run(self, program: str, *arguments: str) -> str:
        """Run one of PostgreSQL's programs as the owner of the cluster; returns what it said."""
        command = [*_as_owner(), str(self.programs / program), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stdout}{done.stderr}")
        return done.stdout

    def create(self, database: str, *options: str) -> str:
        """Make an empty database; returns its address."""
        self.run("createdb", "--host", str(self.sockets), "--username", "postgres", *options, database)
        return self.url(database)

    def space(self, name: str, folder: Path) -> None:
        """Make a tablespace in a new folder, e.g. on another disk."""
        self._own("mkdir", str(folder))
        statement = f"CREATE TABLESPACE {name} LOCATION '{folder}'"
        self.run("psql", "--host", str(self.sockets), "--username", "postgres", "--command", statement)

    def beside(self, name: str) -> Path:
        """A folder beside the data that the owner of the cluster may write."""
        folder = self.sockets / name
        self._own("mkdir", str(folder))
        return folder

    def receive(self, folder: Path, name: str) -> subprocess.Popen[bytes]:
        """Receive the cluster's log into a folder, as a standby of this name for which commits wait."""
        self._own("mkdir", str(folder))
        command = [*_as_owner(), str(self.programs / "pg_receivewal"), "--directory", str(folder), "--synchronous"]
        source = f"host={self.sockets} user=postgres application_name={name}"
        receiver = subprocess.Popen([*command, "--dbname", source], stderr=subprocess.DEVNULL, cwd="/")
        end = time.monotonic() + 30
        asked = ("--tuples-only", "--command", "SELECT sync_state FROM pg_stat_replication")
        while "sync" not in self.run("psql", "--host", str(self.sockets), "--username", "postgres", *asked):
            if time.monotonic() > end:
                raise RuntimeError("pg_receivewal did not connect")
            time.sleep(0.1)
        return receiver

    def recover(self, base: Path, log: Path) -> Cluster:
        """Start a cluster from a base backup and the log that was received since."""
        for part in log.glob("*.partial"):  # the segment that was being received
            self._own("cp", str(part), str(part.with_suffix("")))
        self._own("touch", str(base / "recovery.signal"))
        with (base / "postgresql.auto.conf").open("a") as stream:
            stream.write(f"restore_command = 'cp {log}/%f %p'\nsynchronous_standby_names = ''\n")
        found = self._replace(data=base)
        found.start()
        return found

    def _own(self, *command: str) -> None:
        subprocess.run([*_as_owner(), *command], check=True, cwd="/")

    def _control(self, action: str, *arguments: str) -> None:
        # pg_ctl's server would keep a captured pipe open for ever
        command = [
            *_as_owner(),
            str(self.programs / "pg_ctl"),
            "--pgdata",
            str(self.data),
            "-w",
            *arguments,
            action,
        ]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")


def programs() -> Path | None:
    """The folder of PostgreSQL's programs, the newest one; none where it is not installed."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(folders, key=lambda folder: int(folder.parent.name), default=None)


@contextmanager
def cluster(**settings: str) -> Iterator[Cluster]:
    """A running cluster with these settings; raises `FileNotFoundError` where PostgreSQL is not installed."""
    found = programs()
    if found is None:
        raise FileNotFoundError(MISSING)
    with tempfile.TemporaryDirectory(prefix="grenswerk-pg-", ignore_cleanup_errors=True) as folder:
        own = Path(folder)
        if os.geteuid() == 0:
            shutil.chown(own, "postgres")
        made = Cluster(found, own / "data", own)
        made.run("initdb", "--pgdata", str(made.data), "--username", "postgres", "--auth", "trust", "--no-sync",
                 "--encoding", "UTF8", "--locale", "C.UTF-8")  # fmt: skip
        with (made.data / "postgresql.conf").open("a") as stream:
            for name, value in {**SETTINGS, "unix_socket_directories": folder, **settings}.items():
                stream.write(f"{name} = '{value}'\n")
        made.start()
        try:
            yield made
        finally:
            subprocess.run(
                [*_as_owner(), str(found / "pg_ctl"), "--pgdata", str(made.data), "-m", "immediate", "-w", "stop"],
                check=False, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip


def _as_owner() -> list[str]:
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] if os.geteuid() == 0 else []


def main(command: list[str]) -> int:
    """Run the command on a cluster; 0 with a line that says so where there is none."""
    if programs() is None:
        print(MISSING, file=sys.stderr)
        return 0
    with cluster(**UNSAFE) as made:
        given = {**os.environ, "DATABASE_URL": made.create("grenswerk")}
        return subprocess.run(command, env=given, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
