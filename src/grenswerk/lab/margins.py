"""The published margins: how many frontier workers there are and who they are, with source and certainty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, NamedTuple, Protocol, TypeVar

from msgspec import Meta, Struct, field

from grenswerk.documents import load_law
from grenswerk.law.bibliography import bibliography
from grenswerk.model.certainty import Certainty
from grenswerk.model.errors import BadInput, nearest

FOLDER = Path(__file__).parent / "margins"
OWN_COUNTER = "own_counter"
_SUM = 0.002  # published shares are rounded
Share = Annotated[float, Meta(ge=0, le=1)]


class Record(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a file of margins; an unknown key in it is refused."""


class Sourced(Record, frozen=True, kw_only=True):
    """A figure, where it comes from and how sure it is."""

    sources: list[str]
    certainty: Certainty
    note: str = ""


class World(Record, frozen=True, kw_only=True):
    """A counting world: an office, and whom it counts."""

    counter: str
    counts: str
    sources: list[str]


class Workers(Sourced, frozen=True, kw_only=True):
    """A count of persons, and the range of the counts that were found."""

    value: float
    low: float
    high: float
    year: int


class Shares(Sourced, frozen=True, kw_only=True):
    """The shares of the categories of a trait; they sum to 1."""

    shares: dict[str, Share]
    spread: Share  # a share may lie this part of itself above or below its value
    year: int | None = None


class Flow(Record, frozen=True, kw_only=True):
    """The workers who live in one state and work in another, as one office counts them."""

    flow: str  # residence-employer, e.g. BE-NL
    world: str
    workers: Workers
    regions: Shares

    @property
    def residence(self) -> str:
        """The residence state."""
        return self.flow.split("-")[0]

    @property
    def employer_state(self) -> str:
        """The employer's state."""
        return self.flow.split("-")[1]


class Trait(StrEnum):
    """What is known, or supposed, of a worker besides the flow and the region."""

    BRANCH = "branch"
    FRONTIER_REGIME = "frontier_regime"
    HOURS = "hours"
    HOUSEHOLD = "household"
    WISH = "wish"
    PRACTICE = "practice"


class TraitMargin(Shares, frozen=True, kw_only=True):
    """A margin of one trait for some flows."""

    trait: Trait
    flows: list[str]


class Tilt(Sourced, frozen=True, kw_only=True):
    strength: dict[str, float]


class Pay(Sourced, frozen=True, kw_only=True):
    """Full-time gross pay of a year, EUR."""

    flows: list[str]
    p10: float
    median: float
    p90: float
    year: int
    mean: float | None = None


class Rate(Sourced, frozen=True, kw_only=True):
    rate: float


class Common(Sourced, frozen=True, kw_only=True):
    value: float


class FlowFile(Record, frozen=True, kw_only=True):
    worlds: dict[str, World]
    regions: dict[str, list[str]]
    flows: list[Flow]
    own_counter: dict[str, list[str]]
    not_found: list[str] = field(default_factory=list)


class TraitFile(Record, frozen=True, kw_only=True):
    margins: list[TraitMargin]
    tilts: dict[Trait, Tilt]
    pay: list[Pay]
    uprating: Rate
    common: dict[str, Common]


class Margins(NamedTuple):
    """All margins."""

    flows: FlowFile
    traits: TraitFile

    def chosen(self, world: str, flows: Sequence[str] = ()) -> list[Flow]:
        """The flows of one counting world, or each flow by its own counter.

        Raises `BadInput` for a world or a flow that is not there.
        """
        worlds = [OWN_COUNTER, *self.flows.worlds]
        if world not in worlds:
            raise BadInput(f'world "{world}": expected one of {", ".join(worlds)}{nearest(world, worlds)}')
        own = {(flow, name) for name, members in self.flows.own_counter.items() for flow in members}
        found = [
            flow
            for flow in self.flows.flows
            if flow.world == world or (world == OWN_COUNTER and (flow.flow, flow.world) in own)
        ]
        known = [flow.flow for flow in found]
        for name in flows:
            if name not in known:
                raise BadInput(
                    f'flow "{name}" is not counted in world "{world}": expected one of {", ".join(known)}'
                    f"{nearest(name, known)}"
                )
        return [flow for flow in found if not flows or flow.flow in flows]

    def of_trait(self, trait: Trait, flow: Flow) -> TraitMargin:
        """The margin of a trait for a flow: the narrowest that names it."""
        return narrowest(flow, [margin for margin in self.traits.margins if margin.trait is trait])

    def pay_of(self, flow: Flow) -> Pay:
        """The distribution of full-time pay of a flow."""
        return narrowest(flow, self.traits.pay)

    def groups(self) -> list[str]:
        """The regions that an experiment can ask for."""
        return sorted({group for groups in self.flows.regions.values() for group in groups})


class _ForFlows(Protocol):
    @property
    def flows(self) -> list[str]:
        """The flows that a margin names."""


F = TypeVar("F", bound=_ForFlows)


def narrowest(flow: Flow, margins: Sequence[F]) -> F:
    """The margin that names the flow, else its work state, else all."""
    for name in (flow.flow, f"to {flow.employer_state}", "all"):
        for margin in margins:
            if name in margin.flows:
                return margin
    raise BadInput(
        f"margins: nothing is given for {flow.flow}: expected one for it, for its work state or for all"
    )


@cache
def margins() -> Margins:
    """The margins that come with the laboratory; raises `BadInput` where a file is not as it should be."""
    found = Margins(load_law(FOLDER / "flows.yaml", FlowFile), load_law(FOLDER / "traits.yaml", TraitFile))
    for fault in faults(found):
        raise BadInput(fault)
    return found


def faults(found: Margins) -> list[str]:
    """What is wrong with the margins, one line each."""
    known, lines = bibliography(), []
    for name, sources in _sourced(found):
        lines += [f'{name}: source "{key}" is not in the bibliography' for key in sources if key not in known]
    for flow in found.flows.flows:
        lines += _of_sum(f"{flow.flow} ({flow.world}): regions", flow.regions)
        if not flow.workers.low <= flow.workers.value <= flow.workers.high:
            lines.append(f"{flow.flow} ({flow.world}): workers lie outside their range")
        lines += [
            f'{flow.flow}: region "{name}": expected one of {", ".join(found.flows.regions)}'
            for name in flow.regions.shares
            if name not in found.flows.regions
        ]
        for trait in Trait:
            found.of_trait(trait, flow)
        found.pay_of(flow)
    for margin in found.traits.margins:
        lines += _of_sum(f"{margin.trait} of {', '.join(margin.flows)}", margin)
    return lines


def _of_sum(name: str, margin: Shares) -> list[str]:
    total = sum(margin.shares.values())
    return [] if abs(total - 1.0) <= _SUM else [f"{name}: the shares sum to {total:.4f}: expected 1"]


def _sourced(found: Margins) -> list[tuple[str, list[str]]]:
    common: Mapping[str, Sourced] = found.traits.common
    return [
        *((name, world.sources) for name, world in found.flows.worlds.items()),
        *((flow.flow, [*flow.workers.sources, *flow.regions.sources]) for flow in found.flows.flows),
        *((margin.trait.value, margin.sources) for margin in found.traits.margins),
        *((name.value, tilt.sources) for name, tilt in found.traits.tilts.items()),
        *(("pay", pay.sources) for pay in found.traits.pay),
        ("uprating", found.traits.uprating.sources),
        *((name, fact.sources) for name, fact in common.items()),
    ]
