"""A text with its citations linked: HTML or Markdown. What is not sure is marked, never linked."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from itertools import groupby

from grenswerk.dossier.models import Citation


def annotate_html(text: str, citations: list[Citation], describe: Callable[[Citation], str]) -> str:
    """The text as HTML; `describe` says in words what a citation means, for its title."""

    def mark(written: str, group: list[Citation]) -> str:
        title = escape("; ".join(dict.fromkeys(describe(each) for each in group)), quote=True)
        first = group[0]
        data = f'data-kind="{first.kind}" data-id="{escape(first.id or "", quote=True)}"'
        shown = escape(written)
        if first.certain and first.url:
            href = escape(first.url, quote=True)
            return f'<a class="citation" {data} href="{href}" title="{title}">{shown}</a>'
        tag = "citation" if first.certain else "citation unsure"
        return f'<span class="{tag}" {data} title="{title}">{shown}</span>'

    return _with_marks(text, citations, mark, escape)


def annotate_markdown(text: str, citations: list[Citation], describe: Callable[[Citation], str]) -> str:
    """The text as Markdown; what is not sure is followed by what it may be, in brackets."""

    def mark(written: str, group: list[Citation]) -> str:
        first = group[0]
        shown = _markdown(written)
        if first.certain and first.url:
            title = "; ".join(dict.fromkeys(describe(each) for each in group)).replace('"', "'")
            url = first.url.replace("(", "%28").replace(")", "%29").replace(" ", "%20")
            return f'[{shown}]({url} "{_one_line(title)}")'
        if first.certain:
            return f"*{shown}*"
        return f"{shown} \\[{_markdown(_one_line(describe(first)))}\\]"

    return _with_marks(text, citations, mark, _markdown)


def _with_marks(
    text: str, citations: list[Citation], mark: Callable[[str, list[Citation]], str], plain: Callable[[str], str]
) -> str:
    pieces, done = [], 0
    for (start, end), group in groupby(citations, key=lambda each: (each.start, each.end)):
        if start < done:
            continue
        pieces += [plain(text[done:start]), mark(text[start:end], list(group))]
        done = end
    return "".join([*pieces, plain(text[done:])])


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _markdown(text: str) -> str:
    for sign in "\\`*_[]<>":
        text = text.replace(sign, f"\\{sign}")
    return text
