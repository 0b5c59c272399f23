"""Jobs with real workers that are killed, raced and cancelled, on the database of the run."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.live_jobs import Live, ended, live_site

pytestmark = [
    pytest.mark.xdist_group("jobs"),
    pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no kill -9"),
]


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A site with workers."""
    with live_site(tmp_path_factory.mktemp("live")) as site:
        yield site


@pytest.fixture
def trace(tmp_path: Path) -> Path:
    """Where jobs leave a line for each thing that they did."""
    path = tmp_path / "trace"
    path.touch()
    return path


@pytest.fixture(autouse=True)
def _no_worker_left(live: Live) -> Iterator[None]:
    yield
    live.end()
    live.workers.clear()


def _grown(path: Path, seconds: float) -> bool:
    before = path.stat().st_size
    time.sleep(seconds)
    return path.stat().st_size > before


def test_progress_is_seen_while_a_job_runs_and_its_result_after(live: Live, trace: Path) -> None:
    (pk,) = live.submit(("anna", "examples.sleep", {"seconds": 4, "name": "a", "trace": str(trace)}))
    assert live.job(pk).state == "queued"
    live.worker()
    seen = live.wait(pk, lambda job: 0 < job.part < 1)
    assert (seen.state, seen.word) == ("running", "nap")
    seen = live.wait(pk, ended)
    assert (seen.state, seen.part, seen.result) == ("done", 1.0, {"slept": 4})


def test_a_cancelled_job_stops_working_within_seconds(live: Live, trace: Path) -> None:
    payload = {"seconds": 60, "name": "a", "trace": str(trace), "ticks": True}
    (pk,) = live.submit(("anna", "examples.sleep", payload))
    live.worker()
    live.wait(pk, lambda job: job.part > 0)
    live.cancel(pk)
    asked = time.monotonic()
    live.wait(pk, lambda job: job.state == "cancelled")
    assert time.monotonic() - asked < 10
    assert not _grown(trace, 1)


def test_a_waiting_job_is_cancelled_without_a_worker_and_never_runs(live: Live, trace: Path) -> None:
    (pk,) = live.submit(("anna", "examples.sleep", {"seconds": 1, "name": "a", "trace": str(trace)}))
    live.cancel(pk)
    assert live.job(pk).state == "cancelled"
    live.worker()
    assert not _grown(trace, 4)


def test_a_job_whose_worker_is_killed_in_mid_run_is_resumed_by_another(live: Live, trace: Path) -> None:
    payload = {"seconds": 3, "name": "a", "trace": str(trace), "ticks": True}
    (pk,) = live.submit(("anna", "examples.sleep", payload))
    first = live.worker()
    live.wait(pk, lambda job: job.part > 0)
    first.send_signal(signal.SIGKILL)
    first.wait()
    time.sleep(0.5)
    assert not _grown(trace, 1)  # its process did not outlive it
    assert live.job(pk).state == "running"
    live.worker()
    seen = live.wait(pk, ended)
    assert (seen.state, seen.attempt) == ("done", 2)
    assert [line.split()[0] for line in trace.read_text().splitlines() if "tick" not in line] == [
        "begin",
        "begin",
        "end",
    ]


def test_a_job_that_is_cancelled_after_its_worker_died_does_not_come_back(live: Live, trace: Path) -> None:
    (pk,) = live.submit(("anna", "examples.sleep", {"seconds": 60, "name": "a", "trace": str(trace)}))
    first = live.worker()
    live.wait(pk, lambda job: job.part > 0)
    first.send_signal(signal.SIGKILL)
    live.cancel(pk)
    live.worker()
    assert live.wait(pk, ended).state == "cancelled"


def test_a_job_that_lost_three_workers_is_marked_and_says_so(live: Live, trace: Path) -> None:
    (pk,) = live.submit(("anna", "examples.sleep", {"seconds": 60, "name": "a", "trace": str(trace)}))
    for attempt in (1, 2, 3):
        worker = live.worker()
        live.wait(pk, lambda job, attempt=attempt: job.state == "running" and job.attempt == attempt)  # type: ignore[misc]
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    live.worker()
    seen = live.wait(pk, ended)
    assert (seen.state, seen.trouble, seen.attempt) == ("failed", "lost", 3)


def test_rows_that_a_killed_job_had_finished_are_written_once(live: Live, trace: Path) -> None:
    payload = {"rows": 5, "name": "once", "then": 30, "trace": str(trace)}
    (pk,) = live.submit(("anna", "examples.rows", payload))
    worker = live.worker()
    deadline = time.monotonic() + 180
    while "committed" not in trace.read_text():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    live.worker()
    time.sleep(14)  # longer than the lease
    seen = live.job(pk)
    assert (seen.state, seen.result, seen.files) == ("done", {"rows": 5}, ["note.txt"])
    assert live.ask("SELECT count(*) FROM auth_group WHERE name LIKE 'once %'") == [(5,)]
    assert trace.read_text().count("committed") == 1


def test_two_workers_never_take_one_job_twice(live: Live, trace: Path) -> None:
    names = [f"job{number}" for number in range(24)]
    asked = [("anna", "examples.sleep", {"seconds": 0, "name": name, "trace": str(trace)}) for name in names]
    pks = live.submit(*asked)
    workers = [live.worker(), live.worker()]
    for pk in pks:
        live.wait(pk, ended)
    lines = trace.read_text().splitlines()
    begun = [line.split()[1] for line in lines if line.startswith("begin")]
    assert sorted(begun) == sorted(names)
    assert {live.job(pk).attempt for pk in pks} == {1}
    parents = live.ask("SELECT worker_ids FROM django_tasks_database_dbtaskresult WHERE status = 'SUCCESSFUL'")
    assert len({str(row[0]) for row in parents}) >= 2, "one of the workers took nothing"
    assert all(worker.poll() is None for worker in workers)


def test_a_worker_that_slept_through_its_lease_changes_nothing(live: Live, trace: Path) -> None:
    payload = {"seconds": 3, "name": "a", "trace": str(trace)}
    (pk,) = live.submit(("anna", "examples.sleep", payload))
    first = live.worker()
    live.wait(pk, lambda job: job.part > 0)
    first.send_signal(signal.SIGSTOP)
    live.worker()
    seen = live.wait(pk, ended)
    first.send_signal(signal.SIGCONT)
    time.sleep(3)
    assert live.job(pk) == seen
    assert (seen.state, seen.attempt) == ("done", 2)


def test_a_worker_that_is_asked_to_end_hands_its_job_back_at_once(live: Live, trace: Path) -> None:
    (pk,) = live.submit(("anna", "examples.sleep", {"seconds": 60, "name": "a", "trace": str(trace)}))
    first = live.worker()
    live.wait(pk, lambda job: job.part > 0)
    first.send_signal(signal.SIGTERM)
    assert first.wait(60) == 0
    assert live.job(pk).state == "queued"
    live.cancel(pk)


@pytest.mark.parametrize("how", ["input", "fault", "seconds", "memory", "size", "disk", "death"])
def test_a_failure_is_one_clear_word_to_its_owner_and_no_traceback(live: Live, how: str) -> None:
    (pk,) = live.submit(("bert", "examples.slow" if how == "seconds" else "examples.wrong", {"how": how}))
    worker = live.worker()
    seen = live.wait(pk, ended)
    assert seen.state == "failed"
    assert seen.trouble == {"death": "fault"}.get(how, how)
    assert seen.error == ("line 3: state is XX: expected one of NL, BE, DE, LU, FR" if how == "input" else "")
    worker.send_signal(signal.SIGTERM)
    _, said = worker.communicate(timeout=60)
    assert b"Traceback" not in said
    assert b"secret of a person" not in said


def test_a_person_has_one_job_running_and_the_others_wait_their_turn(live: Live, trace: Path) -> None:
    mine = [("carla", "examples.alone", {"seconds": 1, "name": f"c{n}", "trace": str(trace)}) for n in range(2)]
    pks = live.submit(*mine, ("dirk", "examples.alone", {"seconds": 1, "name": "d0", "trace": str(trace)}))
    live.worker()
    live.worker()
    for pk in pks:
        assert live.wait(pk, ended).state == "done"
    order = [line.split()[:2] for line in trace.read_text().splitlines()]
    assert order.index(["end", "c0"]) < order.index(["begin", "c1"])
    assert order.index(["begin", "d0"]) < order.index(["begin", "c1"])


def test_a_database_that_goes_away_and_comes_back_costs_no_job(live: Live, trace: Path) -> None:
    if live.postgres is None:
        pytest.skip("SQLite is a file: it does not go away alone")
    away = (
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    payload = {"seconds": 5, "name": "a", "trace": str(trace)}
    (pk,) = live.submit(("anna", "examples.sleep", payload))
    worker = live.worker()
    live.wait(pk, lambda job: job.part > 0)
    for _ in range(4):
        live.ask(away)
        time.sleep(0.4)
    seen = live.wait(pk, ended)
    assert (seen.state, seen.attempt) == ("done", 1)
    live.ask(away)  # while it waits for the next
    (pk,) = live.submit(("anna", "examples.sleep", {**payload, "seconds": 0}))
    assert live.wait(pk, ended).state == "done"
    assert worker.poll() is None


def test_files_are_handed_in_and_come_out(live: Live) -> None:
    (pk,) = live.submit(("anna", "examples.files", {}))
    live.worker()
    seen = live.wait(pk, ended)
    assert (seen.state, seen.result, seen.files) == ("done", {"length": 3}, ["out.txt"])
    assert (live.data / "jobs" / pk / "1" / "out.txt").read_text() == "cba"
