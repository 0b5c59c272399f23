"""The synthetic population: rows of workers, made from margins, with a report of the fit."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from grenswerk.lab.fitting import DECILES, Array, Axis, axes_of, fitted, levelled, shared_out, whole
from grenswerk.lab.margins import OWN_COUNTER, Flow, Margins, Pay, margins
from grenswerk.law.rulebook import Rulebook
from grenswerk.law.treaties.allocation import Contract, limit_of
from grenswerk.model.errors import BadInput

PART_TIME_DAYS, FULL_TIME_DAYS, HOURS_A_DAY = 3.0, 5.0, 8.0
PARTNER_INCOME = 25_000.0
CHILDREN_AGES = (9, 6)
LARGEST = 20_000_000
_TENTH = NormalDist().inv_cdf(0.9)
_GRID = np.linspace(0.0005, 0.9995, 4000)
_NORMAL = np.array([NormalDist().inv_cdf(float(share)) for share in _GRID])
_HOUSEHOLDS = {  # status, partner's income, single parent, children
    "single": ("single", 0.0, False, False),
    "single_parent": ("single", 0.0, True, True),
    "couple_one_income": ("couple", 0.0, False, False),
    "couple_two_incomes": ("couple", PARTNER_INCOME, False, False),
    "couple_one_income_children": ("couple", 0.0, False, True),
    "couple_two_incomes_children": ("couple", PARTNER_INCOME, False, True),
}


class Order(NamedTuple):
    """What population is asked for."""

    year: int
    size: int | None = None  # rows; none: one row a worker
    seed: int = 1
    world: str = OWN_COUNTER
    flows: tuple[str, ...] = ()
    region: str = ""  # only workers of this region
    agreement: bool = True  # whether whoever can be covered has asked for the framework agreement


class Stock(NamedTuple):
    """One flow of the population: its axes and cells, and the first and last row."""

    flow: Flow
    axes: tuple[Axis, ...]
    cells: Array
    first: int
    last: int


class Population(NamedTuple):
    """Rows of workers, each with the number of workers that it stands for (`weight`)."""

    frame: pl.DataFrame
    stocks: tuple[Stock, ...]
    order: Order


def population(order: Order, given: Margins | None = None) -> Population:
    """The synthetic population of an order; the same order gives the same rows.

    Raises `BadInput` for a world, a flow or a region that is not there, and for a size that is too small or large.
    """
    known = given or margins()
    flows = known.chosen(order.world, order.flows)
    inside = _regions_of(order.region, known)
    parts = [(flow, _shares_inside(flow, inside)) for flow in flows]
    parts = [(flow, share) for flow, share in parts if share > 0.0]
    counts = [flow.workers.value * share for flow, share in parts]
    size = round(sum(counts)) if order.size is None else order.size
    if not 1 <= size <= LARGEST:
        raise BadInput(f"a population of {size} rows: expected 1 to {LARGEST}")
    stocks, frames, first = [], [], 0
    for index, (flow, share) in enumerate(parts):
        rows = shared_out(size, counts)[index]
        rng = np.random.default_rng([order.seed, _number(flow)])
        axes = tuple(_only(axis, inside) for axis in axes_of(flow, known))
        cells = fitted(axes, known.traits.tilts, flow.workers.value * share)
        stock = Stock(flow, axes, cells, first, first + rows)
        frames.append(_rows(stock, order, known, rng))
        stocks.append(stock)
        first += rows
    frame = pl.concat(frames).with_row_index("row")
    return Population(frame.with_columns(id=pl.col("row").cast(pl.String)), tuple(stocks), order)


def _number(flow: Flow) -> int:
    """A number of the flow and world that stays when other flows are left out."""
    return int.from_bytes(f"{flow.flow}{flow.world}".encode(), "big") % (2**63)


def _regions_of(group: str, known: Margins) -> frozenset[str]:
    if not group:
        return frozenset(known.flows.regions)
    if group not in known.groups():
        from grenswerk.model.errors import nearest

        hint = nearest(group, known.groups())
        raise BadInput(f'region "{group}": expected one of {", ".join(known.groups())}{hint}')
    return frozenset(name for name, groups in known.flows.regions.items() if group in groups)


def _shares_inside(flow: Flow, inside: frozenset[str]) -> float:
    total = sum(flow.regions.shares.values())
    return sum(share for name, share in flow.regions.shares.items() if name in inside) / total


def _only(axis: Axis, inside: frozenset[str]) -> Axis:
    """The axis of regions, cut to those asked for."""
    if axis.name != "region":
        return axis
    kept = [(name, share) for name, share in zip(axis.categories, axis.shares, strict=True) if name in inside]
    total = sum(share for _, share in kept)
    return axis._replace(
        categories=tuple(name for name, _ in kept), shares=tuple(share / total for _, share in kept)
    )


def _rows(stock: Stock, order: Order, known: Margins, rng: np.random.Generator) -> pl.DataFrame:
    """The rows of one flow, in the order of the cells."""
    flow, rows = stock.flow, stock.last - stock.first
    cell = np.repeat(np.arange(stock.cells.size), whole(stock.cells, rows, rng))
    places = levelled(np.unravel_index(cell, stock.cells.shape), stock.axes, rng)
    cell = np.ravel_multi_index(places, stock.cells.shape)
    traits = {
        axis.name: pl.Series(axis.name, axis.categories).gather(place)
        for axis, place in zip(stock.axes, places, strict=True)
    }
    decile = places[[axis.name for axis in stock.axes].index("decile")]
    part_time = (traits["hours"] == "part_time").to_numpy()
    per_week = np.where(part_time, PART_TIME_DAYS, FULL_TIME_DAYS)
    worked = known.traits.common["working_days"].value * per_week / FULL_TIME_DAYS
    wished = _wished_days(traits["wish"].cast(pl.Float64).to_numpy(), per_week, worked, rng)
    limit = _limits_today(flow, order.year, part_time, worked)
    held = np.floor(rng.random(rows) * (np.minimum(wished, np.maximum(limit, 0.0)) + 1.0))
    today = np.where((traits["practice"] == "as_wished").to_numpy(), wished, np.minimum(held, wished))
    growth = (1.0 + known.traits.uprating.rate) ** (order.year - known.pay_of(flow).year)
    pay = full_time_pay(known.pay_of(flow), (decile + rng.random(rows)) / DECILES) * growth
    regime = (traits["frontier_regime"] == "inside").to_numpy()
    return pl.DataFrame(
        {
            "flow": flow.flow,
            "world": flow.world,
            **traits,
            "weight": stock.cells.sum() / rows,
            "cell": cell,
            "wished_days": wished,
            "today_days": today,
            "working_days": worked,
            "year": order.year,
            "residence": flow.residence,
            "employer_state": flow.employer_state,
            "sector": "private",
            "gross_pay": np.round(pay * per_week / FULL_TIME_DAYS, 2),
            "hours_per_week": per_week * HOURS_A_DAY,
            "days_per_week": per_week,
            **_household(traits["household"], order.year),
            "framework_agreement": "granted" if order.agreement else "none",
            "telework_status": "voluntary",
            "telework_office_available": True,
            "frontier_home_in_zone": regime,
            "frontier_workplace_in_zone": regime,
            "frontier_status_since_2011": regime,
        }
    ).with_columns(pl.col("decile").cast(pl.Int64))


def full_time_pay(pay: Pay, place: Array) -> Array:
    """Pay at a place (0-1) of the distribution: lognormal, one width below the median and another above it."""
    below, above = math.log(pay.median / pay.p10) / _TENTH, math.log(pay.p90 / pay.median) / _TENTH
    normal = np.interp(place, _GRID, _NORMAL)
    amounts = pay.median * np.exp(normal * np.where(normal < 0, below, above))
    if pay.mean is None:
        return np.asarray(amounts)
    cdf = NormalDist().cdf
    mean = math.exp(below**2 / 2) * cdf(-below) + math.exp(above**2 / 2) * cdf(above)
    return np.asarray(amounts * (pay.mean / (pay.median * mean)))


def _wished_days(wish: Array, per_week: Array, worked: Array, rng: np.random.Generator) -> Array:
    """Home days a year: the days a week, drawn evenly within half a day, times the weeks; whole days."""
    drawn = wish + rng.uniform(-0.5, 0.5, len(wish))
    days = np.round(np.minimum(drawn, per_week) / per_week * worked)
    return np.where(wish > 0, np.clip(days, 1, worked), 0.0)


def _limits_today(flow: Flow, year: int, part_time: Array, worked: Array) -> Array:
    """The days that the law of the year leaves with the employer's state, as the residence state reads it."""
    reading = Rulebook().rule(flow.residence, flow.employer_state, year).readings[flow.residence]
    share = PART_TIME_DAYS / FULL_TIME_DAYS
    full = limit_of(reading, Contract(), float(worked.max(initial=0.0)))
    part = limit_of(reading, Contract(part_time_share=share), float(worked.max(initial=0.0)) * share)
    return np.where(part_time, part, full)


def _household(kinds: pl.Series, year: int) -> dict[str, Any]:
    """The household's columns; families have two children."""
    children = ";".join(str(year - age - 1) for age in CHILDREN_AGES)
    columns: dict[str, list[Any]] = {
        "household_status": [kind[0] for kind in _HOUSEHOLDS.values()],
        "partner_income": [kind[1] for kind in _HOUSEHOLDS.values()],
        "single_parent": [kind[2] for kind in _HOUSEHOLDS.values()],
        "children": [children if kind[3] else None for kind in _HOUSEHOLDS.values()],
    }
    keys = list(_HOUSEHOLDS)
    return {name: kinds.replace_strict(keys, values, default=None) for name, values in columns.items()}


class Fit(NamedTuple):
    """How one category of one margin came out."""

    flow: str
    world: str
    margin: str
    category: str
    wanted: float  # workers
    found: float

    @property
    def difference(self) -> float:
        """Workers too many or too few."""
        return self.found - self.wanted


def fit(made: Population) -> list[Fit]:
    """Every margin of every flow: the workers that it asks for and the workers that the rows stand for."""
    found: list[Fit] = []
    for stock in made.stocks:
        rows = made.frame.slice(stock.first, stock.last - stock.first)
        workers = float(stock.cells.sum())
        found.append(Fit(stock.flow.flow, stock.flow.world, "workers", "", workers, float(rows["weight"].sum())))
        for axis in stock.axes:
            sums = dict(rows.group_by(pl.col(axis.name).cast(pl.String)).agg(pl.col("weight").sum()).iter_rows())
            found += [
                Fit(
                    stock.flow.flow,
                    stock.flow.world,
                    axis.name,
                    category,
                    workers * share,
                    sums.get(category, 0.0),
                )
                for category, share in zip(axis.categories, axis.shares, strict=True)
            ]
    return found


def largest_misfit(fits: Sequence[Fit]) -> float:
    """The largest difference of any margin, as a share of its flow."""
    flows = {(one.flow, one.world): one.wanted for one in fits if one.margin == "workers"}
    return max(abs(one.difference) / flows[one.flow, one.world] for one in fits)
