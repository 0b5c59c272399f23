"""One case against the peers, each a program of its own in an environment of its own (`make oracles`).

python benchmarks/peers.py [--gettsim PYTHON] [--openfisca PYTHON]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from grenswerk.assess.assessment import assess
from grenswerk.days import employment_days, read_worker_file
from measure import processes, table, warm

HERE = Path(__file__).parent
ORACLES = HERE.parent / ".venv-oracles"


def compare(country: str, case: str, peer: Path, script: str) -> None:
    """Whole processes in turn, then each one's warm call."""
    if not peer.exists():
        print(f"{peer}: no such interpreter: expected `make oracles` to have made it", file=sys.stderr)
        return
    worker = HERE / case
    ours = [sys.executable, "-m", "grenswerk", "assess", str(worker), "--json"]
    found = processes({"Grenswerk": ours, country: [str(peer), str(HERE / script)]}, runs=5)
    file = read_worker_file(worker)
    days = employment_days(file, worker.parent, str(worker))
    answer = subprocess.run([str(peer), str(HERE / script), "5"], capture_output=True, text=True, check=True)
    warmed = {"Grenswerk": warm(lambda: assess(file, days)), country: float(answer.stdout)}
    mine = found["Grenswerk"]
    rows = [
        [
            name,
            f"{figure.seconds:.2f} s",
            f"{figure.seconds / mine.seconds:.1f}",
            f"{figure.peak_megabytes:.0f} MB",
            f"{warmed[name] * 1000:.2f} ms",
            f"{warmed[name] / warmed['Grenswerk']:.0f}",
        ]
        for name, figure in found.items()
    ]
    head = ["program", "whole process", "ratio", "peak memory", "warm", "ratio"]
    table(f"One {worker.stem.replace('-', ' ')}", head, rows)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gettsim", type=Path, default=ORACLES / "gettsim" / "bin" / "python")
    parser.add_argument("--openfisca", type=Path, default=ORACLES / "openfisca" / "bin" / "python")
    arguments = parser.parse_args()
    compare("GETTSIM", "german-worker.yaml", arguments.gettsim, "gettsim_case.py")
    compare("OpenFisca-France", "french-worker.yaml", arguments.openfisca, "openfisca_case.py")
