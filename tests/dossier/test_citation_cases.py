"""The citations of the case files are found, and nothing else."""

from __future__ import annotations

import pytest

from grenswerk.dossier.cases import Case, Score, all_cases, score
from grenswerk.dossier.resolve import cite

CASES = all_cases()
EVERY = [(name, case) for name, cases in CASES.items() for case in cases]


@pytest.mark.parametrize(("name", "case"), EVERY, ids=[f"{name}: {case.text[:60]}" for name, case in EVERY])
def test_the_citations_of_a_printed_text_are_found_with_their_identifiers(name: str, case: Case) -> None:
    found = cite(case.text)
    result = score(case, found)
    assert (result.wrong, result.missed) == (0, 0), f"{name}: {case.text!r}: {found}"


@pytest.mark.parametrize("case", [case for _, case in EVERY], ids=[case.text[:60] for _, case in EVERY])
def test_every_citation_lies_where_its_offsets_say(case: Case) -> None:
    for citation in cite(case.text):
        assert case.text[citation.start : citation.end] == citation.text
        assert citation.text.strip() == citation.text


def test_precision_and_recall_hold_by_state(capsys: pytest.CaptureFixture[str]) -> None:
    lines, total = [], Score(0, 0, 0)
    for name, cases in CASES.items():
        scores = [score(case, cite(case.text)) for case in cases]
        result = Score(*(sum(column) for column in zip(*scores, strict=True)))
        total = Score(*(a + b for a, b in zip(total, result, strict=True)))
        lines.append(
            f"  {name:<16} {len(cases):>4} texts  precision {result.precision:.3f}  recall {result.recall:.3f}"
        )
    lines.append(
        f"  {'all':<16} {len(EVERY):>4} texts  precision {total.precision:.3f}  recall {total.recall:.3f}"
    )
    with capsys.disabled():
        print("\ncitations\n" + "\n".join(lines))
    assert total.precision >= 0.98
    assert total.recall >= 0.95


def test_there_are_enough_positives_and_negatives() -> None:
    assert sum(len(case.expect) for _, case in EVERY) >= 150
    assert sum(1 for _, case in EVERY if not case.expect) >= 60
