"""The rules of coordination and of the framework agreement: boundaries, order, plain and compiled."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import numba
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grenswerk.law.social_security import coordination, framework_agreement
from grenswerk.law.social_security.coordination import (
    Basis,
    Competent,
    Employers,
    Facts,
    Legislation,
    Limits,
    Posting,
    WorkPlaces,
    applicable_legislation,
    marginal,
    posting_holds,
    self_employed,
    substantial_part,
)
from grenswerk.law.social_security.dated import social_security_law
from grenswerk.law.social_security.framework_agreement import (
    Coverage,
    Day,
    Obstacle,
    TeleworkFacts,
    coverage,
    earliest_start,
    last_day,
    months_earlier,
    obstacle,
    wholly_rounded,
)

LAW = social_security_law(2026)
LIMITS, AGREEMENT = LAW.limits.values, LAW.agreement_limits.values
NO_POSTING = Posting(posted=False, expected_months=0.0, insured_before=False)

postings = st.builds(Posting, st.booleans(), st.floats(0, 60), st.booleans())
places = st.builds(WorkPlaces, st.booleans(), st.booleans(), st.integers(0, 4))
employers = st.builds(Employers, st.integers(1, 5), st.booleans(), st.integers(0, 4))
facts = st.builds(
    Facts,
    st.floats(0, 1),
    places,
    employers,
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    postings,
)
telework = st.builds(
    TeleworkFacts,
    in_force=st.booleans(),
    residence_by_substantial_part=st.booleans(),
    telework_share=st.floats(0, 1),
    other_activity_in_residence=st.booleans(),
    other_state=st.booleans(),
    other_state_outside=st.booleans(),
    self_employed=st.booleans(),
    seats=st.integers(0, 3),
    seat_in_residence=st.booleans(),
)
dates = st.dates(dt.date(2015, 1, 1), dt.date(2030, 12, 31))


@pytest.mark.parametrize("parts", range(1, 400, 7))
def test_an_exact_twentieth_quarter_or_half_is_met_whatever_the_fractions_it_is_summed_from(parts: int) -> None:
    """Sums of tenths of days miss their exact value in binary; the limits must not."""
    for limit, rule in ((Fraction(1, 20), marginal), (Fraction(1, 4), substantial_part)):
        total = sum(0.1 for _ in range(20 * parts))
        home = sum(0.1 for _ in range(int(20 * parts * limit)))
        assert rule(home / total, LIMITS) is (rule is substantial_part)
    total = sum(0.1 for _ in range(2 * parts))
    half = sum(0.1 for _ in range(parts)) / total
    assert obstacle(_eligible(half), AGREEMENT) is Obstacle.HALF_OR_MORE


@given(st.integers(1, 100_000), st.integers(0, 100_000))
def test_a_share_is_judged_as_the_exact_fraction_would_be(total: int, home: int) -> None:
    home = min(home, total)
    share, exact = home / total, Fraction(home, total)
    assert marginal(share, LIMITS) == (exact < Fraction(1, 20))
    assert substantial_part(share, LIMITS) == (exact >= Fraction(1, 4))
    assert (obstacle(_eligible(share), AGREEMENT) == Obstacle.NONE) == (exact < Fraction(1, 2))


def _eligible(share: float) -> TeleworkFacts:
    return TeleworkFacts(
        in_force=True,
        residence_by_substantial_part=True,
        telework_share=share,
        other_activity_in_residence=False,
        other_state=False,
        other_state_outside=False,
        self_employed=False,
        seats=1,
        seat_in_residence=False,
    )


def test_a_posting_of_24_months_holds_and_of_more_does_not() -> None:
    assert posting_holds(Posting(posted=True, expected_months=24, insured_before=True), LIMITS)
    assert not posting_holds(Posting(posted=True, expected_months=24.5, insured_before=True), LIMITS)
    assert not posting_holds(Posting(posted=True, expected_months=6, insured_before=False), LIMITS)


@pytest.mark.parametrize(
    ("staff", "basis", "competent"),
    [
        (Employers(1, in_residence=False, seats_elsewhere=1), Basis.ONE_EMPLOYER, Competent.EMPLOYER),
        (Employers(1, in_residence=True, seats_elsewhere=0), Basis.ONE_EMPLOYER, Competent.RESIDENCE),
        (Employers(2, in_residence=False, seats_elsewhere=1), Basis.EMPLOYERS_IN_ONE_STATE, Competent.EMPLOYER),
        (Employers(2, in_residence=True, seats_elsewhere=0), Basis.EMPLOYERS_IN_ONE_STATE, Competent.RESIDENCE),
        (Employers(2, in_residence=True, seats_elsewhere=1), Basis.EMPLOYERS_IN_TWO_STATES, Competent.EMPLOYER),
        (
            Employers(2, in_residence=False, seats_elsewhere=2),
            Basis.EMPLOYERS_IN_SEVERAL_STATES,
            Competent.RESIDENCE,
        ),
        (
            Employers(3, in_residence=True, seats_elsewhere=2),
            Basis.EMPLOYERS_IN_SEVERAL_STATES,
            Competent.RESIDENCE,
        ),
    ],
)
def test_without_a_substantial_part_the_seats_decide(staff: Employers, basis: Basis, competent: Competent) -> None:
    two_states = WorkPlaces(in_residence=True, in_employer_state=True, in_other_states=0)
    found = applicable_legislation(_plain(0.2, two_states, staff), LIMITS)
    assert (found.basis, found.competent) == (basis, competent)


def _plain(share: float, where: WorkPlaces, staff: Employers) -> Facts:
    return Facts(
        share,
        where,
        staff,
        civil_servant=False,
        administration_in_residence=False,
        other_activity_elsewhere=False,
        self_employed_elsewhere=False,
        posting=NO_POSTING,
    )


def test_the_self_employed_in_two_states_follow_residence_from_a_quarter_and_else_the_centre_of_interest() -> None:
    assert self_employed(0.25, 2, LIMITS).basis is Basis.SELF_EMPLOYED_SUBSTANTIAL
    assert self_employed(0.25, 2, LIMITS).competent is Competent.RESIDENCE
    assert self_employed(0.24, 2, LIMITS).competent is Competent.CENTRE
    assert self_employed(1.0, 1, LIMITS).basis is Basis.WORK_STATE


@given(facts)
def test_more_work_at_home_never_takes_the_residence_state_out_of_a_two_state_job(given_facts: Facts) -> None:
    two_states = WorkPlaces(in_residence=True, in_employer_state=True, in_other_states=0)
    plain = _plain(given_facts.residence_share, two_states, given_facts.employers)
    more = plain._replace(residence_share=min(1.0, plain.residence_share + 0.1))
    if applicable_legislation(plain, LIMITS).basis is Basis.SUBSTANTIAL_PART:
        assert applicable_legislation(more, LIMITS).basis is Basis.SUBSTANTIAL_PART


@given(dates, st.integers(0, 48))
def test_months_earlier_keeps_the_day_or_takes_the_last_of_the_month(date: dt.date, months: int) -> None:
    found = dt.date(*months_earlier(Day(date.year, date.month, date.day), months))
    assert (date.year * 12 + date.month) - (found.year * 12 + found.month) == months
    assert found.day == date.day or (found + dt.timedelta(days=1)).day == 1


@given(dates)
def test_a_certificate_lasts_three_years_to_the_day_before(date: dt.date) -> None:
    end = dt.date(*last_day(Day(date.year, date.month, date.day), AGREEMENT))
    leap_day = (date.month, date.day) == (2, 29)
    assert end == dt.date(date.year + 3, date.month, 28 if leap_day else date.day) - dt.timedelta(days=1)


@given(dates, dates)
def test_no_certificate_begins_before_the_agreement_or_before_the_reach_of_its_request(
    requested: dt.date, wanted: dt.date
) -> None:
    in_force, until = Day(2023, 7, 1), Day(2024, 6, 30)
    asked = Day(requested.year, requested.month, requested.day)
    earliest = earliest_start(asked, in_force, until, AGREEMENT)
    found = coverage(Day(wanted.year, wanted.month, wanted.day), earliest, AGREEMENT)
    assert found.start >= in_force
    assert found.start >= months_earlier(asked, 12)
    assert found.cut == (found.start > Day(wanted.year, wanted.month, wanted.day))


def test_luxembourg_writes_whole_percents_with_halves_up() -> None:
    assert [wholly_rounded(share) for share in (0.244, 0.245, 0.246, 0.495, 0.494)] == [
        0.24,
        0.25,
        0.25,
        0.5,
        0.49,
    ]


@pytest.fixture(scope="module")
def compiled() -> tuple[object, object, object]:
    """The rules compiled from their own source, callees first."""
    names = {
        coordination: (
            "marginal",
            "substantial_part",
            "posting_holds",
            "states_of_work",
            "one_state",
            "without_substantial_part",
            "state_of_seat_rule",
            "employed",
            "applicable_legislation",
        ),
        framework_agreement: (
            "obstacle",
            "days_in_month",
            "months_earlier",
            "day_before",
            "later",
            "last_day",
            "earliest_start",
            "coverage",
        ),
    }
    scopes = []
    for module, functions in names.items():
        scope = dict(vars(module))
        for name in functions:
            plain = getattr(module, name)
            scope[name] = numba.njit(type(plain)(plain.__code__, scope, name))
        scopes.append(scope)
    return scopes[0]["applicable_legislation"], scopes[1]["obstacle"], scopes[1]["coverage"]


@given(st.lists(st.tuples(facts, telework, dates, dates), min_size=20, max_size=40))
@settings(max_examples=10, deadline=None)
def test_compiled_rules_say_what_plain_rules_say(
    compiled: tuple[object, object, object], people: list[tuple[Facts, TeleworkFacts, dt.date, dt.date]]
) -> None:
    legislation, hindrance, covered = compiled
    for person, work, one, other in people:
        wanted, earliest = Day(one.year, one.month, one.day), Day(other.year, other.month, other.day)
        assert Legislation(*legislation(person, LIMITS)) == applicable_legislation(person, LIMITS)  # type: ignore[operator]
        assert hindrance(work, AGREEMENT) == obstacle(work, AGREEMENT)  # type: ignore[operator]
        assert Coverage(*covered(wanted, earliest, AGREEMENT)) == coverage(wanted, earliest, AGREEMENT)  # type: ignore[operator]


def test_the_limits_of_the_rules_are_those_of_the_law() -> None:
    assert Limits(marginal=0.05, substantial=0.25, posting_months=24) == LIMITS
