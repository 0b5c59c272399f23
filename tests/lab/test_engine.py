"""The laboratory's engine against the explained assessments, under today's law and under reforms."""

from __future__ import annotations

import polars as pl
import pytest

from grenswerk.lab.evaluation import OUTCOME, compiled, workers
from grenswerk.lab.synthesis import Order, population
from grenswerk.law.reform import Change, Line, Lines, Reform
from grenswerk.law.rulebook import Rulebook
from tests.lab.explained import explained

LINES = Reform(
    id="other-lines",
    treaties=[Change(pairs=["all"], limit_follows=Line.FRAMEWORK_AGREEMENT)],
    social_security=Lines(substantial=0.15, telework_below=0.35),
)
EXCESS = Reform(id="excess", treaties=[Change(pairs=["all"], limit_days=30, excess_only=True)])


@pytest.mark.parametrize("agreement", [True, False])
@pytest.mark.parametrize(
    "reforms", [(), ("nl-be-34", "lu-fr-40"), (LINES,), (EXCESS,)], ids=["today", "proposals", "lines", "excess"]
)
def test_compiled_and_explained_give_every_worker_the_same_under_any_reform(
    reforms: tuple[str | Reform, ...], *, agreement: bool
) -> None:
    made = population(Order(2026, size=140, seed=9, agreement=agreement))
    frame = workers(made.frame, made.frame["wished_days"].to_numpy())
    law = Rulebook(reforms=reforms)
    quick, slow = (engine(frame, law) for engine in (compiled, explained))
    for name, kind in OUTCOME.items():
        one, other = quick[name].cast(kind), slow[name].cast(kind)
        if kind == pl.Float64:
            assert (one - other).abs().max() == pytest.approx(0, abs=0.006), name
        else:
            assert one.to_list() == other.to_list(), name


def test_a_lower_line_of_social_security_insures_more_workers_where_they_live() -> None:
    frame = population(Order(2026, size=400, seed=2, agreement=False)).frame
    days = workers(frame, frame["wished_days"].to_numpy())
    at_home = [
        int((compiled(days, law)["insurer"] == days["residence"]).sum())
        for law in (Rulebook(), Rulebook(reforms=[LINES]))
    ]
    assert at_home[1] > at_home[0] > 0
