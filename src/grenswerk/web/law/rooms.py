"""The bodies of law beside the treaties, as their files stand: parameters with values, sources and certainty."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from grenswerk.assess.cases import Case, case_files
from grenswerk.documents import convert, load_law, parse, read_text
from grenswerk.law.parameters import ParameterFile, Value
from grenswerk.law.rulebook import FOLDER as TREATIES
from grenswerk.model.states import STATE_CODES

LAW = TREATIES.parent
PARAMETERS = {
    **{f"taxes-{code.lower()}": LAW / "taxes" / code.lower() / "parameters.yaml" for code in STATE_CODES},
    "social-security": LAW / "social_security" / "coordination.yaml",
    "framework-agreement": LAW / "social_security" / "framework_agreement.yaml",
}
CASES = {
    **{f"taxes-{code.lower()}": f"taxes/{code.lower()}/" for code in STATE_CODES},
    "social-security": "social_security/",
    "framework-agreement": "framework_agreement",
    "duties": "duties/",
    "establishment": "establishment/",
}


class Line(NamedTuple):
    """A parameter in one language: its label, unit and values by period, the latest first."""

    name: str
    label: str
    unit: str
    values: list[tuple[str, Value, list[str]]]


def parameters(room: str, language: str) -> list[Line]:
    """The parameters of a room in the order of its file."""
    file = load_law(PARAMETERS[room], ParameterFile)
    return [
        Line(
            name,
            parameter.label.get(language) or next(iter(parameter.label.values())),
            parameter.unit,
            [
                (period, value, [value.source] if isinstance(value.source, str) else value.source)
                for period, value in sorted(parameter.values.items(), reverse=True)
            ],
        )
        for name, parameter in file.parameters.items()
    ]


@cache
def _all_cases() -> list[tuple[str, Case]]:
    """Every case of the law with the place of its file."""
    found = []
    for path in case_files([]):
        text = read_text(path)
        place = str(Path(path).relative_to(LAW))
        found += [(place, case) for case in convert(parse(text, str(path)), list[Case], str(path), text)]
    return found


def cases_of_room(room: str) -> list[Case]:
    """The cases that a body of law is held to."""
    return [case for place, case in _all_cases() if CASES[room] in place]


def cases_of_pair(one: str, other: str) -> list[Case]:
    """The cases of the treaty rules of a pair, in either direction."""
    return [case for place, case in _all_cases() if place.startswith("treaties") and _pair(case) == {one, other}]


def _pair(case: Case) -> set[str]:
    employments = case.given.get("employments") or [{}]
    return {str(case.given.get("worker", {}).get("residence")), str(employments[0].get("employer_state"))}
