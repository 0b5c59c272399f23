"""A browser on the site: a window of one size in one language, that notes what should not happen.

Needs the system's Chromium; without one the tests are skipped and say so. Screenshots go to `test-output/`.
"""

from __future__ import annotations

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
        # The caret stays: to hide it, fields get a style for a moment, and an answer that arrives in that moment
        # is given the style of the field that it replaces, which the site's policy refuses.
        picture = SHOTS / f"{name}-{self.language}-{self.size}.png"
        self.page.screenshot(path=picture, full_page=True, caret="initial")
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
