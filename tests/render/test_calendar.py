"""The duties as a calendar, read back with another library than the one that wrote it."""

from __future__ import annotations

from typing import Any

import pytest

from grenswerk.render.calendar import calendar
from grenswerk.render.speech import LANGUAGES, Speech
from tests.assess.worker_files import file_of, with_duties

vobject = pytest.importorskip("vobject")
FRENCH = with_duties(file_of("FR", "LU", {"counts": {"work": 176, "home": 44}}))


def read(language: str) -> Any:
    return vobject.readOne(calendar(FRENCH, language).decode())


def test_every_date_of_a_duty_is_an_entry_with_alarms() -> None:
    events = read("en").vevent_list
    report = [event for event in events if "net-entreprises.fr (PASRAU)" in event.description.value]
    assert [event.dtstart.value.isoformat() for event in report] == ["2027-02-10"]
    assert all(len(event.valarm_list) == 2 for event in events)
    months = {event.dtstart.value.month for event in events if "acompte" in event.description.value}
    assert months == set(range(1, 13))


def test_a_duty_without_a_date_is_a_task() -> None:
    undated = sum(duty.due is None for duty in FRENCH.duties)
    assert undated
    assert len(read("en").vtodo_list) == undated


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_entry_keeps_its_identity_in_every_language(language: str) -> None:
    identities = [entry.uid.value for entry in read(language).components()]
    assert identities == [entry.uid.value for entry in read("en").components()]
    assert len(set(identities)) == len(identities)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_entries_speak_the_language_asked_for(language: str) -> None:
    duty = FRENCH.duties[0]
    assert Speech(language).say(f"duties.{duty.code}", duty.facts) in [
        event.summary.value for event in read(language).vevent_list
    ]
