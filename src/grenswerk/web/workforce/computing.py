"""One row of the workforce computed: results, nearness, plan, crossings and duties, by the explained rules."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct

from grenswerk.assess.assessment import assess_duties
from grenswerk.days.pace import LIMITS
from grenswerk.law.establishment.positions import line_of
from grenswerk.model import answer
from grenswerk.population.flattened import flattened
from grenswerk.population.worker_files import worker_file_of
from grenswerk.render.calendar import dates_of
from grenswerk.web.assessing import Assessed, assessed, counted
from grenswerk.web.workforce.forecasting import Plan, crossings, pace_of, week_of


class Due(Struct, frozen=True):
    """A duty as it is kept."""

    code: str
    who: str
    state: str
    dates: list[str]
    source: str
    certainty: str
    where: str
    facts: dict[str, Any]

    @property
    def key(self) -> str:
        """The same for the same duty."""
        return hashlib.sha256(msgspec.json.encode(self, order="sorted")).hexdigest()


class Computed(Struct):
    """What is kept of a computed row; the names of `numbers` are fields of `models.Worker`."""

    results: dict[str, Any]
    numbers: dict[str, Any]
    duties: list[Due]


def explained(facts: Mapping[str, Any]) -> Assessed:
    """The assessment of a row of batch columns; raises `BadInput` for facts that contradict each other."""
    return assessed(counted(worker_file_of(facts), "row"))


def with_duties(facts: Mapping[str, Any]) -> Assessed:
    """The same without money, in half the time: for rows whose results are those of the batch."""
    found = counted(worker_file_of(facts), "row")
    return Assessed(*found, assess_duties(*found))


def computed(found: Assessed, plan: Plan, results: dict[str, Any] | None = None) -> Computed:
    """What is kept of a row; `results` are those of the batch where it ran, which are the same."""
    file, employment = found.file, found.file.employments[0]
    results = flattened(found.answer) if results is None else results
    line = line_of(file.worker.residence, employment.employer_state, file.year)
    pace = pace_of(employment, file.year, found.days[0], plan)
    pattern = file.days.pattern.home_per_week if file.days.pattern else None
    abroad = file.worker.residence != employment.employer_state
    allowed, counted = results.get("threshold_days_residence_view"), results.get("counted_residence_view")
    home_share = results.get("home_share")
    numbers: dict[str, Any] = {
        "residence": file.worker.residence,
        "employer_state": employment.employer_state,
        "threshold_days": allowed,
        "threshold_left": None if allowed is None or counted is None else allowed - counted,
        "residence_share": results.get("residence_share") if abroad else None,
        "home_share": home_share,
        "establishment_line": line,
        "establishment_left": None if line is None or home_share is None else line - home_share,
        "establishment_risk": results.get("establishment_risk") or "",
        "competent_state": results.get("competent_state") or "",
        "net": results.get("net"),
        "duty_count": results.get("duties"),
        "home_days": pace.home_of_year,
        "home_per_week": week_of(pace, plan, pattern),
        "planned_share": pace.home_of_year / pace.worked_of_year if pace.worked_of_year else 0.0,
    }
    when = crossings(pace, file.year, results, line) if abroad else {}
    numbers |= {f"crosses_{limit}": when.get(limit) for limit in LIMITS}
    return Computed(results, numbers, [due_of(duty) for duty in found.answer.duties])


def due_of(duty: answer.Duty) -> Due:
    """A duty of an assessment as it is kept."""
    dates = [date.isoformat() for date in dates_of(duty)]
    facts = {name: value for name, value in duty.facts.items() if name not in ("dates", "employment")}
    return Due(duty.code, duty.who.value, duty.state, dates, duty.source, duty.certainty.value, duty.where, facts)
