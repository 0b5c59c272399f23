"""A day log as counted days."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grenswerk.days import employment_days, worker_file
from grenswerk.documents import parse
from grenswerk.model.days import EmploymentDays, WorkingTime
from tests.days.worker_files import counted, document


def logged(*rows: str, **person: object) -> EmploymentDays:
    """The counted days of these rows."""
    return counted(f"{{log: [{', '.join('{date: 2026-' + row + '}' for row in rows)}]}}", **person)


def test_a_day_in_two_states_is_divided_by_minutes_and_is_one_day_outside() -> None:
    days = logged("03-02, state: BE, minutes: 120, activity: telework", "03-02, state: NL, minutes: 360")
    assert (days.counted.employer, days.counted.residence) == (0.75, 0.25)
    assert (days.counted.outside_any, days.counted.outside_30) == (1, 1)


def test_a_row_without_minutes_is_a_full_day_of_the_contract() -> None:
    days = logged(
        "03-02, state: NL", "03-02, state: BE, minutes: 96, activity: telework", facts=", hours_per_week: 32"
    )
    assert (days.counted.employer, days.counted.residence) == (0.8, 0.2)


@pytest.mark.parametrize(
    ("home", "third", "counts"), [(29, 0, 0), (30, 0, 1), (15, 15, 1), (15, 14, 0), (0, 30, 1)]
)
def test_minutes_at_home_and_in_third_states_are_added_up_for_the_floor_of_30_minutes(
    home: int, third: int, counts: int
) -> None:
    days = logged(
        f"03-02, state: BE, minutes: {home}, activity: telework",
        f"03-02, state: FR, minutes: {third}, activity: trip",
        "03-02, state: NL, minutes: 400",
    )
    assert days.counted.outside_30 == counts
    assert days.counted.outside_any == 1


def test_a_row_of_no_minutes_is_no_work() -> None:
    days = logged("03-02, state: BE, minutes: 0, activity: telework", "03-02, state: NL, minutes: 480")
    assert (days.counted.outside_any, days.counted.residence) == (0, 0)


def test_several_third_states_on_a_day_are_one_counted_day() -> None:
    days = logged(
        "03-02, state: FR, minutes: 240, activity: trip", "03-02, state: GB, minutes: 240, activity: trip"
    )
    assert days.counted.outside_any == 1
    assert days.third_states == {"FR": 0.5, "GB": 0.5}


def test_work_at_home_that_is_no_telework_is_apart_in_the_working_time() -> None:
    days = logged(
        "03-02, state: BE, minutes: 240, activity: telework",
        "03-02, state: BE, minutes: 120, activity: home_other",
    )
    assert days.working_time == WorkingTime(residence_telework=4, residence_other=2)
    assert days.in_hours


def test_one_row_without_minutes_puts_the_whole_log_in_days() -> None:
    days = logged("03-02, state: NL", "03-03, state: BE, minutes: 240, activity: telework")
    assert not days.in_hours
    assert days.working_time == WorkingTime(employer=1, residence_telework=1)


def test_days_without_work_stand_in_counters_of_their_own() -> None:
    days = logged(
        "03-02, state: BE, activity: on_call",
        "03-03, state: BE, activity: on_call_called",
        "03-04, state: BE, activity: garden_leave",
        "03-05, state: NL, activity: sick",
        "03-06, state: BE, activity: sick",
        "03-09, state: BE, activity: leave",
        "03-10, state: BE, activity: holiday",
        "03-11, state: BE, activity: rest",
        "03-12, state: FR, activity: sick",
    ).counted
    assert (days.on_call_home, days.on_call_home_called, days.garden_leave) == (1, 1, 1)
    assert (days.sick_employer, days.sick_residence, days.sick_unknown) == (1, 1, 1)
    assert (days.employer, days.residence, days.outside_any) == (0, 0, 0)


def test_stand_by_duty_at_the_workplace_is_work_there() -> None:
    days = logged("03-02, state: NL, minutes: 480, activity: on_call")
    assert (days.counted.employer, days.counted.on_call_home) == (1, 0)


def test_stand_by_duty_after_a_working_day_is_said_and_not_counted() -> None:
    days = logged("03-02, state: NL, minutes: 480", "03-02, state: BE, minutes: 600, activity: on_call")
    assert days.counted.on_call_home == 0
    assert [finding.code for finding in days.warnings] == ["days.on_call_beside_work"]


def test_the_leap_day_can_be_worked() -> None:
    days = counted("{log: [{date: 2024-02-29, state: BE, activity: telework}]}", year=2024)
    assert days.counted.residence == 1


def test_the_same_full_day_written_twice_is_one_day() -> None:
    days = logged("03-02, state: BE, activity: telework", "03-02, state: BE, activity: telework")
    assert days.counted.residence == 1


def test_work_on_a_holiday_is_work() -> None:
    days = logged("03-02, state: BE, activity: holiday", "03-02, state: BE, minutes: 120, activity: telework")
    assert (days.counted.residence, days.counted.outside_30) == (1, 1)


def test_two_employments_on_one_date_are_two_days() -> None:
    text = (
        "year: 2026\nworker: {residence: BE}\n"
        "employments: [{id: a, employer_state: NL}, {id: b, employer_state: BE}]\n"
        "days: {log: [{date: 2026-03-02, state: BE, activity: telework, employment: a},"
        " {date: 2026-03-02, state: BE, employment: b}]}"
    )
    first, second = employment_days(worker_file(parse(text, "w"), "w", text), Path(), "w")
    assert first.counted.residence == 1
    assert second.counted.employer == 1


STRASBOURG = {
    "residence": "FR",
    "employer": "DE",
    "facts": ", frontier: {home_in_zone: true, workplace_in_zone: true}",
}


def test_a_trip_out_of_the_zone_that_ends_at_the_workplace_is_no_day_outside() -> None:
    days = logged(
        "03-02, state: DE, minutes: 120",
        "03-02, state: DE, minutes: 240, activity: trip, zone: false",
        "03-02, state: DE, minutes: 60",
        **STRASBOURG,
    )
    assert days.counted.outside_zone == 0


def test_a_full_day_out_of_the_zone_is_a_day_outside() -> None:
    assert logged("03-02, state: DE, activity: trip, zone: false", **STRASBOURG).counted.outside_zone == 1


def test_work_from_a_home_in_the_zone_is_inside_it() -> None:
    days = logged("03-02, state: FR, activity: telework", **STRASBOURG)
    assert (days.counted.outside_zone, days.counted.outside_any, days.warnings) == (0, 1, ())


def test_the_days_of_departure_and_return_of_a_trip_of_several_days_both_count() -> None:
    days = logged(
        "03-02, state: DE, minutes: 240",
        "03-02, state: DE, minutes: 240, activity: trip, zone: false, overnight: true",
        "03-03, state: DE, activity: trip, zone: false, overnight: true",
        "03-04, state: DE, minutes: 240, activity: trip, zone: false",
        "03-04, state: DE, minutes: 240",
        "03-05, state: DE",
        **STRASBOURG,
    )
    assert days.counted.outside_zone == 3


def test_a_night_near_the_workplace_counts_once() -> None:
    days = logged("03-02, state: DE, overnight: true", "03-03, state: DE", **STRASBOURG)
    assert days.counted.outside_zone == 1


def test_a_day_in_a_third_state_is_outside_the_zone_and_in_no_other_counter() -> None:
    days = logged("03-02, state: CH, activity: trip", **STRASBOURG)
    assert (days.counted.outside_zone, days.counted.outside_any, days.counted.third) == (1, 0, 1)


def test_a_trip_whose_zone_is_not_known_is_said() -> None:
    days = logged("03-02, state: DE, activity: trip", **STRASBOURG)
    assert days.counted.outside_zone == 0
    assert [finding.code for finding in days.warnings] == ["days.zone_unknown"]


def test_home_in_france_is_outside_the_belgian_zone_as_a_home_day() -> None:
    days = logged(
        "03-02, state: FR, activity: telework",
        "03-03, state: BE, activity: trip, zone: false",
        "03-04, state: LU, activity: trip",
        "03-05, state: BE",
        residence="FR",
        employer="BE",
        facts=", frontier: {workplace_in_zone: true}",
    ).counted
    assert (days.outside_any, days.outside_zone) == (1, 2)


_ROWS = st.lists(
    st.tuples(
        st.integers(1, 28),
        st.sampled_from(["NL", "BE", "FR", "US"]),
        st.integers(1, 200),
        st.sampled_from(["office", "telework", "home_other", "trip", "on_call", "sick", "leave"]),
    ),
    max_size=24,
)


@settings(max_examples=60, deadline=None)
@given(rows=_ROWS, order=st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(rows: list[tuple[int, str, int, str]], order: object) -> None:
    kept = {(day, state, activity): minutes for day, state, minutes, activity in rows if day}
    written = [
        f"02-{day:02}, state: {state}, minutes: {minutes % 60 + 1}, activity: {activity}"
        for (day, state, activity), minutes in kept.items()
    ]
    before = logged(*written)
    order.shuffle(written)  # type: ignore[attr-defined]
    assert logged(*written) == before


@settings(max_examples=60, deadline=None)
@given(
    worked=st.tuples(st.integers(0, 120), st.integers(0, 100)),
    third=st.dictionaries(st.sampled_from(["FR", "US", "GB"]), st.integers(1, 9)),
    sick=st.tuples(st.integers(0, 9), st.integers(0, 9)),
    other=st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)),
    pair=st.sampled_from([("BE", "NL"), ("FR", "DE"), ("FR", "BE"), ("DE", "NL"), ("NL", "NL")]),
)
def test_totals_and_an_equivalent_day_log_give_the_same_answer(
    worked: tuple[int, int],
    third: dict[str, int],
    sick: tuple[int, int],
    other: tuple[int, int, int, int],
    pair: tuple[str, str],
) -> None:
    (work, home), (residence, employer) = worked, pair
    third = {state: days for state, days in third.items() if state not in pair}
    on_call, called, garden, leave = other
    kinds = [f"state: {employer}, activity: office"] * work + [f"state: {residence}, activity: telework"] * home
    kinds += [f"state: {state}, activity: trip" for state, days in third.items() for _ in range(days)]
    kinds += [f"state: {employer}, activity: sick"] * sick[0] * (residence != employer)
    kinds += [f"state: {residence}, activity: on_call"] * on_call
    kinds += [f"state: {residence}, activity: on_call_called"] * called
    kinds += [f"state: {residence}, activity: garden_leave"] * garden + [
        f"state: {residence}, activity: leave"
    ] * leave
    days = [(dt.date(2026, 1, 1) + dt.timedelta(days=index)).strftime("%m-%d") for index in range(len(kinds))]
    facts = ", frontier: {home_in_zone: true, workplace_in_zone: true}"
    log = logged(
        *(f"{day}, {kind}" for day, kind in zip(days, kinds, strict=True)),
        residence=residence,
        employer=employer,
        facts=facts,
    )
    sick_work = sick[0] * (residence != employer)
    totals = counted(
        f"{{counts: {{work: {work}, home: {home}, third: {{{', '.join(f'{s}: {n}' for s, n in third.items())}}},"
        f" sick: {{work: {sick_work}}}, on_call_home: {on_call}, on_call_home_called: {called},"
        f" garden_leave: {garden}, leave: {leave}}}}}",
        residence=residence,
        employer=employer,
        facts=facts,
    )
    assert log.counted == totals.counted
    assert log.working_time == totals.working_time
    assert log.third_states == totals.third_states


def test_a_log_that_is_empty_is_a_year_without_days() -> None:
    text = document("{log: []}")
    (days,) = employment_days(worker_file(parse(text, "w"), "w", text), Path(), "w")
    assert days.counted.employer == 0
