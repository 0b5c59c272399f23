"""A population without anybody has answers without rows, in every form in which a population comes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import Workbook

from grenswerk.cli import main
from grenswerk.population import evaluate

NAMES = ("id", "year", "residence", "employer_state", "days_work")
SCHEMA = pa.schema([(name, pa.float64() if name == "days_work" else pa.string()) for name in NAMES])


def nobody(kind: str) -> Any:
    """A frame of workers without a row."""
    table = SCHEMA.empty_table()
    return {
        "table": table,
        "table without a chunk": pa.Table.from_batches([], schema=SCHEMA),
        "batch": pa.RecordBatch.from_pylist([], schema=SCHEMA),
        "polars": pl.DataFrame(table),
        "polars, lazy": pl.DataFrame(table).lazy(),
        "pandas": pd.DataFrame(columns=list(NAMES)),
        "pandas, typed": table.to_pandas(),
    }[kind]


@pytest.mark.parametrize(
    "kind",
    ["table", "table without a chunk", "batch", "polars", "polars, lazy", "pandas", "pandas, typed"],
)
def test_a_frame_without_rows_has_answers_without_rows(kind: str) -> None:
    frame = nobody(kind)
    found = evaluate(frame)
    expected = pl.DataFrame if kind == "polars, lazy" else type(frame)
    assert isinstance(found, expected)
    assert (found.num_rows if isinstance(found, pa.Table | pa.RecordBatch) else len(found)) == 0
    names = found.schema.names if isinstance(found, pa.Table | pa.RecordBatch) else list(found.columns)
    assert names[0] == "id"
    assert {"competent_state", "net", "error"} <= set(names)


def test_a_frame_of_nobody_has_its_words_as_text() -> None:
    one = pl.DataFrame({"id": "a", "year": 2026, "residence": "BE", "employer_state": "NL", "days_work": 200.0})
    assert evaluate(one.clear()).schema == evaluate(one).schema


def sheet_of_blanks(path: Path) -> None:
    """A sheet that has its names, and rows in which nothing stands."""
    book = Workbook()
    book.worksheets[0].append(NAMES)
    for row in range(2, 9000):
        book.worksheets[0].cell(row, 1).value = None
    book.worksheets[0].cell(9000, 3).value = None
    book.save(path)


@pytest.mark.parametrize("ending", ["csv", "parquet", "xlsx"])
@pytest.mark.parametrize("out", ["csv", "parquet", "xlsx"])
def test_a_file_of_nobody_gives_a_file_of_no_answers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str, out: str
) -> None:
    path, target = tmp_path / f"workers.{ending}", tmp_path / f"answers.{out}"
    if ending == "csv":
        path.write_text(",".join(NAMES) + "\n")
    elif ending == "parquet":
        pq.write_table(SCHEMA.empty_table(), path)
    else:
        sheet_of_blanks(path)
    assert main(["batch", str(path), str(target), "--errors", str(tmp_path / "errors.csv")]) == 0
    assert capsys.readouterr().out.splitlines()[0].split()[0] == "0"
    read: Any = {"csv": pd.read_csv, "parquet": pd.read_parquet, "xlsx": pd.read_excel}[out]
    found = read(target)
    assert len(found) == 0
    assert {"competent_state", "net", "error"} <= set(found.columns)
    assert (tmp_path / "errors.csv").read_text().splitlines() == ["row,id,error"]
