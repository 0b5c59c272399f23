"""The schemas of the description: of what is asked and of every answer, each from where it is defined."""

from __future__ import annotations

import json

from grenswerk.dossier.letters.models import Letter
from grenswerk.dossier.models import Citation
from grenswerk.dossier.standing import Standing
from grenswerk.dossier.timeline import Moment
from grenswerk.law.bibliography import Source
from grenswerk.model.answer import Assessment
from grenswerk.population.fields import ALIASES, BY_NAME, REQUIRED
from grenswerk.render.json import SCHEMA_FILE
from grenswerk.requests.schemas import ASKED, Schemas, schemas_of
from grenswerk.web.api.v1 import answers, organisations, uploads
from grenswerk.web.api.v1.days import DaysAccepted, DaysOfYear, DaysVersion, DaysWritten
from grenswerk.web.api.v1.dossier import TextAsked

HERE = "#/components/schemas/"
TYPES = [
    Assessment,
    *ASKED,
    TextAsked,
    answers.ComparisonOfOneLaw,
    answers.BatchJob,
    answers.LawRule,
    answers.LawYear,
    answers.LawCombination,
    Source,
    Standing,
    Moment,
    Citation,
    Letter,
    DaysWritten,
    DaysVersion,
    DaysOfYear,
    DaysAccepted,
    organisations.OrganisationShown,
    organisations.MembersShown,
    organisations.WorkersShown,
    organisations.DutyShown,
    organisations.PolicyShown,
    uploads.UploadShown,
]
LISTS: dict[str, type] = {
    "LawTimeline": answers.LawYear,
    "LawMatrix": answers.LawCombination,
    "DossierTimeline": Moment,
    "Citations": Citation,
    "DaysYears": DaysVersion,
    "Organisations": organisations.OrganisationShown,
    "Duties": organisations.DutyShown,
    "Policies": organisations.PolicyShown,
}
TABLES: dict[str, type] = {"LawSources": Source, "ComparisonByLaw": answers.ComparisonOfOneLaw}


def schemas() -> Schemas:
    """Every schema by name; that of an assessment is the one that is shipped beside `render.json`."""
    found = schemas_of(TYPES, f"{HERE}{{name}}") | _shipped_answer() | _batch()
    found |= {name: {"type": "array", "items": _at(of.__name__)} for name, of in LISTS.items()}
    found |= {name: {"type": "object", "additionalProperties": _at(of.__name__)} for name, of in TABLES.items()}
    found["Comparison"] = {"anyOf": [_at(answers.ComparisonOfOneLaw.__name__), _at("ComparisonByLaw")]}
    return found


def _at(name: str) -> dict[str, str]:
    return {"$ref": f"{HERE}{name}"}


def _shipped_answer() -> Schemas:
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
