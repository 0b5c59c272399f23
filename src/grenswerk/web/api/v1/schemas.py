"""The schemas of the description: of what is asked and of every answer, each from where it is defined."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from grenswerk.dossier.letters.models import Letter
from grenswerk.dossier.models import Citation
from grenswerk.dossier.standing import Standing
from grenswerk.dossier.timeline import Moment
from grenswerk.law.bibliography import Source
from grenswerk.population.fields import ALIASES, BY_NAME, REQUIRED
from grenswerk.render.json import SCHEMA_FILE
from grenswerk.requests.schemas import asked_schemas
from grenswerk.web.api.v1 import answers
from grenswerk.web.api.v1.days import DaysAccepted, DaysOfYear, DaysVersion, DaysWritten
from grenswerk.web.api.v1.dossier import TextAsked

HERE = "#/components/schemas/"
Schemas = dict[str, Any]


def schemas() -> Schemas:
    """Every schema by name."""
    found = _shipped_answer() | asked_schemas(f"{HERE}{{name}}") | _own() | _lists() | _batch()
    compared = found["ComparisonAnswer"]
    by_law = {"type": "object", "additionalProperties": {"$ref": f"{HERE}ComparisonOfOneLaw"}, "minProperties": 2}
    found["ComparisonOfOneLaw"] = compared
    found["ComparisonAnswer"] = {"anyOf": [{"$ref": f"{HERE}ComparisonOfOneLaw"}, by_law]}
    return found


def _shipped_answer() -> Schemas:
    """The answer of an assessment, as it is shipped beside `render.json`."""
    text = SCHEMA_FILE.read_text("utf-8").replace('"#/$defs/', f'"{HERE}')
    found: Schemas = json.loads(text)["$defs"]
    return found


def _batch() -> Schemas:
    """Rows of a batch: the columns of `grenswerk batch`, and its answer, whose columns may grow."""
    cell = {"type": ["string", "number", "boolean", "null"]}
    listed = {"type": "array", "items": {"type": ["string", "integer"]}}
    columns: Schemas = {name: {"anyOf": [cell, listed]} for name in (*BY_NAME, *ALIASES)}
    answer = {"id": {"type": ["string", "null"]}, "error": {"type": ["string", "null"]}}
    return {
        "BatchRow": {
            "type": "object",
            "properties": columns,
            "required": list(REQUIRED),
            "additionalProperties": False,
        },
        "BatchAnswer": {
            "type": "object",
            "properties": answer,
            "required": list(answer),
            "additionalProperties": cell,
        },
    }


def _own() -> Schemas:
    """Answers and questions by the types that make them; those of the dossier under names of their own."""
    law = [answers.LawRule, answers.LawYear, answers.LawCombination, Source]
    _, of_dossier = msgspec.json.schema_components([Standing, Moment, Citation, Letter], ref_template=_DOSSIER)
    _, of_law = msgspec.json.schema_components(
        [
            *law,
            answers.ComparisonAnswer,
            answers.BatchJob,
            TextAsked,
            DaysWritten,
            DaysVersion,
            DaysOfYear,
            DaysAccepted,
        ],
        ref_template=f"{HERE}{{name}}",
    )
    return of_law | {f"Dossier{name}": schema for name, schema in of_dossier.items()}


_DOSSIER = f"{HERE}Dossier{{name}}"


def _lists() -> Schemas:
    """Answers that are lists or tables of others."""
    lists = {
        "DaysYears": DaysVersion.__name__,
        "LawTimeline": "LawYear",
        "LawMatrix": answers.LawCombination.__name__,
        "DossierTimeline": "DossierMoment",
        "DossierCitations": "DossierCitation",
    }
    found: Schemas = {name: {"type": "array", "items": {"$ref": f"{HERE}{of}"}} for name, of in lists.items()}
    found["LawSources"] = {"type": "object", "additionalProperties": {"$ref": f"{HERE}Source"}}
    return found
