"""When a duty arises."""

from __future__ import annotations

from typing import Any

import numba
from hypothesis import given
from hypothesis import strategies as st
from numba.extending import register_jitable

from grenswerk.law.duties import conditions
from grenswerk.law.duties.conditions import (
    Agreement,
    Applies,
    Insurance,
    Situation,
    Threshold,
    annual_report,
    both,
    contributions_in_employer_state,
    contributions_in_residence,
    prepayment,
    withholding_in_residence,
)
from grenswerk.law.establishment.home_office import Risk
from grenswerk.model.states import STATES

shares = st.sampled_from((-1.0, 0.0, 0.2, 1.0))
situations = st.builds(
    Situation,
    year=st.integers(2015, 2027),
    residence=st.sampled_from(STATES),
    employer=st.sampled_from(STATES),
    taxed_residence=shares,
    taxed_employer=shares,
    exempt_in_residence=shares,
    threshold=st.sampled_from(list(Threshold)),
    establishment=st.sampled_from(list(Risk)),
    works_in_residence=st.booleans(),
    insurance=st.sampled_from(list(Insurance)),
    agreement=st.sampled_from(list(Agreement)),
)


@given(situations)
def test_tax_is_withheld_by_the_employer_or_paid_in_advance_and_never_both(s: Situation) -> None:
    assert not withholding_in_residence(s) == prepayment(s) == Applies.YES
    assert not withholding_in_residence(s) == annual_report(s) == Applies.YES


@given(situations)
def test_contributions_are_due_in_one_state_only(s: Situation) -> None:
    assert not contributions_in_residence(s) == contributions_in_employer_state(s) == Applies.YES


@given(situations)
def test_no_wage_tax_is_withheld_where_nothing_is_taxed(s: Situation) -> None:
    assert withholding_in_residence(s._replace(taxed_residence=0.0)) == Applies.NO


@given(st.sampled_from(list(Applies)), st.sampled_from(list(Applies)))
def test_a_no_outweighs_an_open_question(left: Applies, right: Applies) -> None:
    assert (both(left, right) == Applies.NO) == (Applies.NO in (left, right))


def test_a_compiled_condition_is_the_same() -> None:
    for name in ("when", "_share_taxed", "both", "establishment", "french_channel"):
        register_jitable(getattr(conditions, name))
    compiled: Any = numba.njit(withholding_in_residence)
    for state in STATES:
        for risk in Risk:
            for insurance in Insurance:
                s = Situation(2026, state, STATES[0], taxed_residence=0.3, establishment=risk, insurance=insurance)
                assert compiled(s) == withholding_in_residence(s)
