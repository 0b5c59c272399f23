"""The compiled rules give what the explained rules give, on random workers of every pair and year."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from grenswerk.population import evaluate
from tests.population.explained import explained
from tests.population.workers import random_patterns, random_workers

CENT = 0.005
DUST = 1e-7  # of a share or a number of days


def differences(workers: pa.Table) -> list[str]:
    """Where the two engines differ; empty when they agree to the cent."""
    found = []
    for row, answer in zip(workers.to_pylist(), evaluate(workers).to_pylist(), strict=True):
        assert answer["error"] is None, (row, answer["error"])
        for name, expected in explained(row).items():
            if _differ(expected, answer[name]):
                found.append(f"{name}: explained {expected}, compiled {answer[name]}: {row}")
    return found


def _differ(one: Any, other: Any) -> bool:
    if isinstance(one, float | int) and isinstance(other, float | int) and not isinstance(one, bool):
        return abs(one - other) > (CENT if abs(one) > 2 else DUST)
    return bool(one != other)


@pytest.mark.parametrize("seed", range(4))
def test_workers_of_all_pairs_and_years_have_the_same_answer(seed: int) -> None:
    assert differences(random_workers(1_500, seed)) == []


@pytest.mark.parametrize("seed", range(10, 14))
def test_workers_with_pay_have_the_same_net_pay_to_the_cent(seed: int) -> None:
    assert differences(random_workers(1_000, seed, 2024, 2026)) == []


def test_workers_with_a_weekly_pattern_have_the_same_answer() -> None:
    assert differences(random_patterns(1_000, 21)) == []


def test_posted_and_self_employed_workers_have_the_same_answer() -> None:
    workers = random_workers(200, 31)
    count = workers.num_rows
    posted = ["AT" if row % 2 else None for row in range(count)]
    workers = (
        workers.append_column("posting_state", pa.array(posted))
        .append_column("posting_expected_months", pa.array([6.0 if state else None for state in posted]))
        .append_column("self_employed_state", pa.array([None if state else "FR" for state in posted]))
        .append_column("self_employed_share", pa.array([None if state else 0.2 for state in posted]))
    )
    assert differences(workers) == []
