"""Compiled: the counted days of a row, and how both states read them."""

from __future__ import annotations

from typing import Any, NamedTuple

from grenswerk.days.totals import (
    Totals,
    counted_of_pattern,
    counted_of_totals,
    time_of_pattern,
    time_of_totals,
    weeks_worked,
)
from grenswerk.law.treaties.allocation import Basis, Contract, View, allocate
from grenswerk.law.treaties.taxable import Regime, Taxable, regime, stays_too_long, taxable
from grenswerk.model.days import CountedDays, WorkingTime
from grenswerk.model.period import months_between
from grenswerk.model.worker import share_of_full_time
from grenswerk.population.compiling import inner
from grenswerk.population.rows import Row, whole
from grenswerk.population.tables import Pair

_STATES = 6


class Days(NamedTuple):
    """The days of a row as the rules read them."""

    counted: CountedDays
    time: WorkingTime


class Views(NamedTuple):
    """Both states' views; `known` is false where a fact that was not given decides."""

    own: View
    other: View
    own_taxable: Taxable
    other_taxable: Taxable
    known: bool
    rule: int


@inner
def _all(by_state: Any) -> float:
    total = 0.0
    for state in range(_STATES):
        total += by_state[state]
    return total


@inner
def days_of_row(row: Row) -> Days:
    """The counted days and the working time of a row, from its ledger, its pattern or its totals."""
    if row.logged:
        return Days(
            CountedDays(
                row.work,
                row.residence_days,
                _all(row.third),
                row.outside_any,
                row.outside_30,
                row.on_call_home,
                row.on_call_home_called,
                row.garden_leave,
                row.sick_work,
                row.sick_home,
                row.sick_unknown,
                0.0,
                row.outside_zone,
            ),
            WorkingTime(row.time_employer, row.time_telework, row.time_other, row.time_third),
        )
    if row.home_per_week >= 0.0:
        weeks = weeks_worked(row.weeks_off, row.share_of_year)
        pattern = counted_of_pattern(row.home_per_week, row.days_per_week, weeks)
        return Days(pattern, time_of_pattern(pattern))
    third, zone_third = 0.0, 0.0
    for state in range(_STATES):
        third += row.third[state]
        if state != row.employer and state != row.residence:  # noqa: PLR1714  (compiles only so)
            zone_third += row.zone[state]
    totals = Totals(
        row.work,
        row.home,
        row.home_short,
        third,
        row.zone[row.employer],
        row.zone[row.residence] if row.residence != row.employer else 0.0,
        zone_third,
        row.on_call_home,
        row.on_call_home_called,
        row.garden_leave,
        row.sick_work,
        row.sick_home,
        row.sick_unknown,
        row.covid_home,
    )
    return Days(counted_of_totals(totals, row.frontier_pair), time_of_totals(totals))


@inner
def days_in_third_state(row: Row, state: int) -> float:
    """Working days in one third state, those outside a zone included; 0 for other states."""
    if state == row.employer or state == row.residence or row.home_per_week >= 0.0:  # noqa: PLR1714
        return 0.0
    return row.third[state] + row.zone[state]


@inner
def months_of_row(row: Row) -> float:
    """Months of employment in the year."""
    if row.share_of_year == 1.0:
        return 12.0
    return months_between(
        whole(row.year), whole(row.start_month), whole(row.start_day), whole(row.end_month), whole(row.end_day)
    )


@inner
def contract_of_row(row: Row, frontier_worker: bool) -> Contract:
    """The facts of the employment that the allocation rule asks for."""
    part_time = share_of_full_time(row.hours, row.full_time_hours)
    return Contract(part_time, months_of_row(row), row.public, row.national_of_residence, frontier_worker)


@inner
def moved_days(row: Row) -> float:
    """Days in those of the five states, as third states, that may tax them for presence above 183 days."""
    moved = 0.0
    for state in range(1, _STATES):
        days = days_in_third_state(row, state)
        if stays_too_long(days):
            moved += days
    return moved


@inner
def both_views(days: CountedDays, contract: Contract, readings: Any, one: int, other: int) -> tuple[View, View]:
    """The residence state's view and that of the employer's state."""
    return allocate(days, contract, readings[one]), allocate(days, contract, readings[other])


@inner
def views_of_row(days: CountedDays, row: Row, pair: Pair, readings: Any) -> Views:
    """Both views of a row in which residence and employer's state differ."""
    applies = Regime.NO
    if pair.reading[1, 0] >= 0:
        applies = regime(
            row.home_in_zone, row.workplace_in_zone, row.status_since_2011, pair.closed_group, row.public
        )
    kind = 0 if applies == Regime.NO else 1
    contract = contract_of_row(row, kind == 1)
    own, other = both_views(days, contract, readings, pair.reading[kind, 0], pair.reading[kind, 1])
    alike = True
    if applies == Regime.NOT_KNOWN:
        plain = contract_of_row(row, False)
        one, two = both_views(days, plain, readings, pair.reading[0, 0], pair.reading[0, 1])
        alike = _alike(own, one) and _alike(other, two)
        if alike:  # the frontier regime changes nothing: the ordinary rule is reported
            own, other, kind = one, two, 0
    known = alike and own.basis != Basis.NO_WORK
    moved = moved_days(row) if known else 0.0
    return Views(own, other, taxable(own, moved), taxable(other, moved), known, pair.rule[kind])


@inner
def _alike(one: View, other: View) -> bool:
    return one.employer_share == other.employer_share and one.residence_share == other.residence_share
