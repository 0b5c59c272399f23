"""The API: the answers of the command line, its errors in the same words, tokens that open what they say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import jsonschema
import pytest
from django.test import Client

from grenswerk.cli import main
from grenswerk.documents import load_data, parse
from grenswerk.render.json import SCHEMA_FILE
from tests.web.api_world import WORKER, posted

EXAMPLE = Path(__file__).parents[2] / "examples" / "software-engineer-antwerp-eindhoven.yaml"
NL_BE_48 = '{"treaties": [{"pairs": ["NL-BE"], "from": 2026, "limit_days": 48}]}'
CITE = "Kamerstukken I 2025/2026, 35714, N, p. 4"


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What the command line prints for the same question."""
    assert main([*arguments, "--json"]) == 0
    return capsys.readouterr().out


def test_an_assessment_is_that_of_the_command_line_to_the_byte(
    payroll: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    data = json.dumps(load_data(EXAMPLE), default=str)
    for query, options in (
        ({}, []),
        ({"lang": "nl", "as_of": "2024-06-01"}, ["--lang", "nl", "--as-of", "2024-06-01"]),
        ({"law": "nl-be-34"}, ["--law", "nl-be-34"]),
    ):
        answer = posted(payroll, f"/api/v1/assess?{urlencode(query)}", data)
        assert answer.status_code == 200, answer.content
        assert answer.content.decode() == printed(capsys, "assess", str(EXAMPLE), *options)
        jsonschema.Draft202012Validator(json.loads(SCHEMA_FILE.read_text("utf-8"))).validate(answer.json())
    as_yaml = posted(payroll, "/api/v1/assess", EXAMPLE.read_text(), "application/yaml")
    assert as_yaml.content.decode() == printed(capsys, "assess", str(EXAMPLE))


def test_comparison_law_and_dossier_are_those_of_the_command_line(
    payroll: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    data, day = json.dumps(load_data(EXAMPLE), default=str), "2025-03-01"
    compared = posted(payroll, "/api/v1/compare?home_days=30..40&law=nl-be-34", data)
    assert compared.content.decode() == printed(
        capsys, "compare", str(EXAMPLE), "--home-days", "30..40", "--law", "nl-be-34"
    )
    for address, line in (
        ("law/NL-BE/2026", ["law", "show", "NL-BE", "--year", "2026"]),
        (f"law/timeline?as_of={day}", ["law", "timeline", "--as-of", day]),
        (
            "law/matrix?year=2026&gross=50000&home_per_week=1",
            ["law", "matrix", "--year", "2026", "--gross", "50000", "--home-per-week", "1"],
        ),
        ("law/sources?containing=trb", ["law", "sources", "trb"]),
        (f"dossier/status?on={day}", ["dossier", "status", "--on", day]),
        (f"dossier/timeline?on={day}", ["dossier", "timeline", "--on", day]),
    ):
        assert payroll.get(f"/api/v1/{address}").content.decode() == printed(capsys, *line)
    cited = posted(payroll, "/api/v1/dossier/cite", {"text": CITE})
    assert cited.content.decode() == printed(capsys, "dossier", "cite", CITE)
    letter = posted(payroll, "/api/v1/dossier/read?lang=nl", {"text": "1. Wanneer komt de drempel?\n"})
    assert len(letter.json()["questions"]) == 1


@pytest.mark.parametrize(("query", "language"), [("", "en"), ("?lang=nl", "nl"), ("?lang=xx", "en")])
def test_the_language_of_an_answer_is_said_as_it_is(payroll: Client, query: str, language: str) -> None:
    asked = payroll.post(
        f"/api/v1/assess{query}", WORKER, content_type="application/json", headers={"accept-language": "de"}
    )
    assert asked["Content-Language"] == language


def test_a_reform_as_data_moves_the_limit(payroll: Client) -> None:
    today = posted(payroll, "/api/v1/assess", WORKER).json()
    moved = posted(payroll, f"/api/v1/assess?{urlencode({'law': NL_BE_48})}", WORKER).json()
    assert today["employments"][0]["tax"]["threshold"] is None
    assert moved["employments"][0]["tax"]["threshold"]["days"] == 48


WRONG: list[tuple[str, Any, int, str]] = [
    ("assess", "{", 422, "body:2: is not YAML"),
    ("assess", " ", 422, "body: is empty: expected a text in YAML or JSON"),
    ("assess", b"\xff\xfe", 422, "body: byte 0 is not UTF-8: expected text in UTF-8"),
    ("assess", {**WORKER, "yaer": 2026}, 422, 'unknown key "yaer"'),
    ("assess", '{\n\t"year": 2026,\n\t"worker": {"residence": "XX"}}', 422, "body:3: worker.residence"),
    ("assess", {**WORKER, "days": {"log": "/etc/passwd"}}, 422, "expected the rows of the log, not a file"),
    ("assess", {**WORKER, "year": 2014}, 422, "year is 2014"),
    ("assess", "[" * 100, 422, "is nested too deeply: expected at most 60 levels"),
    ("assess", '{"year": 1' + "0" * 400 + "}", 422, "too long for a number"),
    ("assess", " " * 1_000_001, 413, "body: 1000001 bytes: expected at most 1000000"),
    ("assess?as_of=x", WORKER, 422, 'as_of is "x": expected a date, YYYY-MM-DD'),
    (
        "assess?asof=2024-01-01",
        WORKER,
        422,
        'query: unknown name "asof": expected one of as_of, law, lang; did you',
    ),
    ("assess?lang=xx", WORKER, 422, 'language "xx": expected one of en, nl, fr, de'),
    ("assess?law=nl-be-35", WORKER, 422, '"nl-be-35" is no reform'),
    ("assess?law=ours.yaml", WORKER, 422, 'law[0] is "ours.yaml": expected a reform as data, or one of'),
    ("assess?law=%7B%22title%22:1%7D", WORKER, 422, "law[0]"),
    ("compare?home_per_week=9", WORKER, 422, 'home_per_week is "9": expected A..B with 0 <= A <= B <= 7'),
    ("compare?home_per_week=1&home_days=1", WORKER, 422, "home_per_week and home_days: expected one of them"),
    ("dossier/cite", {"text": ""}, 422, "text"),
    ("dossier/cite", {}, 422, "text"),
    ("dossier/cite", {"text": "x" * 200_001}, 422, "expected a text of at most 200000 characters"),
    (
        "assess",
        '{"year": 2026,\n"worker": {"residence": "BE"}, "employments": [{"employer_state": "NL"}],\n'
        '"days": {"counts": {"third": {"BE": 3}}}}',
        422,
        "body:3: days.counts.third.BE is the residence state",
    ),
    (
        "assess",
        '{"year": 2026, "worker": {"residence": "BE"}, "employments": [{"employer_state": "NL"}],\n'
        '"days": {"log": [\n{"date": "2026-03-02", "state": "BE"},\n{"date": "2025-03-02", "state": "BE"}]}}',
        422,
        "body:4: days.log[1]: date is 2025-03-02",
    ),
]


@pytest.mark.parametrize(("address", "body", "status", "said"), WRONG, ids=lambda value: str(value)[:40])
def test_what_cannot_be_used_is_said_in_one_line(
    payroll: Client, address: str, body: Any, status: int, said: str
) -> None:
    answer = posted(payroll, f"/api/v1/{address}", body)
    assert answer.status_code == status, answer.content
    assert list(answer.json()) == ["error"]
    assert said in answer.json()["error"]
    assert "\n" not in answer.json()["error"]
    assert answer["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("law/NL-NL/2026", 422, 'pair "NL-NL": expected two different states of NL, BE, DE, LU, FR'),
        ("law/NL-BE/1900", 422, "year is 1900: expected a year from 2015 to 2027"),
        ("law/LU-FR/2020?as_of=2016-01-01", 422, "the law as of 2016-01-01: no rule of LU-FR for 2020 was in"),
        ("law/matrix?year=x&gross=1", 422, 'year is "x": expected a whole number'),
        ("law/matrix?year=2026", 422, "gross is missing: expected a value"),
        ("law/matrix?year=2026&gross=nan", 422, "gross is nan: expected an amount from 0"),
        ("law/sources?containing=xyzzy", 422, 'no source has "xyzzy" in its id, title or identifier'),
        ("law/NL-BE/soon", 404, "/api/v1/law/NL-BE/soon: there is nothing here"),
        ("nowhere", 404, "/api/v1/nowhere: there is nothing here"),
        ("", 404, "/api/v1/: there is nothing here"),
        ("assess", 405, "GET: expected POST"),
    ],
)
def test_every_refusal_of_an_address_has_the_one_form(
    payroll: Client, address: str, status: int, said: str
) -> None:
    answer = payroll.get(f"/api/v1/{address}")
    assert answer.status_code == status, answer.content
    assert list(answer.json()) == ["error"]
    assert answer.json()["error"].startswith(said)
    assert int(answer["Content-Length"]) == len(answer.content)
    if status == 405:
        assert answer["Allow"] == "POST"


def test_a_body_of_another_kind_is_refused_before_it_is_read(payroll: Client) -> None:
    answer = posted(payroll, "/api/v1/assess", "year=2026", "application/x-www-form-urlencoded")
    assert answer.status_code == 415
    assert (
        'Content-Type is "application/x-www-form-urlencoded": expected application/json' in answer.json()["error"]
    )


def test_a_form_without_its_boundary_is_refused_in_the_one_form(payroll: Client) -> None:
    answer = payroll.generic("POST", "/api/v1/batch", "x", "multipart/form-data")
    assert (answer.status_code, list(answer.json())) == (400, ["error"])
    assert int(answer["Content-Length"]) == len(answer.content)


def test_a_fault_of_the_site_is_said_without_what_was_at_hand(
    payroll: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("salary of a person")

    monkeypatch.setattr("grenswerk.web.api.v1.assessments.worker_of_text", fail)
    payroll.raise_request_exception = False
    answer = posted(payroll, "/api/v1/assess", WORKER)
    assert (answer.status_code, list(answer.json())) == (500, ["error"])
    assert "salary" not in answer.json()["error"]
    assert answer.json()["error"].startswith("/api/v1/assess: the site failed, which was noted")


@pytest.mark.parametrize(
    ("operation", "in_yaml"),
    [
        ("assess", EXAMPLE.read_text()),
        ("compare", EXAMPLE.read_text()),
        ("dossier/cite", "text: Kamerstukken II 2024/25, 36 602, nr. 3"),
        ("dossier/cite", "text: 2026-01-05"),
        ("dossier/read", "text: |\n  De staatssecretaris antwoordt vóór 1 maart 2026.\n"),
    ],
)
def test_every_document_may_be_yaml(payroll: Client, operation: str, in_yaml: str) -> None:
    in_json = json.dumps(parse(in_yaml, "body"), default=str)
    answers = [
        posted(payroll, f"/api/v1/{operation}", body, kind)
        for body, kind in ((in_yaml, "application/yaml"), (in_json, "application/json"))
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].content == answers[1].content
