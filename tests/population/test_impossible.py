"""A row of whose pay the rules make no number has an error, and no numbers."""

from __future__ import annotations

import numpy as np
import pytest

from grenswerk.population.columns import Faults
from grenswerk.population.engine import refuse_uncomputed
from grenswerk.population.facts import empty_rows
from grenswerk.population.rows import Block, Money, Rights, filled


@pytest.mark.parametrize("amount", [np.inf, np.nan])
def test_an_amount_that_is_no_number_is_an_error_of_its_row_alone(amount: float) -> None:
    rights, money = (
        filled(4, Rights(own_residence=0.2)),
        filled(4, Money(1.0)._replace(net=1.0, household_net=1.0)),
    )
    money["employer"] = [500.0, amount, 600.0, np.nan]
    payable, faults = np.array([0, 2, 1]), Faults()
    none = np.zeros(0, np.int64)
    block = Block(empty_rows(4), rights, rights, money, money, np.arange(4), none, none)
    refuse_uncomputed(payable, block, faults)
    assert list(faults.by_row) == [1]
    assert np.isnan(money["net"]).tolist() == [False, True, False, False]
    assert np.isnan(rights["own_residence"]).tolist() == [False, True, False, False]
