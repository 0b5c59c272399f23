"""The share of work at home over every twelve months that begin or end in a year.

Days are numbered from the first day of the record; a window runs from day `starts[i]` to before day `ends[i]`.
"""

from __future__ import annotations

from typing import NamedTuple


class WindowShares(NamedTuple):
    """The smallest and the largest share over all windows, and the windows in which they occur."""

    windows: int  # with any work in them
    lowest: float
    lowest_at: int
    highest: float
    highest_at: int


def window_shares(
    home: tuple[float, ...], work: tuple[float, ...], starts: tuple[int, ...], ends: tuple[int, ...]
) -> WindowShares:
    """Shares of `home` in `work` (both in minutes a day) over the windows.

    Neither `starts` nor `ends` decreases. Each day is added once and taken away once, so that the time taken grows
    with the days and not with days times windows.
    """
    at_home = 0.0
    worked = 0.0
    first = 0
    after = 0
    windows = 0
    lowest = 2.0
    lowest_at = -1
    highest = -1.0
    highest_at = -1
    for window in range(len(starts)):
        while after < ends[window]:
            at_home += home[after]
            worked += work[after]
            after += 1
        while first < starts[window]:
            at_home -= home[first]
            worked -= work[first]
            first += 1
        if worked <= 0.0:
            continue
        share = at_home / worked
        windows += 1
        if share < lowest:
            lowest = share
            lowest_at = window
        if share > highest:
            highest = share
            highest_at = window
    return WindowShares(windows, lowest, lowest_at, highest, highest_at)
