"""How fast a population is: Arrow to Arrow, files, a ledger, growth, and the peers, in one run.

python benchmarks/population.py [--rows N] [--days N] [--growth N] [--svg OUT]
                                [--gettsim PYTHON] [--openfisca PYTHON]
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from grenswerk.population import evaluate
from grenswerk.population.engine import prepare
from population_workers import COLUMNS, workforce

HERE = Path(__file__).parent
MEASURE = "import resource, sys; from grenswerk.cli import main; code = main(sys.argv[1:]); "
MEASURE += "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, file=sys.stderr); sys.exit(code)"


class Taken(NamedTuple):
    """The medians of some runs: what a person waits, and the seconds of all cores."""

    clock: float
    cpu: float


def taken(once: Callable[[], Any], runs: int = 3) -> Taken:
    """Measures `once` after a first run that does not count."""
    once()
    found = []
    for _ in range(runs):
        clock, cpu = time.perf_counter(), time.process_time()
        once()
        found.append((time.perf_counter() - clock, time.process_time() - cpu))
    return Taken(statistics.median(one for one, _ in found), statistics.median(two for _, two in found))


def say(what: str, found: Taken, more: str = "") -> None:
    print(f"{what:<70} {found.clock:8.3f} s {found.cpu:8.3f} s CPU  {more}", flush=True)


def arrow_to_arrow(rows: int) -> None:
    """Everything of `rows` workers, and a plain copy of the same columns beside it."""
    workers = workforce(rows).combine_chunks()
    full = taken(lambda: evaluate(workers))
    say(f"{rows:,} workers, {COLUMNS} columns, Arrow to Arrow", full)
    plain = taken(lambda: [_copy(column.combine_chunks()) for column in workers.columns])
    say("a plain copy of the same columns", plain, f"ratio {full.clock / plain.clock:.0f}")
    print(f"{'memory of the process':<70} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:8} MB")


def _copy(column: Any) -> Any:
    return np.array(column.indices if pa.types.is_dictionary(column.type) else column)


def command(arguments: list[str], cache: str | None = None) -> tuple[float, int]:
    """Seconds and peak memory of `grenswerk` as a whole process."""
    environment = os.environ | ({"GRENSWERK_CACHE": cache} if cache else {})
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *arguments], env=environment, capture_output=True, text=True, check=True
    )
    return time.perf_counter() - start, int(done.stderr.split()[-1])


def files(rows: int, folder: Path) -> None:
    """`grenswerk batch` from Parquet to Parquet, and with an empty cache."""
    pq.write_table(workforce(rows), folder / "workers.parquet")
    arguments = ["batch", str(folder / "workers.parquet"), str(folder / "answers.parquet")]
    seconds, megabytes = min(command(arguments) for _ in range(3))
    print(
        f"{f'grenswerk batch, {rows:,} rows of Parquet, whole process':<70} {seconds:8.2f} s  peak {megabytes} MB"
    )
    pq.write_table(workforce(100), folder / "few.parquet")
    few = ["batch", str(folder / "few.parquet"), str(folder / "few-answers.parquet")]
    with tempfile.TemporaryDirectory() as cache:
        seconds, _ = command(few, cache)
    print(f"{'the same, 100 rows, the first time: all rules compiled':<70} {seconds:8.2f} s")


def write_ledger(days: int, path: Path) -> Path:
    """`days` worker-days, 220 a worker, a few million at a time, and the file of their workers."""
    people, chunk = max(1, days // 220), 20_000
    writer = None
    for first in range(0, people, chunk):
        who = np.repeat(np.arange(first, min(first + chunk, people)), 220)
        dice = np.random.default_rng(first)
        home = dice.random(len(who)) < 0.3
        table = pa.table(
            {
                "id": pa.array(who).cast(pa.string()).dictionary_encode(),
                "date": pa.array(np.tile(np.arange(20454, 20674), len(who) // 220), pa.int32()).cast(pa.date32()),
                "state": _words(np.where(home, 1, 0), ("NL", "BE")),
                "activity": _words(np.where(home, 1, 0), ("office", "telework")),
            }
        )
        writer = writer or pq.ParquetWriter(path, table.schema)
        writer.write_table(table)
    if writer is not None:
        writer.close()
    workers = path.with_name("ledger-workers.parquet")
    count = np.arange(people)
    facts = {"year": 2026, "residence": "BE", "employer_state": "NL", "gross_pay": 50_000.0}
    frame = pl.DataFrame({"id": count.astype(str)})
    frame = frame.with_columns(pl.lit(value).alias(name) for name, value in facts.items())
    frame.write_parquet(workers)
    return workers


def _words(codes: Any, words: tuple[str, ...]) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32)), pa.array(words))


SCAN = """
import polars as pl, sys
rows = pl.scan_parquet(sys.argv[1]).group_by("id").agg(pl.len()).collect(engine="streaming")
print(rows["len"].sum())
"""


def ledger(days: int, folder: Path) -> None:
    """A day ledger to answers, beside Polars only scanning it and counting the days of each worker."""
    path = folder / "days.parquet"
    workers = write_ledger(days, path)
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", SCAN, str(path)], check=True, capture_output=True)
    scan = time.perf_counter() - start
    arguments = ["batch", str(path), str(folder / "out.parquet"), "--workers", str(workers)]
    seconds, megabytes = command(arguments)
    print(f"{f'a ledger of {days:,} worker-days, whole process':<70} {seconds:8.2f} s  peak {megabytes} MB")
    print(f"{'Polars only scanning and counting it, whole process':<70} {scan:8.2f} s  ratio {seconds / scan:.1f}")


def growth(largest: int, svg: Path | None) -> None:
    """Time against size."""
    found = []
    size = 1_000
    while size <= largest:
        workers = workforce(min(size, 1_000_000)).combine_chunks()
        times = max(1, size // 1_000_000)
        many = pa.concat_tables([workers] * times)
        figure = taken(lambda many=many: evaluate(many), runs=1)  # type: ignore[misc]
        say(f"growth: {size:,} workers", figure, f"{figure.clock / size * 1e6:.2f} µs a worker")
        found.append({"x": size, "colour": "clock", "value": figure.clock})
        found.append({"x": size, "colour": "CPU", "value": figure.cpu})
        size *= 10
    if svg is not None:
        from grenswerk.lab.report.plots import lines

        svg.write_text(lines(found, "workers", "seconds"))


def residents(state: str, year: int, pays: Any) -> pa.Table:
    """Single persons who live and work in one state."""
    count = len(pays)
    codes = np.zeros(count, np.int32)
    return pa.table(
        {
            "year": pa.array(np.full(count, year)),
            "residence": _words(codes, (state,)),
            "employer_state": _words(codes, (state,)),
            "gross_pay": pa.array(pays),
            "days_work": pa.array(np.full(count, 220)),
        }
    )


def peers(gettsim: Path, openfisca: Path, persons: int = 100_000) -> None:
    """The same tax and contributions in each peer, through its public entry point."""
    german = taken(lambda: evaluate(residents("DE", 2026, np.linspace(20_000, 100_000, persons))))
    say(f"{persons:,} German residents, everything", german)
    if gettsim.exists():
        public, bare = _peer(gettsim, "gettsim_population.py", persons)
        print(f"{'GETTSIM, through main':<70} {public:8.3f} s  ratio {public / german.clock:.0f}")
        print(f"{'GETTSIM, its bare compiled function':<70} {bare:8.3f} s  ratio {bare / german.clock:.1f}")
    french = taken(lambda: evaluate(residents("FR", 2025, np.linspace(22_800, 96_000, persons))))
    say(f"{persons:,} French residents, everything", french)
    if openfisca.exists():
        (seconds,) = _peer(openfisca, "openfisca_population.py", persons)
        print(f"{'OpenFisca-France, a warm simulation':<70} {seconds:8.3f} s  ratio {seconds / french.clock:.0f}")


def _peer(python: Path, script: str, persons: int) -> list[float]:
    command = [str(python), str(HERE / script), str(persons)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [float(word) for word in done.stdout.split()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    oracles = HERE.parent / ".venv-oracles"
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--days", type=int, default=100_000_000)
    parser.add_argument("--growth", type=int, default=10_000_000)
    parser.add_argument("--svg", type=Path)
    parser.add_argument("--gettsim", type=Path, default=oracles / "gettsim" / "bin" / "python")
    parser.add_argument("--openfisca", type=Path, default=oracles / "openfisca" / "bin" / "python")
    asked = parser.parse_args()
    cores = len(os.sched_getaffinity(0))
    print(f"{cores} cores, load {os.getloadavg()[0]:.1f} at the start")
    prepare()
    arrow_to_arrow(asked.rows)
    peers(asked.gettsim, asked.openfisca)
    with tempfile.TemporaryDirectory() as name:
        files(asked.rows, Path(name))
        ledger(asked.days, Path(name))
    growth(asked.growth, asked.svg)
    print(f"load {os.getloadavg()[0]:.1f} at the end")


if __name__ == "__main__":
    main()
