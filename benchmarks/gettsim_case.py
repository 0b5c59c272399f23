"""One German worker through GETTSIM's public entry point; run by `peers.py` in GETTSIM's own environment.

python gettsim_case.py [WARM_RUNS]      prints the median seconds of a warm run when asked for
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "oracles" / "gettsim"))

from run import Household, computed

CASE = [Household("S0", 60_000)]


def once() -> float:
    """Seconds of one computation."""
    start = time.perf_counter()
    list(computed(CASE, 2026))
    return time.perf_counter() - start


if __name__ == "__main__":
    once()
    if len(sys.argv) > 1:
        print(statistics.median(once() for _ in range(int(sys.argv[1]))))
