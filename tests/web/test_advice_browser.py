"""An adviser's office in a browser: from a name to a closed year, on a phone and on a desk."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import expect

from tests.web.browsing import OTHER, Visit
from tests.web.test_advice import FILE

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.browser]


def _client_with_consent(visit: Visit) -> None:
    """An office that the example account founds, and in it a client whose consent is recorded."""
    page = visit.page
    visit.sign_in()
    visit.open("organisations/")
    page.fill("#id_name", f"Grensinfopunt 🌉 {visit.size}")
    page.select_option("#id_kind", "adviser")
    page.click("section.statement button")
    page.click("a[href$='/clients/']")
    page.click("a[href$='/clients/new/']")
    page.fill("#id_name", "Ana 🌷 Müller")
    page.fill("#id_reference", "2026/7")
    page.select_option("#id_language", "de")
    visit.check("advice-new")
    page.click("main form button >> nth=-1")
    expect(page.locator(".note-warning")).to_be_visible()
    page.click("details:has(#given-note) > summary")
    page.fill("#given-note", "Ordner 7")
    page.fill("#given-ends", str(dt.datetime.now(dt.UTC).date() + dt.timedelta(days=300)))
    visit.check("advice-client")
    page.reload()
    page.click("details:has(#given-note) > summary")
    page.fill("#given-note", "Ordner 7")
    page.click("details:has(#given-note) button")
    expect(page.locator(".consent-valid")).to_be_visible()


@OTHER
def test_an_adviser_records_consent_assesses_notes_and_closes_the_year_of_a_client(visit: Visit) -> None:
    page = visit.page
    _client_with_consent(visit)
    page.click("a[href$='/new/file/']")
    page.fill("#id_text", FILE.replace("employer_state: NL", "employer_state: XX"))
    page.click("main form button >> nth=-1")
    expect(page.locator(".note-warning")).to_contain_text("text:5")
    page.fill("#id_text", FILE)
    visit.check("advice-file")
    page.click("main form button >> nth=-1")
    page.wait_for_url("**/2026/")
    page.click("details:has(#note-tax) > summary")
    page.fill("#note-tax", "34 Tage: #nicht *fett* <b>.")
    page.click("details:has(#note-tax) button")
    expect(page.locator(".part-note-text")).to_contain_text("<b>")
    visit.check("advice-year")
    page.click("a[href$='/compare/']")
    expect(page.locator(".curve svg")).to_be_visible()
    visit.check("advice-compare")
    page.click("a[href$='/facts/']")
    visit.check("advice-facts")
    page.click(".organisation-nav a[href$='/2026/']")
    page.fill("#id_as_of", "2025-01-10")
    page.click("form[action$='/close/'] button")
    page.wait_for_url("**/archive/1/")
    expect(page.locator(".changed")).to_be_visible()
    visit.check("advice-closed")
    with page.expect_download() as loading:
        page.click("a[href$='/archive/1/pdf/']")
    assert loading.value.path().read_bytes().startswith(b"%PDF")
    page.click("a[href$='/clients/']")
    expect(page.locator(".clients .limits meter").first).to_be_visible()
    visit.check("advice-clients")
    page.click("a[href$='/clients/dates/']")
    visit.check("advice-dates")
