"""Run case files: facts -> expected outcome (interface section 3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec
import msgspec.inspect
from msgspec import Struct, field

from grenswerk.assess.assessment import assess
from grenswerk.days import employment_days, worker_file
from grenswerk.documents import convert, document_lines, parse, read_text
from grenswerk.law.rulebook import Rulebook
from grenswerk.model.answer import Assessment
from grenswerk.model.errors import BadInput, nearest

LAW = Path(__file__).parent.parent / "law"
_CLOSE = 1e-6  # a share or an amount written without `within` must be met exactly, but for binary fractions
_STATE = re.compile("[A-Z]{2}")
_STEP = re.compile(r"([^.\[\]]+)|\[([^\]]*)\]")
_MISSING = object()


class CaseSource(Struct, frozen=True, forbid_unknown_fields=True):
    """Where the expectation comes from."""

    id: str
    kind: Literal["official", "court", "adviser", "derived"]
    mark: str = ""
    note: str = ""


class Case(Struct, frozen=True, forbid_unknown_fields=True):
    """One case: a worker file and what the answer must be."""

    name: str = field(name="case")
    source: CaseSource
    given: dict[str, Any]
    expect: dict[str, Any]


class Outcome(Struct, frozen=True):
    """How a case went; no failures: it passed."""

    case: str
    file: str
    line: int
    failures: list[str]


def case_files(paths: Sequence[Path]) -> list[Path]:
    """The case files under these paths, or those of the law."""
    if not paths:
        return sorted(LAW.rglob("cases/*.yaml"))
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise BadInput(f"{path}: no such file or folder")
        found += sorted([*path.rglob("*.yaml"), *path.rglob("*.yml")]) if path.is_dir() else [path]
    if not found:
        raise BadInput(f"{paths[0]}: has no case file: expected at least one .yaml")
    return found


def run_cases(paths: Sequence[Path], containing: str = "") -> Iterator[Outcome]:
    """Run every case whose name contains the text; raises `BadInput` for a file that is no case file."""
    for path in case_files(paths):
        text = read_text(path)
        data = parse(text, str(path))
        cases = convert(data, list[Case], str(path), text)
        lines: dict[str, int] | None = None
        for index, case in enumerate(cases):
            if containing.lower() in case.name.lower():
                failures = failures_of(case, path)
                if failures and lines is None:
                    lines = document_lines(text)
                line = (lines or {}).get(f"[{index}]", 0)
                yield Outcome(case.name, str(path), line, failures)


def failures_of(case: Case, path: Path) -> list[str]:
    """What the answer of one case has that it should not."""
    try:
        file = worker_file(case.given, "given")
        answer = assess(file, employment_days(file, path.parent, "given"), Rulebook())
    except BadInput as error:
        return [str(error)]
    except Exception as error:  # a fault of the program fails this case, and lets the others run
        return [f"the assessment breaks off: {type(error).__name__}: {error}"]
    data = msgspec.to_builtins(answer)
    found = (_failure(where, expected, data) for where, expected in case.expect.items())
    return [failure for failure in found if failure]


def _failure(where: str, expected: Any, data: Any) -> str:
    try:
        value = _value_at(where, data)
    except KeyError as error:
        return f"{where}: {error.args[0]}"
    if expected in ("present", "absent") and "=" in where:
        there = value is not _MISSING
        return "" if there == (expected == "present") else f"{where}: expected {expected}, found {_word(value)}"
    if value is _MISSING:
        return f"{where}: expected {_shown(expected)}, found nothing there"
    if fault := _fault(expected):
        return f"{where}: {fault}"
    return "" if _fits(value, expected) else f"{where}: expected {_shown(expected)}, found {_shown(value)}"


def _fault(expected: Any) -> str:
    """What is wrong with an expectation that is written as a mapping."""
    if not isinstance(expected, dict):
        return ""
    keys = set(expected)
    numbers = [value for key, value in expected.items() if key in ("value", "within")]
    if keys == {"one_of"} and isinstance(expected["one_of"], list):
        return next(filter(None, map(_fault, expected["one_of"])), "")
    if keys == {"not"}:
        return _fault(expected["not"])
    right = False
    if "value" in keys <= {"value", "within", "why", "note"}:
        right = all(isinstance(number, (int, float)) and not isinstance(number, bool) for number in numbers)
    form = "{value: NUMBER, within: NUMBER}, {one_of: [VALUE, …]} or {not: VALUE}"
    return "" if right else f"the expectation is {_shown(expected)}: expected a value, {form}"


def _word(value: Any) -> str:
    return "absent" if value is _MISSING else "present"


def _fits(value: Any, expected: Any) -> bool:
    if isinstance(expected, dict) and "value" in expected:
        within = float(expected.get("within", _CLOSE))
        return isinstance(value, (int, float)) and abs(value - float(expected["value"])) <= within + 1e-9
    if isinstance(expected, dict) and "one_of" in expected:
        return any(_fits(value, option) for option in expected["one_of"])
    if isinstance(expected, dict) and "not" in expected:
        return not _fits(value, expected["not"])
    if isinstance(expected, bool) or isinstance(value, bool):
        return value is expected
    if isinstance(expected, (int, float)) and isinstance(value, (int, float)):
        return abs(value - expected) <= _CLOSE
    return bool(value == (expected.isoformat() if hasattr(expected, "isoformat") else expected))


def _shown(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _value_at(where: str, data: Any) -> Any:
    """The value at a path such as `employments.0.tax.conflict` or `duties[code=x,state=BE]`.

    A path through `null` gives `null`; a state that a mapping of numbers does not name gives 0. Raises `KeyError`
    for a name that the answer does not have.
    """
    kind: Any = Assessment
    here = data
    for name, condition in _STEP.findall(where):
        if condition:
            wanted = dict(part.split("=", 1) for part in condition.split(",") if "=" in part)
            matches = [item for item in here or [] if _matches(item, wanted)]
            here, kind = (matches[0] if matches else _MISSING), _member(kind, 0)
            continue
        by_state = _numbers_by_state(kind)
        kind = _member(kind, int(name) if name.isdigit() else name)
        if here is None or here is _MISSING:
            continue
        if isinstance(here, list):
            here = here[int(name)] if name.isdigit() and int(name) < len(here) else _MISSING
        else:
            here = here.get(name, 0.0 if by_state and _STATE.fullmatch(name) else _MISSING)
    return here


def _numbers_by_state(kind: Any) -> bool:
    """Whether this is a mapping of numbers by state, in which a state that is not named has none."""
    info = kind if isinstance(kind, msgspec.inspect.Type) else msgspec.inspect.type_info(kind)
    options = info.types if isinstance(info, msgspec.inspect.UnionType) else (info,)
    values = [option.value_type for option in options if isinstance(option, msgspec.inspect.DictType)]
    inner = [one for value in values for one in (value.types if hasattr(value, "types") else (value,))]
    return any(isinstance(one, msgspec.inspect.FloatType) for one in inner)


def _matches(item: dict[str, Any], wanted: dict[str, str]) -> bool:
    for name in wanted:
        if name not in item:
            raise KeyError(f'"{name}" is no name of the answer{nearest(name, item)}')
    return all(str(item[name]) == text for name, text in wanted.items())


def _member(kind: Any, step: str | int) -> Any:
    """The type of a member, by the answer's schema; raises `KeyError` for a name that does not exist."""
    info = kind if isinstance(kind, msgspec.inspect.Type) else msgspec.inspect.type_info(kind)
    options = info.types if isinstance(info, msgspec.inspect.UnionType) else (info,)
    for option in options:
        if isinstance(option, msgspec.inspect.StructType):
            for member in option.fields:
                if member.encode_name == step:
                    return member.type
            names = [member.encode_name for member in option.fields]
            raise KeyError(f'"{step}" is no name of the answer: expected one of {", ".join(names)}')
        if isinstance(option, msgspec.inspect.DictType):
            return option.value_type
        if isinstance(option, msgspec.inspect.ListType):
            return option.item_type
    raise KeyError(f'"{step}" is no name of the answer: expected nothing below it')
