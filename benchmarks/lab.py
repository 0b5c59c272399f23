"""The laboratory: all thresholds on a population, the growth of it, and a whole experiment as a process.

python benchmarks/lab.py [--workers 400000] [--experiment experiments/nl-be-34-days.yaml] [--svg growth.svg]
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

from grenswerk.lab.evaluation import compiled
from grenswerk.lab.report.plots import lines
from grenswerk.lab.sweep import Sweep, sweep
from grenswerk.lab.synthesis import Order, Population, population
from grenswerk.law.rulebook import Rulebook
from measure import Taken, timed

THRESHOLDS = (1, 10, 60, 231)
ROOT = Path(__file__).parents[1]


def main() -> None:
    """Print one JSON object with every figure; each time as seconds on the clock and of all cores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=400_000)
    parser.add_argument("--experiment", type=Path, default=ROOT / "experiments" / "nl-be-34-days.yaml")
    parser.add_argument("--svg", type=Path, help="draw the growth")
    asked = parser.parse_args()
    sweep(_asked(population(Order(2026, size=1_000)), 2), _quiet)  # the compiled rules are loaded
    found: dict[str, Any] = {"cores": len(os.sched_getaffinity(0)), "load": os.getloadavg()[0]}
    made, whole = timed(lambda: population(Order(2026, size=asked.workers)))
    found["workers"] = made.frame.height
    swept, every = timed(lambda: sweep(_asked(made, 231), _quiet))
    found |= {"population": _rounded(whole), "sweep_231": _rounded(every)}
    found["rows_evaluated"] = swept.evaluations
    found["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found["by_thresholds"] = {
        count: _rounded(timed(partial(sweep, _asked(made, count), _quiet))[1]) for count in THRESHOLDS
    }
    found["by_workers"] = {}
    for size in (1_000, 10_000, 100_000, 200_000, asked.workers):
        people = population(Order(2026, size=size))
        found["by_workers"][size] = _rounded(timed(partial(sweep, _asked(people, 231), _quiet))[1])
    found["experiment_s"] = _experiment(asked.experiment)
    print(json.dumps(found, indent=1))
    if asked.svg:
        rows = [{"x": size, "colour": "CPU", "value": taken.cpu} for size, taken in found["by_workers"].items()]
        rows += [
            {"x": size, "colour": "clock", "value": taken.clock} for size, taken in found["by_workers"].items()
        ]
        asked.svg.write_text(lines(rows, "workers (231 thresholds)", "seconds"))


def _asked(made: Population, thresholds: int) -> Sweep:
    return Sweep(made, Rulebook(), ("all",), range(thresholds), "none", 1.0, compiled)


def _quiet(_what: str, _part: float) -> None:
    pass


def _rounded(found: Taken) -> Taken:
    return Taken(round(found.clock, 2), round(found.cpu, 2))


def _experiment(path: Path) -> float:
    """Seconds of the whole process, with its report."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "grenswerk", "lab", "run", str(path), "--out", folder]
        return _rounded(timed(lambda: subprocess.run(command, check=True, capture_output=True))[1]).clock


if __name__ == "__main__":
    main()
