"""Batches of the API: rows and files answered at once, large ones by a job that only its own tokens see."""

from __future__ import annotations

import gzip
import json
from itertools import islice
from pathlib import Path
from typing import Any, cast

import polars as pl
import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import FileResponse
from django.test import Client
from openpyxl import load_workbook

from grenswerk.model.errors import BadInput
from grenswerk.web.api.batch import MOST_ROWS, SMALL, Format, as_csv
from grenswerk.web.api.job_kinds import BATCH
from grenswerk.web.jobs.here import run_here
from grenswerk.web.jobs.kinds import limits_of
from grenswerk.web.jobs.models import Job
from grenswerk.web.organisations.models import Organisation
from tests.web.api_world import WORKER, founded, posted, program, token_for

pytestmark = pytest.mark.usefixtures("compiled")
ROWS = [
    {
        "id": "a",
        "year": 2026,
        "residence": "BE",
        "employer_state": "NL",
        "gross_pay": 50000,
        "days_work": 180,
        "days_home": 34,
    },
    {"id": "b", "year": 2026, "residence": "XX", "employer_state": "NL", "days_work": 180},
    {
        "id": "c",
        "year": 2026,
        "residence": "DE",
        "employer_state": "NL",
        "days_work": 180.0,
        "children": [2015, 2018],
    },
]


def test_rows_are_answered_at_once_each_with_its_own_fault(payroll: Client) -> None:
    answer = posted(payroll, "/api/v1/batch", ROWS)
    assert answer.status_code == 200, answer.content
    rows = answer.json()
    assert [row["id"] for row in rows] == ["a", "b", "c"]
    assert [row["error"] is None for row in rows] == [True, False, True]
    assert "expected one of NL, BE, DE, LU, FR" in rows[1]["error"]
    alone = posted(payroll, "/api/v1/assess", WORKER_OF_A).json()
    assert rows[0]["net"] == pytest.approx(alone["net_pay"]["net"])


WORKER_OF_A = {**WORKER, "days": {"counts": {"work": 180, "home": 34}}}


def test_a_file_of_each_kind_gives_the_same_answers_in_each_kind(payroll: Client, tmp_path: Path) -> None:
    expected = posted(payroll, "/api/v1/batch", ROWS[:1]).json()
    frame = pl.DataFrame(ROWS[:1])
    for kind in ("csv", "xlsx", "parquet"):
        path = tmp_path / f"workers.{kind}"
        getattr(frame, "write_excel" if kind == "xlsx" else f"write_{kind}")(path)
        media_type = Format(kind).media_type
        body = posted(payroll, "/api/v1/batch?answer=json", path.read_bytes(), media_type)
        assert body.json() == expected, kind
        with path.open("rb") as stream:
            form = payroll.post("/api/v1/batch?answer=json", {"file": stream})
        assert form.json() == expected, kind
        same = posted(payroll, "/api/v1/batch", path.read_bytes(), media_type)
        assert same["Content-Type"].partition(";")[0] == media_type
        (tmp_path / f"answers.{kind}").write_bytes(same.content)
        assert _net_in(tmp_path / f"answers.{kind}") == pytest.approx(expected[0]["net"])


def _net_in(path: Path) -> float:
    """The net pay of the first row of a file of answers."""
    if path.suffix == ".xlsx":
        names, first = islice(load_workbook(path).worksheets[0].values, 2)
        return float(str(dict(zip(names, first, strict=True))["net"]))
    return float((pl.read_csv if path.suffix == ".csv" else pl.read_parquet)(path)["net"][0])


BATCH_WRONG: list[tuple[str, Any, str, int, str]] = [
    ("", "[]", "application/json", 422, "body: has no row: expected a row for each worker"),
    ("", "[1]", "application/json", 422, "body: [0] is 1: expected a mapping"),
    ("", "{", "application/json", 422, "body: is not JSON"),
    ("", '[{"id": "a"}]', "application/json", 422, 'body: column "year" is missing'),
    (
        "",
        '[{"yaer": 1}]',
        "application/json",
        422,
        'body: unknown column "yaer": expected a field',
    ),
    (
        "",
        '[{"id": "a:"}, {"id": "b", "year": 2026, "id": "c"}]',
        "application/json",
        422,
        'body: [1]: column "id" stands twice: expected it once',
    ),
    ("?answer=pdf", ROWS, "application/json", 422, 'format "pdf": expected one of json, csv, xlsx, parquet'),
    ("", b"PK\x03\x04 no zip", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 422, "body"),
    ("", b"PAR1 none", "application/vnd.apache.parquet", 422, "body: cannot be read"),
    ("", "a,b\n1", "text/plain", 415, 'Content-Type is "text/plain": expected application/json or text/csv'),
    ("", "x" * (20 * 1024 * 1024 + 1), "text/csv", 413, "body: 20971521 bytes: expected at most 20971520"),
]


@pytest.mark.parametrize("case", BATCH_WRONG, ids=range(len(BATCH_WRONG)))
def test_a_batch_that_cannot_be_used_is_said_in_one_line(
    payroll: Client, case: tuple[str, Any, str, int, str]
) -> None:
    query, body, kind, status, said = case
    answer = posted(payroll, f"/api/v1/batch{query}", body, kind)
    assert answer.status_code == status, answer.content[:300]
    assert answer.json()["error"].startswith(said), answer.json()
    assert "/tmp" not in answer.json()["error"]


def test_rows_with_the_mark_that_windows_puts_before_a_text_are_read(payroll: Client) -> None:
    marked = b"\xef\xbb\xbf" + json.dumps(ROWS).encode()
    answer = posted(payroll, "/api/v1/batch", marked)
    assert answer.status_code == 200
    assert answer.content == posted(payroll, "/api/v1/batch", ROWS).content


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        (["file", "file"], "file, file"),
        (["file", "more"], "file, more"),
        (["more"], "more"),
        ([], "nothing"),
    ],
)
@pytest.mark.parametrize("address", ["batch", "uploads"])
def test_of_several_files_in_a_form_none_is_left_out_silently(
    payroll: Client, firm: Organisation, fields: list[str], found: str, address: str
) -> None:
    path = "batch" if address == "batch" else f"organisations/{firm.pk}/uploads"
    content = b"id,year,residence,employer_state,days_work\na,2026,BE,NL,180\n"
    form: dict[str, list[SimpleUploadedFile]] = {}
    for name in fields:
        form.setdefault(name, []).append(SimpleUploadedFile("workers.csv", content))
    answer = payroll.post(f"/api/v1/{path}", form)
    assert answer.status_code == 422, answer.content
    assert answer.json()["error"] == f'body: the form has {found}: expected one file called "file"'


def test_a_field_of_a_form_that_nobody_reads_is_refused(payroll: Client) -> None:
    content = b"id,year,residence,employer_state,days_work\na,2026,BE,NL,180\n"
    form = {"file": SimpleUploadedFile("workers.csv", content), "answer": "xlsx"}
    answer = payroll.post("/api/v1/batch", form)
    assert answer.status_code == 422
    assert answer.json()["error"] == 'body: the form has answer, file: expected one file called "file"'


@pytest.mark.parametrize("address", ["assess", "batch"])
def test_a_packed_body_is_refused_by_the_name_of_its_packing(payroll: Client, address: str) -> None:
    packed = gzip.compress(json.dumps(ROWS).encode())
    answer = payroll.post(
        f"/api/v1/{address}", packed, content_type="application/json", headers={"content-encoding": "gzip"}
    )
    assert answer.status_code == 415
    assert answer.json()["error"] == 'Content-Encoding is "gzip": expected none, the body as it is'


@pytest.fixture
def many() -> str:
    """More rows than are answered at once."""
    head = "id,year,residence,employer_state,gross_pay,days_work,days_home\n"
    rows = [f"{number},2026,BE,NL,50000,180,34\n" for number in range(SMALL // 20)]
    rows[7] = "7,2026,XX,NL,50000,180,34\n"
    return head + "".join(rows)


def test_a_large_batch_is_a_job_whose_answers_are_fetched_when_it_is_done(payroll: Client, many: str) -> None:
    asked = posted(payroll, "/api/v1/batch?answer=csv", many, "text/csv")
    assert asked.status_code == 202, asked.content
    address = asked["Location"]
    assert asked.json()["state"] == "queued"
    early = payroll.get(f"{address}/result")
    assert (early.status_code, early.json()["error"]) == (409, "job: is queued: expected one that is done")
    run_here(Job.objects.get())
    done = payroll.get(address).json()
    assert (done["state"], done["rows"], done["summary"]["errors"]) == ("done", SMALL // 20, 1)
    answers = b"".join(cast("FileResponse", payroll.get(done["result"])))
    assert answers.count(b"\n") == SMALL // 20 + 1


def test_a_large_batch_of_bad_rows_fails_in_the_words_of_the_command_line(payroll: Client, many: str) -> None:
    asked = posted(payroll, "/api/v1/batch", many.replace("gross_pay", "gros_pay"), "text/csv").json()
    run_here(Job.objects.get())
    failed = payroll.get(asked["address"]).json()
    assert failed["state"] == "failed"
    assert failed["error"].startswith('body: unknown column "gros_pay": expected a field of the worker file')


def test_a_job_is_cancelled_and_nobody_else_finds_it(
    payroll: Client, claire: User, many: str, firm: Organisation
) -> None:
    address = posted(payroll, "/api/v1/batch", many, "text/csv")["Location"]
    other = program(token_for(claire, founded("Ander bedrijf", claire)))
    own = program(token_for(claire))
    for stranger in (other, own):
        for ask in (stranger.get, stranger.delete):
            assert ask(address).status_code == 404
        assert stranger.get(f"{address}/result").status_code == 404
    assert program(token_for(claire, firm)).get(address).status_code == 200
    assert payroll.delete(address).json()["state"] == "cancelled"


def test_before_the_rules_are_compiled_every_batch_is_a_job(
    payroll: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grenswerk.population.compiling.is_complete", lambda: False)
    assert posted(payroll, "/api/v1/batch", ROWS).status_code == 202
    run_here(Job.objects.get())
    monkeypatch.undo()
    assert posted(payroll, "/api/v1/batch", ROWS).status_code == 200


@pytest.mark.parametrize("row", [b"{}", b"[]", b'{"id":"{"}', b'{"id":[[]]}'])
def test_rows_are_counted_before_any_of_them_is_made(row: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    body = b"[" + b",".join([row] * (4 * MOST_ROWS + 1)) + b"]"
    monkeypatch.setattr("msgspec.json.decode", lambda *_, **__: pytest.fail("decoded"))
    with pytest.raises(BadInput, match=f"^body: more than {MOST_ROWS} rows: expected at most {MOST_ROWS}$"):
        as_csv(body)


def test_a_brace_within_a_text_is_no_row() -> None:
    text = "{" * (MOST_ROWS + 1) + '\\"'
    assert as_csv(json.dumps([{"id": text}]).encode()).decode().count("{") == len(text) - 2
    with pytest.raises(BadInput, match="is not JSON"):
        as_csv(b'"' + b'\\"{' * (MOST_ROWS + 1))


def test_who_has_too_many_jobs_waiting_is_told_to_come_again_later(payroll: Client, many: str) -> None:
    kept = cast("Any", limits_of(BATCH))
    for _ in range(kept.running + kept.waiting):
        assert posted(payroll, "/api/v1/batch", many, "text/csv").status_code == 202
    refused = posted(payroll, "/api/v1/batch", many, "text/csv")
    assert refused.status_code == 429, refused.content
    assert refused["Retry-After"] == "60"
    assert "22 jobs are running or waiting: expected fewer" in refused.json()["error"]
