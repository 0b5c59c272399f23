"""Whole processes and warm calls, measured in turn, as medians and ratios of one run."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeVar

Result = TypeVar("Result")


class Process(NamedTuple):
    """Medians over the runs of one command as a whole process."""

    seconds: float
    peak_megabytes: float


def processes(commands: Mapping[str, Sequence[str]], runs: int = 15) -> dict[str, Process]:
    """Run each command in turn, `runs` times over; one round first that does not count."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            figures = _once(command)
            if turn:
                taken[name].append(figures)
    return {
        name: Process(statistics.median(s for s, _ in figures), statistics.median(m for _, m in figures))
        for name, figures in taken.items()
    }


def _once(command: Sequence[str]) -> tuple[float, float]:
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: exit {process.returncode}")
    return seconds, usage.ru_maxrss / 1024


def warm(call: Callable[[], object], runs: int = 1000) -> float:
    """Median seconds of one call, after ten that do not count."""
    for _ in range(10):
        call()
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        call()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


class Taken(NamedTuple):
    """Seconds on the clock, and of all cores together."""

    clock: float
    cpu: float


def timed(call: Callable[[], Result]) -> tuple[Result, Taken]:
    """What one call returns, and what it took."""
    clock, cpu = time.perf_counter(), time.process_time()
    result = call()
    return result, Taken(time.perf_counter() - clock, time.process_time() - cpu)


def taken(call: Callable[[], object], runs: int = 3) -> Taken:
    """The medians of some calls, after one that does not count."""
    call()
    found = [timed(call)[1] for _ in range(runs)]
    return Taken(statistics.median(one.clock for one in found), statistics.median(one.cpu for one in found))


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a Markdown table."""
    print(f"\n## {title}\n")
    for row in (head, ["---"] * len(head), *rows):
        print(f"| {' | '.join(row)} |")
    sys.stdout.flush()
