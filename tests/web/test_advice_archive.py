"""The archive: a year closed with the law as it was known then, and the dossier that the client got of it."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localdate
from pypdf import PdfReader

from grenswerk.assess.assessment import assess
from grenswerk.days import employment_days, worker_file
from grenswerk.law.rulebook import Rulebook
from grenswerk.model.answer import Assessment
from grenswerk.render.speech import Speech
from grenswerk.web.advice import archive
from grenswerk.web.advice.models import ClientYear, ClosedYear, Consent
from grenswerk.web.mydays.statements import hash_of
from tests.web.test_advice import FILE, Office, consented, office

__all__ = ["consented", "office"]
THEN = dt.date(2025, 1, 10)  # before the tolerance between NL and DE was in force


@pytest.fixture
def closed(consented: Office) -> Office:
    """Ana's year 2026, closed by the law as it was known in January 2025, with a note."""
    consented.page("2026/notes/tax/write/", text="Days split: #strong[not bold] 🌷 <b>", seen="0")
    assert consented.page("2026/close/", as_of=str(THEN))[0] == 200
    return consented


def _text(pdf: bytes) -> str:
    return " ".join("\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def _answer(as_of: dt.date) -> Any:
    file = worker_file(ClosedYear.objects.get().facts, "file")
    return assess(file, employment_days(file, Path(), "file"), Rulebook(as_of))


def test_a_closed_year_keeps_the_law_of_then_and_shows_todays_beside_it(closed: Office) -> None:
    frozen = archive.frozen_answer(ClosedYear.objects.get())
    then, now = _answer(THEN), _answer(localdate())
    assert frozen.employments == then.employments
    assert frozen.net_pay == then.net_pay
    assert frozen.employments[0].tax != now.employments[0].tax, "the law changed in between"
    status, page = closed.page("2026/archive/1/")
    assert status == 200
    assert "2025" in page
    assert "What today" in page
    assert then.employments[0].tax.rule.id in page
    assert now.employments[0].tax.rule.id in page
    assert "By the law of today" in page
    assert page.count('id="tax-1"') == 1, "the two answers on one page share no id"


def test_a_closed_year_is_edited_by_nobody_and_not_by_the_database_either(closed: Office) -> None:
    for address, data in (
        ("2026/file/", {"text": FILE.replace("71000", "99000"), "seen": "1"}),
        (
            "2026/facts/",
            {"residence": "DE", "e0-employer": "NL", "e0-id": "main", "seen": "1", "days_form": "counts"},
        ),
        ("2026/notes/tax/write/", {"text": "later", "seen": "1"}),
    ):
        assert closed.page(address, **data)[0] == 409, address
    assert closed.page("2026/close/", as_of=str(THEN))[0] == 422
    before = ClosedYear.objects.values().get()
    changes: tuple[dict[str, Any], ...] = (
        {"answer": "{}"}, {"facts": {}}, {"notes": []}, {"pdf": b""}, {"as_of": localdate()}, {"hash": "0"},
    )  # fmt: skip
    for change in changes:
        with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
            ClosedYear.objects.update(**change)
    assert ClosedYear.objects.values().get() == before


def test_a_correction_makes_a_new_version_and_the_old_one_stays(closed: Office) -> None:
    first = ClosedYear.objects.values().get()
    assert closed.page("2026/correct/", reason="x")[0] == 422
    assert closed.page("2026/correct/", reason="The pay was 72,000.")[0] == 200
    assert closed.page("2026/correct/", reason="Once more.")[0] == 422
    assert closed.page("2026/file/", text=FILE.replace("71000", "72000"), seen="1")[0] == 200
    assert closed.page("2026/close/", as_of=str(localdate()))[0] == 200
    second, old = ClosedYear.objects.values()
    assert old == first
    assert (second["number"], second["reason"]) == (2, "The pay was 72,000.")
    assert "The pay was 72,000." in closed.page("2026/archive/2/")[1]
    assert closed.page("2026/archive/1/")[0] == 200


def test_what_was_frozen_hashes_to_what_the_paper_says(closed: Office) -> None:
    kept = ClosedYear.objects.get()
    assert hashlib.sha256(bytes(kept.pdf)).hexdigest() == kept.pdf_hash
    answer = closed.browser.get(f"{closed.here}{closed.ana.pk}/2026/archive/1/pdf/")
    assert answer.content == bytes(kept.pdf), "byte for byte the paper that was made"
    code = " ".join(kept.hash[start : start + 8] for start in range(0, 64, 8))
    assert code in _text(bytes(kept.pdf))
    content = {
        "year": 2026, "number": 1, "as_of": kept.as_of.isoformat(), "law": kept.law, "facts": kept.facts,
        "answer": msgspec.json.decode(kept.answer), "notes": kept.notes, "consent": kept.consent,
    }  # fmt: skip
    assert hash_of(content) == kept.hash


def test_the_paper_is_in_the_clients_language_with_notes_sources_consent_and_law(closed: Office) -> None:
    assert closed.ana.language == "nl"
    kept = ClosedYear.objects.get()
    text = _text(bytes(kept.pdf))
    with translation.override("nl"):
        today = date_format(localdate(), "j F Y")
    for said in (
        "Beoordeling van grensoverschrijdend werk 2026",
        "10 januari 2025",
        kept.law,
        "#strong[not bold]",
        "<b>",
        "Ana",
        "#let x = 1",
        f"Notitie van de adviseur · {today}",
        "Bronnen",
        "op papier",
        "Ik, Ana",
        "2026/7",
    ):
        assert said in text, said
    following = text.index(Speech("nl").say("page.net_pay"))
    assert text.index("#strong[not bold]") < following, "the note stands beside its part"


def test_a_draft_is_printed_without_a_hash_and_by_the_law_that_is_asked_for(consented: Office) -> None:
    answer = consented.browser.get(f"{consented.here}{consented.ana.pk}/2026/dossier/?as_of=2025-01-10")
    text = _text(answer.content)
    assert "niet afgesloten" in text
    assert "10 januari 2025" in text
    assert "SHA-256" not in text


def test_a_year_is_not_closed_without_consent_to_the_archive(consented: Office) -> None:
    Consent.objects.update(scope=["facts"])
    status, page = consented.page("2026/close/", as_of=str(localdate()))
    assert status == 422
    assert "does not cover closed years" in page
    assert not ClosedYear.objects.exists()


@pytest.mark.parametrize("day", ["2099-01-01", "1999-01-01", "yesterday", ""])
def test_a_year_is_closed_only_by_the_law_of_a_day_that_was(consented: Office, day: str) -> None:
    assert consented.page("2026/close/", as_of=day)[0] == 422
    assert not ClosedYear.objects.exists()


def test_a_closed_year_goes_with_its_client_when_he_is_deleted(closed: Office) -> None:
    closed.ana.delete()
    assert not ClosedYear.objects.exists()
    assert not ClientYear.objects.exists()


def test_an_answer_that_a_later_version_cannot_read_leaves_the_paper(
    closed: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = type("Other", (Assessment,), {"__annotations__": {"new": int}})
    monkeypatch.setattr(archive, "Assessment", other)
    status, page = closed.page("2026/archive/1/")
    assert status == 200
    assert "the paper shows it" in page
    assert "/archive/1/pdf/" in page
