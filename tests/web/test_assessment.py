"""The assessment as a part of a page."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils.translation import override

from grenswerk.law.rulebook import Rulebook
from grenswerk.model.answer import Assessment
from grenswerk.render.speech import LANGUAGES
from grenswerk.requests.worker import worker_of_text
from grenswerk.web.speaking import speech_in

FOLDER = Path(__file__).parents[2] / "examples"
EXAMPLES = [path for path in sorted(FOLDER.glob("*.yaml")) if "days/" not in path.read_text()]  # all in one file
WRONG = '<img src=x onerror="alert(1)">'


def _drawn(form: str, language: str = "en", **values: object) -> str:
    with override(language):
        return Template(form).render(Context(values))


def _answer(text: str, language: str = "en") -> Assessment:
    return worker_of_text(text).answer(Rulebook(), speech_in(language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_statement_of_an_answer_stands_on_the_page(path: Path, language: str) -> None:
    answer, own = _answer(path.read_text(), language), speech_in(language)
    shown = unescape(_drawn("{% assessment answer %}", language, answer=answer))
    parts = ("tax.", "social_security.", "establishment.")
    said = [reason.text for reason in answer.reasons if reason.code.startswith(parts)]
    said += [duty.what for duty in answer.duties]
    assert answer.net_pay
    said += [own.money(one.value) for one in answer.net_pay.amounts] + [own.money(answer.net_pay.net)]
    assert len(said) > 10
    assert [words for words in said if words not in shown] == []


def test_what_a_person_calls_an_employment_is_text_and_nothing_else() -> None:
    text = (FOLDER / "planner-mouscron-lille.yaml").read_text()
    wrong = text.replace("lille", f"'{WRONG}'")
    assert wrong.count(WRONG) > 1
    shown = _drawn("{% assessment answer %}", answer=_answer(wrong))
    assert WRONG in unescape(shown)
    assert "<img" not in shown


def test_two_answers_on_one_page_have_identifiers_of_their_own() -> None:
    answer = _answer(EXAMPLES[0].read_text())
    shown = _drawn(
        "{% assessment answer %}{% assessment answer id_prefix='now-' within='today ' %}", answer=answer
    )
    identifiers = re.findall(r' id="([^"]+)"', shown)
    assert len(identifiers) == len(set(identifiers)) > 10
    assert 'aria-labelledby="today now-net-h"' in shown


def test_a_note_stands_with_its_part_and_a_page_without_notes_has_none() -> None:
    answer = _answer(EXAMPLES[0].read_text())
    notes = {"net_pay": {"text": "Ask for a <ruling>.", "version": 0}}
    shown = _drawn("{% assessment answer notes=notes %}", answer=answer, notes=notes, closed=True)
    part = shown[shown.index('id="net-h"') : shown.index('id="duties-h"')]
    assert "Ask for a &lt;ruling&gt;." in part
    assert shown.count("part-note-text") == 1
    assert "part-note" not in _drawn("{% assessment answer %}", answer=answer, notes=notes)
