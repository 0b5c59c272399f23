"""A letter as a page: for a terminal, for a file in HTML, or as JSON."""

from __future__ import annotations

import textwrap
from html import escape

import msgspec
from msgspec.structs import replace

from grenswerk.dossier.letters import Letter, Question, Term
from grenswerk.dossier.models import Citation
from grenswerk.render.dossier_citations import describe
from grenswerk.render.speech import Speech

_WIDTH, _LABEL = 100, 20
STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;color:#111}"
    "dt{font-weight:600}dd{margin:0 0 .5rem}table{border-collapse:collapse}td,t"
    "h{text-align:left;vertical-align:top;padding:.2rem .8rem .2rem 0}"
    ".unsure{border-bottom:2px dotted #a40}.small{color:#444}"
)


def as_json(letter: Letter, speech: Speech) -> str:
    """The letter as one line of JSON, findings in the reader's language."""
    return msgspec.json.encode(spoken(letter, speech)).decode()


def spoken(letter: Letter, speech: Speech) -> Letter:
    """The same letter, every finding with its text."""
    findings = []
    for finding in letter.findings:
        code = f"dossier.finding.{finding.code}"
        if finding.facts.get("by_date"):
            code += ".by_date"
        findings.append(replace(finding, text=speech.say(code, finding.facts)))
    return replace(letter, findings=findings)


def as_text(letter: Letter, speech: Speech, name: str) -> str:
    """The letter as a page of text that can be filed."""
    out = [name, "─" * max(40, len(name))]
    for code, value in _heads(letter, speech):
        out += _row(speech.say(f"dossier.letter.{code}"), value)
    out.append("")
    for question in letter.questions:
        out += _row(speech.say("dossier.letter.question", {"number": question.number}), question.text)
        out += _row("", _asks(question, speech))
        for part in question.sub_questions:
            out += _row("", f"• {part.text} [{speech.say(f'dossier.answer.{part.kind}')}]")
    if letter.promises:
        out += ["", speech.say("dossier.letter.promises")]
        out += [line for promise in letter.promises for line in _row("", f"• {promise.text}")]
    if letter.terms:
        out += ["", speech.say("dossier.letter.terms")]
        out += [line for term in letter.terms for line in _row("", f"• {describe_term(term, speech)}")]
    if letter.footnotes:
        out += ["", speech.say("dossier.letter.footnotes")]
        for note in letter.footnotes:
            out += _row(f"  {note.number}", note.text)
            for citation in note.citations:
                out += _row("", f"→ {describe(citation, speech)}")
                out += _row("", f"  {citation.url}") if citation.url else []
            if note.called_by:
                out += _row(
                    "",
                    speech.say(
                        "dossier.letter.called_by",
                        {"sentence": textwrap.shorten(note.called_by, 160, placeholder=" …")},
                    ),
                )
    loose = [citation for citation in letter.citations if citation.footnote is None]
    if loose:
        out += ["", speech.say("dossier.letter.citations_in_text")]
        for citation in loose:
            out += _row("", f"• {' '.join(citation.text.split())} → {describe(citation, speech)}")
    if letter.findings:
        out += ["", speech.say("dossier.letter.findings")]
        out += [line for finding in spoken(letter, speech).findings for line in _row("", f"• {finding.text}")]
    return "\n".join(out) + "\n"


def _heads(letter: Letter, speech: Speech) -> list[tuple[str, str]]:
    unknown = speech.say("dossier.unknown")
    heads = [
        ("addressee", letter.addressee or unknown),
        ("sender", letter.sender or unknown),
        ("date", letter.date.isoformat() if letter.date else unknown),
    ]
    if letter.subject:
        heads.append(("subject", letter.subject))
    if letter.asked_by:
        heads.append(("asked_by", ", ".join(letter.asked_by)))
    if letter.copies_to:
        heads.append(("copies_to", "; ".join(letter.copies_to)))
    due = next((question.due for question in letter.questions if question.due), None)
    term = next((term for term in letter.terms if term.for_the_answer), None)
    if due or term:
        heads.append(("answer_due", due.isoformat() if due else describe_term(term, speech) if term else unknown))
    if letter.mentions:
        named = dict.fromkeys(mention.text for mention in letter.mentions)
        heads.append(("mentions", "; ".join(named)))
    return heads


def _asks(question: Question, speech: Speech) -> str:
    kind = speech.say(f"dossier.answer.{question.kind}")
    due = question.due.isoformat() if question.due else speech.say("dossier.unknown")
    return speech.say("dossier.letter.asks", {"kind": kind, "due": due})


def describe_term(term: Term, speech: Speech) -> str:
    """A term in one line: as written, when it ends or why that is not known, and what it belongs to."""
    due = (
        term.due.isoformat()
        if term.due
        else speech.say(f"dossier.term.{'letter' if term.counts_from == 'letter' else 'other'}")
    )
    about = ""
    if term.question is not None:
        about = f" ({speech.say('dossier.letter.question', {'number': term.question}).strip()})"
    elif term.for_the_answer:
        about = f" ({speech.say('dossier.term.for_the_answer')})"
    return f"“{term.text}”: {due}{about}"


def _row(label: str, text: str) -> list[str]:
    body = textwrap.wrap(text, _WIDTH - _LABEL, break_long_words=False, break_on_hyphens=False) or [""]
    return [f"{label if index == 0 else '':<{_LABEL}}{line}".rstrip() for index, line in enumerate(body)]


def as_html(letter: Letter, speech: Speech, name: str) -> str:
    """The letter as a page of HTML that stands on its own."""
    heads = "".join(
        f"<dt>{escape(speech.say(f'dossier.letter.{code}'))}</dt><dd>{escape(value)}</dd>"
        for code, value in _heads(letter, speech)
    )
    questions = "".join(
        f"<li value='{question.number}'>{escape(question.text)}<br><span class='small'"
        f">{escape(_asks(question, speech))}</span></li>"
        for question in letter.questions
    )
    notes = "".join(
        f"<tr><th scope='row'>{note.number}</th><td>{escape(note.text)}<br>"
        + "<br>".join(_linked(citation, speech) for citation in note.citations)
        + f"</td><td class='small'>{escape(note.called_by or '')}</td></tr>"
        for note in letter.footnotes
    )
    terms = "".join(f"<li>{escape(describe_term(term, speech))}</li>" for term in letter.terms)
    findings = "".join(f"<li>{escape(finding.text)}</li>" for finding in spoken(letter, speech).findings)
    promises = "".join(f"<li>{escape(promise.text)}</li>" for promise in letter.promises)
    parts = [
        ("promises", f"<ul>{promises}</ul>" if promises else ""),
        ("questions", f"<ol>{questions}</ol>" if questions else ""),
        ("terms", f"<ul>{terms}</ul>" if terms else ""),
        ("footnotes", f"<table>{notes}</table>" if notes else ""),
        ("findings", f"<ul>{findings}</ul>" if findings else ""),
    ]
    body = "".join(
        f"<h2>{escape(speech.say(f'dossier.letter.{code}'))}</h2>{part}" for code, part in parts if part
    )
    return page(name, f"<dl>{heads}</dl>{body}", speech.language)


def _linked(citation: Citation, speech: Speech) -> str:
    shown = escape(describe(citation, speech))
    if citation.certain and citation.url:
        return f'<a href="{escape(citation.url, quote=True)}">{shown}</a>'
    return f"<span class='{'small' if citation.certain else 'unsure'}'>{shown}</span>"


def page(title: str, body: str, language: str) -> str:
    """A page of HTML without anything from elsewhere."""
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body><main><h1>{escape(title)}</h1"
        f">{body}</main></body></html>\n"
    )
