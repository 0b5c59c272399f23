"""Which state may tax the wage of one employment: each state's own view, and where the views conflict."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from grenswerk.assess.crossing import crossing_date
from grenswerk.assess.notes import Notes
from grenswerk.assess.presence import third_states_that_tax
from grenswerk.assess.tax_outcomes import frontier_facts_needed, possible_outcomes
from grenswerk.assess.tax_points import points, sources_of_difference
from grenswerk.assess.tax_situation import Outcome, Situation
from grenswerk.days.log import counted_until
from grenswerk.law.rulebook import Rule, Rulebook
from grenswerk.law.treaties.allocation import Basis, View, allocate
from grenswerk.law.treaties.taxable import claimed, kept, taxable, views_agree
from grenswerk.model.answer import (
    Conflict,
    ConflictKind,
    Fact,
    Finding,
    Level,
    Margin,
    Reason,
    RuleApplied,
    Tax,
    TaxView,
    Threshold,
)
from grenswerk.model.certainty import Certainty, Status, weakest
from grenswerk.model.days import EmploymentDays
from grenswerk.model.worker import Employment, WorkerFile

_DUST = 1e-9


def taxing_rights(
    file: WorkerFile, employment: Employment, days: EmploymentDays, rulebook: Rulebook
) -> tuple[Tax | None, Notes]:
    """Who may tax the pay of `employment`; `None` where the worker lives in the employer's state."""
    residence, employer_state = file.worker.residence, employment.employer_state
    if residence == employer_state:
        return None, Notes()
    situation = Situation(file, employment, days, rulebook)
    outcomes = possible_outcomes(situation)
    same = all(_shares(outcome) == _shares(outcomes[0]) for outcome in outcomes)
    first = outcomes[-1] if same else outcomes[0]  # the ordinary rule, where the frontier regime changes nothing
    moved = third_states_that_tax(residence, days) if same else {}
    notes = _notes(situation, [first] if same else [], first.rule, moved)
    for other in outcomes[:-1] if same else ():
        notes += Notes(certainties=_certainties(situation, other, moved))
    if not same:
        notes += Notes(findings=(frontier_facts_needed(situation, outcomes),))
    if first.views[residence].basis is Basis.NO_WORK:
        notes += Notes(findings=(Finding(level=Level.WARNING, code="tax.no_working_days"),))
        same = False
    views = {
        state: _tax_view(view, residence, employer_state, moved, days)
        if same
        else _open_view(residence, employer_state)
        for state, view in first.views.items()
    }
    for state, share in moved.items():
        facts: dict[str, Fact] = {
            "state": state,
            "days": days.third_states[state],
            "share": share,
            "residence": residence,
        }
        notes += Notes(findings=(Finding(level=Level.WARNING, code="tax.third_state_183_days", facts=facts),))
    third = sum(days.third_states.get(state, 0.0) for state in moved)
    conflict = _conflict(situation, first, third) if same else None
    if conflict is not None and conflict.code != "tax.conflict.fraction":
        notes += Notes(certainties=(Certainty.UNCONFIRMED,))  # the two states contradict each other on the rule
    tax = Tax(
        rule=RuleApplied(id=first.rule.version.id, status=first.rule.status),
        threshold=_threshold(first.views[residence]) if same else None,
        views=views,
        conflict=conflict,
        certainty=weakest(notes.certainties),
    )
    return tax, notes


def _shares(outcome: Outcome) -> list[tuple[float, float]]:
    return [(view.employer_share, view.residence_share) for view in outcome.views.values()]


def _tax_view(
    view: View, residence: str, employer_state: str, moved: dict[str, float], days: EmploymentDays
) -> TaxView:
    """The view as the answer gives it; third-state days lie with the residence state unless that state taxes."""
    third = sum(days.third_states.get(state, 0.0) for state in moved)
    own = taxable(view, third)
    shares: dict[str, float | None] = {residence: own.residence, employer_state: own.employer}
    for state in moved:
        shares[state] = own.elsewhere * days.third_states[state] / third
    return TaxView(
        counted=view.counted,
        threshold_days=view.limit if view.limit >= 0 else None,
        kept=kept(view.basis) if view.limit >= 0 else None,
        taxable_share=shares,
    )


def _open_view(residence: str, employer_state: str) -> TaxView:
    """A view that depends on a fact that was not given."""
    return TaxView(
        counted=None, threshold_days=None, kept=None, taxable_share={residence: None, employer_state: None}
    )


def _threshold(view: View) -> Threshold | None:
    if view.limit < 0:
        return None
    left = max(0.0, view.limit - view.counted)
    return Threshold(days=view.limit, counted=view.counted, left=left, kept=kept(view.basis))


def _conflict(situation: Situation, outcome: Outcome, moved_days: float) -> Conflict | None:
    """What both states tax by their own view, or none."""
    residence, employer_state = situation.residence, situation.employer_state
    own, other = outcome.views[residence], outcome.views[employer_state]
    share = claimed(taxable(own, moved_days), taxable(other, moved_days))
    if views_agree(share):
        return None
    facts: dict[str, Fact] = {
        "residence": residence,
        "employer_state": employer_state,
        "residence_limit": own.limit,
        "employer_limit": other.limit,
        "residence_counted": own.counted,
        "employer_counted": other.counted,
        "residence_sources": ", ".join(sources_of_difference(situation, outcome, residence)),
        "employer_sources": ", ".join(sources_of_difference(situation, outcome, employer_state)),
    }
    return Conflict(
        kind=ConflictKind.DOUBLE if share > 1 else ConflictKind.UNTAXED,
        share=abs(share - 1.0),
        code=f"tax.conflict.{_cause(own, other)}",
        facts=facts,
    )


def _cause(own: View, other: View) -> str:
    """Why the two readings differ: the limit, the count, the pay from a public body, or the fraction."""
    if (own.basis is Basis.PAYING_STATE) != (other.basis is Basis.PAYING_STATE):
        return "public_pay"
    if abs(own.limit - other.limit) > _DUST:
        return "limit"
    if abs(own.counted - other.counted) > _DUST:
        return "counting"
    return "fraction"


def _certainties(situation: Situation, outcome: Outcome, moved: Iterable[str]) -> tuple[Certainty, ...]:
    found = points(situation, outcome, moved).values()
    return tuple(weakest(one.certainty for one in backings) for backings in found)


def _notes(situation: Situation, outcomes: list[Outcome], rule: Rule, moved: Iterable[str]) -> Notes:
    """Reasons, findings and certainties of the views."""
    residence, employer_state = situation.residence, situation.employer_state
    notes = Notes(certainties=(rule.version.certainty,))
    for outcome in outcomes:
        for topic, backings in points(situation, outcome, moved).items():
            certainty = weakest(found.certainty for found in backings)
            notes += Notes(certainties=(certainty,))
            if certainty is Certainty.UNCONFIRMED:
                sources = list(dict.fromkeys(source for found in backings for source in found.sources))
                facts: dict[str, Fact] = {"residence": residence, "employer_state": employer_state}
                finding = Finding(
                    level=Level.WARNING, code=f"tax.unconfirmed.{topic}", facts=facts, sources=sources
                )
                notes += Notes(findings=(finding,))
        notes += Notes(reasons=tuple(_reasons(outcome, residence, employer_state)))
        notes += _margin(situation, outcome)
    for version, status in situation.rulebook.pending(residence, employer_state, situation.file.year):
        if status in (Status.SIGNED, Status.ANNOUNCED) and version.id != rule.version.id:
            facts = {"rule": version.id, "status": status.value}
            finding = Finding(level=Level.INFO, code=f"tax.pending.{status}", facts=facts, sources=version.sources)
            notes += Notes(findings=(finding,))
    if rule.status is not Status.IN_FORCE:
        facts = {"rule": rule.version.id, "status": rule.status.value}
        notes += Notes(findings=(Finding(level=Level.WARNING, code="tax.reform_applied", facts=facts),))
    if situation.contract.public and situation.file.worker.nationality is None:
        notes += Notes(findings=(Finding(level=Level.WARNING, code="tax.nationality_needed"),))
    if situation.days.counted.covid_home > 0 and not any(r.pandemic_days_stay for r in rule.readings.values()):
        notes += Notes(findings=(Finding(level=Level.WARNING, code="tax.no_pandemic_agreement"),))
    return notes


def _read(view: View) -> tuple[Basis, float, float, float]:
    """What a reader is told of a view."""
    return view.basis, view.counted, view.limit, round(view.employer_share, 9)


def _reasons(outcome: Outcome, residence: str, employer_state: str) -> list[Reason]:
    """Why each state reads what it reads; one reason where both read the same."""
    views = list(outcome.views.items())
    alike = _read(views[0][1]) == _read(views[1][1])
    return [
        Reason(
            code=f"tax.{view.basis.name.lower()}",
            facts={
                "view": f"{residence}, {employer_state}" if alike else state,
                "residence": residence,
                "employer_state": employer_state,
                "counted": view.counted,
                "limit": view.limit,
                "employer_days": view.employer_days,
                "residence_days": view.residence_days,
                "third_days": view.third_days,
                "working_days": view.employer_days + view.residence_days + view.third_days,
                "employer_share": view.employer_share,
                "residence_share": 1.0 - view.employer_share,
            },
            sources=list(outcome.rule.version.sources),
        )
        for state, view in (views[:1] if alike else views)
    ]


def _dates_that_count(situation: Situation, outcome: Outcome) -> list[dt.date]:
    """The dates of a log that the residence state counts against its limit, in order."""
    residence, contract = situation.residence, situation.contract._replace(frontier_worker=True)
    reading, found, before = outcome.rule.readings[residence], list[dt.date](), 0.0
    for date, days in counted_until(situation.employment, residence, situation.days.entries):
        counted = allocate(days, contract, reading).counted
        found += [date] * round(counted - before)
        before = counted
    return found


def _margin(situation: Situation, outcome: Outcome) -> Notes:
    view, employment = outcome.views[situation.residence], situation.employment
    if view.limit < 0:
        return Notes()
    code = "tax_threshold" if view.basis not in (Basis.FRONTIER_KEPT, Basis.FRONTIER_LOST) else "frontier_zone"
    margin = Margin(
        code=code,
        left=max(0.0, view.limit - view.counted),
        crossing=crossing_date(
            situation.days,
            employment,
            situation.file.year,
            view.limit,
            view.counted,
            counting=_dates_that_count(situation, outcome) if view.counted > view.limit else (),
        ),
        facts={
            "employment": employment.id,
            "limit": view.limit,
            "counted": view.counted,
            "residence": situation.residence,
            "employer_state": situation.employer_state,
            "residence_share": (view.residence_days + view.third_days)
            / max(_DUST, view.employer_days + view.residence_days + view.third_days),
        },
    )
    return Notes(margins=(margin,))
