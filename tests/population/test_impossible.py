"""A row of whose pay the rules make no number has an error, and no numbers."""

from __future__ import annotations

import numpy as np

from grenswerk.population.columns import Faults
from grenswerk.population.engine import Block, refuse_infinite
from grenswerk.population.facts import empty_rows
from grenswerk.population.rows import Money, Rights, filled


def test_an_infinite_amount_is_an_error_of_its_row_alone() -> None:
    rights, money = (
        filled(3, Rights(own_residence=0.2)),
        filled(3, Money(1.0)._replace(net=1.0, household_net=1.0)),
    )
    money["employer"] = [500.0, np.inf, 600.0]
    faults = Faults()
    refuse_infinite(Block(empty_rows(3), rights, rights, money, money, np.arange(3)), faults)
    assert list(faults.by_row) == [1]
    assert np.isnan(money["net"]).tolist() == [False, True, False]
    assert np.isnan(rights["own_residence"]).tolist() == [False, True, False]
