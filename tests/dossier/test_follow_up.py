"""The dossier tells what is open and who owes it; it calls nothing answered or overdue without a source."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from grenswerk.cli import main
from grenswerk.dossier.borders import border
from grenswerk.dossier.feed import ATOM, atom, calendar
from grenswerk.dossier.follow_up import FOLDERS, SHIPPED, Status, load_dossier
from grenswerk.dossier.standing import standing
from grenswerk.dossier.timeline import timeline
from grenswerk.model.errors import BadInput

LETTER = ["q1", "q2", "q3", "q4", "q5"]
TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A dossier of one's own."""
    return Path(shutil.copytree(FOLDERS / SHIPPED, tmp_path / "mine"))


def test_the_five_questions_of_the_letter_are_open_and_their_term_is_not_knowable() -> None:
    now = standing(load_dossier(), TODAY)
    owed = {each.id: each for each in now.open}
    for identifier in LETTER:
        assert owed[identifier].status is Status.OPEN
        assert owed[identifier].due is None
        assert owed[identifier].due_reason == "date_of_letter_unknown"
        assert owed[identifier].owed_by == ["state-secretary-finance"]
        assert owed[identifier].remark == "seen_until"


def test_before_2026_the_letter_had_not_been_written() -> None:
    assert not set(LETTER) & {each.id for each in standing(load_dossier(), dt.date(2025, 12, 31)).open}


def test_the_questions_on_the_study_were_open_on_1_may_2024_and_answered_on_13_may() -> None:
    before = {each.id: each for each in standing(load_dossier(), dt.date(2024, 5, 1)).open}
    assert before["q-2024-04-26"].status is Status.OPEN
    assert before["q-2024-04-26"].days == 5
    after = {each.id: each for each in standing(load_dossier(), dt.date(2024, 5, 13)).closed}
    assert after["q-2024-04-26"].answered_by[0].document == "kst-35714-L"


@settings(max_examples=60, deadline=None)
@given(st.dates(dt.date(2008, 1, 1), dt.date(2040, 1, 1)))
def test_on_no_day_is_anything_answered_or_overdue_without_a_dated_source(on: dt.date) -> None:
    dossier = load_dossier()
    now = standing(dossier, on)
    for each in now.closed:
        assert all(answer.date <= on and answer.source for answer in each.answered_by)
        assert each.answered_by
    for each in now.open:
        if each.status is Status.OVERDUE:
            entry = {**dossier.questions, **dossier.commitments}[each.id]
            assert each.due is not None
            assert any(each.due < silence.date <= on and silence.source for silence in entry.no_answer_yet)


def test_every_entry_has_a_source_that_the_bibliography_knows() -> None:
    dossier = load_dossier()
    for entry in dossier.entries():
        assert entry.source
        assert set(entry.source) <= set(dossier.sources)


def test_a_letter_with_a_date_makes_its_questions_due_four_weeks_later(copy: Path) -> None:
    _edit(copy / "documents.yaml", _letter_between(), "  date: 2026-02-02\n")
    owed = {each.id: each for each in standing(load_dossier(copy), dt.date(2026, 2, 20)).open}
    assert owed["q1"].due == dt.date(2026, 3, 2)
    assert owed["q1"].status is Status.OPEN
    later = {each.id: each for each in standing(load_dossier(copy), dt.date(2026, 4, 1)).open}
    assert later["q1"].status is Status.UNKNOWN
    assert later["q1"].remark == "term_passed_without_source"


def test_a_dated_source_of_silence_after_the_term_makes_a_question_overdue(copy: Path) -> None:
    _edit(copy / "documents.yaml", _letter_between(), "  date: 2026-02-02\n")
    silence = "  no_answer_yet: [{date: 2026-03-20, source: [senate-letter]}]\n"
    _edit(copy / "questions.yaml", "  number: 1\n", f"  number: 1\n{silence}")
    owed = {each.id: each for each in standing(load_dossier(copy), dt.date(2026, 4, 1)).open}
    assert owed["q1"].status is Status.OVERDUE
    assert owed["q2"].status is Status.UNKNOWN


def _letter_between() -> str:
    return "  between: [2026-01-01, 2026-02-23]\n  said: undated; after"


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    if old.endswith("after"):
        start = text.index(old)
        text = text[:start] + new + text[text.index("\n", start + len(old)) + 1 :]
    else:
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")


@pytest.mark.parametrize(
    "wrong",
    [
        ("documents", "cites: [kst-35714-I]", "cites: [kst-35714-Q]", 'cites names "kst-35714-Q"'),
        ("documents", "published: 2024-04-02", "published: 2024-03-02", "before its date"),
        ("documents", "date: 2024-03-28", "date: 2024-02-30", "no date"),
        ("documents", "between: [2021-01-01, 2021-12-31]", "between: [2021-12-31, 2021-01-01]", "no span of time"),
        ("questions", "date: 2024-02-16", "date: 2024-01-16", "before it was asked"),
        ("questions", "asked_by: [senate-szw]", "asked_by: [nobody]", "nobody"),
        ("questions", "status: answered", "status: overdue", "overdue is written down"),
        ("questions", "  status: open", "  status: answered", "without an answer"),
        ("proposals", "documents: [kst-35714-L]", "documents: [kst-35714-Z]", "kst-35714-Z"),
        ("events", "source: [regering]", "source: [hearsay]", "hearsay"),
        ("commitments", "id: c-be-simplify", "id: c-inform-senate", "second time"),
        ("documents", "kind: treaty", "kindly: treaty", "unknown key"),
    ],
)
def test_a_wrong_entry_is_refused_with_file_and_line(
    copy: Path, wrong: tuple[str, str, str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    file, old, new, said = wrong
    _edit(copy / f"{file}.yaml", old, new)
    assert main(["dossier", "status", "--dossier", str(copy)]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert f"{file}.yaml" in error
    assert error.count("\n") == 1


def test_a_dossier_that_is_not_there_is_said_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dossier", "status", "--dossier", "35741"]) == 2
    assert "35714" in capsys.readouterr().err
    assert main(["dossier", "status", "--on", "2026-02-30"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("language", ["en", "nl", "fr", "de"])
@pytest.mark.parametrize("form", [[], ["--html"]])
@pytest.mark.parametrize("action", ["status", "timeline"])
def test_status_and_timeline_are_said_in_four_languages(
    action: str, form: list[str], language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["dossier", action, *form, "--lang", language, "--on", "2026-11-23"]) == 0
    out = capsys.readouterr().out
    assert "dossier." not in out
    assert "kst-35714-N" in out


def test_every_question_party_and_proposal_is_written_in_four_languages() -> None:
    dossier = load_dossier()
    groups = (dossier.questions, dossier.commitments, dossier.parties, dossier.proposals, dossier.events)
    for group in groups:
        for entry in group.values():
            assert set(entry.title) == {"en", "nl", "fr", "de"}, entry.id
    for proposal in dossier.proposals.values():
        assert set(proposal.what) == {"en", "nl", "fr", "de"}, proposal.id


def test_the_status_as_data_names_the_reform_of_each_proposal(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dossier", "status", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    reforms = {change["reform"] for change in data["proposals"]}
    assert reforms == {
        "nl-be-34",
        "benelux-34",
        "ss-25",
        "share-40",
        "below-50",
        "nl-de-more",
        "lu-fr-25",
        "lu-fr-40",
    }
    assert {owed["id"] for owed in data["open"]} >= set(LETTER)


def test_the_timeline_runs_in_order_and_ends_with_the_terms_ahead() -> None:
    moments = timeline(load_dossier(), TODAY)
    firsts = [moment.date or (moment.between or [dt.date.min])[0] for moment in moments]
    assert firsts == sorted(firsts)
    assert moments[-1].kind == "term"
    assert moments[-1].date == dt.date(2026, 12, 31)


def test_the_calendar_holds_the_terms_that_have_a_day() -> None:
    events = Calendar.from_ical(calendar(load_dossier(), "nl")).walk("VEVENT")
    assert [event.decoded("dtstart") for event in events] == [dt.date(2026, 12, 31)]


def test_the_feed_is_atom_with_ids_that_do_not_repeat() -> None:
    feed = ET.fromstring(atom(load_dossier(), "en"))
    identifiers = [entry.findtext(f"{{{ATOM}}}id") for entry in feed.findall(f"{{{ATOM}}}entry")]
    assert len(identifiers) == len(set(identifiers)) > 30
    updated = [entry.findtext(f"{{{ATOM}}}updated") or "" for entry in feed.findall(f"{{{ATOM}}}entry")]
    assert updated == sorted(updated, reverse=True)
    assert feed.findtext(f"{{{ATOM}}}updated") == updated[0]


def test_calendar_and_feed_are_written_where_they_are_asked_for(tmp_path: Path) -> None:
    assert main(["dossier", "status", "--ics", str(tmp_path / "terms.ics")]) == 0
    assert main(["dossier", "timeline", "--atom", str(tmp_path / "changes.xml")]) == 0
    assert (tmp_path / "terms.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert main(["dossier", "status", "--ics", str(tmp_path / "no" / "terms.ics")]) == 2


def test_the_border_of_nl_and_be_names_what_is_asked_for_it() -> None:
    for pair in ("NL-BE", "be-nl"):
        found = border(pair, TODAY)
        assert "q5" in {owed.id for owed in found.open}
        assert {"nl-be-34", "ss-25"} <= {change.reform for change in found.proposals}
    assert border("FR-DE", TODAY).proposals == []


def test_the_rule_of_a_border_ends_with_where_it_stands_politically(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "show", "NL-BE", "--year", "2026", "--lang", "nl"]) == 0
    page = capsys.readouterr().out
    assert page.rindex("q5") > page.index("nl-be-by-days")
    assert main(["law", "show", "NL-BE", "--year", "2026", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert "nl-be-34" in {change["reform"] for change in data["politics"]["proposals"]}


def test_the_law_names_only_documents_that_the_dossier_has() -> None:
    from grenswerk.law.rulebook import PAIRS, treaty

    dossier = load_dossier()
    versions = set()
    for pair in PAIRS:
        file = treaty(*pair)
        assert set(file.dossier) <= set(dossier.documents), pair
        for version in file.versions:
            versions.add(version.id)
            assert set(version.dossier) <= set(dossier.documents), version.id
    for proposal in dossier.proposals.values():
        assert set(proposal.rules) <= versions, proposal.id


REPLY = """Den Haag, 20 maart 2026

Aan de voorzitter van de Eerste Kamer

Geachte voorzitter,

In Kamerstukken I 2025/26, 36999, O staat een vraag die openstaat.

1. Kunt u zeggen wanneer de gezamenlijke reactie komt?

Ik ontvang uw antwoord graag binnen vier weken.

Hoogachtend,

De staatssecretaris van Financiën
"""


def test_a_new_letter_is_proposed_and_nothing_is_written_before_a_person_confirms(
    copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "reply.txt"
    path.write_text(REPLY, "utf-8")
    before = {file: file.read_bytes() for file in copy.iterdir()}
    assert main(["dossier", "add", str(path), "--dossier", str(copy)]) == 0
    assert "kst-36999-O" in capsys.readouterr().out
    assert {file: file.read_bytes() for file in copy.iterdir()} == before
    assert main(["dossier", "add", str(path), "--dossier", str(copy), "--confirm"]) == 0
    owed = {each.id: each for each in standing(load_dossier(copy), dt.date(2026, 3, 25)).open}
    assert owed["reply-2026-03-20-1"].due == dt.date(2026, 4, 17)
    assert owed["reply-2026-03-20-1"].asked_by == ["state-secretary-finance"]


def test_a_letter_that_asks_nothing_is_shown_beside_what_its_sender_owes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "answer.txt"
    path.write_text(REPLY.replace("1. Kunt u zeggen wanneer de gezamenlijke reactie komt?\n\n", ""), "utf-8")
    assert main(["dossier", "add", str(path)]) == 0
    first = capsys.readouterr().out.splitlines()[0]
    assert first.startswith("# may answer: ")
    assert set(LETTER) <= set(first.removeprefix("# may answer: ").split(", "))


def test_the_shipped_dossier_is_never_written_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "reply.txt"
    path.write_text(REPLY, "utf-8")
    assert main(["dossier", "add", str(path), "--confirm"]) == 2
    assert "--dossier" in capsys.readouterr().err


def test_entries_that_do_not_fit_leave_the_folder_as_it_was(copy: Path) -> None:
    from grenswerk.dossier.propose import Proposal, confirm

    before = {file: file.read_bytes() for file in copy.iterdir()}
    wrong = Proposal({"events": [{"id": "x", "title": {"nl": "x"}, "status": "open", "source": ["none"]}]}, {}, [])
    with pytest.raises(BadInput):
        confirm(load_dossier(copy), wrong)
    assert {file: file.read_bytes() for file in copy.iterdir()} == before


def test_adding_the_letter_proposes_its_five_questions_with_their_term(
    letter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["dossier", "add", str(letter)]) == 0
    out = capsys.readouterr().out
    assert out.count("said: binnen vier weken") == 5
    assert "state-secretary-finance" in out
    assert "senate-szw" in out
