"""`grenswerk batch`: files in, files out, whole or not at all."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import Workbook, load_workbook

from grenswerk.cli import main
from grenswerk.model.errors import BadInput
from grenswerk.population import evaluate, evaluate_all
from grenswerk.population.batch import open_workers, run_batch
from grenswerk.population.cluster import cluster_engine
from grenswerk.population.sources import open_source
from tests.population.workers import random_workers

WORKERS = random_workers(600, 7)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pq.write_table(WORKERS, tmp_path / "workers.parquet")
    pl.DataFrame(WORKERS).write_csv(tmp_path / "workers.csv")
    return tmp_path


def test_an_id_that_looks_like_a_formula_is_a_text_in_the_sheet(folder: Path) -> None:
    formula = '=HYPERLINK("http://example.org")'
    few = WORKERS.slice(0, 2).set_column(WORKERS.schema.get_field_index("id"), "id", pa.array([formula, "2"]))
    pq.write_table(few, folder / "few.parquet")
    assert main(["batch", str(folder / "few.parquet"), str(folder / "few.xlsx")]) == 0
    book = load_workbook(folder / "few.xlsx")
    cell = book.worksheets[0]["A2"]
    assert (cell.value, cell.data_type) == (formula, "s")


def test_an_id_that_looks_like_a_formula_has_an_apostrophe_in_csv(folder: Path) -> None:
    given = ['=HYPERLINK("http://example.org")', "-17", "'s", "w+1"]
    few = WORKERS.slice(0, 4).set_column(WORKERS.schema.get_field_index("id"), "id", pa.array(given))
    few = few.set_column(few.schema.get_field_index("residence"), "residence", pa.array(["QQ"] * 4))
    pq.write_table(few, folder / "few.parquet")
    out, errors = folder / "few-answers.csv", folder / "errors.csv"
    assert main(["batch", str(folder / "few.parquet"), str(out), "--errors", str(errors)]) == 0
    for path in (out, errors):
        rows = list(csv.DictReader(path.read_text().splitlines()))
        assert [row["id"] for row in rows] == ['\'=HYPERLINK("http://example.org")', "'-17", "'s", "w+1"]
    assert main(["batch", str(folder / "few.parquet"), str(folder / "few-answers.parquet")]) == 0
    assert pl.read_parquet(folder / "few-answers.parquet")["id"].to_list() == given


def test_csv_xlsx_and_parquet_give_the_same_answers(folder: Path) -> None:
    expected = pl.DataFrame(evaluate(WORKERS))["net"]
    for ending in ("csv", "parquet", "xlsx"):
        out = folder / f"answers.{ending}"
        assert main(["batch", str(folder / "workers.csv"), str(out)]) == 0
    assert pl.read_csv(folder / "answers.csv")["net"].equals(expected)
    assert pl.read_parquet(folder / "answers.parquet")["net"].equals(expected)
    book = load_workbook(folder / "answers.xlsx", read_only=True)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    book.close()
    place = rows[0].index("net")
    assert [row[place] for row in rows[1:]] == pytest.approx(expected.to_list())


def test_a_sheet_of_workers_can_be_read_back(folder: Path) -> None:
    small = (
        pl.DataFrame(WORKERS)
        .head(20)
        .select("id", "year", "residence", "employer_state", "days_home", "days_work")
    )
    small.write_csv(folder / "small.csv")
    book = Workbook()
    for row in [small.columns, *small.rows()]:
        book.worksheets[0].append(list(row))
    book.save(folder / "small.xlsx")
    for ending in ("csv", "xlsx"):
        main(["batch", str(folder / f"small.{ending}"), str(folder / f"{ending}.parquet")])
    assert pl.read_parquet(folder / "csv.parquet").equals(pl.read_parquet(folder / "xlsx.parquet"))


@pytest.mark.parametrize("rows", [[], [["id", "year"]], [["id", "year"], ["a", 2026], ["b", 2026]]])
def test_a_sheet_is_closed_when_nobody_reads_on(tmp_path: Path, rows: list[list[object]]) -> None:
    path = tmp_path / "workers.xlsx"
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)
    try:
        source = open_source(path)
        next(source.batches, None)
        del source
    except BadInput:
        assert not rows
    opened = [os.readlink(f"/proc/self/fd/{name}") for name in _descriptors()]
    assert str(path) not in opened


def _descriptors() -> list[str]:
    """The descriptors of this process that are still open once their listing has ended."""
    return [name for name in os.listdir("/proc/self/fd") if os.path.exists(f"/proc/self/fd/{name}")]


def test_bad_rows_stand_in_the_file_of_errors(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (folder / "bad.csv").open("w") as stream:
        stream.write("id,year,residence,employer_state,days_work,gross_pay\n")
        stream.write("a,2026,BE,NL,200,50000\nb,2026,BE,QQ,200,50000\nc,2026,BE,NL,200,much\n")
    assert main(["batch", str(folder / "bad.csv"), str(folder / "o.csv"), "--errors", str(folder / "e.csv")]) == 0
    errors = list(csv.DictReader((folder / "e.csv").read_text().splitlines()))
    assert [(row["row"], row["id"]) for row in errors] == [("2", "b"), ("3", "c")]
    assert "2  have an error and no numbers" in capsys.readouterr().out


def test_nothing_is_left_when_the_run_is_interrupted(folder: Path) -> None:
    def interrupted(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        yield from evaluate_all([next(iter(batches))])
        raise KeyboardInterrupt

    before = sorted(folder.iterdir())
    with pytest.raises(KeyboardInterrupt):
        run_batch(
            open_workers(folder / "workers.parquet", None),
            folder / "out.parquet",
            folder / "errors.csv",
            interrupted,
            lambda _: None,
        )
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", "", "it is empty"),
        ("a.csv", "id,year\n1,2026\n", 'column "residence" is missing'),
        ("a.parquet", "no parquet", "cannot be read"),
        ("a.xlsx", "no sheet", "it is no xlsx file"),
        ("a.txt", "", 'ending is ".txt": expected one of .csv, .parquet, .xlsx'),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: str, said: str
) -> None:
    (tmp_path / name).write_text(content)
    assert main(["batch", str(tmp_path / name), str(tmp_path / "out.csv")]) == 2
    message = capsys.readouterr().err
    assert said in message
    assert message.count("\n") == 1
    assert not (tmp_path / "out.csv").exists()


def test_the_cluster_gives_what_one_machine_gives_even_when_a_worker_is_killed() -> None:
    import os
    import signal

    from distributed import get_client

    many = pa.concat_tables([random_workers(4_000, seed) for seed in range(3)])
    batches = list(_slices(many.combine_chunks().to_batches()[0]))
    expected = pa.Table.from_batches(list(_plain(evaluate_all(batches))))
    found, killed = [], False
    for answer in _plain(cluster_engine(workers=3)(batches)):
        found.append(answer)
        if not killed:
            killed = True
            pids = get_client().run(os.getpid)
            os.kill(next(iter(pids.values())), signal.SIGKILL)
    assert killed
    assert pa.Table.from_batches(found).equals(expected)


def _slices(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    for start in range(0, batch.num_rows, 500):
        yield batch.slice(start, 500)


def _plain(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    from grenswerk.population.engine import unified

    for batch in batches:
        yield unified(batch)


def test_a_number_may_be_written_with_a_comma(tmp_path: Path) -> None:
    (tmp_path / "w.csv").write_text(
        "id;year;residence;employer_state;days_work;gross_pay\na;2026;BE;NL;200;50000,50\n"
    )
    main(["batch", str(tmp_path / "w.csv"), str(tmp_path / "o.parquet")])
    assert pl.read_parquet(tmp_path / "o.parquet")["gross"][0] == 50_000.5
