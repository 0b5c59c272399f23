"""The command line: parse, call, render. Each command is a module that is imported only when it is asked for."""

from __future__ import annotations

import argparse
import re
import sys
from importlib import import_module
from typing import Any, NoReturn

from grenswerk.cli.streams import close_output, make_ready, say_wrong
from grenswerk.model.errors import BadInput, nearest

DONE, CHECK_FAILED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130

COMMANDS = {
    "assess": "tax, insurance, establishment, duties and net pay of a worker",
    "compare": "the same worker at other numbers of home days",
    "plan": "how the home days of the year can be spread without crossing a limit",
    "days": "counted days; imports from csv, xlsx and ics",
    "law": "the rules as data, with sources and status",
    "cases": "run cases",
    "batch": "a workforce or a population: csv, xlsx or parquet in, the same out",
    "lab": "policy experiments on a synthetic population of frontier workers",
    "dossier": "letters, open questions and citations of the political dossier",
    "serve": "the site for people, on this machine",
    "mcp": "the read-only server for assistants",
}
EPILOG = "example: grenswerk assess examples/nurse-lille-kortrijk.yaml --lang fr"


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with an argument in one line, and where to read more."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **{"allow_abbrev": False, **settings})

    def error(self, message: str) -> NoReturn:
        said = message.removeprefix("argument ")
        if wrong := re.fullmatch(r"(.*): invalid (int|float) value: '(.*)'", said, re.DOTALL):
            kind = "a whole number" if wrong[2] == "int" else "a number"
            said = f'{wrong[1]} is "{wrong[3]}": expected {kind}'
        elif wrong := re.fullmatch(r"(.*): invalid choice: '(.*)' \(choose from (.*)\)", said, re.DOTALL):
            known = [name.strip("' ") for name in wrong[3].split(",")]
            said = f'{wrong[1]} is "{wrong[2]}": expected one of {", ".join(known)}{nearest(wrong[2], known)}'
        raise BadInput(f"{self.prog.removeprefix('grenswerk ')}: {said} (see {self.prog} --help)")


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 done, 1 a check failed, 2 bad input, 130 interrupted."""
    arguments = sys.argv[1:] if argv is None else argv
    make_ready(data="--json" in arguments)
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BadInput as error:
        say_wrong(str(error))
        return BAD_INPUT
    except KeyboardInterrupt:
        say_wrong("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        close_output()
        return DONE
    except OSError as error:
        close_output()
        say_wrong(f"{error.filename or 'the output'}: cannot be written: {error.strerror}")
        return BAD_INPUT
    return code


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
        from importlib.metadata import PackageNotFoundError, version

        try:
            print(f"grenswerk {version('grenswerk')}")
        except PackageNotFoundError:
            print("grenswerk, run from its sources")
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
