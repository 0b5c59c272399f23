"""What machines ask of the site: is it alive, can it work, what are its figures."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils.timezone import now

from grenswerk.web.jobs.models import Job

TOKEN = "figures-for-one-machine"


@pytest.mark.django_db
def test_a_site_that_can_work_is_ready(visitor: Client) -> None:
    answer = visitor.get("/ready/")
    assert answer.status_code == 200
    assert answer.json() == {
        "ready": True,
        "checks": dict.fromkeys(("database", "migrations", "disk", "cache", "jobs"), "ok"),
    }


@pytest.mark.django_db
def test_a_site_whose_database_lacks_a_migration_is_alive_but_not_ready(visitor: Client) -> None:
    MigrationRecorder(connection).record_unapplied("mydays", "0001_day_log")
    answer = visitor.get("/ready/")
    assert answer.status_code == 503
    assert "not applied" in answer.json()["checks"]["migrations"]
    assert visitor.get("/health/").status_code == 200


class Usage(NamedTuple):
    """What `shutil.disk_usage` gives."""

    total: int
    used: int
    free: int


@pytest.mark.django_db
def test_a_site_whose_disk_is_nearly_full_is_not_ready(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 10**9 - 1000, 1000))
    answer = visitor.get("/ready/")
    assert answer.status_code == 503
    assert answer.json()["checks"]["disk"] == "nearly full"


@pytest.mark.django_db
def test_a_site_whose_disk_of_backups_is_nearly_full_is_not_ready_since_it_could_keep_nothing(
    visitor: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any
) -> None:
    settings.ENVIRONMENT = settings.ENVIRONMENT._replace(backups=tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda of: Usage(10**9, 0, 1000 if of == tmp_path else 10**9))
    assert visitor.get("/ready/").json()["checks"]["disk"] == "nearly full"


@pytest.mark.django_db
def test_a_site_whose_cache_fails_names_no_more_than_the_kind_of_error(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise PermissionError("/srv/claire@example.org/cache")

    monkeypatch.setattr(cache, "set", fails)
    answer = visitor.get("/ready/")
    assert answer.status_code == 503
    assert answer.json()["checks"]["cache"] == "PermissionError"


@pytest.mark.parametrize(("minutes", "status"), [(1, 200), (20, 503)])
def test_a_site_whose_jobs_wait_for_long_is_not_ready(
    claire: User, visitor: Client, minutes: int, status: int
) -> None:
    job = Job.objects.create(owner=claire, kind="examples.count", payload={}, task=uuid4())
    Job.objects.filter(pk=job.pk).update(submitted=now() - dt.timedelta(minutes=minutes))
    answer = visitor.get("/ready/")
    assert answer.status_code == status
    assert answer.json()["checks"]["jobs"] == ("ok" if status == 200 else "the oldest waits 20 minutes")


def test_health_needs_no_database(visitor: Client) -> None:
    """This test has no access to one."""
    assert visitor.get("/health/").content == b"alive\n"


def test_without_a_token_in_the_environment_there_are_no_figures(visitor: Client) -> None:
    assert settings.ENVIRONMENT.metrics_token == ""
    assert visitor.get("/metrics/", headers={"authorization": "Bearer "}).status_code == 404


@pytest.mark.django_db
def test_figures_are_for_who_brings_the_token(visitor: Client, settings: Any) -> None:
    settings.ENVIRONMENT = settings.ENVIRONMENT._replace(metrics_token=TOKEN)
    for given in ("", f"Basic {TOKEN}", "Bearer figures", TOKEN):
        assert visitor.get("/metrics/", headers={"authorization": given}).status_code == 404
    visitor.get("/en/verify/claire%40example.org/?mail=claire%40example.org")
    figures = visitor.get("/metrics/", headers={"authorization": f"Bearer {TOKEN}"}).content.decode()
    counted = re.search(
        r'grenswerk_request_seconds_count{method="GET",status="\d+",view="verify_hash"} (\S+)', figures
    )
    assert counted is not None
    assert float(counted[1]) >= 1
    assert 'grenswerk_ready{check="database"} 1.0' in figures
    assert 'grenswerk_jobs{state="queued"} 0.0' in figures
    assert "claire" not in figures


def test_a_request_has_an_id_and_a_stranger_cannot_choose_it(visitor: Client, settings: Any) -> None:
    given = {"x-request-id": "chosen-by-a-stranger"}
    assert re.fullmatch(r"[0-9a-f]{32}", visitor.get("/health/", headers=given)["X-Request-ID"])
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert visitor.get("/health/", headers=given)["X-Request-ID"] == "chosen-by-a-stranger"
    assert len(visitor.get("/health/", headers={"x-request-id": "a line\nmore"})["X-Request-ID"]) == 32
