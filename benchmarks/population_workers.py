"""A workforce as a payroll office has it: one year, all twenty pairs, the columns that most files have."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from grenswerk.model.states import STATE_CODES
from grenswerk.population.tables import pairs

COLUMNS = 17


def workforce(count: int, seed: int = 2026) -> pa.Table:
    """`count` frontier workers of 2026 with `COLUMNS` columns; words are dictionary-encoded, as in Parquet."""
    dice = np.random.default_rng(seed)
    pair = np.array([(int(one) - 1, int(other) - 1) for one, other in pairs()])[dice.integers(0, 20, count)]
    home = dice.integers(0, 110, count)
    return pa.table(
        {
            "id": pa.array(np.arange(count)),
            "year": pa.array(np.full(count, 2026)),
            "residence": words(pair[:, 0], STATE_CODES),
            "employer_state": words(pair[:, 1], STATE_CODES),
            "gross_pay": pa.array(np.round(dice.lognormal(10.85, 0.4, count), 2)),
            "birth_year": pa.array(dice.integers(1962, 2003, count)),
            "nationality": words(pair[:, 0], STATE_CODES),
            "household_status": words(dice.integers(0, 3, count), ("single", "couple", "cohabiting")),
            "partner_income": pa.array(
                np.where(dice.random(count) < 0.4, np.round(dice.uniform(8e3, 6e4, count)), 0.0)
            ),
            "children": pa.array(dice.integers(0, 4, count)),
            "hours_per_week": pa.array(dice.choice([40.0, 32.0, 20.0], count, p=[0.7, 0.2, 0.1])),
            "days_work": pa.array(215 - home),
            "days_home": pa.array(home),
            "days_third": pa.array(dice.integers(0, 4, count)),
            "telework_status": words(dice.integers(0, 2, count), ("voluntary", "incidental")),
            "telework_office_available": pa.array(np.ones(count, np.bool_)),
            "framework_agreement": words(dice.integers(0, 3, count), ("none", "requested", "granted")),
        }
    )


def words(codes: npt.NDArray[np.signedinteger[Any]], of: tuple[str, ...]) -> pa.DictionaryArray:
    """A column of words, dictionary-encoded; `codes` are places in `of`."""
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32)), pa.array(of))
