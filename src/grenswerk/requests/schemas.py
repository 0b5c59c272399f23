"""JSON Schemas (2020-12) of what may be asked: a worker and a reform as a program writes them."""

from __future__ import annotations

from typing import Any

import msgspec

from grenswerk.law.reform import Reform
from grenswerk.model.worker import DaysGiven, WorkerFile

WORKER, REFORM = WorkerFile.__name__, Reform.__name__
_FORMS = ("counts", "pattern")


def asked_schemas(reference: str) -> dict[str, Any]:
    """The schemas by name; `reference` is where they will stand, e.g. `#/$defs/{name}`."""
    _, schemas = msgspec.json.schema_components([WorkerFile, Reform], ref_template=reference)
    schemas[DaysGiven.__name__] = _days(schemas[DaysGiven.__name__])
    return schemas


def _days(schema: dict[str, Any]) -> dict[str, Any]:
    """The days as they are written: exactly one form, totals and patterns also by employment id, no file."""
    given = schema["properties"]
    forms = {}
    for name in _FORMS:
        one = given[name]["anyOf"][0]
        forms[name] = {"anyOf": [one, {"type": "object", "additionalProperties": one, "minProperties": 1}]}
    log = next(form for form in given["log"]["anyOf"] if form["type"] == "array")
    return {**schema, "properties": {**forms, "log": log}, "minProperties": 1, "maxProperties": 1}
