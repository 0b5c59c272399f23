"""`grenswerk law`: the rules as data, with sources and status."""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Sequence
from typing import Any

from grenswerk.cli.assess import language_argument, law_arguments, rulebook_of
from grenswerk.law.bibliography import bibliography
from grenswerk.law.rulebook import PAIRS, treaty
from grenswerk.render.speech import Speech
from grenswerk.requests.law import matrix_shown, rule_shown, sources_shown, timeline_shown
from grenswerk.requests.naming import as_option

EXAMPLE = "example: grenswerk law show NL-BE --year 2026"


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    commands = parser.add_subparsers(dest="action", required=True, metavar="show|timeline|matrix|sources|check")
    show = commands.add_parser("show", help="the rule of one pair in a year", epilog=EXAMPLE)
    show.add_argument("pair", metavar="PAIR", help="two states, e.g. NL-BE; the worker lives in the first")
    show.add_argument("--year", type=int, required=True, metavar="YEAR")
    timeline = commands.add_parser(
        "timeline", help="all pairs by year", epilog="example: grenswerk law timeline --as-of 2024-06-01"
    )
    matrix = commands.add_parser(
        "matrix",
        help="net pay and taxing rights of all 25 combinations",
        epilog="example: grenswerk law matrix --year 2026 --gross 50000 --home-per-week 1",
    )
    matrix.add_argument("--year", type=int, required=True, metavar="YEAR")
    matrix.add_argument("--gross", type=float, required=True, metavar="EUR", help="gross pay of the year")
    matrix.add_argument("--home-per-week", type=float, default=0.0, metavar="DAYS")
    matrix.add_argument("--csv", action="store_true", help="as a table of comma-separated values")
    sources = commands.add_parser("sources", help="the bibliography", epilog="example: grenswerk law sources trb")
    sources.add_argument("containing", nargs="?", default="", metavar="TEXT")
    commands.add_parser("check", help="validate every file of the law", epilog="example: grenswerk law check")
    for command in (show, timeline, matrix):
        law_arguments(command)
        language_argument(command)
    for command in (show, timeline, matrix, sources):
        command.add_argument("--json", action="store_true", help="as data")


def run(arguments: argparse.Namespace) -> int:
    """Exit 1 when `law check` finds a fault."""
    actions = {"show": _show, "timeline": _timeline, "matrix": _matrix, "sources": _sources, "check": _check}
    return actions[arguments.action](arguments)


def _show(arguments: argparse.Namespace) -> int:
    from grenswerk.render.dossier_status import border_text
    from grenswerk.render.law import rule_page

    data = rule_shown(arguments.pair, arguments.year, rulebook_of(arguments), as_option)
    if arguments.json:
        _print_json(data)
    else:
        speech = Speech(arguments.lang)
        print(f"{rule_page(data, speech)}\n\n{border_text(data['politics'], speech)}")
    return 0


def _timeline(arguments: argparse.Namespace) -> int:
    from grenswerk.render.law import timeline_table

    rows = timeline_shown(rulebook_of(arguments))
    if arguments.json:
        _print_json(rows)
    else:
        speech = Speech(arguments.lang)
        _print_table(timeline_table(rows, speech), speech.say("law.legend"))
    return 0


def _matrix(arguments: argparse.Namespace) -> int:
    from grenswerk.assess.matrix import as_rows
    from grenswerk.render.matrix import matrix_table

    rulebook = rulebook_of(arguments)
    cells = matrix_shown(arguments.year, arguments.gross, arguments.home_per_week, rulebook, as_option)
    if arguments.json:
        _print_json([cell._asdict() for cell in cells])
    elif arguments.csv:
        csv.writer(sys.stdout, lineterminator="\n").writerows(as_rows(cells))
    else:
        speech = Speech(arguments.lang)
        _print_table(matrix_table(cells, speech), speech.say("law.matrix_legend"))
    return 0


def _sources(arguments: argparse.Namespace) -> int:
    found = sources_shown(arguments.containing)
    if arguments.json:
        _print_json(found)
    else:
        for key, source in found.items():
            rest = " · ".join(filter(None, (source.identifier, str(source.date), source.url)))
            print(f"{key}: {source.title}{f' · {rest}' if rest else ''}")
    return 0


def _check(_: argparse.Namespace) -> int:
    from grenswerk.law.check import faults

    found = faults()
    for fault in found:
        print(fault)
    versions = sum(len(treaty(*pair).versions) for pair in PAIRS)
    print(f"{len(PAIRS)} treaties, {versions} rule versions, {len(bibliography())} sources, {len(found)} faults")
    return 1 if found else 0


def _print_json(data: Any) -> None:
    import msgspec

    print(msgspec.json.encode(data).decode())


def _print_table(rows: Sequence[Sequence[str]], caption: str) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    from grenswerk.render.terminal import Terminal

    table = Table(*rows[0], box=SIMPLE_HEAD, caption=caption, caption_justify="left")
    for row in rows[1:]:
        table.add_row(*row)
    Terminal(width=None if sys.stdout.isatty() else 120).print(table)
