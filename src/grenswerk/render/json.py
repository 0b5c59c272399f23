"""The answer as JSON, and its JSON Schema."""

from __future__ import annotations

from typing import Any

import msgspec

from grenswerk.model.answer import Assessment


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
