"""What is kept of a result: its report in each language and its tables, packed into one row of the database.

HTML and PDF are made from the report when they are asked for. A row goes with the last run that asked for it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec
from django.db.models.signals import post_delete
from django.dispatch import receiver

from grenswerk.lab.report.content import Report
from grenswerk.web.laboratory.models import Result, Run

if TYPE_CHECKING:
    import polars as pl

TABLES = ("results", "fit", "sweep")


def packed(reports: Mapping[str, Report], tables: Mapping[str, pl.DataFrame]) -> bytes:
    """Reports by language and tables by name, as one zip."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for language, report in reports.items():
            archive.writestr(f"report.{language}.json", msgspec.json.encode(report))
        for name, frame in tables.items():
            written = io.BytesIO()
            frame.write_parquet(written)
            archive.writestr(f"{name}.parquet", written.getvalue())
    return stream.getvalue()


def is_kept(key: str) -> bool:
    """Whether there is a result under a key."""
    return Result.objects.filter(key=key).exists()


def report_in(result: Result, language: str) -> Report:
    """The report of a result; English where it is not there in this language."""
    with _archive(result) as archive:
        own = f"report.{language}.json"
        chosen = own if own in archive.namelist() else "report.en.json"
        return msgspec.json.decode(archive.read(chosen), type=Report)


def tables_in(result: Result) -> list[str]:
    """The names of the tables of a result."""
    with _archive(result) as archive:
        return [name for name in TABLES if f"{name}.parquet" in archive.namelist()]


def table_in(result: Result, name: str) -> pl.DataFrame:
    """A table of a result."""
    import polars as pl

    with _archive(result) as archive:
        return pl.read_parquet(io.BytesIO(archive.read(f"{name}.parquet")))


def _archive(result: Result) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(bytes(result.content)))


@receiver(post_delete, sender=Run)
def _forget(instance: Run, **_: Any) -> None:
    """The result goes with the last run that asked for it, also when an account is erased."""
    if not Run.objects.filter(key=instance.key).exists():
        Result.objects.filter(key=instance.key).delete()
