"""Every threshold in days, from one number to another, at the cost of a few evaluations.

Under a threshold that is a cliff a worker has two outcomes in each state's view: kept or lost. The threshold at
which a view tips follows from the counted days and the state's own reading of part-time work. So the outcomes at
the two ends are computed once for every worker, those between the tips of the two views once for the few whose
views differ, and the sums at all thresholds follow by adding up who has tipped. Where workers react to the
threshold, only those who change their days from one threshold to the next are computed again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from grenswerk.lab.behaviour import Choice, behaviour_of, no_reaction
from grenswerk.lab.evaluation import Engine, evaluated, limits
from grenswerk.lab.measures import CHANGES, LEVELS, changes, levels
from grenswerk.lab.synthesis import Population
from grenswerk.law.reform import Change, Reform, pairs_of
from grenswerk.law.rulebook import PAIRS, Rulebook
from grenswerk.law.treaties.allocation import Contract, limit_of
from grenswerk.law.treaties.versions import ReadingGiven
from grenswerk.model.errors import BadInput

Array = npt.NDArray[Any]
Progress = Callable[[str, float], None]
HIGHEST = 366
_PAIRS = ["-".join(pair) for pair in PAIRS]
_NEVER = HIGHEST + 1
_DUST = 1e-9


class Swept(NamedTuple):
    """The sums at each threshold: `table` has one row a world, flow, threshold and measure."""

    table: pl.DataFrame
    evaluations: int  # rows computed


class Sweep(NamedTuple):
    """What is swept."""

    made: Population
    base: Rulebook
    pairs: tuple[str, ...]
    thresholds: range
    behaviour: str
    pace: float
    engine: Engine

    def law(self, days: int) -> Rulebook:
        """The law with the threshold at so many days, a cliff, in the pairs that are swept."""
        change = Change(pairs=list(self.pairs), limit_days=days, excess_only=False)
        return Rulebook(reforms=[*self.base.reforms, Reform(id=f"{days}-days", treaties=[change])])

    def law_kept_by(self, state: str) -> Rulebook:
        """The law in which this state's view keeps the tolerance whatever the days, and the other's never does."""
        pairs = [name for name in _PAIRS if state in name.split("-") and self._swept(name)]
        change = Change(pairs=pairs, limit_days=0, differs={state: ReadingGiven(limit_days=HIGHEST)})
        return Rulebook(reforms=[*self.base.reforms, Reform(id=f"kept-by-{state}", treaties=[change])])

    def _swept(self, name: str) -> bool:
        swept = pairs_of(Change(pairs=list(self.pairs)), _PAIRS, "sweep")
        return tuple(sorted(name.split("-"))) in swept


def sweep(asked: Sweep, progress: Progress) -> Swept:
    """The sums at each threshold.

    Raises `BadInput` for a pair that is not there, thresholds that are none and a behaviour that is not known.
    """
    if not asked.thresholds or asked.thresholds[-1] > HIGHEST:
        raise BadInput(f"thresholds: expected numbers of days from 0 to {HIGHEST}")
    asked.law(0)
    frame, home = asked.made.frame, asked.made.frame["today_days"].to_numpy()
    weight = frame["weight"].to_numpy()
    before = _levels(asked, evaluated(frame, home, asked.base, asked.engine), asked.base)
    stocks = [(stock.first, stock.last) for stock in asked.made.stocks]
    react = behaviour_of(asked.behaviour)
    if react is no_reaction:
        sums, rows = _without_reaction(asked, before, weight, stocks, progress)
    else:
        sums, rows = _with_reaction(asked, before, weight, stocks, progress)
    base = np.stack([weight[first:last] @ before[first:last] for first, last in stocks])
    return Swept(_table(asked, base, sums), rows + frame.height)


def _levels(asked: Sweep, outcome: pl.DataFrame, law: Rulebook, rows: Array | None = None) -> Array:
    social = law.social_security(asked.made.order.year)
    frame = asked.made.frame if rows is None else asked.made.frame[rows]
    return levels(frame, outcome, social.limits.values, social.agreement_limits.values.telework_below)


def _without_reaction(
    asked: Sweep, before: Array, weight: Array, stocks: list[tuple[int, int]], progress: Progress
) -> tuple[Array, int]:
    """Sums by threshold and flow, where days do not react."""
    frame, home = asked.made.frame, asked.made.frame["today_days"].to_numpy()
    progress("sweep", 0.2)
    ends = [
        _values(before, _levels(asked, evaluated(frame, home, law, asked.engine), law))
        for law in (asked.law(0), asked.law(HIGHEST))
    ]
    own, other = tips(asked, home)
    first, last = np.minimum(own, other), np.maximum(own, other)
    between = ends[1].copy()
    computed = 2 * frame.height
    keeper = np.where(own < other, frame["residence"].to_numpy(), frame["employer_state"].to_numpy())
    for state in np.unique(keeper[first < last]):
        rows = np.flatnonzero((first < last) & (keeper == state))
        law = asked.law_kept_by(str(state))
        outcome = evaluated(frame[rows], home[rows], law, asked.engine)
        between[rows] = _values(before[rows], _levels(asked, outcome, law, rows))
        computed += len(rows)
    progress("sweep", 0.9)
    sums = np.stack(
        [
            _steps(weight[here], first[here], last[here], [end[here] for end in (ends[0], between, ends[1])])
            for here in (slice(*stock) for stock in stocks)
        ]
    )
    return sums[:, asked.thresholds.start : asked.thresholds.stop], computed


def _steps(weight: Array, first: Array, last: Array, ends: Sequence[Array]) -> Array:
    """The weighted sums at every threshold from 0 to the highest."""
    low, between, high = ends
    found = np.zeros((_NEVER + 1, low.shape[1]))
    found[0] = weight @ low
    for tip, jump in ((first, between - low), (last, high - between)):
        for column in range(low.shape[1]):
            found[:, column] += np.bincount(tip, weight * jump[:, column], minlength=_NEVER + 1)
    return np.cumsum(found, axis=0)[:_NEVER]


def tips(asked: Sweep, home: Array) -> tuple[Array, Array]:
    """The lowest threshold at which the residence state's view keeps the tolerance, and the employer state's."""
    frame, law = asked.made.frame, asked.law(HIGHEST)
    keys = ["residence", "employer_state", "year", "hours_per_week", "working_days"]
    classes = frame.select(keys).unique(maintain_order=True).with_row_index("class")
    of_row = frame.select(keys).join(classes, on=keys, how="left", maintain_order="left")["class"].to_numpy()
    own, other = (np.zeros(frame.height, np.int64) for _ in range(2))
    for number, residence, employer, year, hours, working_days in classes.iter_rows():
        rows = np.flatnonzero(of_row == number)
        contract = Contract(part_time_share=min(1.0, hours / 40.0))
        readings = law.rule(residence, employer, year).readings
        for tip, state in ((own, residence), (other, employer)):
            kept = [
                limit_of(readings[state]._replace(limit_days=float(days)), contract, working_days) + _DUST
                for days in range(_NEVER)
            ]
            tip[rows] = np.searchsorted(kept, home[rows])
    return own, other


def _with_reaction(
    asked: Sweep, before: Array, weight: Array, stocks: list[tuple[int, int]], progress: Progress
) -> tuple[Array, int]:
    """Sums by threshold and flow, where days react: whoever changes from one threshold to the next is computed."""
    frame = asked.made.frame
    today, wished = frame["today_days"].to_numpy(), frame["wished_days"].to_numpy()
    limit_today, react = limits(frame, asked.base), behaviour_of(asked.behaviour)
    values, home, computed, sums = np.zeros((0, 0)), np.full(len(today), -1.0), 0, []
    for days in asked.thresholds:
        law = asked.law(days)
        chosen = react(Choice(today, wished, limit_today, limits(frame, law), asked.pace))
        own, other = tips(asked, chosen)
        rows = np.flatnonzero((chosen != home) | (own == days) | (other == days))
        if days == asked.thresholds[0]:
            rows = np.arange(frame.height)
            values = np.zeros((frame.height, len(LEVELS) + len(CHANGES)))
        if len(rows):
            outcome = evaluated(frame[rows], chosen[rows], law, asked.engine)
            values[rows] = _values(before[rows], _levels(asked, outcome, law, rows))
        home, computed = chosen, computed + len(rows)
        sums.append([weight[a:b] @ values[a:b] for a, b in stocks])
        progress("sweep", (days - asked.thresholds[0] + 1) / len(asked.thresholds))
    return np.swapaxes(np.array(sums), 0, 1), computed


def _values(before: Array, after: Array) -> Array:
    """Levels and changes side by side; a row that cannot be computed under one of the laws is left out."""
    after[before[:, 0] == 0.0] = 0.0
    return np.hstack([after, changes(before, after)])


def _table(asked: Sweep, base: Array, sums: Array) -> pl.DataFrame:
    """One row a world, flow, threshold and measure."""
    names = (*LEVELS, *CHANGES)
    before = np.hstack([base, np.zeros((len(base), len(CHANGES)))])
    thresholds, measures = len(asked.thresholds), len(names)
    flows = [stock.flow for stock in asked.made.stocks]
    each = thresholds * measures
    return pl.DataFrame(
        {
            "world": np.repeat([flow.world for flow in flows], each),
            "flow": np.repeat([flow.flow for flow in flows], each),
            "threshold": np.tile(np.repeat(np.array(asked.thresholds), measures), len(flows)),
            "measure": np.tile(np.array(names), thresholds * len(flows)),
            "baseline": np.repeat(before[:, None, :], thresholds, axis=1).ravel(),
            "then": sums.ravel(),
        }
    ).with_columns(change=pl.col("then") - pl.col("baseline"))
