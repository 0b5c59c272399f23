"""Batches in parts for several cores: how many there are, how a batch is parted, answers in order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    import pyarrow as pa

Found_co = TypeVar("Found_co", covariant=True)


class Promise(Protocol[Found_co]):
    """What comes later: a future of this process or of a cluster."""

    def result(self) -> Found_co: ...


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def pieces(batches: Iterable[pa.RecordBatch], rows: int) -> Iterator[pa.RecordBatch]:
    """The batches in parts of at most `rows`; one without rows stays."""
    for batch in batches:
        for start in range(0, max(1, batch.num_rows), rows):
            yield batch.slice(start, rows)


def in_order(
    submit: Callable[[pa.RecordBatch], Promise[Found_co]], parts: Iterator[pa.RecordBatch], ahead: int
) -> Iterator[Found_co]:
    """What `submit` promises for each part, in order; `ahead` of them wait or run at a time."""
    waiting = deque(submit(part) for part in islice(parts, ahead))
    while waiting:
        found = waiting.popleft().result()
        waiting.extend(submit(part) for part in islice(parts, 1))
        yield found


def batches_of(table: pa.Table) -> list[pa.RecordBatch]:
    """The batches of a table, at least one: that of a table without rows has none either."""
    import pyarrow as pa

    return table.to_batches() or [pa.RecordBatch.from_pylist([], schema=table.schema)]
