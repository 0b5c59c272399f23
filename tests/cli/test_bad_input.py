"""What the program says of input that it cannot use: one line on standard error, exit code 2, nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from grenswerk.cli import main
from tests.cli.conftest import WORKER

STATES = "NL, BE, DE, LU, FR"
ARGUMENTS = [
    ("foo", 'unknown command "foo": expected one of assess, compare, plan'),
    ("asses", 'did you mean "assess"?'),
    ("assess", "assess: the following arguments are required: FILE (see grenswerk assess --help)"),
    ("assess worker.yaml --lang xx", 'language "xx": expected one of en, nl, fr, de'),
    ("assess worker.yaml --lang", "assess: --lang: expected one argument"),
    ("assess worker.yaml --jso", "unrecognized arguments: --jso"),
    ("assess worker.yaml --as-of yesterday", '--as-of is "yesterday": expected a date, YYYY-MM-DD'),
    ("assess worker.yaml --as-of 2024-02-30", '--as-of is "2024-02-30": expected a date, YYYY-MM-DD'),
    ("assess worker.yaml --as-of=", '--as-of is "": expected a date, YYYY-MM-DD'),
    ("assess worker.yaml worker.yaml --ics out.ics", "--ics: 2 worker files: expected one"),
    ("assess worker.yaml worker.yaml --pdf out.pdf", "--pdf: 2 worker files: expected one"),
    ("assess worker.yaml --ics folder.yaml", "folder.yaml: is a folder: expected the name of a file"),
    ("assess worker.yaml --ics nowhere/out.ics", "nowhere/out.ics: cannot be written: No such file or directory"),
    ("compare worker.yaml --home-per-week x", '--home-per-week is "x": expected A..B with 0 <= A <= B <= 7'),
    ("compare worker.yaml --home-per-week 3..1", '--home-per-week is "3..1": expected A..B'),
    ("compare worker.yaml --home-per-week 0..8", '--home-per-week is "0..8": expected A..B'),
    ("compare worker.yaml --home-per-week=", '--home-per-week is "": expected A..B'),
    ("compare worker.yaml --home-per-week ٣", '--home-per-week is "٣": expected A..B'),
    ("compare worker.yaml --home-per-week 6..7", '"6..7": expected at most the 5 working days a week'),
    ("compare worker.yaml --home-days 0..400", '--home-days is "0..400": expected A..B with 0 <= A <= B <= 366'),
    ("compare worker.yaml --home-days 300..310", '"300..310": expected at most the 214 days of the file'),
    ("compare worker.yaml --home-days 1 --home-per-week 1", "--home-per-week and --home-days: expected one of"),
    ("compare worker.yaml --home-days 1 --svg nowhere/a.svg", "nowhere/a.svg: cannot be written: No such file"),
    ("plan worker.yaml --from x", '--from is "x": expected a date, YYYY-MM-DD'),
    ("plan worker.yaml --from 2025-01-01", "expected a day of the employment, 2026-01-01 to 2026-12-31"),
    ("law", "law: the following arguments are required: show|timeline"),
    ("law shwo", 'is "shwo": expected one of show, timeline, matrix, sources, check; did you mean "show"?'),
    ("law show NL-BE --year x", 'law show: --year is "x": expected a whole number'),
    ("law show NL-BE --year 2014", "--year is 2014: expected a year from 2015 to 2027"),
    ("law show NL-NL --year 2026", f'pair "NL-NL": expected two different states of {STATES}'),
    ("law show CH-NL --year 2026", f'pair "CH-NL": expected two different states of {STATES}'),
    ("law matrix --year 2026 --gross much", 'law matrix: --gross is "much": expected a number'),
    ("law matrix --year 2026 --gross nan", "--gross is nan: expected an amount from 0"),
    ("law matrix --year 2026 --gross 1 --home-per-week 6", "--home-per-week is 6: expected a number from 0 to 5"),
    ("law sources xyzzy", 'no source has "xyzzy" in its id, title or identifier'),
    ("days show days.csv --residence NL", "days.csv: a bare file of days: expected --employer-state, --year as"),
    ("days show worker.yaml --year 2026", "worker.yaml: a worker file says this itself: expected no --year"),
    ("days show worker.yaml --lang xx", 'days show: --lang is "xx": expected one of en, nl, fr, de'),
    (
        "days convert worker.yaml days.csv",
        "worker.yaml: its days are totals or a pattern, without dates: expected",
    ),
    ("cases run nowhere", "nowhere: no such file or folder"),
    ("cases run folder.yaml", "folder.yaml: has no case file: expected at least one .yaml"),
    ("cases run worker.yaml", "worker.yaml:1: the document is a mapping: expected a list"),
    ("cases run --filter xyzzy", 'there is no case whose name has "xyzzy": expected at least one'),
    ("dossier", "dossier: the following arguments are required"),
]
READERS = ["assess", "compare", "plan", "days show", "cases run"]


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """The one line that the program says when it refuses these arguments."""
    code = main(list(words))
    out, err = capsys.readouterr()
    assert (code, out, err.count("\n")) == (2, "", 1), (code, out, err)
    assert err.startswith("grenswerk: ")
    return err.strip()


@pytest.mark.parametrize(("line", "message"), ARGUMENTS, ids=[line for line, _ in ARGUMENTS])
@pytest.mark.usefixtures("folder")
def test_arguments_that_cannot_be_are_refused_in_one_line(
    capsys: pytest.CaptureFixture[str], line: str, message: str
) -> None:
    Path("folder.yaml").mkdir()
    assert message in refused(capsys, *line.split())
    assert sorted(path.name for path in Path().iterdir()) == ["folder.yaml", "worker.yaml"]


@pytest.mark.parametrize("command", READERS)
@pytest.mark.usefixtures("folder")
def test_what_is_no_document_is_said_to_be_what_it_is(capsys: pytest.CaptureFixture[str], command: str) -> None:
    Path("loop.yaml").symlink_to("loop.yaml")
    Path("empty.yaml").touch()
    Path("bytes.yaml").write_bytes(b"\xff\xfe")
    os.mkfifo("pipe.yaml")
    for name, size in (("large.yaml", 200), ("huge.yaml", 2048)):
        with Path(name).open("wb") as stream:
            stream.truncate(size * 1024 * 1024)
    for name, message in (
        ("empty.yaml", "empty.yaml: is empty: expected a text in YAML or JSON"),
        ("bytes.yaml", "bytes.yaml: byte 0 is not UTF-8: expected a text file in UTF-8"),
        ("pipe.yaml", "pipe.yaml: is a device or a pipe: expected a file"),
        ("large.yaml", "large.yaml: 200 MB: expected at most 20 MB"),
        ("huge.yaml", "huge.yaml: 2048 MB: expected at most 20 MB"),
        ("worker.yaml/x.yaml", "worker.yaml/x.yaml: "),
    ):
        assert message in refused(capsys, *command.split(), name)
    if command != "cases run":
        assert "loop.yaml: cannot be read: " in refused(capsys, *command.split(), "loop.yaml")
        assert "missing.yaml: no such file" in refused(capsys, *command.split(), "missing.yaml")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@pytest.mark.usefixtures("folder")
def test_a_file_without_permission_is_said_to_be_unreadable(capsys: pytest.CaptureFixture[str]) -> None:
    Path("worker.yaml").chmod(0)
    assert refused(capsys, "assess", "worker.yaml").endswith("worker.yaml: cannot be read: Permission denied")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("days: [1", ".yaml:2: is not YAML: "),
        ("a: &x 1\nb: *x", '.yaml:2: "*x" is an alias: expected the value'),
        ("[" * 5000, "is nested too deeply: expected at most 60 levels"),
        ("- " * 100_000 + "x", "is nested too deeply: expected at most 60 levels"),
        ("? " * 100_000 + "x", "is nested too deeply: expected at most 60 levels"),
        ("a:\n- " + "- ? " * 50_000 + "x", "is nested too deeply: expected at most 60 levels"),
        ("\n".join(" " * n + "a:" for n in range(700)), "is nested too deeply: expected at most 60 levels"),
        ("year: 2026\nyear: 2026", '.yaml:2: key "year" stands here a second time: expected it once'),
        ("!!python/object:os.system x", ".yaml:1: is not YAML: could not determine a constructor"),
        (WORKER + "---\n" + WORKER, ".yaml:5: is not YAML: but found another document"),
        ("year: " + "9" * 5000, ".yaml:1: 999999999999… is too long for a number"),
        (
            WORKER.replace("BE", '"\\e[31mBE"'),
            ".yaml:2: worker.residence has the control character U+001B: expected",
        ),
        (
            WORKER.replace("{employer", '{id: "a\\nb", employer'),
            "employments[0].id has the control character U+000A",
        ),
        (WORKER.replace("year:", '"ye\\e[2Jar":'), 'unknown key "ye [2Jar": expected one of year'),
        (
            WORKER.replace("BE}", "BE, framework_agreement: {status: granted, from: 9999-12-31}}"),
            ".yaml:2: worker.framework_agreement.from is 9999-12-31: expected a date from 2000 to 2100",
        ),
        (WORKER.replace("50000", "50000, from: 2026-01-01 10:00:00"), "is 2026-01-01 10:00:00: expected a date,"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_a_hostile_document_is_refused_with_its_line(
    capsys: pytest.CaptureFixture[str], text: str, message: str
) -> None:
    Path("worker.yaml").write_text(text)
    said = refused(capsys, "assess", "worker.yaml")
    assert message in said
    assert said.isprintable()


@pytest.mark.usefixtures("folder")
def test_two_employments_abroad_cannot_be_varied_but_can_be_assessed(capsys: pytest.CaptureFixture[str]) -> None:
    two = "[{employer_state: NL, gross_pay: 1}, {employer_state: DE, gross_pay: 1}]"
    text = WORKER.replace("[{employer_state: NL, gross_pay: 50000}]", two)
    days = "{main: {work: 9, home: 1}, employment-2: {work: 9}}"
    Path("worker.yaml").write_text(text.replace("{work: 180, home: 34, third: {FR: 1}}", days))
    for command in ("compare", "plan"):
        said = refused(capsys, command, "worker.yaml")
        assert "has 2 employments outside the residence state: expected one whose home days can be varied" in said
    assert main(["assess", "worker.yaml"]) == 0


@pytest.mark.parametrize("name", ["days.csv", "days.ics", "days.xlsx"])
@pytest.mark.usefixtures("folder")
def test_a_day_log_that_is_a_pipe_does_not_hang(capsys: pytest.CaptureFixture[str], name: str) -> None:
    os.mkfifo(name)
    Path("worker.yaml").write_text(
        WORKER.replace("{counts: {work: 180, home: 34, third: {FR: 1}}}", f"{{log: {name}}}")
    )
    assert f"{name}: is a device or a pipe: expected a file" in refused(capsys, "assess", "worker.yaml")
