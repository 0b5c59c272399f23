"""The OECD's household rates of all five states, reached from whole worker files."""

from __future__ import annotations

import pytest

from tests.taxes.taxing_wages import PUBLISHED, Published, rates


@pytest.mark.parametrize(
    "cell", PUBLISHED, ids=lambda cell: f"{cell.year}-{cell.state}-{cell.measure}-{cell.rate}"
)
def test_a_household_bears_the_rate_that_the_oecd_published(cell: Published) -> None:
    here = rates(cell.year, cell.state, cell.household, cell.cash)
    assert getattr(here, cell.measure) == pytest.approx(cell.rate, abs=cell.within)
