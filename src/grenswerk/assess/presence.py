"""The 183-day rule for work in a third state among the five, of which the employer is no resident."""

from __future__ import annotations

import datetime as dt

from grenswerk.law.rulebook import treaty
from grenswerk.law.treaties.taxable import stays_too_long
from grenswerk.law.treaties.versions import ReferencePeriod
from grenswerk.model.days import EmploymentDays
from grenswerk.model.states import STATE_CODES


def third_states_that_tax(residence: str, days: EmploymentDays) -> dict[str, float]:
    """The share of working days in each third state in which presence exceeds 183 days.

    Presence is counted over the reference period of the treaty between the residence state and the third state,
    on the day log where there is one and on the counted days otherwise.
    """
    total = days.counted.employer + days.counted.residence + days.counted.third
    return {
        state: worked / total
        for state, worked in days.third_states.items()
        if state in STATE_CODES and state != residence and stays_too_long(longest_presence(residence, state, days))
    }


def longest_presence(residence: str, state: str, days: EmploymentDays) -> float:
    """Days of presence in `state` in the fullest reference period."""
    if not days.entries:
        return days.third_states.get(state, 0.0)
    dates = sorted({entry.date for entry in days.entries if entry.state == state})
    if treaty(residence, state).convention.presence_183.period is not ReferencePeriod.ROLLING_12_MONTHS:
        return float(len(dates))
    return float(_fullest_twelve_months(dates))


def _fullest_twelve_months(dates: list[dt.date]) -> int:
    fullest, first = 0, 0
    for last, date in enumerate(dates):
        while (date - dates[first]).days >= 365:
            first += 1
        fullest = max(fullest, last - first + 1)
    return fullest
