"""What an experiment leaves in its folder: tables, the fit of the population, the report as HTML and PDF."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from grenswerk.documents.whole_file import write_whole
from grenswerk.lab.report.content import Report
from grenswerk.lab.report.html import html
from grenswerk.lab.report.pdf import pdf
from grenswerk.lab.synthesis import Fit
from grenswerk.model.errors import BadInput

FORMATS = (".parquet", ".csv", ".xlsx")
_MOST_ROWS = 1_048_575  # of a spreadsheet


def folder_of(path: Path) -> Path:
    """The folder, made where it is not there; raises `BadInput` where it cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"{path}: no folder can be made: {error.strerror}") from None
    return path


def write_tables(folder: Path, tables: Mapping[str, pl.DataFrame]) -> list[Path]:
    """Each table as `name.parquet`, all of them as one `tables.xlsx`; each file whole or not at all."""
    written = []
    for name, frame in tables.items():
        write_frame(folder / f"{name}.parquet", frame)
        written.append(folder / f"{name}.parquet")
    write_whole(folder / "tables.xlsx", _workbook(tables))
    return [*written, folder / "tables.xlsx"]


def write_report(folder: Path, report: Report) -> list[Path]:
    """`report.html` and `report.pdf`."""
    write_whole(folder / "report.html", html(report).encode())
    write_whole(folder / "report.pdf", pdf(report))
    return [folder / "report.html", folder / "report.pdf"]


def write_frame(path: Path, frame: pl.DataFrame) -> None:
    """A table as Parquet, CSV or spreadsheet, by its name; raises `BadInput` for another ending."""
    stream = io.BytesIO()
    if path.suffix == ".parquet":
        frame.write_parquet(stream)
    elif path.suffix == ".csv":
        frame.write_csv(stream)
    elif path.suffix == ".xlsx":
        stream.write(_workbook({"table": frame}))
    else:
        raise BadInput(f"{path}: expected a name that ends in {', '.join(FORMATS)}")
    write_whole(path, stream.getvalue())


def _workbook(tables: Mapping[str, pl.DataFrame]) -> bytes:
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"constant_memory": False}) as book:
        for name, frame in tables.items():
            if frame.height > _MOST_ROWS:
                raise BadInput(
                    f"{name}: {frame.height} rows: a spreadsheet holds {_MOST_ROWS}; write Parquet or CSV"
                )
            frame.write_excel(book, worksheet=name[:31])
    return stream.getvalue()


def fit_table(fits: list[Fit]) -> pl.DataFrame:
    """The fit of every margin, one row a category."""
    rows = [{**one._asdict(), "difference": one.difference} for one in fits]
    return pl.DataFrame(rows)
