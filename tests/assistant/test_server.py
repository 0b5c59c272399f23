"""The server for assistants, asked by the SDK's own client over the standard streams of the real process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
import jsonschema
import pytest
from mcp import Client, StdioServerParameters
from mcp.types import CallToolResult, TextContent, Tool

from grenswerk.assistant.tools import TOOLS, input_schema
from grenswerk.cli import main
from grenswerk.documents import load_data
from grenswerk.render.json import SCHEMA_FILE

SOURCES = Path(__file__).parents[2] / "src"
EXAMPLES = Path(__file__).parents[2] / "examples"
WORKER = """year: 2026
worker: {residence: BE}
employments: [{employer_state: NL, gross_pay: 50000}]
days: {counts: {work: 180, home: 34, third: {FR: 1}}}
"""
NL_BE_48 = {"title": "48 days", "treaties": [{"pairs": ["NL-BE"], "from": 2026, "limit_days": 48}]}
PROGRAM = StdioServerParameters(
    command=sys.executable,
    args=["-m", "grenswerk", "mcp"],
    env={"PYTHONPATH": str(SOURCES), "PYTHONWARNINGS": "ignore"},
)


def with_server(talk: Callable[[Client], Awaitable[Any]]) -> Any:
    """What a conversation with a server of its own leads to."""

    async def conversation() -> Any:
        with anyio.fail_after(60):
            async with Client(PROGRAM) as client:
                return await talk(client)

    return anyio.run(conversation)


def asked(*calls: tuple[str, dict[str, Any]]) -> list[CallToolResult]:
    """The results of these calls, in one conversation."""

    async def talk(client: Client) -> list[CallToolResult]:
        return [await client.call_tool(name, arguments) for name, arguments in calls]

    found: list[CallToolResult] = with_server(talk)
    return found


def text_of(result: CallToolResult) -> str:
    """The one text of a result."""
    [content] = result.content
    assert isinstance(content, TextContent)
    return content.text


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What the command line prints for the same question."""
    assert main([*arguments, "--json"]) == 0
    return capsys.readouterr().out.rstrip("\n")


def test_an_assistant_finds_four_tools_that_only_read() -> None:
    async def talk(client: Client) -> list[Tool]:
        return (await client.list_tools()).tools

    tools: list[Tool] = with_server(talk)
    assert {tool.name for tool in tools} == {"assess", "compare", "law", "dossier"}
    for tool in tools:
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint is True
        assert tool.annotations.open_world_hint is False
        assert tool.description


def test_the_answers_are_those_of_the_command_line_to_the_byte(capsys: pytest.CaptureFixture[str]) -> None:
    example = EXAMPLES / "software-engineer-antwerp-eindhoven.yaml"
    text, day = example.read_text(), "2025-03-01"
    cite = "Kamerstukken I 2025/2026, 35714, N, p. 4"
    questions: list[tuple[str, dict[str, Any], list[str]]] = [
        ("assess", {"worker": text, "lang": "nl"}, ["assess", str(example), "--lang", "nl"]),
        ("assess", {"worker": json.loads(json.dumps(load_data(example), default=str))}, ["assess", str(example)]),
        ("compare", {"worker": text, "home_days": "30..40"}, ["compare", str(example), "--home-days", "30..40"]),
        (
            "compare",
            {"worker": text, "law": ["nl-be-34"], "as_of": day},
            ["compare", str(example), "--law", "nl-be-34", "--as-of", day],
        ),
        ("law", {"action": "show", "pair": "nl-be", "year": 2026}, ["law", "show", "nl-be", "--year", "2026"]),
        ("law", {"action": "timeline", "as_of": day}, ["law", "timeline", "--as-of", day]),
        (
            "law",
            {"action": "matrix", "year": 2026, "gross": 50000, "home_per_week": 1},
            ["law", "matrix", "--year", "2026", "--gross", "50000", "--home-per-week", "1"],
        ),
        ("law", {"action": "sources", "containing": "trb"}, ["law", "sources", "trb"]),
        ("dossier", {"action": "status", "on": day}, ["dossier", "status", "--on", day]),
        ("dossier", {"action": "timeline", "on": day}, ["dossier", "timeline", "--on", day]),
        ("dossier", {"action": "cite", "text": cite}, ["dossier", "cite", cite]),
    ]
    results = asked(*((name, arguments) for name, arguments, _ in questions))
    for result, (name, arguments, line) in zip(results, questions, strict=True):
        assert not result.is_error, (name, arguments)
        assert text_of(result) == printed(capsys, *line)
        data = json.loads(text_of(result))
        assert result.structured_content == (data if isinstance(data, dict) else None)


def test_a_reform_as_data_moves_the_limit() -> None:
    [kept, moved] = asked(("assess", {"worker": WORKER}), ("assess", {"worker": WORKER, "law": [NL_BE_48]}))
    answers = [json.loads(text_of(result)) for result in (kept, moved)]
    assert answers[0]["employments"][0]["tax"]["threshold"] is None
    assert answers[1]["employments"][0]["tax"]["threshold"]["days"] == 48
    schema = json.loads(SCHEMA_FILE.read_text("utf-8"))
    for answer in answers:
        jsonschema.Draft202012Validator(schema).validate(answer)


def test_a_letter_is_read_from_its_text() -> None:
    letter = "De commissie heeft de volgende vragen.\n\n1. Wanneer komt er een drempel met België?\n"
    [result] = asked(("dossier", {"action": "read", "text": letter, "lang": "nl"}))
    assert len(json.loads(text_of(result))["questions"]) == 1


WRONG: list[tuple[str, dict[str, Any], str]] = [
    (
        "assess",
        {"worker": WORKER.replace("NL", "XX")},
        'worker:3: employments[0].employer_state is "XX": expected',
    ),
    ("assess", {"worker": {"year": 2026}}, 'worker: "worker" is missing'),
    ("assess", {"worker": WORKER, "lang": "xx"}, 'language "xx": expected one of en, nl, fr, de'),
    ("assess", {"worker": WORKER, "as_of": "x"}, 'as_of is "x": expected a date, YYYY-MM-DD'),
    ("assess", {"worker": ""}, "worker: is empty: expected a text in YAML or JSON"),
    ("assess", {"worker": "year: 2026\n" + "#" * 1_000_000}, "worker: 1000011 bytes: expected at most 1000000"),
    ("assess", {}, "assess"),
    ("assess", {"worker": WORKER, "file": "/etc/passwd"}, "file"),
    ("compare", {"worker": WORKER, "home_per_week": "9"}, 'home_per_week is "9": expected A..B with 0 <= A <= B'),
    ("law", {"action": "show", "year": 2026}, "law: pair is missing: expected the two states of `show`"),
    ("law", {"action": "show", "pair": "NL-NL", "year": 2026}, 'pair "NL-NL": expected two different states'),
    ("law", {"action": "show", "pair": "NL-BE", "year": 1900}, "year is 1900: expected a year from 2015 to 2027"),
    ("law", {"action": "matrix", "year": 2026}, "law: gross is missing"),
    ("law", {"action": "sources", "containing": "xyzzy"}, 'no source has "xyzzy"'),
    ("law", {"action": "repeal"}, "repeal"),
    ("dossier", {"action": "cite"}, "dossier: text is missing: expected the text to cite"),
    ("dossier", {"action": "cite", "text": "a" * 200_001}, "text: 200001 characters: expected at most 200000"),
    ("dossier", {"action": "status", "on": "today"}, 'on is "today": expected a date, YYYY-MM-DD'),
    ("delete", {}, 'unknown tool "delete": expected one of assess, compare, law, dossier'),
]


def test_what_cannot_be_used_is_said_in_one_line_and_the_server_goes_on() -> None:
    results = asked(*((name, arguments) for name, arguments, _ in WRONG), ("assess", {"worker": WORKER}))
    assert not results[-1].is_error
    for result, (name, arguments, said) in zip(results[:-1], WRONG, strict=True):
        assert result.is_error, (name, arguments)
        assert said in text_of(result)
        assert "\n" not in text_of(result)


@pytest.mark.parametrize("log", ["days.csv", "/etc/passwd", "../secret.csv"])
def test_no_file_is_read_that_an_assistant_names(
    log: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "days.csv").write_text("date,state,minutes,activity\n2026-03-02,BE,,telework\n")
    (tmp_path / "ours.yaml").write_text("treaties: [{pairs: [NL-BE], limit_days: 48}]\n")
    monkeypatch.chdir(tmp_path)
    worker = WORKER.replace("counts: {work: 180, home: 34, third: {FR: 1}}", f"log: {log}")
    [by_log, by_law] = asked(
        ("assess", {"worker": worker}),
        ("assess", {"worker": WORKER, "law": [str(tmp_path / "ours.yaml")]}),
    )
    assert text_of(by_log) == f'worker: days.log is "{log}": expected the rows of the log, not a file'
    assert "expected a reform as data, or one of" in text_of(by_law)


def test_nothing_but_the_protocol_stands_on_standard_output_and_the_end_of_input_ends_it() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "grenswerk", "mcp"],
        input="not json\n",
        env={**os.environ, "PYTHONPATH": str(SOURCES)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0
    for line in done.stdout.splitlines():
        assert json.loads(line)["jsonrpc"] == "2.0"


@pytest.mark.parametrize("name", TOOLS)
def test_the_schema_of_what_a_tool_is_asked_takes_what_the_tool_takes(name: str) -> None:
    schema = input_schema(TOOLS[name])
    jsonschema.Draft202012Validator.check_schema(schema)
    check = jsonschema.Draft202012Validator(schema)
    if name in ("assess", "compare"):
        for example in EXAMPLES.glob("*.yaml"):
            data = json.loads(json.dumps(load_data(example), default=str))
            assert check.is_valid({"worker": data}) is not isinstance(data["days"].get("log"), str)
        assert check.is_valid({"worker": WORKER, "law": ["nl-be-34", NL_BE_48]})
        assert not check.is_valid({"worker": {"year": 2026}})
    assert not check.is_valid({"path": "/etc/passwd"})
