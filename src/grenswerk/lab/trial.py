"""Run an experiment: the baseline, every reform under every behaviour, sums over groups, ranges, and checks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from grenswerk.lab.behaviour import Choice, behaviour_of
from grenswerk.lab.evaluation import Engine, evaluated, limits
from grenswerk.lab.experiment import Experiment, differs, name_of
from grenswerk.lab.fitting import fitted, resampled
from grenswerk.lab.margins import Margins, margins
from grenswerk.lab.measures import CHANGES, LEVELS, CellSums, Group, cell_sums, changes, levels, totals
from grenswerk.lab.synthesis import Order, Population, population
from grenswerk.law.rulebook import Rulebook
from grenswerk.model.errors import BadInput

Array = npt.NDArray[Any]
Progress = Callable[[str, float], None]
_LOW, _HIGH = 0.05, 0.95
_EDGE = 1e-6  # EUR a worker


class Scenario(NamedTuple):
    """One reform under one behaviour."""

    reform: str
    behaviour: str


class Check(NamedTuple):
    """A sum that must come out: what was compared and how far apart the two sides are."""

    name: str
    scenario: Scenario
    difference: float
    allowed: float

    @property
    def holds(self) -> bool:
        """Whether the two sides agree."""
        return self.difference <= self.allowed


class Trial(NamedTuple):
    """What an experiment found. `table` has one row a scenario, group and measure."""

    made: Population
    base: Rulebook
    laws: tuple[Rulebook, ...]
    table: pl.DataFrame
    checks: tuple[Check, ...]
    not_computed: dict[str, int]  # rows by what was wrong


class Runs(NamedTuple):
    """Outcomes by row, so that a change of law is computed only for the rows that it can reach."""

    frame: pl.DataFrame
    engine: Engine
    base: Rulebook
    home: Array
    outcome: pl.DataFrame

    def under(self, law: Rulebook, home: Array) -> pl.DataFrame:
        """The outcome of every row for these home days under another law."""
        touched = (home != self.home) | self.reached(law)
        if not touched.any():
            return self.outcome
        rows = np.flatnonzero(touched)
        changed = evaluated(self.frame[rows], home[rows], law, self.engine).select(self.outcome.columns)
        kept = self.outcome.filter(~pl.Series(touched))
        order = np.argsort(np.concatenate([np.flatnonzero(~touched), rows]), kind="stable")
        return pl.concat([kept, changed])[order]

    def reached(self, law: Rulebook) -> Array:
        """The rows whose rule differs between the two laws."""
        keys = ["residence", "employer_state", "year"]
        classes = self.frame.select(keys).unique()
        found = [differs(self.base, law, *row) for row in classes.iter_rows()]
        classes = classes.with_columns(pl.Series("differs", found, dtype=pl.Boolean))
        joined = self.frame.select(keys).join(classes, on=keys, how="left", maintain_order="left")
        return joined["differs"].to_numpy()


def trial(
    asked: Experiment, base: Rulebook, laws: Sequence[Rulebook], engine: Engine, progress: Progress
) -> Trial:
    """The experiment on its population; `progress` is told what is done and how much of it (0-1)."""
    assert asked.population is not None
    known, wanted = margins(), asked.population
    progress("population", 0.0)
    made = population(
        Order(
            asked.year,
            wanted.size,
            wanted.seed,
            wanted.world,
            tuple(wanted.flows),
            wanted.region,
            agreement=wanted.agreement,
        ),
        known,
    )
    frame, home = made.frame, made.frame["today_days"].to_numpy()
    steps = 2 + len(laws) * len(asked.behaviours)
    progress("baseline", 1 / steps)
    runs = Runs(frame, engine, base, home, evaluated(frame, home, base, engine))
    before = _levels(frame, runs.outcome, base, asked.year)
    first, limit_today = cell_sums(made, before), limits(frame, base)
    rows: list[dict[str, Any]] = []
    checks: list[Check] = []
    draws = list(_draws(made, asked, known))
    wrong = runs.outcome["error"]
    for law in laws:
        choice = Choice(home, frame["wished_days"].to_numpy(), limit_today, limits(frame, law), asked.pace)
        for name in asked.behaviours:
            scenario = Scenario(name_of(law, base), name)
            progress(f"{scenario.reform} · {name}", (2 + len(checks) // 3) / steps)
            outcome = runs.under(law, behaviour_of(name)(choice))
            wrong = pl.concat([wrong, outcome["error"]])
            after = _levels(frame, outcome, law, asked.year)
            after[before[:, 0] == 0.0], both = 0.0, after[:, 0] == 0.0
            started = np.where(both[:, None], 0.0, before)
            sums = [
                cell_sums(made, values) if values is not before else first
                for values in (started if both.any() else before, after, changes(started, after))
            ]
            rows += _rows(scenario, sums, known, draws)
            checks += _checks(scenario, sums, known)
    progress("done", 1.0)
    missing = wrong.drop_nulls().value_counts()
    return Trial(made, base, tuple(laws), pl.DataFrame(rows), tuple(checks), dict(missing.iter_rows()))


def _levels(frame: pl.DataFrame, outcome: pl.DataFrame, law: Rulebook, year: int) -> Array:
    social = law.social_security(year)
    return levels(frame, outcome, social.limits.values, social.agreement_limits.values.telework_below)


def _draws(made: Population, asked: Experiment, known: Margins) -> Iterator[list[Array]]:
    """For each draw the workers of every cell against the baseline's, with margins drawn from their ranges."""
    rng = np.random.default_rng([asked.uncertainty.seed, 77])
    for _ in range(asked.uncertainty.draws):
        ratios = []
        for stock in made.stocks:
            counted = stock.flow.workers
            workers = float(stock.cells.sum()) * rng.uniform(counted.low, counted.high) / counted.value
            cells = fitted(resampled(stock.axes, rng), known.traits.tilts, workers)
            with np.errstate(divide="ignore", invalid="ignore"):
                ratios.append(np.where(stock.cells > 0, cells / stock.cells, 0.0))
        yield ratios


def _rows(
    scenario: Scenario, sums: list[list[CellSums]], known: Margins, draws: list[list[Array]]
) -> list[dict[str, Any]]:
    """One row a group and measure, with the range over the draws for worlds, flows and regions."""
    regions = known.flows.regions
    base, then, change = (totals(one, regions) for one in sums)
    ranged = ("flow", "region")
    drawn = [[totals(one, regions, ratios, ranged) for one in sums] for ratios in draws]
    rows = []
    for group in base:
        spread = [
            np.concatenate([two[group] - one[group], three[group]]) for one, two, three in drawn if group in one
        ]
        low, high = (np.quantile(spread, share, axis=0) for share in (_LOW, _HIGH)) if spread else (None, None)
        for index, name in enumerate((*LEVELS, *CHANGES)):
            level = name in LEVELS
            place = index if level else index - len(LEVELS)
            one, two = (base[group][place], then[group][place]) if level else (0.0, change[group][place])
            rows.append(
                {
                    **scenario._asdict(),
                    **group._asdict(),
                    "measure": name,
                    "baseline": float(one),
                    "then": float(two),
                    "change": float(two - one),
                    "low": None if low is None else float(low[index]),
                    "high": None if high is None else float(high[index]),
                }
            )
    return rows


def _checks(scenario: Scenario, sums: list[list[CellSums]], known: Margins) -> list[Check]:
    """What a worker gains a treasury or an employer pays; groups sum to their world; gains less losses are net."""
    base, then, change = (totals(one, known.flows.regions) for one in sums)
    place = {name: index for index, name in enumerate(LEVELS)}
    money = [index for name, index in place.items() if name.startswith(("tax_", "contributions_"))]
    moved = parts = gains = 0.0
    workers = sum(float(values[0]) for group, values in base.items() if group.by == "all")
    for group, values in base.items():
        if group.by != "all":
            continue
        moves = then[group] - values
        moved = max(moved, abs(moves[place["net"]] + moves[money].sum() - moves[place["employer_cost"]]))
        gained = change[group][CHANGES.index("gains")] - change[group][CHANGES.index("losses")]
        gains = max(gains, abs(gained - moves[place["net"]]))
        for by in ("flow", "decile", "branch"):
            whole = sum(then[other] for other in then if (other.world, other.by) == (group.world, by))
            parts = max(parts, float(np.abs(whole - then[group]).max()))
    return [
        Check("moved", scenario, float(moved), workers * _EDGE + 1e-3),
        Check("parts", scenario, parts, workers * _EDGE + 1e-3),
        Check("gains", scenario, float(gains), workers * 1.0),
    ]


def of(table: pl.DataFrame, measure: str, **where: str) -> pl.DataFrame:
    """The rows of one measure; raises `BadInput` for a measure that is not there."""
    if measure not in (*LEVELS, *CHANGES):
        raise BadInput(f'measure "{measure}": expected one of {", ".join((*LEVELS, *CHANGES))}')
    return table.filter(pl.col("measure") == measure, **where)


__all__ = ["Check", "Group", "Progress", "Runs", "Scenario", "Trial", "of", "trial"]
