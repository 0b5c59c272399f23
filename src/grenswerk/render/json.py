"""The answer as JSON, and its JSON Schema."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from grenswerk.model.answer import Assessment

SCHEMA_FILE = Path(__file__).with_name("answer.schema.json")


def encode(assessment: Assessment) -> str:
    """The answer as one line of JSON, names as in interface section 2."""
    return msgspec.json.encode(assessment).decode()


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the answer."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Grenswerk assessment",
        **msgspec.json.schema(Assessment),
    }


def written_schema() -> str:
    """The text of `answer.schema.json`, the schema that is shipped beside this file."""
    return msgspec.json.format(msgspec.json.encode(schema(), order="sorted"), indent=2).decode() + "\n"


if __name__ == "__main__":  # python -m grenswerk.render.json: write it anew
    SCHEMA_FILE.write_text(written_schema(), "utf-8")
