"""Citations as lines of text, JSON, HTML or Markdown, in the reader's language."""

from __future__ import annotations

from html import escape

import msgspec

from grenswerk.dossier.annotate import annotate_html, annotate_markdown
from grenswerk.dossier.models import Citation
from grenswerk.render.speech import Speech


def describe(citation: Citation, speech: Speech) -> str:
    """What a citation means, in one line: kind, identifier, pinpoint, and what is to be said about it."""
    parts = [speech.say(f"dossier.kind.{citation.kind}")]
    if citation.id:
        parts.append(citation.id)
    if citation.title:
        parts.append(" ".join(filter(None, [citation.title, citation.session])))
    if citation.article:
        parts.append(speech.say("dossier.article", {"article": citation.article}))
    if citation.page:
        parts.append(speech.say("dossier.page", {"page": citation.page}))
    if citation.annex:
        parts.append(speech.say("dossier.annex"))
    if citation.also_filed_under:
        parts.append(speech.say("dossier.also_filed_under", {"files": ", ".join(citation.also_filed_under)}))
    if not citation.certain:
        parts.append(speech.say("dossier.not_sure"))
    parts += [speech.say(f"dossier.note.{note}") for note in citation.notes]
    if citation.candidates:
        parts.append(speech.say("dossier.may_be", {"candidates": ", ".join(citation.candidates)}))
    return " · ".join(parts)


def as_json(citations: list[Citation]) -> str:
    """The citations as one line of JSON."""
    return msgspec.json.encode(citations).decode()


def as_text(citations: list[Citation], speech: Speech) -> str:
    """One paragraph a citation: what stands there, what it means, where it is to be read."""
    if not citations:
        return speech.say("dossier.no_citation") + "\n"
    paragraphs = []
    for citation in citations:
        lines = [" ".join(citation.text.split()), f"    {describe(citation, speech)}"]
        if citation.url:
            lines.append(f"    {citation.url}")
        paragraphs.append("\n".join(lines))
    return "\n".join(paragraphs) + "\n"


def as_html(text: str, citations: list[Citation], speech: Speech) -> str:
    """A page of HTML with the text and its citations linked."""
    body = annotate_html(text, citations, lambda citation: describe(citation, speech))
    title = escape(speech.say("dossier.citations"))
    return (
        f'<!doctype html>\n<html lang="{speech.language}"><head><meta charset="utf-8"><title>{title}</title>'
        "<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:45rem;margin:2rem auto;padding:0 1rem}"
        "pre{font:inherit;white-space:pre-wrap}.unsure{border-bottom:2px dotted #a40}</style></head>"
        f"<body><main><h1>{title}</h1><pre>{body}</pre></main></body></html>\n"
    )


def as_markdown(text: str, citations: list[Citation], speech: Speech) -> str:
    """The text as Markdown with its citations linked."""
    return annotate_markdown(text, citations, lambda citation: describe(citation, speech))
