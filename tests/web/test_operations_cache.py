"""What the site counts across its processes is not forgotten while it counts, and counted once."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

import grenswerk.web.settings as own
from grenswerk.web.operations.cache import SharedFiles


@pytest.fixture
def _own_cache(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """The cache of a site, not that of the tests."""
    settings.CACHES = {name: {**each, "LOCATION": tmp_path / name} for name, each in own.CACHES.items()}
    yield
    cache.clear()


def _files(folder: Path) -> int:
    return len(list(folder.glob("*.djcache")))


@pytest.mark.usefixtures("_own_cache")
def test_an_account_stays_locked_whatever_else_is_counted(claire: User, visitor: Client) -> None:
    right = {"login": claire.email, "password": "three-days-at-home"}
    for _ in range(5):
        visitor.post("/en/account/login/", {**right, "password": "wrong"})
    for each in range(1200):
        cache.set(f"rate-of-{each}", [time.time()], 60)
    visitor.post("/en/account/login/", right)
    assert "_auth_user_id" not in visitor.session
    cache.clear()
    visitor.post("/en/account/login/", right)
    assert visitor.session["_auth_user_id"] == str(claire.pk)


def test_what_has_ended_goes_and_above_the_bound_what_ends_soonest(tmp_path: Path) -> None:
    files = SharedFiles(str(tmp_path), {"OPTIONS": {"MAX_ENTRIES": 4}})
    files.set("for-ever", 0, None)
    for end in (900, 60, 300, 600):
        files.set(f"in-{end}", end, end)
    files.sweep()
    assert [files.get(f"in-{end}") for end in (60, 300, 600, 900)] == [None, 300, 600, 900]
    files.set("ended", 0, 0.001)
    time.sleep(0.01)
    files.sweep()
    assert _files(tmp_path) == 4
    assert files.get("for-ever") == 0


def test_a_bound_is_kept_by_writing_alone(tmp_path: Path) -> None:
    files = SharedFiles(str(tmp_path), {"OPTIONS": {"MAX_ENTRIES": 100}})
    for each in range(300):
        files.set(str(each), each, 60 + each)
    assert _files(tmp_path) <= 101
    assert files.get("299") == 299


def test_an_entry_that_is_kept_longer_is_not_swept_at_its_old_end(tmp_path: Path) -> None:
    files = SharedFiles(str(tmp_path), {})
    files.set("lock", 1, 0.2)
    assert files.touch("lock", 60)
    time.sleep(0.3)
    files.sweep()
    assert files.get("lock") == 1


def test_of_many_who_add_one_key_at_once_one_does(tmp_path: Path) -> None:
    workers = 8
    barrier = Barrier(workers)

    def added(_: int) -> list[bool]:
        files = SharedFiles(str(tmp_path), {})  # each thread has one of its own, as each process has
        found = []
        for key in range(60):
            barrier.wait()
            found.append(files.add(str(key), os.getpid(), 60))
        return found

    with ThreadPoolExecutor(workers) as pool:
        rows = list(pool.map(added, range(workers)))
    assert [sum(each) for each in zip(*rows, strict=True)] == [1] * 60
