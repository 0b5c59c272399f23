"""One worker: cold start as whole processes beside bare Python, and warm assessments.

python benchmarks/one_worker.py
"""

from __future__ import annotations

import sys
from functools import partial
from itertools import cycle, islice
from pathlib import Path

from grenswerk.assess.assessment import assess
from grenswerk.days import employment_days, read_worker_file
from measure import processes, table, warm

EXAMPLES = Path(__file__).parent.parent / "examples"
COUNTS = EXAMPLES / "designer-enschede-muenster.yaml"
LOG = EXAMPLES / "engineer-aachen-heerlen.yaml"


def cold() -> None:
    """Whole processes, beside `python -c pass` in the same run."""
    python = sys.executable
    commands = {
        "python -c pass": [python, "-c", "pass"],
        "grenswerk --help": [python, "-m", "grenswerk", "--help"],
        "grenswerk assess FILE --json": [python, "-m", "grenswerk", "assess", str(COUNTS), "--json"],
        "grenswerk assess FILE": [python, "-m", "grenswerk", "assess", str(COUNTS)],
    }
    found = processes(commands)
    bare = found["python -c pass"].seconds
    rows = [
        [
            name,
            f"{figure.seconds * 1000:.0f} ms",
            f"{figure.seconds / bare:.1f}",
            f"{figure.peak_megabytes:.0f} MB",
        ]
        for name, figure in found.items()
    ]
    table("Cold start", ["whole process", "median", "ratio to bare Python", "peak memory"], rows)


def warmed() -> None:
    """Assessments in a warm process, with net pay, reasons and duties."""
    rows = []
    for name, path in (("totals", COUNTS), ("a year-long day log", LOG)):
        file = read_worker_file(path)
        days = employment_days(file, path.parent, str(path))
        rows.append([f"assess(), {name}", f"{warm(partial(assess, file, days)) * 1000:.2f} ms"])
    files = [(path, read_worker_file(path)) for path in sorted(EXAMPLES.glob("*.yaml"))]
    counted = [(file, employment_days(file, path.parent, str(path))) for path, file in files]
    thousand = list(islice(cycle(counted), 1000))
    seconds = warm(lambda: [assess(file, days) for file, days in thousand], runs=3)
    rows.append(["1,000 explained assessments of all examples, each", f"{seconds:.2f} ms"])
    table("Warm", ["what", "median"], rows)


if __name__ == "__main__":
    cold()
    warmed()
