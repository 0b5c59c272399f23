"""Rolling twelve months over a day log."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numba
from hypothesis import given
from hypothesis import strategies as st

from grenswerk.assess.windows import LEAST_COVERED, rolling_shares, twelve_months
from grenswerk.law.establishment.rolling_window import window_shares

days = st.lists(st.tuples(st.integers(0, 480), st.integers(0, 480)), min_size=1, max_size=120)


@given(days=days, data=st.data())
def test_a_rolling_window_never_misses_a_crossing(days: list[tuple[int, int]], data: st.DataObject) -> None:
    home = tuple(float(at_home) for at_home, _ in days)
    work = tuple(float(at_home + elsewhere) for at_home, elsewhere in days)
    length = len(days)
    starts = tuple(sorted(data.draw(st.lists(st.integers(0, length - 1), min_size=1, max_size=60))))
    ends = tuple(sorted(data.draw(st.integers(start, length)) for start in starts))
    ends = tuple(max(start, end) for start, end in zip(starts, ends, strict=True))
    brute = [
        sum(home[start:end]) / sum(work[start:end])
        for start, end in zip(starts, ends, strict=True)
        if sum(work[start:end]) > 0
    ]
    found = window_shares(home, work, starts, ends)
    assert found.windows == len(brute)
    if brute:
        assert (found.lowest, found.highest) == (min(brute), max(brute))


def test_twelve_months_begin_or_end_in_the_year_and_are_a_year_long() -> None:
    windows = twelve_months(2024)
    assert windows[0] == (dt.date(2023, 1, 2), dt.date(2024, 1, 2))
    assert windows[-1] == (dt.date(2024, 12, 31), dt.date(2025, 12, 31))
    assert (dt.date(2024, 2, 29), dt.date(2025, 3, 1)) in windows
    last_days = [(start, after - dt.timedelta(days=1)) for start, after in windows]
    assert all(2024 in (start.year, last.year) for start, last in last_days)


@given(st.lists(st.sampled_from((0.0, 480.0)), min_size=200, max_size=365), st.integers(1, 100))
def test_the_windows_of_a_log_are_those_that_it_covers_by_half(home: list[float], offset: int) -> None:
    first = dt.date(2026, 1, 1) + dt.timedelta(days=offset % 60)
    worked = {
        day: (minutes, 480.0)
        for index, minutes in enumerate(home)
        if (day := first + dt.timedelta(days=index)).year == 2026
    }
    brute = []
    for start, after in twelve_months(2026):
        inside = [value for day, value in worked.items() if start <= day < after]
        covered = (min(after, max(worked) + dt.timedelta(days=1)) - max(start, min(worked))).days
        if covered >= LEAST_COVERED:
            brute.append(sum(at_home for at_home, _ in inside) / sum(work for _, work in inside))
    assert rolling_shares(worked, 2026) == ([min(brute), max(brute)] if brute else [])


def test_the_compiled_window_is_the_same() -> None:
    arguments = ((480.0, 0.0, 240.0), (480.0, 480.0, 480.0), (0, 1), (2, 3))
    compiled: Any = numba.njit(window_shares)
    assert compiled(*arguments) == window_shares(*arguments)
