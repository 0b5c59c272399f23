"""From records of answers to Arrow columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from grenswerk.model.states import State
from grenswerk.population.columns import Faults
from grenswerk.population.facts import Facts
from grenswerk.population.tables import FIRST_YEAR, Law

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


_RIGHTS = (
    "rule", *_SHARES.values(), "own_kept", "other_kept", "conflict", "conflict_share", "competent",
    "insurance_basis", "residence_share", "document", "own_risk", "other_risk", "home_share", "duties",
)  # fmt: skip
_LEVIES = ("work_church_tax", "church_tax", "partner_employee", "partner_tax", *_MONEY.values())


class Answers:
    """The answers of a batch, field by field, as they are found part by part."""

    def __init__(self, length: int) -> None:
        self.length = length
        self.fields: dict[str, Array] = {}

    def __getitem__(self, name: str) -> Array:
        return self.fields[name]

    def keep(self, start: int, rights: Array, money: Array, without: Array) -> None:
        """Keeps the answers of as many rows as there are `rights`, from the one at `start` on."""
        part = slice(start, start + len(rights))
        for name in _RIGHTS:
            self._room(name, rights.dtype[name])[part] = rights[name]
        for name in _LEVIES:
            self._room(name, money.dtype[name])[part] = money[name]
        self._room("net_without_telework", without.dtype)[part] = without

    def _room(self, name: str, kind: np.dtype[Any]) -> Array:
        if name not in self.fields:
            self.fields[name] = np.empty(self.length, kind)
        return self.fields[name]


def _valid(missing: Array) -> tuple[pa.Buffer | None, int]:
    """The bits that Arrow has for values that are there, and how many are not."""
    count = int(np.count_nonzero(missing))
    return (pa.py_buffer(np.packbits(~missing, bitorder="little")), count) if count else (None, 0)


def numbers(values: Array) -> pa.Array:
    """Numbers, null where there is no answer; the memory is that of `values`."""
    valid, nulls = _valid(np.isnan(values))
    return pa.Array.from_buffers(pa.float64(), len(values), [valid, pa.py_buffer(values)], nulls)


def codes(values: Array, words: Sequence[str | None]) -> pa.DictionaryArray:
    """Words by their codes; null where the code is negative or its word is none."""
    named = list(dict.fromkeys(word for word in words if word is not None))
    place = np.full(len(words) + 1, -1, np.int8)
    for code, word in enumerate(words):
        if word is not None:
            place[code] = named.index(word)
    index = place.take(values)  # -1 is the last
    valid, nulls = _valid(index < 0)
    indices = pa.Array.from_buffers(pa.int8(), len(index), [valid, pa.py_buffer(index)], nulls)
    return pa.DictionaryArray.from_arrays(indices, pa.array(named, pa.string()))


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


def _institution(answers: Answers, law: Law) -> pa.DictionaryArray:
    competent = answers["competent"]
    return codes(np.where(competent > State.FR, -1, competent), law.institutions)


def _procedure(facts: Facts, answers: Answers, law: Law) -> pa.DictionaryArray:
    competent, document = answers["competent"], answers["document"]
    there = (competent >= 0) & (competent <= State.FR) & (document >= 0)
    place = facts["residence"], np.where(there, competent, 0), answers["insurance_basis"], document
    return codes(np.where(there, law.procedures.numbers[place], -1), law.procedures.words)


def _yardsticks(facts: Facts, answers: Answers, law: Law) -> Iterator[pa.DictionaryArray]:
    """The texts by which both states judge an establishment, where they were asked."""
    known = ~np.isnan(answers["home_share"])
    year = np.where(known, facts["year"] - FIRST_YEAR, 0)
    for view in range(2):
        number = law.yardsticks.numbers[facts["residence"], facts["employer"], year, view]
        yield codes(np.where(known, number, -1), law.yardsticks.words)


def outcome(identity: pa.Array, facts: Facts, answers: Answers, faults: Faults, law: Law) -> pa.RecordBatch:
    """The batch of answers: the ids, the numbers and codes of each worker, and what is wrong with a row."""
    gross = facts["gross"]
    columns: dict[str, pa.Array] = {"id": identity}
    columns["tax_rule"] = codes(answers["rule"], law.rules)
    columns["tax_rule_status"] = codes(answers["rule"], law.statuses)
    columns |= {name: numbers(answers[field]) for name, field in _SHARES.items()}
    columns["kept_residence_view"] = _truths(answers["own_kept"])
    columns["kept_employer_view"] = _truths(answers["other_kept"])
    columns["threshold_left"] = numbers(np.maximum(0.0, answers["own_limit"] - answers["own_counted"]))
    columns["conflict"] = codes(answers["conflict"], _CONFLICTS)
    columns["conflict_share"] = numbers(answers["conflict_share"])
    columns["competent_state"] = _competent(answers["competent"])
    columns["insurance_basis"] = codes(answers["insurance_basis"], [name or None for name in law.provisions])
    columns["residence_share"] = numbers(answers["residence_share"])
    columns["a1"] = codes(answers["document"], _DOCUMENTS)
    columns["institution"], columns["procedure"] = _institution(answers, law), _procedure(facts, answers, law)
    columns["establishment_risk"] = codes(answers["own_risk"], _RISKS)
    columns["establishment_risk_employer_view"] = codes(answers["other_risk"], _RISKS)
    columns["establishment_rule"], columns["establishment_rule_employer_view"] = _yardsticks(facts, answers, law)
    columns["home_share"] = numbers(answers["home_share"])
    columns["gross"] = numbers(np.where(np.isnan(answers["net"]), np.nan, gross))
    columns |= {name: numbers(answers[field]) for name, field in _MONEY.items()}
    columns["household_employee_contributions"] = numbers(answers["employee"] + answers["partner_employee"])
    columns["household_income_tax_residence"] = numbers(answers["tax"] + answers["partner_tax"])
    columns["employer_cost"] = numbers(gross + answers["employer"])
    abroad = answers["work_church_tax"]
    columns["church_tax"] = numbers(answers["church_tax"] + np.where(np.isnan(abroad), 0.0, abroad))
    columns["net_without_telework"] = numbers(answers["net_without_telework"])
    duties = answers["duties"]
    columns["duties"] = pa.array(duties.astype(np.int64), mask=duties < 0)
    columns["error"] = _errors(faults, answers.length)
    return pa.RecordBatch.from_pydict(columns)


def _errors(faults: Faults, length: int) -> pa.Array:
    if not faults.by_row:
        return pa.nulls(length, pa.string())
    return pa.array([faults.by_row.get(row) for row in range(length)], pa.string())
