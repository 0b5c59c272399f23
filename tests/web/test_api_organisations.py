"""An employer through the API: what a viewer of the site sees, to the token of the organisation alone."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from grenswerk.web.api.scopes import Scope
from grenswerk.web.audit.models import Entry
from grenswerk.web.jobs.here import run_here
from grenswerk.web.jobs.models import Job
from grenswerk.web.jobs.submission import cancel
from grenswerk.web.organisations.models import Kind, Membership, Organisation, Role
from grenswerk.web.workforce.handing_in import take_over
from grenswerk.web.workforce.models import Policy
from tests.web.api_world import founded, program, token_for
from tests.web.workforce import made_worker


@pytest.fixture
def here(firm: Organisation) -> str:
    """The address of the employer, with three workers and a policy."""
    for number, home in (("1", 10), ("2", 80), ("3", 33)):
        made_worker(firm, number, name=f"Worker {number}", days_home=home, days_work=220 - home)
    Policy.objects.create(organisation=firm, residence="BE", employer_state="NL", measure="week", most=1)
    return f"/api/v1/organisations/{firm.pk}"


def test_a_token_finds_its_own_organisation(payroll: Client, firm: Organisation, here: str) -> None:
    [own] = payroll.get("/api/v1/organisations").json()
    assert (own["id"], own["name"], own["kind"]) == (str(firm.pk), "Clinique du Nord", "employer")
    assert payroll.get(here).json() == own


def test_members_are_read_with_a_scope_of_their_own(
    payroll: Client, claire: User, firm: Organisation, here: str
) -> None:
    daan = User.objects.create_user(username="daan", email="daan@example.org", password="three-days-at-home")
    Membership.objects.create(organisation=firm, person=daan, role=Role.WORKER)
    found = payroll.get(f"{here}/members").json()
    assert ([(one["mail"], one["role"]) for one in found["members"]], found["workers"]) == (
        [("claire@example.org", "owner")],
        1,
    )
    assert Entry.objects.filter(action="api_members_read", token__isnull=False).count() == 1
    viewer = program(token_for(claire, firm, [Scope.ORGANISATION_READ]))
    assert viewer.get(f"{here}/members").status_code == 403


def test_workers_come_by_nearness_to_a_limit_with_the_policies_they_break(payroll: Client, here: str) -> None:
    page = payroll.get(f"{here}/workers?year=2026&sort=-home").json()
    assert (page["total"], page["page"], page["pages"]) == (3, 1, 1)
    assert [worker["id"] for worker in page["workers"]] == ["2", "3", "1"]
    first = page["workers"][0]
    assert first["residence_share"] == pytest.approx(80 / 220)
    assert first["broken_policies"] == [
        {"residence": "BE", "employer_state": "NL", "measure": "week", "most": 1.0},
    ]
    near = payroll.get(f"{here}/workers?year=2026&limit=crossed.substantial_part").json()
    assert [worker["id"] for worker in near["workers"]] == ["2"]
    assert Entry.objects.filter(action="workers_exported", token__isnull=False).count() == 2


def test_duties_and_policies_of_an_employer_are_read(payroll: Client, here: str) -> None:
    duties = payroll.get(f"{here}/duties?year=2026&lang=nl").json()
    assert {duty["state"] for duty in duties} >= {"BE", "NL"}
    assert max(duty["workers"] for duty in duties) == 3
    assert payroll.get(f"{here}/duties?year=2026&lang=de").json()[0]["what"] != duties[0]["what"]
    assert all(duty["state"] == "BE" for duty in payroll.get(f"{here}/duties?year=2026&state=BE").json())
    assert payroll.get(f"{here}/policies").json() == [
        {"residence": "BE", "employer_state": "NL", "measure": "week", "most": 1.0}
    ]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("workers?sort=shoe_size", 'sort is "shoe_size": expected name, pair, threshold'),
        ("workers?pair=XX-NL", 'pair is "XX-NL": expected NL-NL'),
        ("workers?year=20260", 'year is "20260": expected a year of four figures'),
        ("workers?year=1999", "year is 1999: expected one from 2015 to 2027"),
        ("workers?year=1999&limit=near.substantial_part", "year is 1999: expected one from 2015 to 2027"),
        ("workers?text=%00", "text is"),
        ("workers?page=2", "page is 2: expected a number from 1 to 1"),
        ("workers?page=x", 'page is "x": expected a whole number'),
        ("workers?crosses=tax_threshold.soon", 'crosses is "tax_threshold.soon": expected LIMIT.YYYY-MM'),
        ("workers?near=1", 'query: unknown name "near": expected one of year, page'),
        ("duties?state=XX", 'state is "XX": expected one of NL, BE, DE, LU, FR'),
        ("duties?lang=xx", 'language "xx": expected one of en, nl, fr, de'),
    ],
)
def test_a_wrong_question_is_refused_and_not_left_out(payroll: Client, here: str, query: str, said: str) -> None:
    answer = payroll.get(f"{here}/{query}")
    assert answer.status_code == 422, answer.content
    assert answer.json()["error"].startswith(said)


def test_an_advisers_office_has_no_workers(claire: User) -> None:
    office = founded("Bureau Frontalier", claire, Kind.ADVISER)
    client = program(token_for(claire, office))
    assert client.get(f"/api/v1/organisations/{office.pk}").status_code == 200
    for what in ("workers", "duties", "policies"):
        assert client.get(f"/api/v1/organisations/{office.pk}/{what}").status_code == 404


ROWS = [
    {
        "id": "7",
        "name": "Zoë",
        "year": 2026,
        "residence": "BE",
        "employer_state": "NL",
        "days_work": 190,
        "days_home": 30,
    },
    {"id": "8", "year": 2026, "residence": "DE", "employer_state": "NL", "days_work": 190, "days_home": 30},
]


def sent(client: Client, firm: Organisation, rows: list[dict[str, object]], query: str = "") -> str:
    """The address of a file of workers that was sent and read."""
    asked = client.post(f"/api/v1/organisations/{firm.pk}/uploads{query}", rows, content_type="application/json")
    assert asked.status_code == 202, asked.content
    assert asked.json()["state"] == "reading"
    run_here(Job.objects.get(kind="workforce.upload", state="queued"))
    return str(asked["Location"])


def test_a_payroll_sends_its_workers_looks_and_takes_them_over(payroll: Client, firm: Organisation) -> None:
    address = sent(payroll, firm, ROWS)
    seen = payroll.get(address).json()
    assert (seen["state"], seen["counts"]["new"], seen["errors"], seen["error"]) == ("ready", 2, [], None)
    workers = f"/api/v1/organisations/{firm.pk}/workers?year=2026&sort=name"
    assert payroll.get(workers).json()["total"] == 0
    for _ in range(2):
        assert payroll.post(f"{address}/acceptance").json()["state"] == "accepted"
    assert [one["name"] for one in payroll.get(workers).json()["workers"]] == ["", "Zoë"]
    acted = Entry.objects.filter(token__isnull=False, action__startswith="api_workers").values_list(
        "action", flat=True
    )
    assert sorted(acted) == ["api_workers_accepted", "api_workers_sent"]


def test_a_file_with_a_wrong_row_is_taken_over_not_at_all(payroll: Client, firm: Organisation) -> None:
    address = sent(payroll, firm, [ROWS[0], {**ROWS[1], "residence": "XX"}])
    [fault] = payroll.get(address).json()["errors"]
    assert (fault["row"], fault["id"], fault["column"]) == (2, "8", "residence")
    refused = payroll.post(f"{address}/acceptance")
    assert refused.status_code == 422
    assert refused.json()["error"].startswith("upload: 1 rows are wrong: row 2 (8): residence")
    assert payroll.delete(address).status_code == 200
    assert payroll.get(address).status_code == 404


def test_a_file_that_was_overtaken_is_not_taken_over(payroll: Client, firm: Organisation) -> None:
    first, second = sent(payroll, firm, ROWS), sent(payroll, firm, ROWS[:1])
    assert payroll.post(f"{first}/acceptance").status_code == 200
    refused = payroll.post(f"{second}/acceptance")
    assert (refused.status_code, refused.json()["error"][:49]) == (
        409,
        "upload: the workers were changed since it was rea",
    )
    again = payroll.post(f"{second}/acceptance")
    assert (again.status_code, again.json()) == (409, refused.json())
    assert payroll.get(second).json()["state"] == "outdated"


def taken(client: Client, address: str) -> Job:
    """The job that takes a large file over."""
    asked = client.post(f"{address}/acceptance")
    assert (asked.status_code, asked.json()["state"], asked["Location"]) == (202, "taking", address)
    return Job.objects.get(kind="workforce.accept", state="queued")


def test_a_large_file_is_taken_over_in_the_background_and_says_when(
    payroll: Client, firm: Organisation, claire: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grenswerk.web.api.v1.uploads.FEW", 1)
    address = sent(payroll, firm, ROWS)
    job = taken(payroll, address)
    refused = payroll.post(f"{address}/acceptance")
    assert (refused.status_code, refused.json()) == (
        409,
        {"error": "upload: is taking: expected one that is ready"},
    )
    firm.memberships.filter(person=claire).delete()  # the token is the organisation's
    run_here(job)
    assert payroll.get(address).json()["state"] == "accepted"
    assert payroll.post(f"{address}/acceptance").status_code == 200
    assert payroll.get(f"/api/v1/organisations/{firm.pk}/workers?year=2026").json()["total"] == 2


def test_a_file_whose_job_was_broken_off_can_be_taken_over_or_sent_again(
    payroll: Client, firm: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grenswerk.web.api.v1.uploads.FEW", 1)
    address = sent(payroll, firm, ROWS)
    cancel(taken(payroll, address))
    assert payroll.get(address).json()["state"] == "ready"
    run_here(taken(payroll, address))
    assert payroll.get(address).json()["state"] == "accepted"
    asked = payroll.post(f"/api/v1/organisations/{firm.pk}/uploads", ROWS, content_type="application/json")
    cancel(Job.objects.get(kind="workforce.upload", state="queued"))
    seen = payroll.get(asked["Location"]).json()
    assert (seen["state"], seen["error"]) == (
        "refused",
        "workers.csv: its reading was broken off: expected it to be sent again",
    )


def test_a_file_that_is_still_being_read_is_not_taken_over(payroll: Client, firm: Organisation) -> None:
    asked = payroll.post(f"/api/v1/organisations/{firm.pk}/uploads", ROWS, content_type="application/json")
    refused = payroll.post(f"{asked['Location']}/acceptance")
    assert (refused.status_code, refused.json()) == (
        409,
        {"error": "upload: is reading: expected one that is ready"},
    )


def test_who_takes_a_file_over_that_another_has_just_taken_over_is_told_that_it_is(
    payroll: Client, firm: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def twice(*asked: Any) -> None:
        take_over(*asked)
        take_over(*asked)

    monkeypatch.setattr("grenswerk.web.api.v1.uploads.take_over", twice)
    address = sent(payroll, firm, ROWS)
    taken = payroll.post(f"{address}/acceptance")
    assert (taken.status_code, taken.json()["state"]) == (200, "accepted")
    assert payroll.get(f"/api/v1/organisations/{firm.pk}/workers?year=2026").json()["total"] == 2
