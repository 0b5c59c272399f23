"""Pages of the law and the dossier, and that every text is there in every language."""

from __future__ import annotations

import re
import string
from html import unescape
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import Client
from django.utils.translation import override

from grenswerk.law.rulebook import PAIRS
from grenswerk.render.speech import LANGUAGES, LOCALE
from grenswerk.web.law.rooms import PARAMETERS
from grenswerk.web.speaking import speech_in

WEB = Path(__file__).parents[2] / "src" / "grenswerk" / "web"
PAGES = (
    "calculator/?residence=FR&employer=BE&home=2",
    "calculator/curve/?residence=BE&employer=NL&home=2",
    "law/",
    "law/?year=2016",
    "law/duties/",
    "law/establishment/",
    "law/proposed/",
    "law/glossary/",
    "dossier/",
    "dossier/citations/",
    "privacy/",
    "verify/",
    "account/login/",
    "account/signup/",
    "account/password/reset/",
    *(f"law/parameters/{room}/" for room in PARAMETERS),
)
CODE = re.compile(r"\b(?:web|law|page|duties|dossier|compare|margins|tax|establishment)\.[a-z_]+(?:\.[a-z0-9_]+)*")


def _texts(page: str) -> str:
    """The page without its addresses."""
    return re.sub(r'(?:href|src|action|hx-get|content)="[^"]*"', "", page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_speaks_and_shows_no_code(visitor: Client, language: str) -> None:
    for address in PAGES:
        answer = visitor.get(f"/{language}/{address}")
        assert answer.status_code == 200, address
        page = answer.content.decode()
        assert f'<html lang="{language}">' in page
        assert not CODE.findall(_texts(page)), address
        assert len(answer.content) < 300_000


@pytest.mark.parametrize("year", [2015, 2021, 2026, 2027])
def test_every_border_has_its_rule_with_sources(visitor: Client, year: int) -> None:
    for one, other in PAIRS:
        for pair in (f"{one}-{other}", f"{other}-{one}"):
            page = visitor.get(f"/en/law/{pair}/{year}/").content.decode()
            assert 'class="source"' in page
            assert not CODE.findall(_texts(page))


def test_the_map_shows_the_tolerance_of_the_year(visitor: Client) -> None:
    def row(year: int) -> str:
        page = visitor.get("/en/law/", {"year": year}).content.decode()
        found = re.search(rf"/en/law/NL-DE/{year}/\">Netherlands – Germany</a></th><td>([^<]*)", page)
        assert found is not None
        return found[1]

    assert "by days worked" in row(2025)
    assert "34 days" in row(2026)


def test_a_border_leads_to_its_dossier_and_back(visitor: Client) -> None:
    rule = visitor.get("/en/law/NL-BE/2026/").content.decode()
    found = re.search(r'href="(/en/dossier/)#([^"]+)"', rule)
    assert found is not None
    dossier = visitor.get(found[1]).content.decode()
    assert f'id="{found[2]}"' in dossier
    assert "/en/law/NL-BE/" in dossier


def test_a_citation_is_found_resolved_and_escaped(visitor: Client) -> None:
    text = "<script>alert(1)</script> Kamerstukken I 2025/2026, 31.585 / 35.714, J, p. 2."
    page = visitor.post("/en/dossier/citations/", {"text": text}).content.decode()
    assert "kst-" in page
    assert "<script>alert" not in page


def test_the_dossier_can_be_subscribed_to(visitor: Client) -> None:
    assert b"<feed" in visitor.get("/nl/dossier/changes.atom").content
    assert b"BEGIN:VCALENDAR" in visitor.get("/nl/dossier/terms.ics").content


def test_a_page_that_is_not_there_says_so_in_the_readers_language(visitor: Client) -> None:
    answer = visitor.get("/fr/law/XX-YY/2026/")
    assert answer.status_code == 404
    assert "existe pas" in answer.content.decode()


def _catalogue(language: str) -> dict[str, tuple[str, ...]]:
    with (LOCALE / language / "LC_MESSAGES" / "web.po").open("rb") as stream:
        messages = [message for message in read_po(stream, locale=language) if message.id]
    found: dict[str, tuple[str, ...]] = {}
    for message in messages:
        code = message.id if isinstance(message.id, str) else message.id[0]
        found[code] = (message.string,) if isinstance(message.string, str) else tuple(message.string)
    return found


def test_the_texts_of_the_site_are_complete_in_four_languages() -> None:
    catalogues = {language: _catalogue(language) for language in LANGUAGES}
    english = catalogues["en"]
    for language, texts in catalogues.items():
        assert texts.keys() == english.keys(), language
        assert all(all(forms) for forms in texts.values()), language
        for code, forms in texts.items():
            fields = {name for form in forms for _, name, _, _ in string.Formatter().parse(form) if name}
            assert fields == {
                name for form in english[code] for _, name, _, _ in string.Formatter().parse(form) if name
            }, (language, code)


def test_every_text_that_a_page_or_a_view_asks_for_is_there() -> None:
    known = _catalogue("en")
    asked = set()
    for path in [*WEB.rglob("*.html"), *WEB.rglob("*.jinja"), *WEB.rglob("*.py")]:
        asked |= set(re.findall(r"""['"](web\.[a-z0-9_.\-]*[a-z0-9])['"]""", path.read_text()))
    assert len(asked) > 100
    assert asked <= known.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_way_through_the_pages_of_a_list_is_said_to_who_does_not_see_arrows(language: str) -> None:
    page = Paginator(range(150), 50).page(2)
    with override(language):
        shown = render_to_string("components/pages.html", {"page": page, "address": "?sort=-name&text=a%26b&"})
    for number, way in ((1, "prev"), (3, "next")):
        assert f'rel="{way}" href="?sort=-name&amp;text=a%26b&amp;page={number}"' in shown
    own = speech_in(language)
    for code in ("web.pages", "web.pages.previous", "web.pages.next"):
        assert own.knows(code)
        assert own.say(code) in unescape(shown)
