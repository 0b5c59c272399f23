"""How fast a population is: Arrow to Arrow, files, a ledger, growth, and the peers, in one run.

python benchmarks/population.py [--rows N] [--days N] [--growth N] [--svg OUT]
                                [--gettsim PYTHON] [--openfisca PYTHON]
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from grenswerk.population import evaluate, evaluate_all
from grenswerk.population.engine import prepare
from measure import Taken, taken
from population_workers import COLUMNS, words, workforce

HERE = Path(__file__).parent


MEASURE = """
import sys
from grenswerk.cli import main
code = main(sys.argv[1:])
print(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")), file=sys.stderr)
sys.exit(code)
"""


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


class Process(NamedTuple):
    """What a person waits, the seconds of all cores, and the peak memory of a whole process."""

    clock: float
    cpu: float
    megabytes: int


def command(arguments: list[str], cache: str | None = None) -> Process:
    """One run of Python with these arguments as a whole process, with the processes that it starts.

    The peak memory is that of the program itself, as the last line on standard error tells it; 0 where none does.
    """
    environment = os.environ | ({"GRENSWERK_CACHE": cache} if cache else {})
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    process = subprocess.run(
        [sys.executable, *arguments], check=False, env=environment, capture_output=True, text=True
    )
    clock, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise SystemExit(f"{' '.join(arguments)}: exit {process.returncode}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    told = process.stderr.split()
    return Process(clock, cpu, int(told[-2]) // 1024 if told and told[-1] == "kB" else 0)


def grenswerk(*arguments: object) -> list[str]:
    return ["-c", MEASURE, *map(str, arguments)]


def say_process(what: str, found: Process, more: str = "") -> None:
    say(what, Taken(found.clock, found.cpu), f"peak {found.megabytes} MB  {more}")


def files(rows: int, folder: Path) -> None:
    """`grenswerk batch` from Parquet to Parquet, and with an empty cache."""
    pq.write_table(workforce(rows), folder / "workers.parquet")
    arguments = grenswerk("batch", folder / "workers.parquet", folder / "answers.parquet")
    found = min(command(arguments) for _ in range(3))
    say_process(f"grenswerk batch, {rows:,} rows of Parquet, whole process", found)
    pq.write_table(workforce(100), folder / "few.parquet")
    few = grenswerk("batch", folder / "few.parquet", folder / "few-answers.parquet")
    say_process("the same, 100 rows", command(few))
    with tempfile.TemporaryDirectory() as cache:
        say_process("the same, 100 rows, the first time: all rules compiled", command(few, cache))


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
                "state": words(np.where(home, 1, 0), ("NL", "BE")),
                "activity": words(np.where(home, 1, 0), ("office", "telework")),
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


SCAN = """
import polars as pl, sys
rows = pl.scan_parquet(sys.argv[1]).group_by(sys.argv[2:]).agg(pl.len()).collect(engine="streaming")
print(rows["len"].sum())
"""


def ledger(days: int, folder: Path) -> None:
    """A day ledger to answers, beside Polars only scanning it and counting the days of each worker."""
    path = folder / "days.parquet"
    workers = write_ledger(days, path)
    scan = command(["-c", SCAN, str(path), "id"])
    kinds = command(["-c", SCAN, str(path), "id", "state", "activity"])
    found = command(grenswerk("batch", path, folder / "out.parquet", "--workers", workers))
    say_process("Polars only scanning and counting a ledger by worker, whole process", scan)
    say_process("the same by worker, state and activity", kinds)
    more = f"ratio {found.clock / scan.clock:.1f}, of CPU {found.cpu / scan.cpu:.1f}"
    say_process(f"a ledger of {days:,} worker-days, whole process", found, more)
    path.unlink()


def growth(largest: int, svg: Path | None) -> None:
    """Time against size."""
    found = []
    size = 1_000
    while size <= largest:
        many = [
            batch
            for seed in range(max(1, size // 1_000_000))
            for batch in workforce(min(size, 1_000_000), seed).combine_chunks().to_batches()
        ]
        figure = taken(lambda many=many: sum(one.num_rows for one in evaluate_all(many)), runs=1)  # type: ignore[misc]
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
            "residence": words(codes, (state,)),
            "employer_state": words(codes, (state,)),
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
