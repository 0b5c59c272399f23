"""The duties that follow from an assessment."""

from __future__ import annotations

import datetime as dt

import pytest

from grenswerk.law.bibliography import bibliography
from grenswerk.law.duties import conditions
from grenswerk.law.duties.catalogue import duties_of as rules_of
from grenswerk.law.duties.due_dates import Due, Every, Moved, due_dates, public_holidays
from grenswerk.model.states import STATE_CODES
from tests.assess.worker_files import duties_of, file_of

YEAR = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
RULES = [(state, rule) for state in STATE_CODES for rule in rules_of(state)]


@pytest.mark.parametrize("pair", [("FR", "LU"), ("DE", "LU"), ("BE", "LU"), ("NL", "DE"), ("DE", "NL")])
def test_one_home_day_too_many_makes_the_list_longer(pair: tuple[str, str]) -> None:
    kept, _ = duties_of(file_of(*pair, {"counts": {"work": 186, "home": 34}}))
    exceeded, _ = duties_of(file_of(*pair, {"counts": {"work": 185, "home": 35}}))
    assert {duty.code for duty in kept} < {duty.code for duty in exceeded}


@pytest.mark.parametrize(("residence", "seat"), [(a, b) for a in STATE_CODES for b in STATE_CODES if a != b])
@pytest.mark.parametrize("home", [0, 1, 34, 35, 54, 55, 109, 110, 111, 220])
def test_every_duty_has_a_source_in_the_bibliography_and_a_date_not_before_the_year(
    residence: str, seat: str, home: int
) -> None:
    found, notes = duties_of(file_of(residence, seat, {"counts": {"work": 220 - home, "home": home}}))
    assert found
    for duty in found:
        assert duty.source in bibliography()
        assert duty.due is None or duty.due >= YEAR[0]
    assert len({(duty.code, duty.who, duty.state) for duty in found}) == len(found)
    assert all(finding.code.startswith("duties.") for finding in notes.findings)


def test_duties_come_soonest_first_and_those_without_a_date_last() -> None:
    found, _ = duties_of(file_of("FR", "LU", {"counts": {"work": 150, "home": 70}}))
    dates = [duty.due or dt.date.max for duty in found]
    assert dates == sorted(dates)


def test_who_works_at_home_for_an_employer_there_has_no_duties_abroad() -> None:
    assert duties_of(file_of("NL", "NL", {"counts": {"work": 100, "home": 120}}))[0] == []


@pytest.mark.parametrize(("state", "rule"), RULES)
def test_every_rule_names_a_condition_a_part_and_known_sources(state: str, rule: object) -> None:
    assert callable(getattr(conditions, rule.condition))  # type: ignore[attr-defined]
    assert rule.part in ("residence", "employer")  # type: ignore[attr-defined]
    assert set(rule.sources) <= set(bibliography()), state  # type: ignore[attr-defined]


def test_a_german_date_on_a_sunday_or_a_holiday_moves_to_the_next_working_day() -> None:
    prepayments = Due(on="03-10", years_after=0, moved=Moved.NEXT, every=Every.QUARTER)
    assert due_dates(prepayments, "DE", 2024, dt.date(2024, 1, 1), dt.date(2024, 12, 31)) == [
        dt.date(2024, 3, 11),  # from Sunday
        dt.date(2024, 6, 10),
        dt.date(2024, 9, 10),
        dt.date(2024, 12, 10),
    ]
    monthly = Due(day_of_next_month=10, moved=Moved.NEXT, every=Every.MONTH)
    after_march = due_dates(monthly, "DE", 2023, dt.date(2023, 3, 1), dt.date(2023, 3, 31))
    assert after_march == [dt.date(2023, 4, 11)]  # 10 April 2023 is Easter Monday


def test_a_dutch_payroll_return_moves_to_the_working_day_before() -> None:
    rule = Due(day_of_next_month=31, moved=Moved.PREVIOUS, every=Every.MONTH)
    dates = due_dates(rule, "NL", 2026, *YEAR)
    assert len(dates) == 12
    assert dates[0] == dt.date(2026, 2, 27)  # 28 February 2026 is a Saturday
    assert dates[3] == dt.date(2026, 5, 29)  # 31 May 2026 is a Sunday
    assert dates[-1] == dt.date(2027, 1, 29)  # 31 January 2027 is a Sunday


@pytest.mark.parametrize("state", STATE_CODES)
@pytest.mark.parametrize("year", range(2015, 2029))
def test_a_moved_date_is_a_working_day(state: str, year: int) -> None:
    for moved in (Moved.NEXT, Moved.PREVIOUS):
        rule = Due(day_of_next_month=31, moved=moved, every=Every.MONTH)
        for date in due_dates(rule, state, year, dt.date(year, 1, 1), dt.date(year, 12, 31)):
            assert date.weekday() < 5
            assert date not in public_holidays(state, date.year)


def test_german_contributions_are_due_on_the_third_last_bank_day() -> None:
    rule = Due(bank_day_from_end=3, every=Every.MONTH)
    dates = due_dates(rule, "DE", 2022, dt.date(2022, 10, 1), dt.date(2022, 12, 31))
    assert dates == [dt.date(2022, 10, 27), dt.date(2022, 11, 28), dt.date(2022, 12, 28)]


def test_the_belgian_quarterly_declaration_is_due_at_the_end_of_the_next_month() -> None:
    rule = Due(day_of_next_month=31, every=Every.QUARTER)
    ends = [dt.date(2017, 4, 30), dt.date(2017, 7, 31), dt.date(2017, 10, 31), dt.date(2018, 1, 31)]
    assert due_dates(rule, "BE", 2017, dt.date(2017, 1, 1), dt.date(2017, 12, 31)) == ends


def test_a_year_without_a_published_date_has_none() -> None:
    rule = Due(dates={"2024": dt.date(2025, 11, 21)})
    assert due_dates(rule, "BE", 2026, *YEAR) == []


def test_a_part_of_the_year_has_only_its_own_payroll_returns() -> None:
    rule = Due(day_of_next_month=10, every=Every.MONTH)
    dates = due_dates(rule, "LU", 2026, dt.date(2026, 10, 15), dt.date(2026, 12, 31))
    assert dates == [dt.date(2026, 11, 10), dt.date(2026, 12, 10), dt.date(2027, 1, 10)]
