"""The facts of a year on a page: the questions of the calculator, for the person and for each employment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from grenswerk.web.calculator.case import fault_of, put, value_of
from grenswerk.web.calculator.questions import QUESTIONS, Asked, Question

MOST_EMPLOYMENTS = 10
PERSON, EMPLOYMENT = "worker.", "employments.0."
OF_EMPLOYMENT = re.compile(r"e([0-9]{1,3})-(.*)")  # the name of an answer about one employment
TEXTS = ("id", "from", "to")  # of an employment, beside the questions


class EmploymentForm(NamedTuple):
    """One employment on the page."""

    prefix: str
    texts: dict[str, str]
    fields: list[Asked]


class FactsForm(NamedTuple):
    """The page: the person, the employments and what cannot be."""

    name: str
    person: list[Asked]
    employments: list[EmploymentForm]

    @property
    def valid(self) -> bool:
        """Whether every answer can be, and the two states are there."""
        fields = [*self.person, *(field for one in self.employments for field in one.fields)]
        needed = ("residence", "employer")
        return not any(field.wrong or (field.question.name in needed and not field.value) for field in fields)


def answers_of(facts: Mapping[str, Any]) -> dict[str, str]:
    """Facts as the answers of the page, employments with their prefix."""
    answers = {"name": str(facts.get("worker", {}).get("name", ""))}
    for question in QUESTIONS:
        if question.path.startswith(PERSON):
            answers[question.name] = _answer(question, _at(facts, question.path))
    for index, employment in enumerate(facts.get("employments", [{}])):
        for text in TEXTS:
            answers[f"e{index}-{text}"] = str(employment.get(text, ""))
        for question in QUESTIONS:
            if question.path.startswith(EMPLOYMENT):
                found = _at(employment, question.path.removeprefix(EMPLOYMENT))
                answers[f"e{index}-{question.name}"] = _answer(question, found)
    return answers


def form_of(answers: Mapping[str, str], employments: int) -> FactsForm:
    """The page with these answers."""
    person = {name: value.strip() for name, value in answers.items() if not name.startswith("e")}
    forms = []
    for index in range(employments):
        prefix = f"e{index}-"
        own = {
            name.removeprefix(prefix): value.strip() for name, value in answers.items() if name.startswith(prefix)
        }
        seen = {**person, **own, "home": "1"}
        fields = [
            _field(one, own, seen) for one in QUESTIONS if one.path.startswith(EMPLOYMENT) and one.asked(seen)
        ]
        forms.append(EmploymentForm(prefix, {text: own.get(text, "") for text in TEXTS}, fields))
    seen = {
        "home": "1",
        "employer": answers.get("e0-employer", ""),
        "sector": answers.get("e0-sector", ""),
        **person,
    }
    asked = [_field(one, person, seen) for one in QUESTIONS if one.path.startswith(PERSON) and one.asked(seen)]
    return FactsForm(answers.get("name", "")[:80].strip(), asked, forms)


def count_of(answers: Mapping[str, str]) -> int:
    """How many employments the answers are about."""
    numbers = [int(found[1]) for name in answers if (found := OF_EMPLOYMENT.match(name))]
    return min(MOST_EMPLOYMENTS, max(numbers, default=0) + 1)


def without(answers: Mapping[str, str], removed: int) -> dict[str, str]:
    """The answers without one employment; those after it move up."""
    kept: dict[str, str] = {}
    for name, value in answers.items():
        if found := OF_EMPLOYMENT.match(name):
            index = int(found[1])
            if index != removed:
                kept[f"e{index - (index > removed)}-{found[2]}"] = value
        else:
            kept[name] = value
    return kept


def facts_of(form: FactsForm) -> dict[str, Any]:
    """The facts that the page says, as a worker file without year and days."""
    facts: dict[str, Any] = {"worker": {}, "employments": []}
    if form.name:
        facts["worker"]["name"] = form.name
    for field in form.person:
        if field.value:
            put(facts, field.question.path, value_of(field.question, field.value))
    for number, one in enumerate(form.employments, 1):
        employment: dict[str, Any] = {text: value for text, value in one.texts.items() if value}
        employment.setdefault("id", "main" if number == 1 else f"employment-{number}")
        for field in one.fields:
            if field.value:
                put(
                    employment, field.question.path.removeprefix(EMPLOYMENT), value_of(field.question, field.value)
                )
        facts["employments"].append(employment)
    return facts


def _field(question: Question, own: Mapping[str, str], seen: Mapping[str, str]) -> Asked:
    value = own.get(question.name, "").replace(",", ".")[:24]
    decides = question.name in ("residence", "employer") and not value and bool(seen.get("sent"))
    return Asked(question, value, fault_of(question, value) if value else "", decides)


def _at(facts: Any, path: str) -> Any:
    for step in path.split("."):
        facts = facts.get(step) if isinstance(facts, dict) else None
    return facts


def _answer(question: Question, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return str(len(value))
    if question.percent:
        return f"{100 * value:g}"
    return str(value)
