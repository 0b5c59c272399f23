"""`grenswerk dossier`: read letters, find citations, follow questions."""

from __future__ import annotations

import argparse
import sys

from grenswerk.cli.assess import language_argument
from grenswerk.render.speech import Speech

EXAMPLE = """examples:
  grenswerk dossier cite "Kamerstukken I 2025/2026, 31.585 / 35.714, J, p. 2."
  grenswerk dossier cite letter.txt --html > letter.html"""


def configure(parser: argparse.ArgumentParser) -> None:
    """The sub-commands and their arguments."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
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
    return {"cite": _cite}[arguments.action](arguments, Speech(arguments.lang))


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
