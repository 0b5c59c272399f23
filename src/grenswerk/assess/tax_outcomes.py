"""The outcomes that are possible where a fact of a frontier regime was not given; one where all are."""

from __future__ import annotations

from msgspec.structs import replace

from grenswerk.assess.tax_situation import Outcome, Situation
from grenswerk.law.rulebook import Rule
from grenswerk.law.treaties.allocation import Contract, allocate
from grenswerk.law.treaties.taxable import Regime, regime
from grenswerk.model.answer import Fact, Finding, Level
from grenswerk.model.days import EmploymentDays


def possible_outcomes(situation: Situation) -> list[Outcome]:
    """The outcome, or the possible outcomes where a fact of a frontier regime is not known."""
    pair_and_year = situation.residence, situation.employer_state, situation.file.year
    ordinary = situation.rulebook.rule(*pair_and_year)
    frontier = situation.rulebook.frontier_rule(*pair_and_year)
    contract, days = situation.contract, situation.days
    if frontier is None:
        return [_outcome(ordinary, contract, days)]
    given = situation.employment.frontier
    applies = regime(
        _known(given.home_in_zone),
        _known(given.workplace_in_zone),
        _known(given.status_since_2011),
        frontier.version.closed_group,
        contract.public,
    )
    outcomes = []
    if applies is not Regime.NO:
        frontier_worker = contract._replace(frontier_worker=True)
        if unknown := _days_of_unknown_zone(days):
            counted = days.counted._replace(outside_zone=days.counted.outside_zone + unknown)
            outcomes.append(_outcome(frontier, frontier_worker, replace(days, counted=counted)))
        outcomes.append(_outcome(frontier, frontier_worker, days))
    if applies is not Regime.YES:
        outcomes.append(_outcome(ordinary, contract, days))
    return outcomes


def _days_of_unknown_zone(days: EmploymentDays) -> float:
    """Logged days of which it is not told whether they were worked in the zone."""
    told = (warning.facts["days"] for warning in days.warnings if warning.code == "days.zone_unknown")
    return sum(float(number or 0) for number in told)


def _known(fact: bool | None) -> int:  # noqa: FBT001
    return -1 if fact is None else int(fact)


def _outcome(rule: Rule, contract: Contract, days: EmploymentDays) -> Outcome:
    return Outcome(
        rule, {state: allocate(days.counted, contract, reading) for state, reading in rule.readings.items()}
    )


def frontier_facts_needed(situation: Situation, outcomes: list[Outcome]) -> Finding:
    """The frontier facts that were not given, and what each answer would lead to."""
    given = situation.employment.frontier
    names = {
        "home_in_zone": given.home_in_zone,
        "workplace_in_zone": given.workplace_in_zone,
        "status_since_2011": given.status_since_2011,
    }
    closed = outcomes[0].rule.version.closed_group
    missing = [name for name, value in names.items() if value is None and (closed or name != "status_since_2011")]
    shares = [1.0 - outcome.views[situation.residence].employer_share for outcome in outcomes]
    fields = [f"frontier.{name}" for name in missing]
    if _days_of_unknown_zone(situation.days):
        fields.append("days.log.zone")
    facts: dict[str, Fact] = {
        "missing": ", ".join(fields),
        "residence": situation.residence,
        "employer_state": situation.employer_state,
        "frontier_share": max(shares),
        "ordinary_share": min(shares),
    }
    return Finding(level=Level.WARNING, code="tax.frontier_facts_needed", facts=facts)
