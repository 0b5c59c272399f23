"""The records of a batch, block by block: as many at a time as stay in a core's cache."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from grenswerk.model.states import State
from grenswerk.population.compiling import kernel
from grenswerk.population.facts import Facts, empty_rows
from grenswerk.population.rights import KINDS
from grenswerk.population.rows import BY_STATE, Block, Money, Rights, filled

Array = npt.NDArray[Any]
BLOCK = 2_048  # rows whose records fit in a core's cache
_SPARE = 72  # values between two columns: a power of two apart, all would fight for the same lines of the cache
NO_RIGHTS, NO_MONEY = filled(1, Rights()), filled(1, Money())
_ROW = empty_rows(1)
_KINDS: tuple[np.dtype[Any], ...] = (
    np.dtype(np.float64),
    np.dtype(np.int16),
    np.dtype(np.bool_),
)  # of the fields of a row


class Given(NamedTuple):
    """The facts that the columns of a batch give, by fact and row, and where in a record each goes."""

    numbers: Array
    codes: Array
    truths: Array
    places_of_numbers: Array
    places_of_codes: Array
    places_of_truths: Array


class Records(NamedTuple):
    """The records of rows, and the same memory as numbers, codes and truths, by row."""

    numbers: Array
    codes: Array
    truths: Array


class Space(NamedTuple):
    """Room for a block, used again and again."""

    block: Block
    records: Records
    no_rights: Array  # of a row without answers
    no_money: Array


_FREE: list[Space] = []  # one for each thread that computes at a time


def _space() -> Space:
    rows = empty_rows(BLOCK)
    rights, moved = np.repeat(NO_RIGHTS, BLOCK), np.repeat(NO_RIGHTS, BLOCK)
    money, other = np.repeat(NO_MONEY, BLOCK), np.repeat(NO_MONEY, BLOCK)
    lists = np.zeros((KINDS, len(State), BLOCK), np.int64)
    counts = np.zeros((KINDS, len(State)), np.int64)
    block = Block(rows, rights, moved, money, other, np.arange(BLOCK), lists, counts)
    numbers, codes, truths = (rows.view(kind).reshape(BLOCK, -1) for kind in (np.float64, np.int16, np.uint8))
    return Space(block, Records(numbers, codes, truths), NO_RIGHTS, NO_MONEY)


def given_by(facts: Facts) -> Given:
    """The facts that are given, by the kind of their fields."""
    by_kind: tuple[list[tuple[int, Array]], ...] = ([], [], [])
    fields: Any = _ROW.dtype.fields
    for name, values in facts.given.items():
        kind, place = fields[name]
        parts = [values] if values.ndim == 1 else [values[:, state] for state in range(len(BY_STATE))]
        which = _KINDS.index(kind.base)
        by_kind[which].extend((place // kind.base.itemsize + at, part) for at, part in enumerate(parts))
    columns: list[Array] = []
    places: list[Array] = []
    for kind, found in zip(_KINDS, by_kind, strict=True):
        column = np.empty((len(found), facts.length + _SPARE), kind)
        for at, (_, values) in enumerate(found):
            column[at, : facts.length] = values
        columns.append(column)
        places.append(np.array([place for place, _ in found], np.int64))
    numbers, codes, truths = columns
    return Given(numbers, codes, truths.view(np.uint8), *places)


@kernel
def fill_block(start: int, length: int, given: Given, space: Space) -> None:
    """Writes the facts of the rows from `start` on into their records, and empties those of the answers."""
    numbers, codes, truths = given.numbers, given.codes, given.truths
    number_at, code_at, truth_at = given.places_of_numbers, given.places_of_codes, given.places_of_truths
    rights, moved, money = space.block.rights, space.block.moved, space.block.money
    no_rights, no_money = (
        space.no_rights,
        space.no_money,
    )  # once: each look into a tuple of arrays counts references
    of_numbers, of_codes, of_truths = space.records
    for i in range(length):
        rights[i] = no_rights[0]
        moved[i] = no_rights[0]
        money[i] = no_money[0]
        for fact in range(len(number_at)):
            of_numbers[i, number_at[fact]] = numbers[fact, start + i]
        for fact in range(len(code_at)):
            of_codes[i, code_at[fact]] = codes[fact, start + i]
        for fact in range(len(truth_at)):
            of_truths[i, truth_at[fact]] = truths[fact, start + i]


def blocks(facts: Facts) -> Iterator[tuple[int, Block]]:
    """The rows part by part, each with the number of its first row; the next part takes the place of the last."""
    given = given_by(facts)
    pair = facts["residence"] * np.int8(len(State)) + facts["employer"]
    try:
        space = _FREE.pop()
    except IndexError:
        space = _space()
    try:
        whole = space.block
        whole.rows[: facts.length] = _ROW
        for start in range(0, max(1, facts.length), BLOCK):
            size = min(BLOCK, facts.length - start)
            order = np.argsort(pair[start : start + size], kind="stable")
            fill_block(start, size, given, space)
            rows, rights, moved, money, other = (records[:size] for records in whole[:5])
            yield start, Block(rows, rights, moved, money, other, order, whole.lists, whole.counts)
    finally:
        _FREE.append(space)
