"""The points of a treaty rule on which one answer rests, and how sure each of them is."""

from __future__ import annotations

import math
from collections.abc import Iterable

from grenswerk.assess.tax_situation import Outcome, Situation
from grenswerk.law.rulebook import backing, treaty
from grenswerk.law.treaties.allocation import Basis, Frontier, Reading, View
from grenswerk.law.treaties.versions import Backing, Topic
from grenswerk.model.days import CountedDays

_DUST = 1e-9
_DIVIDED = (Basis.BY_DAYS, Basis.TOLERANCE_LOST, Basis.FRONTIER_LOST, Basis.EXCESS_ONLY)


def points(
    situation: Situation, outcome: Outcome, taxing_third_states: Iterable[str]
) -> dict[Topic, list[Backing]]:
    """Every point of the rule that this answer rests on, with its backing in the view of each state.

    `taxing_third_states` are those that may tax by the 183-day rule.
    """
    residence, employer_state = situation.residence, situation.employer_state
    found = {
        topic: [backing(outcome.rule.version, state, topic) for state in outcome.views]
        for topic in _touched(situation, outcome)
    }
    pandemic = treaty(residence, employer_state).pandemic
    stays = any(reading.pandemic_days_stay for reading in outcome.rule.readings.values())
    if pandemic is not None and stays and situation.days.counted.covid_home > 0:
        found[Topic.PANDEMIC] = [Backing(certainty=pandemic.certainty, sources=pandemic.sources)]
    presence = [treaty(residence, state).convention.presence_183 for state in taxing_third_states]
    if presence:
        found[Topic.PRESENCE] = [Backing(certainty=one.certainty, sources=one.sources) for one in presence]
    return found


def _touched(situation: Situation, outcome: Outcome) -> list[Topic]:
    """The points of the rule on which this answer rests, those of other files left out."""
    days, contract = situation.days.counted, situation.contract
    views = list(outcome.views.values())
    divided = any(view.basis in _DIVIDED for view in views)
    frontier = views[0].basis in (Basis.FRONTIER_KEPT, Basis.FRONTIER_LOST)
    tolerance = not frontier and any(view.limit >= 0 for view in views)
    home_counts = tolerance or any(reading.frontier is Frontier.WORK_ZONE for reading in _readings(outcome))
    sick = days.sick_employer + days.sick_residence + days.sick_unknown > 0
    touched = {
        Topic.RULE: True,
        Topic.PART_TIME: tolerance and contract.part_time_share < 1,
        Topic.PART_TIME_ROUNDING: tolerance and any(_within_rounding(view) for view in views),
        Topic.PART_YEAR: (tolerance or frontier) and contract.months < 12,
        Topic.SHORT_DAYS: home_counts and days.outside_any != days.outside_30,
        Topic.ON_CALL: (home_counts or divided) and days.on_call_home > 0,
        Topic.ON_CALL_CALLED: (home_counts or divided) and days.on_call_home_called > 0,
        Topic.SICK: divided and sick,
        Topic.SICK_COUNT: (tolerance or frontier) and sick,
        Topic.GARDEN_LEAVE: days.garden_leave > 0,
        Topic.GARDEN_LEAVE_PLACE: divided and days.garden_leave > 0 and days.residence + days.third > 0,
        Topic.PUBLIC: contract.public,
        Topic.POSTING: tolerance and _posted_days(situation) > 0,
        Topic.NO_WORK_DAY: any(view.basis is Basis.NO_DAY_IN_WORK_STATE for view in views),
        Topic.THIRD_STATES: divided and days.third > 0,
        Topic.THIRD_PROVISO: any(view.basis is Basis.TOLERANCE_KEPT for view in views) and days.third > 0,
        Topic.FRONTIER_LOST: any(view.basis is Basis.FRONTIER_LOST for view in views),
        Topic.MIXED_DAYS: divided and _mixed(situation, days),
    }
    return [topic for topic, is_touched in touched.items() if is_touched]


def _posted_days(situation: Situation) -> float:
    posting = situation.employment.posting
    return situation.days.third_states.get(posting.state, 0.0) if posting else 0.0


def _readings(outcome: Outcome) -> Iterable[Reading]:
    return outcome.rule.readings.values()


def _within_rounding(view: View) -> bool:
    """Whether the count lies between a limit that is no whole number and the next whole day."""
    return view.limit + _DUST < view.counted <= math.ceil(view.limit - _DUST)


def _mixed(situation: Situation, days: CountedDays) -> bool:
    """Whether a logged day was worked in several states, so that its parts enter the division of the pay."""
    parts = (days.employer, days.residence, days.third)
    return bool(situation.days.entries) and any(abs(part - round(part)) > 1e-6 for part in parts)


def sources_of_difference(situation: Situation, outcome: Outcome, state: str) -> list[str]:
    """The sources of the points on which the two readings differ and this answer rests, as one state has them."""
    one, other = _readings(outcome)
    differs = {
        Topic.PART_TIME: one.part_time != other.part_time,
        Topic.PART_YEAR: one.part_year_days_a_month != other.part_year_days_a_month,
        Topic.ON_CALL: one.on_call_counts != other.on_call_counts,
        Topic.SICK: one.sick != other.sick,
        Topic.GARDEN_LEAVE: one.garden_leave != other.garden_leave,
        Topic.PUBLIC: one.public_pay != other.public_pay,
    }
    touched = _touched(situation, outcome)
    found = [
        source
        for topic in touched
        if differs.get(topic)
        for source in backing(outcome.rule.version, state, topic).sources
    ]
    return list(dict.fromkeys(found or outcome.rule.version.sources))
