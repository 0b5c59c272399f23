"""The recorded public holidays are those of the library that knows them."""

from __future__ import annotations

import pytest
from holidays import country_holidays

from grenswerk.law.duties.due_dates import public_holidays


@pytest.mark.parametrize("state", ["NL", "BE", "DE", "LU", "FR"])
def test_the_recorded_holidays_are_those_of_the_library(state: str) -> None:
    for year in range(2014, 2033):
        assert public_holidays(state, year) == frozenset(country_holidays(state, years=year))
