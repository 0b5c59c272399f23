"""No text, however crafted, makes the search for citations explode: the time grows with the length."""

from __future__ import annotations

import statistics
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grenswerk.dossier.cases import all_cases
from grenswerk.dossier.letters import read_letter
from grenswerk.dossier.resolve import cite

CRAFTED = {
    "digits": "1",
    "file numbers": "35 714 ",
    "file numbers joined": "31.585/",
    "labels": "Kamerstukken ",
    "whole citations": "Kamerstukken II 2015/16, 34442, nr. 3, p. 7; ",
    "lists of papers": "nr. 3, ",
    "white space": " \n",
    "broken words": "a-\n",
    "soft hyphens": "\u00ad \n",
    "articles": "artikel 1, lid 1, ",
    "articles of something": "artikel 45 van ",
    "half an ECLI": "ECLI:NL:",
    "an endless ECLI": "A.",
    "back references": "Ibid. ",
    "references to notes": "zie noot 1 ",
    "footnote lines": "1 Kamer\n",
    "gazettes": "Trb. 2025, 37 en ",
    "half a gazette": "BGBl. I 2002 ",
    "dates": "M.B. 12.12.2012 ",
    "regulations": "Verordening (EG) nr. ",
    "one long word": "verordening",
    "cases": "C-570/15 ",
    "headings": "35 714 A\n",
    "Roman numbers": "X",
    "law paths": "&artikel=6",
    "parliaments": "Benelux Parlement ",
    "brackets": "(",
    "journals": "PB der x ",
}


@pytest.mark.parametrize("piece", CRAFTED.values(), ids=CRAFTED)
@pytest.mark.parametrize("opening", ["", "Kamerstukken II 2015/16, 34442, nrs. 3, "])
def test_the_time_grows_with_the_length_and_not_faster(opening: str, piece: str) -> None:
    def seconds(length: int, tries: int) -> float:
        text, taken = opening + piece * (length // len(piece)), []
        for _ in range(tries):
            begun = time.process_time()
            cite(text)
            taken.append(time.process_time() - begun)
        return statistics.median(taken)

    small, large = seconds(4_000, 5), seconds(40_000, 1)
    assert large < 40 * small + 1, f"{small:.3f} s for 4,000 characters, {large:.3f} s for 40,000"


PIECES = [case.text for cases in all_cases().values() for case in cases]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=30)), max_size=8).map(" ".join))
def test_any_mixture_of_text_gives_citations_that_lie_in_it(text: str) -> None:
    ends = 0
    for citation in cite(text):
        assert text[citation.start : citation.end] == citation.text
        assert citation.start >= 0
        assert (citation.id is None) or citation.certain
        assert citation.certain or citation.url is None
        ends = max(ends, citation.end)
    assert ends <= len(text)


CRAFTED_LETTERS = {
    "questions": "1. Deelt u de mening?\n",
    "notes": "1 Trb. 2025, 37.\n",
    "terms": "binnen vier weken ",
    "greetings": "Geachte heer X,\n",
    "sentences": "Zo. ",
    "factions": "fracties van A, ",
}


@pytest.mark.parametrize("piece", CRAFTED_LETTERS.values(), ids=CRAFTED_LETTERS)
def test_the_time_to_read_a_letter_grows_with_its_length_and_not_faster(piece: str) -> None:
    def seconds(length: int) -> float:
        count = length // len(piece)
        text = (
            "".join(piece.replace("1", str(number)) for number in range(1, count))
            if "1" in piece
            else piece * count
        )
        begun = time.process_time()
        read_letter(text)
        return time.process_time() - begun

    small, large = seconds(4_000), seconds(40_000)
    assert large < 30 * small + 0.3, f"{small:.3f} s for 4,000 characters, {large:.3f} s for 40,000"
