"""A result to take away: tables as csv and xlsx in which no cell is a formula, the report as HTML and PDF."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from django.core.cache import caches

from grenswerk.documents.cells import RUNS_PATTERN
from grenswerk.lab.report.html import html
from grenswerk.lab.report.pdf import pdf
from grenswerk.web.laboratory.keeping import report_in, table_in, tables_in
from grenswerk.web.laboratory.models import Result

if TYPE_CHECKING:
    import polars as pl

_A_DAY = 24 * 3600


def neutral(frame: pl.DataFrame) -> pl.DataFrame:
    """The table with an apostrophe before every text that a spreadsheet would take for a formula."""
    import polars as pl

    texts = [name for name, kind in frame.schema.items() if kind == pl.String]
    return frame.with_columns(
        pl.when(pl.col(name).str.contains(RUNS_PATTERN))
        .then(pl.concat_str(pl.lit("'"), pl.col(name)))
        .otherwise(pl.col(name))
        .alias(name)
        for name in texts
    )


def csv(frame: pl.DataFrame) -> bytes:
    """A table as csv in UTF-8."""
    return neutral(frame).write_csv().encode()


def workbook(result: Result) -> bytes:
    """All tables of a result as one xlsx, one sheet a table."""
    import xlsxwriter

    stream = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        for name in tables_in(result):
            neutral(table_in(result, name)).write_excel(book, worksheet=name)
    return stream.getvalue()


def report_as_html(result: Result, language: str) -> bytes:
    """The report as one HTML file that needs nothing else."""
    return html(report_in(result, language)).encode()


def report_as_pdf(result: Result, language: str) -> bytes:
    """The report as PDF; set once a day at most."""
    key = f"laboratory-pdf-{result.key}-{language}"
    cache = caches["documents"]
    kept: bytes | None = cache.get(key)
    if kept is None:
        kept = pdf(report_in(result, language))
        cache.set(key, kept, _A_DAY)
    return kept
