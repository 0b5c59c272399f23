"""Find the citations of all states in one text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from grenswerk.dossier.back_references import find_back_references
from grenswerk.dossier.belgium import find_belgian
from grenswerk.dossier.benelux import find_benelux
from grenswerk.dossier.chamber_papers import find_chamber_papers
from grenswerk.dossier.courts import find_cases
from grenswerk.dossier.european_union import find_european
from grenswerk.dossier.germany import find_german
from grenswerk.dossier.luxembourg import find_luxembourgish
from grenswerk.dossier.models import BackReference, Found
from grenswerk.dossier.netherlands import find_dutch

# What finds, and the words without one of which it finds nothing; to look for a word costs next to nothing.
FINDERS: tuple[tuple[Callable[[str], Iterable[Found | BackReference]], tuple[str, ...]], ...] = (
    (find_chamber_papers, ()),
    (find_dutch, ()),
    (find_belgian, ()),
    (find_luxembourgish, ("mor", "Mém", "Mem", "legilux", "roje", "ropo", "parl")),
    (find_german, ()),
    (find_european, ()),
    (find_cases, ()),
    (find_benelux, ("enelux", "arlement", "M (", "M(", "Assembl")),
    (find_back_references, ()),
)


def find(text: str) -> list[Found | BackReference]:
    """Every citation and back reference in a cleaned text, in order; of two that overlap the longer stays."""
    everything = [
        found
        for finder, words in FINDERS
        if not words or any(word in text for word in words)
        for found in finder(text)
    ]
    everything.sort(key=lambda found: (found.start, -found.end))
    return list(_without_overlaps(everything))


def _without_overlaps(everything: list[Found | BackReference]) -> Iterator[Found | BackReference]:
    """Members of one range share a place and all stay."""
    kept: Found | BackReference | None = None
    waiting: list[Found | BackReference] = []
    for found in everything:
        if kept is not None and found.start < kept.end:
            if (found.start, found.end, type(found), found.kind) == (kept.start, kept.end, type(kept), kept.kind):
                if found not in waiting:
                    waiting.append(found)
            elif found.end - found.start > kept.end - kept.start:
                kept, waiting = found, [found]
            continue
        yield from waiting
        kept, waiting = found, [found]
    yield from waiting
