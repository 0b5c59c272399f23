"""Citations as typed objects: what was written, where it stands, and what it means."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

import msgspec


class Kind(StrEnum):
    """What a citation points to."""

    CHAMBER_PAPER = "chamber_paper"
    CHAMBER_FILE = "chamber_file"
    PROCEEDINGS = "proceedings"
    WRITTEN_QUESTION = "written_question"
    PARLIAMENTARY_NUMBER = "parliamentary_number"
    COMMITMENT = "commitment"
    ANNEX = "annex"
    GAZETTE = "gazette"
    TREATY_GAZETTE = "treaty_gazette"
    LAW = "law"
    CASE_LAW = "case_law"
    BILL = "bill"
    COALITION_AGREEMENT = "coalition_agreement"
    MINISTRY_LETTER = "ministry_letter"
    EU_LEGISLATION = "eu_legislation"
    EU_TREATY = "eu_treaty"
    EU_JOURNAL = "eu_journal"
    EU_PAPER = "eu_paper"
    BENELUX = "benelux"
    BACK_REFERENCE = "back_reference"


class Identity(NamedTuple):
    """What a reference means: an official identifier, or the reason why there is none that is sure.

    `certain` is false where the target is not sure; `id` is then empty and `candidates` says what it may be.
    """

    id: str | None = None
    url: str | None = None
    certain: bool = True
    candidates: tuple[str, ...] = ()
    also_filed_under: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def unsure(note: str, *candidates: str) -> Identity:
    """A reference whose target is not sure, with the reason as a code and what it may be."""
    return Identity(None, None, certain=False, candidates=candidates, notes=(note,))


@dataclass(frozen=True, slots=True)
class Found:
    """A citation as it stands in the cleaned text: offsets, kind, identity and pinpoint."""

    start: int
    end: int
    kind: Kind
    identity: Identity
    page: str | None = None
    annex: bool = False
    article: str | None = None
    session: str | None = None
    date: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class BackReference:
    """`Ibid.`, `idem`, `t.a.p.`, `supra n. 4`: points to an earlier citation, by order or by note number."""

    start: int
    end: int
    note: int | None = None
    page: str | None = None
    work_of: str | None = None
    kind: Kind = field(default=Kind.BACK_REFERENCE)


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """A resolved citation; `start` and `end` count characters of the text as it was given."""

    text: str
    start: int
    end: int
    kind: Kind
    id: str | None
    url: str | None
    page: str | None
    annex: bool
    certain: bool
    candidates: list[str]
    also_filed_under: list[str] = []
    article: str | None = None
    session: str | None = None
    date: str | None = None
    title: str | None = None
    footnote: int | None = None
    back_reference: bool = False
    notes: list[str] = []
