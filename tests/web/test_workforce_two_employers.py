"""A worker who changes employer within the year: each employer gets the days of its own employment, or none."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.test import Client

from grenswerk.web.mydays.log import write
from grenswerk.web.mydays.models import Year
from grenswerk.web.organisations.models import Membership, Organisation, Role
from grenswerk.web.workforce.models import Origin, Sharing, Worker
from tests.web.browsers import browser_of
from tests.web.workforce import made_worker

OLD, NEW = dt.date(2026, 3, 2), dt.date(2026, 8, 3)
JOBS: list[dict[str, Any]] = [
    {"id": "old", "employer_state": "BE", "to": "2026-06-30"},
    {"id": "new", "employer_state": "BE", "from": "2026-07-01"},
]


@pytest.fixture
def worker(db: None) -> User:  # noqa: ARG001
    """Somebody who lives in France and changes from one employer in Belgium to another."""
    return User.objects.create_user(username="eva", email="eva@example.org")


@pytest.fixture
def log(worker: User) -> Year:
    """A day at home for each of the two."""
    year = Year.objects.create(owner=worker, year=2026, facts={"worker": {"residence": "FR"}, "employments": JOBS})
    entry = {"state": "FR", "activity": "telework"}
    write(year, {OLD: [{**entry, "employment": "old"}], NEW: [{**entry, "employment": "new"}]}, 0)
    return year


@pytest.fixture
def row(firm: Organisation, worker: User) -> Worker:
    """Her row at the new employer, whose file does not say since when."""
    Membership.objects.create(organisation=firm, person=worker, role=Role.WORKER)
    return made_worker(firm, "1", account=worker, mail=worker.email, residence="FR", employer_state="BE")


def share(row: Worker, **form: str) -> int:
    """She decides; the status of the answer."""
    assert row.account is not None
    answer = browser_of(row.account).post(f"/en/organisations/{row.organisation_id}/mine/{row.pk}/share/", form)
    row.refresh_from_db()
    return answer.status_code


def seen(row: Worker, office: Client) -> str:
    """What the employer reads of the row."""
    return office.get(f"/en/organisations/{row.organisation_id}/workers/{row.pk}/").content.decode()


@pytest.mark.usefixtures("log")
@pytest.mark.parametrize("extent", ["counts", "days"])
def test_nothing_is_shared_until_she_says_which_employment_is_with_this_employer(
    row: Worker, signed_in: Client, extent: str
) -> None:
    assert share(row, extent=extent) == 422
    assert not Sharing.objects.exists()
    assert share(row, extent=extent, employment="new") == 302
    assert row.origin == extent
    assert (f"{NEW.day} {NEW:%B %Y}" in seen(row, signed_in)) is (extent == "days")
    assert f"{OLD.day} {OLD:%B %Y}" not in seen(row, signed_in)
    assert share(row, extent="nothing") == 302


@pytest.mark.usefixtures("log")
def test_the_form_chooses_no_employment_for_her(row: Worker) -> None:
    assert row.account is not None
    page = browser_of(row.account).get(f"/en/organisations/{row.organisation_id}/mine/{row.pk}/").content.decode()
    assert '<option value="" selected>' in page


def test_what_was_shared_of_one_employment_is_not_shared_of_the_one_that_takes_its_place(
    row: Worker, log: Year
) -> None:
    facts = dict(log.facts)
    Year.objects.all().delete()
    before = Year.objects.create(owner=log.owner, year=2026, facts={**facts, "employments": JOBS[:1]})
    write(before, {OLD: [{"state": "FR", "activity": "telework"}]}, 0)
    assert share(row, extent="days") == 302
    assert row.origin == Origin.DAYS
    before.refresh_from_db()
    write(before, {OLD: []}, before.version)
    before.refresh_from_db()
    before.facts = {**facts, "employments": JOBS[1:]}
    before.save()
    row.refresh_from_db()
    assert row.origin == Origin.UPLOAD


def test_a_log_for_an_employer_in_another_state_is_not_shared_with_this_one(row: Worker, log: Year) -> None:
    log.facts = {**log.facts, "employments": [{**JOBS[0], "employer_state": "LU"}]}
    Year.objects.all().delete()
    Year.objects.create(owner=log.owner, year=2026, facts=log.facts)
    share(row, extent="days")
    assert row.origin == Origin.UPLOAD
    assert "0 employments in BE" in Sharing.objects.get().wrong


def test_an_address_that_is_corrected_gives_the_row_to_its_worker(
    firm: Organisation, row: Worker, signed_in: Client
) -> None:
    assert row.account is not None
    EmailAddress.objects.create(user=row.account, email="eva@example.org", verified=True, primary=True)
    mistyped = made_worker(firm, "2", mail="eav@example.org")
    address = f"/en/organisations/{firm.pk}/workers/{mistyped.pk}/change/"
    assert signed_in.post(address, {"name": "Eva", "mail": "eva@example.org"}).status_code == 302
    mistyped.refresh_from_db()
    assert mistyped.account == row.account
