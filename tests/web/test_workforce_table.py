"""The table of workers, its export, the calendar of duties, the forecast and the policies."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from icalendar import Calendar
from openpyxl import load_workbook

from grenswerk.days.pace import LIMITS
from grenswerk.population.flattened import flattened
from grenswerk.web.organisations.membership import found
from grenswerk.web.organisations.models import Kind, Organisation
from grenswerk.web.workforce.computing import explained
from grenswerk.web.workforce.duties import dues_of
from grenswerk.web.workforce.models import Duty, Policy, Worker
from grenswerk.web.workforce.outlook import outlook_of
from grenswerk.web.workforce.policies import breaking, broken_by
from grenswerk.web.workforce.table import LIMIT_FILTERS, SORTS, asked_of, rows_for
from tests.population.workers import random_workers
from tests.web.workforce import made_worker

TO_LU: dict[str, Any] = {"residence": "BE", "employer_state": "LU"}  # 34 days


@pytest.fixture
def employer(claire: User) -> Organisation:
    """An employer that Claire has founded."""
    return found(claire, "Hospital", Kind.EMPLOYER)


def ids(employer: Organisation, **query: str) -> list[str]:
    """The rows that a query of the table gives, in their order."""
    return [row.payroll_id for row in rows_for(employer, asked_of(query, [2026]))]


@pytest.fixture
def three(employer: Organisation) -> None:
    """Three workers: one far from the 34 days, one near, one beyond; and one who crosses no border."""
    made_worker(employer, "far", name="Ève Ünal", days_home=3, days_work=200, **TO_LU)
    made_worker(employer, "near", name="Bo", mail="bo@example.org", days_home=31, days_work=180, **TO_LU)
    made_worker(employer, "over", name="Cy", days_home=80, days_work=120, **TO_LU)
    made_worker(employer, "domestic", residence="NL", employer_state="NL")


@pytest.mark.usefixtures("three")
def test_the_table_is_sorted_by_nearness_and_who_has_no_limit_comes_last(employer: Organisation) -> None:
    assert ids(employer) == ["over", "near", "far", "domestic"]
    assert ids(employer, sort="-threshold") == ["far", "near", "over", "domestic"]
    assert ids(employer, sort="-residence_share") == ["over", "near", "far", "domestic"]
    assert ids(employer, sort="name") == ["domestic", "near", "over", "far"]


@pytest.mark.usefixtures("three")
def test_the_table_is_filtered_by_limit_pair_state_and_text(employer: Organisation) -> None:
    assert ids(employer, limit="near.tax_threshold") == ["near"]
    assert ids(employer, limit="crossed.tax_threshold") == ["over"]
    assert ids(employer, limit="crossed.substantial_part") == ["over"]
    assert ids(employer, limit="crossed.telework_half") == []
    assert ids(employer, pair="NL-NL") == ["domestic"]
    assert ids(employer, residence="NL") == ["domestic"]
    assert ids(employer, text="ève ü") == ["far"]
    assert ids(employer, text="BO@") == ["near"]
    assert ids(employer, text="100%") == []
    assert ids(employer, year="1999") == []


@pytest.mark.parametrize(
    "query",
    [
        "?sort=--name&page=x&year=20266",
        "?sort=password&limit=x&pair=NL&duty=1,x",
        "?crosses=a.b",
        "?text=%00",
        "?year=1999&limit=near.substantial_part",
        "?year=2028&limit=crossed.telework_half",
    ],
)
@pytest.mark.usefixtures("three")
def test_an_address_that_was_tampered_with_shows_the_table(
    signed_in: Client, employer: Organisation, query: str
) -> None:
    assert signed_in.get(f"/en/organisations/{employer.pk}/workers/{query}").status_code == 200


@pytest.mark.parametrize("page", ["workers/", "duties/", "forecast/", "policies/"])
@pytest.mark.parametrize("year", ["0001", "1999", "2028", "9999"])
def test_a_year_of_no_law_is_a_year_without_rows(
    signed_in: Client, employer: Organisation, page: str, year: str
) -> None:
    made_worker(employer, "1", **TO_LU)
    assert signed_in.get(f"/en/organisations/{employer.pk}/{page}", {"year": year}).status_code == 200


@pytest.mark.parametrize("month", ["0001-01", "9999-12", "2026-13", "x"])
def test_the_calendar_opens_at_any_month(signed_in: Client, employer: Organisation, month: str) -> None:
    assert signed_in.get(f"/en/organisations/{employer.pk}/duties/", {"month": month}).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_row_is_changed_and_removed_by_a_site_that_wraps_no_request_in_a_transaction(
    signed_in: Client, employer: Organisation
) -> None:
    row = made_worker(employer, "1", mail="a@example.org", **TO_LU)
    base = f"/en/organisations/{employer.pk}/workers/{row.pk}/"
    assert signed_in.post(f"{base}change/", {"name": "Anna", "mail": "b@example.org"}).status_code == 302
    row.refresh_from_db()
    assert (row.name, row.mail) == ("Anna", "b@example.org")
    assert signed_in.post(f"{base}remove/").status_code == 302
    assert not Worker.objects.exists()


@pytest.mark.usefixtures("three")
def test_every_filter_and_sort_of_the_page_works_and_says_how_it_is_sorted(
    signed_in: Client, employer: Organisation
) -> None:
    base = f"/en/organisations/{employer.pk}/workers/"
    for limit in LIMIT_FILTERS:
        assert signed_in.get(base, {"limit": limit}).status_code == 200
    for sort in SORTS:
        page = signed_in.get(base, {"sort": f"-{sort}"}).content.decode()
        assert page.count('aria-sort="descending"') == 1
        assert page.count('scope="col"') == len(SORTS) + 3
        assert "<caption>" in page


def test_the_export_neutralises_formulas_and_keeps_numbers(signed_in: Client, employer: Organisation) -> None:
    evil = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")']
    for number, text in enumerate(evil):
        made_worker(employer, f"={number}", name=text, days_home=40, days_work=160, **TO_LU)
    content = signed_in.get(f"/en/organisations/{employer.pk}/workers/export/").content
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    head = [cell.value for cell in sheet[1]]
    assert len(list(sheet.iter_rows(min_row=2))) == len(evil)
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            assert cell.data_type != "f"
            assert not (isinstance(cell.value, str) and cell.value[0] in "=+-@\t\r"), cell.value
            assert cell.hyperlink is None
        by_name = dict(zip(head, row, strict=True))
        assert by_name["Days left to the tax threshold"].value == -6
        assert by_name["Days left to the tax threshold"].data_type == "n"


def test_the_page_of_a_worker_shows_the_numbers_of_its_row(signed_in: Client, employer: Organisation) -> None:
    row = made_worker(employer, "1", days_home=40, days_work=160, **TO_LU)
    assert flattened(explained(row.facts).answer) == row.results
    page = signed_in.get(f"/en/organisations/{employer.pk}/workers/{row.pk}/").content.decode()
    assert f"€{row.results['net']:,.0f}" in page
    assert "6 over 34" in page


@pytest.mark.usefixtures("three")
def test_the_calendar_holds_every_duty_of_every_worker_once(signed_in: Client, employer: Organisation) -> None:
    expected: dict[tuple[str, str, str], int] = {}
    for row in Worker.objects.all():
        for duty in explained(row.facts).answer.duties:
            dates = str(duty.facts.get("dates") or duty.due or "").split(", ")
            for date in dates:
                key = (date, duty.state, duty.code)
                expected[key] = expected.get(key, 0) + 1
    found: dict[tuple[str, str, str], int] = {}
    for due in dues_of(employer, 2026):
        key = (due.date.isoformat() if due.date else "", due.state, due.code)
        found[key] = found.get(key, 0) + due.workers
    assert found == expected
    base = f"/en/organisations/{employer.pk}/duties/"
    calendar = Calendar.from_ical(signed_in.get(f"{base}calendar.ics").content)
    assert len(list(calendar.walk("VEVENT"))) + len(list(calendar.walk("VTODO"))) == len(dues_of(employer, 2026))
    assert {str(event["uid"]) for event in calendar.walk("VEVENT")}.__len__() == len(list(calendar.walk("VEVENT")))
    page = signed_in.get(base).content.decode()
    listed = re.findall(r"workers/\?year=2026&amp;duty=([\d,]+)\">(\d+)<", page)
    assert listed
    for duty, count in listed[:8]:
        assert len(ids(employer, duty=duty)) == int(count)


@pytest.mark.usefixtures("three")
def test_an_entry_of_the_calendar_keeps_its_identity_when_its_rows_are_computed_anew(
    signed_in: Client, employer: Organisation
) -> None:
    def identities(language: str) -> set[str]:
        content = signed_in.get(f"/{language}/organisations/{employer.pk}/duties/calendar.ics").content
        return {str(entry["uid"]) for entry in Calendar.from_ical(content).walk() if "uid" in entry}

    before = identities("en")
    Duty.objects.all().delete()
    Worker.objects.filter(payroll_id="domestic").delete()
    call_command("recompute_workforce", verbosity=0)
    assert before
    assert identities("en") == identities("de")
    assert identities("en") <= before


def test_the_forecast_goes_on_as_planned_from_the_days_so_far(employer: Organisation) -> None:
    until = dt.date(2026, 6, 30)
    so_far = {"days_home": 17, "days_work": 93, **TO_LU}  # of 34, in half a year
    as_before = made_worker(employer, "1", until=until, **so_far)
    never = made_worker(employer, "2", until=until, plan=0, **so_far)
    more = made_worker(employer, "3", until=until, plan=2, **so_far)
    less = made_worker(employer, "4", until=until, plan=0.25, **so_far)
    assert (never.crosses_tax_threshold, less.crosses_tax_threshold) == (None, None)
    assert as_before.crosses_tax_threshold is None or as_before.crosses_tax_threshold.month == 12
    assert more.crosses_tax_threshold is not None
    assert dt.date(2026, 9, 1) <= more.crosses_tax_threshold <= dt.date(2026, 9, 30)
    assert more.home_days == pytest.approx(17 + 2 / 5 * 110 / 181 * 184)
    months = {month.name: dict(month.counts) for month in outlook_of(employer, 2026, dt.date(2026, 7, 1))}
    assert sum(month["tax_threshold"] for month in months.values()) == sum(
        row.crosses_tax_threshold is not None for row in Worker.objects.all()
    )
    assert months["2026-09"]["tax_threshold"] == 1


def test_a_month_of_the_forecast_opens_the_workers_behind_it(signed_in: Client, employer: Organisation) -> None:
    made_worker(employer, "over", days_home=80, days_work=120, **TO_LU)
    page = signed_in.get(f"/en/organisations/{employer.pk}/forecast/").content.decode()
    links = re.findall(r"crosses=([a-z_]+\.2026-\d\d)\">(\d+)<", page)
    assert {link.partition(".")[0] for link, _ in links} <= set(LIMITS)
    assert links
    for link, count in links:
        assert len(ids(employer, crosses=link)) == int(count)


def test_the_database_and_the_page_agree_on_who_breaks_a_policy(employer: Organisation) -> None:
    people = random_workers(120, seed=4, first_year=2026, last_year=2026).to_pylist()
    for person in people:
        facts = {name: value for name, value in person.items() if name != "id" and value not in (None, "")}
        facts |= {name: value.isoformat() for name, value in facts.items() if isinstance(value, dt.date)}
        made_worker(employer, person["id"], **facts)
    policies = [
        Policy.objects.create(organisation=employer, measure="week", most=1),
        Policy.objects.create(organisation=employer, measure="year", most=60, residence="BE"),
        Policy.objects.create(
            organisation=employer, measure="share", most=0.2, residence="NL", employer_state="DE"
        ),
    ]
    for policy in policies:
        of_database = set(Worker.objects.filter(breaking([policy])))
        assert of_database == {row for row in Worker.objects.all() if broken_by(row, [policy])}
    assert set(rows_for(employer, asked_of({"policy": "broken"}, [2026]))) == {
        row for row in Worker.objects.all() if broken_by(row, policies)
    }


def test_a_policy_is_made_and_broken_in_the_table(signed_in: Client, employer: Organisation) -> None:
    made_worker(employer, "two", pattern_home_per_week=2, **TO_LU)
    made_worker(employer, "one", pattern_home_per_week=1, **TO_LU)
    base = f"/en/organisations/{employer.pk}/policies/"
    form = {"measure": "week", "most": "1", "residence": "BE", "employer_state": "LU"}
    assert signed_in.post(f"{base}new/", form).status_code == 302
    assert ids(employer, policy="broken") == ["two"]
    page = signed_in.get(base).content.decode()
    assert "At most 1 home days a week (residence: Belgium, employer: Luxembourg)" in page
    assert "1 worker&#x27;s plan of 2026 breaks it" in page
    assert signed_in.post(f"{base}new/", {**form, "most": "8"}).status_code == 422
    assert signed_in.post(f"{base}new/", {**form, "measure": "share", "most": "25"}).status_code == 302
    assert Policy.objects.get(measure="share").most == 0.25
    signed_in.post(f"{base}{Policy.objects.get(measure='week').pk}/remove/")
    assert Policy.objects.count() == 1


def test_every_page_speaks_four_languages(signed_in: Client, employer: Organisation) -> None:
    row = made_worker(employer, "1", days_home=80, days_work=120, **TO_LU)
    Policy.objects.create(organisation=employer, measure="week", most=0.5)
    pages = (
        "workers/",
        f"workers/{row.pk}/",
        "duties/",
        "forecast/",
        "policies/",
        "workers/uploads/",
        "mine/",
        "log/",
    )
    for language in ("en", "nl", "fr", "de"):
        for page in pages:
            text = signed_in.get(f"/{language}/organisations/{employer.pk}/{page}").content.decode()
            assert not re.findall(r">[^<]*\b(?:workforce|audit|organisations)\.[a-z_.]+[^<]*<", text), (
                language,
                page,
            )
