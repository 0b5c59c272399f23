"""What home days do under another law, whatever the worker and the limits."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grenswerk.lab.behaviour import BEHAVIOURS, Choice, behaviour_of
from grenswerk.model.errors import BadInput

limits = st.one_of(st.just(-1.0), st.integers(0, 230).map(float))


@st.composite
def choices(draw: st.DrawFn) -> Choice:
    wished = draw(st.integers(0, 220))
    today = draw(st.integers(0, wished))
    pace = draw(st.floats(0, 1))
    of = [np.array([float(number)]) for number in (today, wished, draw(limits), draw(limits))]
    return Choice(of[0], of[1], of[2], of[3], pace)


@given(choices())
def test_days_stay_between_none_and_the_wish(choice: Choice) -> None:
    for react in BEHAVIOURS.values():
        assert 0 <= react(choice)[0] <= choice.wished[0]


@given(choices())
def test_without_a_change_of_the_limit_nobody_reacts(choice: Choice) -> None:
    same = choice._replace(limit_then=choice.limit_today)
    for react in BEHAVIOURS.values():
        assert react(same)[0] == choice.today[0]


@given(choices())
def test_stopping_at_the_limit_only_takes_days_away_and_never_below_it(choice: Choice) -> None:
    days = BEHAVIOURS["stop_at_limit"](choice)[0]
    assert days <= choice.today[0]
    assert days == choice.today[0] or days == choice.limit_then[0]


@given(choices())
def test_moving_toward_the_wish_only_adds_days_and_never_beyond_a_new_limit(choice: Choice) -> None:
    days = BEHAVIOURS["toward_wish"](choice)[0]
    assert days >= choice.today[0]
    assert days == choice.today[0] or days <= choice.limit_then[0]


def test_an_unknown_behaviour_is_refused_with_the_nearest_known() -> None:
    with pytest.raises(BadInput, match='did you mean "stop_at_limit"'):
        behaviour_of("stop_at_limits")
