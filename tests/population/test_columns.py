"""What a file of workers may say, and what is said of a row that cannot be read."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from grenswerk.model.errors import BadInput
from grenswerk.population import evaluate
from tests.population.workers import random_workers

FRONTIER_WORKER = {
    "id": ["a"],
    "year": [2026],
    "residence": ["BE"],
    "employer_state": ["NL"],
    "days_work": [180],
    "days_home": [34],
    "gross_pay": [50_000],
}


def answer(**columns: object) -> dict[str, object]:
    """The answer of one worker with these columns changed or added."""
    given = FRONTIER_WORKER | {name: [value] for name, value in columns.items()}
    return dict(evaluate(pa.table(given)).to_pylist()[0])


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"residence": "XX"}, 'residence is "XX": expected one of NL, BE, DE, LU, FR'),
        ({"gross_pay": -5.0}, 'gross_pay is "-5.0": expected a number, at least 0 and at most 1e+09'),
        ({"year": 2031}, 'year is "2031": expected a whole number, at least 2015 and at most 2027'),
        ({"hours_per_week": 0.0}, 'hours_per_week is "0.0": expected a number, more than 0 and at most 168'),
        ({"children": "two"}, 'children is "two"'),
        ({"from": "2026-13-01"}, 'from is "2026-13-01": expected a date, YYYY-MM-DD'),
        ({"from": "2026-05-01", "to": "2026-03-01"}, "to is before from"),
        ({"days_third": 3, "days_third_state": "BE"}, "days_third is of the residence state"),
        ({"pattern_home_per_week": 2.0}, "expected one form of days"),
        ({"sector": "state"}, 'sector is "state": expected one of private, public'),
    ],
)
def test_a_bad_value_is_named_with_what_was_expected(columns: dict[str, object], said: str) -> None:
    found = answer(**columns)
    assert said in str(found["error"])
    assert all(value is None for name, value in found.items() if name not in ("id", "error"))


def test_a_bad_row_leaves_the_others_computed() -> None:
    good, bad = FRONTIER_WORKER, FRONTIER_WORKER | {"residence": [""]}
    both = evaluate(pa.concat_tables([pa.table(bad), pa.table(good)])).to_pylist()
    assert both[0]["error"] == "residence is empty: expected one of NL, BE, DE, LU, FR"
    assert both[1] == evaluate(pa.table(good)).to_pylist()[0]


def test_an_unknown_column_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(BadInput, match=r'unknown column "days_hom".*did you mean "days_home"'):
        evaluate(pa.table(FRONTIER_WORKER | {"days_hom": [3]}))


def test_a_missing_mandatory_column_is_named() -> None:
    with pytest.raises(BadInput, match='column "residence" is missing'):
        evaluate(pa.table({name: value for name, value in FRONTIER_WORKER.items() if name != "residence"}))


def test_a_column_that_is_left_out_has_the_default_of_the_worker_file() -> None:
    plain = answer()
    given = answer(
        household_status="single",
        children=0,
        hours_per_week=40,
        full_time_hours=40,
        sector="private",
        church_tax=False,
    )
    assert plain == given


def test_an_unnamed_third_state_that_decides_leaves_the_competent_state_open() -> None:
    assert answer(days_third=2)["competent_state"] == "NL"
    assert answer(days_home=80, days_third=30)["competent_state"] is None
    assert answer(days_home=80, days_third=30, days_third_state="AT")["competent_state"] == "BE"


def test_a_polars_frame_gives_a_polars_frame() -> None:
    frame = evaluate(pl.DataFrame(FRONTIER_WORKER))
    assert isinstance(frame, pl.DataFrame)
    assert frame["net"][0] == answer()["net"]


def test_a_pandas_frame_gives_a_pandas_frame_with_its_index() -> None:
    frame = evaluate(pd.DataFrame(FRONTIER_WORKER, index=pd.Index([7])))
    assert isinstance(frame, pd.DataFrame)
    assert frame.index.tolist() == [7]
    assert frame["net"][7] == answer()["net"]


def test_the_package_is_imported_without_the_compiler() -> None:
    script = "import sys, grenswerk.population as p; print('numba' in sys.modules, p.evaluate.__module__)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "grenswerk.population.engine"]


def test_facts_of_one_batch_do_not_reach_the_next() -> None:
    plain = random_workers(50, 3, 2024, 2026).select(
        ["year", "residence", "employer_state", "days_work", "gross_pay"]
    )
    count = plain.num_rows
    more = plain.append_column("days_home", pa.array([60.0] * count))
    more = more.append_column("days_third_FR", pa.array([0.0] * count)).append_column(
        "church_tax", pa.array([True] * count)
    )
    before = evaluate(plain).to_pylist()
    evaluate(more)
    assert evaluate(plain).to_pylist() == before
