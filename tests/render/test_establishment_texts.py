"""Every code of establishment and duties has its text in four languages."""

from __future__ import annotations

import re

import pytest

from grenswerk.law.duties.catalogue import duties_of
from grenswerk.law.establishment.home_office import Ground
from grenswerk.model.answer import Finding, Risk
from grenswerk.model.states import STATE_CODES
from grenswerk.render.speech import LANGUAGES, Speech
from tests.assess.worker_files import duties_of as found_duties
from tests.assess.worker_files import establishment_of, file_of

CODES = [f"establishment.{ground.name.lower()}" for ground in Ground]
CODES += [f"establishment.risk.{risk.value}" for risk in Risk]
CODES += [
    f"duties.{rule.code}{part}"
    for state in STATE_CODES
    for rule in duties_of(state)
    for part in ("", ".consequence")
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_text(language: str) -> None:
    assert [code for code in CODES if not Speech(language).knows(code)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("home", [40, 109, 110, 160])
def test_no_text_asks_for_a_fact_that_is_not_there(language: str, home: int) -> None:
    speech = Speech(language)
    for residence, seat in (("BE", "NL"), ("NL", "DE"), ("DE", "FR"), ("LU", "BE"), ("FR", "LU")):
        file = file_of(residence, seat, {"counts": {"work": 220 - home, "home": home}})
        _, notes = establishment_of(file)
        duties, duty_notes = found_duties(file)
        findings: list[Finding] = [*notes.findings, *duty_notes.findings]
        said = [speech.say(item.code, item.facts) for item in findings]
        said += [speech.say(item.code, item.facts) for item in notes.reasons]
        said += [
            speech.say(f"duties.{duty.code}{part}", duty.facts) for duty in duties for part in ("", ".consequence")
        ]
        for margin in notes.margins:
            facts = {**margin.facts, "left": margin.left, "crossing": margin.crossing}
            said += [speech.say(f"margins.{margin.code}.{part}", facts) for part in ("what", "then")]
        for text in said:
            assert not re.search(r"[{}]|^\w+\.\w+$", text), text
