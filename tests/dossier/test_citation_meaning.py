"""What citations mean beyond their identifier: warnings, offsets, links that are not made."""

from __future__ import annotations

import json

import pytest

from grenswerk.cli import main
from grenswerk.dossier.annotate import annotate_html, annotate_markdown
from grenswerk.dossier.resolve import cite


def test_a_paper_of_two_files_keeps_the_other_file() -> None:
    (citation,) = cite("Kamerstukken I 2025/2026, 31.585 / 35.714, J.")
    assert citation.id == "kst-31585-J"
    assert citation.also_filed_under == ["35714"]


def test_two_session_years_for_one_paper_are_reported() -> None:
    first, second = cite("Kamerstukken I 2025/2026, 35714, M. Kamerstukken I 2024-2025, 35714, M, p. 5.")
    assert "cited_with_two_session_years" in first.notes
    assert "cited_with_two_session_years" in second.notes


def test_a_reversed_page_range_is_reported() -> None:
    (citation,) = cite("Kamerstukken II 2015/16, 34442, nr. 3, p. 22-19")
    assert "page_range_reversed" in citation.notes


def test_an_article_before_a_regulation_belongs_to_the_citation() -> None:
    (citation,) = cite("artikel 13, lid 1, van Verordening (EG) nr. 883/2004")
    assert citation.start == 0
    assert citation.article == "13, lid 1"


def test_a_soft_hyphen_and_a_line_end_do_not_move_the_offsets() -> None:
    text = "Inlei\u00ad\nding, zie Kamer-\n\nstukken I 2025/2026,\n\n35714, N, p. 4."
    (citation,) = cite(text)
    assert text[citation.start : citation.end] == citation.text
    assert citation.text.startswith("Kamer-")
    assert citation.page == "4"


def test_what_is_not_sure_is_never_linked() -> None:
    text = "Drs. 20/21 & <Trb. 2025, 37>"
    page = annotate_html(text, cite(text), lambda _: "meaning")
    assert page.count("href=") == 1
    assert "trb-2025-37.html" in page
    assert "&lt;" in page
    assert annotate_markdown(text, cite(text), lambda _: "meaning").count("](http") == 1


def test_the_members_of_a_range_share_its_place_and_are_linked_once() -> None:
    text = "Kamerstukken II 2020-2021, 35 714, nrs. 1–3, p. 4"
    citations = cite(text)
    assert [citation.id for citation in citations] == ["kst-35714-1", "kst-35714-2", "kst-35714-3"]
    assert annotate_html(text, citations, lambda _: "").count("<a ") == 2


def test_the_command_prints_the_names_of_the_interface(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dossier", "cite", "Trb. 2025, 37", "--json"]) == 0
    (citation,) = json.loads(capsys.readouterr().out)
    assert {"text", "start", "end", "kind", "id", "url", "page", "annex", "certain", "candidates"} <= set(citation)
    assert citation["id"] == "trb-2025-37"


@pytest.mark.parametrize("language", ["en", "nl", "fr", "de"])
def test_every_note_of_the_cases_is_said_in_words(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    from grenswerk.dossier.cases import all_cases
    from grenswerk.render.dossier_citations import describe
    from grenswerk.render.speech import Speech

    speech = Speech(language)
    for cases in all_cases().values():
        for case in cases:
            for citation in cite(case.text):
                assert "dossier." not in describe(citation, speech)
    assert main(["dossier", "cite", "niets", "--lang", language]) == 0
    assert "dossier." not in capsys.readouterr().out


def test_a_file_that_is_not_there_is_said_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dossier", "cite", "nowhere.txt"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_letter_has_eleven_notes_with_the_right_works(letter: object) -> None:
    from grenswerk.dossier.reading import read

    works = {each.footnote: (each.id, each.page) for each in cite(read(letter)) if each.footnote}  # type: ignore[arg-type]
    assert works == {
        1: ("kst-35714-N", None),
        2: ("kst-31585-J", None),
        3: ("kst-35714-M", None),
        4: ("kst-31585-J", "2"),
        5: ("kst-31585-J", "6"),
        6: ("kst-35714-N", "4"),
        7: ("kst-35714-M", "5"),
        8: ("stcrt-2025-15685", None),
        9: ("trb-2025-37", None),
        10: (None, "42"),
        11: ("kst-35714-N", "4"),
    }
