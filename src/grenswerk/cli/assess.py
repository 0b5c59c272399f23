"""`grenswerk assess`: the assessment of one or more workers."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from grenswerk.assess.assessment import assess
from grenswerk.days import employment_days, read_worker_file
from grenswerk.law.rulebook import Rulebook
from grenswerk.model.answer import Assessment
from grenswerk.model.errors import BadInput, readable
from grenswerk.render.speech import LANGUAGES, Speech
from grenswerk.render.spoken import spoken
from grenswerk.requests.naming import date_of

EXAMPLE = "example: grenswerk assess examples/nurse-lille-kortrijk.yaml --lang fr --explain"


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("files", nargs="+", metavar="FILE", type=Path, help="a worker file (YAML or JSON)")
    parser.add_argument("--json", action="store_true", help="the answer as data")
    parser.add_argument("--explain", action="store_true", help="every intermediate amount and every source")
    parser.add_argument("--pdf", metavar="OUT", type=Path, help="write the assessment as PDF")
    parser.add_argument("--ics", metavar="OUT", type=Path, help="write the duties as calendar entries")
    law_arguments(parser)
    language_argument(parser)


def law_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments that choose the law."""
    parser.add_argument("--as-of", metavar="DATE", help="the law as it was known on that day")
    parser.add_argument(
        "--law",
        metavar="REFORM",
        action="append",
        default=[],
        help="apply a reform: a file, the id of a shipped one, or of a rule not in force; may be repeated",
    )


def language_argument(parser: argparse.ArgumentParser) -> None:
    """The argument that chooses the language."""
    parser.add_argument("--lang", default="en", metavar="|".join(LANGUAGES), help="language of the texts")


def rulebook_of(arguments: argparse.Namespace) -> Rulebook:
    """The law that the arguments ask for."""
    return Rulebook(date_of("--as-of", arguments.as_of), arguments.law)


def run(arguments: argparse.Namespace) -> int:
    """Assess every file; nothing is printed before all of them were read."""
    rulebook, speech = rulebook_of(arguments), Speech(arguments.lang)
    answers = [spoken(assessed(path, rulebook), speech) for path in arguments.files]
    if arguments.ics is not None or arguments.pdf is not None:
        _write_files(arguments, answers, speech)
    if arguments.json:
        from grenswerk.render.json import encode

        print(encode(answers[0]) if len(answers) == 1 else f"[{','.join(map(encode, answers))}]")
        return 0
    from grenswerk.render.page import page

    colour = "NO_COLOR" not in os.environ and ("FORCE_COLOR" in os.environ or sys.stdout.isatty())
    for path, answer in zip(arguments.files, answers, strict=True):
        sys.stdout.write(page(answer, speech, readable(path.stem), colour=colour, explain=arguments.explain))
    return 0


def _write_files(arguments: argparse.Namespace, answers: list[Assessment], speech: Speech) -> None:
    """The duties of the one worker as calendar entries, the assessment as PDF."""
    from grenswerk.documents.whole_file import write_whole

    if len(answers) != 1:
        option = "--ics" if arguments.ics is not None else "--pdf"
        raise BadInput(f"{option}: {len(answers)} worker files: expected one")
    if arguments.pdf is not None:
        from grenswerk.render.pdf import pdf

        name = arguments.files[0].stem
        write_whole(arguments.pdf, pdf(answers[0], speech, name, explain=arguments.explain))
    if arguments.ics is not None:
        from grenswerk.render.calendar import calendar

        write_whole(arguments.ics, calendar(answers[0], arguments.lang))


def assessed(path: Path, rulebook: Rulebook) -> Assessment:
    """The assessment of the worker file at `path`."""
    file = read_worker_file(path)
    return assess(file, employment_days(file, path.parent, str(path)), rulebook)
