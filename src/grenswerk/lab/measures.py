"""What is measured on each worker, under one law and between two, and the sums over groups of workers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from grenswerk.lab.evaluation import MONEY
from grenswerk.lab.synthesis import Population, Stock
from grenswerk.law.social_security.coordination import Limits
from grenswerk.model.states import STATE_CODES

Array = npt.NDArray[Any]
NOTICED = 1.0  # EUR a year: a smaller change of net pay is no gain and no loss
_DUST = 1e-6

COUNTS = (
    "workers",
    "over_tax_limit",
    "over_substantial_part",
    "over_half",
    "taxed_in_two_states",
    "insured_in_residence_state",
    "duties",
    "home_days",
)
LEVELS = (*COUNTS, "double_taxed", "untaxed", *MONEY)
"""Measured under each law; sums over workers. Money in EUR a year; `double_taxed` and `untaxed` are pay."""
CHANGES = (
    "freed_of_second_state",
    "newly_in_two_states",
    "gainers",
    "losers",
    "gains",
    "losses",
)
"""Measured between two laws."""


def levels(frame: pl.DataFrame, outcome: pl.DataFrame, lines: Limits, half: float) -> Array:
    """One row a worker, one column a level; a row that could not be computed is all zero."""
    share = (outcome["home_days"] / frame["working_days"]).to_numpy()
    table = {
        "workers": np.ones(frame.height),
        "over_tax_limit": (~outcome["kept"].fill_null(value=True)).to_numpy(),
        "over_substantial_part": share >= lines.substantial - _DUST,
        "over_half": share >= half - _DUST,
        "taxed_in_two_states": in_two_states(outcome),
        "insured_in_residence_state": (outcome["insurer"] == frame["residence"]).to_numpy(),
        "duties": outcome["duties"].to_numpy(),
        "home_days": outcome["home_days"].to_numpy(),
        "double_taxed": (outcome["double_share"] * frame["gross_pay"]).to_numpy(),
        "untaxed": (outcome["untaxed_share"] * frame["gross_pay"]).to_numpy(),
        **{name: outcome[name].to_numpy() for name in MONEY},
    }
    found = np.column_stack([np.asarray(table[name], np.float64) for name in LEVELS])
    found[outcome["error"].is_not_null().to_numpy()] = 0.0
    return found


def in_two_states(outcome: pl.DataFrame) -> Array:
    """Whether both states tax a part of the pay, each by its own view: the worker files in both for it."""
    return ((outcome["residence_share"] > _DUST) & (outcome["employer_share"] > _DUST)).to_numpy()


def changes(before: Array, after: Array) -> Array:
    """One row a worker, one column a change."""
    net = LEVELS.index("net")
    two = LEVELS.index("taxed_in_two_states")
    difference = after[:, net] - before[:, net]
    gains, losses = difference > NOTICED, difference < -NOTICED
    table = {
        "freed_of_second_state": (before[:, two] > 0) & (after[:, two] == 0),
        "newly_in_two_states": (before[:, two] == 0) & (after[:, two] > 0),
        "gainers": gains,
        "losers": losses,
        "gains": np.where(gains, difference, 0.0),
        "losses": np.where(losses, -difference, 0.0),
    }
    return np.column_stack([np.asarray(table[name], np.float64) for name in CHANGES])


class Group(NamedTuple):
    """Workers that are summed together; those of two counting worlds never are."""

    world: str
    by: str
    name: str


class CellSums(NamedTuple):
    """The sums of one flow over the rows of each cell that has rows."""

    stock: Stock
    cells: Array
    weight: float  # workers a row
    values: Array  # one row a cell


def cell_sums(made: Population, values: Array) -> list[CellSums]:
    """The measures summed over the rows of each cell."""
    cells = made.frame["cell"].to_numpy()
    found = []
    for stock in made.stocks:
        here, rows = cells[stock.first : stock.last], values[stock.first : stock.last]
        present, places = np.unique(here, return_inverse=True)
        sums = np.zeros((len(present), values.shape[1]))
        np.add.at(sums, places, rows)
        weight = float(stock.cells.sum()) / (stock.last - stock.first)
        found.append(CellSums(stock, present, weight, sums))
    return found


BY = ("flow", "region", "decile", "branch")


def totals(
    sums: Sequence[CellSums],
    regions: Mapping[str, Sequence[str]],
    ratios: Sequence[Array] | None = None,
    by: Sequence[str] = BY,
) -> dict[Group, Array]:
    """The weighted sums of all groups; `ratios` are the workers of each cell against the baseline's."""
    found: dict[Group, Array] = {}
    for index, one in enumerate(sums):
        weights = np.full(len(one.cells), one.weight)
        if ratios is not None:
            weights = weights * ratios[index].ravel()[one.cells]
        whole = weights @ one.values
        world = one.stock.flow.world
        _add(found, Group(world, "all", ""), whole)
        if "flow" in by:
            _add(found, Group(world, "flow", one.stock.flow.flow), whole)
        places = np.unravel_index(one.cells, one.stock.cells.shape)
        for axis, place in zip(one.stock.axes, places, strict=True):
            if axis.name not in by:
                continue
            for number, category in enumerate(axis.categories):
                inside = place == number
                part = weights[inside] @ one.values[inside]
                for name in regions.get(category, ()) if axis.name == "region" else (category,):
                    _add(found, Group(world, axis.name, name), part)
    return found


def _add(found: dict[Group, Array], group: Group, part: Array) -> None:
    found[group] = found[group] + part if group in found else part


def treasury(values: Array, names: Sequence[str] = LEVELS) -> dict[str, tuple[float, float]]:
    """What each state keeps: tax and contributions, EUR."""
    place = {name: index for index, name in enumerate(names)}
    return {
        state: (float(values[place[f"tax_{state}"]]), float(values[place[f"contributions_{state}"]]))
        for state in STATE_CODES
    }
