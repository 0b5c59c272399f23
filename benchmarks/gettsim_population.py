"""German tax and contributions of N single persons in GETTSIM; run by `population.py` in GETTSIM's environment.

python gettsim_population.py N      prints the seconds through `main`, and those of its bare compiled function
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "oracles" / "gettsim"))

from gettsim import InputData, MainTarget, TTTargets, main
from run import Household, filled, people, targets

DATE, YEAR = "2026-01-01", 2026


def seconds(once: Callable[[], Any], runs: int = 3) -> float:
    """The median of some runs."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        once()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def measure(count: int) -> None:
    """Through the public entry point, then the function that it compiles, on data that it has prepared."""
    rows = people([Household("S0", 20_000.0 + 80_000.0 * turn / count) for turn in range(count)])
    tree = TTTargets(tree=targets())
    template = main(
        main_target=MainTarget.templates.input_data_dtypes.tree,
        policy_date_str=DATE,
        tt_targets=tree,
        include_warn_nodes=False,
    )
    data = InputData.tree(filled(template, rows, YEAR))
    given: dict[str, Any] = {
        "policy_date_str": DATE,
        "tt_targets": tree,
        "input_data": data,
        "rounding": True,
        "include_warn_nodes": False,
    }
    public = seconds(lambda: main(main_target=MainTarget.results.tree, **given))
    parts = main(main_targets=[MainTarget.tt_function, MainTarget.processed_data], **given)
    function, prepared = parts["tt_function"], parts["processed_data"]
    function(prepared)
    print(public, seconds(lambda: function(prepared)))


if __name__ == "__main__":
    measure(int(sys.argv[1]))
