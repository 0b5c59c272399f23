"""A letter as data; names as in the interface, `start` and `end` count characters of the text as it was given."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

import msgspec

from grenswerk.dossier.models import Citation


class AnswerKind(StrEnum):
    """What kind of answer a question asks for."""

    OPINION = "opinion"
    FACT = "fact"
    COMMITMENT = "commitment"
    PLANNING = "planning"


class TermKind(StrEnum):
    """What a term counts from: the letter, a fixed day, or the course of a period."""

    WITHIN = "within"
    BY = "by"
    DURING = "during"


class SubQuestion(msgspec.Struct, frozen=True):
    """A part of a question that asks for an answer of its own."""

    text: str
    kind: AnswerKind


class Question(msgspec.Struct, frozen=True):
    """A numbered question. `due` is the day on which the answer is due, null where the letter has no date."""

    number: int
    text: str
    kind: AnswerKind
    due: dt.date | None
    start: int
    end: int
    sub_questions: list[SubQuestion] = []


class Term(msgspec.Struct, frozen=True):
    """A term as written; `due` is null where the day that it counts from is not known."""

    text: str
    kind: TermKind
    due: dt.date | None
    start: int
    end: int
    amount: int | None = None
    unit: str | None = None
    counts_from: str | None = None
    question: int | None = None
    for_the_answer: bool = False


class Footnote(msgspec.Struct, frozen=True):
    """A footnote, its citations, and the place and sentence that call it."""

    number: int
    text: str
    citations: list[Citation]
    called_at: int | None = None
    called_by: str | None = None


class Mention(msgspec.Struct, frozen=True):
    """An earlier letter named by its date, with the footnote behind it."""

    text: str
    date: dt.date
    start: int
    footnote: int | None = None


class Promise(msgspec.Struct, frozen=True):
    """A sentence in which the writer promises something; a person decides whether it is a commitment."""

    text: str
    start: int


class Finding(msgspec.Struct, frozen=True):
    """Something that a clerk should look at: a code with its facts; `text` is filled in the reader's language."""

    code: str
    facts: dict[str, Any] = {}
    text: str = ""


class Letter(msgspec.Struct, frozen=True):
    """What a letter says of itself, and what it asks."""

    addressee: str | None
    sender: str | None
    date: dt.date | None
    questions: list[Question]
    footnotes: list[Footnote]
    citations: list[Citation]
    terms: list[Term]
    findings: list[Finding]
    copies_to: list[str] = []
    asked_by: list[str] = []
    mentions: list[Mention] = []
    subject: str | None = None
    promises: list[Promise] = []
