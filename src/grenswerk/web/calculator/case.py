"""The answers of the calculator as a case: read from an address, made into a worker file, signed into a link."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.core import signing
from django.utils.timezone import localdate

from grenswerk.days import worker_file
from grenswerk.model.errors import BadInput
from grenswerk.web import assessing
from grenswerk.web.assessing import Assessed
from grenswerk.web.calculator.questions import BY_NAME, FIRST, FIRST_YEAR, LAST_YEAR, QUESTIONS, Kind, Question

SALT = "grenswerk.calculator.case"
LONGEST = 24  # characters of an answer


class Wrong(NamedTuple):
    """An answer that cannot be: the question and what is wrong, as a code."""

    question: str
    code: str
    highest: float = 0


class Case(NamedTuple):
    """What a person answered so far; only questions that are asked, and only what was answered."""

    answers: dict[str, str]
    wrong: tuple[Wrong, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether the three first answers are there."""
        return not self.wrong and all(name in self.answers for name in FIRST)

    def address(self) -> str:
        """The answers as the query of an address."""
        return urlencode(self.answers)

    def address_of_curve(self) -> str:
        """The same with half a day at home: the curve runs over the home days, so it is one for all of them."""
        return urlencode({**self.answers, "home": "0.5"})

    def signed(self) -> str:
        """The answers for a link: what is changed on the way is refused."""
        return signing.dumps(self.answers, salt=SALT, compress=True)


def case_of(given: Mapping[str, str]) -> Case:
    """The case of these answers; what is not asked or not answered is left out, what cannot be is named."""
    stripped = {name: str(given.get(name, "")).strip().replace(",", ".")[:LONGEST] for name in BY_NAME}
    answered = {name: value for name, value in stripped.items() if value}
    answers: dict[str, str] = {}
    wrong: list[Wrong] = []
    for question in QUESTIONS:
        if question.name not in answered or not question.asked(answered):
            continue
        value = answered[question.name]
        if code := fault_of(question, value):
            wrong.append(Wrong(question.name, code, question.highest))
        answers[question.name] = value
    if not wrong and float(answers.get("home", 0)) > float(answers.get("days_per_week", 5)):
        wrong.append(Wrong("home", "web.wrong.more_than_week"))
    return Case(answers, tuple(wrong))


def case_of_query(query: str) -> Case:
    """The case of the query of an address."""
    return case_of(dict(parse_qsl(query[:4000], max_num_fields=100)))


def case_of_link(token: str) -> Case:
    """The case of a signed link; raises `signing.BadSignature` for one that was changed."""
    return case_of(signing.loads(token, salt=SALT))


def fault_of(question: Question, value: str) -> str:
    """What is wrong with an answer, as a code; nothing where it can be."""
    if question.kind is Kind.CHOICE:
        return "" if value in question.options else "web.wrong.choice"
    if question.kind is Kind.YES_NO:
        return "" if value in ("yes", "no") else "web.wrong.choice"
    try:
        found = float(value)
    except ValueError:
        return "web.wrong.number"
    return "" if 0 <= found <= question.highest else "web.wrong.range"


def worker_data(case: Case) -> dict[str, Any]:
    """The case as the data of a worker file."""
    data: dict[str, Any] = {
        "year": this_year(),
        "worker": {},
        "employments": [{}],
        "days": {"pattern": {"home_per_week": 0}},
    }
    for name, value in case.answers.items():
        put(data, BY_NAME[name].path, value_of(BY_NAME[name], value))
    return data


def this_year() -> int:
    """The year that is asked about when none is given."""
    return min(max(localdate().year, FIRST_YEAR), LAST_YEAR)


def value_of(question: Question, value: str) -> Any:
    """An answer as the value that stands in a worker file."""
    if question.kind is Kind.YES_NO:
        return value == "yes"
    if question.name == "year":
        return int(value)
    if question.kind is Kind.CHOICE:
        return value
    number = float(value)
    if question.percent:
        return number / 100
    return int(number) if number.is_integer() else number


def put(data: Any, path: str, value: Any) -> None:
    """Put a value at its place in a worker file."""
    *parents, last = path.split(".")
    for step in parents:
        data = data[int(step)] if step.isdigit() else data.setdefault(step, {})
    data[last] = value


def assessed(case: Case) -> Assessed:
    """The answer to a case; raises `BadInput` when it is none."""
    if not case.complete:
        raise BadInput("case: is not complete: expected residence, employer and home days")
    return assessing.assessed(assessing.counted(worker_file(worker_data(case), "case"), "case"))
