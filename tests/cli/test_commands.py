"""What each command prints: results on standard output, in four languages, and as data."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from grenswerk.cli import COMMANDS, main
from grenswerk.render.speech import LANGUAGES
from tests.cli.conftest import SOURCES

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
HEAVY = ("numpy", "polars", "numba", "django", "rich", "openpyxl", "icalendar", "babel", "pandas")


def printed(capsys: pytest.CaptureFixture[str], line: str) -> str:
    """Standard output of a command that succeeds and says nothing else."""
    assert main(line.split()) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def data(capsys: pytest.CaptureFixture[str], line: str) -> Any:
    """The same, as data."""
    return json.loads(printed(capsys, f"{line} --json"))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(capsys: pytest.CaptureFixture[str], command: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert "example" in capsys.readouterr().out


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("folder")
def test_every_page_is_there_in_every_language(capsys: pytest.CaptureFixture[str], language: str) -> None:
    lines = ("assess worker.yaml --explain", "plan worker.yaml", "law show FR-DE --year 2026", "law timeline")
    for line in (*lines, "compare worker.yaml --home-per-week 0..1", "days show worker.yaml"):
        shown = printed(capsys, f"{line} --lang {language}")
        assert len(shown) > 100
        assert "{" not in shown


@pytest.mark.usefixtures("folder")
def test_two_workers_are_a_list_and_one_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    one = data(capsys, "assess worker.yaml")
    assert data(capsys, "assess worker.yaml worker.yaml") == [one, one]


@pytest.mark.usefixtures("folder")
def test_a_law_of_another_day_or_with_a_reform_is_another_answer(capsys: pytest.CaptureFixture[str]) -> None:
    text = Path("worker.yaml").read_text().replace("2026", "2023").replace("BE", "FR").replace("NL", "LU")
    Path("worker.yaml").write_text(text.replace("third: {FR: 1}", "third: {}").replace("home: 34", "home: 32"))
    now = data(capsys, "assess worker.yaml")["employments"][0]["tax"]
    then = data(capsys, "assess worker.yaml --as-of 2024-06-01")["employments"][0]["tax"]
    assert (now["threshold"]["days"], now["threshold"]["kept"]) == (34, True)
    assert (then["threshold"]["days"], then["threshold"]["kept"]) == (29, False)


@pytest.mark.usefixtures("folder")
def test_a_comparison_has_a_point_for_each_number_of_days(capsys: pytest.CaptureFixture[str]) -> None:
    found = data(capsys, "compare worker.yaml --home-per-week 0..5")
    assert [point["home_per_week"] for point in found["points"]][:3] == pytest.approx([0, 1, 2])
    assert [point["home_days"] for point in data(capsys, "compare worker.yaml --home-days 3")["points"]] == [3]


@pytest.mark.usefixtures("folder")
def test_files_are_written_whole_beside_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    printed(capsys, "assess worker.yaml --ics duties.ics")
    assert Path("duties.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    printed(capsys, "compare worker.yaml --home-days 0..2 --svg curve.svg")
    assert "<svg" in Path("curve.svg").read_text()[:200]
    assert sorted(path.name for path in Path().iterdir()) == ["curve.svg", "duties.ics", "worker.yaml"]


def test_the_law_is_there_as_data_and_has_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert data(capsys, "law show nl-be --year 2026")["pair"] == "NL-BE"
    assert len(data(capsys, "law timeline")) >= 10
    assert "trb-2025-37" in data(capsys, "law sources trb")
    assert printed(capsys, "law check").endswith(" 0 faults\n")
    assert len(data(capsys, "law matrix --year 2026 --gross 50000")) == 25


@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_example_can_be_assessed_and_counted(capsys: pytest.CaptureFixture[str], example: Path) -> None:
    assert data(capsys, f"assess {example}")["net_pay"] is not None
    assert data(capsys, f"days show {example}")[0]["counted"]


@pytest.mark.usefixtures("folder")
def test_an_assessment_of_totals_loads_nothing_heavy() -> None:
    program = (
        "import sys; from grenswerk.cli import main; code = main(['assess', 'worker.yaml']);"
        f"sys.exit(code or str([name for name in {HEAVY} if name in sys.modules]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": str(SOURCES)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stderr.strip() == "[]"
