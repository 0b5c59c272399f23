"""Compiled: where the worker of a row is insured, in the last part of the year, as the only employment."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.law.social_security.certificate import (
    Request,
    Wanted,
    Way,
    by_substantial_part,
    certificate,
    document,
    way_of,
)
from grenswerk.law.social_security.coordination import (
    Basis,
    Competent,
    Employers,
    Legislation,
    Posting,
    WorkPlaces,
    applicable_legislation,
    marginal,
)
from grenswerk.law.social_security.coordination import (
    Facts as CoordinationFacts,
)
from grenswerk.law.social_security.framework_agreement import (
    Day,
    TeleworkFacts,
    obstacle,
)
from grenswerk.law.social_security.working_pattern import (
    Inside,
    inside_residence,
    normally_in_residence,
    time_worked,
    with_home_share,
    without_covid_days,
    without_telework,
)
from grenswerk.model.days import CountedDays, WorkingTime
from grenswerk.population.compiling import inner
from grenswerk.population.rows import Row, whole
from grenswerk.population.tables import InsuranceOfYear
from grenswerk.population.views import days_in_third_state

_STATES = 6
_REQUESTS = tuple(Request)  # from -1, not given
PANDEMIC, NO_TELEWORK = 1, 2  # telework without effect: that of the pandemic, all
NOT_KNOWN = 0  # no state: depends on a fact that was not given, or no rule leads to one


class Insured(NamedTuple):
    """The competent state, why, and what it is to be shown with; `document` -1 where no state is known."""

    state: int
    basis: int
    document: int
    residence_share: float  # of the year's working time


class Places(NamedTuple):
    """Where work is normally done besides the residence and the employer's state."""

    in_employer_state: bool
    other_members: int
    outside: int  # not under the Regulation
    member: int  # one of the other members


@inner
def worked_or_at_the_employer(time: WorkingTime) -> WorkingTime:
    """The time, or work at the employer's where none was done."""
    if time_worked(time) > 0.0:
        return time
    return WorkingTime(1.0, 0.0, 0.0, 0.0)


@inner
def inside_of_row(time: WorkingTime, row: Row) -> Inside:
    """The working time of row `i` in the residence state."""
    return inside_residence(time, row.residence != row.employer, row.it_based, row.telework == 0)


@inner
def places_of_row(time: WorkingTime, other_is_member: bool, row: Row, law: InsuranceOfYear) -> Places:
    """Where work is normally done: shares below the limit of marginal work are left out."""
    limits, total = law.limits, time_worked(time)
    abroad = row.residence != row.employer
    in_employer_state = abroad and not marginal(time.employer / total, limits)
    days = 0.0
    for state in range(_STATES):
        days += days_in_third_state(row, state)
    members, outside, member = 0, 0, 0
    if days <= 0.0 or time.third <= 0.0:
        return Places(in_employer_state, members, outside, member)
    for state in range(_STATES):
        there = days_in_third_state(row, state)
        if marginal(time.third * there / days / total, limits):
            continue
        if state > 0 or other_is_member:
            members += 1
            member = state if state > 0 else row.other_state
        else:
            outside += 1
    return Places(in_employer_state, members, outside, member)


@inner
def last_piece(row: Row, law: InsuranceOfYear) -> int:
    """The last part of the year between changes of the law in which the employment runs."""
    end = row.end_month * 100 + row.end_day
    piece = 0
    for at in range(1, len(law.piece_starts)):
        if 0 < law.piece_starts[at] <= end:
            piece = at
    return piece


@inner
def time_read(
    days: CountedDays, time: WorkingTime, plan: float, effect: int, row: Row, law: InsuranceOfYear
) -> WorkingTime:
    """The working time that the rule reads: the plan where there is one, without telework that has no effect."""
    if plan >= 0.0:
        time = worked_or_at_the_employer(time)
        if row.residence != row.employer:
            time = with_home_share(time, min(1.0, plan))
    elif law.pandemic_year:
        time = without_covid_days(time, days.covid_home)
    if effect == NO_TELEWORK:
        time = without_telework(time)
    return worked_or_at_the_employer(time)


@inner
def insured_of_row(days: CountedDays, time: WorkingTime, plan: float, row: Row, law: InsuranceOfYear) -> Insured:
    """Where a row is insured; nowhere where an unnamed third state, or the cause of telework, decides."""
    asked = row.other_third < 0 and row.third[0] > 0.0
    piece = last_piece(row, law)
    whole = worked_or_at_the_employer(time)
    spent = inside_of_row(whole, row)
    share = (spent.telework + spent.incidental + spent.other) / time_worked(whole)
    read = time_read(days, time, plan, law.piece_effect[piece], row, law)
    places = places_of_row(read, asked or row.other_third == 1, row, law)
    found = _insured(read, places, share, piece, row, law)
    if asked:
        others = places_of_row(read, False, row, law)
        if others.other_members != places.other_members:
            other = _insured(read, others, share, piece, row, law)
            if other.state != found.state or other.basis != found.basis:
                return Insured(NOT_KNOWN, Basis.NONE.value, -1, share)
    in_pandemic = law.piece_effect[piece] == PANDEMIC
    if in_pandemic and time.residence_telework > 0.0 and (row.logged or row.home_per_week >= 0.0):
        read = time_read(days, time, plan, NO_TELEWORK, row, law)
        places = places_of_row(read, asked or row.other_third == 1, row, law)
        if _insured(read, places, share, piece, row, law).state != found.state:
            return Insured(NOT_KNOWN, Basis.NONE.value, -1, share)
    return found


@inner
def _insured(
    read: WorkingTime, places: Places, share: float, piece: int, row: Row, law: InsuranceOfYear
) -> Insured:
    """Where a row is insured that works in these places; `share` of the year's time in the residence state."""
    r, e = row.residence, row.employer
    limits = law.limits
    total = time_worked(read)
    inside = inside_of_row(read, row)
    here = (inside.telework + inside.incidental + inside.other) / total
    in_residence = normally_in_residence((inside.telework + inside.other) / total, here, limits)
    legislation = applicable_legislation(
        CoordinationFacts(
            here,
            WorkPlaces(in_residence, places.in_employer_state, places.other_members),
            Employers(1, r == e, 1 if r != e else 0),
            row.public,
            row.public and r == e,
            False,
            False,
            Posting(False, 0.0, False),
        ),
        limits,
    )
    work_states = int(in_residence) + int(places.in_employer_state) + places.other_members
    state, basis = _ordinary_state(legislation, places, r, e), legislation.basis
    way = _agreement(legislation, inside, total, places, piece, row, law)
    if way == Way.REQUEST_NOT_KNOWN or way == Way.STATE_OUTSIDE:  # noqa: PLR1714
        return Insured(NOT_KNOWN, Basis.NONE.value, -1, share)
    if way == Way.CERTIFICATE and _certificate_covers_end(piece, row, law):
        state, basis = e, Basis.FRAMEWORK_AGREEMENT
    if state == NOT_KNOWN:
        return Insured(state, basis.value, -1, share)
    at_home_only = work_states == 1 and _is_only_work_state(state, in_residence, places, r, e)
    return Insured(state, basis.value, document(basis, at_home_only).value, share)


@inner
def _is_only_work_state(state: int, in_residence: bool, places: Places, r: int, e: int) -> bool:
    if in_residence:
        return state == r
    return state == e if places.in_employer_state else state == places.member


@inner
def _ordinary_state(legislation: Legislation, places: Places, r: int, e: int) -> int:
    """The state that plays the part; above 100 is a state outside the five."""
    if legislation.competent == Competent.RESIDENCE:
        return r
    if legislation.competent == Competent.EMPLOYER:
        return e
    if legislation.competent == Competent.WORK:
        return places.member
    return NOT_KNOWN


@inner
def _day(year: int, month: int, day: int) -> Day:
    """A day of the small numbers of a record, as the rules compare it."""
    return Day(whole(year), whole(month), whole(day))


@inner
def _span_start(piece: int, row: Row, law: InsuranceOfYear) -> Day:
    """The first day of the employment in a part of the year."""
    start = row.start_month * 100 + row.start_day
    start = max(start, law.piece_starts[piece])
    return _day(row.year, start // 100, start % 100)


@inner
def _agreement(
    legislation: Legislation,
    inside: Inside,
    total: float,
    places: Places,
    piece: int,
    row: Row,
    law: InsuranceOfYear,
) -> Way:
    """What the framework agreement does with the ordinary rule."""
    r, e = row.residence, row.employer
    binds = Day(law.binds[r, e, 0], law.binds[r, e, 1], law.binds[r, e, 2])
    facts = TeleworkFacts(
        binds.year > 0 and binds <= _span_start(piece, row, law),
        by_substantial_part(legislation, r == e),
        (inside.telework + inside.incidental) / total,
        not marginal(inside.other / total, law.limits),
        places.other_members > 0,
        places.outside > 0,
        False,
        1 if r != e else 0,
        r == e,
    )
    return way_of(obstacle(facts, law.agreement_limits), _REQUESTS[row.request + 1])


@inner
def _certificate_covers_end(piece: int, row: Row, law: InsuranceOfYear) -> bool:
    """Whether the certificate of the request runs on the last day of the employment's year."""
    r, e = row.residence, row.employer
    runs = certificate(
        Wanted(
            _day(row.wanted_year, row.wanted_month, row.wanted_day),
            _day(row.requested_year, row.requested_month, row.requested_day),
        ),
        _span_start(piece, row, law),
        Day(law.binds[r, e, 0], law.binds[r, e, 1], law.binds[r, e, 2]),
        Day(law.transition_ends[0], law.transition_ends[1], law.transition_ends[2]),
        law.agreement_limits,
    )
    last = _day(row.year, row.end_month, row.end_day)
    return runs.start <= last <= runs.end
