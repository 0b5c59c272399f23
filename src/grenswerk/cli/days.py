"""`grenswerk days`: counted days of a worker file or of a file of days, and days from one form into another."""

from __future__ import annotations

import argparse
from pathlib import Path

from grenswerk.model.errors import BadInput
from grenswerk.model.worker import DaysGiven, Employment, Worker, WorkerFile

EXAMPLE = """examples:
  grenswerk days show examples/nurse-lille-kortrijk.yaml
  grenswerk days show export.ics --residence FR --employer-state BE --year 2026
  grenswerk days convert export.ics days.csv --residence FR --employer-state BE --year 2026"""
STATES = ("NL", "BE", "DE", "LU", "FR")
LANGUAGES = ("en", "nl", "fr", "de")
DOCUMENTS = (".yaml", ".yml", ".json")


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of `days show` and `days convert`."""
    actions = parser.add_subparsers(dest="action", metavar="show|convert", required=True)
    show = actions.add_parser("show", help="counted days per employment")
    show.add_argument("file", type=Path, help="a worker file, or a csv, xlsx or ics file of days")
    show.add_argument("--json", action="store_true", help="as data")
    show.add_argument("--lang", choices=LANGUAGES, default="en", help="language of the table")
    convert = actions.add_parser("convert", help="a file of days in another form")
    convert.add_argument("file", type=Path, metavar="IN", help="csv, xlsx, ics, or a worker file with a day log")
    convert.add_argument("out", type=Path, metavar="OUT", help="csv, xlsx, ics, or yaml for a worker file")
    for action in (show, convert):
        action.epilog, action.formatter_class = EXAMPLE, argparse.RawDescriptionHelpFormatter
        action.add_argument("--residence", choices=STATES, help="residence state, for a bare file of days")
        action.add_argument("--employer-state", choices=STATES, help="the employer's state, for a bare file")
        action.add_argument("--year", type=int, metavar="YYYY", help="the year, for a bare file")


def run(arguments: argparse.Namespace) -> int:
    """Show or convert; raises `BadInput`."""
    file = _worker_file(arguments)
    folder, where = arguments.file.parent, str(arguments.file)
    if arguments.action == "convert":
        return _convert(file, folder, where, arguments.out)
    from grenswerk.days import employment_days

    found = employment_days(file, folder, where)
    if arguments.json:
        import msgspec

        print(msgspec.json.format(msgspec.json.encode([_as_data(days) for days in found])).decode())
    else:
        from grenswerk.cli.days_table import table

        print(table(file, found, arguments.lang))
    return 0


def _as_data(days: object) -> object:
    """Counters by name; a `NamedTuple` alone would be a list."""
    import msgspec

    from grenswerk.model.days import EmploymentDays

    assert isinstance(days, EmploymentDays)
    whole = msgspec.to_builtins(days)
    whole["counted"], whole["working_time"] = days.counted._asdict(), days.working_time._asdict()
    return whole


def _worker_file(arguments: argparse.Namespace) -> WorkerFile:
    path: Path = arguments.file
    bare = {
        "--residence": arguments.residence,
        "--employer-state": arguments.employer_state,
        "--year": arguments.year,
    }
    if path.suffix.lower() in DOCUMENTS:
        if given := [name for name, value in bare.items() if value is not None]:
            raise BadInput(f"{path}: a worker file says this itself: expected no {given[0]}")
        from grenswerk.days import read_worker_file

        return read_worker_file(path)
    if missing := [name for name, value in bare.items() if value is None]:
        raise BadInput(f"{path}: a bare file of days: expected {', '.join(missing)} as well")
    if not 2015 <= arguments.year <= 2027:
        raise BadInput(f"--year is {arguments.year}: expected a whole number from 2015 to 2027")
    return WorkerFile(
        year=arguments.year,
        worker=Worker(residence=arguments.residence),
        employments=[Employment(id="main", employer_state=arguments.employer_state)],
        days=DaysGiven(log=path.name),
    )


def _convert(file: WorkerFile, folder: Path, where: str, out: Path) -> int:
    from grenswerk.days.employment_days import log_rows
    from grenswerk.days.writing import write_days

    if file.days.log is None:
        raise BadInput(f"{where}: its days are totals or a pattern, without dates: expected a day log to convert")
    rows = log_rows(file, folder, where)
    from grenswerk.days.checks import checked_rows

    checked_rows(file, rows)
    write_days(out, file, [row.entry for row in rows])
    return 0
