"""The laboratory: all thresholds on a population, the growth of it, and a whole experiment as a process.

python benchmarks/lab.py [--workers 400000] [--experiment experiments/nl-be-34-days.yaml]
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from grenswerk.lab.evaluation import compiled
from grenswerk.lab.sweep import Sweep, sweep
from grenswerk.lab.synthesis import Order, Population, population
from grenswerk.law.rulebook import Rulebook

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Print one JSON object with every figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=400_000)
    parser.add_argument("--experiment", type=Path, default=ROOT / "experiments" / "nl-be-34-days.yaml")
    asked = parser.parse_args()
    sweep(_asked(population(Order(2026, size=1_000)), 2), _quiet)  # the compiled rules are loaded
    found: dict[str, Any] = {"cores": len(os.sched_getaffinity(0)), "load": os.getloadavg()[0]}
    made, found["population_s"] = _timed(lambda: population(Order(2026, size=asked.workers)))
    found["workers"] = made.frame.height
    swept, found["sweep_231_s"] = _timed(lambda: sweep(_asked(made, 231), _quiet))
    found["rows_evaluated"] = swept.evaluations
    found["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found["by_thresholds_s"] = {
        count: _timed(lambda count=count: sweep(_asked(made, count), _quiet))[1] for count in (1, 10, 60, 231)
    }
    found["by_workers_s"] = {}
    for size in (1_000, 10_000, 100_000, asked.workers):
        people = population(Order(2026, size=size))
        found["by_workers_s"][size] = _timed(lambda people=people: sweep(_asked(people, 231), _quiet))[1]
    found["experiment_s"] = _experiment(asked.experiment)
    print(json.dumps(found, indent=1))


def _asked(made: Population, thresholds: int) -> Sweep:
    return Sweep(made, Rulebook(), ("all",), range(thresholds), "none", 1.0, compiled)


def _quiet(_what: str, _part: float) -> None:
    pass


def _timed(call: Any) -> tuple[Any, float]:
    start = time.perf_counter()
    result = call()
    return result, round(time.perf_counter() - start, 3)


def _experiment(path: Path) -> float:
    """Seconds of the whole process, with its report."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "grenswerk", "lab", "run", str(path), "--out", folder]
        return float(_timed(lambda: subprocess.run(command, check=True, capture_output=True))[1])


if __name__ == "__main__":
    main()
