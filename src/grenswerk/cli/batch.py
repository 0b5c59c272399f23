"""`grenswerk batch`: a workforce or a population, from a file to a file."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grenswerk.cli.assess import language_argument
from grenswerk.model.errors import BadInput
from grenswerk.population.batch import Engine, local_engine, open_workers, refuse_overwriting, run_batch
from grenswerk.population.progress import progress
from grenswerk.population.sources import Source
from grenswerk.population.summary import Summary
from grenswerk.render.speech import Speech

EXAMPLE = """example: grenswerk batch workers.csv answers.csv --errors errors.csv
         grenswerk batch days.parquet answers.parquet --workers workers.parquet
         grenswerk batch days-until-june.csv forecast.csv --forecast"""


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("source", metavar="IN", type=Path, help="csv, xlsx or parquet: workers, or a day ledger")
    parser.add_argument("target", metavar="OUT", type=Path, help="csv, xlsx or parquet, by its ending")
    parser.add_argument(
        "--workers", metavar="FILE", type=Path, help="the facts of the workers of a day ledger, by id"
    )
    parser.add_argument("--errors", metavar="FILE", type=Path, help="csv of the rows that could not be computed")
    parser.add_argument(
        "--forecast", action="store_true", help="from a ledger of part of a year: who crosses when"
    )
    parser.add_argument("--engine", choices=("local", "dask"), default="local", help="default: local")
    parser.add_argument(
        "--address", metavar="HOST:PORT", help="of a Dask scheduler; left out: a cluster of this machine"
    )
    parser.add_argument("--json", action="store_true", help="the summary as data")
    language_argument(parser)


def run(arguments: argparse.Namespace) -> int:
    """Answer every row; a bad row gets an error and the rest is computed."""
    speech = Speech(arguments.lang)
    if arguments.address and arguments.engine != "dask":
        raise BadInput("--address is given: expected --engine dask with it")
    read = (arguments.source, arguments.workers)
    refuse_overwriting(read, arguments.target, arguments.errors)
    if arguments.forecast:
        _refuse_with_forecast(arguments)
        from grenswerk.cli.forecast import run_forecast

        with _ended_as_interrupted():
            return run_forecast(arguments, speech)
    with _ended_as_interrupted():
        source = open_workers(arguments.source, arguments.workers)
        summary = _answered(source, arguments)
    _say(summary, speech, as_data=arguments.json)
    return 0


def _refuse_with_forecast(arguments: argparse.Namespace) -> None:
    """A forecast has its errors in OUT, and is made on this machine."""
    given = {"--errors": arguments.errors, "--engine": "dask" if arguments.engine == "dask" else None}
    for option, value in given.items():
        if value:
            raise BadInput(f"{option} {value} is given with --forecast: expected one without the other")


def _answered(source: Source, arguments: argparse.Namespace) -> Summary:
    with progress(source.rows) as watch:
        return run_batch(source, arguments.target, arguments.errors, _engine(arguments), watch)


@contextmanager
def _ended_as_interrupted() -> Iterator[None]:
    """The signal that ends a program is taken as Ctrl-C is, so that no draft is left beside OUT."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _engine(arguments: argparse.Namespace) -> Engine:
    if arguments.engine == "local":
        return local_engine
    from grenswerk.population.cluster import cluster_engine

    return cluster_engine(arguments.address)


def _say(summary: Summary, speech: Speech, *, as_data: bool) -> None:
    lines = summary.lines()
    if as_data:
        import msgspec

        print(msgspec.json.encode({line.code: line.workers for line in lines}).decode())
        return
    width = max(len(speech.number(line.workers)) for line in lines)
    for line in lines:
        print(f"{speech.number(line.workers):>{width}}  {speech.say(f'batch.{line.code}')}")
    sys.stdout.flush()
