"""The program in the world: closed and full outputs, other character sets, small terminals, no home, Ctrl-C."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from grenswerk.cli import main
from tests.cli.conftest import SOURCES, Run

C_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.mark.parametrize(
    "command", ["assess worker.yaml --lang fr", "plan worker.yaml", "law timeline --lang de", "--help"]
)
def test_a_terminal_without_unicode_shows_plain_characters(
    program: Run, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    done = program(f"grenswerk {command}", **C_LOCALE)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.isascii()
    with suppress(SystemExit):
        main(command.split())
    assert done.stdout.count("?") == capsys.readouterr().out.count("?")


def test_data_is_utf_8_whatever_the_terminal(program: Run, folder: Path) -> None:
    (folder / "worker.yaml").write_text(
        (folder / "worker.yaml").read_text().replace("{employer", '{id: "œuvre 🙂", employer')
    )
    done = program("grenswerk assess worker.yaml --json", PYTHONIOENCODING="ascii")
    assert json.loads(done.stdout)["employments"][0]["id"] == "œuvre 🙂"


def test_a_name_with_an_emoji_is_a_name(program: Run, folder: Path) -> None:
    (folder / "worker.yaml").rename(folder / "wörker 🙂.yaml")
    assert program("grenswerk assess 'wörker 🙂.yaml'").stdout.startswith("wörker 🙂 · Belgium · 2026")
    missing = program("grenswerk assess 'müssing 🙂.yaml'", PYTHONIOENCODING="ascii")
    assert (missing.returncode, missing.stderr) == (2, "grenswerk: mussing ?.yaml: no such file\n")


@pytest.mark.parametrize("columns", ["0", "1", "14", "20", "-5", "wide"])
def test_a_terminal_of_any_width_shows_the_page(program: Run, columns: str) -> None:
    done = program("grenswerk assess worker.yaml", COLUMNS=columns)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Netherlands" in done.stdout


@pytest.mark.parametrize("settings", [{"HOME": "/nonexistent"}, {"XDG_CACHE_HOME": "/dev/null"}])
def test_a_cache_that_cannot_be_written_changes_nothing(program: Run, settings: dict[str, str]) -> None:
    done = program("grenswerk assess worker.yaml --json", **settings)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["year"] == 2026


@pytest.mark.parametrize("command", ["assess worker.yaml", "law timeline", "law sources", "compare worker.yaml"])
def test_a_reader_who_goes_away_is_no_fault(program: Run, command: str) -> None:
    done = program(f"grenswerk {command} | true; exit ${{PIPESTATUS[0]}}")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_full_disk_is_said_in_one_line(program: Run) -> None:
    done = program("grenswerk law sources > /dev/full")
    assert done.returncode == 2
    assert done.stderr == "grenswerk: the output: cannot be written: No space left on device\n"


def test_closed_streams_are_no_fault(program: Run) -> None:
    assert program("grenswerk assess worker.yaml >&-").returncode == 0
    assert program("grenswerk assess missing.yaml 2>&-").returncode == 2
    assert program("grenswerk assess missing.yaml 2>/dev/full").returncode == 2


def test_the_version_is_told_whether_it_is_installed_or_not(program: Run) -> None:
    done = program("grenswerk --version")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"grenswerk \d+\.\d+\.\d+|grenswerk, run from its sources", done.stdout.strip())


def test_control_c_ends_with_130_and_leaves_no_half_file(folder: Path) -> None:
    watcher = (
        "import os, signal, sys\n"
        "from grenswerk.cli import main\n"
        "import grenswerk.documents.whole_file as whole\n"
        "real = os.fdopen\n"
        "def interrupted(handle, mode):\n"
        "    stream = real(handle, mode)\n    stream.write(b'half')\n    stream.flush()\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n    return stream\n"
        "whole.os.fdopen = interrupted\n"
        "sys.exit(main(['assess', 'worker.yaml', '--ics', 'out.ics']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", watcher],
        cwd=folder,
        env={"PYTHONPATH": str(SOURCES)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "grenswerk: interrupted\n")
    assert [path.name for path in folder.iterdir()] == ["worker.yaml"]


def test_control_c_during_long_work_ends_with_130(folder: Path) -> None:
    command = [sys.executable, "-u", "-m", "grenswerk", "cases", "run", "slow.yaml"]
    case = (
        "- case: slow {}\n  source: {{id: x, kind: derived}}\n  expect: {{}}\n  given: {{year: 2026, worker: "
        "{{residence: BE}}, employments: [{{employer_state: NL}}], days: {{counts: {{work: 9}}}}}}\n"
    )
    (folder / "slow.yaml").write_text("".join(case.format(number) for number in range(20_000)))
    with subprocess.Popen(
        command,
        cwd=folder,
        env={"PYTHONPATH": str(SOURCES)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=2)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (130, "", "grenswerk: interrupted\n")
