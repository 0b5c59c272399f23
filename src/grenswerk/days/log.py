"""A day log to counted days.

Rows of one date and one employment make one day. A row without minutes is a full working day of the contract. A
day worked in several states is divided by minutes; the counters of days outside the employer's state add up the
minutes in the residence and in third states. Stand-by duty that is not at home is work where it is done. The order
of the rows does not matter.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from grenswerk.days.checks import checked_rows
from grenswerk.days.counts import too_many
from grenswerk.days.frontier import Regime, inside_zone, regime_of
from grenswerk.days.period import full_day_minutes, possible_days
from grenswerk.days.row import Row
from grenswerk.days.tally import Tally
from grenswerk.model.answer import Facts, Finding, Level
from grenswerk.model.days import WORK, Activity, CountedDays, DayEntry, DayForm, EmploymentDays
from grenswerk.model.worker import Employment, WorkerFile

ON_CALL = (Activity.ON_CALL, Activity.ON_CALL_CALLED)
AWAY = (Activity.TRIP, Activity.TRAINING)
LEAST = 30  # minutes; the other floor of a counted day is any fraction


class _Contract(NamedTuple):
    """What the counting of a day needs to know about the employment."""

    employment: Employment
    residence: str
    employer_state: str
    regime: Regime
    full_day: float  # minutes


def count_log(file: WorkerFile, rows: Iterable[Row]) -> list[EmploymentDays]:
    """The days of every employment from the rows of a day log.

    Raises `BadInput` for a date outside the year or the employment, an employment that is not in the file, two
    rows of a date that contradict each other, and more than 1440 minutes in a day.
    """
    by_employment = checked_rows(file, rows)
    in_hours = all(
        row.entry.minutes is not None
        for logged in by_employment.values()
        for row in logged
        if _is_work(row.entry, file.worker.residence)
    )
    return [
        _count(file, employment, [row.entry for row in by_employment[employment.id]], hours=in_hours)
        for employment in file.employments
    ]


def _count(file: WorkerFile, employment: Employment, entries: list[DayEntry], *, hours: bool) -> EmploymentDays:
    residence = file.worker.residence
    tally = Tally()
    for _ in _count_dates(tally, _contract(employment, residence), entries):
        pass
    logged = tally.working_days + tally.garden_leave + sum(tally.sick.values())
    warnings = too_many(employment, file.year, logged, logged) + _findings(tally, employment)
    return EmploymentDays(
        employment=employment.id,
        form=DayForm.LOG,
        counted=tally.counted(),
        working_time=tally.working_time(in_hours=hours),
        in_hours=hours and bool(tally.minutes_worked),
        third_states=dict(sorted(tally.third_states.items())),
        entries=tuple(entries),
        possible_days=possible_days(employment, file.year),
        warnings=warnings,
    )


def _contract(employment: Employment, residence: str) -> _Contract:
    regime = regime_of(residence, employment.employer_state)
    return _Contract(employment, residence, employment.employer_state, regime, full_day_minutes(employment))


def counted_until(
    employment: Employment, residence: str, entries: Iterable[DayEntry]
) -> Iterator[tuple[dt.date, CountedDays]]:
    """Each date of one employment's log, in order, with the days counted until then."""
    tally = Tally()
    for date in _count_dates(tally, _contract(employment, residence), entries):
        yield date, tally.counted()


def _count_dates(tally: Tally, contract: _Contract, entries: Iterable[DayEntry]) -> Iterator[dt.date]:
    """Counts one date after another into `tally`."""
    dates: dict[dt.date, list[DayEntry]] = {}
    for entry in entries:
        dates.setdefault(entry.date, []).append(entry)
    for date in sorted(dates):
        day = dates[date]
        work = [entry for entry in day if _is_work(entry, contract.residence)]
        if work:
            _count_work(tally, contract, work)
            if contract.regime is not Regime.NONE:
                _count_zone(tally, contract, work, dates.get(date - dt.timedelta(days=1), []))
            if len(work) < len(day):
                tally.on_call_beside_work += any(entry.activity in ON_CALL for entry in day if entry not in work)
        else:
            _count_absence(tally, contract, day)
        yield date


def _is_work(entry: DayEntry, residence: str) -> bool:
    if entry.minutes == 0:
        return False
    return entry.activity in WORK or (entry.activity in ON_CALL and entry.state != residence)


def side_of(entry: DayEntry, residence: str, employer_state: str) -> str:
    """Whether a row is work in the employer's, the residence or a third state."""
    if entry.state == residence and entry.state == employer_state:
        at_home = entry.activity in (Activity.TELEWORK, Activity.HOME_OTHER)
        return "residence" if at_home else "employer"
    if entry.state == employer_state:
        return "employer"
    return "residence" if entry.state == residence else "third"


def _count_work(tally: Tally, contract: _Contract, work: list[DayEntry]) -> None:
    """Divide the day over the states by minutes, and see whether it counts as a day outside."""
    tally.working_days += 1
    if len(work) == 1 and work[0].state == contract.employer_state != contract.residence:
        minutes_there = work[0].minutes
        length = contract.full_day if minutes_there is None else float(minutes_there)
        tally.add_work("employer", work[0], length, 1.0)
        return
    minutes = [contract.full_day if entry.minutes is None else float(entry.minutes) for entry in work]
    total = sum(minutes)
    outside, whole_day_outside = 0.0, False
    for entry, length in zip(work, minutes, strict=True):
        side = side_of(entry, contract.residence, contract.employer_state)
        tally.add_work(side, entry, length, length / total)
        if side != "employer":
            outside += length
            whole_day_outside |= entry.minutes is None
    if outside > 0 and not (contract.regime is not Regime.NONE and _third_only(contract, work)):
        tally.outside_any += 1
        tally.outside_30 += whole_day_outside or outside >= LEAST


def _third_only(contract: _Contract, work: list[DayEntry]) -> bool:
    """Whether the whole day was worked in third states: a frontier regime counts it in `outside_zone`."""
    return all(entry.state not in (contract.residence, contract.employer_state) for entry in work)


def _count_zone(tally: Tally, contract: _Contract, work: list[DayEntry], day_before: list[DayEntry]) -> None:
    """Count a full day outside the zone or a night of non-return, KonsVerFRAV s. 7; FR-BE knows no nights."""
    facts = contract.employment.frontier
    inside = [inside_zone(entry, contract.residence, contract.employer_state, facts) for entry in work]
    if contract.regime is Regime.FR_BE:
        at_home = any(entry.state == contract.residence for entry in work)
        counts = not at_home and all(place is False for place in inside)
    else:
        nights_before = [entry for entry in day_before if entry.overnight]
        away = any(entry.activity in AWAY or place is False for entry, place in zip(work, inside, strict=True))
        returns = any(away or entry.activity in AWAY for entry in nights_before)  # the return day always counts
        nights = any(entry.overnight for entry in work)
        counts = nights or returns or all(place is False for place in inside)
    tally.outside_zone += counts
    tally.zone_unknown += not counts and None in inside and True not in inside


def _count_absence(tally: Tally, contract: _Contract, day: list[DayEntry]) -> None:
    """A day without work: release from work, sickness or stand-by duty at home, in this order."""
    activities = {entry.activity for entry in day}
    sick = [entry for entry in day if entry.activity is Activity.SICK]
    if Activity.GARDEN_LEAVE in activities:
        tally.garden_leave += 1
    elif sick:
        for entry in sick:
            side = side_of(entry, contract.residence, contract.employer_state)
            tally.sick[side] += 1 / len(sick)
    elif Activity.ON_CALL_CALLED in activities:
        tally.on_call_home_called += 1
    elif Activity.ON_CALL in activities:
        tally.on_call_home += 1


def _findings(tally: Tally, employment: Employment) -> tuple[Finding, ...]:
    found: list[Finding] = []
    for level, code, days in (
        (Level.INFO, "days.on_call_beside_work", tally.on_call_beside_work),
        (Level.WARNING, "days.zone_unknown", tally.zone_unknown),
    ):
        if days:
            facts: Facts = {"employment": employment.id, "days": float(days)}
            found.append(Finding(level=level, code=code, facts=facts))
    return tuple(found)
