"""The site in a browser, on a phone and on a desk: what a person does, what the keyboard does, what is heard.

Needs the system's Chromium; without one these tests are skipped and say so. Screenshots go to `test-output/`.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright

ROOT = Path(__file__).parents[2]
AXE = (Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js").read_text()
SHOTS = ROOT / "test-output" / "screenshots"
SIZES: dict[str, ViewportSize] = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1280, "height": 900}}
HEARD: set[str] = set()  # pages that axe-core has looked at
YEAR = dt.datetime.now(dt.UTC).year
pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.browser]


class Site(NamedTuple):
    """A running site with its example account."""

    address: str
    password: str


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site as `grenswerk serve --demo` runs it."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "GRENSWERK_SECRET_KEY": "y" * 60}
    for name in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL"):
        environment.pop(name, None)
    data = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "grenswerk", "serve", "--demo", "--port", "0", "--data", str(data)]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout is not None
        said = ""
        while "http://" not in said:
            line = server.stdout.readline()
            assert line, said
            said += line
        address, password = re.search(r"http://\S+(?=/)", said), re.search(r"password (\S+)", said)
        assert address is not None
        assert password is not None
        yield Site(address[0], password[1])
        server.terminate()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium."""
    path = os.environ.get("GRENSWERK_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("Chromium is missing (Debian: apt-get install chromium; or set GRENSWERK_CHROMIUM)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


class Visit:
    """A window of one size in one language, that notes what should not happen."""

    def __init__(self, context: BrowserContext, site: Site, language: str, size: str) -> None:
        self.page: Page = context.new_page()
        self.site, self.language, self.size = site, language, size
        self.faults: list[str] = []
        self.page.on("request", self._request)
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("console", lambda message: self._console(message.type, message.text))

    def _request(self, request: Any) -> None:
        if not request.url.startswith((self.site.address, "data:", "blob:")):
            self.faults.append(f"request to {request.url}")

    def _console(self, kind: str, text: str) -> None:
        expected = ("status of 4", "htmx:sendAbort", "htmx:afterRequest")  # refused pages, requests overtaken
        if kind == "error" and not any(words in text for words in expected):
            self.faults.append(f"console: {text}")

    def open(self, address: str) -> None:
        """Open a page of the site in the language of the visit."""
        self.page.goto(f"{self.site.address}/{self.language}/{address}")

    def sign_in(self) -> None:
        """Sign in to the example account."""
        self.open("account/login/")
        self.page.fill("input[name=login]", "demo@example.org")
        self.page.fill("input[name=password]", self.site.password)
        self.page.click("main form button[type=submit] >> nth=0")
        self.page.wait_for_url("**/mydays/**")

    def check(self, name: str) -> None:
        """Take a screenshot; nothing may lie outside the window, and axe-core, once a page, may find nothing."""
        self.page.wait_for_load_state("load")
        self.page.evaluate("document.fonts.ready")
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{name}-{self.language}-{self.size}.png", full_page=True)
        assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} is too wide"
        assert not self.faults, f"{name}: " + "\n".join(self.faults)
        if name in HEARD:
            return
        HEARD.add(name)
        self.page.evaluate(AXE)
        options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
        found = self.page.evaluate("options => axe.run(document, options)", options)
        faults = [
            f"{fault['id']}: {node['target']} {node['failureSummary'][:200]}"
            for fault in found["violations"]
            for node in fault["nodes"][:3]
        ]
        assert not faults, f"{name}: " + "\n".join(faults)


@pytest.fixture
def visit(chromium: Browser, site: Site, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A window; the parameter is (language, size)."""
    language, size = request.param
    scheme = "dark" if (language, size) == ("de", "desk") else "light"
    context = chromium.new_context(
        viewport=SIZES[size],
        has_touch=size == "phone",
        color_scheme=scheme,  # type: ignore[arg-type]
        locale=language,
        accept_downloads=True,
    )
    context.set_default_timeout(60_000)  # a machine under load is slow, not wrong
    expect.set_options(timeout=60_000)
    yield Visit(context, site, language, size)
    context.close()


BOTH = pytest.mark.parametrize(
    "visit", [("fr", "phone"), ("nl", "desk")], indirect=True, ids=["fr-phone", "nl-desk"]
)
OTHER = pytest.mark.parametrize(
    "visit", [("de", "desk"), ("en", "phone")], indirect=True, ids=["de-desk-dark", "en-phone"]
)


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
