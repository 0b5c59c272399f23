"""Properties of the division of the taxing right that hold whatever the facts."""

from __future__ import annotations

import random
from typing import Any

import numba
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numba.extending import register_jitable

from grenswerk.law.rulebook import PAIRS, Rulebook
from grenswerk.law.treaties import allocation
from grenswerk.law.treaties.allocation import Contract, Reading, View, allocate
from grenswerk.model.days import CountedDays

WHOLE = st.integers(0, 120).map(float)
DAYS = st.builds(
    lambda employer, residence, third, short, rest: CountedDays(
        employer=employer + short,
        residence=residence,
        third=third,
        outside_any=residence + third + short,
        outside_30=residence + third,
        **rest,
    ),
    WHOLE,
    WHOLE,
    st.integers(0, 40).map(float),
    st.integers(0, 20).map(float),
    st.fixed_dictionaries(
        {
            "on_call_home": st.integers(0, 20).map(float),
            "on_call_home_called": st.integers(0, 20).map(float),
            "garden_leave": st.integers(0, 60).map(float),
            "sick_employer": st.integers(0, 30).map(float),
            "sick_residence": st.integers(0, 30).map(float),
            "sick_unknown": st.integers(0, 30).map(float),
            "covid_home": st.integers(0, 60).map(float),
        }
    ),
)
CONTRACTS = st.builds(
    Contract,
    part_time_share=st.sampled_from([1.0, 0.8, 0.5, 0.37]),
    months=st.sampled_from([12.0, 6.0, 1.5]),
    public=st.booleans(),
    national_of_residence_only=st.booleans(),
    frontier_worker=st.booleans(),
)
DIRECTIONS = [*PAIRS, *(pair[::-1] for pair in PAIRS)]


def readings() -> list[Reading]:
    found = []
    for residence, employer_state in DIRECTIONS:
        for year in range(2015, 2028):
            rules = [Rulebook().rule(residence, employer_state, year)]
            frontier = Rulebook().frontier_rule(residence, employer_state, year)
            found += [
                reading
                for rule in [*rules, *([frontier] if frontier else [])]
                for reading in rule.readings.values()
            ]
    return list(dict.fromkeys(found))


READINGS = readings()


@given(DAYS, CONTRACTS, st.sampled_from(READINGS))
def test_the_shares_of_one_view_sum_to_one(days: CountedDays, contract: Contract, reading: Reading) -> None:
    view = allocate(days, contract, reading)
    assert view.employer_share + view.third_share + view.residence_share == pytest.approx(1.0, abs=1e-9)
    assert min(view.employer_share, view.third_share, view.residence_share) >= -1e-12


@given(DAYS, CONTRACTS, st.sampled_from(READINGS))
def test_a_home_day_in_place_of_an_office_day_never_lowers_the_residence_share_outside_the_frontier_regimes(
    days: CountedDays, contract: Contract, reading: Reading
) -> None:
    contract = contract._replace(frontier_worker=False)
    if days.employer - 1 < days.outside_any - days.outside_30:
        return
    more = days._replace(
        employer=days.employer - 1,
        residence=days.residence + 1,
        outside_any=days.outside_any + 1,
        outside_30=days.outside_30 + 1,
    )
    before, after = allocate(days, contract, reading), allocate(more, contract, reading)
    assert after.residence_share + after.third_share >= before.residence_share + before.third_share - 1e-9


@given(DAYS, CONTRACTS, st.sampled_from(DIRECTIONS), st.integers(2015, 2027))
def test_a_symmetric_rule_reads_the_same_in_both_directions(
    days: CountedDays, contract: Contract, direction: tuple[str, str], year: int
) -> None:
    one, other = direction
    contract = contract._replace(frontier_worker=False)
    there, back = Rulebook().rule(one, other, year), Rulebook().rule(other, one, year)
    for state in direction:
        assert allocate(days, contract, there.readings[state]) == allocate(days, contract, back.readings[state])


def test_the_compiled_rule_gives_what_plain_python_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("days_outside", "salary_fraction", "limit_of", "days_outside_zone", "frontier_limit"):
        monkeypatch.setattr(allocation, name, register_jitable(getattr(allocation, name)))
    compiled: Any = numba.njit(allocation.allocate)
    chance = random.Random(20260101)
    for _ in range(500):
        chosen: Any = chance.choice(READINGS)
        values: list[Any] = [float(v) if type(v) is int else v for v in chosen]
        reading = Reading(*values)
        days = CountedDays(*(float(chance.randrange(60)) for _ in CountedDays._fields))
        contract = Contract(
            part_time_share=chance.choice([1.0, 0.5]),
            months=chance.choice([12.0, 5.5]),
            public=chance.random() < 0.2,
            national_of_residence_only=chance.random() < 0.2,
            frontier_worker=chance.random() < 0.5,
        )
        assert View(*compiled(days, contract, reading)) == pytest.approx(allocate(days, contract, reading))
