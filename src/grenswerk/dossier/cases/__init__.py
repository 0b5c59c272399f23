"""Citation cases: strings as they stand in print, with the identifier that is right."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import msgspec

from grenswerk.documents import load
from grenswerk.dossier.models import Citation, Kind

FOLDER = Path(__file__).parent


class Expected(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A citation that is to be found; `certain` is true where an identifier is expected, unless said."""

    id: str | None = None
    kind: Kind | None = None
    page: str | None = None
    annex: bool | None = None
    certain: bool | None = None
    candidates: list[str] | None = None

    def is_met_by(self, citation: Citation) -> bool:
        """Whether a citation is the expected one."""
        certain = self.id is not None if self.certain is None else self.certain
        return (
            citation.id == self.id
            and citation.certain == certain
            and self.kind in {None, citation.kind}
            and self.page in {None, citation.page}
            and self.annex in {None, citation.annex}
            and (self.candidates is None or self.candidates == citation.candidates)
        )


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text and the citations in it, in their order; none for a text that only looks like one."""

    text: str
    expect: list[Expected] = []


class Score(NamedTuple):
    """How many citations were rightly found, wrongly found, and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Of what was found, the share that is right (0-1)."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Of what stands there, the share that was found (0-1)."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def all_cases(folder: Path = FOLDER) -> dict[str, list[Case]]:
    """The cases by state, from the name of their file."""
    return {path.stem: load(path, list[Case]) for path in sorted(folder.glob("*.yaml"))}


def score(case: Case, citations: list[Citation]) -> Score:
    """Compare what was found in the text of a case with what is to be found."""
    left, right = list(citations), 0
    for expected in case.expect:
        hit = next((citation for citation in left if expected.is_met_by(citation)), None)
        if hit is not None:
            left.remove(hit)
            right += 1
    return Score(right, len(left), len(case.expect) - right)
