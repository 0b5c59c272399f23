"""Identifiers and codes in the types that other programs give them, and places where no file can be written."""

from __future__ import annotations

import datetime as dt
import os
import uuid
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from grenswerk.cli import main
from grenswerk.population.engine import evaluate

ONE, OTHER = uuid.UUID(int=1), uuid.UUID(int=2)
ROW: dict[str, list[Any]] = {
    "year": [2026] * 2,
    "residence": ["BE"] * 2,
    "employer_state": ["NL"] * 2,
    "days_work": [100, 400],
}
IDS = [
    (pa.array([ONE.bytes, OTHER.bytes], pa.uuid()), [str(ONE), str(OTHER)]),
    (pa.array([b"one", b"\xff\x01"]), ["one", "ff01"]),
    (pa.array([[1], [2]]), ["[1]", "[2]"]),
]


@pytest.mark.parametrize(("ids", "words"), IDS)
@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_an_identifier_that_no_cell_can_hold_is_written_as_text(
    tmp_path: Path, ids: pa.Array, words: list[str], ending: str
) -> None:
    workers, out, errors = tmp_path / "workers.parquet", tmp_path / f"out.{ending}", tmp_path / "errors.csv"
    pq.write_table(pa.table({"id": ids, **ROW}), workers)
    assert main(["batch", str(workers), str(out), "--errors", str(errors)]) == 0
    assert pl.read_csv(errors)["id"].to_list() == words[1:]
    if ending == "parquet":
        assert pq.read_table(out)["id"].combine_chunks() == ids
    else:
        found = pl.read_csv(out) if ending == "csv" else pl.read_excel(out, engine="openpyxl")
        assert found["id"].to_list() == words


@pytest.mark.parametrize(
    "ids", [IDS[0][0], IDS[1][0], pa.array([1.0, 2.0]), pa.array(["1", "2"], pa.string_view())]
)
@pytest.mark.parametrize("state", [pa.array([b"BE", b"NL"]), pa.array(["BE", "NL"], pa.string_view())])
def test_a_ledger_finds_its_workers_by_identifiers_of_any_type(
    tmp_path: Path, ids: pa.Array, state: pa.Array
) -> None:
    ledger, workers, out = (tmp_path / f"{name}.parquet" for name in ("ledger", "workers", "out"))
    dates = [dt.date(2026, 1, 5)] * 2
    pq.write_table(pa.table({"id": ids, "date": dates, "state": state}), ledger)
    facts = {name: values for name, values in ROW.items() if not name.startswith("days_")}
    pq.write_table(pa.table({"id": ids, **facts}), workers)
    assert main(["batch", str(ledger), str(out), "--workers", str(workers)]) == 0
    assert pq.read_table(out)["counted_residence_view"].to_pylist() == [1, 0]


@pytest.mark.parametrize("name", ["sector", "children", "nationality", "church_tax"])
def test_a_value_with_parts_is_a_fault_of_its_row(name: str) -> None:
    found = evaluate(pa.table({**ROW, name: [{"a": 1}] * 2}))
    assert f"{name} is" in found["error"][0].as_py()


@pytest.mark.parametrize("number", [2, -1, 0.5])
def test_a_number_that_is_no_truth_is_refused_as_such(number: float) -> None:
    assert evaluate(pa.table({**ROW, "church_tax": [number] * 2}))["error"][0].as_py() == (
        f'church_tax is "{number}": expected true or false'
    )


def test_a_pipe_is_not_replaced_by_a_file_and_a_link_stays_a_link(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workers, pipe = tmp_path / "workers.parquet", tmp_path / "pipe.csv"
    link, target = tmp_path / "link.csv", tmp_path / "target.csv"
    pq.write_table(pa.table(ROW), workers)
    os.mkfifo(pipe)
    link.symlink_to(target)
    assert main(["batch", str(workers), str(pipe)]) == 2
    assert "is a pipe or a device: expected the name of a file" in capsys.readouterr().err
    assert pipe.is_fifo()
    assert main(["batch", str(workers), str(link)]) == 0
    assert link.is_symlink()
    assert target.is_file()


def test_a_folder_is_named_as_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "workers.parquet"
    folder.mkdir()
    assert main(["batch", str(folder), str(tmp_path / "out.csv")]) == 2
    assert "is a folder: expected a file of workers" in capsys.readouterr().err
