"""The laboratory in the browser: what is asked, what is refused, what is kept, and who may read it."""

from __future__ import annotations

import csv
import io
from typing import Any

import openpyxl
import polars as pl
import pytest
from django.contrib.auth.models import User
from django.test import Client, override_settings

from grenswerk.lab import evaluation
from grenswerk.lab.report.html import html
from grenswerk.model.errors import BadInput
from grenswerk.web.jobs.here import run_here
from grenswerk.web.jobs.models import Job, State
from grenswerk.web.laboratory import question
from grenswerk.web.laboratory.documents import neutral
from grenswerk.web.laboratory.keeping import report_in, table_in
from grenswerk.web.laboratory.models import Result, Run
from grenswerk.web.laboratory.question import OwnLimit, Question, experiment_of, key_of
from tests.lab.explained import explained

ASKED: dict[str, Any] = {
    "border": "BE-NL",
    "year": "2026",
    "reforms": ["nl-be-34"],
    "behaviours": ["none"],
    "size": "200",
    "world": "own_counter",
    "yaml": "",
}
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def _engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """The law itself, uncompiled: it says the same and needs no compiling."""
    monkeypatch.setattr(evaluation, "compiled", explained)


@pytest.fixture
def other(db: None) -> Client:  # noqa: ARG001
    """The browser of somebody else with an account."""
    browser = Client(headers={"host": "localhost"})
    browser.force_login(User.objects.create_user(username="other"), backend=BACKEND)
    return browser


def _ask(browser: Client, **changed: Any) -> Any:
    return browser.post("/en/laboratory/new/", {**ASKED, **changed})


def _run(browser: Client, **changed: Any) -> str:
    """Ask for a run, work it off, and return the address of its result."""
    address = str(_ask(browser, **changed)["Location"])
    for job in Job.objects.filter(state=State.QUEUED):
        assert run_here(job).state == State.DONE, job.error
    return address


def test_a_run_goes_through_a_job_to_a_page_with_its_figures(signed_in: Client) -> None:
    answer = _ask(signed_in, own_days="48", own_excess="on")
    address = answer["Location"]
    assert answer.status_code == 302
    job = Job.objects.get()
    assert (signed_in.get(address)["Location"], job.state) == (f"/en/jobs/{job.pk}/", State.QUEUED)
    run_here(job)
    assert signed_in.get(f"/en/jobs/{job.pk}/")["Location"] == address
    page = signed_in.get(address).content.decode()
    assert "own-48-days-excess" in page
    report = report_in(Result.objects.get(), "en")
    for section in report.sections:
        assert section.title in page
    assert signed_in.get(f"{address}report.html").content.decode() == html(report)
    assert signed_in.get(f"{address}report.pdf").content.startswith(b"%PDF")


@pytest.mark.parametrize("language", ["en", "nl", "fr", "de"])
def test_every_page_speaks_the_language_of_the_reader(signed_in: Client, language: str) -> None:
    address = _run(signed_in).replace("/en/", f"/{language}/")
    for page in (f"/{language}/laboratory/", f"/{language}/laboratory/new/", address):
        text = signed_in.get(page).content.decode()
        assert f'<html lang="{language}">' in text
        assert "laboratory." not in text.replace("laboratory.css", "")
        assert "lab." not in text.replace("lab.html", "")


def test_the_same_question_is_answered_at_once_for_everybody_else_too(signed_in: Client, other: Client) -> None:
    address = _run(signed_in)
    assert Job.objects.count() == 1
    answer = _ask(other)
    assert answer["Location"] == address
    assert Job.objects.count() == 1
    assert other.get(address).status_code == 200
    assert _ask(signed_in, behaviours=["toward_wish"])["Location"] != address
    assert Job.objects.count() == 2


def test_another_state_of_law_is_another_question(monkeypatch: pytest.MonkeyPatch, signed_in: Client) -> None:
    address = _run(signed_in)
    monkeypatch.setattr("grenswerk.web.laboratory.question.state_of_law", lambda: "another")
    monkeypatch.setattr("grenswerk.web.laboratory.views_result.state_of_law", lambda: "another")
    assert _ask(signed_in)["Location"] != address
    assert "have changed since" in signed_in.get(address).content.decode()


def test_a_job_from_before_a_change_of_law_is_not_kept_under_the_old_key(
    monkeypatch: pytest.MonkeyPatch, signed_in: Client
) -> None:
    _ask(signed_in)
    monkeypatch.setattr("grenswerk.web.laboratory.question.state_of_law", lambda: "another")
    job = run_here(Job.objects.get())
    assert job.state == State.FAILED
    assert "ask for it again" in job.error
    assert not Result.objects.exists()


def test_the_key_does_not_depend_on_the_title_that_a_person_gives(signed_in: Client) -> None:
    first = _run(signed_in, title="For the minister")
    assert _ask(signed_in, title="For the press")["Location"] == first
    assert "For the press" in signed_in.get(first).content.decode()


def test_a_result_is_its_owners_until_it_is_published(
    signed_in: Client, other: Client, visitor: Client, claire: User
) -> None:
    address = _run(signed_in, title="<script>alert(1)</script>")
    stranger = Client(headers={"host": "localhost"})
    parts = ["", "plots/1-0.svg", "tables/results.csv", "tables/tables.xlsx", "report.pdf", "report.html"]
    for part in parts:
        assert stranger.get(address + part)["Location"].startswith("/en/account/login/")
        assert other.get(address + part).status_code == 404
    assert other.post(f"{address}publish/", {"published": "yes"}).status_code == 404
    signed_in.post(f"{address}publish/", {"published": "yes"})
    for part in parts:
        answer = stranger.get(address + part)
        assert answer.status_code == 200, part
    page = stranger.get(address).content.decode()
    assert "&lt;script&gt;" in page
    assert claire.email not in page
    assert "publish/" not in page
    signed_in.post(f"{address}publish/", {"published": "no"})
    assert other.get(address).status_code == 404
    assert visitor is signed_in


def test_a_deleted_run_takes_its_result_along_unless_another_has_it(signed_in: Client, other: Client) -> None:
    address = _run(signed_in)
    _ask(other)
    signed_in.post(f"{address}delete/")
    assert signed_in.get(address).status_code == 404
    assert other.get(address).status_code == 200
    User.objects.get(username="other").delete()
    assert not Result.objects.exists()


def test_a_run_that_was_deleted_while_it_ran_leaves_no_result(signed_in: Client) -> None:
    _ask(signed_in)
    Run.objects.all().delete()
    assert run_here(Job.objects.get()).state == State.DONE
    assert not Result.objects.exists()


def test_deleting_a_run_that_waits_cancels_its_job(signed_in: Client) -> None:
    address = _ask(signed_in)["Location"]
    signed_in.post(f"{address}delete/")
    assert Job.objects.get().state == State.CANCELLED


def test_a_cancelled_run_says_so_and_can_be_asked_again(signed_in: Client) -> None:
    address = _ask(signed_in)["Location"]
    signed_in.post(f"/en/jobs/{Job.objects.get().pk}/cancel/")
    assert "no result yet" in signed_in.get(address).content.decode()
    assert _ask(signed_in)["Location"] == address
    assert Job.objects.filter(state=State.QUEUED).count() == 1


def test_a_result_outlives_its_job(signed_in: Client) -> None:
    address = _run(signed_in)
    Job.objects.all().delete()
    assert "Netherlands" in signed_in.get("/en/laboratory/").content.decode()
    assert signed_in.get(address).status_code == 200


def test_asking_twice_while_it_runs_starts_one_job(signed_in: Client) -> None:
    assert _ask(signed_in)["Location"] == _ask(signed_in)["Location"]
    assert Job.objects.count() == 1


def test_the_tables_hold_the_figures_of_the_run(signed_in: Client) -> None:
    address = _run(signed_in, sweep="on")
    kept = table_in(Result.objects.get(), "results")
    text = signed_in.get(f"{address}tables/results.csv").content.decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == kept.height
    assert float(rows[0]["then"]) == pytest.approx(kept["then"][0])
    book = openpyxl.load_workbook(io.BytesIO(signed_in.get(f"{address}tables/tables.xlsx").content))
    assert book.sheetnames == ["results", "fit", "sweep"]
    assert book["results"].max_row == kept.height + 1
    assert signed_in.get(f"{address}tables/other.csv").status_code == 404
    assert signed_in.get(f"{address}tables/..%2Fresults.csv").status_code == 404


def test_no_cell_of_a_download_is_a_formula() -> None:
    texts = ["=1+1", "+1", "-1", "@x", "\tx", "\nx", "\0x", "fine", None]
    found = neutral(pl.DataFrame({"a": texts, "n": [-1.0] * 9}))
    assert found["a"].to_list() == ["'=1+1", "'+1", "'-1", "'@x", "'\tx", "'\nx", "'\0x", "fine", None]
    assert found["n"].to_list() == [-1.0] * 9


def test_plots_are_images_and_the_page_holds_nothing_inline(signed_in: Client) -> None:
    address = _run(signed_in)
    page = signed_in.get(address).content.decode()
    assert "<svg" not in page.split("<main")[1]
    assert "style=" not in page
    answer = signed_in.get(f"{address}plots/1-0.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer.content.startswith(b"<svg")
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert signed_in.get(f"{address}plots/99-0.svg").status_code == 404


def _said(browser: Client, **changed: Any) -> str:
    answer = _ask(browser, **changed)
    assert answer.status_code == 422
    assert not Job.objects.exists()
    return str(answer.content.decode()).replace("&quot;", '"').replace("&#x27;", "'")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "treaties:\n  - {pairs: [NL-BE], limit_dayz: 48}",
            'reform.yaml:2: unknown key "limit_dayz" in treaties[0]',
        ),
        ("treaties:\n  - {pairs: [NL-XX], limit_days: 48}", 'pair "NL-XX": expected one of'),
        ("treaties:\n  - {pairs: [NL-BE], limit_days: 480}", "limit_days is 480: expected a number from 0 to 366"),
        ("title: nothing", 'changes nothing: expected "treaties" or "social_security"'),
        ("title: [", "is not YAML"),
        ("id: =cmd\ntreaties:\n  - {pairs: [NL-BE], limit_days: 4}", 'reform.yaml: id is "=cmd"'),
        ("treaties:\n  - {rule: ../../../etc/passwd}", "expected"),
    ],
)
def test_a_reform_that_cannot_be_read_is_refused_in_the_words_of_the_command_line(
    signed_in: Client, text: str, line: str
) -> None:
    assert line in _said(signed_in, yaml=text)


def test_the_words_are_those_of_the_command_line_itself(tmp_path: Any, signed_in: Client) -> None:
    from grenswerk.law.reform import load_reform

    text = "treaties:\n  - {pairs: [NL-BE], limit_days: many}"
    path = tmp_path / "reform.yaml"
    path.write_text(text)
    with pytest.raises(BadInput) as error:
        load_reform(path)
    assert str(error.value).replace(str(path), "reform.yaml") in _said(signed_in, yaml=text)


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        ({"reforms": []}, "reforms: 0 are given: expected 1 to 4"),
        ({"own_days": "10", "own_percent": "10"}, "limit: expected days or a percentage, one of them"),
        ({"own_days": "10", "own_from": "2027", "own_to": "2026"}, "expected the years in order"),
        ({"own_percent": "0"}, "expected a number above 0 to 100"),
        ({"border": "DE-FR", "world": "cbs"}, 'border "DE-FR" is not counted in world "cbs"'),
        ({"reforms": ["../../etc/passwd"]}, "not one of the available choices"),
        ({"reforms": ["nl-be-34", "lu-fr-40"]}, 'reform "lu-fr-40": changes nothing between BE and NL in 2026'),
        (
            {"own_days": "10", "own_from": "2027"},
            'reform "own-10-days": changes nothing between BE and NL in 2026',
        ),
        ({"behaviours": []}, "required"),
        ({"size": "100000000"}, "less than or equal to 20000"),
        ({"yaml": "x" * 20_001}, "at most 20000 characters"),
    ],
)
def test_what_cannot_be_run_is_refused_with_one_line(
    signed_in: Client, changed: dict[str, Any], line: str
) -> None:
    assert line in _said(signed_in, **changed)


def test_a_file_of_the_server_is_no_reform() -> None:
    with pytest.raises(BadInput, match="expected one of"):
        experiment_of(Question("BE-NL", 2026, 200, reforms=("experiments/x.yaml",)))


@override_settings(LABORATORY_KEPT=1)
def test_a_person_keeps_so_many_runs_and_no_more(signed_in: Client) -> None:
    _run(signed_in)
    answer = _ask(signed_in, behaviours=["toward_wish"])
    assert answer.status_code == 422
    assert "1 runs are kept" in answer.content.decode()


def test_a_person_cannot_fill_the_queue(signed_in: Client) -> None:
    for days in range(1, 7):
        assert _ask(signed_in, own_days=str(days)).status_code == 302
    answer = _ask(signed_in, own_days="7")
    assert answer.status_code == 422
    assert "6 jobs are running or waiting" in answer.content.decode()
    assert Run.objects.count() == 6


def test_a_run_can_be_changed_and_run_again(signed_in: Client) -> None:
    address = _run(signed_in, own_days="21", size="300")
    key = address.split("/")[-2]
    form = signed_in.get(f"/en/laboratory/new/?like={key}").content.decode()
    assert 'value="21.0"' in form
    assert 'value="300"' in form


def test_an_own_limit_is_the_reform_that_the_command_line_reads(tmp_path: Any) -> None:
    from grenswerk.law.reform import load_reform

    path = tmp_path / "ours.yaml"
    path.write_text("treaties:\n  - {pairs: [BE-NL], from: 2026, limit_days: 48, excess_only: true}")
    asked = experiment_of(Question("BE-NL", 2026, 200, own=OwnLimit(48, excess_only=True, start=2026)))
    (own,) = asked.reforms
    assert own.treaties == load_reform(path).treaties  # type: ignore[union-attr]


def test_the_key_is_the_same_in_every_process() -> None:
    asked = experiment_of(Question("BE-NL", 2026, 200, reforms=("nl-be-34",)))
    assert key_of(asked) == key_of(experiment_of(Question("BE-NL", 2026, 200, reforms=("nl-be-34",))))
    assert question.state_of_law.__wrapped__() == question.state_of_law()
