"""A folder with one worker file, and the program run in it as a person runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

SOURCES = Path(__file__).parent.parent.parent / "src"
WORKER = """year: 2026
worker: {residence: BE}
employments: [{employer_state: NL, gross_pay: 50000}]
days: {counts: {work: 180, home: 34, third: {FR: 1}}}
"""
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with `worker.yaml`."""
    (tmp_path / "worker.yaml").write_text(WORKER)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def program(folder: Path) -> Run:
    """Run a shell command in that folder, in which `grenswerk` is the program; `settings` are its environment."""
    script = folder / "grenswerk"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m grenswerk "$@"\n')
    script.chmod(0o755)

    def run(command: str, **settings: str) -> subprocess.CompletedProcess[str]:
        environment = {
            **os.environ,
            "PYTHONPATH": str(SOURCES),
            "PATH": f"{folder}:{os.environ['PATH']}",
            **settings,
        }
        return subprocess.run(
            ["bash", "-c", command],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run
