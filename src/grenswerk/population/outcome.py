"""From columns of answers to Arrow."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from grenswerk.law.rulebook import Rulebook
from grenswerk.model.states import State
from grenswerk.population.columns import Faults
from grenswerk.population.tables import Codes, law_of
from grenswerk.population.written import Coded, Columns, Numbers, Truths, Words

Array = npt.NDArray[Any]
_STATES = (None, *(state.name for state in State if state is not State.THIRD))
_RISKS = ("none", "unlikely", "possible", "likely", "uncertain")
_CONFLICTS = (None, "double", "untaxed")
_DOCUMENTS = ("not_required", "required", "framework_agreement")
_ORDER = (
    "id", "tax_rule", "tax_rule_status", "share_residence_view_taxable_residence",
    "share_residence_view_taxable_employer", "share_employer_view_taxable_residence",
    "share_employer_view_taxable_employer", "counted_residence_view", "counted_employer_view",
    "threshold_days_residence_view", "threshold_days_employer_view", "kept_residence_view", "kept_employer_view",
    "threshold_left", "conflict", "conflict_share", "competent_state", "insurance_basis", "residence_share", "a1",
    "institution", "procedure", "establishment_risk", "establishment_risk_employer_view", "establishment_rule",
    "establishment_rule_employer_view", "home_share", "gross", "employee_contributions", "employer_contributions",
    "income_tax_residence", "income_tax_employer", "credits_residence", "credits_employer", "relief", "net",
    "household_net", "household_employee_contributions", "household_income_tax_residence", "employer_cost",
    "church_tax", "net_without_telework", "duties", "error",
)  # fmt: skip


class Vocabulary(NamedTuple):
    """The words of each column of words, and the codes by which the kernel writes them."""

    words: tuple[pa.Array, ...]
    coded: Coded


def _named(words: Sequence[str | None]) -> list[str]:
    return list(dict.fromkeys(word for word in words if word is not None))


def _codes_of(words: Sequence[str | None]) -> Array:
    """The code of each word among those that are named, -1 for none; the last is for -1."""
    named = _named(words)
    return np.array([-1 if word is None else named.index(word) for word in (*words, None)], np.int8)


@lru_cache(maxsize=16)
def vocabulary(rulebook: Rulebook) -> Vocabulary:
    """The words that answers by this rulebook are made of."""
    law = law_of(rulebook)
    by_column: dict[str, Sequence[str | None]] = {
        "tax_rule": law.rules,
        "tax_rule_status": law.statuses,
        "conflict": _CONFLICTS,
        "insurance_basis": [name or None for name in law.provisions],
        "a1": _DOCUMENTS,
        "institution": law.institutions,
        "procedure": law.procedures.words,
        "establishment_risk": _RISKS,
        "establishment_risk_employer_view": _RISKS,
        "establishment_rule": law.yardsticks.words,
        "establishment_rule_employer_view": law.yardsticks.words,
    }
    numbered = [by_column[name] for name in Words._fields]
    codes = [_codes_of(words) for words in numbered]
    simple = np.full((len(codes), max(map(len, codes))), -1, np.int8)
    for column, found in enumerate(codes):
        simple[column, : len(found) - 1] = found[:-1]
    coded = Coded(simple, _coded(law.procedures), _coded(law.yardsticks))
    return Vocabulary(tuple(pa.array(_named(words), pa.string()) for words in numbered), coded)


def _coded(codes: Codes) -> Array:
    return _codes_of(codes.words).take(codes.numbers)


def _bits(there: Array) -> Array:
    """One bit for each truth, as Arrow has them."""
    return np.packbits(there, axis=-1, bitorder="little")


def _arrays(kind: pa.DataType, values: Array, there: Array) -> list[pa.Array]:
    """An Arrow array for each row of `values`, in their memory; `there` says which values are none."""
    length = there.shape[-1]
    counts = length - np.count_nonzero(there, axis=-1)
    return [
        pa.Array.from_buffers(kind, length, [pa.py_buffer(bits) if nulls else None, pa.py_buffer(data)], nulls)
        for data, bits, nulls in zip(values, _bits(there), counts.tolist(), strict=True)
    ]


def _competent(values: Array) -> pa.DictionaryArray:
    """The competent state; those outside the five by the letters of their code."""
    words = list(_STATES)
    if not (values <= State.FR).all():
        others = sorted({int(value) for value in values[values > State.FR]})
        words += [f"{chr(65 + (code - 100) // 26)}{chr(65 + (code - 100) % 26)}" for code in others]
        values = np.where(values > State.FR, len(_STATES) + np.searchsorted(others, values), values)
    codes = _codes_of(words).take(values)
    (indices,) = _arrays(pa.int8(), codes[None], codes[None] >= 0)
    return pa.DictionaryArray.from_arrays(indices, pa.array(_named(words), pa.string()))


def outcome(identity: pa.Array, found: Columns, faults: Faults, words: Vocabulary) -> pa.RecordBatch:
    """The batch of answers: the ids, the numbers and codes of each worker, and what is wrong with a row."""
    length = len(identity)
    columns: dict[str, pa.Array] = {"id": identity, "error": _errors(faults, length)}
    numbers, codes, truths = (values[:, :length] for values in (found.numbers, found.words, found.truths))
    columns |= dict(zip(Numbers._fields, _arrays(pa.float64(), numbers, numbers == numbers), strict=True))  # noqa: PLR0124 - nan
    for name, indices, named in zip(
        Words._fields, _arrays(pa.int8(), codes, codes >= 0), words.words, strict=True
    ):
        columns[name] = pa.DictionaryArray.from_arrays(indices, named)
    columns |= dict(zip(Truths._fields, _arrays(pa.bool_(), _bits(truths == 1), truths >= 0), strict=True))
    (columns["duties"],) = _arrays(pa.int64(), found.duties[None], found.duties[None] >= 0)
    columns["competent_state"] = _competent(found.competent)
    return pa.RecordBatch.from_pydict({name: columns[name] for name in _ORDER})


def _errors(faults: Faults, length: int) -> pa.Array:
    if not faults.by_row:
        return pa.nulls(length, pa.string())
    return pa.array([faults.by_row.get(row) for row in range(length)], pa.string())
