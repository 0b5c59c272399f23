"""The worker file: read, completed and checked for what a schema cannot say."""

from __future__ import annotations

import datetime as dt
import math
from pathlib import Path
from typing import Any
from unicodedata import category

import msgspec

from grenswerk.days.place import in_text
from grenswerk.documents import convert, parse, read_text
from grenswerk.documents.json_text import for_yaml
from grenswerk.model.errors import BadInput, nearest
from grenswerk.model.worker import Counts, Pattern, WorkerFile

FORMS: dict[str, type[Counts] | type[Pattern]] = {"counts": Counts, "pattern": Pattern}
FIRST_AGREEMENT_YEAR, LAST_AGREEMENT_YEAR = 2000, 2100


def read_worker_file(path: Path | str) -> WorkerFile:
    """The worker file at `path`; raises `BadInput` with file, line, what was found and what was expected."""
    path = Path(path)
    text = read_text(path)
    return worker_file(parse(text, str(path)), str(path), text)


def worker_file(data: Any, where: str, text: str | None = None) -> WorkerFile:
    """`data` of a YAML or JSON document as a worker file; `text` is what it was parsed from, to name lines."""
    _refuse_unreadable(data, "", where, text)
    data, moved = _by_employment(data)
    if not moved:
        file = convert(data, WorkerFile, where, text)
    else:
        try:
            file = convert(data, WorkerFile, where, _renamed(text, moved))
        except BadInput as error:
            raise BadInput(str(error).replace(f"days.{moved}_by_employment", f"days.{moved}")) from None
    file = _with_ids(file, where, text)
    _check_dates(file, where, text)
    _check_agreement(file, where, text)
    _check_forms(file, where, text)
    return file


def _refuse_unreadable(value: Any, path: str, where: str, text: str | None) -> None:
    """Numbers without end, and characters that steer a terminal instead of being read."""
    if isinstance(value, str):
        if value.isprintable() or not (marks := [mark for mark in value if category(mark) in ("Cc", "Cs")]):
            return
        found = f"has the control character U+{ord(marks[0]):04X}"
        raise BadInput(f"{in_text(where, text, path)}: {path} {found}: expected text that can be read")
    if isinstance(value, float) and not math.isfinite(value):
        raise BadInput(f"{in_text(where, text, path)}: {path} is {value}: expected a finite number")
    if isinstance(value, dict):
        for key, member in value.items():
            _refuse_unreadable(member, f"{path}.{key}" if path else str(key), where, text)
    elif isinstance(value, list):
        for index, member in enumerate(value):
            _refuse_unreadable(member, f"{path}[{index}]", where, text)


def _by_employment(data: Any) -> tuple[Any, str]:
    """`counts` or `pattern` by employment id under the name of its own that the model gives it."""
    days = data.get("days") if isinstance(data, dict) else None
    if not isinstance(days, dict):
        return data, ""
    for name, kind in FORMS.items():
        given = days.get(name)
        if (
            not isinstance(given, dict)
            or not given
            or not all(isinstance(value, dict) for value in given.values())
        ):
            continue
        keys = {str(key) for key in given}
        if keys & {member.encode_name for member in msgspec.structs.fields(kind)} and not keys <= _ids(data):
            continue
        moved = {key: value for key, value in days.items() if key != name}
        return {**data, "days": {**moved, f"{name}_by_employment": given}}, name
    return data, ""


def _ids(data: dict[str, Any]) -> set[str]:
    employments = data.get("employments")
    members = employments if isinstance(employments, list) else []
    return {str(member.get("id")) for member in members if isinstance(member, dict)}


def _renamed(text: str | None, name: str) -> str | None:
    """The text with the key of the days renamed in its place, so that paths lead to the same lines."""
    import yaml

    if not text:
        return text
    text = for_yaml(text)
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:  # JSON may be laid out in lines as YAML may not
        return text
    if not isinstance(root, yaml.MappingNode):
        return text
    for key, value in root.value:
        if key.value == "days" and isinstance(value, yaml.MappingNode):
            for inner, _ in value.value:
                if inner.value == name:
                    start, end = inner.start_mark.index, inner.end_mark.index
                    return f'{text[:start]}"{name}_by_employment"{text[end:]}'
    return text


def _with_ids(file: WorkerFile, where: str, text: str | None) -> WorkerFile:
    """Every employment with an id of its own: `main` for the first without one, `employment-2` and so on."""
    employments, seen = [], set[str]()
    for index, employment in enumerate(file.employments):
        name = employment.id or ("main" if index == 0 else f"employment-{index + 1}")
        if name in seen:
            at = in_text(where, text, f"employments[{index}].id")
            raise BadInput(f'{at}: employments[{index}].id is "{name}" a second time: expected an id of its own')
        seen.add(name)
        employments.append(employment if employment.id else msgspec.structs.replace(employment, id=name))
    return msgspec.structs.replace(file, employments=employments)


def _check_dates(file: WorkerFile, where: str, text: str | None) -> None:
    first, last = dt.date(file.year, 1, 1), dt.date(file.year, 12, 31)
    for index, employment in enumerate(file.employments):
        path = f"employments[{index}]"
        if employment.start and employment.end and employment.end < employment.start:
            raise BadInput(
                f"{in_text(where, text, f'{path}.to')}: {path}.to is {employment.end}: "
                f"expected a date not before from, {employment.start}"
            )
        if employment.start and employment.start > last:
            raise BadInput(
                f"{in_text(where, text, f'{path}.from')}: {path}.from is {employment.start}: "
                f"expected a date in or before {file.year}, the year of the file"
            )
        if employment.end and employment.end < first:
            raise BadInput(
                f"{in_text(where, text, f'{path}.to')}: {path}.to is {employment.end}: "
                f"expected a date in or after {file.year}, the year of the file"
            )


def _check_agreement(file: WorkerFile, where: str, text: str | None) -> None:
    """Dates of a request that some calendar could hold: three years are added to them."""
    agreement = file.worker.framework_agreement
    for name, date in (("requested_on", agreement.requested_on), ("from", agreement.start)) if agreement else ():
        if date is not None and not FIRST_AGREEMENT_YEAR <= date.year <= LAST_AGREEMENT_YEAR:
            path = f"worker.framework_agreement.{name}"
            raise BadInput(
                f"{in_text(where, text, path)}: {path} is {date}: "
                f"expected a date from {FIRST_AGREEMENT_YEAR} to {LAST_AGREEMENT_YEAR}"
            )


def _check_forms(file: WorkerFile, where: str, text: str | None) -> None:
    days, ids = file.days, [employment.id for employment in file.employments]
    counts = days.counts if days.counts is not None else days.counts_by_employment
    pattern = days.pattern if days.pattern is not None else days.pattern_by_employment
    given = [
        name for name, form in (("counts", counts), ("pattern", pattern), ("log", days.log)) if form is not None
    ]
    twice = (days.counts and days.counts_by_employment) or (days.pattern and days.pattern_by_employment)
    if len(given) != 1 or twice:
        found = f"has {' and '.join(given)}" if given else "is empty"
        found = f"has {given[0]} twice" if len(given) == 1 and twice else found
        raise BadInput(
            f"{in_text(where, text, 'days')}: days {found}: expected exactly one of counts, pattern, log"
        )
    name = given[0]
    if len(ids) > 1 and (days.counts is not None or days.pattern is not None):
        raise BadInput(
            f"{in_text(where, text, f'days.{name}')}: days.{name} is for one employment, but there are "
            f"{len(ids)}: expected {name} by employment id: {', '.join(ids)}"
        )
    for key in days.counts_by_employment or days.pattern_by_employment or {}:
        if key not in ids:
            at = in_text(where, text, f"days.{name}.{key}")
            expected = f"one of {', '.join(ids)}{nearest(key, ids)}"
            raise BadInput(f'{at}: days.{name} has the employment "{key}": expected {expected}')
