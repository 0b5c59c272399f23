"""A validation error as one line for a person: where, what was found, what was expected."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Literal, Union

import msgspec
from msgspec import inspect

from grenswerk.documents.load import document_lines
from grenswerk.model.errors import nearest
from grenswerk.model.states import STATE_CODES

_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+|\.\.\.)\]")
_LENGTH = re.compile(r"Expected `(array|object|str)` of length (>=|<=) (\d+)")
_WORDS = {
    "int": "a whole number",
    "float": "a number",
    "str": "a text",
    "bool": "true or false",
    "array": "a list",
    "object": "a mapping",
    "date": "a date, YYYY-MM-DD",
    "datetime": "a date and time",
    "null": "nothing",
}


def in_one_line(message: str, data: Any, kind: Any, where: str, text: str | None) -> str:
    """`where:line: path is found: expected …`, made from a message of the validator."""
    problem, _, at = message.partition(" - at ")
    key_is_wrong = at.startswith("`key` in ")
    steps = [key or index for key, index in _STEP.findall(at.removeprefix("`key` in ").strip("`"))]
    found, expected_type, done = data, inspect.type_info(kind), []
    for step in steps:
        if step == "...":
            found, expected_type, step = _failing_member(found, expected_type)
        elif isinstance(found, dict):
            found, expected_type = found.get(step), _member_type(expected_type, step, found)
        elif isinstance(found, list) and step.isdigit():
            found, expected_type = found[int(step)], _member_type(expected_type, step, found)
        done.append(step)
    path = _written(done, data)
    known = _known_keys(expected_type)
    if key_is_wrong and isinstance(found, dict) and not known:
        return _wrong_key(found, path, where, text)
    line = document_lines(text).get(path) if text else None
    place = f"{where}:{line}" if line else where
    if key_is_wrong and isinstance(found, dict):
        problem = f"Object contains unknown field `{next(key for key in found if not isinstance(key, str))}`"
    if unknown := re.match(r"Object contains unknown field `(.*)`", problem, re.DOTALL):
        inner = document_lines(text).get(f"{path}.{unknown[1]}".lstrip("."), line) if text else line
        inside = f" in {path}" if path else ""
        place = f"{where}:{inner}" if inner else where
        expected = f"one of {', '.join(known)}{nearest(unknown[1], known)}"
        return f'{place}: unknown key "{unknown[1]}"{inside}: expected {expected}'
    if missing := re.match(r"Object missing required field `(.*)`", problem):
        inside = f" in {path}" if path else ""
        expected = _wording(_member_type(expected_type, missing[1], {}))
        return f'{place}: "{missing[1]}" is missing{inside}: expected {expected}'
    shown = f"a mapping of {len(found)}" if isinstance(found, dict) and _LENGTH.match(problem) else _shown(found)
    return f"{place}: {path or 'the document'} is {shown}: expected {_expectation(problem, expected_type)}"


def _wrong_key(found: dict[Any, Any], path: str, where: str, text: str | None) -> str:
    """Keys of a free mapping are states everywhere but where they are the ids of employments."""
    key = next((key for key in found if not re.fullmatch("[A-Z]{2}", str(key))), "")
    line = document_lines(text).get(f"{path}.{key}") if text else None
    place = f"{where}:{line}" if line else where
    return f'{place}: key "{key}" in {path}: expected a state as two capital letters (ISO 3166-1)'


def _written(steps: list[str], data: Any) -> str:
    path, here = "", data
    for step in steps:
        if isinstance(here, list):
            path += f"[{step}]"
            here = here[int(step)]
        else:
            path += f".{step}" if path else step
            here = here.get(step) if isinstance(here, dict) else None
    return path


def _shown(value: Any) -> str:
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    shown = str(value)
    shown = shown if len(shown) <= 60 else shown[:57] + "…"
    return f'"{shown}"' if isinstance(value, str) else shown


def _failing_member(found: Any, kind: inspect.Type) -> tuple[Any, inspect.Type, str]:
    """The first value of a mapping that does not fit its type, which the validator leaves unnamed."""
    items = found.items() if isinstance(found, dict) else enumerate(found or [])
    for key, value in items:
        member = _member_type(kind, str(key), found)
        try:
            msgspec.convert(value, _as_python(member), strict=True)
        except (msgspec.ValidationError, TypeError):
            return value, member, str(key)
    return found, kind, "…"


_BOUNDS = ("ge", "gt", "le", "lt", "multiple_of", "pattern", "min_length", "max_length")
_PLAIN: dict[type[inspect.Type], Any] = {
    inspect.NoneType: None,
    inspect.BoolType: bool,
    inspect.IntType: int,
    inspect.FloatType: float,
    inspect.StrType: str,
    inspect.DateType: dt.date,
    inspect.DateTimeType: dt.datetime,
}


def _as_python(kind: inspect.Type) -> Any:
    """The annotation that `kind` describes; anything goes for one that no document has."""
    match kind:
        case inspect.Metadata():
            return _as_python(kind.type)
        case inspect.StructType() | inspect.EnumType():
            return kind.cls
        case inspect.LiteralType():
            return Literal[kind.values]
        case inspect.UnionType():
            return Union[tuple(map(_as_python, kind.types))]  # noqa: UP007  (of types that are not known here)
        case inspect.ListType():
            return _bounded(list[_as_python(kind.item_type)], kind)  # type: ignore[misc]
        case inspect.DictType():
            return _bounded(dict[_as_python(kind.key_type), _as_python(kind.value_type)], kind)  # type: ignore[misc]
        case _:
            return _bounded(_PLAIN.get(type(kind), Any), kind)


def _bounded(python: Any, kind: inspect.Type) -> Any:
    limits = {name: limit for name in _BOUNDS if (limit := getattr(kind, name, None)) is not None}
    return Annotated[python, msgspec.Meta(**limits)] if limits else python


def _member_type(kind: inspect.Type, step: str, found: Any) -> inspect.Type:
    for option in _options(kind):
        if isinstance(option, inspect.StructType):
            for member in option.fields:
                if member.encode_name == step:
                    return member.type
        if isinstance(option, inspect.DictType) and isinstance(found, dict):
            return option.value_type
        if isinstance(option, inspect.ListType) and isinstance(found, list):
            return option.item_type
    return inspect.AnyType()


def _options(kind: inspect.Type) -> tuple[inspect.Type, ...]:
    if isinstance(kind, inspect.Metadata):
        return _options(kind.type)
    if isinstance(kind, inspect.UnionType):
        return tuple(inner for option in kind.types for inner in _options(option))
    return (kind,)


def _known_keys(kind: inspect.Type) -> list[str]:
    return [
        member.encode_name
        for option in _options(kind)
        if isinstance(option, inspect.StructType)
        for member in option.fields
    ]


def _expectation(problem: str, kind: inspect.Type) -> str:
    if "enum value" in problem:
        return _wording(kind)
    if pattern := re.match(r"Expected `str` matching regex '(.*)'", problem):
        return (
            "a state as two capital letters (ISO 3166-1)"
            if pattern[1] == "^[A-Z]{2}$"
            else f"text like {pattern[1]}"
        )
    if length := _LENGTH.match(problem):
        bound = f"at {'least' if length[2] == '>=' else 'most'} {length[3]}"
        if length[1] != "str":
            return f"{_WORDS[length[1]]} of {bound}"
        return _WORDS["str"] if bound == "at least 1" else f"a text of {bound} characters"
    if problem.startswith("Expected"):
        worded = _wording(kind)
        return worded if worded != "a value" else problem[0].lower() + problem[1:].replace("expected ", "", 1)
    return _wording(kind) if _wording(kind) != "a value" else problem


def _wording(kind: inspect.Type) -> str:
    words = [_one_wording(option) for option in _options(kind) if not isinstance(option, inspect.NoneType)]
    return " or ".join(dict.fromkeys(words)) or "a value"


def _one_wording(kind: inspect.Type) -> str:
    if isinstance(kind, inspect.LiteralType):
        values = [str(value) for value in kind.values]
        ordered = [code for code in STATE_CODES if code in values] if set(values) <= set(STATE_CODES) else values
        return f"one of {', '.join(ordered)}"
    if isinstance(kind, inspect.EnumType):
        return f"one of {', '.join(str(member.value) for member in kind.cls)}"
    if isinstance(kind, (inspect.IntType, inspect.FloatType)):
        word = "a whole number" if isinstance(kind, inspect.IntType) else "a number"
        low = kind.ge if kind.ge is not None else kind.gt
        high = kind.le if kind.le is not None else kind.lt
        if low is not None and high is not None:
            above = f"above {low:g} to" if kind.gt is not None else f"from {low:g} to"
            return f"{word} {above} {high if isinstance(kind, inspect.IntType) else format(high, 'g')}"
        return f"{word} of at least {low:g}" if low is not None else word
    if isinstance(kind, inspect.StrType):
        return "a state as two capital letters (ISO 3166-1)" if kind.pattern == "^[A-Z]{2}$" else _WORDS["str"]
    name = type(kind).__name__.removesuffix("Type").lower()
    return _WORDS.get({"struct": "object", "dict": "object", "list": "array"}.get(name, name), "a value")
