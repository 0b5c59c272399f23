"""`grenswerk compare`: the same worker at other numbers of home days."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from grenswerk.assess.comparison import Comparison, compare
from grenswerk.cli.assess import language_argument, law_arguments, rulebook_of
from grenswerk.days import employment_days, read_worker_file
from grenswerk.law.rulebook import Rulebook
from grenswerk.render.speech import Speech
from grenswerk.requests.comparison import comparisons_shown, home_days_asked
from grenswerk.requests.lawbook import beside_today
from grenswerk.requests.naming import as_option

EXAMPLE = "example: grenswerk compare examples/nurse-lille-kortrijk.yaml --home-per-week 0..5 --svg curve.svg"


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("file", metavar="FILE", type=Path, help="a worker file (YAML or JSON)")
    parser.add_argument("--home-per-week", metavar="A..B", help="home days a week (default 0..5)")
    parser.add_argument("--home-days", metavar="A..B", help="home days a year, e.g. 0..60")
    parser.add_argument("--svg", metavar="OUT", type=Path, help="write the plot as SVG")
    parser.add_argument("--png", metavar="OUT", type=Path, help="write the plot as PNG")
    parser.add_argument("--json", action="store_true", help="the comparison as data")
    law_arguments(parser)
    language_argument(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the table; with `--law`, today's and the other law side by side."""
    speech = Speech(arguments.lang)
    file = read_worker_file(arguments.file)
    days = employment_days(file, arguments.file.parent, str(arguments.file))
    home = home_days_asked(file, days, arguments.home_per_week, arguments.home_days, as_option)
    laws = beside_today(rulebook_of(arguments))
    comparisons = {name: compare(file, days, home, law) for name, law in laws.items()}
    every_day = [float(day) for day in range(int(max(home, default=0.0)) + 1)]
    _write_plots(arguments, laws, lambda law: compare(file, days, every_day, law), speech)
    if arguments.json:
        import msgspec

        print(msgspec.json.encode(comparisons_shown(comparisons)).decode())
        return 0
    from grenswerk.render.comparison import print_comparison

    for name, found in comparisons.items():
        print_comparison(found, speech, name, wide=not sys.stdout.isatty())
    return 0


def _write_plots(
    arguments: argparse.Namespace,
    laws: dict[str, Rulebook],
    daily: Callable[[Rulebook], Comparison],
    speech: Speech,
) -> None:
    """Draw the curve day by day, so that a cliff stands where it belongs."""
    if arguments.svg is None and arguments.png is None:
        return
    from grenswerk.documents.whole_file import write_whole
    from grenswerk.render.plot import plot_png, plot_svg

    comparisons = {name: daily(law) for name, law in laws.items()}
    if arguments.svg is not None:
        write_whole(arguments.svg, plot_svg(comparisons, speech))
    if arguments.png is not None:
        write_whole(arguments.png, plot_png(comparisons, speech))
