"""The worker file of a client's year: pasted, uploaded or answered on a page, and always a whole one."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import msgspec
import yaml

from grenswerk.assess.variations import days_to_divide, employment_abroad
from grenswerk.days import worker_file
from grenswerk.documents import parse
from grenswerk.model.errors import BadInput
from grenswerk.web import assessing
from grenswerk.web.assessing import Counted
from grenswerk.web.calculator.case import put, value_of
from grenswerk.web.calculator.questions import QUESTIONS, Asked
from grenswerk.web.mydays.facts import EMPLOYMENT, PERSON, FactsForm, answers_of

Facts = dict[str, Any]
LONGEST = 500_000  # characters of a worker file; a year of days written out is some 40,000


def counted(facts: Facts, where: str, text: str | None = None) -> Counted:
    """Facts as the engine reads them; raises `BadInput`, also for days that are in a file elsewhere."""
    file = worker_file(facts, where, text)
    if isinstance(file.days.log, str):
        expected = "expected the rows of the log themselves, or the file of days beside it"
        raise BadInput(f'{where}: days.log is the name of a file, "{file.days.log}": {expected}')
    return assessing.counted(file, where)


def home_per_week(found: Counted) -> float:
    """The days a week at home, in the employment abroad; raises `BadInput` where it is not clear which that is."""
    index = employment_abroad(found.file)
    total = days_to_divide(found.days[index])
    return found.days[index].counted.residence / max(1.0, total) * found.file.employments[index].days_per_week


def facts_of_text(
    text: str, where: str, year: int | None = None, days: Callable[[Facts], list[Any]] | None = None
) -> Facts:
    """A pasted or uploaded worker file in YAML or JSON; raises `BadInput` as the command line does.

    `year` is the one that it must be of, where it changes a year that was begun. `days` reads a log that was given
    beside the file, and takes the place of the days in it.
    """
    if len(text) > LONGEST:
        raise BadInput(f"{where}: {len(text)} characters: expected a worker file of at most {LONGEST}")
    if not text.strip():
        raise BadInput(f"{where}: is empty: expected a text in YAML or JSON")
    data = parse(text, where)
    if days is not None and isinstance(data, dict):
        data["days"] = {"log": days(data)}
    found = counted(data, where, text)
    if year is not None and found.file.year != year:
        raise BadInput(f"{where}: year is {found.file.year}: expected {year}")
    facts: Facts = msgspec.to_builtins(data)
    return facts


def text_of(facts: Facts) -> str:
    """Facts as the text of a worker file."""
    return yaml.safe_dump(facts, sort_keys=False, allow_unicode=True, width=100)


def with_answers(facts: Facts, form: FactsForm) -> Facts:
    """Facts with what was answered on the page; what the page does not ask stays as it was.

    An answer that was not touched leaves its fact as it stands there, e.g. children with their birth years.
    """
    changed = deepcopy(facts)
    changed.setdefault("worker", {})
    before = answers_of(facts)
    _answer(changed, form.person, before, PERSON, "")
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
        _answer(employment, one.fields, before, EMPLOYMENT, prefix)
        changed["employments"].append(employment)
    return changed


def _answer(data: Facts, fields: list[Asked], before: dict[str, str], root: str, prefix: str) -> None:
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
