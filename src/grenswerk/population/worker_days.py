"""Compiled: the worker-days of a ledger, gathered by worker, state and activity in one pass."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from grenswerk.days.log import LEAST
from grenswerk.population.columns import NO_DATE
from grenswerk.population.compiling import kernel

Array = npt.NDArray[Any]
_LEAST = float(LEAST)
_DAYS = 366  # of a year; the dates of a worker lie in one
_WORDS = 6  # of 64 bits, one for each day

GROUP = np.dtype(
    [
        ("worker", np.int32),
        ("kind", np.int32),  # the state and the activity
        ("following", np.int32),  # the next group of the same worker, -1 for none
        ("first", np.int32),  # days since 1970
        ("last", np.int32),
        ("days", np.float64),
        ("full", np.float64),  # days without minutes
        ("minutes", np.float64),
        ("at_least_30", np.float64),
        ("some", np.float64),
    ],
    align=True,
)


class Workers:
    """What is known of each worker so far: the first group, the days seen, and a day that stands twice."""

    def __init__(self) -> None:
        self.head = np.zeros(0, np.int32)
        self.seen = np.zeros((0, _WORDS), np.uint64)
        self.twice = np.zeros(0, np.int32)
        self.groups = np.zeros(0, GROUP)
        self.used = 0

    def gather(self, worker: Array, kind: Array, day: Array, minutes: Array, workers: int) -> None:
        """Adds worker-days: numbers of worker and kind, days since 1970, minutes (`nan`: the whole day)."""
        more = workers - len(self.head)
        if more > 0:
            more = max(more, len(self.head))
            self.head = np.append(self.head, np.full(more, -1, np.int32))
            self.seen = np.append(self.seen, np.zeros((more, _WORDS), np.uint64), axis=0)
            self.twice = np.append(self.twice, np.full(more, NO_DATE, np.int32))
        start = 0
        while start < len(worker):
            room = len(self.groups) - self.used
            if room < min(len(worker) - start, 65_536):
                self.groups = np.append(self.groups, np.zeros(max(65_536, len(self.groups)), GROUP))
                continue
            part = slice(start, start + room)
            self.used = gather_days(
                worker[part],
                kind[part],
                day[part],
                minutes[part],
                self.head,
                self.seen,
                self.twice,
                self.groups,
                self.used,
            )
            start += room


@kernel
def gather_days(
    worker: Array,
    kind: Array,
    day: Array,
    minutes: Array,
    head: Array,
    seen: Array,
    twice: Array,
    groups: Array,
    used: int,
) -> int:
    """Counts the days into their groups; returns how many groups there are. There is room for one a row."""
    for row in range(len(worker)):
        who, what, date, length = worker[row], kind[row], day[row], minutes[row]
        at = head[who]
        while at >= 0 and groups[at].kind != what:
            at = groups[at].following
        if at < 0:
            at = used
            used += 1
            group = groups[at]
            group.worker, group.kind, group.following, group.first, group.last = who, what, head[who], date, date
            head[who] = at
        group = groups[at]
        group.first = min(group.first, date)
        group.last = max(group.last, date)
        group.days += 1.0
        if math.isnan(length):
            group.full += 1.0
        else:
            group.minutes += length
            group.at_least_30 += 1.0 if length >= _LEAST else 0.0
            group.some += 1.0 if length > 0.0 else 0.0
        of_year = date % _DAYS
        bit = np.uint64(1) << np.uint64(of_year & 63)
        if seen[who, of_year >> 6] & bit:
            twice[who] = date
        seen[who, of_year >> 6] |= bit
    return used
