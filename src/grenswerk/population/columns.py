"""From Arrow columns to arrays of numbers and codes, each value checked; what is wrong with a row is said once."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from grenswerk.model.pay import CHILD_AGE_NOT_GIVEN, age_on_1_january
from grenswerk.model.states import State
from grenswerk.population.fields import TRUTHS, Field, Kind

Array = npt.NDArray[Any]
NO_DATE = -(2**31)
MOST_CHILDREN = 20
# "45.000" is forty-five thousand to who wrote it and forty-five to a program
THOUSANDS = re.compile(r"^\s*[1-9][0-9]{0,2}([.,' " + "\u00a0\u202f" + r"][0-9]{3})+([.,][0-9]{1,2})?\s*$")
_CODES = {Kind.WORD, Kind.TRUTH}


class Faults:
    """What is wrong with the rows: the first fault of each."""

    def __init__(self, by_row: dict[int, str] | None = None, first: int = 0) -> None:
        self.by_row = {} if by_row is None else by_row
        self.first = first

    def of_part(self, first: int) -> Faults:
        """The same faults, for who counts the rows from the row `first` on."""
        return Faults(self.by_row, first)

    def add(self, rows: Array, say: Callable[[int], str]) -> None:
        """Notes a fault of each row whose number is in `rows`."""
        for row in rows.tolist():
            if row + self.first not in self.by_row:
                self.by_row[row + self.first] = say(row)


@lru_cache(maxsize=128)
def constant(length: int, value: float, dtype: str) -> Array:
    """An array of one value, shared by all batches of that length; read-only by agreement."""
    return np.full(length, value, dtype)


def read_column(field: Field, column: pa.Array | None, length: int, faults: Faults) -> Array:
    """One column: `float64` for numbers, `int8` for words and truths, `int32` for dates and states."""
    if column is not None and isinstance(column.type, pa.BaseExtensionType):
        column = column.storage
    if column is None or pa.types.is_null(column.type) or column.null_count == length:
        if field.required and length:
            faults.add(np.arange(length), lambda _: f"{field.name} is empty: expected {_expected(field)}")
        return constant(length, _default(field), _dtype(field))
    if field.kind in (Kind.NUMBER, Kind.WHOLE):
        return _numbers(field, column, faults)
    if field.kind is Kind.DATE:
        return _dates(field, column, faults)
    if field.kind is Kind.TRUTH and not _is_text(column.type):
        return _truths(field, column, faults)
    return _words(field, column, faults)


def _default(field: Field) -> float:
    return NO_DATE if field.kind is Kind.DATE else field.default


def _dtype(field: Field) -> str:
    if field.kind in _CODES:
        return "int8"
    return "float64" if field.kind in (Kind.NUMBER, Kind.WHOLE) else "int32"


def _is_text(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        return _is_text(kind.value_type)
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def as_text(column: pa.Array) -> pa.Array:
    """The same column where a cell of a sheet can hold it; bytes, UUIDs and nested values as text."""
    kind = column.type
    if isinstance(kind, pa.BaseExtensionType) or pa.types.is_nested(kind) or _is_bytes(kind):
        return pa.array([None if value is None else _said(value) for value in column.to_pylist()], pa.string())
    return column


def id_words(column: pa.Array) -> pa.Array:
    """Identifiers as text, the same for every file: `1` for 1.0."""
    return pc.cast(as_text(column), pa.string())


def _is_bytes(kind: pa.DataType) -> bool:
    checks = (pa.types.is_binary, pa.types.is_large_binary, pa.types.is_fixed_size_binary, pa.types.is_binary_view)
    return any(check(kind) for check in checks)


def _said(value: Any) -> str:
    if not isinstance(value, bytes):
        return str(value)
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.hex()


def _expected(field: Field) -> str:
    if field.kind is Kind.WORD:
        return f"one of {', '.join(word for word in field.words if word)}"
    if field.kind in (Kind.NUMBER, Kind.WHOLE):
        least = f"more than {field.least:g}" if field.open_below else f"at least {field.least:g}"
        return f"{field.kind.value}, {least} and at most {field.most:g}"
    return str(field.kind.value)


def _fault(field: Field, column: pa.Array) -> Callable[[int], str]:
    def say(row: int) -> str:
        value = column[row].as_py()
        found = "empty" if value is None or value == "" else f'"{value}"'
        if field.amount and isinstance(value, str) and THOUSANDS.match(value):
            return f"{field.name} is {found}: expected a number without a separator of thousands"
        return f"{field.name} is {found}: expected {_expected(field)}"

    return say


def _numbers(field: Field, column: pa.Array, faults: Faults) -> Array:
    if _is_text(column.type):
        return _numbers_of_text(field, column, faults)
    try:
        as_float = column if column.type == pa.float64() else pc.cast(column, pa.float64())
    except pa.ArrowException:
        faults.add(np.arange(len(column)), _fault(field, column))
        return constant(len(column), _default(field), "float64")
    values: Array = as_float.to_numpy(zero_copy_only=False)
    return _within(field, values, column, faults)


def _numbers_of_text(field: Field, column: pa.Array, faults: Faults) -> Array:
    if not pa.types.is_dictionary(column.type):
        try:
            values = pc.cast(column, pa.float64())
        except pa.ArrowInvalid:
            pass  # some row is no number: find out which
        else:
            if not _doubtful(field, column, values):
                return _within(field, values.to_numpy(zero_copy_only=False), column, faults)

    words, indices = _distinct(column)
    known = np.array([np.nan, *(_number(field, word) for word in words)])
    return _within(field, known[indices + 1], column, faults)


def _doubtful(field: Field, column: pa.Array, values: pa.Array) -> bool:
    """Whether some text is read as a number and may be none: `nan`, or thousands with a separator."""
    if pc.any(pc.is_nan(values)).as_py():
        return True
    low = field.amount and pc.any(pc.less(values, 1000)).as_py()
    return bool(low and pc.any(pc.match_substring_regex(column, THOUSANDS.pattern)).as_py())


def _number(field: Field, word: str) -> float:
    """A number as people write it, with a point or a comma; infinite for what is none, to be refused."""
    if not word:
        return np.nan
    if field.amount and THOUSANDS.match(word):
        return np.inf
    try:
        number = float(word)
    except ValueError:
        pass
    else:
        return np.inf if np.isnan(number) else number
    try:
        return float(word.replace(",", ".")) if word.count(",") == 1 and "." not in word else np.inf
    except ValueError:
        return np.inf


def _within(field: Field, values: Array, column: pa.Array, faults: Faults) -> Array:
    """The numbers with the default where none is given; those outside the limits are faults."""
    low, high = (values.min(), values.max()) if len(values) else (field.least, field.most)
    inside = low >= field.least and high <= field.most and not (field.open_below and low <= field.least)
    if inside and (field.kind is Kind.NUMBER or pa.types.is_integer(column.type)):
        return np.ascontiguousarray(values)
    missing = np.isnan(values)
    if missing.any():
        if field.required:
            faults.add(np.flatnonzero(missing), lambda _: f"{field.name} is empty: expected {_expected(field)}")
        values = np.where(missing, field.default, values)
    wrong = (values < field.least) | (values > field.most) | ((values <= field.least) & field.open_below)
    if field.kind is Kind.WHOLE and not pa.types.is_integer(column.type):
        wrong |= values != np.floor(values)
    wrong &= ~missing
    if wrong.any():
        faults.add(np.flatnonzero(wrong), _fault(field, column))
        values = np.where(wrong, max(field.default, field.least), values)
    return np.ascontiguousarray(values)


def _truths(field: Field, column: pa.Array, faults: Faults) -> Array:
    if pa.types.is_boolean(column.type):
        filled = pc.fill_null(pc.cast(column, pa.int8()), int(field.default))
        return np.asarray(filled.to_numpy(zero_copy_only=False), np.int8)
    outside = Faults()
    values = _numbers(field._replace(kind=Kind.NUMBER, least=-1, most=1), column, outside)
    wrong = ~np.isin(values, (0, 1)) & (np.asarray(column.is_valid()))
    wrong[list(outside.by_row)] = True
    faults.add(np.flatnonzero(wrong), _fault(field, column))
    return values.astype(np.int8)


def _dates(field: Field, column: pa.Array, faults: Faults) -> Array:
    """Days since 1970."""
    if _is_text(column.type):

        def number(text: str) -> int:
            try:
                return (dt.date.fromisoformat(text) - dt.date(1970, 1, 1)).days
            except ValueError:
                return NO_DATE + 1

        words, indices = _distinct(column)
        known = np.array([NO_DATE, *(number(word) if word else NO_DATE for word in words)], np.int32)
        values: Array = known[indices + 1]
        faults.add(np.flatnonzero(values == NO_DATE + 1), _fault(field, column))
        return values
    try:
        dates = column if column.type == pa.date32() else pc.cast(column, pa.date32(), safe=False)
        days = dates.view(pa.int32())
    except pa.ArrowException:
        faults.add(np.arange(len(column)), _fault(field, column))
        return constant(len(column), NO_DATE, "int32")
    given = pc.fill_null(days, NO_DATE) if days.null_count else days
    return np.asarray(given.to_numpy(zero_copy_only=False), np.int32)


def _distinct(column: pa.Array) -> tuple[list[str], Array]:
    """The distinct words, and for each row the index of its word; -1 where there is none."""
    encoded = column if pa.types.is_dictionary(column.type) else pc.dictionary_encode(column)
    words = ["" if word is None else str(word).strip() for word in encoded.dictionary.to_pylist()]
    if encoded.null_count:
        filled = pc.fill_null(pc.cast(encoded.indices, pa.int64()), -1)
        return words, filled.to_numpy(zero_copy_only=False)
    return words, encoded.indices.to_numpy(zero_copy_only=False)


def _words(field: Field, column: pa.Array, faults: Faults) -> Array:
    """Codes of words; the code of a state outside the five is made of its two letters."""
    if pa.types.is_list(column.type) or pa.types.is_large_list(column.type):
        column = pa.array(
            [None if value is None else ";".join(map(str, value)) for value in column.to_pylist()], pa.string()
        )
    elif not _is_text(column.type):
        column = _cast_to_text(column)
    words, indices = _distinct(column)
    codes = [_code(field, word) for word in words]
    known = [code if code is not None else _default(field) for code in codes]
    bad = np.array([*(code is None for code in codes), field.required])  # the last where there is no word
    if bad.any():
        faults.add(np.flatnonzero(bad[indices]), _fault(field, column))
    found: Array = np.array([*known, _default(field)], _dtype(field)).take(indices)
    return found


def _cast_to_text(column: pa.Array) -> pa.Array:
    try:
        return pc.cast(column, pa.string())
    except pa.ArrowException:  # nested, or bytes that are no text
        return as_text(column)


def _code(field: Field, word: str) -> int | None:
    """The code of a word; `None` where the column does not know it."""
    if not word:
        return None if field.required else int(_default(field))
    if field.kind is Kind.WORD:
        return field.words.index(word) if word in field.words else None
    if field.kind is Kind.TRUTH:
        return TRUTHS.get(word.lower())
    if field.kind is Kind.STATE:
        return state_code(word)
    if field.kind is Kind.STATES:
        return _set_of_states(word)
    return 0


def state_code(word: str) -> int | None:
    """1-5 for the five states, above 100 for the others; `None` where it is no code of two capital letters."""
    if len(word) != 2 or not (word.isascii() and word.isalpha() and word.isupper()):
        return None
    if word in State.__members__:
        return int(State[word])
    return 100 + 26 * (ord(word[0]) - 65) + ord(word[1]) - 65


def _set_of_states(word: str) -> int | None:
    """One bit a state."""
    names = [name.strip() for name in word.replace(",", ";").split(";") if name.strip()]
    if any(name not in State.__members__ for name in names):
        return None
    return sum({1 << int(State[name]) for name in names})


class Children(NamedTuple):
    """The number of children under each age on 1 January, one value a row."""

    under_18: Array
    under_3: Array
    under_12: Array
    under_21: Array
    under_25: Array


def read_children(field: Field, column: pa.Array | None, years: Array, faults: Faults) -> Children:
    """The children of each row: a number, each of them then of the age that is supposed, or their birth years."""
    length = len(years)
    if column is None or column.null_count == length:
        none = constant(length, 0.0, "int64")
        return Children(none, none, none, none, none)
    if pa.types.is_integer(column.type):
        given = pc.fill_null(column, 0) if column.null_count else column
        number = given.to_numpy(zero_copy_only=False)
        if number.min() >= 0 and number.max() <= MOST_CHILDREN:
            return Children(*(number if counts else constant(length, 0.0, "int64") for counts in _counts(1, 0)))
    if pa.types.is_list(column.type) or pa.types.is_large_list(column.type):
        column = pa.array([None if value is None else _listed(value) for value in column.to_pylist()], pa.string())
    elif not _is_text(column.type):
        column = _cast_to_text(column)
    words, indices = _distinct(column)
    ages = [_children_of(word) for word in words]
    wrong = np.array([False, *(found is None for found in ages)])
    faults.add(np.flatnonzero(wrong[indices + 1]), _fault(field, column))
    first = int(years.min()) if length else 0
    span = int(years.max()) - first + 1 if length else 1
    counts = np.zeros((len(words) + 1, span, len(Children._fields)), np.int64)
    for index, found in enumerate(ages):
        for year in range(first, first + span):
            counts[index + 1, year - first] = _counts(found or (), year)
    rows = counts[indices + 1, (years - first).astype(np.int64)]
    return Children(*(np.ascontiguousarray(rows[:, place]) for place in range(len(Children._fields))))


def _listed(years: list[int]) -> str:
    """Birth years as text; a single one keeps its semicolon, so that it is not taken for a number."""
    return ";".join(map(str, years)) + (";" if len(years) == 1 else "")


def _children_of(word: str) -> tuple[int, ...] | int | None:
    """The birth years, or the number of children; `None` for what is neither."""
    parts = [part.strip() for part in word.replace(",", ";").split(";") if part.strip()]
    try:
        numbers = tuple(float(part) for part in parts)
    except ValueError:
        return None
    if all(math.isnan(number) for number in numbers):
        return ()
    if any(not number.is_integer() for number in numbers):
        return None
    years = tuple(int(number) for number in numbers)
    if len(years) == 1 and ";" not in word and 0 <= years[0] <= MOST_CHILDREN:
        return years[0]
    return years if len(years) <= MOST_CHILDREN and all(1900 <= year <= 2027 for year in years) else None


def _counts(children: tuple[int, ...] | int, year: int) -> list[int]:
    if isinstance(children, int):
        ages = [CHILD_AGE_NOT_GIVEN] * children
    else:
        ages = [age_on_1_january(year, birth_year) for birth_year in children]
    return [sum(age < limit for age in ages) for limit in (18, 3, 12, 21, 25)]
