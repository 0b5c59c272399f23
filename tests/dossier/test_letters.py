"""Letters of five parliaments are read: who asks whom what by when, on what ground."""

from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from grenswerk.cli import main
from grenswerk.dossier.letters import Letter, read_letter
from grenswerk.dossier.reading import read, read_bytes
from grenswerk.model.errors import BadInput

FORMS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "letters.yaml").read_text("utf-8"))


def _facts(letter: Letter) -> dict[str, Any]:
    return {
        "addressee": letter.addressee,
        "sender": letter.sender,
        "date": letter.date,
        "due": next((question.due for question in letter.questions if question.due), None),
        "kinds": [question.kind.value for question in letter.questions],
        "terms": [term.text for term in letter.terms],
        "copies": letter.copies_to,
        "promises": len(letter.promises),
        "citations": [citation.id for citation in letter.citations],
        "footnotes": [citation.id for note in letter.footnotes for citation in note.citations],
    }


@pytest.mark.parametrize("form", FORMS, ids=[form["name"] for form in FORMS])
def test_a_letter_says_who_asks_whom_what_by_when(form: dict[str, Any]) -> None:
    facts = _facts(read_letter(form["text"]))
    assert {name: facts[name] for name in form["expect"]} == form["expect"]


@pytest.mark.parametrize("form", FORMS, ids=[form["name"] for form in FORMS])
def test_places_in_a_letter_lie_in_its_text(form: dict[str, Any]) -> None:
    text = form["text"]
    letter = read_letter(text)
    for term in letter.terms:
        assert " ".join(text[term.start : term.end].split()).startswith(term.text.split()[0])
    for question in letter.questions:
        assert 0 <= question.start < question.end <= len(text)


def test_at_least_ten_forms_are_tried() -> None:
    assert len(FORMS) >= 10


def test_a_term_without_a_date_of_the_letter_has_no_due_date() -> None:
    letter = read_letter(
        "Geachte heer X,\n\n1. Deelt u deze mening?\n\nWij ontvangen uw antwoord graag binnen vier weken.\n"
    )
    assert letter.questions[0].due is None
    assert letter.terms[0].counts_from == "letter"
    assert "term_counts_from_unknown_date" in {finding.code for finding in letter.findings}


def test_day_zero_of_a_term_is_the_day_of_the_letter() -> None:
    letter = read_letter(
        "Den Haag, 1 februari 2024\n\nGeachte heer X,\n\n1. Is dat zo?\n\n"
        "Ik ontvang uw antwoord graag binnen één maand.\n"
    )
    assert letter.questions[0].due == dt.date(2024, 3, 1)


def test_a_pdf_a_word_file_and_a_page_of_html_give_the_same_letter(tmp_path: Path) -> None:
    word = _docx(tmp_path / "letter.docx")
    html = tmp_path / "letter.html"
    html.write_text(
        "<html><head><title>x</title></head><body><p>Den Haag, 26 april 2024</p><p>Geachte mevrouw De Wit,</p>"
        "<ol><li>Hoe beoordeelt u dit?</li><li>Wanneer volgt een akkoord?<sup>1</sup></li></ol>"
        "<p>Ik ontvang uw antwoord graag binnen twee weken.</p><p>Hoogachtend,</p><p>B. Kuipers</p>"
        "<p>1 Trb. 2025, 37.</p></body></html>",
        "utf-8",
    )
    pdf = tmp_path / "letter.pdf"
    pdf.write_bytes(
        _pdf(
            [
                "Den Haag, 26 april 2024",
                "Geachte mevrouw De Wit,",
                "1. Hoe beoordeelt u dit?",
                "2. Wanneer volgt een akkoord?1",
                "Ik ontvang uw antwoord graag binnen twee weken.",
                "Hoogachtend,",
                "B. Kuipers",
                "1 Trb. 2025, 37.",
            ]
        )
    )
    for path in (word, html, pdf):
        letter = read_letter(read(path))
        assert letter.addressee == "mevrouw De Wit", path
        assert [question.kind.value for question in letter.questions] == ["opinion", "planning"], path
        assert letter.questions[0].due == dt.date(2024, 5, 10), path
        assert [citation.id for citation in letter.citations] == ["trb-2025-37"], path


def _docx(path: Path) -> Path:
    from docx import Document

    document = Document()
    for text in ("Den Haag, 26 april 2024", "Geachte mevrouw De Wit,"):
        document.add_paragraph(text)
    for text in ("Hoe beoordeelt u dit?", "Wanneer volgt een akkoord?"):
        document.add_paragraph(text, style="List Number")
    for text in (
        "Ik ontvang uw antwoord graag binnen twee weken.",
        "Hoogachtend,",
        "B. Kuipers",
        "Zie Trb. 2025, 37.",
    ):
        document.add_paragraph(text)
    document.save(str(path))
    return path


def _pdf(lines: list[str]) -> bytes:
    """A PDF of one page, written by hand: each line of text below the one before."""
    shown = "".join(f"({line.replace('(', '').replace(')', '')}) Tj 0 -28 Td " for line in lines)
    stream = f"BT /F1 11 Tf 60 760 Td {shown}ET".encode("cp1252")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def _letter_or_line(content: bytes, suffix: str) -> bool:
    try:
        text = read_bytes(content, "file", suffix)
    except BadInput as error:
        said = str(error)
        return said.startswith("file: ") and "\n" not in said
    return isinstance(read_letter(text), Letter)


STARTS = [b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", b"<?xml version='1.0'?>", b"\xff\xfe", b"\xef\xbb\xbf"]


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(STARTS), st.binary(max_size=300), st.sampled_from(["", ".txt", ".pdf", ".docx", ".html"]))
def test_any_bytes_give_a_letter_or_one_clear_line(start: bytes, rest: bytes, suffix: str) -> None:
    assert _letter_or_line(start + rest, suffix)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 1200), st.binary(min_size=1, max_size=8))
def test_a_damaged_pdf_gives_a_letter_or_one_clear_line(place: int, damage: bytes) -> None:
    whole = _pdf(["Geachte heer X,", "1. Is dat zo?"])
    broken = whole[:place] + damage + whole[place + len(damage) :]
    assert _letter_or_line(broken, ".pdf")


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from([line for form in FORMS for line in form["text"].split("\n")]), max_size=20))
def test_the_lines_of_letters_in_any_order_are_read(lines: list[str]) -> None:
    assert isinstance(read_letter("\n".join(lines)), Letter)


def test_the_letter_of_the_senate_is_read_whole(letter: Path) -> None:
    read_whole = read_letter(read(letter))
    assert read_whole.addressee == "heer Heijnen"
    assert read_whole.sender is not None
    assert "Sociale Zaken en Werkgelegenheid" in read_whole.sender
    assert read_whole.date is None
    assert [question.kind.value for question in read_whole.questions] == [
        "opinion",
        "opinion",
        "fact",
        "commitment",
        "commitment",
    ]
    assert [question.due for question in read_whole.questions] == [None] * 5
    assert [part.kind.value for part in read_whole.questions[2].sub_questions] == ["fact", "fact", "planning"]
    assert [part.kind.value for part in read_whole.questions[3].sub_questions] == ["commitment", "planning"]
    assert len(read_whole.footnotes) == 11
    assert all(note.called_at is not None for note in read_whole.footnotes)
    assert [(term.text, term.due) for term in read_whole.terms] == [
        ("in de loop van 2026", dt.date(2026, 12, 31)),
        ("binnen vier weken", None),
    ]
    assert read_whole.copies_to == ["de minister van Sociale Zaken en Werkgelegenheid"]
    assert len(read_whole.asked_by) == 17
    two_years = next(finding for finding in read_whole.findings if finding.code == "cited_with_two_session_years")
    assert two_years.facts["id"] == "kst-35714-M"
    assert two_years.facts["notes"] == "3, 7"
    assert two_years.facts["by_date"] == "2024-2025"
    whole_text = " ".join(question.text for question in read_whole.questions)
    assert "Par-" not in whole_text
    assert "Benelux Parlement" in whole_text


def test_no_digit_of_a_footnote_stands_in_a_sentence_that_calls_one(letter: Path) -> None:
    for note in read_letter(read(letter)).footnotes:
        assert note.called_by is not None
        assert not any(
            word[-1].isdigit() and word[:-1].isalpha()
            for word in note.called_by.replace(",", "").split()
            if len(word) > 3
        )


@pytest.mark.parametrize("language", ["en", "nl", "fr", "de"])
def test_the_page_of_the_letter_is_said_in_four_languages(
    letter: Path, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["dossier", "read", str(letter), "--lang", language]) == 0
    page = capsys.readouterr().out
    assert "dossier." not in page
    assert "kst-31585-J" in page
    assert main(["dossier", "read", str(letter), "--html", "--lang", language]) == 0
    html = capsys.readouterr().out
    assert f'<html lang="{language}">' in html
    assert html.count("<li value=") == 5


def test_the_letter_as_data_has_the_names_of_the_interface(
    letter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["dossier", "read", str(letter), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert {"addressee", "sender", "date", "questions", "footnotes", "citations", "terms", "findings"} <= set(data)
    assert {"number", "text", "kind", "due"} <= set(data["questions"][0])
    assert {"number", "text", "citations"} <= set(data["footnotes"][0])


def test_a_scan_without_text_is_said_to_have_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(_pdf([]))
    assert main(["dossier", "read", str(path)]) == 2
    error = capsys.readouterr().err
    assert "has no text" in error
    assert error.count("\n") == 1
