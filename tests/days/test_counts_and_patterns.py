"""Totals and weekly patterns as counted days."""

from __future__ import annotations

import pytest

from grenswerk.model.days import CountedDays, WorkingTime
from tests.days.worker_files import counted


def test_every_key_of_the_totals_has_its_own_place() -> None:
    days = counted(
        "{counts: {work: 100, home: 34, home_short: 3, third: {FR: 2, US: 1}, on_call_home: 4,"
        " on_call_home_called: 5, garden_leave: 6,"
        " sick: {work: 7, home: 8}, leave: 9, holiday: 10, covid_home: 11}}"
    )
    assert days.counted == CountedDays(
        employer=103,
        residence=34,
        third=3,
        outside_any=40,
        outside_30=37,
        on_call_home=4,
        on_call_home_called=5,
        garden_leave=6,
        sick_employer=7,
        sick_residence=8,
        covid_home=11,
    )
    assert days.third_states == {"FR": 2, "US": 1}
    assert days.working_time == WorkingTime(employer=103, residence_telework=45, third=3)
    assert not days.in_hours


def test_sick_days_without_a_place_are_of_an_unknown_place() -> None:
    assert counted("{counts: {work: 1, sick: 5}}").counted.sick_unknown == 5


def test_a_year_without_any_day_is_possible() -> None:
    assert counted("{counts: {}}").counted == CountedDays()


def test_days_outside_a_frontier_zone_are_working_days_in_their_state_and_use_no_threshold() -> None:
    days = counted("{counts: {work: 90, home: 100, outside_zone: {FR: 2, DE: 3, CH: 4}, third: {IT: 5}}}",
                   residence="FR", employer="DE")  # fmt: skip
    assert days.counted.employer == 93
    assert days.counted.residence == 102
    assert days.counted.third == 9
    assert days.third_states == {"CH": 4, "IT": 5}
    assert days.counted.outside_zone == 14
    assert days.counted.outside_any == 100


def test_days_outside_a_zone_on_a_border_without_frontier_regime_count_as_ordinary_days_with_a_warning() -> None:
    days = counted("{counts: {work: 90, outside_zone: {BE: 2, LU: 1, FR: 3}}}", residence="BE", employer="LU")
    assert (days.counted.outside_zone, days.counted.outside_any) == (0, 5)
    assert [finding.code for finding in days.warnings] == ["days.no_frontier_regime"]


def test_more_days_than_a_five_day_week_has_room_for_are_a_warning() -> None:
    assert counted("{counts: {work: 221, home: 40}}").warnings == ()
    (warning,) = counted("{counts: {work: 222, home: 40}}").warnings
    assert warning.code == "days.more_than_possible"
    assert warning.facts == {"employment": "main", "days": 262.0, "possible": 261.0}


def test_more_days_than_the_employment_lasts_are_a_warning() -> None:
    days = counted("{counts: {work: 23, on_call_home: 9}}", facts=", from: 2026-12-01")
    assert [finding.code for finding in days.warnings] == ["days.more_than_calendar"]


def test_a_leap_year_has_room_for_262_working_days_and_an_ordinary_year_for_261() -> None:
    assert counted("{counts: {}}", year=2024).possible_days == 262
    assert counted("{counts: {}}", year=2026).possible_days == 261


def test_half_time_in_two_and_a_half_days_a_week_has_half_the_room() -> None:
    assert counted("{counts: {}}", facts=", days_per_week: 2.5").possible_days == 131


@pytest.mark.parametrize(("home", "at_home"), [(0, 0), (1, 44), (2, 88), (2.5, 110), (5, 220)])
def test_a_weekly_pattern_makes_220_working_days_of_a_year(home: float, at_home: float) -> None:
    days = counted(f"{{pattern: {{home_per_week: {home}}}}}")
    assert days.counted == CountedDays(
        employer=220 - at_home, residence=at_home, outside_any=at_home, outside_30=at_home
    )


def test_weeks_off_are_taken_from_the_52_weeks_of_the_year() -> None:
    days = counted("{pattern: {home_per_week: 1, weeks_off: 6}}")
    assert (days.counted.employer, days.counted.residence) == (184, 46)


def test_an_employment_of_half_a_year_has_half_the_weeks_and_half_the_weeks_off() -> None:
    days = counted("{pattern: {home_per_week: 2}}", facts=", from: 2026-07-02")
    share = 183 / 365
    assert days.counted.residence == pytest.approx(88 * share)
    assert days.counted.outside_any == 44


def test_a_pattern_of_a_quarter_of_the_week_is_exactly_a_quarter_of_the_working_time() -> None:
    days = counted("{pattern: {home_per_week: 1.25, weeks_off: 9}}")
    assert days.working_time.residence_telework / days.working_time.total == 0.25
