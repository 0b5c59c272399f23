"""The laboratory in a browser: asked, waited for, read, published, cancelled; and all of it without a script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.web.browsing import OTHER, Site, Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
RESULT = re.compile(r"/laboratory/[0-9a-f]{32}/$")
JOB = re.compile(r"/jobs/[0-9a-f-]{36}/$")
COMPILING = 300_000  # ms; the first run on a machine compiles the law


@OTHER
def test_somebody_writes_a_reform_waits_for_its_figures_and_publishes_them(
    visit: Visit, chromium: Browser
) -> None:
    page = visit.page
    visit.open("laboratory/")
    visit.check("laboratory-visitor")
    visit.sign_in()
    visit.open("laboratory/new/")
    visit.check("laboratory-new")
    page.fill("#id_own_days", "48")
    page.locator("details.group summary").click()
    page.fill("#id_yaml", "treaties:\n  - {pairs: [NL-BE], limit_dayz: 4}")
    page.click("main form.experiment button")
    expect(page.locator("#id_yaml_error")).to_contain_text("reform.yaml:2")
    visit.check("laboratory-wrong")
    page.fill("#id_yaml", "")
    page.fill("#id_size", "300" if visit.size == "desk" else "310")
    page.click("main form.experiment button")
    page.wait_for_url(JOB)
    expect(page.locator("progress")).to_be_visible()
    visit.check("laboratory-running")
    page.wait_for_url(RESULT, timeout=COMPILING)
    for image in page.locator(".plot img").all():
        image.scroll_into_view_if_needed()
        expect(image).to_have_js_property("complete", value=True)
        assert image.evaluate("image => image.naturalWidth") > 100
    visit.check("laboratory-result")
    page.reload()  # without what axe-core left in the page
    page.locator(".result-contents form button").click()
    expect(page.locator(".message")).to_be_visible()
    stranger = chromium.new_context(java_script_enabled=False).new_page()
    stranger.goto(page.url)
    expect(stranger.locator("h1")).to_have_text(page.locator("h1").inner_text())
    stranger.context.close()
    visit.open("laboratory/")
    visit.check("laboratory-mine")


def test_a_run_is_followed_and_cancelled_without_a_script(site: Site, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False, locale="en")
    context.set_default_timeout(60_000)
    visit = Visit(context, site, "en", "desk")
    visit.sign_in()
    visit.open("laboratory/new/")
    page = visit.page
    page.fill("#id_size", "20000")
    page.check("#id_sweep")
    page.check("#id_behaviours_1")
    page.check("#id_behaviours_2")
    page.click("main form.experiment button")
    page.wait_for_url(JOB)
    expect(page.locator("progress")).to_be_visible()
    page.locator(".job form button").click()
    expect(page.locator(".job-state")).to_contain_text("ancel")
    page.wait_for_selector(".job-cancelled", timeout=60_000)  # the page asks again by itself
    context.close()
