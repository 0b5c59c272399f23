"""From what a person fills in to an experiment, and from an experiment to its key."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

import grenswerk
from grenswerk.lab.behaviour import behaviour_of
from grenswerk.lab.experiment import Experiment, PopulationAsked, SweepAsked, Uncertainty, differs
from grenswerk.lab.margins import OWN_COUNTER, margins
from grenswerk.law.reform import Change, Reform, read_reform
from grenswerk.law.rulebook import Rulebook, proposals
from grenswerk.model.errors import BadInput, nearest
from grenswerk.render.speech import LANGUAGES, Speech

DRAWS = 20
MOST_REFORMS = 4
YAML_NAME = "reform.yaml"  # how errors call the text that was written
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")
_SOURCES = ("law", "lab", "population", "model", "days", "locale")


class OwnLimit(NamedTuple):
    """A limit for the border that was chosen, as the form asks for it."""

    days: float | None = None
    share: float | None = None  # 0-1
    excess_only: bool = False  # above it only the excess moves
    start: int | None = None  # tax year
    end: int | None = None


class Question(NamedTuple):
    """What is asked of the laboratory."""

    border: str  # a pair, e.g. NL-BE
    year: int
    size: int  # rows
    reforms: tuple[str, ...] = ()  # ids of those that come with the law
    own: OwnLimit | None = None
    yaml: str = ""  # a reform in its own language
    behaviours: tuple[str, ...] = ("none",)
    world: str = OWN_COUNTER
    sweep: bool = False


def experiment_of(asked: Question) -> Experiment:
    """The experiment, checked; raises `BadInput` in the words of the command line."""
    reforms: list[str | Reform | list[str | Reform]] = [_known(name) for name in asked.reforms]
    if asked.own is not None:
        reforms.append(_own(asked.own, asked.border))
    if asked.yaml.strip():
        reforms.append(_written(asked.yaml))
    if not 1 <= len(reforms) <= MOST_REFORMS:
        raise BadInput(f"reforms: {len(reforms)} are given: expected 1 to {MOST_REFORMS}")
    names = [one.id if isinstance(one, Reform) else str(one) for one in reforms]
    if len(set(names)) < len(names):
        raise BadInput(f"reforms: {', '.join(names)}: expected each once")
    for behaviour in asked.behaviours or ("",):
        behaviour_of(behaviour)
    experiment = Experiment(
        title={language: _title(asked.border, names, language) for language in LANGUAGES},
        year=asked.year,
        population=PopulationAsked(world=asked.world, flows=flows_of(asked.border, asked.world), size=asked.size),
        reforms=reforms,
        behaviours=list(asked.behaviours),
        uncertainty=Uncertainty(draws=DRAWS),
        sweep=SweepAsked(pairs=[asked.border], behaviour=asked.behaviours[0]) if asked.sweep else None,
    )
    _refuse_idle(experiment, names)
    return experiment


def laws_of(experiment: Experiment) -> list[Rulebook]:
    """The law of each reform; raises `BadInput` for a reform that cannot be read."""
    return [Rulebook(reforms=law if isinstance(law, list) else [law]) for law in experiment.reforms]


def _refuse_idle(experiment: Experiment, names: list[str]) -> None:
    """Raises `BadInput` for a reform that reaches no worker of the border in the year."""
    assert experiment.population is not None
    year, today = experiment.year, Rulebook()
    flows = [flow.split("-") for flow in experiment.population.flows]
    for name, law in zip(names, laws_of(experiment), strict=True):
        if not any(differs(today, law, residence, employer, year) for residence, employer in flows):
            raise BadInput(
                f'reform "{name}": changes nothing between {" and ".join(sorted(flows[0]))} in {year}: '
                "expected one that reaches this border and year"
            )


def borders() -> list[str]:
    """The borders that some office counts, in the order of the figures."""
    found: dict[frozenset[str], str] = {}
    for flow in margins().flows.flows:
        found.setdefault(frozenset(flow.flow.split("-")), "-".join(sorted(flow.flow.split("-"))))
    return sorted(found.values())


def worlds() -> list[str]:
    """The offices that count; first each flow by the office of its work state."""
    return [OWN_COUNTER, *margins().flows.worlds]


def flows_of(border: str, world: str) -> list[str]:
    """Both directions of a border, as far as the office counts them; raises `BadInput` where it counts neither."""
    known = [flow.flow for flow in margins().chosen(world, ())]
    one, _, other = border.partition("-")
    found = [flow for flow in (f"{one}-{other}", f"{other}-{one}") if flow in known]
    if not found:
        raise BadInput(f'border "{border}" is not counted in world "{world}": expected one of {", ".join(known)}')
    return found


def key_of(experiment: Experiment) -> str:
    """The key of an experiment: the same question about the same law and data has the same one."""
    written = msgspec.json.encode(experiment, order="sorted")
    return hashlib.sha256(state_of_law().encode() + written).hexdigest()[:32]


@cache
def state_of_law() -> str:
    """A digest of everything that a result rests on: law, figures, texts and program."""
    package = Path(grenswerk.__file__).parent
    digest = hashlib.sha256()
    for name in _SOURCES:
        for path in sorted((package / name).rglob("*")):
            if path.suffix in (".py", ".yaml", ".po", ".typ", ".csv", ".parquet"):
                digest.update(path.relative_to(package).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _known(name: str) -> str:
    names = [reform.id for reform in proposals()]
    if name not in names:
        raise BadInput(f'reform "{name}": expected one of {", ".join(names)}{nearest(name, names)}')
    return name


def _own(limit: OwnLimit, border: str) -> Reform:
    """A limit for one border, as a reform."""
    if (limit.days is None) is (limit.share is None):
        raise BadInput("limit: expected days or a percentage, one of them")
    if limit.days is not None and not 0 <= limit.days <= 366:
        raise BadInput(f"limit: {limit.days:g} days: expected a number from 0 to 366")
    if limit.share is not None and not 0 < limit.share <= 1:
        raise BadInput(f"limit: {100 * limit.share:g} %: expected a number above 0 to 100")
    if (limit.start or 0) > (limit.end or 9999):
        raise BadInput(f"limit: from {limit.start} to {limit.end}: expected the years in order")
    value = f"{limit.days:g}-days" if limit.days is not None else f"{100 * (limit.share or 0):g}-percent"
    change = Change(
        pairs=[border],
        start=limit.start,
        end=limit.end,
        limit_days=limit.days,
        limit_share=limit.share,
        excess_only=limit.excess_only,
    )
    titles = {language: _limit_said(limit, Speech(language)) for language in LANGUAGES}
    return Reform(id=f"own-{value}{'-excess' if limit.excess_only else ''}", title=titles, treaties=[change])


def _limit_said(limit: OwnLimit, speech: Speech) -> str:
    amount = (
        speech.say("lab.days", {"days": speech.number(limit.days)})
        if limit.days is not None
        else speech.percent(limit.share or 0.0)
    )
    return speech.say(f"laboratory.limit.{'excess' if limit.excess_only else 'cliff'}", {"limit": amount})


def _written(text: str) -> Reform:
    reform = read_reform(text, YAML_NAME, "own-text")
    if not _ID.fullmatch(reform.id):
        raise BadInput(f'{YAML_NAME}: id is "{reform.id[:40]}": expected letters, digits, "-", "_" and "."')
    return replace(reform, id=reform.id)


def _title(border: str, reforms: list[str], language: str) -> str:
    speech = Speech(language)
    one, _, other = border.partition("-")
    return f"{speech.state(one)} – {speech.state(other)}: {', '.join(reforms)}"
