"""Posted and self-employed workers of a population, and rows that only a rare combination of facts tells apart."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from grenswerk.population.engine import evaluate
from tests.population.explained import explained

POSTED = {
    "year": 2026,
    "residence": "FR",
    "employer_state": "LU",
    "from": "2026-02-01",
    "gross_pay": 52000.5,
    "days_per_week": 4,
    "telework_it_based": True,
    "children": "2012;2015",
    "posting_state": "DE",
    "posting_expected_months": 6,
    "days_work": 120,
    "days_home": 30.5,
    "days_third_DE": 3,
    "days_third": 4,
    "days_third_state": "IT",
}


def _answer(row: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = evaluate(pa.table({name: [value] for name, value in row.items()})).to_pylist()[0]
    return found


def _as_text(value: Any) -> str:
    return f" {str(value).lower() if isinstance(value, bool) else str(value).replace('.', ',')} "


def _as_decimal(value: Any) -> Any:
    return Decimal(f"{value:.4f}") if isinstance(value, float | int) and not isinstance(value, bool) else value


def _as_number(value: Any) -> Any:
    return float(value) if isinstance(value, float | int) else value


@pytest.mark.parametrize("written", [_as_text, _as_decimal, _as_number])
def test_the_answer_to_a_posted_worker_does_not_depend_on_how_another_program_wrote_the_values(
    written: Any,
) -> None:
    found = _answer({name: written(value) for name, value in POSTED.items()})
    assert found["error"] is None
    assert found == _answer(POSTED)
    assert found["net"] == pytest.approx(explained(POSTED)["net"], abs=0.005)


@pytest.mark.parametrize("date", [dt.date(2026, 2, 1), dt.datetime(2026, 2, 1), "20260201", " 2026-02-01"])  # noqa: DTZ001
def test_the_start_of_a_posted_worker_may_be_a_date_a_time_stamp_or_text(date: Any) -> None:
    assert _answer(POSTED | {"from": date}) == _answer(POSTED)


@pytest.mark.parametrize(
    ("children", "same"), [("2.0", 2), (" 2 ", 2), (2012, "2012;"), ("2012, 2015", "2012;2015"), ("NaN", 0)]
)
def test_children_of_a_posted_worker_are_read_as_those_of_others(children: Any, same: Any) -> None:
    row = {**POSTED, "posting_state": None}
    for each in (row, POSTED):
        found = _answer(each | {"children": children})
        assert found["error"] is None
        assert found == _answer(each | {"children": same})


@pytest.mark.parametrize("children", ["inf", "1e400", "2012;nan"])
def test_children_without_end_are_a_fault_of_their_row(children: str) -> None:
    assert "children is" in _answer(POSTED | {"children": children})["error"]


def test_a_certificate_of_who_is_insured_outside_the_five_is_asked_for_at_home() -> None:
    row = {
        "year": 2018,
        "residence": "FR",
        "employer_state": "LU",
        "self_employed_state": "CH",
        "self_employed_share": 0.47,
        "days_work": 0,
        "days_third": 8,
        "days_third_state": "IT",
    }
    found = _answer(row)
    assert (found["competent_state"], found["a1"]) == ("IT", "required")
    assert found["procedure"] == explained(row)["procedure"] == "social_security.procedure_ordinary_fr"


def test_without_any_work_and_with_an_unknown_zone_the_ordinary_rule_is_named() -> None:
    row = {
        "year": 2026,
        "residence": "FR",
        "employer_state": "BE",
        "frontier_home_in_zone": True,
        "frontier_status_since_2011": True,
        "days_work": 0,
    }
    assert _answer(row)["tax_rule"] == explained(row)["tax_rule"] == "fr-be-by-days"


def test_a_plan_stands_in_place_of_the_days_of_the_pandemic() -> None:
    row = {
        "year": 2020,
        "residence": "BE",
        "employer_state": "LU",
        "days_work": 0,
        "days_home": 20,
        "days_third": 12,
        "days_third_state": "IT",
        "days_covid_home": 2,
        "next_12_months_home_share": 0.04,
    }
    found, expected = _answer(row), explained(row)
    names = ("competent_state", "insurance_basis", "a1", "procedure", "duties")
    assert [found[name] for name in names] == [expected[name] for name in names]
