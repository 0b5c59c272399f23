"""The site's figures in the format of Prometheus: the times of requests, and how things stand when it asks."""

from __future__ import annotations

import os
from collections.abc import Iterator

from prometheus_client import REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from grenswerk.web.operations.readiness import checks

FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # where the processes of one site put their counts together


class Standing(Collector):
    """How the checks of readiness stand: 1 is there, 0 is not."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """One gauge, a label a check."""
        ready = GaugeMetricFamily("grenswerk_ready", "Whether a part of the site is there.", labels=["check"])
        for check in checks():
            ready.add_metric([check.name], 0 if check.wrong else 1)
        yield ready


def figures() -> bytes:
    """All figures, of all processes of the site."""
    standing = CollectorRegistry()
    standing.register(Standing())
    counted = REGISTRY
    if FOLDER in os.environ:
        counted = CollectorRegistry()
        MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
    return generate_latest(counted) + generate_latest(standing)
