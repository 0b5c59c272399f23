"""Jobs as their owner sees them: pages, limits, refusals, what is deleted when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from grenswerk.model.errors import BadInput
from grenswerk.web.jobs import kinds
from grenswerk.web.jobs.here import run_here
from grenswerk.web.jobs.kinds import Limits, Payload, Report, Superseded, kind
from grenswerk.web.jobs.models import Job, State, Trouble
from grenswerk.web.jobs.recovery import expire, recover
from grenswerk.web.jobs.submission import cancel, submit
from grenswerk.web.organisations.models import Kind, Membership, Organisation, Role

LIMITS = Limits(running=1, waiting=2, payload=400, given=10, kept=dt.timedelta(days=3))


@pytest.fixture(autouse=True)
def _example() -> Iterator[None]:
    @kind("tests.echo", limits=LIMITS)
    def echo(payload: Payload, report: Report) -> Mapping[str, Any]:
        report("speaking", 0.5)
        if "wrong" in payload:
            raise BadInput(payload["wrong"])
        (report.folder / "said.txt").write_text(payload["say"])
        return {"said": payload["say"]}

    @kind("tests.late", limits=LIMITS)
    def late(_payload: Payload, report: Report) -> None:
        Job.objects.filter(pk=report.job).update(cancel_asked=True)
        report.finish({})

    yield
    del kinds._KINDS["tests.echo"], kinds._KINDS["tests.late"]


def test_a_job_waits_runs_and_gives_its_file_to_its_owner_alone(claire: User, signed_in: Client) -> None:
    job = submit(claire, "tests.echo", {"say": "bonjour"}, title="<b>hello</b>")
    page = signed_in.get(f"/nl/jobs/{job.pk}/").content.decode()
    assert "Wacht op zijn beurt" in page
    assert "&lt;b&gt;hello&lt;/b&gt;" in page
    assert '<meta http-equiv="refresh"' in page
    job = run_here(job)
    assert (job.state, job.result, job.files) == (State.DONE, {"said": "bonjour"}, ["said.txt"])
    assert "said.txt" in signed_in.get(f"/en/jobs/{job.pk}/").content.decode()
    answer = signed_in.get(f"/en/jobs/{job.pk}/files/said.txt")
    assert b"".join(answer.streaming_content) == b"bonjour"  # type: ignore[attr-defined]
    assert "attachment" in answer["Content-Disposition"]
    for name in ("..%2F..%2Fsecret-key", "other.txt"):
        assert signed_in.get(f"/en/jobs/{job.pk}/files/{name}").status_code == 404
    other = User.objects.create_user(username="other")
    signed_in.force_login(other, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert signed_in.get(f"/en/jobs/{job.pk}/").status_code == 404
    assert signed_in.get(f"/en/jobs/{job.pk}/files/said.txt").status_code == 404


def test_a_wrong_input_is_shown_as_the_command_line_says_it(claire: User, signed_in: Client) -> None:
    job = run_here(submit(claire, "tests.echo", {"wrong": "row 2: state is XX: expected NL"}))
    assert (job.state, job.trouble) == (State.FAILED, Trouble.INPUT)
    assert "row 2: state is XX: expected NL" in signed_in.get(f"/de/jobs/{job.pk}/").content.decode()


@pytest.mark.parametrize("language", ["en", "nl", "fr", "de"])
def test_every_trouble_has_one_line_in_every_language(claire: User, signed_in: Client, language: str) -> None:
    for trouble in Trouble:
        job = Job.objects.create(owner=claire, kind="tests.echo", payload={}, state=State.FAILED, trouble=trouble)
        page = signed_in.get(f"/{language}/jobs/{job.pk}/").content.decode()
        assert "jobs." not in page.replace("jobs.css", "")
        assert 'role="alert"' in page


def test_a_person_with_too_many_jobs_is_told_so_and_nothing_is_kept(claire: User) -> None:
    for _ in range(3):
        submit(claire, "tests.echo", {"say": "a"})
    with pytest.raises(BadInput, match="3 jobs are running or waiting"):
        submit(claire, "tests.echo", {"say": "a"}, files={"a.txt": b"a"})
    assert Job.objects.count() == 3
    other = User.objects.create_user(username="other")
    assert submit(other, "tests.echo", {"say": "a"}).state == State.QUEUED


def test_only_as_many_jobs_of_a_person_are_in_the_queue_as_may_run_and_the_next_follows(claire: User) -> None:
    first, second = (submit(claire, "tests.echo", {"say": "a"}) for _ in range(2))
    assert [job.task is None for job in Job.objects.order_by("submitted")] == [False, True]
    cancel(first)
    second.refresh_from_db()
    assert second.task is not None


@pytest.mark.parametrize(
    ("payload", "files", "said"),
    [
        ({"say": "a" * 500}, {}, "expected at most 400"),
        ({}, {"a.txt": b"a" * 11}, "expected at most 10"),
        ({}, {"../a.txt": b"a"}, "expected a plain name"),
        ({}, {".hidden": b"a"}, "expected a plain name"),
    ],
)
def test_what_is_too_large_or_misnamed_is_refused(
    claire: User, payload: dict[str, Any], files: dict[str, bytes], said: str
) -> None:
    with pytest.raises(BadInput, match=said):
        submit(claire, "tests.echo", payload, files=files)
    assert not Job.objects.exists()


def test_an_unknown_kind_is_named_with_the_nearest_known(claire: User) -> None:
    with pytest.raises(BadInput, match=r"tests\.echo"):
        submit(claire, "tests.ecco", {})


def test_a_job_that_was_cancelled_meanwhile_keeps_nothing(claire: User) -> None:
    with pytest.raises(Superseded):
        run_here(submit(claire, "tests.late", {}))


def test_a_cancelled_job_can_be_cancelled_again_and_a_finished_one_stays_done(
    claire: User, signed_in: Client
) -> None:
    job = submit(claire, "tests.echo", {"say": "a"})
    for _ in range(2):
        assert signed_in.post(f"/en/jobs/{job.pk}/cancel/").status_code == 302
        job.refresh_from_db()
        assert job.state == State.CANCELLED
    done = run_here(submit(claire, "tests.echo", {"say": "a"}))
    signed_in.post(f"/en/jobs/{done.pk}/cancel/")
    done.refresh_from_db()
    assert done.state == State.DONE


def test_a_worker_without_work_writes_nothing_while_it_looks_for_lost_jobs(claire: User) -> None:
    run_here(submit(claire, "tests.echo", {"say": "a"}))
    submit(claire, "tests.echo", {"say": "b"})
    with CaptureQueriesContext(connection) as asked:
        recover()
    assert [each["sql"] for each in asked if not each["sql"].startswith("SELECT")] == []


def test_a_job_whose_place_in_the_queue_was_lost_gets_another(claire: User) -> None:
    job = submit(claire, "tests.echo", {"say": "a"})
    lost = job.task
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)
    Job.objects.filter(pk=job.pk).update(submitted=timezone.now() - dt.timedelta(hours=1))
    recover()
    job.refresh_from_db()
    assert job.task not in (None, lost)


def test_a_job_and_its_files_are_deleted_when_their_time_is_over(
    claire: User, django_capture_on_commit_callbacks: Any
) -> None:
    old, young = (run_here(submit(claire, "tests.echo", {"say": "a"})) for _ in range(2))
    assert young.expires is not None
    assert abs(young.expires - timezone.now() - LIMITS.kept) < dt.timedelta(minutes=1)
    Job.objects.filter(pk=old.pk).update(expires=timezone.now() - dt.timedelta(seconds=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert expire() == 1
    assert list(Job.objects.all()) == [young]
    assert not old.folder.parent.exists()
    assert (young.folder / "said.txt").exists()


def test_who_leaves_an_organisation_no_longer_sees_its_jobs(claire: User, signed_in: Client) -> None:
    organisation = Organisation.objects.create(name="Works", kind=Kind.EMPLOYER)
    member = Membership.objects.create(organisation=organisation, person=claire, role=Role.HR)
    job = run_here(submit(claire, "tests.echo", {"say": "a"}, organisation))
    assert signed_in.get(f"/en/jobs/{job.pk}/").status_code == 200
    Membership.objects.filter(pk=member.pk).update(role=Role.WORKER)
    assert signed_in.get(f"/en/jobs/{job.pk}/").status_code == 404
    assert signed_in.get(f"/en/jobs/{job.pk}/files/said.txt").status_code == 404
    assert str(job.pk) not in signed_in.get("/en/jobs/").content.decode()
    organisation.delete()
    assert not Job.objects.exists()


def test_a_job_of_a_kind_that_is_gone_is_listed_for_those_who_may_see_everything(
    claire: User, signed_in: Client
) -> None:
    works, other = (Organisation.objects.create(name=name, kind=Kind.EMPLOYER) for name in ("Works", "Other"))
    Membership.objects.create(organisation=works, person=claire, role=Role.OWNER)
    Membership.objects.create(organisation=other, person=claire, role=Role.HR)
    jobs = [
        Job.objects.create(owner=claire, organisation=each, kind="tests.gone", payload={}, state=State.DONE)
        for each in (None, works, other)
    ]
    page = signed_in.get("/en/jobs/")
    assert page.status_code == 200
    assert [str(job.pk) in page.content.decode() for job in jobs] == [True, True, False]
    assert [signed_in.get(f"/en/jobs/{job.pk}/").status_code for job in jobs] == [200, 200, 404]


def test_many_jobs_of_organisations_are_listed_with_as_many_questions_as_one(
    claire: User, signed_in: Client, django_assert_max_num_queries: Any
) -> None:
    organisation = Organisation.objects.create(name="Works", kind=Kind.EMPLOYER)
    Membership.objects.create(organisation=organisation, person=claire, role=Role.HR)
    for _ in range(12):
        Job.objects.create(
            owner=claire, organisation=organisation, kind="tests.echo", payload={}, state=State.DONE
        )
    with django_assert_max_num_queries(8):
        assert signed_in.get("/en/jobs/").content.decode().count("/en/jobs/") >= 12


def test_the_fragment_for_htmx_is_no_whole_page_and_stops_asking_when_the_job_has_ended(
    claire: User, signed_in: Client
) -> None:
    job = submit(claire, "tests.echo", {"say": "a"})
    part = signed_in.get(f"/en/jobs/{job.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "hx-get" in part
    cancel(job)
    part = signed_in.get(f"/en/jobs/{job.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert "hx-get" not in part
