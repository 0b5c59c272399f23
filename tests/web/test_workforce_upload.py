"""A file of workers: read in the background, shown before anything is written, taken over whole or not at all."""

from __future__ import annotations

import csv
import io
from typing import Any

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from grenswerk.population import evaluate
from grenswerk.web.audit.models import Entry
from grenswerk.web.jobs.here import run_here
from grenswerk.web.jobs.models import Job
from grenswerk.web.organisations.membership import found
from grenswerk.web.organisations.models import Kind, Organisation
from grenswerk.web.workforce.columns import COLUMNS
from grenswerk.web.workforce.export import meaning_of
from grenswerk.web.workforce.models import Duty, Upload, Worker
from tests.population.workers import random_workers

Rows = list[dict[str, Any]]
ANNA = {
    "id": "1",
    "name": "Anna",
    "mail": "anna@example.org",
    "year": "2026",
    "residence": "BE",
    "employer_state": "LU",
}
ANNA |= {"days_work": "190", "days_home": "30", "gross_pay": "50000"}
BO = {
    **ANNA,
    "id": "2",
    "name": "Bo",
    "mail": "",
    "residence": "DE",
    "employer_state": "NL",
    "days_home": "80",
    "gross_pay": "61000,50",
}


@pytest.fixture
def employer(claire: User) -> Organisation:
    """An employer that Claire has founded."""
    return found(claire, "Hospital", Kind.EMPLOYER)


def as_csv(rows: Rows) -> bytes:
    """Rows as a csv file."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(dict.fromkeys(name for row in rows for name in row)), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def upload(
    browser: Client, employer: Organisation, content: bytes, name: str = "workers.csv", **form: str
) -> Upload:
    """Hand a file in and have it read."""
    given = {"file": SimpleUploadedFile(name, content), **form}
    answer = browser.post(f"/en/organisations/{employer.pk}/workers/uploads/", given)
    assert answer.status_code == 302, answer.content.decode()
    last = Upload.objects.order_by("pk").last()
    assert last is not None
    run_here(Job.objects.get(pk=str(last.job)))
    last.refresh_from_db()
    return last


def address(upload: Upload, step: str = "") -> str:
    """The address of an upload."""
    return f"/en/organisations/{upload.organisation_id}/workers/uploads/{upload.pk}/{step}"


def accept(browser: Client, upload: Upload) -> None:
    """Take an upload over."""
    answer = browser.post(address(upload, "accept/"))
    assert answer.status_code == 302
    upload.refresh_from_db()
    if upload.state == Upload.State.TAKING:
        run_here(Job.objects.get(pk=str(upload.job)))
        upload.refresh_from_db()


def test_a_file_is_shown_before_it_is_written_and_then_written_whole(
    signed_in: Client, employer: Organisation
) -> None:
    read = upload(signed_in, employer, as_csv([ANNA, BO]))
    assert read.counts == {"new": 2, "changed": 0, "same": 0, "removed": 0, "wrong": 0}
    assert "Anna" in signed_in.get(address(read)).content.decode()
    assert not Worker.objects.exists()
    accept(signed_in, read)
    anna, bo = Worker.objects.all()
    assert (anna.name, anna.mail, anna.pair, anna.threshold_left) == ("Anna", "anna@example.org", "BE-LU", 4)
    assert bo.threshold_left == -46
    assert bo.facts["gross_pay"] == 61000.5
    assert read.content is None
    assert Entry.objects.filter(action="workers_uploaded", thing=f"workforce:{employer.pk}").exists()


def test_the_same_file_in_every_format_says_the_same(signed_in: Client, employer: Organisation) -> None:
    accept(signed_in, upload(signed_in, employer, as_csv([ANNA, BO])))
    book = Workbook()
    assert book.active is not None
    names = list(ANNA)
    book.active.append(names)
    for row in (ANNA, BO):
        numbers = {name: float(str(row[name]).replace(",", ".")) for name in ("days_home", "gross_pay")}
        book.active.append([numbers.get(name, row[name]) for name in names])
    stream = io.BytesIO()
    book.save(stream)
    read = upload(signed_in, employer, stream.getvalue(), "workers.xlsx")
    assert read.counts["same"] == 2, read.counts
    stream = io.BytesIO()
    typed = {name: [ANNA[name], BO[name]] for name in names if name != "gross_pay"}
    pq.write_table(pa.table({**typed, "gross_pay": [50000.0, 61000.5], "days_home": [30, 80]}), stream)
    read = upload(signed_in, employer, stream.getvalue(), "workers.parquet")
    assert read.counts["same"] == 2, read.counts


def test_a_second_file_changes_adds_and_removes_only_when_it_holds_everybody(
    signed_in: Client, employer: Organisation
) -> None:
    accept(signed_in, upload(signed_in, employer, as_csv([ANNA, BO])))
    anna = Worker.objects.get(payroll_id="1")
    again = [{**ANNA, "days_home": "40"}, {**ANNA, "id": "3", "mail": ""}]
    assert upload(signed_in, employer, as_csv(again)).counts["removed"] == 0
    read = upload(signed_in, employer, as_csv(again), whole="on")
    assert read.counts == {"new": 1, "changed": 1, "same": 0, "removed": 1, "wrong": 0}
    assert "days_home" in signed_in.get(address(read)).content.decode()
    accept(signed_in, read)
    assert sorted(Worker.objects.values_list("payroll_id", flat=True)) == ["1", "3"]
    anna.refresh_from_db()
    assert anna.threshold_left == -6


def test_a_wrong_row_is_told_by_row_and_column_and_nothing_is_taken_over(
    signed_in: Client, employer: Organisation
) -> None:
    rows = [ANNA, {**BO, "days_home": "many"}, {**BO, "id": "3", "mail": "nobody"}, {**ANNA}, {**BO, "id": ""}]
    read = upload(signed_in, employer, as_csv(rows))
    lines = {(row, column): line for row, _, column, line in read.errors}
    assert lines[2, "days_home"] == 'days_home is "many": expected a number, at least 0 and at most 366'
    assert set(lines) == {(2, "days_home"), (3, "mail"), (4, "id"), (5, "id")}
    page = signed_in.get(address(read)).content.decode()
    assert "days_home is &quot;many&quot;" in page
    assert "accept/" not in page
    signed_in.post(address(read, "accept/"))
    assert not Worker.objects.exists()
    sheet = load_workbook(io.BytesIO(signed_in.get(address(read, "faults.xlsx")).content)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]][:3] == [2, "2", "days_home"]


@pytest.mark.parametrize(
    ("content", "name", "line"),
    [
        (
            b"id;year;residence;employer_state;days_hom\n1;2026;BE;NL;3\n",
            "w.csv",
            'w.csv: unknown column "days_hom"',
        ),
        (b"year;residence;employer_state;days_home\n2026;BE;NL;3\n", "w.csv", 'w.csv: column "id" is missing'),
        (
            b"id;year;residence;employer_state;logged_third;days_home\n",
            "w.csv",
            'w.csv: unknown column "logged_third"',
        ),
        (b"id;year;residence;employer_state;days_home\n", "w.csv", "w.csv: has no row"),
        (b"", "w.csv", "w.csv: cannot be read"),
        (b"PK\x03\x04 no workbook", "w.xlsx", "w.xlsx: cannot be read"),
        (b"PAR1 nothing", "w.parquet", "w.parquet: cannot be read"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_one_line(
    signed_in: Client, employer: Organisation, content: bytes, name: str, line: str
) -> None:
    read = upload(signed_in, employer, content or b"\n", name)
    assert read.state == Upload.State.REFUSED
    assert read.wrong.startswith(line), read.wrong
    assert "\n" not in read.wrong
    page = signed_in.get(address(read)).content.decode()
    assert "/tmp" not in page


def test_a_file_of_another_kind_is_not_read_at_all(signed_in: Client, employer: Organisation) -> None:
    given = {"file": SimpleUploadedFile("workers.exe", b"MZ")}
    answer = signed_in.post(f"/en/organisations/{employer.pk}/workers/uploads/", given)
    assert answer.status_code == 422
    assert "expected one of .csv, .xlsx, .parquet" in answer.content.decode()


def test_a_preview_that_others_have_overtaken_is_not_taken_over(signed_in: Client, employer: Organisation) -> None:
    first, second = (upload(signed_in, employer, as_csv([ANNA, {**BO, "days_home": days}])) for days in ("1", "2"))
    accept(signed_in, first)
    accept(signed_in, second)
    assert second.state == Upload.State.OUTDATED
    assert "changed since this preview" in signed_in.get(address(second)).content.decode()
    assert Worker.objects.get(payroll_id="2").facts["days_home"] == 1


@pytest.mark.parametrize("step", ["change", "remove"])
def test_a_preview_is_not_taken_over_where_one_of_its_rows_was_changed_by_hand(
    signed_in: Client, employer: Organisation, step: str
) -> None:
    accept(signed_in, upload(signed_in, employer, as_csv([ANNA, BO])))
    read = upload(signed_in, employer, as_csv([{**ANNA, "days_home": "40"}, BO]))
    anna = Worker.objects.get(payroll_id="1")
    form = {"name": "Anna B", "mail": "b@example.org"}
    signed_in.post(f"/en/organisations/{employer.pk}/workers/{anna.pk}/{step}/", form)
    accept(signed_in, read)
    assert read.state == Upload.State.OUTDATED
    assert not Worker.objects.filter(mail="anna@example.org").exists()


def test_a_reading_that_ends_while_its_page_is_made_is_shown_and_not_said_to_be_lost(
    signed_in: Client, employer: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = upload(signed_in, employer, as_csv([ANNA]))
    Upload.objects.filter(pk=read.pk).update(state=Upload.State.READING)
    find = Job.objects.filter

    def filtered(*args: Any, **given: Any) -> Any:
        """The job's last step is committed after the page has read the upload."""
        Upload.objects.filter(pk=read.pk).update(state=Upload.State.READY)
        return find(*args, **given)

    monkeypatch.setattr(Job.objects, "filter", filtered)
    page = signed_in.get(address(read)).content.decode()
    assert "accept/" in page


def test_a_discarded_upload_leaves_nothing(signed_in: Client, employer: Organisation) -> None:
    read = upload(signed_in, employer, as_csv([ANNA]))
    job = Job.objects.get(pk=str(read.job))
    assert not list(job.given.glob("*")), "the file itself is gone when it was read"
    signed_in.post(address(read, "discard/"))
    assert not Upload.objects.exists()


def test_what_is_kept_is_what_the_batch_engine_gives_for_random_workers(
    signed_in: Client, employer: Organisation
) -> None:
    workers = random_workers(300, seed=10, first_year=2026, last_year=2026)
    out = io.BytesIO()
    pa_csv.write_csv(workers, out)
    accept(signed_in, upload(signed_in, employer, out.getvalue()))
    expected = {row["id"]: row for row in evaluate(workers).to_pylist()}
    kept = list(Worker.objects.all())
    assert len(kept) == 300
    for worker in kept:
        answer = expected[worker.payroll_id]
        assert worker.results == {name: value for name, value in answer.items() if name not in ("id", "error")}
        assert worker.duties.count() == answer["duties"] == worker.duty_count
    assert Duty.objects.count() < Worker.duties.through.objects.count() / 3


def test_every_column_of_the_template_is_explained_and_its_first_sheet_is_a_file(
    signed_in: Client, employer: Organisation
) -> None:
    content = signed_in.get(f"/en/organisations/{employer.pk}/workers/template/").content
    book = load_workbook(io.BytesIO(content))
    first, second = book.worksheets
    assert all(cell.value in {column.name for column in COLUMNS} for cell in first[1])
    assert [row[0].value for row in second.iter_rows(min_row=2)] == [column.name for column in COLUMNS]
    assert not [column.name for column in COLUMNS if meaning_of(column.name).startswith("workforce.")]
    read = upload(signed_in, employer, content, "template.xlsx")
    assert read.wrong == "template.xlsx: has no row: expected a row for each worker"
