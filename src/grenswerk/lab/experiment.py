"""An experiment as a YAML file: a population, a baseline, reforms, behaviours, and how uncertainty is drawn."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

from msgspec import Meta, field

from grenswerk.documents import load
from grenswerk.lab.behaviour import behaviour_of
from grenswerk.lab.margins import OWN_COUNTER, Record
from grenswerk.law.reform import Reform, in_language, load_reform, looks_like_a_file
from grenswerk.law.rulebook import Rulebook, reform_of
from grenswerk.model.errors import BadInput
from grenswerk.model.worker import HouseholdStatus

Law = str | Reform | list[str | Reform]
Year = Annotated[int, Meta(ge=2024, le=2026)]
HomeDays = Annotated[int, Meta(ge=0, le=230)]
Text = str | dict[str, str]


class PopulationAsked(Record, frozen=True, kw_only=True):
    """Which workers."""

    world: str = OWN_COUNTER
    flows: list[str] = field(default_factory=list)
    region: str = ""
    size: Annotated[int, Meta(ge=1)] | None = None
    seed: Annotated[int, Meta(ge=0)] = 1
    agreement: bool = True


class Uncertainty(Record, frozen=True, kw_only=True):
    """How often the margins are drawn anew from their ranges."""

    draws: Annotated[int, Meta(ge=0, le=10000)] = 40
    seed: Annotated[int, Meta(ge=0)] = 1


class SweepAsked(Record, frozen=True, kw_only=True):
    """A threshold in days, from one number to another."""

    pairs: list[str]
    start: HomeDays = field(default=0, name="from")
    end: HomeDays = field(default=230, name="to")
    behaviour: str = "none"


class Partner(StrEnum):
    """What the partner earns."""

    NONE = "none"
    EQUAL = "equal"  # as much as the worker


class HouseholdLevel(Record, frozen=True, kw_only=True):
    """A household of a grid."""

    name: str
    status: HouseholdStatus
    partner: Partner = Partner.NONE
    children: Annotated[int, Meta(ge=0, le=10)] = 0


class GridAsked(Record, frozen=True, kw_only=True):
    """Invented workers at every combination of these levels, in place of a population."""

    gross: list[Annotated[float, Meta(gt=0, le=1e7)]]
    flows: list[str]
    households: list[HouseholdLevel]
    home_days: list[HomeDays]
    agreement: list[bool]
    study_flows: list[str] = field(default_factory=list)  # those that the study itself has; none: all
    conclusions: list[str] = field(default_factory=list)


class Experiment(Record, frozen=True, kw_only=True):
    """What is asked of the laboratory."""

    title: Text
    question: Text = ""
    year: Year = 2026
    population: PopulationAsked | None = None
    grid: GridAsked | None = None
    baseline: list[str | Reform] = field(default_factory=list)
    reforms: list[Law]
    behaviours: list[str] = field(default_factory=lambda: ["none"])
    pace: Annotated[float, Meta(ge=0, le=1)] = 1.0
    uncertainty: Uncertainty = Uncertainty()
    sweep: SweepAsked | None = None

    def titled(self, language: str) -> str:
        """The title in a language."""
        return in_language(self.title, language)


def load_experiment(path: Path) -> tuple[Experiment, list[Rulebook]]:
    """The experiment at `path` and the laws of its reforms, in their order.

    A reform may be a file beside the experiment. Raises `BadInput` with what was found and what was expected.
    """
    asked = load(path, Experiment)
    if (asked.population is None) is (asked.grid is None):
        raise BadInput(f'{path}: expected one of "population" and "grid"')
    if not asked.reforms:
        raise BadInput(f"{path}: reforms: expected at least one")
    for name in asked.behaviours:
        behaviour_of(name)
    base = [_found(one, path) for one in asked.baseline]
    laws = []
    for law in asked.reforms:
        parts = law if isinstance(law, list) else [law]
        laws.append(Rulebook(reforms=[*base, *(_found(one, path) for one in parts)]))
    return asked, laws


def baseline_of(asked: Experiment, path: Path) -> Rulebook:
    """The law that the reforms are compared with."""
    return Rulebook(reforms=[_found(one, path) for one in asked.baseline])


def _found(reform: str | Reform, path: Path) -> Reform:
    if isinstance(reform, Reform):
        if not reform.id:
            raise BadInput(f'{path}: a reform written here has no "id": expected a short name')
        return reform
    return load_reform(path.parent / reform) if looks_like_a_file(reform) else reform_of(reform)


def name_of(law: Rulebook, base: Rulebook) -> str:
    """The ids of the reforms that a law adds to the baseline."""
    return "+".join(reform.id for reform in law.reforms[len(base.reforms) :])


def differs(one: Rulebook, other: Rulebook, residence: str, employer: str, year: int) -> bool:
    """Whether two laws have another rule, or other lines of social security, for a flow in a year."""
    laws = [
        (
            law.rule(residence, employer, year).readings,
            (regime := law.frontier_rule(residence, employer, year)) and regime.readings,
            law.social_security(year).limits.values,
            law.social_security(year).agreement_limits.values,
        )
        for law in (one, other)
    ]
    return laws[0] != laws[1]
