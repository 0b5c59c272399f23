"""The days of a client's year on a page: a weekly pattern, totals for each employment, or a log kept as it is."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django import forms

from grenswerk.web.forms import SpokenForm
from grenswerk.web.mydays.facts import Facts

PATTERN = ("home_per_week", "weeks_off")
COUNTS = ("work", "home", "sick", "leave")


class Form(StrEnum):
    """The forms in which days are given; `log` only where there is one."""

    PATTERN = "pattern"
    COUNTS = "counts"
    LOG = "log"


class DaysForm(SpokenForm):
    """The days of one employment."""

    room = "advice"
    home_per_week = forms.FloatField(required=False, min_value=0, max_value=7)
    weeks_off = forms.FloatField(required=False, min_value=0, max_value=52)
    work = forms.FloatField(required=False, min_value=0, max_value=366)
    home = forms.FloatField(required=False, min_value=0, max_value=366)
    sick = forms.FloatField(required=False, min_value=0, max_value=366)
    leave = forms.FloatField(required=False, min_value=0, max_value=366)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["step"] = "any"

    @property
    def pattern(self) -> list[Any]:
        """The fields of a week that repeats."""
        return [self[name] for name in PATTERN]

    @property
    def counts(self) -> list[Any]:
        """The fields of totals."""
        return [self[name] for name in COUNTS]


def form_given(facts: Facts) -> Form:
    """The form in which the days of these facts are given; a pattern where there are none yet."""
    days = facts.get("days") or {}
    return next((form for form in Form if days.get(form.value) is not None), Form.PATTERN)


def days_forms(facts: Facts, employments: int, data: Mapping[str, Any] | None = None) -> list[DaysForm]:
    """A form of days for each employment, filled with what the facts say, or with `data`."""
    ids = [str(one.get("id", "")) for one in facts.get("employments", [])]
    return [
        DaysForm(data, prefix=f"e{index}-days", initial=_initial(facts, ids[index : index + 1]))
        for index in range(employments)
    ]


def days_of(facts: Facts, form: Form, given: list[DaysForm], ids: list[str]) -> Facts:
    """The days as they stand in a worker file, from valid forms; what the page does not ask stays.

    `ids` are the employments of the forms, `facts` what stood there before.
    """
    if form is Form.LOG:
        return dict(facts.get("days") or {})
    fields = PATTERN if form is Form.PATTERN else COUNTS
    parts = []
    for one, name in zip(given, ids, strict=True):
        part = dict(_part(facts, form, name))
        for field in fields:
            value = one.cleaned_data[field]
            if value is not None:
                part[field] = int(value) if value == int(value) else value
            elif not isinstance(part.get(field), dict):
                part.pop(field, None)
        if form is Form.PATTERN:
            part.setdefault("home_per_week", 0)
        parts.append(part)
    return {form.value: parts[0] if len(parts) == 1 else dict(zip(ids, parts, strict=True))}


def _part(facts: Facts, form: Form, name: str) -> Facts:
    """What the facts say of one employment in this form, for a single employment or by its id."""
    given = (facts.get("days") or {}).get(form.value) or {}
    if name in given and isinstance(given[name], dict):
        found: Facts = given[name]
        return found
    by_employment = any(isinstance(value, dict) and key not in OWN for key, value in given.items())
    only = [str(one.get("id") or "main") for one in facts.get("employments", [])]
    return {} if by_employment or only != [name or "main"] else given


OWN = ("third", "outside_zone", "sick")  # keys of totals that hold a mapping themselves


def _initial(facts: Facts, names: list[str]) -> dict[str, Any]:
    if not names:
        return {}
    return {
        field: value
        for form, fields in ((Form.PATTERN, PATTERN), (Form.COUNTS, COUNTS))
        for field in fields
        if isinstance(value := _part(facts, form, names[0]).get(field), int | float)
    }
