"""The facts of a year on a page: the questions of the calculator, for the person and for each employment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any, NamedTuple

from django.utils.timezone import localdate

from grenswerk.web.calculator.case import fault_of, put, value_of
from grenswerk.web.calculator.questions import FIRST_YEAR, LAST_YEAR, QUESTIONS, Asked, Question
from grenswerk.web.forms import number_of

Facts = dict[str, Any]
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


class Reshaped(NamedTuple):
    """The answers of a page that was sent, with one employment more or less where that was asked for."""

    answers: dict[str, str]
    employments: int
    again: bool  # whether it was asked for: the page is shown again, and nothing is kept


def reshaped(sent: Mapping[str, Any]) -> Reshaped:
    """The answers of a form as it was sent."""
    answers = {name: str(value)[:80] for name, value in sent.items()}
    count, removed = count_of(answers), number_of(answers.get("remove", ""), -1)
    if 0 <= removed < count and count > 1:
        answers, count = without(answers, removed), count - 1
    if "more" in answers:
        count = min(count + 1, MOST_EMPLOYMENTS)
    return Reshaped(answers, count, "more" in answers or "remove" in answers)


def free_years(begun: Iterable[int]) -> list[int]:
    """The years that were not begun, this one before the others."""
    years = set(range(FIRST_YEAR, LAST_YEAR + 1)) - set(begun)
    return sorted(years, key=lambda year: (year != localdate().year, -year))


def facts_of(form: FactsForm) -> Facts:
    """The facts that the page says, as a worker file without year and days."""
    facts = with_answers({}, form)
    if form.name:
        facts["worker"]["name"] = form.name
    return facts


def with_answers(facts: Facts, form: FactsForm) -> Facts:
    """Facts with what was answered on the page; what the page does not ask stays as it was.

    An answer that was not touched leaves its fact as it stands there, e.g. children with their birth years.
    """
    changed = deepcopy(facts)
    changed.setdefault("worker", {})
    before = answers_of(facts)
    _put_answers(changed, form.person, before, PERSON, "")
    old = {str(one.get("id", "")): (index, one) for index, one in enumerate(facts.get("employments", []))}
    changed["employments"] = []
    for number, one in enumerate(form.employments):
        name = one.texts["id"] or ("main" if number == 0 else f"employment-{number + 1}")
        index, found = old.get(one.texts["id"], (-1, {}))
        employment = {**deepcopy(found), "id": name}
        for bound in ("from", "to"):
            employment.pop(bound, None)
            if one.texts[bound]:
                employment[bound] = one.texts[bound]
        prefix = f"e{index}-" if found else "none-"
        _put_answers(employment, one.fields, before, EMPLOYMENT, prefix)
        changed["employments"].append(employment)
    return changed


def _put_answers(data: Facts, fields: list[Asked], before: dict[str, str], root: str, prefix: str) -> None:
    """Put the answers at their places; what is no longer asked, or not answered any more, goes."""
    asked = {field.question.name: field.value for field in fields}
    for question in QUESTIONS:
        if not question.path.startswith(root):
            continue
        value = asked.get(question.name, "")
        if value == before.get(f"{prefix}{question.name}", ""):
            continue
        path = question.path if root == PERSON else question.path.removeprefix(root)
        if value:
            put(data, path, value_of(question, value))
        else:
            _remove(data, path.split("."))


def _remove(data: Any, steps: list[str]) -> None:
    *parents, last = steps
    for step in parents:
        data = data.get(step) if isinstance(data, dict) else None
    if isinstance(data, dict):
        data.pop(last, None)


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
