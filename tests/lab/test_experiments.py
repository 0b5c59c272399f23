"""Experiments and sweeps: the figures add up, change only what the reform reaches, and equal brute force."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from msgspec.structs import replace

from grenswerk.lab.behaviour import BEHAVIOURS, Choice
from grenswerk.lab.evaluation import MONEY, Engine, evaluated, limits
from grenswerk.lab.experiment import Experiment, baseline_of, load_experiment
from grenswerk.lab.measures import CHANGES, LEVELS, changes, levels
from grenswerk.lab.sweep import Sweep, sweep, tips
from grenswerk.lab.synthesis import Order, population
from grenswerk.lab.trial import Trial, trial
from grenswerk.law.rulebook import Rulebook
from grenswerk.model.errors import BadInput
from tests.lab.explained import explained

SHIPPED = sorted((Path(__file__).parents[2] / "experiments").glob("*.yaml"))


def _quiet(_what: str, _part: float) -> None:
    pass


def _run(size: int, engine: Engine = explained, **asked: Any) -> Trial:
    path = next(path for path in SHIPPED if path.stem == "nl-be-34-days")
    experiment, laws = load_experiment(path)
    assert experiment.population is not None
    people = replace(experiment.population, size=size, flows=["BE-NL", "NL-BE", "DE-NL"])
    draws = replace(experiment.uncertainty, draws=3)
    changed = replace(experiment, population=people, uncertainty=draws, sweep=None, **asked)
    return trial(changed, baseline_of(experiment, path), laws, engine, _quiet)


@pytest.fixture(scope="module")
def found() -> Trial:
    return _run(60)


def _of(table: pl.DataFrame, **where: str) -> dict[str, float]:
    return dict(table.filter(**where).select("measure", "change").iter_rows())


def test_what_one_treasury_loses_another_or_a_worker_or_an_employer_gains(found: Trial) -> None:
    assert found.checks
    assert all(check.holds for check in found.checks)
    for part in found.table.filter(by="all").partition_by("reform", "behaviour"):
        moved = _of(part)
        treasuries = sum(moved[name] for name in MONEY[2:])
        assert moved["net"] + treasuries - moved["employer_cost"] == pytest.approx(0, abs=0.01)


def test_the_parts_sum_to_the_whole(found: Trial) -> None:
    for by in ("flow", "decile", "branch"):
        parts = found.table.filter(by=by).group_by("reform", "behaviour", "measure").agg(pl.col("then").sum())
        joined = found.table.filter(by="all").join(parts, on=["reform", "behaviour", "measure"], suffix="_parts")
        assert (joined["then"] - joined["then_parts"]).abs().max() == pytest.approx(0, abs=0.01)


def test_a_reform_between_the_netherlands_and_belgium_leaves_workers_from_germany_as_they_are(
    found: Trial,
) -> None:
    untouched = found.table.filter(by="flow", name="DE-NL", reform="nl-be-34")
    assert untouched.height
    assert untouched["change"].abs().max() == 0.0


def test_the_range_holds_the_middle_of_the_draws_and_nothing_is_drawn_where_nothing_changes(found: Trial) -> None:
    drawn = found.table.filter(by="all")
    assert (drawn["low"] <= drawn["high"]).all()
    same = drawn.filter(measure="workers")
    assert same["low"].abs().max() == 0.0


def test_a_row_that_cannot_be_computed_is_left_out_of_every_sum_and_counted() -> None:
    def broken(frame: pl.DataFrame, law: Rulebook) -> pl.DataFrame:
        answer = explained(frame, law)
        wrong = pl.Series(frame["id"] == "0")
        return answer.with_columns(error=pl.when(wrong).then(pl.lit("broken")).otherwise(pl.lit(None)))

    whole, part = _run(30, behaviours=["none"]), _run(30, broken, behaviours=["none"])
    assert "broken" in part.not_computed
    workers = [
        one.table.filter(by="all", measure="workers", reform="nl-be-34")["then"][0] for one in (whole, part)
    ]
    assert workers[1] < workers[0]
    assert all(check.holds for check in part.checks)


@pytest.fixture(scope="module")
def people() -> Any:
    return population(Order(2026, size=90, flows=("BE-NL", "BE-LU", "FR-DE", "NL-DE"), seed=3))


@pytest.mark.parametrize("behaviour", list(BEHAVIOURS))
def test_a_sweep_equals_running_each_threshold_on_its_own(people: Any, behaviour: str) -> None:
    asked = Sweep(people, Rulebook(), ("all",), range(40), behaviour, 0.5, explained)
    swept = sweep(asked, _quiet).table
    frame, weight = people.frame, people.frame["weight"].to_numpy()
    today = frame["today_days"].to_numpy()

    def measured(law: Rulebook, home: Any) -> Any:
        social = law.social_security(2026)
        outcome = evaluated(frame, home, law, explained)
        return levels(frame, outcome, social.limits.values, social.agreement_limits.values.telework_below)

    before = measured(Rulebook(), today)
    for days in (0, 1, 17, 34, 39):
        law = asked.law(days)
        choice = Choice(today, frame["wished_days"].to_numpy(), limits(frame, Rulebook()), limits(frame, law), 0.5)
        after = measured(law, BEHAVIOURS[behaviour](choice))
        expected = weight @ np.hstack([after, changes(before, after)])
        sums = swept.filter(threshold=days).group_by("measure", maintain_order=True).agg(pl.col("then").sum())
        assert sums["measure"].to_list() == [*LEVELS, *CHANGES]
        assert sums["then"].to_numpy() == pytest.approx(expected, abs=0.01)


def test_a_sweep_is_right_where_two_states_read_the_part_time_limit_in_their_own_way() -> None:
    people = population(Order(2026, size=150, world="igss", flows=("BE-LU",), seed=3))
    part_time = people._replace(frame=people.frame.with_columns(hours_per_week=pl.lit(24.0)))
    home = people.frame["today_days"].to_numpy()
    asked = Sweep(part_time, Rulebook(), ("BE-LU",), range(60), "none", 1.0, explained)
    own, other = tips(asked, home)
    assert (own != other).any()
    swept = sweep(asked, _quiet).table
    apart = np.unique(np.minimum(own, other)[own != other])[:3]
    for days in apart.tolist():
        outcome = evaluated(part_time.frame, home, asked.law(days), explained)
        double = (
            part_time.frame["weight"].to_numpy() @ (outcome["double_share"] + outcome["untaxed_share"]).to_numpy()
        )
        net = float((outcome["net"] * part_time.frame["weight"]).sum())
        found = dict(swept.filter(threshold=days).select("measure", "then").iter_rows())
        assert found["net"] == pytest.approx(net)
        assert double > 0.0
        assert found["double_taxed"] + found["untaxed"] > 0.0


def test_a_higher_threshold_never_taxes_more_workers_in_two_states(people: Any) -> None:
    swept = sweep(Sweep(people, Rulebook(), ("all",), range(231), "none", 1.0, explained), _quiet).table
    two = (
        swept.filter(measure="taxed_in_two_states")
        .group_by("threshold", maintain_order=True)
        .agg(pl.col("then").sum())["then"]
    )
    assert (two.diff().drop_nulls() <= 1e-6).all()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_experiment_loads_and_speaks_four_languages(path: Path) -> None:
    experiment, laws = load_experiment(path)
    assert len(laws) == len(experiment.reforms)
    assert isinstance(experiment.title, dict)
    assert isinstance(experiment.question, dict)
    assert set(experiment.title) == set(experiment.question) == {"en", "nl", "fr", "de"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"reforms": []}, "expected at least one"),
        ({"population": None}, 'one of "population" and "grid"'),
        ({"behaviours": ["stop_at_limt"]}, 'did you mean "stop_at_limit"'),
        ({"reforms": ["nl-be-43"]}, 'did you mean "nl-be-34"'),
        ({"year": 2030}, "2024 to 2026"),
        ({"draw": 3}, "unknown key"),
    ],
)
def test_an_experiment_with_a_wrong_word_is_refused(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    import json

    data: dict[str, Any] = {"title": "x", "population": {"world": "cbs"}, "reforms": ["nl-be-34"], **change}
    path = tmp_path / "experiment.yaml"
    path.write_text(json.dumps({name: value for name, value in data.items() if value is not None}))
    with pytest.raises(BadInput) as refused:
        load_experiment(path)
    assert said in str(refused.value)


def test_a_reform_beside_the_experiment_is_found_there(tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").write_text("treaties: [{pairs: [NL-BE], limit_days: 48}]")
    (tmp_path / "e.yaml").write_text(
        "title: x\npopulation: {world: cbs}\nreforms: [ours.yaml, [nl-be-34, ours.yaml]]"
    )
    experiment, laws = load_experiment(tmp_path / "e.yaml")
    assert isinstance(experiment, Experiment)
    assert [law.rule("NL", "BE", 2026).readings["NL"].limit_days for law in laws] == [48, 48]
