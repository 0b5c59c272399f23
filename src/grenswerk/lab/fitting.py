"""From margins to cells to whole workers: iterative proportional fitting, then truncate, replicate, sample.

The fitting is that of Deming and Stephan (1940), as the library humanleague computes it; whole workers are made of
the fractions of cells after Lovelace and Ballas (2013), with the sample drawn systematically along the cells, so
that margins stay as near as whole numbers let them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import humanleague
import numpy as np
import numpy.typing as npt

from grenswerk.lab.margins import Flow, Margins, Shares, Tilt, Trait
from grenswerk.model.errors import BadInput

Array = npt.NDArray[Any]
DECILES = 10
DECILE = "decile"
REGION = "region"


class Axis(NamedTuple):
    """One dimension of the cells of a flow: a trait, its categories and their shares."""

    name: str
    categories: tuple[str, ...]
    shares: tuple[float, ...]
    spread: float


def axes_of(flow: Flow, margins: Margins) -> tuple[Axis, ...]:
    """The dimensions of a flow: region, decile of pay, and every trait."""
    even = (1.0 / DECILES,) * DECILES
    traits = ((trait.value, margins.of_trait(trait, flow)) for trait in Trait)
    return (
        _axis(REGION, flow.regions),
        Axis(DECILE, tuple(str(place + 1) for place in range(DECILES)), even, 0.0),
        *(_axis(name, margin) for name, margin in traits),
    )


def _axis(name: str, margin: Shares) -> Axis:
    total = sum(margin.shares.values())
    shares = tuple(share / total for share in margin.shares.values())
    return Axis(name, tuple(margin.shares), shares, margin.spread)


def resampled(axes: Sequence[Axis], rng: np.random.Generator) -> tuple[Axis, ...]:
    """The axes with each share drawn evenly from its range, and made to sum to 1 again."""
    drawn = []
    for axis in axes:
        shares = np.array(axis.shares) * rng.uniform(1 - axis.spread, 1 + axis.spread, len(axis.shares))
        drawn.append(axis._replace(shares=tuple((shares / shares.sum()).tolist())))
    return tuple(drawn)


def tilted(axis: Axis, tilts: dict[Trait, Tilt]) -> Array:
    """What the fitting of a trait starts from, deciles by categories: even, or tilted along pay."""
    tilt = tilts.get(Trait(axis.name)) if axis.name in set(Trait) else None
    place = (np.arange(DECILES) + 0.5) / DECILES - 0.5
    strength = np.array([tilt.strength.get(category, 0.0) if tilt else 0.0 for category in axis.categories])
    start: Array = np.exp(np.outer(place, strength))
    return start


def fitted(axes: Sequence[Axis], tilts: dict[Trait, Tilt], workers: float) -> Array:
    """The number of workers in each cell, with every margin met; an array of one dimension an axis.

    Traits go together only through pay, so that the fitting over all dimensions is the product of the fittings of
    each trait with the deciles of pay. Raises `BadInput` when the margins contradict one another.
    """
    along = next(index for index, axis in enumerate(axes) if axis.name == DECILE)
    of_pay = np.array(axes[along].shares)
    view = [1] * len(axes)
    view[along] = DECILES
    cells: Array = np.full([len(axis.categories) for axis in axes], workers) * of_pay.reshape(view)
    for index, axis in enumerate(axes):
        if index == along:
            continue
        table, found = humanleague.ipf(tilted(axis, tilts), [0, 1], [of_pay, np.array(axis.shares)])
        if not found["conv"]:
            raise BadInput(f"{axis.name}: the margins cannot be met: the error is {found['maxError']:.3g}")
        given_pay = np.asarray(table) / of_pay[:, None]
        view[index] = len(axis.categories)
        cells *= (given_pay if along < index else given_pay.T).reshape(view)
        view[index] = 1
    return cells


def whole(cells: Array, rows: int, rng: np.random.Generator) -> Array:
    """How many rows each cell gets, flat and in the order of the cells; they sum to `rows`."""
    expected = cells.ravel() * (rows / cells.sum())
    kept = np.floor(expected)
    rest = expected - kept
    missing = rows - int(kept.sum())
    if missing > 0:
        edges = np.cumsum(rest) * (missing / rest.sum())
        steps = np.floor(edges + rng.random() * (1 - 1e-9))
        drawn = np.diff(steps, prepend=0.0)
        drawn[-1] += missing - drawn.sum()
        kept += drawn
    rows_of: Array = kept.astype(np.int64)
    return rows_of


def levelled(places: Sequence[Array], axes: Sequence[Axis], rng: np.random.Generator) -> list[Array]:
    """The place of each row on each axis, changed in as few rows as bring every margin to the nearest row."""
    found = []
    for place, axis in zip(places, axes, strict=True):
        wanted = np.array(rounded_to(len(place), axis.shares))
        surplus = np.bincount(place, minlength=len(wanted)) - wanted
        level = place.copy()
        gaps = np.repeat(np.arange(len(wanted)), np.maximum(-surplus, 0))
        taken = [
            rng.choice(np.flatnonzero(place == category), int(surplus[category]), replace=False)
            for category in np.flatnonzero(surplus > 0)
        ]
        if taken:
            level[np.concatenate(taken)] = rng.permutation(gaps)
        found.append(level)
    return found


def rounded_to(rows: int, shares: Sequence[float]) -> list[int]:
    """`rows` divided in proportion to the shares, by largest remainders; a share may get none."""
    exact = [rows * share / sum(shares) for share in shares]
    found = [int(part) for part in exact]
    order = sorted(range(len(shares)), key=lambda index: exact[index] - found[index], reverse=True)
    for index in order[: rows - sum(found)]:
        found[index] += 1
    return found


def shared_out(rows: int, weights: Sequence[float]) -> list[int]:
    """`rows` divided in proportion to the weights, at least one each, by largest remainders."""
    if rows < len(weights):
        raise BadInput(f"{rows} workers for {len(weights)} flows: expected at least one each")
    exact = [rows * weight / sum(weights) for weight in weights]
    found = [max(1, int(share)) for share in exact]
    order = sorted(range(len(weights)), key=lambda index: exact[index] - int(exact[index]), reverse=True)
    position = 0
    while (difference := rows - sum(found)) != 0:
        index = order[position % len(order)]
        if difference > 0 or found[index] > 1:
            found[index] += 1 if difference > 0 else -1
        position += 1
    return found
