"""Dated parameters beside the rule: YAML in, one `NamedTuple` of plain numbers for one tax year out.

A parameter file has two parts:

    parameters:
      general_tax_credit_maximum:
        label: {nl: algemene heffingskorting (maximum), en: general tax credit, maximum}
        unit: EUR/year
        values:
          2025: {value: 3068, source: nl-tariefaanpassing-2025, certainty: confirmed}
          2024..2026: {value: …}                # the same value in several years
          2026-03..2026-06: {value: …}          # part of a year, for a parameter of type `Monthly`
    amounts:
      general_tax_credit:                       # a field of a result of the rule
        label: {nl: algemene heffingskorting, en: general tax credit}
        paragraph: Wet IB 2001 art. 8.10
        rests_on: [general_tax_credit_maximum]  # an amount is as certain as the weakest of these

The names under `parameters` are exactly the fields of the rule's `Parameters` type: a number, a truth value, a
tuple of numbers (a list), a `Monthly` (twelve numbers) or a nested `NamedTuple` of these.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from msgspec import Struct, field

from grenswerk.documents import load_law
from grenswerk.model.certainty import Certainty, weakest
from grenswerk.model.errors import BadInput, nearest

Monthly = tuple[float, float, float, float, float, float, float, float, float, float, float, float]
"""One value for each month of the year."""

P = TypeVar("P")
Number = float | bool
_PERIOD = re.compile(r"^(\d{4})(?:-(\d{2}))?(?:\.\.(\d{4})(?:-(\d{2}))?)?$")


class Value(Struct, frozen=True, eq=False, forbid_unknown_fields=True):
    """One value of a parameter, with where it comes from; told apart by identity."""

    value: Number | list[Number]
    source: str | list[str]
    certainty: Certainty
    note: str = ""


class Parameter(Struct, frozen=True, forbid_unknown_fields=True):
    """A parameter and its values by period."""

    label: dict[str, str]
    unit: str
    values: dict[str, Value]


class Unit(StrEnum):
    """In what an amount is written: euros of the year, or a share shown in per cent."""

    EUR = "EUR/year"
    SHARE = "share"  # 0-1
    PERCENT = "percent"  # 0-100, as a statute writes a rate
    NUMBER = "number"  # parts, children, months


class Amount(Struct, frozen=True, forbid_unknown_fields=True):
    """An intermediate amount of a rule: its official label and the paragraph that defines it."""

    label: dict[str, str]
    paragraph: str
    source: str | list[str] = field(default_factory=list)
    certainty: Certainty = Certainty.CONFIRMED
    rests_on: list[str] = field(default_factory=list)
    unit: Unit = Unit.EUR


class ParameterFile(Struct, frozen=True, forbid_unknown_fields=True):
    """A parameter file as it stands."""

    parameters: dict[str, Parameter]
    amounts: dict[str, Amount] = field(default_factory=dict)


class Provenance(NamedTuple):
    """Where a fact comes from and how sure it is."""

    sources: tuple[str, ...]
    certainty: Certainty


class Dated(Generic[P]):
    """The parameters of one tax year, and where each of them comes from."""

    def __init__(self, values: P, provenance: Mapping[str, Provenance], amounts: Mapping[str, Amount]) -> None:
        self.values = values
        self.provenance = provenance
        self.amounts = amounts
        self._of_amount: dict[str, Provenance] = {}

    def of_amount(self, name: str) -> Provenance:
        """The sources and the certainty of an amount: those of its paragraph and of the parameters it rests on."""
        if name not in self._of_amount:
            self._of_amount[name] = self._resting(self.amounts[name])
        return self._of_amount[name]

    def _resting(self, amount: Amount) -> Provenance:
        rests = [self.provenance[key] for key in amount.rests_on]
        sources = _listed(amount.source) + tuple(source for fact in rests for source in fact.sources)
        return Provenance(
            tuple(dict.fromkeys(sources)), weakest([amount.certainty, *(fact.certainty for fact in rests)])
        )


def parameters_of(path: Path, kind: type[P], year: int) -> Dated[P]:
    """The parameters of `year` as a `kind` (a `NamedTuple`).

    Raises `BadInput` for a parameter that is unknown, has no value for the year, two values for one period, no
    label, or a value of another shape than the rule expects.
    """
    file = load_law(path, ParameterFile)
    provenance: dict[str, Provenance] = {}
    values = _filled(file.parameters, kind, year, provenance, path)
    for name in file.parameters:
        if name not in provenance:
            known = sorted(provenance)
            raise BadInput(
                f'{path}: unknown parameter "{name}": expected one that the rule uses{nearest(name, known)}'
            )
    for name, amount in file.amounts.items():
        for key in amount.rests_on:
            if key not in provenance:
                hint = nearest(key, provenance)
                raise BadInput(f'{path}: amount "{name}" rests on "{key}": expected the name of a parameter{hint}')
    return Dated(values, provenance, file.amounts)


def years_of(path: Path) -> range:
    """The years for which every parameter of the file has a value."""
    file = load_law(path, ParameterFile)
    starts, ends = [], []
    for parameter in file.parameters.values():
        periods = [_period(key, path) for key in parameter.values]
        starts.append(min(first for first, _ in periods) // 12)
        ends.append(max(last for _, last in periods) // 12)
    return range(max(starts), min(ends) + 1)


def _listed(source: str | list[str]) -> tuple[str, ...]:
    return (source,) if isinstance(source, str) else tuple(source)


def _filled(
    given: Mapping[str, Parameter], kind: type[P], year: int, provenance: dict[str, Provenance], path: Path
) -> P:
    values = []
    for name, annotation in typing.get_type_hints(kind).items():
        if hasattr(annotation, "_fields"):
            values.append(_filled(given, annotation, year, provenance, path))
            continue
        if name not in given:
            hint = nearest(name, given)
            raise BadInput(f'{path}: parameter "{name}" is missing: expected it with label, unit and values{hint}')
        months = _by_month(given[name], name, year, path)
        used = list(dict.fromkeys(months))
        sources = tuple(dict.fromkeys(source for value in used for source in _listed(value.source)))
        if not sources or not all(sources):
            raise BadInput(f'{path}: parameter "{name}" has no source: expected the id of one')
        provenance[name] = Provenance(sources, weakest(value.certainty for value in used))
        values.append(_shaped(months, annotation, f'{path}: parameter "{name}"', year))
    return kind(*values)


def _by_month(parameter: Parameter, name: str, year: int, path: Path) -> list[Value]:
    if not parameter.label:
        raise BadInput(f'{path}: parameter "{name}" has no label: expected one in the official language')
    months: list[Value | None] = [None] * 12
    for key, value in parameter.values.items():
        first, last = _period(key, path)
        for month in range(12):
            if first <= year * 12 + month <= last:
                if months[month] is not None:
                    raise BadInput(f'{path}: parameter "{name}" has two values for {year}: expected one')
                months[month] = value
    filled = [month for month in months if month is not None]
    if len(filled) < 12:
        raise BadInput(f'{path}: parameter "{name}" has no value for {year}: expected one for the whole year')
    return filled


def _period(key: str, path: Path) -> tuple[int, int]:
    """First and last month of a period, counted in months since the year 0."""
    match = _PERIOD.match(key)
    if not match:
        raise BadInput(f'{path}: period "{key}": expected a year, 2024..2026 or 2026-03..2026-06')
    first_year, first_month, last_year, last_month = match.groups()
    first = int(first_year) * 12 + (int(first_month) - 1 if first_month else 0)
    last = int(last_year or first_year) * 12
    last += int(last_month) - 1 if last_month else (int(first_month) - 1 if first_month and not last_year else 11)
    return first, last


def _shaped(months: list[Value], annotation: Any, where: str, year: int) -> Any:
    """The value in the shape that the rule expects."""
    if annotation == Monthly:
        return tuple(float(_number(month.value, where)) for month in months)
    if any(month is not months[0] and month.value != months[0].value for month in months):
        raise BadInput(
            f"{where} changes within {year}: expected one value a year, or the type Monthly in the rule"
        )
    value = months[0].value
    if typing.get_origin(annotation) is tuple:
        if not isinstance(value, list):
            raise BadInput(f"{where} is {value}: expected a list of numbers")
        arguments = typing.get_args(annotation)
        if Ellipsis not in arguments and len(arguments) != len(value):
            raise BadInput(f"{where} has {len(value)} numbers: expected {len(arguments)}")
        return tuple(float(number) for number in value)
    if annotation is bool:
        return bool(_number(value, where))
    return annotation(_number(value, where))


def _number(value: Number | list[Number], where: str) -> Number:
    if isinstance(value, list):
        raise BadInput(f"{where} is a list: expected one number")
    return value
