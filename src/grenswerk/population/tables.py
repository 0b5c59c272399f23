"""The dated law of all pairs and years as arrays, by residence, employer's state and year."""

from __future__ import annotations

import datetime as dt
import typing
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from grenswerk.assess.insurance import procedure
from grenswerk.days.frontier import Regime, regime_of
from grenswerk.law.duties import conditions
from grenswerk.law.duties.catalogue import AT_HOME_TOO, duties_of
from grenswerk.law.establishment.positions import yardstick_of
from grenswerk.law.rulebook import Rule, Rulebook
from grenswerk.law.social_security.certificate import Document
from grenswerk.law.social_security.coordination import Basis, Limits
from grenswerk.law.social_security.dated import (
    SocialSecurityLaw,
    TeleworkWithoutEffect,
)
from grenswerk.law.social_security.framework_agreement import AgreementLimits
from grenswerk.model.states import STATES, State
from grenswerk.population.records import records_of

Array = npt.NDArray[Any]
FIRST_YEAR, LAST_YEAR = 2015, 2027
YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
_CODES = len(State)
AT_HOME = 2  # the part of a state that is residence and employer's state
_PIECES = 4  # of a year between two changes of the insurance law


class Pair(NamedTuple):
    """The rules between a residence and an employer's state in one year, as indices; -1 where there is none."""

    reading: Array  # ordinary or frontier, own or other view
    rule: Array  # ordinary or frontier
    yardstick: Array  # own or other view
    closed_group: bool
    frontier_pair: bool


_PAIR = np.dtype(
    [
        ("reading", np.int64, (2, 2)),
        ("rule", np.int64, (2,)),
        ("yardstick", np.int64, (2,)),
        ("closed_group", np.bool_),
        ("frontier_pair", np.bool_),
    ],
    align=True,
)


class InsuranceOfYear(NamedTuple):
    """The coordination of social security in one year; days are year, month and day."""

    limits: Limits
    agreement_limits: AgreementLimits
    binds: Array  # by residence and employer's state
    transition_ends: Array
    piece_starts: Array  # parts of the year between changes of the law: month x 100 + day
    piece_effect: Array  # 1: pandemic telework has no effect, 2: no telework has
    pandemic_year: bool


class Tables(NamedTuple):
    """All that the kernels of rights and of duties look up."""

    pairs: Array  # residence, employer's state, year
    readings: Array
    insurance: Array  # year
    yardsticks: Array
    duties: Array  # residence, employer's state, condition: how many duties hang on it


def pairs() -> list[tuple[State, State]]:
    """Every residence with every other state."""
    return [(one, other) for one in STATES for other in STATES if one is not other]


class Codes(NamedTuple):
    """Words, and the number of the word that each combination of facts has; -1 for none."""

    words: tuple[str, ...]
    numbers: Array


class Law(NamedTuple):
    """The tables, and the names of what they number."""

    tables: Tables
    rulebook: Rulebook
    rules: tuple[str, ...]
    statuses: tuple[str, ...]  # of the rules
    provisions: tuple[str, ...]  # by basis
    yardsticks: Codes  # of each pair: residence, employer's state, year, own or other view
    procedures: Codes  # of a certificate: residence, competent state, basis, document
    institutions: tuple[str | None, ...]  # by state


@lru_cache(maxsize=16)
def law_of(rulebook: Rulebook) -> Law:
    """The law that a rulebook gives, as tables."""
    found = np.zeros((_CODES, _CODES, len(YEARS)), _PAIR)
    for name in ("reading", "rule", "yardstick"):
        found[name] = -1
    readings, rules, statuses = _treaties(rulebook, found)
    years = [rulebook.social_security(year) for year in YEARS]
    tables = Tables(found, readings, _insurance(years), _yardsticks(found), _duties())
    provisions = [years[-1].provision(basis) for basis in Basis]
    institutions = years[-1].institutions
    return Law(
        tables,
        rulebook,
        rules,
        statuses,
        tuple(found.provision if found else "" for found in provisions),
        _yardstick_rules(),
        _procedures(years[-1]),
        tuple(institutions[state.name].name if state.name in institutions else None for state in State),
    )


@cache
def law_in_force() -> Law:
    """The law as it is known now."""
    return law_of(Rulebook())


def _treaties(rulebook: Rulebook, found: Array) -> tuple[Array, tuple[str, ...], tuple[str, ...]]:
    """Fills in the rules of each pair; returns the readings, and the id and status of the rules numbered."""
    readings: dict[Any, int] = {}
    rules: dict[tuple[str, str], int] = {}
    for one, other in pairs():
        for at, year in enumerate(YEARS):
            pair = found[one, other, at]
            pair["frontier_pair"] = regime_of(one.name, other.name) is not Regime.NONE
            frontier = rulebook.frontier_rule(one.name, other.name, year)
            pair["closed_group"] = frontier is not None and frontier.version.closed_group
            kinds: list[Rule | None] = [rulebook.rule(one.name, other.name, year), frontier]
            for kind, rule in enumerate(kinds):
                if rule is None:
                    continue
                pair["rule"][kind] = rules.setdefault((rule.version.id, rule.status.value), len(rules))
                for side, state in enumerate((one, other)):
                    reading = _floats(rule.readings[state.name])
                    pair["reading"][kind, side] = readings.setdefault(reading, len(readings))
    return records_of(list(readings)), tuple(name for name, _ in rules), tuple(status for _, status in rules)


def _floats(value: Any) -> Any:
    """The same `NamedTuple` with every number that the rule calls a `float` as one."""
    kinds = typing.get_type_hints(type(value))
    parts = {
        name: float(part) if kinds[name] is float else part
        for name, part in zip(value._fields, value, strict=True)
    }
    return type(value)(**parts)


def _yardsticks(found: Array) -> Array:
    """Fills in the yardsticks of each pair, and returns them."""
    yardsticks: dict[Any, int] = {}
    for one, other in pairs():
        for at, year in enumerate(YEARS):
            for side, state in enumerate((one, other)):
                applied = yardstick_of(state.name, one.name, other.name, year)
                index = yardsticks.setdefault(_floats(applied.yardstick), len(yardsticks))
                found[one, other, at]["yardstick"][side] = index
    return records_of(list(yardsticks))


def _yardstick_rules() -> Codes:
    """The text that each state's view of an establishment rests on."""
    words: dict[str, int] = {}
    found = np.full((_CODES, _CODES, len(YEARS), 2), -1)
    for one, other in pairs():
        for at, year in enumerate(YEARS):
            for side, state in enumerate((one, other)):
                name = yardstick_of(state.name, one.name, other.name, year).id
                found[one, other, at, side] = words.setdefault(name, len(words))
    return Codes(tuple(words), found)


def _procedures(law: SocialSecurityLaw) -> Codes:
    """Which request for a certificate goes to which institution; 0: the competent state is outside the five."""
    words: dict[str, int] = {}
    found = np.full((_CODES, _CODES, len(Basis), len(Document)), -1)
    for residence in STATES:
        for competent, state in ((0, ""), *((state, state.name) for state in STATES)):
            for basis in Basis:
                for document in Document:
                    name = procedure(state, basis, document.name.lower(), residence.name, law)
                    if name is not None:
                        found[residence, competent, basis, document] = words.setdefault(name, len(words))
    return Codes(tuple(words), found)


def _insurance(years: list[SocialSecurityLaw]) -> Array:
    limits = records_of([_floats(law.limits.values) for law in years])
    agreement = records_of([law.agreement_limits.values for law in years])
    shape = np.dtype(
        [
            ("limits", limits.dtype),
            ("agreement_limits", agreement.dtype),
            ("binds", np.int64, (_CODES, _CODES, 3)),
            ("transition_ends", np.int64, (3,)),
            ("piece_starts", np.int64, (_PIECES,)),
            ("piece_effect", np.int64, (_PIECES,)),
            ("pandemic_year", np.bool_),
        ],
        align=True,
    )
    found = np.zeros(len(years), shape)
    found["limits"], found["agreement_limits"] = limits, agreement
    last = years[-1]
    until = last.agreement.transition.requests_until
    found["transition_ends"] = (until.year, until.month, until.day)
    for one in STATES:
        for other in STATES:
            day = last.agreement.binds_from(one.name, other.name)
            if day is not None:
                found["binds"][:, one, other] = (day.year, day.month, day.day)
    for at, year in enumerate(YEARS):
        pieces = _pieces(year, last)
        for piece, (start, effect) in enumerate(pieces):
            found["piece_starts"][at, piece] = start.month * 100 + start.day
            found["piece_effect"][at, piece] = effect
        found["pandemic_year"][at] = any(effect == 1 for _, effect in pieces)
    return found


def _pieces(year: int, law: SocialSecurityLaw) -> list[tuple[dt.date, int]]:
    """The parts of a year between changes of the law: first day, and which telework has no effect in it."""
    first, last, day = dt.date(year, 1, 1), dt.date(year, 12, 31), dt.timedelta(days=1)
    cuts = {first, law.agreement.in_force}
    cuts |= {edge for period in law.without_effect for edge in (period.start, period.end + day)}
    found = []
    for start in sorted(cut for cut in cuts if first <= cut <= last):
        period = next((one for one in law.without_effect if one.start <= start <= one.end), None)
        kind = 0 if period is None else 1 + int(period.telework is TeleworkWithoutEffect.ANY)
        found.append((start, kind))
    return found


def duty_conditions() -> tuple[Callable[..., Any], ...]:
    """The conditions on which duties hang, in a fixed order."""
    names = sorted({rule.condition for state in STATES for rule in duties_of(state.name)})
    return tuple(getattr(conditions, name) for name in names)


def _duties() -> Array:
    order = {function.__name__: place for place, function in enumerate(duty_conditions())}
    counts = np.zeros((len(order), _CODES, 3), np.int64)
    for state in STATES:
        at_home = set()
        for rule in duties_of(state.name):
            place = order[rule.condition]
            counts[place, state, int(rule.part == "employer")] += 1
            if rule.condition in AT_HOME_TOO and (rule.code, rule.who) not in at_home:
                at_home.add((rule.code, rule.who))
                counts[place, state, AT_HOME] += 1
    found = np.zeros((_CODES, _CODES, len(order)), np.int64)
    for one in STATES:
        for other in STATES:
            found[one, other] = (
                counts[:, one, 0] + counts[:, other, 1] if one != other else counts[:, one, AT_HOME]
            )
    return found
