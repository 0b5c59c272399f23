"""The rules as data: one pair in a year, all pairs by year, all combinations, the bibliography."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from grenswerk.law.bibliography import Source, bibliography
from grenswerk.law.rulebook import Rulebook
from grenswerk.model.errors import BadInput
from grenswerk.model.states import STATE_CODES
from grenswerk.requests.naming import Naming

if TYPE_CHECKING:
    from grenswerk.assess.matrix import Cell

FIRST_YEAR, LAST_YEAR = 2015, 2027


def rule_shown(pair: str, year: int, rulebook: Rulebook, named: Naming) -> dict[str, Any]:
    """The rule of a pair, its residence state first, with where the border stands politically."""
    from grenswerk.dossier.borders import border
    from grenswerk.render.law import rule_as_data

    states = pair.upper().split("-")
    if len(states) != 2 or not set(states) <= set(STATE_CODES) or states[0] == states[1]:
        raise BadInput(f'pair "{pair}": expected two different states of {", ".join(STATE_CODES)}, e.g. NL-BE')
    _check_year(year, named)
    politics = border(pair, rulebook.as_of or dt.datetime.now(dt.UTC).date())
    return {**rule_as_data(states[0], states[1], year, rulebook), "politics": politics}


def timeline_shown(rulebook: Rulebook) -> list[dict[str, Any]]:
    """Every pair in every year."""
    from grenswerk.render.law import timeline_as_data

    return timeline_as_data(range(FIRST_YEAR, LAST_YEAR + 1), rulebook)


def matrix_shown(year: int, gross: float, home_per_week: float, rulebook: Rulebook, named: Naming) -> list[Cell]:
    """Net pay and taxing rights of all 25 combinations; `gross` in EUR/year."""
    from grenswerk.assess.matrix import matrix

    _check_year(year, named)
    if not 0 <= gross <= 1e9:
        raise BadInput(f"{named('gross')} is {gross:g}: expected an amount from 0 to 1e+09")
    if not 0 <= home_per_week <= 5:
        raise BadInput(f"{named('home_per_week')} is {home_per_week:g}: expected a number from 0 to 5")
    return matrix(year, gross, home_per_week, rulebook)


def sources_shown(containing: str) -> dict[str, Source]:
    """The bibliography, or what has a text in its id, title or identifier; raises `BadInput` where nothing has."""
    found = {
        key: source
        for key, source in sorted(bibliography().items())
        if containing.lower() in f"{key} {source.title} {source.identifier}".lower()
    }
    if not found:
        raise BadInput(f'no source has "{containing}" in its id, title or identifier')
    return found


def _check_year(year: int, named: Naming) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadInput(f"{named('year')} is {year}: expected a year from {FIRST_YEAR} to {LAST_YEAR}")
