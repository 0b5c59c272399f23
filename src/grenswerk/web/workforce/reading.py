"""A file of workers read through the batch engine: rows with their answers, and what is wrong with a row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from msgspec import Struct

from grenswerk.model.errors import BadInput
from grenswerk.web.workforce.columns import (
    JOINING,
    LARGEST_ID,
    LARGEST_NAME,
    Names,
    column_of,
    is_empty,
    kept,
    name_of,
    names_of,
)

if TYPE_CHECKING:
    import pyarrow as pa

    from grenswerk.population.sources import Crooked

MOST_ROWS = 20_000


class Kept(Struct):
    """What is kept of a row of a file, with the answers of the batch engine."""

    year: int
    payroll_id: str
    name: str
    mail: str
    facts: dict[str, Any]
    counted_until: str | None
    plan_home_per_week: float | None
    results: dict[str, Any]


class Line(Kept, kw_only=True):
    """A row of a file that the batch engine could answer."""

    row: int  # in the file, from 1, without the names

    @property
    def key(self) -> tuple[int, str]:
        """What no two rows have in common."""
        return self.year, self.payroll_id


class Fault(NamedTuple):
    """What is wrong with one row: its number in the file, its id, the column, and the line that says it."""

    row: int
    payroll_id: str
    column: str
    line: str


class Contents(NamedTuple):
    """A file, read."""

    lines: list[Line]
    faults: list[Fault]


def read_workers(path: Path, name: str) -> Contents:
    """The rows of the file at `path`, which its sender calls `name`, with the answers of the batch engine.

    Raises `BadInput` for a file that cannot be read, unknown or missing columns, no row and too many rows.
    """
    import pyarrow as pa

    from grenswerk.population import evaluate
    from grenswerk.population.sources import open_source

    found, seen = Contents([], []), set[tuple[int, str]]()
    crooked: list[Crooked] = []
    done, last = 0, 0
    try:
        source = open_source(path, crooked)
        names = names_of(source.names, str(path))
        for batch in source.batches:
            numbers, last = _numbers(batch, crooked, last)
            done += len(numbers)
            if done > MOST_ROWS:
                raise BadInput(f"{path}: more than {MOST_ROWS} rows: expected at most {MOST_ROWS} in a file")
            table = pa.Table.from_batches([batch]).take(list(numbers))
            answers = evaluate(table.select(list(names.batch.values()))).to_pylist()
            for place, raw, answer in zip(numbers.values(), table.to_pylist(), answers, strict=True):
                read = _line(place, raw, answer, names)
                if isinstance(read, Line) and read.key in seen:
                    twice = f'id is "{read.payroll_id}" a second time for {read.year}: expected it once'
                    read = Fault(place, read.payroll_id, "id", twice)
                if isinstance(read, Fault):
                    found.faults.append(read)
                else:
                    seen.add(read.key)
                    found.lines.append(read)
    except BadInput as error:
        raise BadInput(str(error).replace(str(path), name)) from None
    found.faults.extend(Fault(one.row, "", "", one.line) for one in crooked)
    if not done and not crooked:
        raise BadInput(f"{name}: has no row: expected a row for each worker")
    return found


def _numbers(batch: pa.RecordBatch, crooked: Iterable[Crooked], last: int) -> tuple[dict[int, int], int]:
    """The numbers in the file of the rows that say something, by their place in the batch, and the last number.

    `last` is that of the row before; the numbers of crooked rows are those of no other.
    """
    strays, numbers = {one.row for one in crooked}, dict[int, int]()
    for place, row in enumerate(batch.to_pylist()):
        last += 1
        while last in strays:
            last += 1
        if not all(is_empty(cell) for cell in row.values()):
            numbers[place] = last
    return numbers, last


def _line(place: int, raw: Mapping[str, Any], answer: dict[str, Any], names: Names) -> Line | Fault:
    identity = "" if is_empty(raw[names.batch["id"]]) else str(raw[names.batch["id"]]).strip()
    fault = answer.pop("error") or next(_own_faults(identity, raw, names), None)
    if fault:
        return Fault(place, identity[:LARGEST_ID], column_of(fault, names.batch), fault)
    facts = {
        own: kept(own, raw[given])
        for own, given in sorted(names.batch.items())
        if own != "id" and not is_empty(raw[given])
    }
    mail, called = ("" if is_empty(raw.get(name)) else str(raw[name]).strip() for name in ("mail", "name"))
    del answer["id"]
    return Line(
        row=place,
        year=facts["year"],
        payroll_id=identity,
        name=name_of(called),
        mail=mail.lower(),
        facts=facts,
        counted_until=_date(raw.get("counted_until")),
        plan_home_per_week=_number(raw.get("plan_home_per_week")),
        results=answer,
    )


def _own_faults(identity: str, raw: Mapping[str, Any], names: Names) -> Iterator[str]:
    """What the batch engine does not look at."""
    if not identity or len(identity) > LARGEST_ID or not identity.isprintable():
        found = f'"{identity[:LARGEST_ID]}"' if identity else "empty"
        yield f"id is {found}: expected the number of the worker in the payroll, at most {LARGEST_ID} characters"
    name, mail = raw.get("name"), raw.get("mail")
    if not is_empty(name):
        yield from _name_faults(name_of(name))
    if not is_empty(mail):
        try:
            validate_email(str(mail).strip())
        except ValidationError:
            yield f'mail is "{str(mail)[:80]}": expected an e-mail address'
    year = str(raw[names.batch["year"]]).strip()[:4]
    until, plan = raw.get("counted_until"), raw.get("plan_home_per_week")
    try:
        date = _date(until)
    except ValueError:
        yield f'counted_until is "{until}": expected a date, YYYY-MM-DD'
    else:
        if date and date[:4] != year:
            yield f'counted_until is "{date}": expected a date in {year}'
    try:
        number = _number(plan)
    except ValueError:
        number = -1.0
    if number is not None and not 0 <= number <= 7:
        yield f'plan_home_per_week is "{plan}": expected a number, at least 0 and at most 7'


def _name_faults(name: str) -> Iterator[str]:
    if len(name) > LARGEST_NAME:
        yield f"name has {len(name)} characters: expected at most {LARGEST_NAME}"
    for sign in name:
        if not sign.isprintable() and sign not in JOINING:
            yield f"name has a sign that is not shown, U+{ord(sign):04X}: expected letters in one line"


def _date(value: Any) -> str | None:
    if is_empty(value):
        return None
    if isinstance(value, dt.datetime):
        value = value.date()
    return dt.date.fromisoformat(str(value).strip()).isoformat()


def _number(value: Any) -> float | None:
    return None if is_empty(value) else float(str(value).strip().replace(",", "."))
