"""`grenswerk dossier`: read letters, find citations, follow questions and commitments."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path

from grenswerk.cli.assess import language_argument
from grenswerk.model.errors import BadInput
from grenswerk.render.speech import Speech

EXAMPLE = """examples:
  grenswerk dossier read letter.pdf --lang nl
  grenswerk dossier cite "Kamerstukken I 2025/2026, 31.585 / 35.714, J, p. 2."
  grenswerk dossier status --on 2024-05-01
  grenswerk dossier timeline --atom changes.xml
  grenswerk dossier add reply.pdf --dossier my-dossier/ --confirm"""


def configure(parser: argparse.ArgumentParser) -> None:
    """The sub-commands and their arguments."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="read|cite|status|timeline|add")
    read = _action(actions, "read", "who asks whom what by when, in a parliamentary letter")
    read.add_argument(
        "file", metavar="FILE", help="a letter (txt, pdf with text, docx, html), or - for standard input"
    )
    _forms(read, json="the letter as data", html="the letter as a page of HTML")
    cite = _action(actions, "cite", "find the citations of a text and say what each means")
    cite.add_argument(
        "source", metavar="TEXT|FILE", help="a text, a file (txt, pdf, docx, html), or - for standard input"
    )
    _forms(
        cite,
        json="the citations as data",
        html="the text as HTML with its citations linked",
        markdown="the text as Markdown with its citations linked",
    )
    status = _action(actions, "status", "what is open, who owes it, since when, due when, what would close it")
    status.add_argument("--ics", metavar="OUT", type=Path, help="write the terms as a calendar")
    timeline = _action(actions, "timeline", "what happened, in order of time")
    timeline.add_argument("--atom", metavar="OUT", type=Path, help="write the changes as an Atom feed")
    for command in (status, timeline):
        command.add_argument("--on", metavar="DATE", help="as it stood on that day (default: today)")
        _forms(command, json="as data", html="as a page of HTML")
    add = _action(actions, "add", "propose the entries for a new letter; a person confirms")
    add.add_argument("file", metavar="FILE", help="a letter (txt, pdf with text, docx, html)")
    add.add_argument(
        "--confirm", action="store_true", help="write the entries into the folder given with --dossier"
    )
    for command in (status, timeline, add):
        command.add_argument(
            "--dossier", metavar="FOLDER", help="a folder of your own (default: the shipped 35714)"
        )


def _action(
    actions: argparse._SubParsersAction[argparse.ArgumentParser], name: str, does: str
) -> argparse.ArgumentParser:
    parser = actions.add_parser(
        name, help=does, description=does, epilog=EXAMPLE, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    language_argument(parser)
    return parser


def _forms(parser: argparse.ArgumentParser, **forms: str) -> None:
    group = parser.add_mutually_exclusive_group()
    for name, does in forms.items():
        group.add_argument(f"--{name}", action="store_true", help=does)


def run(arguments: argparse.Namespace) -> int:
    """Run the sub-command."""
    actions = {"read": _read, "cite": _cite, "status": _status, "timeline": _timeline, "add": _add}
    return actions[arguments.action](arguments, Speech(arguments.lang))


def _read(arguments: argparse.Namespace, speech: Speech) -> int:
    from grenswerk.dossier.letters import read_letter
    from grenswerk.dossier.reading import read, standard_input
    from grenswerk.render import dossier_letter as render

    text = standard_input() if arguments.file == "-" else read(Path(arguments.file))
    letter = read_letter(text)
    if arguments.json:
        print(render.as_json(letter, speech))
        return 0
    name = speech.say("dossier.letter") if arguments.file == "-" else Path(arguments.file).name
    sys.stdout.write(
        render.as_html(letter, speech, name) if arguments.html else render.as_text(letter, speech, name)
    )
    return 0


def _cite(arguments: argparse.Namespace, speech: Speech) -> int:
    from grenswerk.dossier.reading import text_or_file
    from grenswerk.dossier.resolve import cite
    from grenswerk.render import dossier_citations as render

    text = text_or_file(arguments.source)
    citations = cite(text)
    if arguments.json:
        print(render.as_json(citations))
    elif arguments.html:
        sys.stdout.write(render.as_html(text, citations, speech))
    elif arguments.markdown:
        sys.stdout.write(render.as_markdown(text, citations, speech))
    else:
        sys.stdout.write(render.as_text(citations, speech))
    return 0


def _status(arguments: argparse.Namespace, speech: Speech) -> int:
    from grenswerk.dossier.follow_up import load_dossier
    from grenswerk.dossier.standing import standing
    from grenswerk.render import dossier_status as render

    dossier = load_dossier(arguments.dossier)
    now = standing(dossier, _day(arguments.on))
    if arguments.ics:
        from grenswerk.dossier.feed import calendar

        _write(arguments.ics, calendar(dossier, speech.language))
    if arguments.json:
        print(render.as_json(now))
    else:
        sys.stdout.write((render.status_html if arguments.html else render.status_text)(dossier, now, speech))
    return 0


def _timeline(arguments: argparse.Namespace, speech: Speech) -> int:
    from grenswerk.dossier.follow_up import load_dossier
    from grenswerk.dossier.timeline import timeline
    from grenswerk.render import dossier_status as render

    dossier = load_dossier(arguments.dossier)
    moments = timeline(dossier, _day(arguments.on))
    if arguments.atom:
        from grenswerk.dossier.feed import atom

        _write(arguments.atom, atom(dossier, speech.language).encode())
    if arguments.json:
        print(render.as_json(moments))
    elif arguments.html:
        sys.stdout.write(render.timeline_html(dossier, moments, speech))
    else:
        sys.stdout.write(render.timeline_text(moments, speech))
    return 0


def _add(arguments: argparse.Namespace, speech: Speech) -> int:
    from grenswerk.dossier.follow_up import load_dossier
    from grenswerk.dossier.letters import read_letter
    from grenswerk.dossier.propose import confirm, propose
    from grenswerk.dossier.reading import read

    dossier = load_dossier(arguments.dossier)
    path = Path(arguments.file)
    proposal = propose(dossier, read_letter(read(path)), path.name)
    sys.stdout.write(proposal.as_yaml())
    if not arguments.confirm:
        folder = arguments.dossier or "--dossier FOLDER"
        print(speech.say("dossier.add.proposed", {"folder": folder}), file=sys.stderr)
        return 0
    if arguments.dossier is None:
        raise BadInput(
            "--confirm: no folder to write to: expected --dossier with a copy of the dossier of your own"
        )
    written = confirm(dossier, proposal)
    print(speech.say("dossier.add.written", {"files": ", ".join(map(str, written))}), file=sys.stderr)
    return 0


def _day(written: str | None) -> dt.date:
    if written is None:
        return dt.datetime.now(dt.UTC).date()
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        raise BadInput(f'--on is "{written}": expected a date, YYYY-MM-DD') from None


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise BadInput(f"{path}: cannot be written: {error.strerror}") from None
