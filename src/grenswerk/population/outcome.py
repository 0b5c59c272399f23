"""From records of answers to Arrow columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from grenswerk.model.states import State
from grenswerk.population.columns import Faults
from grenswerk.population.tables import Law

Array = npt.NDArray[Any]
_STATES = (None, *(state.name for state in State if state is not State.THIRD))
_RISKS = ("none", "unlikely", "possible", "likely", "uncertain")
_CONFLICTS = (None, "double", "untaxed")
_DOCUMENTS = ("not_required", "required", "framework_agreement")
_SHARES = {
    "share_residence_view_taxable_residence": "own_residence",
    "share_residence_view_taxable_employer": "own_employer",
    "share_employer_view_taxable_residence": "other_residence",
    "share_employer_view_taxable_employer": "other_employer",
    "counted_residence_view": "own_counted",
    "counted_employer_view": "other_counted",
    "threshold_days_residence_view": "own_limit",
    "threshold_days_employer_view": "other_limit",
}
_MONEY = {
    "employee_contributions": "employee",
    "employer_contributions": "employer",
    "income_tax_residence": "tax",
    "income_tax_employer": "work_tax",
    "credits_residence": "credits",
    "credits_employer": "work_credits",
    "relief": "relief",
    "net": "net",
    "household_net": "household_net",
}


class Answers(NamedTuple):
    """The answers of one batch."""

    rows: Array
    rights: Array
    money: Array
    net_without_telework: Array
    faults: Faults


def numbers(values: Array) -> pa.Array:
    """Numbers, null where there is no answer."""
    return pa.array(np.ascontiguousarray(values), pa.float64(), from_pandas=True)


def codes(values: Array, words: Sequence[str | None]) -> pa.DictionaryArray:
    """Words by their codes; null where the code is negative or its word is none."""
    named = [word for word in words if word is not None]
    place = np.full(len(words) + 1, -1, np.int32)
    for code, word in enumerate(words):
        if word is not None:
            place[code] = named.index(word)
    index = place[values]  # -1 is the last
    return pa.DictionaryArray.from_arrays(
        pa.array(index, pa.int32(), mask=index < 0), pa.array(named, pa.string())
    )


def _truths(values: Array) -> pa.Array:
    return pa.array(values == 1, pa.bool_(), mask=values < 0)


def _competent(values: Array) -> pa.DictionaryArray:
    """The competent state; those outside the five by the letters of their code."""
    if (values <= State.FR).all():
        return codes(values, _STATES)
    others = sorted({int(value) for value in values[values > State.FR]})
    words = list(_STATES) + [f"{chr(65 + (code - 100) // 26)}{chr(65 + (code - 100) % 26)}" for code in others]
    small = np.where(values > State.FR, len(_STATES) + np.searchsorted(others, values), values)
    return codes(small, words)


def outcome(identity: pa.Array, answers: Answers, law: Law) -> pa.RecordBatch:
    """The batch of answers: the ids, the numbers and codes of each worker, and what is wrong with a row."""
    rights, money, rows = answers.rights, answers.money, answers.rows
    columns: dict[str, pa.Array] = {"id": identity}
    columns["tax_rule"] = codes(rights["rule"], law.rules)
    columns |= {name: numbers(rights[field]) for name, field in _SHARES.items()}
    columns["kept_residence_view"] = _truths(rights["own_kept"])
    columns["kept_employer_view"] = _truths(rights["other_kept"])
    left = np.maximum(0.0, rights["own_limit"] - rights["own_counted"])
    columns["threshold_left"] = numbers(left)
    columns["conflict"] = codes(rights["conflict"], _CONFLICTS)
    columns["conflict_share"] = numbers(rights["conflict_share"])
    columns["competent_state"] = _competent(rights["competent"])
    columns["insurance_basis"] = codes(rights["insurance_basis"], [name or None for name in law.provisions])
    columns["residence_share"] = numbers(rights["residence_share"])
    columns["a1"] = codes(rights["document"], _DOCUMENTS)
    columns["establishment_risk"] = codes(rights["own_risk"], _RISKS)
    columns["establishment_risk_employer_view"] = codes(rights["other_risk"], _RISKS)
    columns["home_share"] = numbers(rights["home_share"])
    paid = ~np.isnan(money["net"])
    columns["gross"] = numbers(np.where(paid, rows["gross"], np.nan))
    columns |= {name: numbers(money[field]) for name, field in _MONEY.items()}
    columns["employer_cost"] = numbers(rows["gross"] + money["employer"])
    church_tax = money["church_tax"] + np.nan_to_num(money["work_church_tax"])
    columns["church_tax"] = numbers(church_tax)
    columns["net_without_telework"] = numbers(answers.net_without_telework)
    duties = rights["duties"]
    columns["duties"] = pa.array(duties, pa.int64(), mask=duties < 0)
    columns["error"] = _errors(answers.faults, len(rows))
    return pa.RecordBatch.from_pydict(columns)


def _errors(faults: Faults, length: int) -> pa.Array:
    if not faults.by_row:
        return pa.nulls(length, pa.string())
    return pa.array([faults.by_row.get(row) for row in range(length)], pa.string())
