"""`grenswerk compare`: the same worker at other numbers of home days."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from pathlib import Path

from grenswerk.assess.comparison import Comparison, compare
from grenswerk.assess.variations import days_to_divide, employment_abroad
from grenswerk.cli.assess import language_argument, law_arguments, rulebook_of
from grenswerk.days import employment_days, read_worker_file
from grenswerk.law.rulebook import Rulebook
from grenswerk.model.errors import BadInput
from grenswerk.render.speech import Speech

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
    index = employment_abroad(file)
    a_week, total = file.employments[index].days_per_week, days_to_divide(days[index])
    if arguments.home_per_week is not None and arguments.home_days is not None:
        raise BadInput("--home-per-week and --home-days: expected one of them")
    if arguments.home_days is not None:
        home = [float(day) for day in _range("--home-days", arguments.home_days, 366) if day <= total]
        if not home:
            raise BadInput(
                f'--home-days is "{arguments.home_days}": expected at most the {total:g} days of the file'
            )
    else:
        asked = "0..5" if arguments.home_per_week is None else arguments.home_per_week
        weeks = _range("--home-per-week", asked, 7)
        working = total + days[index].counted.third
        home = [round(working * week / a_week) * 1.0 for week in weeks if week <= a_week]
        home = list(dict.fromkeys(min(day, total) for day in home))
        if not home:
            raise BadInput(f'--home-per-week is "{asked}": expected at most the {a_week:g} working days a week')
    comparisons = {name: compare(file, days, home, law) for name, law in _laws(arguments).items()}
    every_day = [float(day) for day in range(int(max(home, default=0.0)) + 1)]
    _write_plots(arguments, lambda law: compare(file, days, every_day, law), speech)
    if arguments.json:
        import msgspec

        from grenswerk.render.comparison import as_data

        data = {name or "today": as_data(found) for name, found in comparisons.items()}
        print(msgspec.json.encode(data if arguments.law else data["today"]).decode())
        return 0
    from grenswerk.render.comparison import print_comparison

    for name, found in comparisons.items():
        print_comparison(found, speech, name, wide=not sys.stdout.isatty())
    return 0


def _range(name: str, text: str, highest: int) -> range:
    """`0..5` or `3` as a range."""
    match = re.fullmatch(r"(\d{1,3})(?:\.\.(\d{1,3}))?", text, re.ASCII)
    low, high = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
    if not low <= high <= highest:
        raise BadInput(f'{name} is "{text}": expected A..B with 0 <= A <= B <= {highest}, e.g. 0..5')
    return range(low, high + 1)


def _write_plots(arguments: argparse.Namespace, daily: Callable[[Rulebook], Comparison], speech: Speech) -> None:
    """Draw the curve day by day, so that a cliff stands where it belongs."""
    if arguments.svg is None and arguments.png is None:
        return
    from grenswerk.documents.whole_file import write_whole
    from grenswerk.render.plot import plot_png, plot_svg

    laws = _laws(arguments)
    comparisons = {name: daily(law) for name, law in laws.items()}
    if arguments.svg is not None:
        write_whole(arguments.svg, plot_svg(comparisons, speech))
    if arguments.png is not None:
        write_whole(arguments.png, plot_png(comparisons, speech))


def _laws(arguments: argparse.Namespace) -> dict[str, Rulebook]:
    """The law that is asked for; with a reform, today's beside it."""
    asked = rulebook_of(arguments)
    name = ", ".join(reform.id for reform in asked.reforms)
    return {"": Rulebook(asked.as_of), name: asked} if asked.reforms else {"": asked}
