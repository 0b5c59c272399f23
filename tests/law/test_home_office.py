"""The home office as a permanent establishment."""

from __future__ import annotations

from typing import Any

import numba
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numba.extending import register_jitable

from grenswerk.law.bibliography import bibliography
from grenswerk.law.establishment import home_office as law
from grenswerk.law.establishment.home_office import Arrangement, Fact, HomeOffice, Motive, Risk, home_office
from grenswerk.law.establishment.positions import positions, versions, yardstick_of
from grenswerk.model.states import STATE_CODES

ABROAD = [(home, seat) for home in STATE_CODES for seat in STATE_CODES if home != seat]
homes = st.builds(
    HomeOffice,
    lowest_share=st.sampled_from((0.0, 0.2, 0.5, 0.6)),
    highest_share=st.sampled_from((0.5, 0.6, 1.0)),
    residence_share=st.floats(0.1, 1),
    months=st.sampled_from((3.0, 12.0)),
    arrangement=st.sampled_from(list(Arrangement)),
    office=st.sampled_from(list(Fact)),
    motive=st.sampled_from(list(Motive)),
    contacts=st.sampled_from((0.0, 4.0, 8.0, 50.0)),
    concludes_contracts=st.booleans(),
    management_role=st.booleans(),
    sole_carrier=st.booleans(),
    auxiliary_only=st.booleans(),
    room_rented=st.booleans(),
    room_usable=st.booleans(),
)


def at(share: float, **facts: Any) -> HomeOffice:
    return HomeOffice(lowest_share=share, highest_share=share, residence_share=share, **facts)


def test_exactly_half_is_safe_between_netherlands_and_belgium_and_not_elsewhere() -> None:
    safe = {
        (home, seat)
        for home, seat in ABROAD
        if home != "DE" and home_office(at(0.5), yardstick_of(home, home, seat, 2026).yardstick).risk == Risk.NONE
    }
    assert safe == {("NL", "BE"), ("BE", "NL")}


@pytest.mark.parametrize(("home", "seat"), ABROAD)
def test_a_day_a_week_at_home_binds_no_employer(home: str, seat: str) -> None:
    for state in (home, seat):
        assert home_office(at(0.2), yardstick_of(state, home, seat, 2026).yardstick).risk == Risk.NONE


@pytest.mark.parametrize(("home", "seat"), ABROAD)
@pytest.mark.parametrize("year", range(2015, 2028))
def test_every_state_has_a_position_in_every_year_for_homes_on_both_sides(home: str, seat: str, year: int) -> None:
    assert {yardstick_of(state, home, seat, year).id for state in (home, seat)} <= set(versions())


def test_every_source_of_a_position_stands_in_the_bibliography() -> None:
    cited = {source for position in positions() for source in position.sources}
    cited |= {source for version in versions().values() for source in version.sources}
    assert cited <= set(bibliography())


@given(home=homes, pair=st.sampled_from(ABROAD), year=st.integers(2015, 2027))
def test_windows_that_agree_are_never_said_to_disagree(home: HomeOffice, pair: tuple[str, str], year: int) -> None:
    applied = yardstick_of(pair[0], *pair, year)
    one_window = home._replace(lowest_share=home.highest_share)
    assert home_office(one_window, applied.yardstick).ground != law.Ground.WINDOWS_DISAGREE


@given(home=homes, pair=st.sampled_from(ABROAD), year=st.integers(2015, 2027))
def test_a_fact_is_asked_for_only_where_no_fact_given_decides(
    home: HomeOffice, pair: tuple[str, str], year: int
) -> None:
    known = home._replace(arrangement=Arrangement.REQUIRED, office=Fact.NO)
    assert home_office(known, yardstick_of(pair[0], *pair, year).yardstick).risk != Risk.FACT_NOT_GIVEN


def test_compiled_and_explained_readings_are_the_same() -> None:
    for name in ("is_beyond", "_power_of_disposal", "_requirement", "_commercial_reason", "_management"):
        register_jitable(getattr(law, name))
    compiled: Any = numba.njit(home_office)
    for arrangement in Arrangement:
        for share in (0.0, 0.4, 0.5, 0.8):
            home = at(share, arrangement=arrangement, office=Fact.YES, contacts=4.0)
            for state in STATE_CODES:
                yardstick = yardstick_of(state, "NL" if state != "NL" else "DE", state, 2026).yardstick
                assert compiled(home, yardstick) == home_office(home, yardstick)
