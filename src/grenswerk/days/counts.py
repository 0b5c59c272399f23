"""Totals of the year, as a person knows them, to counted days.

A `home` day is divided over no other state; a `home_short` day is one of the employer's state in all but the
counter of any fraction. `covid_home` days stand only in their own counter (and in the working time),
because the agreements of 2020-2022 decide where they belong. Under a frontier regime `outside_zone` and `third`
days stand in `outside_zone` and in no counter of the threshold rules; home days stand in `outside_any`.
"""

from __future__ import annotations

from grenswerk.days.frontier import Regime, regime_of
from grenswerk.days.period import calendar_days, possible_days
from grenswerk.days.place import in_file
from grenswerk.days.totals import Totals, counted_of_totals, time_of_totals
from grenswerk.model.answer import Facts, Finding, Level
from grenswerk.model.days import CountedDays, DayForm, EmploymentDays
from grenswerk.model.errors import BadInput
from grenswerk.model.worker import Counts, Employment, SickDays, WorkerFile


def count_totals(
    file: WorkerFile, employment: Employment, counts: Counts, where: str, path: str
) -> EmploymentDays:
    """The days of one employment from its totals; `path` is where the totals stand, for messages.

    Raises `BadInput` when `third` names the residence or the employer's state.
    """
    residence, employer_state = file.worker.residence, employment.employer_state
    for state in counts.third:
        if state in (residence, employer_state):
            whose, key = ("residence", "home") if state == residence else ("employer's", "work")
            raise BadInput(
                f"{in_file(where, f'{path}.third.{state}')}: {path}.third.{state} is the {whose} state: "
                f'expected another state, or the days under "{key}"'
            )
    regime = regime_of(residence, employer_state)
    sick = counts.sick if isinstance(counts.sick, SickDays) else None
    third_states = dict(counts.third)
    zone = dict.fromkeys(("employer", "residence", "third"), 0.0)
    for state, days in counts.outside_zone.items():
        side = "employer" if state == employer_state else "residence" if state == residence else "third"
        zone[side] += days
        if side == "third":
            third_states[state] = third_states.get(state, 0.0) + days
    given = Totals(
        work=float(counts.work),
        home=float(counts.home),
        home_short=float(counts.home_short),
        third=float(sum(counts.third.values())),
        zone_employer=zone["employer"],
        zone_residence=zone["residence"],
        zone_third=zone["third"],
        on_call_home=float(counts.on_call_home),
        on_call_home_called=float(counts.on_call_home_called),
        garden_leave=float(counts.garden_leave),
        sick_work=float(sick.work) if sick else 0.0,
        sick_home=float(sick.home) if sick else 0.0,
        sick_unknown=0.0 if isinstance(counts.sick, SickDays) else float(counts.sick),
        covid_home=float(counts.covid_home),
    )
    counted = counted_of_totals(given, regime is not Regime.NONE)
    return EmploymentDays(
        employment=employment.id,
        form=DayForm.COUNTS,
        counted=counted,
        working_time=time_of_totals(given),
        third_states={state: float(days) for state, days in sorted(third_states.items()) if days},
        possible_days=possible_days(employment, file.year),
        warnings=_warnings(file.year, employment, counts, counted, regime),
    )


def _warnings(
    year: int, employment: Employment, counts: Counts, counted: CountedDays, regime: Regime
) -> tuple[Finding, ...]:
    sick = counted.sick_employer + counted.sick_residence + counted.sick_unknown
    worked = counted.employer + counted.residence + counted.third + counts.covid_home
    given = worked + counts.garden_leave + sick + counts.leave + counts.holiday
    found = too_many(employment, year, given, given + counts.on_call_home + counts.on_call_home_called)
    if regime is Regime.NONE and any(counts.outside_zone.values()):
        days = float(sum(counts.outside_zone.values()))
        found += (_warning("days.no_frontier_regime", {"employment": employment.id, "days": days}),)
    return found


def too_many(employment: Employment, year: int, given: float, with_on_call: float) -> tuple[Finding, ...]:
    """A warning when more days are given than the contract, or even the calendar, has room for."""
    possible, calendar = possible_days(employment, year), float(calendar_days(employment, year))
    if with_on_call > calendar:
        facts: Facts = {"employment": employment.id, "days": with_on_call, "possible": calendar}
        return (_warning("days.more_than_calendar", facts),)
    if given > possible:
        facts = {"employment": employment.id, "days": given, "possible": possible}
        return (_warning("days.more_than_possible", facts),)
    return ()


def _warning(code: str, facts: Facts) -> Finding:
    return Finding(level=Level.WARNING, code=code, facts=facts)
