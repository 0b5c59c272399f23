"""`grenswerk plan`: how the home days of the year can be spread without crossing a limit."""

from __future__ import annotations

import argparse
from pathlib import Path

from grenswerk.assess.planning import plan
from grenswerk.cli.assess import language_argument, law_arguments, rulebook_of
from grenswerk.days import employment_days, read_worker_file
from grenswerk.render.comparison import tipping_text
from grenswerk.render.speech import Speech
from grenswerk.requests.naming import date_of

EXAMPLE = "example: grenswerk plan examples/nurse-lille-kortrijk.yaml"


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("file", metavar="FILE", type=Path, help="a worker file (YAML or JSON)")
    parser.add_argument("--from", dest="start", metavar="DATE", help="first day of the plan")
    parser.add_argument("--json", action="store_true", help="the plan as data")
    law_arguments(parser)
    language_argument(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the plan; it says so when the present pattern cannot be kept up."""
    speech, rulebook = Speech(arguments.lang), rulebook_of(arguments)
    start = date_of("--from", arguments.start)
    file = read_worker_file(arguments.file)
    days = employment_days(file, arguments.file.parent, str(arguments.file))
    found = plan(file, days, rulebook, start)
    if arguments.json:
        import msgspec

        print(msgspec.json.encode(found._asdict()).decode())
        return 0
    facts = {
        "allowed": float(found.allowed or 0),
        "used": found.used,
        "left": float(found.left),
        "wanted": found.wanted,
        "start": found.start,
    }
    print(speech.say("plan.no_limit" if found.allowed is None else "plan.allowed", facts))
    for limit in found.limits:
        mark = "→" if limit.what == found.binding else " "
        print(f"{mark} {tipping_text(limit, speech)}")
    print(speech.say("plan.possible" if found.possible else "plan.not_possible", facts))
    for month in found.months:
        print(
            f"  {file.year}-{month.month:02d}  "
            + speech.say(
                "plan.month", {"home_days": float(month.home_days), "working_days": float(month.working_days)}
            )
        )
    return 0
