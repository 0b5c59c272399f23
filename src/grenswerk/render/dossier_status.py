"""How a dossier stands, and its timeline, as text, JSON or HTML."""

from __future__ import annotations

import textwrap
from html import escape
from typing import Any

import msgspec

from grenswerk.dossier.borders import Border
from grenswerk.dossier.follow_up import Dossier, in_language
from grenswerk.dossier.standing import Change, Owed, Standing, office
from grenswerk.dossier.timeline import Moment
from grenswerk.render.dossier_letter import page
from grenswerk.render.speech import Speech

_WIDTH, _LABEL = 100, 20


def as_json(value: Any) -> str:
    """One line of JSON."""
    return msgspec.json.encode(value).decode()


def status_text(dossier: Dossier, standing: Standing, speech: Speech) -> str:
    """What is open, who owes it, since when, due when, what closes it; then what the proposals would change."""
    title = in_language(standing.title, speech.language)
    out = [title, "─" * min(_WIDTH, len(title))]
    out += _row(speech.say("dossier.status.on"), standing.on.isoformat())
    out += _row(speech.say("dossier.status.seen_until"), standing.seen_until.isoformat())
    out += _row("", in_language(standing.coverage, speech.language))
    out += ["", speech.say("dossier.status.open", {"n": len(standing.open)})]
    for owed in standing.open:
        out += ["", *_owed(dossier, owed, standing, speech)]
    out += ["", speech.say("dossier.status.closed", {"n": len(standing.closed)})]
    for owed in standing.closed:
        out += ["", *_owed(dossier, owed, standing, speech)]
    out += ["", speech.say("dossier.status.proposals")]
    for change in standing.proposals:
        out += ["", *_change(change, speech)]
    return "\n".join(out) + "\n"


def _facts(dossier: Dossier, owed: Owed, standing: Standing, speech: Speech) -> list[tuple[str, str]]:
    """The rows of one question: label code and text."""
    language = speech.language
    rows = [
        (
            "state",
            speech.say(f"dossier.state.{owed.status}")
            + (
                f" · {speech.say(f'dossier.remark.{owed.remark}', {'seen_until': owed.seen_until})}"
                if owed.remark
                else ""
            ),
        )
    ]
    rows.append(
        (
            "asks",
            speech.say(f"dossier.answer.{owed.kind}")
            if owed.what == "question"
            else speech.say("dossier.status.promised"),
        )
    )
    rows.append(("owed_by", "; ".join(office(dossier, party, standing.on, language) for party in owed.owed_by)))
    rows.append(("since", since(owed, speech)))
    rows.append(("due", owed.due.isoformat() if owed.due else speech.say(f"dossier.due.{owed.due_reason}")))
    terms = [f"“{term.said}”{f': {term.date}' if term.date else ''}" for term in owed.terms]
    if terms:
        rows.append(("terms", "; ".join(terms)))
    for answer in owed.answered_by:
        note = f" · {in_language(answer.note, language)}" if answer.note else ""
        rows.append(("answered_by", f"{answer.document}, {answer.date} [{', '.join(answer.source)}]{note}"))
    if owed.status != "answered":
        rows.append(("evidence", in_language(owed.evidence, language)))
    rows.append(("source", f"{', '.join(owed.sources)} ({speech.say(f'dossier.certainty.{owed.certainty}')})"))
    return rows


def since(owed: Owed, speech: Speech) -> str:
    """Since when it is open: a day, a span in which it began, or unknown."""
    if owed.since:
        return speech.say("dossier.status.since_days", {"date": owed.since.isoformat(), "n": owed.days or 0})
    if owed.since_between:
        first, last = owed.since_between
        return speech.say("dossier.status.since_between", {"first": first.isoformat(), "last": last.isoformat()})
    return speech.say("dossier.unknown")


def _head(owed: Owed, speech: Speech) -> str:
    place = " ".join(
        filter(
            None,
            [
                owed.document,
                f"{speech.say('dossier.letter.question', {'number': owed.number})}" if owed.number else "",
            ],
        )
    )
    return f"{owed.id} · {place}" if place else owed.id


def _owed(dossier: Dossier, owed: Owed, standing: Standing, speech: Speech) -> list[str]:
    out = _row(_head(owed, speech).split(" · ")[0], in_language(owed.text, speech.language))
    if owed.document:
        out += _row("", _head(owed, speech).split(" · ", 1)[-1])
    for code, text in _facts(dossier, owed, standing, speech):
        out += _row(f"  {speech.say(f'dossier.status.{code}')}", text)
    return out


def _change(change: Change, speech: Speech) -> list[str]:
    out = _row(change.reform, f"{', '.join(change.pairs)}: {in_language(change.what, speech.language)}")
    out += _row(f"  {speech.say('dossier.status.documents')}", ", ".join(change.documents))
    out += _row(
        f"  {speech.say('dossier.status.source')}",
        f"{', '.join(change.sources)} ({speech.say(f'dossier.certainty.{change.certainty}')})",
    )
    return out


def _row(label: str, text: str) -> list[str]:
    body = textwrap.wrap(text, _WIDTH - _LABEL, break_long_words=False, break_on_hyphens=False) or [""]
    head = [label] if len(label) >= _LABEL else []
    lines = [
        f"{label if index == 0 and not head else '':<{_LABEL}}{line}".rstrip() for index, line in enumerate(body)
    ]
    return head + lines


def status_html(dossier: Dossier, standing: Standing, speech: Speech) -> str:
    """The same as a page of HTML."""
    language = speech.language
    parts = [
        f"<p>{escape(speech.say('dossier.status.on'))} {standing.on} ·"
        f" {escape(speech.say('dossier.status.seen_until'))} {standing.seen_until}</p>",
        f"<p>{escape(in_language(standing.coverage, language))}</p>",
    ]
    for code, group in (("open", standing.open), ("closed", standing.closed)):
        parts.append(f"<h2>{escape(speech.say(f'dossier.status.{code}', {'n': len(group)}))}</h2>")
        for owed in group:
            rows = "".join(
                f"<dt>{escape(speech.say(f'dossier.status.{label}'))}</dt><dd>{escape(text)}</dd>"
                for label, text in _facts(dossier, owed, standing, speech)
            )
            parts.append(
                f'<section id="{escape(owed.id, quote=True)}"><h3>{escape(in_language(owed.text, language))}</h3>'
                f"<p class='small'>{escape(_head(owed, speech))}</p><dl>{rows}</dl></section>"
            )
    parts.append(f"<h2>{escape(speech.say('dossier.status.proposals'))}</h2><dl>")
    parts += [_change_html(change, language) for change in standing.proposals]
    parts.append("</dl>")
    return page(in_language(standing.title, language), "".join(parts), language)


def _change_html(change: Change, language: str) -> str:
    papers, borders = escape(", ".join(change.documents)), escape(", ".join(change.pairs))
    what, reform = escape(in_language(change.what, language)), escape(change.reform, quote=True)
    return f"<dt id='{reform}'>{reform} ({borders})</dt><dd>{what}<br><span class='small'>{papers}</span></dd>"


def when(moment: Moment) -> str:
    """The day of a moment, or its bounds."""
    if moment.date:
        return moment.date.isoformat()
    first, last = moment.between or (None, None)
    return f"{first} … {last}"


def timeline_text(moments: list[Moment], speech: Speech) -> str:
    """A line a moment: day, what happened, papers, how sure."""
    out = []
    for moment in moments:
        kind = f"[{speech.say('dossier.timeline.term')}] " if moment.kind == "term" else ""
        papers = f" ({', '.join(moment.documents)})" if moment.documents else ""
        sure = (
            "" if moment.certainty == "confirmed" else f" [{speech.say(f'dossier.certainty.{moment.certainty}')}]"
        )
        text = f"{kind}{in_language(moment.title, speech.language)}{papers}{sure}"
        body = textwrap.wrap(text, _WIDTH - 26, break_long_words=False, break_on_hyphens=False)
        out += [f"{when(moment) if index == 0 else '':<26}{line}" for index, line in enumerate(body)]
    return "\n".join(out) + "\n"


def timeline_html(dossier: Dossier, moments: list[Moment], speech: Speech) -> str:
    """The timeline as a page of HTML, papers linked where they have an address."""
    rows = []
    for moment in moments:
        papers = ", ".join(_paper(dossier, document) for document in moment.documents)
        sure = speech.say(f"dossier.certainty.{moment.certainty}")
        rows.append(
            f"<tr><th scope='row'>{escape(when(moment))}</th><td"
            f">{escape(in_language(moment.title, speech.language))}"
            f"<br><span class='small'>{papers}</span></td><td class='small'>{escape(sure)}</td></tr>"
        )
    return page(
        in_language(dossier.head.title, speech.language), f"<table>{''.join(rows)}</table>", speech.language
    )


def _paper(dossier: Dossier, document: str) -> str:
    url = dossier.documents[document].url
    return f'<a href="{escape(url, quote=True)}">{escape(document)}</a>' if url else escape(document)


def border_text(border: Border, speech: Speech) -> str:
    """Where a border stands politically: open questions, proposals, papers; for the end of `law show`."""
    out = [speech.say("dossier.border.title", {"pair": border.pair, "seen_until": border.seen_until.isoformat()})]
    for owed in border.open:
        state = speech.say(f"dossier.state.{owed.status}")
        out += _row(f"  {owed.id}", f"{in_language(owed.text, speech.language)} [{state}]")
    for change in border.proposals:
        out += _row(f"  {change.reform}", in_language(change.what, speech.language))
    if not border.open and not border.proposals:
        out.append(f"  {speech.say('dossier.border.nothing')}")
    return "\n".join(out)
