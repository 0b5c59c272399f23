"""A dossier as a folder of plain YAML: documents, events, questions, commitments, parties, proposals, sources.

Each entry has its date, source and certainty; a date that is not known is left out, or given by its bounds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from grenswerk.documents import load
from grenswerk.model.certainty import Certainty
from grenswerk.model.errors import BadInput, nearest

FOLDERS = Path(__file__).parent / "folders"
SHIPPED = "35714"
Words = dict[str, str]  # by language: en, nl, fr, de


class Status(StrEnum):
    """How an entry stands. `overdue` is derived from a dated source, never written into a dossier."""

    OPEN = "open"
    ANSWERED = "answered"
    PARTLY = "partly"
    OVERDUE = "overdue"
    UNKNOWN = "unknown"


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every entry has. `between` bounds a date that is not known to the day; `said` is how it was written."""

    id: str
    title: Words
    date: dt.date | None = None
    between: list[dt.date] | None = None
    said: str | None = None
    source: list[str]
    certainty: Certainty
    note: Words | None = None

    @property
    def earliest(self) -> dt.date | None:
        """The first day on which it can have been."""
        return self.date or (self.between[0] if self.between else None)

    @property
    def latest(self) -> dt.date | None:
        """The last day on which it can have been."""
        return self.date or (self.between[1] if self.between else None)


class Document(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A paper, letter, treaty or plan; `id` is its official identifier where it has one."""

    kind: str
    status: Status
    url: str | None = None
    by: list[str] = []
    to: list[str] = []
    also_filed_under: list[str] = []
    annex_of: str | None = None
    answers: list[str] = []
    cites: list[str] = []
    asks: list[str] = []
    changes_rule: list[str] = []
    published: dt.date | None = None


class Event(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that happened, or was to happen."""

    status: Status
    documents: list[str] = []
    parties: list[str] = []


class Answer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What answers a question or keeps a commitment, wholly or partly, with the day and the source of it."""

    document: str
    date: dt.date
    extent: Status = Status.ANSWERED
    source: list[str]
    note: Words | None = None


class Silence(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A dated source that says that there was no answer yet on a day."""

    date: dt.date
    source: list[str]


class Deadline(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When something is due: a day, or so many days from the date of a document."""

    said: str
    date: dt.date | None = None
    days: int | None = None
    counts_from: str | None = None
    for_the_answer: bool = True


class Question(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something asked of someone, who owes an answer; `number` is its number in the letter that asks."""

    document: str | None = None
    number: int | None = None
    kind: str
    status: Status
    asked_by: list[str]
    asked_of: list[str]
    due: list[Deadline] = []
    evidence: Words
    answers: list[Answer] = []
    no_answer_yet: list[Silence] = []
    proposals: list[str] = []


class Commitment(Question, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something promised; `register` is its number in the register of commitments."""

    register: str | None = None


class Holder(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"since": "from", "until": "to"}
):
    """Who holds an office, as far as a source says so."""

    name: str
    since: dt.date | None = None
    until: dt.date | None = None
    source: list[str]


class Party(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A body or office; what is owed is owed by the office, whoever holds it."""

    status: Status
    state: str | None = None
    holders: list[Holder] = []


class Proposal(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule that is asked for; `id` is that of the reform that the laboratory knows it by."""

    pairs: list[str]
    status: Status
    documents: list[str]
    what: Words
    rules: list[str] = []


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a fact was seen."""

    title: str
    date: dt.date | None = None
    url: str | None = None


class Head(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a dossier is, and until when the public material behind it was seen."""

    id: str
    title: Words
    files: list[str]
    seen_until: dt.date
    coverage: Words


class Dossier(NamedTuple):
    """A dossier with its entries by id."""

    folder: Path
    head: Head
    documents: dict[str, Document]
    events: dict[str, Event]
    questions: dict[str, Question]
    commitments: dict[str, Commitment]
    parties: dict[str, Party]
    proposals: dict[str, Proposal]
    sources: dict[str, Source]

    def entries(self) -> Iterator[Entry]:
        """Every entry but the sources."""
        for group in (self.documents, self.events, self.questions, self.commitments, self.parties, self.proposals):
            yield from group.values()


FILES: dict[str, type[Entry]] = {
    "documents": Document,
    "events": Event,
    "questions": Question,
    "commitments": Commitment,
    "parties": Party,
    "proposals": Proposal,
}
E = TypeVar("E", bound=Entry)


def load_dossier(folder: str | Path | None = None) -> Dossier:
    """The dossier in `folder`, or the shipped one of that name (35714 when left out).

    Raises `BadInput` with file and line for a wrong entry, a dangling link or an impossible date.
    """
    from grenswerk.dossier.validate import validate

    path = _folder(folder)
    dossier = Dossier(
        path,
        load(path / "dossier.yaml", Head),
        _entries(path, "documents", Document),
        _entries(path, "events", Event),
        _entries(path, "questions", Question),
        _entries(path, "commitments", Commitment),
        _entries(path, "parties", Party),
        _entries(path, "proposals", Proposal),
        load(path / "sources.yaml", dict[str, Source]),
    )
    validate(dossier)
    return dossier


def _folder(folder: str | Path | None) -> Path:
    if folder is None:
        return FOLDERS / SHIPPED
    path = Path(folder)
    if path.is_dir():
        return path
    if (FOLDERS / str(folder)).is_dir() and "/" not in str(folder):
        return FOLDERS / str(folder)
    known = [each.name for each in FOLDERS.iterdir() if each.is_dir()]
    raise BadInput(
        f"{folder}: no such dossier: expected a folder, or one of {', '.join(known)}{nearest(str(folder), known)}"
    )


def _entries(folder: Path, name: str, kind: type[E]) -> dict[str, E]:
    path = folder / f"{name}.yaml"
    if not path.exists():
        return {}
    entries: dict[str, E] = {}
    found: list[E] = load(path, list[kind])  # type: ignore[valid-type]
    for entry in found:
        if entry.id in entries:
            raise BadInput(f'{path}: id "{entry.id}" stands here a second time: expected it once')
        entries[entry.id] = entry
    return entries


def in_language(words: Words, language: str) -> str:
    """A text in the reader's language, or in the first that there is."""
    return words.get(language) or words.get("en") or next(iter(words.values()), "")
