"""The partner as the levies see one: nothing of the worker's facts is lost or misplaced on the way."""

from __future__ import annotations

from typing import Any

import numba

from grenswerk.law.taxes.division import partner_of, with_partner_insured
from grenswerk.model.pay import Contributions, Partnership, Person
from grenswerk.model.states import State

OWED = Contributions(State.BE, 6000.0)
PLACES: Any = {name: place + 100 for place, name in enumerate(Person._fields)}
CHILDREN = Person(
    partnership=Partnership.COUPLE,
    partner_gross=30000.0,
    children=3,
    children_under_12=2,
    children_under_25=4,
    church_tax=True,
    other_income=900.0,
)


def test_the_contributions_of_the_partner_are_all_that_changes() -> None:
    person = Person(**PLACES)
    assert with_partner_insured(person, OWED) == person._replace(partner_contributions=OWED)


def test_the_partner_of_a_worker_has_the_worker_as_partner() -> None:
    partner = partner_of(CHILDREN, 40000.0, State.LU)
    assert partner == Person(
        partnership=Partnership.COUPLE,
        partner_gross=40000.0,
        children=3,
        children_under_12=2,
        children_under_25=4,
        partner_contributions=Contributions(State.LU),
    )
    assert partner_of(CHILDREN, 20000.0, State.LU).children_under_12 == 0  # counted with the lower pay


def test_compiled_partners_are_the_same() -> None:
    found: Any = [numba.njit(rule) for rule in (partner_of, with_partner_insured)]
    assert found[0](CHILDREN, 40000.0, State.LU) == partner_of(CHILDREN, 40000.0, State.LU)
    assert found[1](CHILDREN, OWED) == with_partner_insured(CHILDREN, OWED)
