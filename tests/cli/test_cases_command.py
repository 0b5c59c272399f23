"""`grenswerk cases run`: what passes, what fails with expected and found, and what is no case."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from grenswerk.cli import main
from tests.cli.test_bad_input import refused

HEAD = "- case: a day at home\n  source: {id: own, kind: derived}\n  given:\n    year: 2026\n"
GIVEN = (
    "    worker: {residence: BE}\n    employments: [{employer_state: NL, gross_pay: 50000}]\n"
    "    days: {counts: {work: 180, home: 34}}\n"
)


def ran(capsys: pytest.CaptureFixture[str], expect: str, given: str = GIVEN) -> tuple[int, str]:
    """Exit code and the lines of a run of one case."""
    Path("cases.yaml").write_text(f"{HEAD}{given}  expect: {{{expect}}}\n")
    code = main(["cases", "run", "cases.yaml"])
    out, err = capsys.readouterr()
    assert err == ""
    return code, out


@pytest.mark.parametrize(
    "expect",
    [
        "employments.0.tax.conflict: null",
        "employments.0.tax.conflict.share: null",
        "employments.0.pair: BE-NL",
        "employments.0.establishment.risk: {one_of: [none, unlikely]}",
        "social_security.competent_state: {not: BE}",
        "net_pay.gross: {value: 50001, within: 1}",
        "net_pay.gross: {value: 50000}",
        "employments.0.tax.views.NL.taxable_share.NL: {one_of: [{value: 0.84, within: 0.01}]}",
        "'duties[state=BE,who=employer]': present",
        "'duties[state=FR]': absent",
        "social_security.periods.0.from: 2026-01-01",
        "year: 2026, residence: BE",
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_is_so_passes(capsys: pytest.CaptureFixture[str], expect: str) -> None:
    assert ran(capsys, expect) == (0, "1 passed, 0 failed\n")


@pytest.mark.parametrize(
    ("expect", "message"),
    [
        ("residence: NL", 'residence: expected "NL", found "BE"'),
        ("net_pay.gross: {value: 50002, within: 1}", 'expected {"value":50002,"within":1}, found 50000.0'),
        ("residence: {value: 1}", 'residence: expected {"value":1}, found "BE"'),
        ("residence: {value: much}", 'residence: the expectation is {"value":"much"}: expected a value, {value:'),
        ("residence: {one_of: 3}", 'the expectation is {"one_of":3}: expected a value'),
        ("residence: {between: [1, 2]}", 'the expectation is {"between":[1,2]}: expected a value'),
        ("residence: {one_of: [NL, {value: much}]}", 'the expectation is {"value":"much"}: expected a value'),
        ("residnce: BE", '"residnce" is no name of the answer: expected one of year, residence'),
        ("employments.0.tax.veiws: null", '"veiws" is no name of the answer: expected one of rule, threshold'),
        ("year.x: null", '"x" is no name of the answer: expected nothing below it'),
        ("employments.7.pair: BE-NL", 'employments.7.pair: expected "BE-NL", found nothing there'),
        ("'duties[sate=BE]': present", '"sate" is no name of the answer; did you mean "state"?'),
        ("'duties[state=BE]': absent", "duties[state=BE]: expected absent, found present"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_is_not_so_fails_with_expected_and_found(
    capsys: pytest.CaptureFixture[str], expect: str, message: str
) -> None:
    code, out = ran(capsys, expect)
    assert (code, out.splitlines()[-1]) == (1, "0 passed, 1 failed")
    assert out.startswith("cases.yaml:1: a day at home: ")
    assert message in out


@pytest.mark.usefixtures("folder")
def test_a_worker_that_cannot_be_fails_its_own_case_only(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = ran(capsys, "year: 2026", GIVEN.replace("work: 180", "work: 400"))
    assert code == 1
    assert "a day at home: given: days.counts.work is 400: expected a number from 0 to 366" in out


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- case: x", 'cases.yaml:1: "source" is missing in [0]'),
        ("- 3", "cases.yaml:1: [0] is 3: expected a mapping"),
        (HEAD + GIVEN, 'cases.yaml:1: "expect" is missing in [0]: expected a mapping'),
        (HEAD + GIVEN + "  expect: [1]", "cases.yaml:8: [0].expect is a list of 1: expected a mapping"),
        (HEAD.replace("derived", "own") + GIVEN, 'source.kind is "own": expected one of'),
        (HEAD.replace("own", "3") + GIVEN, "cases.yaml:2: [0].source.id is 3: expected a text"),
        (
            HEAD.replace("  given", "  gven") + GIVEN,
            'unknown key "gven" in [0]: expected one of case, source, given',
        ),
        ("[]", "there is no case in these files: expected at least one"),
    ],
)
def test_what_is_no_case_file_is_refused(
    capsys: pytest.CaptureFixture[str], folder: Path, text: str, message: str
) -> None:
    (folder / "cases.yaml").write_text(text)
    assert message in refused(capsys, "cases", "run", "cases.yaml")


@pytest.mark.usefixtures("folder")
def test_a_folder_of_cases_is_run_with_the_days_that_stand_beside_them(capsys: pytest.CaptureFixture[str]) -> None:
    Path("mine").mkdir()
    Path("mine/days.csv").write_text("date,state\n2026-03-02,BE\n2026-03-03,NL\n")
    given = GIVEN.replace("{counts: {work: 180, home: 34}}", "{log: days.csv}")
    Path("mine/one.yaml").write_text(f"{HEAD}{given}  expect: {{employments.0.tax.views.BE.counted: 1}}\n")
    Path("mine/two.yml").write_text(f"{HEAD.replace('at home', 'of rest')}{given}  expect: {{year: 2026}}\n")
    assert main(["cases", "run", "mine", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["passed"], found["failed"], len(found["cases"])) == (2, 0, 2)
    assert main(["cases", "run", "mine", "--filter", "OF REST"]) == 0
    assert capsys.readouterr().out == "1 passed, 0 failed\n"
