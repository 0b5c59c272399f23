"""Whether the site can do its work: the database, its migrations, the disk, the cache, the jobs."""

from __future__ import annotations

import datetime as dt
import logging
import shutil
from collections.abc import Callable, Iterator
from typing import NamedTuple
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Min
from django.utils.timezone import now

from grenswerk.web.jobs.models import Job, State

LOG = logging.getLogger("grenswerk.operations")
LEAST_FREE = 64 * 1024 * 1024  # bytes; below it a backup or an import would fill the disk
LATE = dt.timedelta(minutes=15)  # a job that waits longer says that no worker runs


class NotReady(Exception):
    """What is missing, in a word."""


class Check(NamedTuple):
    """One of the things that must be there, and what is wrong with it; nothing: it is there."""

    name: str
    wrong: str = ""


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _migrations() -> None:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        raise NotReady(f"{len(waiting)} not applied")


def _disk() -> None:
    folders = [folder for folder in (settings.ENVIRONMENT.data, settings.ENVIRONMENT.backups) if folder]
    if any(shutil.disk_usage(folder).free < LEAST_FREE for folder in folders):
        raise NotReady("nearly full")


def _cache() -> None:
    key, value = f"ready-{uuid4().hex}", "here"
    cache.set(key, value, 10)
    found = cache.get(key)
    cache.delete(key)
    if found != value:
        raise NotReady("keeps nothing")


def _jobs() -> None:
    waiting = oldest_waiting()
    if waiting > LATE:
        raise NotReady(f"the oldest waits {waiting.total_seconds() / 60:.0f} minutes")


def oldest_waiting() -> dt.timedelta:
    """How long the oldest job waits that a worker could take."""
    ready = Job.objects.filter(state=State.QUEUED, task__isnull=False)
    oldest = ready.aggregate(Min("submitted"))["submitted__min"]
    return now() - oldest if oldest else dt.timedelta()


CHECKS: dict[str, Callable[[], None]] = {
    "database": _database,
    "migrations": _migrations,
    "disk": _disk,
    "cache": _cache,
    "jobs": _jobs,
}


def checks() -> Iterator[Check]:
    """Every check with its outcome; what failed unforeseen is named by the type of its error alone."""
    for name, check in CHECKS.items():
        try:
            check()
        except NotReady as reason:
            yield Check(name, str(reason))
        except Exception as error:
            LOG.warning("check failed", exc_info=True, extra={"facts": {"check": name}})
            yield Check(name, type(error).__name__)
        else:
            yield Check(name)
