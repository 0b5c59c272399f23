"""What a worker shares of the own log: the employer sees that and nothing more, and only while it is shared."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from openpyxl import load_workbook

from grenswerk.web.assessing import Counted
from grenswerk.web.audit.models import Entry
from grenswerk.web.audit.recording import concerning
from grenswerk.web.mydays.log import logged, write
from grenswerk.web.mydays.models import Year
from grenswerk.web.organisations.access import standing_of
from grenswerk.web.organisations.membership import accept, found, remove
from grenswerk.web.organisations.models import Invitation, Kind, Membership, Organisation, Role
from grenswerk.web.workforce.models import Origin, Policy, Sharing, Worker
from tests.web.workforce import made_worker

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HOME = [dt.date(2026, 3, day) for day in (2, 3, 9, 10, 11)]  # on none of them is a duty due
OFFICE = [dt.date(2026, 3, day) for day in (4, 6, 12, 13, 17, 18, 23, 24)]


@pytest.fixture
def daan(db: None) -> User:  # noqa: ARG001
    """Somebody in the personnel office, who owns the organisation."""
    return User.objects.create_user(username="daan", email="daan@example.org", password="three-days-at-home")


@pytest.fixture
def office(daan: User) -> Client:
    """The browser of the personnel office."""
    browser = Client(headers={"host": "localhost"})
    browser.force_login(daan, backend=BACKEND)
    return browser


@pytest.fixture
def employer(daan: User) -> Organisation:
    """The hospital."""
    return found(daan, "Hospital", Kind.EMPLOYER)


@pytest.fixture
def row(employer: Organisation, claire: User) -> Worker:
    """Claire's row, as the hospital has it: 100 home days."""
    Membership.objects.create(organisation=employer, person=claire, role=Role.WORKER)
    facts: dict[str, Any] = {"residence": "FR", "employer_state": "BE", "days_work": 120, "days_home": 100}
    return made_worker(employer, "17", account=claire, name="Claire", mail=claire.email, **facts)


@pytest.fixture
def log(year: Year) -> Year:
    """Five home days and eight in the office, in March."""
    home = {date: [{"state": "FR", "activity": "telework"}] for date in HOME}
    write(year, home | {date: [{"state": "BE"}] for date in OFFICE}, 0)
    return year


def share(browser: Client, row: Worker, extent: str) -> None:
    """Claire decides."""
    answer = browser.post(f"/en/organisations/{row.organisation_id}/mine/{row.pk}/share/", {"extent": extent})
    assert answer.status_code == 302, answer.content.decode()
    row.refresh_from_db()


def employers_pages(office: Client, row: Worker) -> Iterator[str]:
    """Everything that the employer can open or take away about the row."""
    base = f"/en/organisations/{row.organisation_id}/"
    for page in (
        "workers/",
        f"workers/{row.pk}/",
        "duties/",
        "duties/calendar.ics",
        "forecast/",
        "policies/",
        "log/",
    ):
        answer = office.get(base + page)
        assert answer.status_code == 200, page
        yield answer.content.decode()
    book = load_workbook(io.BytesIO(office.get(f"{base}workers/export/").content))
    yield "\n".join(str(cell.value) for sheet in book for cells in sheet.iter_rows() for cell in cells)


def written(date: dt.date) -> tuple[str, ...]:
    """A date in every way that a page or a file writes it."""
    return date.isoformat(), f"{date.day} {date:%B %Y}", f"{date:%Y%m%d}", f"{date:%d/%m/%Y}", f"{date:%d-%m-%Y}"


def dates_seen(office: Client, row: Worker) -> set[dt.date]:
    """The logged dates that stand anywhere before the employer's eyes."""
    pages = "\n".join(employers_pages(office, row))
    return {date for date in HOME + OFFICE if any(form in pages for form in written(date))}


def test_nothing_of_a_log_is_seen_until_its_owner_shares_it(office: Client, row: Worker, log: Year) -> None:
    assert log.days.exists()
    assert dates_seen(office, row) == set()
    assert row.facts["days_home"] == 100
    assert row.origin == Origin.UPLOAD


@pytest.mark.usefixtures("log")
def test_shared_counts_take_the_place_of_the_uploaded_ones_and_no_date_is_seen_anywhere(
    signed_in: Client, office: Client, row: Worker
) -> None:
    share(signed_in, row, "counts")
    assert row.origin == Origin.COUNTS
    assert row.home_share == pytest.approx(5 / 13)
    assert dates_seen(office, row) == set()
    page = office.get(f"/en/organisations/{row.organisation_id}/workers/{row.pk}/").content.decode()
    assert "worker&#x27;s log, counts" in page
    assert "<code>days_home</code></th><td>5</td>" in page


@pytest.mark.usefixtures("log")
def test_a_log_shared_day_by_day_is_seen_day_by_day(signed_in: Client, office: Client, row: Worker) -> None:
    share(signed_in, row, "days")
    assert row.origin == Origin.DAYS
    assert dates_seen(office, row) == set(HOME + OFFICE)


@pytest.mark.parametrize("extent", ["counts", "days"])
@pytest.mark.usefixtures("log")
def test_a_page_reads_the_log_that_it_shows_once(
    signed_in: Client, office: Client, row: Worker, extent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    share(signed_in, row, extent)
    read = []

    def reading(year: Year) -> Counted:
        read.append(year)
        return logged(year)

    monkeypatch.setattr("grenswerk.web.workforce.sharing.logged", reading)
    base = f"/en/organisations/{row.organisation_id}"
    assert office.get(f"{base}/workers/{row.pk}/").status_code == 200
    assert signed_in.get(f"{base}/mine/{row.pk}/").status_code == 200
    assert len(read) == 2


@pytest.mark.parametrize("extent", ["counts", "days"])
@pytest.mark.usefixtures("log")
def test_what_is_withdrawn_is_gone_at_once(signed_in: Client, office: Client, row: Worker, extent: str) -> None:
    before = {"results": row.results, "home_days": row.home_days}
    share(signed_in, row, extent)
    assert row.home_days != before["home_days"]
    share(signed_in, row, "nothing")
    assert dates_seen(office, row) == set()
    assert {"results": row.results, "home_days": row.home_days} == before
    assert row.origin == Origin.UPLOAD
    assert not Sharing.objects.exists()


def test_a_day_that_is_written_changes_the_shared_counts_with_it(
    signed_in: Client, row: Worker, log: Year
) -> None:
    share(signed_in, row, "counts")
    log.refresh_from_db()
    signed_in.post("/en/mydays/2026/paint/", {"brush": "home", "first": "2026-03-19", "seen": log.version})
    row.refresh_from_db()
    assert row.home_share == pytest.approx(6 / 14)


@pytest.mark.usefixtures("log")
def test_the_worker_sees_the_same_results_as_the_employer(signed_in: Client, office: Client, row: Worker) -> None:
    share(signed_in, row, "counts")
    theirs = office.get(f"/en/organisations/{row.organisation_id}/workers/{row.pk}/").content.decode()
    mine = signed_in.get(f"/en/organisations/{row.organisation_id}/mine/{row.pk}/").content.decode()
    seen = theirs[theirs.index('<dl class="row-facts">') : theirs.index('<p class="not-advice">')]
    assert seen in mine
    assert "workforce_remove" not in mine


@pytest.mark.usefixtures("log")
def test_who_leaves_takes_the_log_along(row: Worker, signed_in: Client, daan: User) -> None:
    share(signed_in, row, "days")
    member = Membership.objects.get(organisation=row.organisation, person=row.account)
    remove(standing_of(daan, row.organisation_id, Role.OWNER), member)
    row.refresh_from_db()
    assert (row.account, row.origin, Sharing.objects.count()) == (None, Origin.UPLOAD, 0)


@pytest.mark.usefixtures("log")
def test_an_account_that_is_deleted_takes_the_log_along(row: Worker, signed_in: Client) -> None:
    share(signed_in, row, "counts")
    assert row.account is not None
    row.account.delete()
    left = Worker.objects.get()
    assert (left.account, left.origin, Sharing.objects.count()) == (None, Origin.UPLOAD, 0)


def test_a_year_that_is_deleted_is_no_longer_used_and_only_the_worker_is_told(
    row: Worker, signed_in: Client, office: Client, log: Year
) -> None:
    share(signed_in, row, "counts")
    log.delete()
    row.refresh_from_db()
    assert row.origin == Origin.UPLOAD
    mine = signed_in.get(f"/en/organisations/{row.organisation_id}/mine/{row.pk}/").content.decode()
    theirs = office.get(f"/en/organisations/{row.organisation_id}/workers/{row.pk}/").content.decode()
    assert "Your log cannot be used" in mine
    assert "log:" not in theirs


@pytest.mark.usefixtures("log")
def test_another_address_lets_go_of_account_and_log(row: Worker, signed_in: Client, office: Client) -> None:
    share(signed_in, row, "days")
    base = f"/en/organisations/{row.organisation_id}/workers/{row.pk}/"
    office.post(f"{base}change/", {"name": "Claire", "mail": "other@example.org"})
    row.refresh_from_db()
    assert (row.account, row.origin, row.mail) == (None, Origin.UPLOAD, "other@example.org")
    assert dates_seen(office, row) == set()


def test_every_look_at_a_row_is_told_to_its_person(row: Worker, office: Client, claire: User) -> None:
    base = f"/en/organisations/{row.organisation_id}/workers/"
    office.get(f"{base}{row.pk}/")
    office.get(f"{base}export/")
    actions = set(concerning(claire).values_list("action", flat=True))
    assert {"worker_seen", "workers_exported"} <= actions
    stranger = User.objects.create_user(username="x", email="x@example.org")
    assert not concerning(stranger).exists()


@pytest.mark.django_db(transaction=True)
def test_a_worker_invited_from_the_row_gets_the_row_by_accepting(office: Client, employer: Organisation) -> None:
    anna = User.objects.create_user(username="anna", email="Anna@example.org")
    row = made_worker(employer, "1", mail="anna@example.org")
    other = made_worker(employer, "2", mail="bo@example.org")
    office.post(f"/en/organisations/{employer.pk}/workers/{row.pk}/invite/")
    assert "anna@example.org" in mail.outbox[-1].to
    accept(Invitation.objects.get(), anna)
    row.refresh_from_db()
    other.refresh_from_db()
    assert (row.account, other.account) == (anna, None)


@pytest.mark.usefixtures("log")
def test_a_policy_that_a_shared_log_breaks_is_told_to_the_worker_who_plans(signed_in: Client, row: Worker) -> None:
    Policy.objects.create(organisation=row.organisation, measure="share", most=0.2, residence="FR")
    assert "Policy broken" not in signed_in.get("/en/mydays/2026/").content.decode()
    share(signed_in, row, "counts")
    page = signed_in.get("/en/mydays/2026/").content.decode()
    assert "Policy broken: At most 20% home days" in page
    assert "Policy broken" in signed_in.get("/en/mydays/2026/2026-03-02/").content.decode()


@pytest.mark.usefixtures("log")
def test_nobody_shares_or_opens_the_row_of_another(row: Worker, office: Client) -> None:
    base = f"/en/organisations/{row.organisation_id}/mine/{row.pk}/"
    assert office.get(base).status_code == 404
    assert office.post(f"{base}share/", {"extent": "days"}).status_code == 404
    assert not Sharing.objects.exists()
    assert not Entry.objects.filter(action="sharing_changed").exists()
