"""Where results are: one folder a key, whole or not there; gone with the last run that asked for it."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from django.conf import settings
from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from grenswerk.lab.report.content import Report
from grenswerk.render.speech import LANGUAGES
from grenswerk.web.laboratory.models import Result, Run

if TYPE_CHECKING:
    import polars as pl

TABLES = ("results", "fit", "sweep")


def folder_of(key: str) -> Path:
    """The folder of a result."""
    return Path(settings.ENVIRONMENT.data) / "laboratory" / key


def is_kept(key: str) -> bool:
    """Whether the result of a key is there, with its files."""
    return Result.objects.filter(key=key).exists() and (folder_of(key) / "report.en.json").is_file()


def keep(key: str, made: Path) -> None:
    """Put the folder of a result in its place; where one is there already, that one stays."""
    there = folder_of(key)
    there.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if (there / "report.en.json").is_file():
        return
    shutil.rmtree(there, ignore_errors=True)
    made.rename(there)


def report_in(key: str, language: str) -> Report:
    """The report of a result; English where it is not there in this language."""
    chosen = language if language in LANGUAGES else "en"
    return msgspec.json.decode((folder_of(key) / f"report.{chosen}.json").read_bytes(), type=Report)


def tables_in(key: str) -> list[str]:
    """The names of the tables of a result."""
    return [name for name in TABLES if (folder_of(key) / f"{name}.parquet").is_file()]


def table_in(key: str, name: str) -> pl.DataFrame:
    """A table of a result."""
    import polars as pl

    return pl.read_parquet(folder_of(key) / f"{name}.parquet")


@receiver(post_delete, sender=Run)
def _forget(instance: Run, **_: Any) -> None:
    """The result goes with the last run that asked for it, also when an account is erased."""
    if not Run.objects.filter(key=instance.key).exists():
        Result.objects.filter(key=instance.key).delete()
        transaction.on_commit(partial(shutil.rmtree, folder_of(instance.key), ignore_errors=True))
