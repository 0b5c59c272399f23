"""Files and texts that are made to hurt: too large when unpacked, too deep, named as paths, read as formulas."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator

import openpyxl
import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from grenswerk.documents import parse
from grenswerk.model.errors import BadInput
from grenswerk.web.jobs.models import Job
from grenswerk.web.mydays.models import Change, Day, Year
from grenswerk.web.organisations.membership import found
from grenswerk.web.organisations.models import Kind, Organisation
from grenswerk.web.workforce.models import Upload
from tests.web.workforce import made_worker

IMPORT = "/en/mydays/2026/import/"


@pytest.fixture
def hospital(claire: User) -> Organisation:
    """An employer that Claire has founded."""
    return found(claire, "Hospital", Kind.EMPLOYER)


def _bomb(size: int) -> bytes:
    """An xlsx file whose sheet unpacks to so many bytes."""
    small = io.BytesIO()
    openpyxl.Workbook().save(small)
    out = io.BytesIO()
    with zipfile.ZipFile(small) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            if name != "xl/worksheets/sheet1.xml":
                made.writestr(name, given.read(name))
        row = b"<row>" + b"<c t='inlineStr'><is><t>x</t></is></c>" * 50 + b"</row>"
        with made.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(
                b"<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>"
            )
            for _ in range(size // len(row)):
                sheet.write(row)
            sheet.write(b"</sheetData></worksheet>")
    return out.getvalue()


def _entities() -> bytes:
    """An xlsx file whose sheet defines entities in terms of each other, and one that names a file."""
    out = io.BytesIO()
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    sheet = (
        f'<!DOCTYPE x [<!ENTITY a0 "ha"><!ENTITY file SYSTEM "file:///etc/passwd">{levels}]>'
        "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>"
        "<row><c t='inlineStr'><is><t>&a9;&file;</t></is></c></row></sheetData></worksheet>"
    )
    small = io.BytesIO()
    openpyxl.Workbook().save(small)
    with zipfile.ZipFile(small) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            made.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else given.read(name))
    return out.getvalue()


@pytest.mark.usefixtures("year")
@pytest.mark.parametrize("content", [_bomb(400_000_000), _entities()], ids=["large", "entities"])
def test_a_file_of_days_that_explodes_is_refused(signed_in: Client, content: bytes) -> None:
    assert len(content) < 2 * 1024 * 1024
    answer = signed_in.post(IMPORT, {"file": SimpleUploadedFile("days.xlsx", content)})
    assert answer.status_code == 422
    assert "root:" not in answer.content.decode()
    assert not Day.objects.exists()


@pytest.mark.usefixtures("year")
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("days.csv", b"\xff\xfe\x00" * 1000),
        ("days.csv", b"date;state\n" + b'"' * 100_000),
        ("days.csv", b"date," + b"x," * 200_000 + b"\n"),
        ("days.ics", b"BEGIN:VCALENDAR\n" * 20_000),
        (
            "days.ics",
            b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260101\nRRULE:FREQ=SECONDLY\nEND:VEVENT\nEND:VCALENDAR",
        ),
        ("days.xlsx", b"PK\x03\x04 no zip"),
        ("days.exe", b"MZ"),
        ("days", b""),
    ],
)
def test_a_broken_file_of_days_is_refused_in_one_line(signed_in: Client, name: str, content: bytes) -> None:
    answer = signed_in.post(IMPORT, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert "Traceback" not in answer.content.decode()
    assert not Day.objects.exists()


NAMES = (
    "../../../../etc/passwd.csv",
    "..\\..\\x.csv",
    "/etc/cron.d/x.csv",
    "a\x00b.csv",
    "con.csv",
    "x" * 300 + ".csv",
)


@pytest.mark.usefixtures("year")
@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_is_a_path_is_only_a_name(signed_in: Client, name: str, hospital: Organisation) -> None:
    rows = b"date;state;activity\n2026-03-03;FR;telework\n"
    answer = signed_in.post(IMPORT, {"file": SimpleUploadedFile(name, rows)})
    assert answer.status_code in (200, 422)
    address = f"/en/organisations/{hospital.pk}/workers/uploads/"
    answer = signed_in.post(address, {"file": SimpleUploadedFile(name, b"worker\n1\n")})
    assert answer.status_code in (302, 422)
    for job in Job.objects.all():
        assert {path.name for path in job.given.iterdir()} == {"upload.csv"}
    for upload in Upload.objects.all():
        assert "/" not in upload.name
        assert "\\" not in upload.name or len(upload.name) <= 80


def test_a_file_of_a_job_is_named_by_the_job_alone(signed_in: Client, claire: User) -> None:
    job = Job.objects.create(owner=claire, kind="laboratory.run", payload={}, state="done", files=["table.csv"])
    for name in ("..%2F..%2Fsecret-key", "%2e%2e%2fsecret-key", "other.csv", "table.csv%00", "..\\secret-key"):
        assert signed_in.get(f"/en/jobs/{job.pk}/files/{name}").status_code == 404
        assert signed_in.get(f"/en/jobs/{job.pk}/files/{name}/").status_code == 404


LAUGHS = "a0: &a0 [ha, ha]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12))
BOMBS = (
    LAUGHS,
    "worker: " + "[" * 100_000,
    "worker: " + "{a: " * 50_000,
    "- " * 200_000,
    "? " * 200_000,
    "worker: &w\n  <<: *w\n",
    "!!python/object/apply:os.system [echo]",
    "worker: !!binary " + "A" * 400_000,
    "a: " + "9" * 400_000,
    "\x00",
    "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace") * 1000,
)


@pytest.mark.parametrize("text", BOMBS, ids=range(len(BOMBS)))
def test_a_text_in_yaml_that_explodes_is_refused_at_once(text: str) -> None:
    from grenswerk.days import worker_file

    with pytest.raises(BadInput) as refused:
        worker_file(parse(text, "text"), "text")
    assert len(str(refused.value)) < 1000
    assert "\n" not in str(refused.value)


FORMULAS = ("=cmd|'/c calc'!A1", "+1+1", "-2+3", "@SUM(A1)", "\t=1", '=HYPERLINK("http://attacker.example")')


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_name_is_no_formula_in_an_exported_table(
    signed_in: Client, hospital: Organisation, formula: str
) -> None:
    made_worker(hospital, formula, name=formula)
    answer = signed_in.get(f"/en/organisations/{hospital.pk}/workers/export/?year=2026")
    assert answer.status_code == 200
    for value, kind in _cells(answer.content):
        assert kind != "f", value
        assert not str(value).startswith(("=", "+", "@", "\t")), value
    assert b"<f>" not in b"".join(_parts(answer.content))


def _cells(content: bytes) -> Iterator[tuple[object, str]]:
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        for row in sheet.iter_rows():
            yield from ((cell.value, cell.data_type) for cell in row if cell.value is not None)


def _parts(content: bytes) -> Iterator[bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        yield from (archive.read(name) for name in archive.namelist() if "sheet" in name)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_employment_is_no_formula_in_the_log_that_one_downloads(
    signed_in: Client, year: Year, kind: str
) -> None:
    employments = [{**year.facts["employments"][0], "id": "=1+1"}]
    year.facts = {**year.facts, "employments": employments}
    year.save()
    row = {"state": "FR", "activity": "telework", "employment": "=1+1"}
    Day.objects.create(year=year, date="2026-03-03", entries=[row], changed_by=1)
    Change.objects.create(year=year, number=1, kind="edit", before={}, after={})
    content = signed_in.get(f"/en/mydays/2026/download/{kind}/").content
    values = (
        [value for value, _ in _cells(content)]
        if kind == "xlsx"
        else [value for line in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for value in line]
    )
    assert values
    assert not [value for value in values if str(value).startswith(("=", "+", "@"))]


@pytest.mark.parametrize("name", ["A\r\nBcc: thief@example.org", "A\nX: 1", "A\x00B", "A\u2028B", "A\x0bB"])
def test_a_name_puts_no_line_into_the_head_of_a_mail(signed_in: Client, claire: User, name: str) -> None:
    answer = signed_in.post("/en/organisations/", {"name": name, "kind": "employer"})
    assert answer.status_code in (302, 422)
    Organisation.objects.all().delete()
    organisation = found(claire, name.replace("\x00", ""), Kind.EMPLOYER)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.transaction.on_commit", lambda do, **_: do())
        address = f"/en/organisations/{organisation.pk}/invitations/"
        assert signed_in.post(address, {"mail": "daan@example.org", "role": "hr"}).status_code in (302, 422)
    for sent in mail.outbox:
        assert sent.recipients() == ["daan@example.org"]
        assert "\nBcc:" not in str(sent.message()).partition("\n\n")[0]


@pytest.mark.parametrize(
    "sent", ["a@example.org\nBcc: b@example.org", "a@example.org,b@example.org", '"a\r\n"@x.org']
)
def test_an_address_is_one_address(signed_in: Client, hospital: Organisation, sent: str) -> None:
    address = f"/en/organisations/{hospital.pk}/invitations/"
    assert signed_in.post(address, {"mail": sent, "role": "hr"}).status_code == 422
    assert not mail.outbox
