"""The same batches on a Dask cluster: of an address, or of processes on this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pyarrow as pa

from grenswerk.model.errors import BadInput
from grenswerk.population.engine import evaluate_batch, prepare
from grenswerk.population.pieces import Promise, cores, in_order, pieces

Engine = Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]
ROWS = 65_536  # a task; large enough that sending it costs little
_AHEAD = 2  # tasks a worker that wait or run
_PATIENCE = 20.0  # seconds for the scheduler and its first worker
ALLOWED_FAILURES = 3  # workers that may die over one task


def cluster_engine(address: str | None = None, workers: int | None = None) -> Engine:
    """An engine that sends batches to the cluster at `address`, or to `workers` processes on this machine.

    The answers come in order. A task whose worker dies is run again by another one. Raises `BadInput` where no
    scheduler answers.
    """

    def run(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import dask
        from distributed import Client, LocalCluster

        settings = {
            "distributed.scheduler.allowed-failures": ALLOWED_FAILURES,
            "distributed.admin.large-graph-warning-threshold": "1GB",  # a task carries its batch
        }
        with dask.config.set(settings):
            if address is not None:
                try:
                    client = Client(address, timeout=_PATIENCE)
                except (OSError, ValueError, TimeoutError) as error:
                    raise BadInput(f"--address {address}: {error}: expected a Dask scheduler there") from None
                with client:
                    yield from _answers(client, batches)
                return
            prepare()  # once on this machine, so that its workers find the kernels on disk
            count = workers or cores()
            with (
                LocalCluster(n_workers=count, threads_per_worker=1, dashboard_address=None) as cluster,
                Client(cluster) as client,
            ):
                yield from _answers(client, batches)

    return run


def _answers(client: Any, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The answers in the order of the batches; a few are on their way at a time."""
    client.wait_for_workers(1, timeout=_PATIENCE)
    ahead = _AHEAD * max(1, len(client.scheduler_info()["workers"]))

    def submit(piece: pa.RecordBatch) -> Promise[bytes]:
        promised: Promise[bytes] = client.submit(_work, _sent(piece), pure=False)
        return promised

    yield from map(_received, in_order(submit, pieces(batches, ROWS), ahead))


def _work(piece: bytes) -> bytes:
    """What a worker does."""
    return _sent(evaluate_batch(_received(piece)))


def _sent(batch: pa.RecordBatch) -> bytes:
    """A batch as bytes of an Arrow stream."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as writer:
        writer.write_batch(batch)
    return bytes(sink.getvalue())


def _received(data: bytes) -> pa.RecordBatch:
    with pa.ipc.open_stream(data) as reader:
        return reader.read_next_batch()
