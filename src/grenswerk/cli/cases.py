"""`grenswerk cases run`: run case files and say which fail."""

from __future__ import annotations

import argparse
from pathlib import Path

from grenswerk.assess.cases import run_cases
from grenswerk.model.errors import BadInput

EXAMPLE = "example: grenswerk cases run my-cases/ --filter '34 home days'"


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    commands = parser.add_subparsers(dest="action", required=True, metavar="run")
    run_parser = commands.add_parser("run", help="run case files or folders", epilog=EXAMPLE)
    run_parser.add_argument("paths", nargs="*", metavar="PATH", type=Path, help="default: the cases of the law")
    run_parser.add_argument("--filter", default="", metavar="TEXT", help="only cases whose name contains TEXT")
    run_parser.add_argument("--json", action="store_true", help="the outcomes as data")


def run(arguments: argparse.Namespace) -> int:
    """Exit 1 when a case fails."""
    outcomes = list(run_cases(arguments.paths, arguments.filter))
    if not outcomes:
        what = f'whose name has "{arguments.filter}"' if arguments.filter else "in these files"
        raise BadInput(f"there is no case {what}: expected at least one")
    failed = [outcome for outcome in outcomes if outcome.failures]
    if arguments.json:
        import msgspec

        summary = {"passed": len(outcomes) - len(failed), "failed": len(failed), "cases": outcomes}
        print(msgspec.json.encode(summary).decode())
    else:
        for outcome in failed:
            print(f"{outcome.file}:{outcome.line}: {outcome.case}: {'; '.join(outcome.failures)}")
        print(f"{len(outcomes) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0
