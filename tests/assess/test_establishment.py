"""The establishment at home of one worker."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from grenswerk.model.answer import Risk
from tests.assess.worker_files import establishment_of, file_of


def log(home_until_july: int, home_from_july: int) -> dict[str, Any]:
    """Every weekday of 2026 worked, of each week so many days at home in Belgium."""
    day, rows = dt.date(2026, 1, 5), []
    while day.year == 2026:
        if day.weekday() < 5:
            at_home = day.weekday() < (home_until_july if day.month < 7 else home_from_july)
            place = {"state": "BE", "activity": "telework"} if at_home else {"state": "NL", "activity": "office"}
            rows.append({"date": day, **place})
        day += dt.timedelta(days=1)
    return {"log": rows}


def test_a_steady_log_has_windows_that_agree() -> None:
    found, notes = establishment_of(file_of("BE", "NL", log(2, 2)))
    assert found is not None
    assert found.risk is Risk.NONE
    assert not notes.findings


def test_a_second_half_mostly_at_home_makes_the_windows_disagree() -> None:
    found, notes = establishment_of(file_of("BE", "NL", log(1, 4)))
    assert found is not None
    assert found.home_share < 0.51
    assert found.risk is Risk.UNCERTAIN
    assert [finding.code for finding in notes.findings] == ["establishment.windows_disagree_finding"]


def test_the_margin_of_a_log_is_crossed_on_a_logged_home_day() -> None:
    file = file_of("BE", "NL", log(4, 4), telework={"status": "required"})
    _, notes = establishment_of(file)
    (margin,) = notes.margins
    assert margin.crossing is not None
    assert margin.crossing.weekday() < 4
    at_home = [row.date for row in file.days.log if row.state == "BE" and row.date <= margin.crossing]  # type: ignore[union-attr]
    assert len(at_home) == margin.facts["limit_days"] + 1  # type: ignore[operator]


@pytest.mark.parametrize(("pair", "last_safe"), [(("BE", "NL"), 110), (("BE", "LU"), 109), (("FR", "LU"), 109)])
def test_the_margin_counts_to_the_last_safe_day(pair: tuple[str, str], last_safe: int) -> None:
    _, notes = establishment_of(file_of(*pair, {"counts": {"work": 120, "home": 100}}))
    (margin,) = notes.margins
    assert margin.left == last_safe - 100
    assert margin.crossing is None


def test_one_employer_at_home_has_no_establishment_to_speak_of() -> None:
    assert establishment_of(file_of("NL", "NL", {"counts": {"work": 100, "home": 120}}))[0] is None


def test_a_fact_not_given_is_named_with_each_outcome() -> None:
    _, notes = establishment_of(file_of("BE", "NL", {"counts": {"work": 60, "home": 160}}))
    (finding,) = notes.findings
    assert finding.facts["fact"] == "telework.status"
    assert (finding.facts["incidental"], finding.facts["required"]) == ("unlikely", "likely")
    assert finding.facts["state"] == "BE,NL"


def test_days_in_counts_make_the_same_share_as_the_same_days_in_a_log() -> None:
    logged, _ = establishment_of(file_of("BE", "NL", log(2, 2)))
    rows = log(2, 2)["log"]
    home = sum(row["state"] == "BE" for row in rows)
    counted, _ = establishment_of(file_of("BE", "NL", {"counts": {"work": len(rows) - home, "home": home}}))
    assert logged is not None
    assert counted is not None
    assert logged.home_share == pytest.approx(counted.home_share)
