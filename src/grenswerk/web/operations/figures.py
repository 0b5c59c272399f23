"""The site's figures in the format of Prometheus: the times of requests, and how things stand when it asks."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress

from django.db import DatabaseError
from django.db.models import Count
from prometheus_client import REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from grenswerk.web.jobs.models import Job, State
from grenswerk.web.operations.readiness import checks, oldest_waiting

FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # where the processes of one site put their counts together


class Standing(Collector):
    """How the checks of readiness stand (1 is there, 0 is not), and the jobs."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The gauges."""
        ready = GaugeMetricFamily("grenswerk_ready", "Whether a part of the site is there.", labels=["check"])
        for check in checks():
            ready.add_metric([check.name], 0 if check.wrong else 1)
        yield ready
        with suppress(DatabaseError):  # a database that is away, or has no tables yet, has no jobs to count
            yield from list(_jobs())


def _jobs() -> Iterator[GaugeMetricFamily]:
    jobs = GaugeMetricFamily("grenswerk_jobs", "Jobs that are kept, by state.", labels=["state"])
    counted = dict(Job.objects.order_by().values_list("state").annotate(Count("pk")))
    for state in State.values:
        jobs.add_metric([state], counted.get(state, 0))
    yield jobs
    seconds = oldest_waiting().total_seconds()
    yield GaugeMetricFamily("grenswerk_jobs_oldest_waiting_seconds", "How long the oldest job waits.", seconds)


def figures() -> bytes:
    """All figures, of all processes of the site."""
    standing = CollectorRegistry()
    standing.register(Standing())
    counted = REGISTRY
    if FOLDER in os.environ:
        counted = CollectorRegistry()
        MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
    return generate_latest(counted) + generate_latest(standing)
