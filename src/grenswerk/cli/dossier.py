"""`grenswerk dossier`: read letters, find citations, follow questions."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from grenswerk.cli.assess import language_argument
from grenswerk.render.speech import Speech

EXAMPLE = """examples:
  grenswerk dossier read letter.pdf --lang nl
  grenswerk dossier cite "Kamerstukken I 2025/2026, 31.585 / 35.714, J, p. 2."
  grenswerk dossier cite letter.txt --html > letter.html"""


def configure(parser: argparse.ArgumentParser) -> None:
    """The sub-commands and their arguments."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    read = _action(actions, "read", "who asks whom what by when, in a parliamentary letter")
    read.add_argument(
        "file", metavar="FILE", help="a letter (txt, pdf with text, docx, html), or - for standard input"
    )
    form = read.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="the letter as data")
    form.add_argument("--html", action="store_true", help="the letter as a page of HTML")
    cite = _action(actions, "cite", "find the citations of a text and say what each means")
    cite.add_argument(
        "source", metavar="TEXT|FILE", help="a text, a file (txt, pdf, docx, html), or - for standard input"
    )
    form = cite.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="the citations as data")
    form.add_argument("--html", action="store_true", help="the text as HTML with its citations linked")
    form.add_argument("--markdown", action="store_true", help="the text as Markdown with its citations linked")


def _action(
    actions: argparse._SubParsersAction[argparse.ArgumentParser], name: str, does: str
) -> argparse.ArgumentParser:
    parser = actions.add_parser(
        name, help=does, description=does, epilog=EXAMPLE, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    language_argument(parser)
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Run the sub-command."""
    return {"read": _read, "cite": _cite}[arguments.action](arguments, Speech(arguments.lang))


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
