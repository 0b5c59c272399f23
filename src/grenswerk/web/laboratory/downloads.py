"""Tables of a result to take away: csv and xlsx, in which no cell is a formula."""

from __future__ import annotations

import io

import polars as pl
import xlsxwriter

from grenswerk.web.laboratory.keeping import table_in, tables_in

_FORMULA = r"^[=+\-@\t\r]"


def neutral(frame: pl.DataFrame) -> pl.DataFrame:
    """The table with an apostrophe before every text that a spreadsheet would take for a formula."""
    texts = [name for name, kind in frame.schema.items() if kind == pl.String]
    return frame.with_columns(
        pl.when(pl.col(name).str.contains(_FORMULA))
        .then(pl.concat_str(pl.lit("'"), pl.col(name)))
        .otherwise(pl.col(name))
        .alias(name)
        for name in texts
    )


def csv(frame: pl.DataFrame) -> bytes:
    """A table as csv in UTF-8."""
    return neutral(frame).write_csv().encode()


def workbook(key: str) -> bytes:
    """All tables of a result as one xlsx, one sheet a table."""
    stream = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        for name in tables_in(key):
            neutral(table_in(key, name)).write_excel(book, worksheet=name)
    return stream.getvalue()
