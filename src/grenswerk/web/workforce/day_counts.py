"""A day log to totals of the year, in the columns of the batch: what a log is without its dates.

Each date is one day of one key, by the definitions of the worker file: `home` is at least half an hour of work in
the residence state. Days in several states outside the five are given to the one with the most of them.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from grenswerk.days.frontier import Regime, regime_of
from grenswerk.days.log import LEAST, ON_CALL, side_of
from grenswerk.model.days import WORK, Activity, DayEntry, EmploymentDays
from grenswerk.model.states import STATE_CODES
from grenswerk.population.fields import FACTS


def counts_of(days: EmploymentDays, residence: str, employer_state: str) -> dict[str, Any]:
    """The totals of a counted log, as columns of the batch. Unit: days."""
    dates: dict[dt.date, list[DayEntry]] = {}
    for entry in days.entries:
        dates.setdefault(entry.date, []).append(entry)
    tally: Counter[str] = Counter(_key(day, residence, employer_state) for day in dates.values())
    tally.pop("", None)
    regime = regime_of(residence, employer_state) is not Regime.NONE
    if regime:
        _put_zone(tally, days.counted.outside_zone, employer_state)
    others = {
        key: count for key, count in tally.items() if key.startswith("days_third_") and key[-2:] not in STATE_CODES
    }
    for key in others:
        del tally[key]
    columns: dict[str, Any] = dict(sorted(tally.items()))
    if others:
        columns["days_third"] = sum(others.values())
        columns["days_third_state"] = max(sorted(others), key=others.__getitem__)[-2:]
    columns.setdefault("days_work", 0)
    return columns


def _key(day: Sequence[DayEntry], residence: str, employer_state: str) -> str:
    """The key under which a date is counted; none for a day of rest."""
    work = [entry for entry in day if _is_work(entry, residence)]
    if not work:
        return _absence(day, residence, employer_state)
    sides = [(side_of(entry, residence, employer_state), entry) for entry in work]
    at_home = [entry for side, entry in sides if side == "residence"]
    if any(entry.minutes is None for entry in at_home) or sum(entry.minutes or 0 for entry in at_home) >= LEAST:
        return "days_home"
    third = [entry.state for side, entry in sides if side == "third"]
    if third:
        return f"days_third_{third[0]}"
    return "days_home_short" if at_home else "days_work"


def _is_work(entry: DayEntry, residence: str) -> bool:
    if entry.minutes == 0:
        return False
    return entry.activity in WORK or (entry.activity in ON_CALL and entry.state != residence)


def _absence(day: Iterable[DayEntry], residence: str, employer_state: str) -> str:
    by_activity = {entry.activity: entry for entry in day}
    if Activity.GARDEN_LEAVE in by_activity:
        return "days_garden_leave"
    if sick := by_activity.get(Activity.SICK):
        side = side_of(sick, residence, employer_state)
        return {"employer": "days_sick_work", "residence": "days_sick_home"}.get(side, "days_sick_work")
    for activity, key in (
        (Activity.ON_CALL_CALLED, "days_on_call_home_called"),
        (Activity.ON_CALL, "days_on_call_home"),
        (Activity.LEAVE, "days_leave"),
        (Activity.HOLIDAY, "days_holiday"),
    ):
        if activity in by_activity:
            return key
    return ""


def _put_zone(tally: Counter[str], outside: float, employer_state: str) -> None:
    """Under a frontier regime a day outside the zone stands in no other key: third states first, then the rest."""
    left = int(outside)
    for key in sorted(key for key in tally if key.startswith("days_third_")):
        days = min(tally[key], left)
        zone = f"days_outside_zone_{key[-2:]}"
        if key[-2:] in STATE_CODES and days:
            tally[key] -= days
            tally[zone] += days
            left -= days
    moved = min(left, tally["days_work"])
    if moved > 0:
        tally["days_work"] -= moved
        tally[f"days_outside_zone_{employer_state}"] += moved


def without_days(facts: dict[str, Any]) -> dict[str, Any]:
    """The columns of a row that do not say how many days were worked where."""
    return {name: value for name, value in facts.items() if name in FACTS}
