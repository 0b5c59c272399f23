"""A day once acknowledged survives the death of the server at any moment."""

from __future__ import annotations

import http.client
import random
import signal
import subprocess
import threading
from itertools import cycle
from pathlib import Path

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

KILLS = 6


def _until_killed(browser: Browser, server: subprocess.Popen[str], acknowledged: dict[str, str]) -> None:
    """Write days one after another and note each that the server said it kept."""
    threading.Timer(random.uniform(0.15, 0.9), server.send_signal, (signal.SIGKILL,)).start()
    days = cycle(days_of_the_year())
    while server.poll() is None:
        date, brush = next(days), random.choice(list(ACTIVITIES))
        try:
            if browser.paint(date, brush) == 302:
                acknowledged[date.isoformat()] = brush
        except (OSError, http.client.HTTPException):
            continue
    server.wait()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no kill -9")
def test_days_survive_kill_9_of_the_server(tmp_path: Path, own_database: str) -> None:
    port, given = free_port(), surroundings(tmp_path, own_database)
    server, said = served(given, port)
    browser = Browser(port)
    browser.sign_in(password_in(said))
    written = 0
    for _ in range(KILLS):
        browser.ask("GET", f"/en/mydays/{YEAR}/")
        acknowledged: dict[str, str] = {}
        _until_killed(browser, server, acknowledged)
        written += len(acknowledged)
        server, _ = served(given, port)
        kept = browser.days()
        for date, brush in acknowledged.items():
            assert kept.get(date) == ACTIVITIES[brush], date
    lost(server)
    assert written > KILLS
