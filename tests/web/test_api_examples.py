"""The client examples, run as programs of their own against a live site."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User

from grenswerk.cli import main
from grenswerk.web.jobs.here import run_here
from grenswerk.web.jobs.models import Job
from grenswerk.web.mydays.models import Year
from grenswerk.web.organisations.models import Organisation
from tests.web.api_world import token_for

EXAMPLES = Path(__file__).parents[2] / "examples"
WORKER = EXAMPLES / "software-engineer-antwerp-eindhoven.yaml"
HEAD = "id,year,residence,employer_state,gross_pay,days_work,days_home\n"
ROW = "{},2026,BE,NL,50000,180,34\n"

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("compiled")]


def started(site: Any, token: str, *command: str | Path) -> subprocess.Popen[str]:
    """A program of a client, with the address of the site and a token in its environment."""
    return subprocess.Popen(
        list(map(str, command)),
        env={"PATH": os.environ["PATH"], "GRENSWERK_SITE": site.url, "GRENSWERK_TOKEN": token},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(program: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Exit code, output and errors of a program."""
    out, err = program.communicate(timeout=120)
    return program.returncode, out, err


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_curl_gets_the_line_of_the_command_line(
    live_server: Any, claire: User, firm: Organisation, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    token = token_for(claire, firm)
    assert main(["assess", str(WORKER), "--json", "--lang", "nl"]) == 0
    expected = capsys.readouterr().out
    assert ended(started(live_server, token, EXAMPLES / "api" / "assess.sh", WORKER, "nl")) == (0, expected, "")
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(WORKER.read_text().replace("NL", "XX"))
    code, out, _ = ended(started(live_server, token, EXAMPLES / "api" / "assess.sh", wrong))
    assert code == 22
    assert 'employer_state is \\"XX\\": expected one of' in out


def test_a_payroll_client_assesses_a_small_and_a_large_file(
    live_server: Any, claire: User, firm: Organisation, tmp_path: Path
) -> None:
    token, script = token_for(claire, firm), EXAMPLES / "api" / "payroll.py"
    workers, answers = tmp_path / "workers.csv", tmp_path / "answers.csv"
    workers.write_text(HEAD + ROW.format(1))
    assert ended(started(live_server, token, sys.executable, script, workers, answers)) == (0, "", "")
    assert len(answers.read_text().splitlines()) == 2
    workers.write_text(HEAD + "".join(ROW.format(number) for number in range(9000)))
    program = started(live_server, token, sys.executable, script, workers, answers)
    deadline = time.monotonic() + 60
    while not Job.objects.exists():
        assert time.monotonic() < deadline
        assert program.poll() is None, ended(program)
        time.sleep(0.1)
    run_here(Job.objects.get())
    assert ended(program) == (0, "", "")
    assert len(answers.read_text().splitlines()) == 9001


def test_a_payroll_client_is_told_what_is_wrong_in_one_line(
    live_server: Any, claire: User, firm: Organisation, tmp_path: Path
) -> None:
    script, workers = EXAMPLES / "api" / "payroll.py", tmp_path / "workers.csv"
    workers.write_text(HEAD.replace("year", "yaer") + ROW.format(1))
    out = tmp_path / "answers.csv"
    said = ended(started(live_server, token_for(claire, firm), sys.executable, script, workers, out))
    assert said[0] == 2
    assert said[2].startswith('payroll: body: unknown column "yaer": expected a field of the worker file')
    said = ended(started(live_server, "grw_x", sys.executable, script, workers, out))
    assert said[2].startswith("payroll: Authorization: the token is unknown, ended or revoked")
    assert not out.exists()


def test_a_person_notes_a_day_twice_and_it_stands_once(live_server: Any, claire: User, year: Year) -> None:
    script, token = EXAMPLES / "api" / "my_day.py", token_for(claire)
    for _ in range(2):
        code, out, err = ended(started(live_server, token, sys.executable, script, "2026-03-02", "FR", "telework"))
        assert (code, err) == (0, "")
        assert out
    year.refresh_from_db()
    assert year.version == 1
    assert [day.date.isoformat() for day in year.days.all()] == ["2026-03-02"]
