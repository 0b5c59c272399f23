"""JSON Schemas (2020-12) of what may be asked: a worker and a reform as a program writes them."""

from __future__ import annotations

from typing import Any

import msgspec

from grenswerk.law.reform import Reform
from grenswerk.model.worker import DaysGiven, WorkerFile

ASKED = (WorkerFile, Reform)
_FORMS = ("counts", "pattern")
Schemas = dict[str, Any]


def schemas_of(types: list[Any], reference: str) -> Schemas:
    """The schemas of these types and of all that they hold, by name.

    `reference` is where they will stand, e.g. `#/$defs/{name}`; two types of one name stand under their modules.
    """
    _, schemas = msgspec.json.schema_components(types, ref_template=reference)
    if days := schemas.get(DaysGiven.__name__):
        schemas[DaysGiven.__name__] = _days(days)
    return schemas


def _days(schema: Schemas) -> Schemas:
    """The days as they are written: exactly one form, totals and patterns also by employment id, no file."""
    given = schema["properties"]
    forms = {}
    for name in _FORMS:
        one = given[name]["anyOf"][0]
        forms[name] = {"anyOf": [one, {"type": "object", "additionalProperties": one, "minProperties": 1}]}
    log = next(form for form in given["log"]["anyOf"] if form["type"] == "array")
    return {**schema, "properties": {**forms, "log": log}, "minProperties": 1, "maxProperties": 1}
