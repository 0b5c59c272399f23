"""How gunicorn serves the site in production.

`gunicorn --config python:grenswerk.web.operations.gunicorn_settings`, with these variables beside the site's own:

| variable | meaning | when left out |
|---|---|---|
| `GRENSWERK_BIND` | `host:port` or `unix:/path`; a socket that systemd hands over goes first | `127.0.0.1:8000` |
| `GRENSWERK_WORKERS` | processes | one for each processor |
| `PROMETHEUS_MULTIPROC_DIR` | folder where they put their figures together; emptied at the start | a new one |

gunicorn reads the lower-case names of this module as its settings.
"""

from __future__ import annotations

import os as _os
import shutil as _shutil
import sys as _sys
import tempfile as _tempfile
from pathlib import Path as _Path
from typing import Any as _Any

from grenswerk.model.errors import BadInput as _BadInput
from grenswerk.web.environment import read_environment as _read_environment

_FIGURES = "PROMETHEUS_MULTIPROC_DIR"
if not _os.environ.get(_FIGURES):  # must stand before anything imports prometheus_client
    _os.environ[_FIGURES] = _tempfile.mkdtemp(prefix="grenswerk-figures-")
try:
    _workers = _os.environ.get("GRENSWERK_WORKERS") or str(len(_os.sched_getaffinity(0)))
    if not (_workers.isdecimal() and 1 <= int(_workers) <= 64):
        raise _BadInput(f'GRENSWERK_WORKERS: found "{_workers}": expected a number from 1 to 64')
    _log = _read_environment().log
except _BadInput as _error:
    print(_error, file=_sys.stderr)
    raise SystemExit(2) from None

wsgi_app = "grenswerk.web.wsgi"
bind = _os.environ.get("GRENSWERK_BIND") or "127.0.0.1:8000"
workers = int(_workers)
threads = 4  # while one waits for the database, another computes
worker_class = "gthread"
worker_tmp_dir = "/dev/shm" if _Path("/dev/shm").is_dir() else None  # the heartbeat of processes  # nosec B108
timeout = 60  # seconds; the slowest page, an import, is bounded to 10
graceful_timeout = 30  # seconds that requests have to end when the site is stopped
keepalive = 5
max_requests = 20_000  # a process is replaced now and then
max_requests_jitter = 2_000
control_socket_disable = True
_form = {"()": "grenswerk.web.operations.logs.JsonLines"} if _log == "json" else {"format": "%(message)s"}
logconfig_dict = {
    "formatters": {"generic": _form},
    "loggers": {
        "gunicorn.error": {"level": "INFO", "handlers": ["error_console"], "propagate": False},
        "gunicorn.access": {
            "level": "CRITICAL",
            "propagate": False,
        },  # the site's own line of a request names nobody
    },
}


def on_starting(server: _Any) -> None:  # noqa: ARG001
    """Begin with empty figures: files of an earlier run would count twice."""
    folder = _Path(_os.environ[_FIGURES])
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob("*.db"):
        left.unlink()


def child_exit(server: _Any, worker: _Any) -> None:  # noqa: ARG001
    """Take the gauges of a process that is gone out of the figures."""
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def on_exit(server: _Any) -> None:  # noqa: ARG001
    """Leave no folder of figures behind."""
    _shutil.rmtree(_os.environ[_FIGURES], ignore_errors=True)
