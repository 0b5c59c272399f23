"""Compiled: how many duties arise, by the law's own conditions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy.typing as npt

from grenswerk.law.duties.conditions import NOT_KNOWN, Applies, Situation, agreement_possible
from grenswerk.law.social_security.certificate import Document
from grenswerk.law.social_security.coordination import Basis
from grenswerk.model.states import State
from grenswerk.population.compiling import inner, kernel
from grenswerk.population.records import shape_of
from grenswerk.population.rows import Rights, Row
from grenswerk.population.tables import duty_conditions

Array = npt.NDArray[Any]
SITUATION = shape_of(Situation(2026, State.NL, State.BE))


@inner
def _share(value: float) -> float:
    return value if value >= 0.0 else NOT_KNOWN


@inner
def _insurance(row: Row, found: Rights) -> int:
    if found.competent < 1:
        return -1
    if found.competent == row.employer:
        return 2
    return 1 if found.competent == row.residence else 0


@inner
def describe(row: Row, found: Rights, out: Any) -> None:
    """Fills in what the conditions need to know of one row."""
    out.year = row.year
    out.residence = row.residence
    out.employer = row.employer
    out.taxed_residence = _share(found.own_residence)
    out.taxed_employer = _share(found.other_employer)
    out.exempt_in_residence = _share(found.own_employer)
    out.gross = row.gross if row.gross >= 0.0 else NOT_KNOWN
    out.threshold = found.own_kept
    out.establishment = found.own_risk
    out.telework_share = found.telework_share
    out.works_in_residence = found.works_in_residence
    worked = int(found.works_in_employer_state) + int(found.works_in_residence) + int(found.works_in_third)
    out.several_states = worked > 1
    out.insurance = _insurance(row, found)
    out.residence_time = found.residence_share
    out.a1_required = found.document == Document.REQUIRED.value
    out.posted = found.insurance_basis == Basis.POSTED.value
    out.agreement = row.request
    out.agreement_possible = agreement_possible(
        row.year, row.self_employed, row.it_based, found.other_work_in_residence, found.works_in_third
    )
    out.assimilation = row.treated_as_resident


def _counting(conditions: tuple[Callable[..., Any], ...], first: int) -> Callable[..., int]:
    """A function that counts the duties that hang on the conditions, in two halves each of which is one too."""
    condition, half = conditions[0], len(conditions) // 2
    if not half:

        @inner
        def count_one(s: Situation, duties: Array) -> int:
            found: int = duties[s.residence, s.employer, first]
            return found if found and condition(s) == Applies.YES else 0

        return count_one
    one, other = _counting(conditions[:half], first), _counting(conditions[half:], first + half)

    @inner
    def count_both(s: Situation, duties: Array) -> int:
        return one(s, duties) + other(s, duties)

    return count_both


_count = _counting(duty_conditions(), 0)


@kernel
def count_duties(order: Array, rows: Array, rights: Array, duties: Array, situation: Array) -> None:
    """Counts the duties of every usable row; `situation` is room for one record."""
    for i in order:
        row, found = rows[i], rights[i]
        if row.usable:
            describe(row, found, situation[0])
            found.duties = _count(situation[0], duties)
