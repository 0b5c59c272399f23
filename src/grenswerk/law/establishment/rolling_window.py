"""The share of work at home over every twelve months that begin or end in a year.

Days are numbered from the first day of the record. A window starts on day `i` and ends before day `ends[i]`.
"""

from __future__ import annotations

from typing import NamedTuple

NOT_COVERED = -1


class WindowShares(NamedTuple):
    """The smallest and the largest share over all windows, and the days on which those windows start."""

    windows: int  # windows with any work in them
    lowest: float
    lowest_start: int
    highest: float
    highest_start: int


def window_shares(home: tuple[float, ...], work: tuple[float, ...], ends: tuple[int, ...]) -> WindowShares:
    """Shares of `home` in `work` (both in minutes a day) over the windows.

    `ends` does not decrease, save for `NOT_COVERED`: no full window starts on that day. Each day is added and
    taken away once, so that the time taken grows with the days and not with the windows.
    """
    at_home = 0.0
    worked = 0.0
    first = 0
    after = 0
    windows = 0
    lowest = 2.0
    lowest_start = -1
    highest = -1.0
    highest_start = -1
    for start in range(len(ends)):
        if ends[start] == NOT_COVERED:
            continue
        while after < ends[start]:
            at_home += home[after]
            worked += work[after]
            after += 1
        while first < start:
            at_home -= home[first]
            worked -= work[first]
            first += 1
        if worked <= 0.0:
            continue
        share = at_home / worked
        windows += 1
        if share < lowest:
            lowest = share
            lowest_start = start
        if share > highest:
            highest = share
            highest_start = start
    return WindowShares(windows, lowest, lowest_start, highest, highest_start)
