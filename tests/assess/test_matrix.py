"""The matrix of all 25 combinations stands recorded, so that no change of it goes unseen."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from grenswerk.assess.matrix import as_rows, matrix

RECORDED = Path(__file__).parent.parent / "recorded"


@pytest.mark.parametrize(("home_per_week", "name"), [(0, "matrix-2026-50000"), (1, "matrix-2026-50000-home-1")])
def test_the_matrix_is_the_recorded_one(home_per_week: int, name: str) -> None:
    path = RECORDED / f"{name}.csv"
    with path.open(newline="") as file:
        recorded = list(csv.reader(file))
    found = as_rows(matrix(2026, 50000, home_per_week))
    changed = [
        f"{now[0]}-{now[1]} {column}: recorded {before}, now {after}"
        for then, now in zip(recorded, found, strict=True)
        for column, before, after in zip(recorded[0], then, now, strict=True)
        if before != after
    ]
    command = f"grenswerk law matrix --year 2026 --gross 50000 --home-per-week {home_per_week} --csv"
    assert not changed, (
        f"{len(changed)} amounts of the matrix changed. Say why in the message of the change that makes it, and "
        f"record the matrix anew in the same change: {command} > tests/recorded/{path.name}\n" + "\n".join(changed)
    )
