"""What a new letter would add to a dossier: document, questions, terms and links, for a person to confirm."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from grenswerk.documents import load_data
from grenswerk.dossier.follow_up import Dossier, Status, load_dossier
from grenswerk.dossier.letters import Letter, Question
from grenswerk.dossier.letters.models import TermKind
from grenswerk.model.errors import BadInput


class _Plain(yaml.SafeDumper):
    """YAML without anchors: a fact stands where it is read."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the library asks for each value
        return True


def _yaml(data: Any) -> str:
    return str(yaml.dump(data, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=110))


class Proposal(NamedTuple):
    """Entries by the file of the dossier that they belong in, in the form of that file."""

    entries: dict[str, list[dict[str, Any]]]
    sources: dict[str, dict[str, Any]]
    may_answer: list[str]

    def as_yaml(self) -> str:
        """The entries as a person would write them."""
        hint = f"# may answer: {', '.join(self.may_answer)}\n" if self.may_answer else ""
        return hint + _yaml({**self.entries, "sources": self.sources})


def propose(dossier: Dossier, letter: Letter, name: str) -> Proposal:
    """The entries for a letter; what it does not say (a date, a known party) stays open, nothing is guessed."""
    key = _free(dossier, _slug(name), letter.date)
    cited = list(dict.fromkeys(citation.id for citation in letter.citations if citation.id and citation.certain))
    new = [identifier for identifier in cited if identifier not in dossier.documents and _is_paper(identifier)]
    questions = [f"{key}-{question.number}" for question in letter.questions]
    document: dict[str, Any] = {
        "id": key,
        "kind": "letter",
        "title": {"nl": letter.subject or name},
        **({"date": letter.date} if letter.date else {}),
        "status": "open" if questions else "unknown",
        "cites": [identifier for identifier in cited if identifier in dossier.documents or identifier in new],
        "asks": questions,
        "source": [key],
        "certainty": "reported",
    }
    documents = [_stub(letter, identifier, key) for identifier in new]
    parties, asked_by, asked_of = _parties(dossier, letter, key)
    document["by"], document["to"] = asked_by, asked_of
    entries = {
        "documents": [*documents, document],
        "questions": [
            {"id": key_of, **_question(letter, question, key), "asked_by": asked_by, "asked_of": asked_of}
            for key_of, question in zip(questions, letter.questions, strict=True)
        ],
        "parties": parties,
    }
    source: dict[str, Any] = {"title": name, **({"date": letter.date} if letter.date else {})}
    return Proposal(
        {file: found for file, found in entries.items() if found},
        {key: source},
        _may_answer(dossier, letter, asked_by),
    )


def _may_answer(dossier: Dossier, letter: Letter, senders: list[str]) -> list[str]:
    """What the sender still owes, where the letter asks nothing itself: a person says what it answers."""
    if letter.questions:
        return []
    owed = (*dossier.questions.values(), *dossier.commitments.values())
    return [each.id for each in owed if each.status is not Status.ANSWERED and set(senders) & set(each.asked_of)]


def _is_paper(identifier: str) -> bool:
    """Papers belong in a dossier; the treaties and law that a letter cites need no entry of their own."""
    return identifier.startswith(
        ("kst-", "ah-", "h-", "stcrt-", "trb-", "stb-", "bgbl-", "bt-drs-", "br-drs-", "memorial-")
    )


def _question(letter: Letter, question: Question, document: str) -> dict[str, Any]:
    """A question with its terms: those for all answers, and those that stand in it."""
    due: list[dict[str, Any]] = []
    for term in letter.terms:
        if (
            term.for_the_answer
            and term.kind is TermKind.WITHIN
            and term.counts_from == "letter"
            and term.unit in {"days", "weeks"}
        ):
            due.append(
                {
                    "said": term.text,
                    "days": (term.amount or 1) * (7 if term.unit == "weeks" else 1),
                    "counts_from": document,
                }
            )
        elif term.due and (term.for_the_answer or term.question == question.number):
            due.append(
                {"said": term.text, "date": term.due, **({} if term.for_the_answer else {"for_the_answer": False})}
            )
    return {
        "document": document,
        "number": question.number,
        "kind": question.kind.value,
        "title": {"nl": question.text},
        **({"date": letter.date} if letter.date else {}),
        "status": "open",
        **({"due": due} if due else {}),
        "evidence": {
            "nl": "antwoordbrief",
            "en": "reply letter",
            "fr": "lettre de réponse",
            "de": "Antwortschreiben",
        },
        "source": [document],
        "certainty": "reported",
    }


def _stub(letter: Letter, identifier: str, key: str) -> dict[str, Any]:
    """A paper that the letter cites and the dossier does not know: its id and address, no date."""
    citation = next(each for each in letter.citations if each.id == identifier)
    return {
        "id": identifier,
        "kind": citation.kind.value.replace("_", " "),
        "title": {"nl": " ".join(citation.text.split())},
        **({"url": citation.url} if citation.url else {}),
        "status": "unknown",
        "source": [key],
        "certainty": "reported",
    }


def _parties(dossier: Dossier, letter: Letter, key: str) -> tuple[list[dict[str, Any]], list[str], list[str]]:
    """The parties of the letter: known ones by name, others as new entries."""
    new: list[dict[str, Any]] = []
    found: list[list[str]] = []
    for written in (letter.sender, letter.addressee):
        if written is None:
            found.append([])
            continue
        known = _known_party(dossier, written)
        if known is None:
            known = _slug(written)
            if known not in {party["id"] for party in new}:
                new.append(
                    {
                        "id": known,
                        "title": {"nl": written},
                        "status": "unknown",
                        "source": [key],
                        "certainty": "reported",
                    }
                )
        found.append([known])
    return new, found[0], found[1]


def _known_party(dossier: Dossier, written: str) -> str | None:
    """The party whose title or holder stands in what is written."""
    text = written.lower()
    for party in dossier.parties.values():
        names = [holder.name for holder in party.holders]
        names += [re.sub(r" van de (?:Eerste|Tweede) Kamer$", "", title) for title in party.title.values()]
        if any(re.search(rf"\b{re.escape(name.lower())}\b", text) for name in names):
            return party.id
    return None


def _slug(text: str) -> str:
    stem = Path(text).stem if "." in text and " " not in text else text
    return re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:48] or "letter"


def _free(dossier: Dossier, stem: str, date: dt.date | None) -> str:
    """An id that is not taken: the name of the file, with the date of the letter, then a number."""
    taken = {entry.id for entry in dossier.entries()} | set(dossier.sources)
    stem = f"{stem}-{date}" if date else stem
    candidates = [stem, *(f"{stem}-{number}" for number in range(2, 1000))]
    return next(each for each in candidates if each not in taken)


def confirm(dossier: Dossier, proposal: Proposal) -> list[Path]:
    """Write the entries into the folder, whole or not at all; raises `BadInput` when they do not fit."""
    before: dict[Path, bytes | None] = {}
    try:
        for file, entries in proposal.entries.items():
            path = dossier.folder / f"{file}.yaml"
            before[path] = path.read_bytes() if path.exists() else None
            _append(path, _yaml(entries))
        path = dossier.folder / "sources.yaml"
        before[path] = path.read_bytes()
        _append(path, _yaml(proposal.sources))
        for path in before:
            load_data(path)
        load_dossier(dossier.folder)
    except OSError as error:
        _restore(before)
        raise BadInput(
            f"{dossier.folder}: cannot be written: {error.strerror}: expected a folder of your own"
        ) from None
    except BadInput:
        _restore(before)
        raise
    return list(before)


def _append(path: Path, text: str) -> None:
    old = path.read_text("utf-8") if path.exists() else ""
    separate = "" if not old or old.endswith("\n") else "\n"
    path.write_text(f"{old}{separate}{text}", "utf-8")


def _restore(before: dict[Path, bytes | None]) -> None:
    for path, content in before.items():
        if content is None:
            path.unlink(missing_ok=True)
        elif path.read_bytes() != content:
            path.write_bytes(content)
