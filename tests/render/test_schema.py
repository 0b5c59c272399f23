"""The JSON Schema that is shipped describes the answers that are given."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator, ValidationError

from grenswerk.assess.assessment import assess
from grenswerk.days import employment_days, read_worker_file
from grenswerk.render.json import SCHEMA_FILE, encode, written_schema
from grenswerk.render.speech import Speech
from grenswerk.render.spoken import spoken
from tests.assess.random_workers import answer_to, worker_files

EXAMPLES = sorted((Path(__file__).parent.parent.parent / "examples").glob("*.yaml"))
SCHEMA = json.loads(SCHEMA_FILE.read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


def test_the_schema_is_one_and_is_that_of_the_answer() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA_FILE.read_text("utf-8") == written_schema(), "write it anew: python -m grenswerk.render.json"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_the_answer_of_every_example_is_valid(example: Path) -> None:
    file = read_worker_file(example)
    answer = assess(file, employment_days(file, example.parent, str(example)))
    VALIDATOR.validate(json.loads(encode(spoken(answer, Speech("nl")))))


@given(worker_files())
@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
def test_the_answer_of_any_worker_is_valid(data: dict[str, Any]) -> None:
    VALIDATOR.validate(json.loads(encode(answer_to(data))))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("year",), "2026"),
        (("residence",), None),
        (("employments", 0, "tax", "rule", "status"), "wished"),
        (("employments", 0, "establishment", "risk"), "high"),
        (("social_security", "periods", 0, "from"), 2026),
        (("net_pay", "net"), None),
        (("certainty",), "sure"),
    ],
)
def test_an_answer_that_is_none_is_not_valid(path: tuple[Any, ...], value: object) -> None:
    data = {
        "year": 2026,
        "worker": {"residence": "BE"},
        "employments": [{"employer_state": "NL", "gross_pay": 50000}],
        "days": {"counts": {"work": 180, "home": 20}},
    }
    answer = json.loads(encode(answer_to(data)))
    VALIDATOR.validate(answer)
    here = answer
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = value
    with pytest.raises(ValidationError):
        VALIDATOR.validate(answer)
