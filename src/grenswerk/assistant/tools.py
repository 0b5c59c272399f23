"""The tools: what an assistant may ask, and the line of JSON that answers it, as `--json` would print it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal, NamedTuple

import msgspec
from msgspec import Meta, Struct, field

from grenswerk.assess.comparison import compare
from grenswerk.documents import convert
from grenswerk.law.reform import Reform
from grenswerk.model.errors import BadInput, nearest
from grenswerk.model.worker import WorkerFile
from grenswerk.render.json import encode
from grenswerk.render.speech import Speech
from grenswerk.requests.comparison import comparisons_shown, home_days_asked
from grenswerk.requests.lawbook import beside_today, rulebook_asked
from grenswerk.requests.naming import as_field
from grenswerk.requests.schemas import schemas_of
from grenswerk.requests.worker import Asked, worker_of_data, worker_of_text

Worker = Annotated[
    dict[str, Any] | str, Meta(description="A worker file: an object, or its text in YAML. Days as data, no file.")
]
AsOf = Annotated[str | None, Meta(description="YYYY-MM-DD: the law as it was known on that day")]
Law = Annotated[
    list[dict[str, Any] | str],
    Meta(
        description="Reforms to apply: ids such as nl-be-34 or of a rule in `law show`, or a reform as an object"
    ),
]
Language = Annotated[str, Meta(description="Language of the texts: en, nl, fr or de")]


class Asking(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a tool is asked; an unknown name in it is refused."""


class Assess(Asking, frozen=True, kw_only=True):
    worker: Worker
    as_of: AsOf = None
    law: Law = field(default_factory=list)
    lang: Language = "en"


class Compare(Asking, frozen=True, kw_only=True):
    worker: Worker
    home_per_week: Annotated[str | None, Meta(description="Home days a week, A..B; 0..5 when left out")] = None
    home_days: Annotated[str | None, Meta(description="Home days a year instead, A..B, e.g. 0..60")] = None
    as_of: AsOf = None
    law: Law = field(default_factory=list)


class Rules(Asking, frozen=True, kw_only=True):
    action: Literal["show", "timeline", "matrix", "sources"]
    pair: Annotated[str | None, Meta(description="show: two states, the residence first, e.g. NL-BE")] = None
    year: Annotated[int | None, Meta(description="show and matrix: the year, 2015 to 2027")] = None
    gross: Annotated[float | None, Meta(description="matrix: gross pay, EUR/year")] = None
    home_per_week: Annotated[float, Meta(description="matrix: home days a week")] = 0.0
    containing: Annotated[str, Meta(description="sources: a text in their id, title or identifier")] = ""
    as_of: AsOf = None
    law: Law = field(default_factory=list)


class Dossier(Asking, frozen=True, kw_only=True):
    action: Literal["status", "timeline", "read", "cite"]
    on: Annotated[str | None, Meta(description="status and timeline: as it stood on YYYY-MM-DD")] = None
    text: Annotated[str | None, Meta(description="read: the text of a letter; cite: a text with citations")] = None
    lang: Language = "en"


class Tool(NamedTuple):
    """A tool: what it is for, what it is asked, and what answers."""

    title: str
    does: str
    asking: type[Asking]
    answer: Callable[[Any], str]


def call(name: str, arguments: dict[str, Any]) -> str:
    """The answer of a tool as one line of JSON; raises `BadInput`."""
    tool = TOOLS.get(name)
    if tool is None:
        raise BadInput(f'unknown tool "{name}": expected one of {", ".join(TOOLS)}{nearest(name, TOOLS)}')
    return tool.answer(convert(arguments, tool.asking, name))


def input_schema(tool: Tool) -> dict[str, Any]:
    """The JSON Schema of what a tool is asked, with the worker file and the reform spelt out."""
    reference = "#/$defs/{name}"
    _, schemas = msgspec.json.schema_components([tool.asking], ref_template=reference)
    schema = dict(schemas.pop(tool.asking.__name__))
    properties: dict[str, Any] = schema["properties"]
    asked = {"worker": WorkerFile, "law": Reform}
    for name, of in asked.items():
        if name in properties:
            found = properties[name] if name == "worker" else properties[name]["items"]
            found["anyOf"] = [{"$ref": reference.format(name=of.__name__)}, {"type": "string"}]
    spelt = [of for name, of in asked.items() if name in properties]
    schemas |= schemas_of(spelt, reference) if spelt else {}
    return {**schema, "$defs": schemas} if schemas else schema


def _worker(given: dict[str, Any] | str) -> Asked:
    return worker_of_text(given) if isinstance(given, str) else worker_of_data(given)


def _assess(asked: Assess) -> str:
    rulebook, speech = rulebook_asked(asked.as_of, asked.law), Speech(asked.lang)
    return encode(_worker(asked.worker).answer(rulebook, speech))


def _compare(asked: Compare) -> str:
    laws = beside_today(rulebook_asked(asked.as_of, asked.law))
    file, days = _worker(asked.worker)
    home = home_days_asked(file, days, asked.home_per_week, asked.home_days, as_field)
    found = {name: compare(file, days, home, law) for name, law in laws.items()}
    return msgspec.json.encode(comparisons_shown(found)).decode()


def _law(asked: Rules) -> str:
    from grenswerk.requests.law import matrix_shown, rule_shown, sources_shown, timeline_shown

    if asked.action == "sources":
        return _line(sources_shown(asked.containing))
    rulebook = rulebook_asked(asked.as_of, asked.law)
    if asked.action == "timeline":
        return _line(timeline_shown(rulebook))
    if asked.year is None:
        raise BadInput(f"law: year is missing: expected the year of `{asked.action}`")
    if asked.action == "show":
        if asked.pair is None:
            raise BadInput("law: pair is missing: expected the two states of `show`, e.g. NL-BE")
        return _line(rule_shown(asked.pair, asked.year, rulebook, as_field))
    if asked.gross is None:
        raise BadInput("law: gross is missing: expected the gross pay of `matrix`, EUR/year")
    cells = matrix_shown(asked.year, asked.gross, asked.home_per_week, rulebook, as_field)
    return _line([cell._asdict() for cell in cells])


def _dossier(asked: Dossier) -> str:
    from grenswerk.requests.dossier import citations_shown, letter_shown, status_shown, timeline_shown

    if asked.action == "status":
        return _line(status_shown(asked.on))
    if asked.action == "timeline":
        return _line(timeline_shown(asked.on))
    if asked.text is None:
        raise BadInput(f"dossier: text is missing: expected the text to {asked.action}")
    if asked.action == "cite":
        return _line(citations_shown(asked.text))
    return _line(letter_shown(asked.text, Speech(asked.lang)))


def _line(data: Any) -> str:
    return msgspec.json.encode(data).decode()


TOOLS = {
    "assess": Tool(
        "Assess a cross-border teleworker",
        "Which state taxes which working day, where the worker is insured, whether the home office binds the "
        "employer, what is left of the pay, and who must file what by when; with reasons, sources and certainty. "
        "For NL, BE, DE, LU and FR; treaty law 2015-2027, money 2024-2026. Where a fact that decides is missing, "
        "the answer is null and a finding names the fact and each outcome: ask for it. Not legal advice.",
        Assess,
        _assess,
    ),
    "compare": Tool(
        "Compare numbers of home days",
        "The same worker at other numbers of home days: taxed shares, insurance, net pay, duties, and where it "
        "tips; with a reform, today's law and the other side by side.",
        Compare,
        _compare,
    ),
    "law": Tool(
        "Look up the rules",
        "show: the rule of a pair of states in a year, as each of the two reads it, with sources, status and what "
        "is pending. timeline: all pairs by year. matrix: net pay and taxing rights of all 25 combinations. "
        "sources: the bibliography.",
        Rules,
        _law,
    ),
    "dossier": Tool(
        "Follow the political dossier",
        "status: open questions and commitments, who owes an answer by when. timeline: what happened. cite: the "
        "citations of a text, resolved to official ids. read: who asks whom what by when in a letter.",
        Dossier,
        _dossier,
    ),
}
