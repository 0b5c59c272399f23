"""Where each border stands politically: the documents, the open questions and the proposals that touch a pair."""

from __future__ import annotations

import datetime as dt

import msgspec

from grenswerk.dossier.follow_up import Dossier, load_dossier
from grenswerk.dossier.standing import Change, Owed, standing


class Border(msgspec.Struct, frozen=True, kw_only=True):
    """The political standing of one border on a day."""

    pair: str
    on: dt.date
    seen_until: dt.date
    documents: list[str]
    open: list[Owed]
    proposals: list[Change]


def border(pair: str, on: dt.date, dossier: Dossier | None = None) -> Border:
    """What is asked and proposed for a pair such as `NL-BE`, in either order of its states."""
    dossier = dossier or load_dossier()
    states = set(pair.upper().split("-"))
    now = standing(dossier, on)
    proposals = [
        change for change in now.proposals if any(set(each.split("-")) == states for each in change.pairs)
    ]
    reforms = {change.reform for change in proposals}
    questions = [owed for owed in now.open if _proposals(dossier, owed) & reforms]
    documents = dict.fromkeys(document for change in proposals for document in change.documents)
    return Border(
        pair=pair.upper(),
        on=on,
        seen_until=now.seen_until,
        documents=list(documents),
        open=questions,
        proposals=proposals,
    )


def _proposals(dossier: Dossier, owed: Owed) -> set[str]:
    entry = dossier.questions.get(owed.id) or dossier.commitments.get(owed.id)
    return set(entry.proposals) if entry else set()
