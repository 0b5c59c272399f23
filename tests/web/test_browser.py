"""The site in a browser, on a phone and on a desk: what a person does, what the keyboard does, what is heard."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.web.browsing import BOTH, OTHER, SIZES, Site, Visit

YEAR = dt.datetime.now(dt.UTC).year
pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.browser]


@BOTH
def test_a_nurse_from_lille_finds_out_what_two_days_at_home_do(visit: Visit) -> None:
    page = visit.page
    visit.open("")
    page.select_option("#q-residence", "FR")
    page.select_option("#q-employer", "BE")
    page.focus("#q-home")
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(page.locator("#home-said")).to_have_text("2")
    expect(page.locator("#tax-1")).to_be_visible()
    expect(page.locator(".bar-words").first).to_contain_text("40")
    expect(page.locator(".curve svg")).to_be_visible()
    page.locator(".statement .why summary").first.click()
    expect(page.locator(".reason .source").first).to_be_visible()
    visit.check("calculator")
    page.reload()  # without what axe-core left in the page
    page.locator("#group-pay summary").click()
    page.locator("#q-pay").press_sequentially("44500")
    page.keyboard.press("Tab")
    expect(page.locator(".changed")).to_be_visible()
    page.locator(".open-answers a[href='#q-agreement']").click()
    page.select_option("#q-agreement", "requested")
    expect(page.locator(".changed del").first).to_be_visible()
    link = page.input_value("#case-link")
    page.goto(link)
    expect(page.locator(".note a").first).to_be_visible()
    visit.check("shared-case")


@BOTH
def test_someone_makes_an_account_logs_a_week_imports_and_prints_the_statement(visit: Visit) -> None:
    page = visit.page
    visit.open("account/signup/")
    visit.check("signup")
    page.fill("input[name=email]", f"{visit.language}@example.org")
    page.fill("input[name=password1]", "three days at home")
    page.click("main form button[type=submit] >> nth=0")
    page.wait_for_url("**/mydays/new/")
    page.select_option("#q-residence", "FR")
    page.select_option("#q-e0-employer", "BE")
    visit.check("new-year")
    page.click("main form.facts button:not([name])")
    page.wait_for_url(f"**/mydays/{YEAR}/")
    monday = next(dt.date(YEAR, 3, day) for day in range(1, 8) if dt.date(YEAR, 3, day).weekday() == 0)
    tuesday, friday = monday + dt.timedelta(days=1), monday + dt.timedelta(days=4)
    page.locator(".brush-office").click()
    if visit.size == "desk":
        page.locator(f"#d-{monday}").hover()
        page.mouse.down()
        page.locator(f"#d-{tuesday}").hover()
        page.locator(f"#d-{friday}").hover()
        page.mouse.up()
    else:
        for offset in range(5):  # faster than the server answers
            page.locator(f"#d-{monday + dt.timedelta(days=offset)}").tap()
        for offset in range(5):
            expect(page.locator(f"td.there:has(#d-{monday + dt.timedelta(days=offset)})")).to_be_visible()
    expect(page.locator(f"td.there:has(#d-{friday})")).to_be_visible()
    page.locator(".brush-home").click()
    page.locator(f"#d-{tuesday}").click()
    expect(page.locator(f"td.home:has(#d-{tuesday})")).to_be_visible()
    next_monday = monday + dt.timedelta(days=7)
    content = f"date,state,activity\n{next_monday},BE,office\n{tuesday},BE,office\n"
    visit.open(f"mydays/{YEAR}/import/")
    page.set_input_files("#file", {"name": "days.csv", "mimeType": "text/csv", "buffer": content.encode()})
    page.locator("main form button").click()
    expect(page.locator(".fate-changed")).to_be_visible()
    visit.check("import")
    page.locator("main form button").first.click()
    expect(page.locator(f"td.there:has(#d-{next_monday})")).to_be_visible()
    page.locator(".last-change button, .year-side form button").first.click()
    expect(page.locator(f"td.home:has(#d-{tuesday})")).to_be_visible()
    visit.check("my-days")
    with page.expect_download() as started:
        page.locator("form[action$='/statement/'] button").click()
    assert Path(started.value.path()).read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("visit", [("de", "desk")], indirect=True, ids=["de-desk-dark"])
def test_the_calendar_is_filled_by_keyboard_alone(visit: Visit) -> None:
    page = visit.page
    visit.sign_in()
    start = dt.date(YEAR, 12, 28)
    page.locator(f"#d-{start}").focus()
    page.keyboard.press("Space")
    cell = page.locator(f"td.home:has(#d-{start})")
    expect(cell).to_be_visible()
    expect(page.locator(f"#d-{start}")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Space")
    for offset in (1, 2):
        day = start + dt.timedelta(days=offset)
        expect(page.locator(f"td:not(.none):has(#d-{day})")).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{start + dt.timedelta(days=2)}/")
    visit.check("day")
    reachable = page.locator("[data-calendar] a[tabindex='0']")
    page.go_back()
    expect(reachable).to_have_count(1)


@BOTH
def test_the_map_moves_through_the_years_and_leads_to_rule_and_dossier(visit: Visit) -> None:
    page = visit.page
    visit.open("law/?year=2025")
    rule = page.locator("a[href*='/law/NL-DE/']").last
    page.focus("#map-year")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".slider-value")).to_have_text("2026")
    expect(page.locator("tr", has=rule).locator("td").first).to_contain_text("34")
    visit.check("law-map")
    rule.click()
    visit.check("law-rule")
    page.locator("a[href*='/dossier/#']").first.click()
    visit.check("dossier")


PAGES = (
    "calculator/",
    "calculator/?residence=BE&employer=NL&home=2&pay=62000&agreement=granted",
    "calculator/curve/?residence=DE&employer=LU&home=1&pay=58000",
    "law/duties/",
    "law/establishment/",
    "law/proposed/",
    "law/glossary/",
    "law/parameters/framework-agreement/",
    "dossier/citations/",
    "privacy/",
    "verify/",
    "account/login/",
    "account/password/reset/",
    "nowhere/",
)
OWN_PAGES = (
    f"mydays/{YEAR}/facts/",
    f"mydays/{YEAR}/result/",
    f"mydays/{YEAR}/changes/",
    f"mydays/{YEAR}/share/",
    f"mydays/{YEAR}/{YEAR}-03-03/",
    "mydays/account/",
    "mydays/account/delete/",
    "account/2fa/",
)


@OTHER
def test_axe_finds_nothing_on_any_other_page(visit: Visit) -> None:
    """Every page once: half of them on a phone, half on a desk in the dark."""
    half = 0 if visit.size == "phone" else 1
    for address in PAGES[half::2]:
        visit.open(address)
        visit.check(re.sub(r"\W+", "-", address.partition("&")[0]).strip("-"))
    visit.sign_in()
    for address in OWN_PAGES[half::2]:
        visit.open(address)
        visit.check(re.sub(r"\W+", "-", address.replace(str(YEAR), "year")).strip("-"))


def test_without_javascript_the_forms_do_the_same(chromium: Browser, site: Site) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport=SIZES["phone"])
    page = context.new_page()
    page.goto(f"{site.address}/en/calculator/")
    page.select_option("#q-residence", "DE")
    page.select_option("#q-employer", "NL")
    page.fill("#q-home", "1")
    page.locator("button.no-script").first.click()
    expect(page.locator("#tax-1")).to_be_visible()
    page.locator(".curve-box a").click()
    expect(page.locator("figure.curve svg")).to_be_visible()
    page.goto(f"{site.address}/en/account/login/")
    page.fill("input[name=login]", "demo@example.org")
    page.fill("input[name=password]", site.password)
    page.click("main form button[type=submit] >> nth=0")
    page.fill("#p-first", f"{YEAR}-12-21")
    page.fill("#p-last", f"{YEAR}-12-22")
    page.locator(".brush-leave input").check(force=True)
    page.locator(".range button").click()
    expect(page.locator(f"td.absent:has(#d-{YEAR}-12-22)")).to_be_visible()
    context.close()


def test_two_windows_on_one_day_do_not_overwrite_each_other(chromium: Browser, site: Site) -> None:
    context = chromium.new_context(viewport=SIZES["desk"])
    first = Visit(context, site, "en", "desk")
    first.sign_in()
    second = context.new_page()
    address = f"{site.address}/en/mydays/{YEAR}/"
    first.page.goto(address)
    second.goto(address)
    day = f"#d-{YEAR}-12-15"
    first.page.locator(day).click()
    expect(first.page.locator(f"td.home:has({day})")).to_be_visible()
    second.locator(".brush-sick").click()
    second.locator(day).click()
    expect(second.locator(".message.warning")).to_be_visible()
    expect(second.locator(f"td.home:has({day})")).to_be_visible()
    context.close()


@pytest.mark.parametrize("visit", [("en", "desk")], indirect=True, ids=["en-desk"])
def test_a_passkey_opens_the_account(visit: Visit) -> None:
    """With an authenticator that Chromium plays: a passkey is added, and then it alone signs in."""
    page = visit.page
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    visit.open("account/signup/")
    page.fill("input[name=email]", "passkey@example.org")
    page.fill("input[name=password1]", "three days at home")
    page.click("main form button[type=submit] >> nth=0")
    page.wait_for_url("**/mydays/new/")
    visit.open("account/2fa/webauthn/add/")
    if page.locator("input[name=password]").count():
        page.fill("input[name=password]", "three days at home")
        page.click("main form button[type=submit] >> nth=0")
        page.wait_for_url("**/webauthn/add/")
    page.fill("input[name=name]", "phone")
    if page.locator("input[name=passwordless]").count():
        page.check("input[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/2fa/**")
    expect(page.locator("main")).not_to_contain_text("No security keys")
    visit.open("mydays/account/")
    page.locator("form[action$='/logout/'] button").click()
    visit.open("account/login/")
    page.click("#passkey_login")
    page.wait_for_url("**/mydays/**")
    assert not visit.faults
