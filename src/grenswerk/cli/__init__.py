"""The command line: parse, call, render. Each command is a module that is imported only when it is asked for."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

from grenswerk.model.errors import BadInput, nearest

DONE, CHECK_FAILED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130

COMMANDS = {
    "assess": "tax, insurance, establishment, duties and net pay of a worker",
    "compare": "the same worker at other numbers of home days",
    "plan": "how the home days of the year can be spread without crossing a limit",
    "days": "counted days; imports from csv, xlsx and ics",
    "law": "the rules as data, with sources and status",
    "cases": "run cases",
    "lab": "policy experiments on a synthetic population of frontier workers",
    "dossier": "letters, open questions and citations of the political dossier",
}
EPILOG = "example: grenswerk assess examples/nurse-lille-kortrijk.yaml --lang fr"


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with an argument in one line, and where to read more."""

    def error(self, message: str) -> None:  # type: ignore[override]
        raise BadInput(f"{self.prog}: {message} (see {self.prog} --help)")


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 done, 1 a check failed, 2 bad input, 130 interrupted."""
    arguments = sys.argv[1:] if argv is None else argv
    try:
        return _run(arguments)
    except BadInput as error:
        print(f"grenswerk: {' '.join(str(error).split())}", file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        print("grenswerk: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return DONE


def _run(arguments: list[str]) -> int:
    if not arguments or arguments[0] in {"-h", "--help"}:
        width = max(map(len, COMMANDS))
        print("usage: grenswerk COMMAND …\n")
        print(import_module("grenswerk").__doc__ or "")
        for name, does in COMMANDS.items():
            print(f"  {name:<{width}}  {does}")
        print(f"\n{EPILOG}\nEvery command has --help with an example.")
        return DONE if arguments else BAD_INPUT
    name = arguments[0]
    if name == "--version":
        from importlib.metadata import version

        print(f"grenswerk {version('grenswerk')}")
        return DONE
    if name not in COMMANDS:
        raise BadInput(f'unknown command "{name}": expected one of {", ".join(COMMANDS)}{nearest(name, COMMANDS)}')
    command = import_module(f"grenswerk.cli.{name}")
    parser = _Parser(
        prog=f"grenswerk {name}",
        description=COMMANDS[name],
        epilog=command.EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.configure(parser)
    return int(command.run(parser.parse_args(arguments[1:])))
