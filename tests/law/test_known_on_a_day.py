"""The law as it was known on a day: there is a rule, or it is said from which day on there is one."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from grenswerk.law.rulebook import PAIRS, Rulebook
from grenswerk.model.errors import BadInput

YEARS = range(2015, 2028)


@pytest.mark.parametrize("year", [1990, 2014, 2016, 2019])
def test_before_a_rule_was_in_force_the_day_is_named_from_which_on_there_is_one(year: int) -> None:
    day = dt.date(year, 1, 1)
    refused = 0
    for residence, employer_state in PAIRS:
        for tax_year in YEARS:
            try:
                Rulebook(day).rule(residence, employer_state, tax_year)
            except BadInput as error:
                said = re.search(r"was in force: expected a day from (\S+) on$", str(error))
                assert said is not None
                first = dt.date.fromisoformat(said[1])
                assert first > day
                assert Rulebook(first).rule(residence, employer_state, tax_year)
                with pytest.raises(BadInput):
                    Rulebook(first - dt.timedelta(days=1)).rule(residence, employer_state, tax_year)
                refused += 1
    assert refused


def test_a_refused_day_names_the_pair_and_the_year() -> None:
    with pytest.raises(BadInput) as refused:
        Rulebook(dt.date(2016, 1, 1)).rule("LU", "FR", 2020)
    assert str(refused.value) == (
        "the law as of 2016-01-01: no rule of LU-FR for 2020 was in force: expected a day from 2019-08-19 on"
    )
