"""A question or a commitment on a page: who owes what to whom, since when, until when, and what would close it."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.dossier.follow_up import Dossier, in_language
from grenswerk.dossier.standing import Owed, Standing, office
from grenswerk.render.dossier_status import since
from grenswerk.render.speech import Speech


class OwedOnPage(NamedTuple):
    """The texts of one question."""

    owed: Owed
    text: str
    state: str
    rows: list[tuple[str, str]]
    documents: list[str]


def on_page(dossier: Dossier, owed: Owed, standing: Standing, speech: Speech) -> OwedOnPage:
    """The question in the reader's language."""
    language = speech.language
    remark = f"dossier.remark.{owed.remark}"
    state = speech.say(f"dossier.state.{owed.status}")
    rows = [
        ("asks", speech.say(f"dossier.answer.{owed.kind}"))
        if owed.what == "question"
        else ("asks", promised(speech)),
        ("owed_by", "; ".join(office(dossier, party, standing.on, language) for party in owed.owed_by)),
        ("since", since(owed, speech)),
        ("due", _due(owed, speech)),
    ]
    rows += [
        ("answered_by", f"{answer.document}, {speech.format_field(answer.date, 'date')}")
        for answer in owed.answered_by
    ]
    if owed.status != "answered":
        rows.append(("evidence", in_language(owed.evidence, language)))
    if owed.remark:
        rows.append(("state", speech.say(remark, {"seen_until": owed.seen_until})))
    documents = [owed.document] if owed.document else []
    documents += [answer.document for answer in owed.answered_by]
    named = [(speech.say(f"dossier.status.{code}"), text) for code, text in rows if text]
    return OwedOnPage(owed, in_language(owed.text, language), state, named, documents)


def promised(speech: Speech) -> str:
    """That it was promised."""
    return speech.say("dossier.status.promised")


def _due(owed: Owed, speech: Speech) -> str:
    terms = "; ".join(f"“{term.said}”" for term in owed.terms)
    day = owed.due.isoformat() if owed.due else speech.say(f"dossier.due.{owed.due_reason}")
    return f"{day} ({terms})" if terms else day
