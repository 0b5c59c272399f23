"""The synthetic population: the margins it is made from, and that it is what they say and nothing more."""

from __future__ import annotations

import humanleague
import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grenswerk.lab.fitting import DECILE, axes_of, fitted, levelled, rounded_to, shared_out, tilted, whole
from grenswerk.lab.margins import OWN_COUNTER, Trait, faults, margins
from grenswerk.lab.synthesis import Order, fit, full_time_pay, largest_misfit, population
from grenswerk.model.errors import BadInput

FLOWS = margins().flows.flows


def test_every_figure_has_a_source_in_the_bibliography_and_shares_sum_to_one() -> None:
    assert faults(margins()) == []


def test_each_flow_is_counted_once_in_a_world_and_taken_from_one_world_only() -> None:
    for world in (OWN_COUNTER, *margins().flows.worlds):
        names = [flow.flow for flow in margins().chosen(world)]
        assert len(names) == len(set(names))
    made = population(Order(2026, size=500))
    worlds = made.frame.group_by("flow").agg(pl.col("world").n_unique())
    assert worlds["world"].max() == 1


def test_two_offices_count_the_belgians_in_the_netherlands_differently_and_neither_is_an_average() -> None:
    counts = {world: margins().chosen(world, ["BE-NL"])[0].workers.value for world in ("cbs", "inami")}
    assert counts == {"cbs": 44_000, "inami": 21_804}


@pytest.mark.parametrize("size", [20, 137, 4_000])
def test_every_margin_is_met_to_the_row(size: int) -> None:
    made = population(Order(2026, size=size, world="cbs"))
    rows = {stock.flow.flow: stock.last - stock.first for stock in made.stocks}
    workers = {stock.flow.flow: stock.flow.workers.value for stock in made.stocks}
    assert made.frame.height == size
    for one in fit(made):
        assert abs(one.difference) <= workers[one.flow] / rows[one.flow] * (1 + 1e-9), one


def test_a_row_a_worker_leaves_no_margin_more_than_a_worker_off() -> None:
    made = population(Order(2026, world="cbs", flows=("BE-DE", "NL-DE")))
    assert made.frame.height == 13_200
    assert max(abs(one.difference) for one in fit(made)) < 1.001
    assert largest_misfit(fit(made)) < 0.0002


def test_the_same_seed_gives_the_same_rows_and_another_seed_others() -> None:
    first, again, other = (population(Order(2026, size=300, seed=seed)).frame for seed in (5, 5, 6))
    assert first.equals(again)
    assert not first.equals(other)


def test_leaving_out_a_flow_does_not_change_the_workers_of_another() -> None:
    both = population(Order(2026, size=5_500, world="cbs", flows=("BE-NL", "NL-BE"))).frame
    one = population(Order(2026, size=4_400, world="cbs", flows=("BE-NL",))).frame
    assert both.filter(flow="BE-NL").drop("row", "id").equals(one.drop("row", "id"))


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: f"{flow.flow}-{flow.world}")
def test_the_product_of_the_fittings_is_the_fitting_over_all_dimensions(flow: object) -> None:
    axes = axes_of(flow, margins())  # type: ignore[arg-type]
    along = [axis.name for axis in axes].index(DECILE)
    seed = np.ones([len(axis.categories) for axis in axes])
    for index, axis in enumerate(axes):
        if index != along:
            view = [1] * len(axes)
            view[along], view[index] = 10, len(axis.categories)
            table = tilted(axis, margins().traits.tilts)
            seed = seed * (table if along < index else table.T).reshape(view)
    targets = [np.array(axis.shares) for axis in axes]
    whole_table, found = humanleague.ipf(seed, list(range(len(axes))), targets)
    assert found["conv"]
    assert np.allclose(fitted(axes, margins().traits.tilts, 1.0), whole_table, atol=1e-8)


@given(st.lists(st.floats(0.01, 50), min_size=1, max_size=40), st.integers(1, 500), st.integers(0, 9))
def test_whole_rows_sum_to_what_was_asked_and_stay_within_one_of_the_fraction(
    fractions: list[float], rows: int, seed: int
) -> None:
    cells = np.array(fractions)
    found = whole(cells, rows, np.random.default_rng(seed))
    assert found.sum() == rows
    assert (np.abs(found - cells * rows / cells.sum()) <= 1 + 1e-6).all()


@given(st.lists(st.floats(0.01, 1), min_size=1, max_size=8), st.integers(0, 300))
def test_shares_are_rounded_to_whole_rows_without_losing_one(shares: list[float], rows: int) -> None:
    found = rounded_to(rows, shares)
    assert sum(found) == rows
    assert min(found) >= 0
    if rows >= len(shares):
        assert min(shared_out(rows, shares)) >= 1
        assert sum(shared_out(rows, shares)) == rows


@settings(deadline=None)
@given(st.integers(10, 400), st.integers(0, 5))
def test_levelling_a_margin_changes_no_other(rows: int, seed: int) -> None:
    axes = axes_of(FLOWS[0], margins())
    rng = np.random.default_rng(seed)
    places = [rng.integers(0, len(axis.categories), rows) for axis in axes]
    level = levelled(places, axes, rng)
    for place, axis in zip(level, axes, strict=True):
        counts = np.bincount(place, minlength=len(axis.categories))
        assert counts.tolist() == rounded_to(rows, axis.shares)


def test_pay_follows_the_published_percentiles_and_a_published_mean() -> None:
    places = np.array([0.1, 0.5, 0.9])
    germany = margins().pay_of(margins().chosen("cbs", ["NL-DE"])[0])
    assert full_time_pay(germany, places) == pytest.approx([32_526, 52_159, 97_680], rel=1e-3)
    lorraine = margins().pay_of(margins().chosen("igss", ["FR-LU"])[0])
    everyone = full_time_pay(lorraine, (np.arange(20_000) + 0.5) / 20_000)
    assert everyone.mean() == pytest.approx(53_100, rel=0.01)


def test_telework_is_wished_for_more_often_where_pay_is_high() -> None:
    frame = population(Order(2026, size=20_000, world="cbs")).frame
    wish = frame.group_by("decile").agg((pl.col("wished_days") > 0).mean()).sort("decile")["wished_days"]
    assert wish[9] > 2 * wish[0]


def test_whoever_holds_back_stays_within_the_limit_of_today_and_nobody_works_more_than_the_year_has() -> None:
    frame = population(Order(2026, size=3_000, world="igss")).frame
    held = frame.filter(practice="held_back")
    assert (held["today_days"] <= 34).all()
    assert (frame["today_days"] <= frame["wished_days"]).all()
    assert (frame["wished_days"] <= frame["working_days"]).all()


def test_a_region_has_only_workers_of_its_places() -> None:
    made = population(Order(2026, size=300, region="euregio_meuse_rhine"))
    assert set(made.frame["region"].unique()) <= {"limburg_nl", "staedteregion_aachen"}
    assert made.frame.filter(flow="BE-NL")["weight"].sum() == pytest.approx(44_000 * 0.3)


@pytest.mark.parametrize(
    ("order", "said"),
    [
        (Order(2026, world="cbsx"), 'did you mean "cbs"'),
        (Order(2026, world="cbs", flows=("BE-LU",)), "is not counted in world"),
        (Order(2026, region="euregio_maas_rhine"), 'did you mean "euregio_meuse_rhine"'),
        (Order(2026, size=3), "at least one each"),
        (Order(2026, size=10**9), "expected 1 to"),
    ],
)
def test_what_is_not_there_is_refused_with_the_nearest_known(order: Order, said: str) -> None:
    with pytest.raises(BadInput) as refused:
        population(order)
    assert said in str(refused.value)


def test_every_trait_has_a_category_for_every_row() -> None:
    frame = population(Order(2026, size=400)).frame
    for trait in Trait:
        assert frame[trait.value].null_count() == 0
