"""`grenswerk lab`: policy experiments on a synthetic population."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from grenswerk.cli.assess import language_argument
from grenswerk.model.errors import BadInput
from grenswerk.render.speech import Speech

if TYPE_CHECKING:
    from grenswerk.lab.synthesis import Order

EXAMPLE = "example: grenswerk lab run experiments/nl-be-34-days.yaml --out results"
CHECK_FAILED = 1


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    commands = parser.add_subparsers(dest="action", required=True, metavar="run|sweep|population|reforms")
    run_ = commands.add_parser("run", help="run an experiment file", epilog=EXAMPLE)
    run_.add_argument("experiment", metavar="EXPERIMENT", type=Path, help="an experiment (YAML)")
    run_.add_argument("--draws", metavar="N", type=_count, help="draws of the margins, in place of the file's")
    swept = commands.add_parser(
        "sweep",
        help="every threshold from 0 to 230 days",
        epilog="example: grenswerk lab sweep --pairs NL-BE NL-DE --world cbs --out sweep",
    )
    swept.add_argument(
        "--pairs", metavar="PAIR", nargs="+", default=["all"], help="pairs, benelux or all (default)"
    )
    swept.add_argument("--from", dest="start", metavar="DAYS", type=_count, default=0)
    swept.add_argument("--to", dest="end", metavar="DAYS", type=_count, default=230)
    swept.add_argument("--behaviour", metavar="NAME", default="none", help="none, stop_at_limit or toward_wish")
    people = commands.add_parser(
        "population",
        help="write a synthetic population and show how it fits its margins",
        epilog="example: grenswerk lab population --world cbs --size 10000 --seed 7 population.parquet",
    )
    people.add_argument("out", metavar="OUT", type=Path, help="a .parquet, .csv or .xlsx file")
    people.add_argument("--fit", metavar="FILE", type=Path, help="write the fit of every margin as well")
    people.add_argument(
        "--workers-only", action="store_true", help="only the columns that `grenswerk batch` reads"
    )
    for command in (swept, people):
        command.add_argument(
            "--world", metavar="NAME", default="own_counter", help="cbs, inami, igss, insee or own_counter"
        )
        command.add_argument("--flows", metavar="FLOW", nargs="+", default=[], help="e.g. BE-NL DE-NL")
        command.add_argument("--region", metavar="NAME", default="", help="e.g. euregio_meuse_rhine")
        command.add_argument(
            "--year", metavar="YEAR", type=_count, default=2026, help="2024 to 2026 (default 2026)"
        )
    for command in (run_, swept, people):
        command.add_argument("--size", metavar="N", type=_count, help="rows (default: one a worker)")
        command.add_argument("--seed", metavar="S", type=_count, help="start of the random numbers (default 1)")
    for command in (run_, swept):
        command.add_argument("--out", metavar="FOLDER", type=Path, help="where the tables and the report go")
        language_argument(command)
    reforms = commands.add_parser("reforms", help="the shipped reforms", epilog="example: grenswerk lab reforms")
    language_argument(reforms)


def run(arguments: argparse.Namespace) -> int:
    """Exit 1 when the figures of an experiment do not add up."""
    actions: dict[str, Callable[[argparse.Namespace], int]] = {
        "run": _run,
        "sweep": _sweep,
        "population": _population,
        "reforms": _reforms,
    }
    return actions[arguments.action](arguments)


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f'"{text}": expected a whole number of at least 0')
    return int(text)


@contextmanager
def progress() -> Iterator[Callable[[str, float], None]]:
    """A bar on standard error, with what is being done and the time that is left."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("…", total=1.0)
        yield lambda what, part: bar.update(task, description=what, completed=part)


def _run(arguments: argparse.Namespace) -> int:
    from grenswerk.lab.run import run_experiment

    speech = Speech(arguments.lang)
    out = arguments.out or Path(arguments.experiment.stem)
    with progress() as tell:
        result = run_experiment(
            arguments.experiment,
            out,
            speech,
            tell,
            size=arguments.size,
            seed=arguments.seed,
            draws=arguments.draws,
        )
    for line in result.lines:
        print(line)
    for path in result.written:
        print(path, file=sys.stderr)
    return 0 if result.holds else CHECK_FAILED


def _sweep(arguments: argparse.Namespace) -> int:
    from grenswerk.lab.run import run_sweep

    speech = Speech(arguments.lang)
    if arguments.start > arguments.end:
        raise BadInput(f"--from {arguments.start} --to {arguments.end}: expected them in order")
    with progress() as tell:
        result = run_sweep(
            _order(arguments),
            tuple(arguments.pairs),
            range(arguments.start, arguments.end + 1),
            arguments.behaviour,
            arguments.out or Path("sweep"),
            speech=speech,
            progress=tell,
        )
    for line in result.lines:
        print(line)
    for path in result.written:
        print(path, file=sys.stderr)
    return 0


def _population(arguments: argparse.Namespace) -> int:
    from grenswerk.lab.evaluation import WORKER, workers
    from grenswerk.lab.files import FORMATS, fit_table, write_frame
    from grenswerk.lab.synthesis import fit, largest_misfit, population

    for path in filter(None, (arguments.out, arguments.fit)):
        if path.suffix not in FORMATS:
            raise BadInput(f"{path}: expected a name that ends in {', '.join(FORMATS)}")
    made = population(_order(arguments))
    frame = made.frame.drop("row", "cell")
    if arguments.workers_only:
        frame = workers(made.frame, made.frame["today_days"].to_numpy()).select(WORKER)
    write_frame(arguments.out, frame)
    fits = fit(made)
    if arguments.fit:
        write_frame(arguments.fit, fit_table(fits))
    print(f"{frame.height} rows, largest misfit of a margin {largest_misfit(fits):.3%} of its flow")
    for one in fits:
        if one.margin == "workers":
            print(f"{one.flow} ({one.world}): {one.wanted:,.0f} workers, {one.found:,.0f} in the rows")
    return 0


def _order(arguments: argparse.Namespace) -> Order:
    from grenswerk.lab.synthesis import Order

    if arguments.year not in range(2024, 2027):
        raise BadInput(f"--year is {arguments.year}: expected 2024 to 2026")
    return Order(
        arguments.year,
        arguments.size,
        1 if arguments.seed is None else arguments.seed,
        arguments.world,
        tuple(arguments.flows),
        arguments.region,
    )


def _reforms(arguments: argparse.Namespace) -> int:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    from grenswerk.lab.report.titles import title_of
    from grenswerk.law.rulebook import proposals

    speech = Speech(arguments.lang)
    table = Table(box=SIMPLE_HEAD)
    for head in ("reform", "status", "certainty", "what"):
        table.add_column(speech.say(f"lab.head.{head}"))
    for reform in proposals():
        table.add_row(
            reform.id,
            speech.say(f"law.status.{reform.status}"),
            speech.say(f"law.certainty.{reform.certainty}"),
            title_of(reform, speech),
        )
    Console(width=None if sys.stdout.isatty() else 160).print(table)
    return 0
