"""A ledger of days gives the forecast by each worker's own pace; invitations to all; which account gets a row."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.management import call_command
from django.test import Client

from grenswerk.days.pace import LIMITS
from grenswerk.population.forecast import forecast
from grenswerk.web.jobs.here import run_here
from grenswerk.web.jobs.models import Job
from grenswerk.web.organisations.models import Invitation, Membership, Organisation, Role
from grenswerk.web.workforce.models import Origin, Sharing, Upload, Worker
from tests.web.test_workforce_table import TO_LU, employer
from tests.web.test_workforce_upload import accept, address, upload
from tests.web.workforce import made_worker

__all__ = ["employer"]


def ledger(**home: int) -> bytes:
    """The working days of January to June, every so many of them at home; by worker."""
    lines = ["id,date,state,activity"]
    days = [dt.date(2026, 1, 1) + dt.timedelta(days=day) for day in range(181)]
    for worker, every in home.items():
        for number, day in enumerate(day for day in days if day.weekday() < 5):
            at_home = number % every == 0
            lines.append(f"{worker},{day},{'BE,telework' if at_home else 'LU,office'}")
    return "\n".join(lines).encode()


def test_a_ledger_moves_the_forecast_to_the_pace_of_its_days(
    signed_in: Client, employer: Organisation, tmp_path: Path
) -> None:
    for name in ("often", "rarely"):
        made_worker(employer, name, days_home=10, days_work=200, **TO_LU)
    content = ledger(often=3, rarely=30)
    read = upload(signed_in, employer, content, "days.csv")
    assert (read.kind, read.counts) == (Upload.Kind.LEDGER, {"changed": 2, "wrong": 0})
    assert "forecast of 2 workers" in signed_in.get(address(read)).content.decode()
    assert not Worker.objects.filter(ledger=True).exists()
    accept(signed_in, read)
    days, facts = tmp_path / "days.csv", tmp_path / "workers.csv"
    days.write_bytes(content)
    facts.write_text("id,year,residence,employer_state\noften,2026,BE,LU\nrarely,2026,BE,LU\n")
    for expected in forecast(days, facts).frame.iter_rows(named=True):
        row = Worker.objects.get(payroll_id=expected["id"])
        assert row.ledger
        assert [getattr(row, f"crosses_{limit}") for limit in LIMITS] == [
            expected[f"crosses_{limit}"] for limit in LIMITS
        ]
    often = Worker.objects.get(payroll_id="often")
    assert often.crosses_tax_threshold == dt.date(2026, 5, 25), "its 35th home day"
    call_command("recompute_workforce", verbosity=0)
    often.refresh_from_db()
    assert often.crosses_tax_threshold == dt.date(2026, 5, 25), (
        "the days of the ledger are not kept, their forecast is"
    )
    page = signed_in.get(f"/en/organisations/{employer.pk}/forecast/").content.decode()
    assert "2 of 2 workers: from uploaded days." in page
    kept = json.dumps(
        [list(Worker.objects.values("facts", "results")), list(Upload.objects.values("counts", "errors"))]
    )
    assert "2026-01" not in kept


def test_a_worker_of_four_days_a_week_is_foreseen_with_those_of_five(
    signed_in: Client, employer: Organisation
) -> None:
    for name, facts in (("four", {"days_per_week": 4}), ("five", {})):
        made_worker(employer, name, **{**TO_LU, **facts, "from": "2026-01-01"})
    read = upload(signed_in, employer, ledger(four=3, five=3), "days.csv")
    assert (read.wrong, read.counts) == ("", {"changed": 2, "wrong": 0})


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"id,date,state\nnobody,2026-01-05,LU\n", 'days.csv: id "nobody" has no row of 2026'),
        (b"id,date,state\n1,2025-12-31,LU\n1,2026-01-05,LU\n", "days.csv: dates of the years 2025, 2026"),
        (b"id,date,state,gross_pay\n1,2026-01-05,LU,3\n", 'days.csv: unknown column "gross_pay"'),
        (b"id,date\n1,2026-01-05\n", 'days.csv: column "state" is missing'),
        (b"id,date,state\n1,,LU\n", "days.csv: dates of the years none"),
        (b"id,date,state\n1,soon,LU\n", "days.csv: dates of the years none"),
        (b"id,date,state\n1,2026-01-05,LU\n,2026-01-06,LU\n", "days.csv: row 2: id is empty"),
    ],
)
def test_a_ledger_that_cannot_be_used_is_refused_in_one_line(
    signed_in: Client, employer: Organisation, content: bytes, line: str
) -> None:
    made_worker(employer, "1", **TO_LU)
    read = upload(signed_in, employer, content, "days.csv")
    assert read.state == Upload.State.REFUSED
    assert read.wrong.startswith(line), read.wrong
    assert "\n" not in read.wrong
    assert "/tmp" not in read.wrong


def test_what_is_wrong_with_the_days_of_a_worker_stands_at_the_row_of_the_first_of_them(
    signed_in: Client, employer: Organisation
) -> None:
    for name in ("fine", "wrong"):
        made_worker(employer, name, **TO_LU)
    rows = [f"fine,2026-03-{day:02d},BE,telework" for day in range(2, 7)]
    twice = "wrong,2026-03-02,BE,telework"
    content = "\n".join(["id,date,state,activity", *rows, twice, twice]).encode()
    read = upload(signed_in, employer, content, "days.csv")
    assert read.counts["wrong"] == 1
    assert read.errors == [[6, "wrong", "", "date 2026-03-02 stands twice: expected one row a day in a ledger"]]


def test_a_row_of_a_ledger_that_cannot_be_read_is_named_and_nothing_is_taken_over(
    signed_in: Client, employer: Organisation
) -> None:
    for name in ("fine", "wrong"):
        made_worker(employer, name, **TO_LU)
    rows = ["fine,2026-03-02,BE", "wrong,2026-03-02,BE", "wrong,2026-02-31,BE", "wrong,2026-03-03,Belgium"]
    read = upload(signed_in, employer, "\n".join(["id,date,state", *rows]).encode(), "days.csv")
    assert read.counts == {"changed": 1, "wrong": 1}
    assert read.errors == [[3, "wrong", "", 'date is "2026-02-31": expected a date, YYYY-MM-DD']]
    signed_in.post(address(read, "accept/"))
    read.refresh_from_db()
    assert read.state == Upload.State.READY


def test_a_log_that_its_worker_shares_goes_before_the_employers_ledger(
    signed_in: Client, employer: Organisation
) -> None:
    row = made_worker(employer, "1", **TO_LU)
    Worker.objects.filter(pk=row.pk).update(origin=Origin.COUNTS)
    read = upload(signed_in, employer, ledger(**{"1": 3}), "days.csv")
    assert read.counts["changed"] == 0


@pytest.mark.django_db(transaction=True)
def test_everybody_with_an_address_is_invited_once(
    signed_in: Client, employer: Organisation, claire: User
) -> None:
    for number in range(3):
        made_worker(employer, f"{number}", mail=f"w{number}@example.org")
    made_worker(employer, "again", mail="w0@example.org")
    made_worker(employer, "silent")
    made_worker(employer, "hers", mail=claire.email)
    base = f"/en/organisations/{employer.pk}/workers/invite/"
    for _ in range(2):
        signed_in.post(base, {"year": "2026"})
        for job in Job.objects.filter(kind="workforce.invite", state="queued"):
            run_here(job)
    assert sorted(message.to[0] for message in mail.outbox) == [f"w{number}@example.org" for number in range(3)]
    assert Invitation.objects.count() == 3


def test_rows_of_another_year_belong_to_the_account_that_the_address_belongs_to(
    signed_in: Client, employer: Organisation
) -> None:
    anna = User.objects.create_user(username="anna", email="anna@example.org")
    Membership.objects.create(organisation=employer, person=anna, role=Role.WORKER)
    made_worker(employer, "1", account=anna, mail="anna@example.org", **TO_LU)
    lines = "id;mail;year;residence;employer_state;days_home\n1;anna@example.org;2027;BE;LU;3\n2;;2027;BE;LU;3\n"
    accept(signed_in, upload(signed_in, employer, lines.encode()))
    assert Worker.objects.get(year=2027, payroll_id="1").account == anna
    assert Worker.objects.get(year=2027, payroll_id="2").account is None


def test_a_member_who_claims_an_address_without_proving_it_gets_no_row(
    signed_in: Client, employer: Organisation
) -> None:
    mallory = User.objects.create_user(username="mallory", email="anna@example.org")
    Membership.objects.create(organisation=employer, person=mallory, role=Role.WORKER)
    lines = "id;mail;year;residence;employer_state;days_home\n1;anna@example.org;2026;BE;LU;3\n"
    accept(signed_in, upload(signed_in, employer, lines.encode()))
    assert Worker.objects.get().account is None


def test_rows_are_computed_anew_when_the_law_has_changed(employer: Organisation) -> None:
    row = made_worker(employer, "1", days_home=40, days_work=160, **TO_LU)
    right = row.results
    Worker.objects.update(results={}, threshold_left=None)
    row.duties.clear()
    call_command("recompute_workforce", verbosity=0)
    row.refresh_from_db()
    assert (row.results, row.threshold_left) == (right, -6)
    assert row.duties.count() == row.duty_count
    assert not Sharing.objects.exists()
