"""What a person with an account does with their days."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile

import icalendar
import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfReader

from grenswerk.web.mydays.demo import FACTS
from grenswerk.web.mydays.log import standing_days, write
from grenswerk.web.mydays.models import Notice, Preferences, Statement, Year
from grenswerk.web.mydays.notices import send_notices

ADDRESS = "/en/mydays/2026/"
LOG = b"date,state,activity\n2026-03-02,BE,office\n2026-03-03,FR,telework\n2026-03-04,BE,office\n"


def _file(content: bytes = LOG, name: str = "days.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def _paint(browser: Client, first: str, last: str = "", *, brush: str = "home", seen: int = 0) -> int:
    data = {"brush": brush, "first": first, "last": last, "seen": seen}
    return browser.post(f"{ADDRESS}paint/", data).status_code


@pytest.mark.usefixtures("year")
def test_one_tap_logs_a_day_at_home(signed_in: Client) -> None:
    assert _paint(signed_in, "2026-03-03") == 302
    page = signed_in.get(ADDRESS).content.decode()
    assert "Tuesday 3 March 2026: telework at home, France" in page


@pytest.mark.usefixtures("year")
def test_a_full_year_is_a_page_below_200_kilobytes(signed_in: Client) -> None:
    _paint(signed_in, "2026-01-01", "2026-12-31", brush="office")
    assert len(signed_in.get(ADDRESS).content) < 200_000


def test_a_range_of_weeks_leaves_the_weekends_out(signed_in: Client, year: Year) -> None:
    _paint(signed_in, "2026-03-02", "2026-03-15", brush="office")
    assert len(standing_days(year)) == 10


def test_two_tabs_do_not_overwrite_each_other_silently(signed_in: Client, year: Year) -> None:
    assert _paint(signed_in, "2026-03-03", brush="office", seen=0) == 302
    assert _paint(signed_in, "2026-03-03", brush="home", seen=0) == 409
    assert standing_days(year)[dt.date(2026, 3, 3)][0]["state"] == "BE"
    day = {"seen": 0, "activity": ["telework"], "state": ["FR"]}
    answer = signed_in.post(f"{ADDRESS}2026-03-03/", day)
    assert answer.status_code == 409
    assert "office, Belgium" in answer.content.decode()


def test_two_tabs_on_different_days_do_not_disturb_each_other(signed_in: Client, year: Year) -> None:
    assert _paint(signed_in, "2026-03-03", seen=0) == 302
    assert _paint(signed_in, "2026-03-04", seen=0) == 302
    assert len(standing_days(year)) == 2


def test_a_day_can_be_divided_over_two_states_without_javascript(signed_in: Client, year: Year) -> None:
    day = {
        "seen": 0,
        "activity": ["office", "telework", ""],
        "state": ["BE", "FR", "FR"],
        "minutes": ["240", "216", ""],
    }
    assert signed_in.post(f"{ADDRESS}2026-03-03/", day).status_code == 302
    assert [row["minutes"] for row in standing_days(year)[dt.date(2026, 3, 3)]] == [240, 216]


def test_a_day_of_more_than_24_hours_is_refused_with_what_is_wrong(signed_in: Client, year: Year) -> None:
    day = {"seen": 0, "activity": ["office", "telework"], "state": ["BE", "FR"], "minutes": ["900", "900"]}
    answer = signed_in.post(f"{ADDRESS}2026-03-03/", day)
    assert "1440" in answer.content.decode()
    assert standing_days(year) == {}


TOO_LONG = "9" * 5000  # more digits than Python reads as a number


def test_a_number_without_end_is_refused_or_taken_for_none(signed_in: Client, year: Year) -> None:
    day = {"seen": TOO_LONG, "activity": ["office"], "state": ["BE"], "minutes": [TOO_LONG]}
    answer = signed_in.post(f"{ADDRESS}2026-03-03/", day)
    assert "minutes" in answer.content.decode()
    assert standing_days(year) == {}
    tap = {"brush": "home", "first": "2026-03-03", "seen": TOO_LONG}
    assert signed_in.post(f"{ADDRESS}paint/", tap).status_code == 302
    assert signed_in.post(f"{ADDRESS}paint/", {**tap, "brush": "office"}).status_code == 409, "nothing was seen"
    answer = signed_in.post("/en/mydays/account/", {"days_before": TOO_LONG})
    assert answer.status_code == 302
    assert Preferences.objects.get().days_before == 14
    assert signed_in.get(f"/en/law/?year={TOO_LONG}").status_code == 200
    answers = {"residence": "FR", "e0-employer": "BE", "e0-id": "hospital", "year": TOO_LONG}
    assert signed_in.post("/en/mydays/new/", answers).status_code == 404


def test_an_import_shows_what_it_changes_before_it_writes(signed_in: Client, year: Year) -> None:
    write(year, {dt.date(2026, 3, 3): [{"state": "BE", "employment": "hospital"}]}, 0)
    page = signed_in.post(f"{ADDRESS}import/", {"file": _file()}).content.decode()
    assert "<b>2</b> new" in page
    assert "<b>1</b> changed" in page
    assert len(standing_days(year)) == 1
    found = re.search(r'name="token" value="([^"]+)"', page)
    assert found is not None
    signed_in.post(f"{ADDRESS}import/accept/", {"token": found[1]})
    assert standing_days(year)[dt.date(2026, 3, 3)][0]["activity"] == "telework"
    assert len(standing_days(year)) == 3
    signed_in.post(f"{ADDRESS}changes/2/undo/")
    assert len(standing_days(year)) == 1
    assert "activity" not in standing_days(year)[dt.date(2026, 3, 3)][0]


def test_an_import_that_was_overtaken_writes_nothing(signed_in: Client, year: Year) -> None:
    page = signed_in.post(f"{ADDRESS}import/", {"file": _file()}).content.decode()
    found = re.search(r'name="token" value="([^"]+)"', page)
    assert found is not None
    write(year, {dt.date(2026, 3, 4): [{"state": "FR", "activity": "telework", "employment": "hospital"}]}, 0)
    assert signed_in.post(f"{ADDRESS}import/accept/", {"token": found[1]}).status_code == 409
    assert list(standing_days(year)) == [dt.date(2026, 3, 4)]


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"nothing of use", "days.csv", "no header with a date column"),
        (b"PK\x03\x04broken", "days.xlsx", "is not an xlsx workbook"),
        (b"x" * (3 * 1024 * 1024), "days.csv", "expected at most 2 MB"),
        (LOG, "days.exe", "expected one of .csv"),
        (b"date,state\n" + b"2026-01-01,BE\n" * 20_001, "days.csv", "more than 20000 rows"),
        (b"date,state\n2025-01-02,BE\n", "days.csv", "expected a date in 2026"),
        (b"", "days.csv", "is empty"),
    ],
)
def test_a_file_that_is_none_or_too_large_is_refused(
    signed_in: Client, year: Year, content: bytes, name: str, why: str
) -> None:
    answer = signed_in.post(f"{ADDRESS}import/", {"file": _file(content, name)})
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert standing_days(year) == {}


def test_a_feed_is_read_by_its_secret_until_it_is_revoked(signed_in: Client, year: Year) -> None:
    write(year, {dt.date(2026, 3, 3): [{"state": "FR", "activity": "telework", "employment": "hospital"}]}, 0)
    for kind, least in (("days", 1), ("duties", 3)):
        page = signed_in.post(f"{ADDRESS}share/", {"kind": kind}).content.decode()
        found = re.search(r"http://localhost(/feeds/[^\"]+\.ics)", page)
        assert found is not None
        address = found[1]
        stranger = Client(headers={"host": "localhost"})
        calendar = icalendar.Calendar.from_ical(stranger.get(address).content)
        assert len(calendar.walk("VEVENT")) + len(calendar.walk("VTODO")) >= least
        feed = year.feeds.get(kind=kind)
        assert feed.hash not in address
        signed_in.post(f"{ADDRESS}share/{feed.pk}/revoke/")
        assert stranger.get(address).status_code == 404


def test_a_statement_is_verified_by_anyone_who_has_its_code(signed_in: Client, year: Year) -> None:
    write(year, {dt.date(2026, 3, 3): [{"state": "FR", "activity": "telework", "employment": "hospital"}]}, 0)
    answer = signed_in.post(f"{ADDRESS}statement/")
    paper = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    statement = Statement.objects.get()
    code = "".join(re.findall(r"\b[0-9a-f]{8}\b", paper))
    assert statement.hash in code
    stranger = Client(headers={"host": "localhost"})
    page = stranger.get(f"/en/verify/{statement.hash}/").content.decode()
    assert "was made here" in page
    assert "Claire Example" in page
    assert "The log is the same today" in page
    write(year, {dt.date(2026, 3, 4): [{"state": "BE", "employment": "hospital"}]}, 1)
    assert "changed since" in stranger.get(f"/en/verify/{statement.hash}/").content.decode()
    assert stranger.get("/en/verify/" + "0" * 64 + "/").status_code == 404


def test_a_statement_that_was_tampered_with_is_not_genuine(signed_in: Client) -> None:
    Year.objects.create(owner=User.objects.get(), year=2026, facts=FACTS)
    signed_in.post(f"{ADDRESS}statement/")
    statement = Statement.objects.get()
    statement.content["year"] = 2025
    statement.save()
    assert signed_in.get(f"/en/verify/{statement.hash}/").status_code == 404


def test_a_notice_is_written_once_before_a_limit_is_crossed(year: Year) -> None:
    home = [{"state": "FR", "activity": "telework", "employment": "hospital"}]
    write(year, {dt.date(2026, 1, day): home for day in range(5, 10)}, 0)
    assert send_notices(year, dt.date(2026, 1, 10)) > 0
    assert "50%" in mail.outbox[0].body
    assert send_notices(year, dt.date(2026, 1, 10)) == 0
    assert Notice.objects.count() > 0


def test_everything_is_exported_and_everything_is_deleted(signed_in: Client, year: Year) -> None:
    write(year, {dt.date(2026, 3, 3): [{"state": "FR", "activity": "telework", "employment": "hospital"}]}, 0)
    archive = zipfile.ZipFile(io.BytesIO(signed_in.get("/en/mydays/account/export/").content))
    assert b"2026-03-03" in archive.read("2026/worker-file.yaml")
    assert b"claire@example.org" in archive.read("account.json")
    assert "/reauthenticate/" in signed_in.get("/en/mydays/account/delete/")["Location"]
    signed_in.post("/en/account/reauthenticate/", {"password": "three-days-at-home"})
    signed_in.post("/en/mydays/account/delete/", {"word": "wrong"})
    assert User.objects.exists()
    signed_in.post("/en/mydays/account/delete/", {"word": "delete"})
    assert not User.objects.exists()
    assert not Year.objects.exists()


@pytest.mark.usefixtures("year")
def test_nobody_sees_the_year_of_someone_else(visitor: Client) -> None:
    other = User.objects.create_user(username="other", email="other@example.org")
    visitor.force_login(other, backend="allauth.account.auth_backends.AuthenticationBackend")
    for page in ("", "2026-03-03/", "result/", "import/", "share/", "changes/", "facts/", "download/csv/"):
        assert visitor.get(f"{ADDRESS}{page}").status_code == 404
    assert visitor.post(f"{ADDRESS}paint/", {"brush": "home", "first": "2026-03-03"}).status_code == 404
    assert visitor.post(f"{ADDRESS}statement/").status_code == 404


def test_without_an_account_every_page_asks_to_sign_in(visitor: Client) -> None:
    for page in ("", "2026/", "2026/import/", "new/", "account/", "account/export/", "account/delete/"):
        answer = visitor.get(f"/en/mydays/{page}")
        assert answer.status_code == 302
        assert "/account/login/" in answer["Location"]


def test_a_year_with_two_employments_is_begun_on_a_page(signed_in: Client, claire: User) -> None:
    answers = {
        "year": "2025",
        "residence": "DE",
        "e0-employer": "NL",
        "e0-id": "hospital",
        "e1-employer": "LU",
        "e1-id": "school",
        "e1-from": "2025-09-01",
    }
    assert signed_in.post("/en/mydays/new/", answers).status_code == 302
    year = Year.objects.get(owner=claire)
    assert [one["id"] for one in year.facts["employments"]] == ["hospital", "school"]
    data = {"brush": "home", "first": "2025-10-01", "seen": 0, "employment": "school"}
    signed_in.post("/en/mydays/2025/paint/", data)
    signed_in.post("/en/mydays/2025/paint/", {**data, "brush": "clear", "employment": "hospital", "seen": 1})
    assert standing_days(year)[dt.date(2025, 10, 1)][0]["employment"] == "school"


def test_facts_that_the_log_contradicts_are_refused(signed_in: Client, year: Year) -> None:
    write(year, {dt.date(2026, 3, 3): [{"state": "FR", "activity": "telework", "employment": "hospital"}]}, 0)
    answers = {"residence": "FR", "e0-employer": "BE", "e0-id": "hospital", "e0-from": "2026-06-01"}
    assert signed_in.post(f"{ADDRESS}facts/", answers).status_code == 422
    year.refresh_from_db()
    assert year.facts == FACTS
