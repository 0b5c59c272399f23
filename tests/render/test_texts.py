"""Every code has a text in four languages, with the same facts, and no page shows a code or a gap."""

from __future__ import annotations

import re
import string
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from babel.messages.pofile import read_po
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grenswerk.render.page import page
from grenswerk.render.speech import LANGUAGES, LOCALE, Speech
from grenswerk.render.spoken import spoken
from tests.assess.random_workers import answer_to, worker_files

SOURCES = Path(LOCALE).parent
DOMAINS = sorted(path.stem for path in (LOCALE / "en" / "LC_MESSAGES").glob("*.po"))
KINDS = {"", "days", "percent", "money", "date", "state", "states", "risk"}
_CODE = re.compile(rf'(?<![\w/])"((?:{"|".join(DOMAINS)})\.[a-z0-9_]+(?:\.[a-z0-9_]+)*)"')
_RAW = re.compile(rf"[{{}}]|(?<![\w.-])(?:{'|'.join(DOMAINS)})\.(?!log\.zone)[a-z]\w+")  # a field may be named
NO_CODES = {"tax.conflict", "days.counts", "days.log", "days.pattern"}  # beginnings of codes, and paths in a file


def texts(language: str, domain: str) -> dict[str, list[str]]:
    """The texts of a domain by code; several where the number of things chooses one."""
    with (LOCALE / language / "LC_MESSAGES" / f"{domain}.po").open("rb") as stream:
        catalogue = read_po(stream)
    found: dict[str, list[str]] = {}
    for message in catalogue:
        if message.id:
            code = message.id if isinstance(message.id, str) else message.id[0]
            assert not message.fuzzy, f"{language} {code}"
            found[code] = [message.string] if isinstance(message.string, str) else list(message.string)
    return found


def facts(text: str) -> set[tuple[str, str]]:
    """The facts that a text names, with how each is shown."""
    return {(name, kind or "") for _, name, kind, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_text_stands_in_four_languages_with_the_same_facts(domain: str) -> None:
    english = texts("en", domain)
    assert english
    for language in LANGUAGES:
        other = texts(language, domain)
        assert other.keys() == english.keys(), f"{language}/{domain}"
        for code, written in other.items():
            assert all(text.strip() for text in written), f"{language} {code} is empty"
            for text in written:
                unnamed = {("n", "")}  # a singular need not write its number
                assert facts(text) - unnamed == facts(english[code][-1]) - unnamed, f"{language} {code}"


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_fact_is_shown_in_a_known_way(domain: str) -> None:
    for code, written in texts("en", domain).items():
        for text in written:
            assert {kind for _, kind in facts(text)} <= KINDS, code


@pytest.mark.parametrize("language", ["nl", "fr", "de"])
def test_few_texts_of_a_language_are_the_english_ones(language: str) -> None:
    """A text that was copied instead of translated is a sentence that is the same in both."""
    copied = [
        code
        for domain in DOMAINS
        for code, written in texts(language, domain).items()
        if len(written[0].split()) > 4
        and written == texts("en", domain).get(code)
        and not code.startswith("web.word.")  # the official words of each state, the same in every language
    ]
    assert copied == []


def test_every_code_in_the_sources_has_a_text() -> None:
    english = Speech("en")
    missing = {
        code: path.name
        for path in SOURCES.rglob("*.py")
        for code in _CODE.findall(path.read_text("utf-8"))
        if code not in NO_CODES
        and not code.startswith(("days.log.", "days.pattern."))  # fields of the worker file
        and not code.endswith((".yaml", ".csv", ".ics"))
        and not english.knows(code)
    }
    assert missing == {}


@given(worker_files(), st.sampled_from(LANGUAGES))
@settings(deadline=None, max_examples=250, suppress_health_check=list(HealthCheck))
def test_no_page_of_any_worker_shows_a_code_or_a_fact_without_a_value(data: dict[str, Any], language: str) -> None:
    speech = Speech(language)
    shown = page(spoken(answer_to(data), speech), speech, "worker", colour=False, explain=True)
    assert not (raw := _RAW.search(shown)), shown[max(0, raw.start() - 60) : raw.end() + 60]


def test_a_name_in_braces_is_shown_as_it_is() -> None:
    data = {
        "year": 2026,
        "worker": {"residence": "BE"},
        "employments": [{"employer_state": "NL", "id": "{days} {0} {"}],
        "days": {"counts": {"work": 300}},
    }
    speech = Speech("en")
    shown = page(spoken(answer_to(data), speech), speech, "{x}", colour=False, explain=True)
    assert shown.startswith("{x} · Belgium")
    assert "{days} {0} {: Netherlands" in shown
    assert "{days} {0} {: 300 days" in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_said_as_pythons_own_formatter_says_it(language: str) -> None:
    speech = Speech(language)
    shown = {"percent": 0.255, "money": 1234.5, "days": 34.25, "state": "NL", "states": "NL, BE", "risk": "likely"}
    for domain in DOMAINS:
        for code, written in texts(language, domain).items():
            for named in ({name: shown.get(kind, 2) for name, kind in facts(written[-1])}, {}):
                assert speech.say(code, named) == speech.vformat(speech.template(code, named), (), named), code


@pytest.mark.parametrize("code", ["web.none {facts.code}", "web.none {0}", "web.none {code!r}"])
def test_a_code_without_a_text_that_looks_like_one_is_said_as_pythons_own_formatter_says_it(code: str) -> None:
    speech, given = Speech("en"), {"code": "A1", "facts": CodedFacts("A1")}
    assert speech.say(code, given) == speech.vformat(code, (), given)


class CodedFacts(NamedTuple):
    """Facts with a name inside."""

    code: str
