"""One worker at several numbers of home days: what each state taxes and insures, and where it tips."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from grenswerk.assess.assessment import assess
from grenswerk.assess.baseline import without_telework
from grenswerk.assess.variations import (
    days_to_divide,
    employment_abroad,
    resident_colleague,
    with_home_days,
    without_plan,
)
from grenswerk.law.rulebook import Rulebook
from grenswerk.model.answer import Assessment
from grenswerk.model.days import EmploymentDays
from grenswerk.model.worker import WorkerFile

_EXCESS = "excess"


class Point(NamedTuple):
    """The answer at one number of home days."""

    home_days: float  # of the year
    home_per_week: float
    shares: dict[str, float | None]  # of the pay: each state's own claim
    days_left: float | None
    kept: bool | None
    competent_state: str | None
    risk: str | None
    net: float | None
    employer_cost: float | None
    duties: int
    tax: dict[str, float]
    tax_class: str  # of the state that has classes, as the tax card has it
    assessment: Assessment


class Jump(NamedTuple):
    """What one step more costs where a rule tips between two points."""

    home_days: float  # at the later point
    net: float | None  # change of net pay, EUR
    tax: dict[str, float]  # change of income tax by state
    tax_class: tuple[str, str]  # before and after
    duties: int  # change of their number


class Comparison(NamedTuple):
    """The points, the two colleagues they are compared with, and the home days after which something tips."""

    points: list[Point]
    working_days: float
    without_telework: float | None  # net pay of the same worker who never works at home
    colleague: float | None  # net pay of a resident of the employer's state
    tipping: list[Tipping]
    jumps: list[Jump]


class Tipping(NamedTuple):
    """The last number of home days of the year before something changes, and what changes."""

    what: str  # tax | tax_excess (only the days above the limit move) | insurance | establishment
    home_days: int  # the last that keeps it
    before: str
    after: str


def compare(
    file: WorkerFile, days: Sequence[EmploymentDays], home_days: Iterable[float], rulebook: Rulebook | None = None
) -> Comparison:
    """The worker at each of these numbers of home days of the year.

    Raises `BadInput` when it is not clear whose home days are meant.
    """
    law = rulebook or Rulebook()
    index = employment_abroad(file)
    here = without_plan(file)
    points = [point(here, with_home_days(days, index, home), index, law) for home in home_days]
    plain = assess(here, [without_telework(counted) for counted in days], law)
    neighbour = resident_colleague(here, index)
    colleague = assess(neighbour, [without_telework(days[index])], law)
    return Comparison(
        points=points,
        working_days=days_to_divide(days[index]),
        without_telework=plain.net_pay.net if plain.net_pay else None,
        colleague=colleague.net_pay.net if colleague.net_pay else None,
        tipping=tipping_points(here, days, law),
        jumps=jumps_between(points),
    )


def jumps_between(points: Sequence[Point]) -> list[Jump]:
    """The jump between each two neighbouring points between which something tips, the tax class included."""
    found = []
    for before, after in pairwise(points):
        if _standing(before) == _standing(after) and before.tax_class == after.tax_class:
            continue
        known = before.net is not None and after.net is not None
        found.append(
            Jump(
                home_days=after.home_days,
                net=(after.net or 0.0) - (before.net or 0.0) if known else None,
                tax={state: after.tax[state] - before.tax[state] for state in after.tax if state in before.tax},
                tax_class=(before.tax_class, after.tax_class),
                duties=after.duties - before.duties,
            )
        )
    return found


def point(file: WorkerFile, days: Sequence[EmploymentDays], index: int, law: Rulebook) -> Point:
    """The answer for these days as one point of a comparison."""
    answer = assess(file, days, law)
    employment, counted = answer.employments[index], days[index].counted
    tax, pay = employment.tax, answer.net_pay
    shares: dict[str, float | None] = {answer.residence: 1.0}
    if tax is not None:
        shares = {state: view.taxable_share[state] for state, view in tax.views.items()}
    working_days = counted.employer + counted.residence + counted.third
    per_week = file.employments[index].days_per_week
    return Point(
        home_days=counted.residence,
        home_per_week=counted.residence / working_days * per_week if working_days else 0.0,
        shares=shares,
        days_left=tax.threshold.left if tax and tax.threshold else None,
        kept=tax.threshold.kept if tax and tax.threshold else None,
        competent_state=answer.social_security.competent_state if answer.social_security else None,
        risk=employment.establishment.risk if employment.establishment else None,
        net=pay.net if pay else None,
        employer_cost=pay.employer_cost if pay else None,
        duties=len(answer.duties),
        tax=pay.income_tax if pay else {},
        tax_class=", ".join(f"{a.state} {a.code}" for a in pay.amounts if a.code) if pay else "",
        assessment=answer,
    )


def tipping_points(file: WorkerFile, days: Sequence[EmploymentDays], law: Rulebook) -> list[Tipping]:
    """After how many home days of the year tax, insurance or establishment change, each time."""
    from msgspec.structs import replace

    index = employment_abroad(file)
    unpaid = replace(file, employments=[replace(employment, gross_pay=None) for employment in file.employments])
    found: list[Tipping] = []
    before: dict[str, str] = {}
    for home in range(int(days_to_divide(days[index])) + 1):
        now = _standing(point(unpaid, with_home_days(days, index, float(home)), index, law))
        for what, value in now.items():
            if what in before and before[what] != value:
                kind = "tax_excess" if what == "tax" and value == _EXCESS else what
                found.append(Tipping(kind, home - 1, before[what], value))
        before = now
    return found


def _standing(here: Point) -> dict[str, str]:
    """What can tip: whether the tolerance is kept, where one is insured, the risk of an establishment."""
    lost = _EXCESS if any(why.code == "tax.excess_only" for why in here.assessment.reasons) else "lost"
    return {
        "tax": "none" if here.kept is None else ("kept" if here.kept else lost),
        "insurance": here.competent_state or "?",
        "establishment": here.risk or "?",
    }
