"""Validate every file of the law: what loads, what is dated, what has a source that exists."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from grenswerk.documents import load_data
from grenswerk.law.bibliography import FOLDER as BIBLIOGRAPHY
from grenswerk.law.bibliography import bibliography
from grenswerk.law.rulebook import PAIRS, Rulebook
from grenswerk.law.taxes.rooms import room_of, states_with_rooms
from grenswerk.model.certainty import Certainty
from grenswerk.model.errors import BadInput

LAW = Path(__file__).parent
TREATY_YEARS, MONEY_YEARS = range(2015, 2028), range(2024, 2027)


def faults() -> list[str]:
    """What is wrong in the files of the law, one line each; empty when nothing is."""
    found: list[str] = []
    try:
        known = bibliography()
        for residence, employer_state in (*PAIRS, *(pair[::-1] for pair in PAIRS)):
            for year in TREATY_YEARS:
                Rulebook().rule(residence, employer_state, year)
        found += [
            f"{state}: no parameters for {year}: expected them for each of {MONEY_YEARS[0]}-{MONEY_YEARS[-1]}"
            for state in states_with_rooms()
            for year in MONEY_YEARS
            if room_of(state, year) is None
        ]
    except BadInput as error:
        return [str(error)]
    for path in sorted(LAW.rglob("*.yaml")):
        if path.parent == BIBLIOGRAPHY:
            continue
        try:
            data = load_data(path)
        except BadInput as error:
            found.append(str(error))
            continue
        found += [
            f'{path}: source "{key}" is not in the bibliography' for key in _sources(data) if key not in known
        ]
    return found


def _sources(data: Any) -> list[str]:
    """Every source id that a file names, under `source` or `sources`."""
    keys: list[str] = []

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                if key in ("source", "sources"):
                    keys.extend(_ids(inner))
                else:
                    walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(data)
    return list(dict.fromkeys(keys))


def _ids(value: Any) -> list[str]:
    if isinstance(value, dict):
        return _ids(value.get("id", []))
    return [value] if isinstance(value, str) else [key for key in value or [] if isinstance(key, str)]


def certainties() -> dict[str, int]:
    """How many facts of the law are how sure."""
    counts = dict.fromkeys((certainty.value for certainty in Certainty), 0)
    for path in sorted(LAW.rglob("*.yaml")):
        text = msgspec.json.encode(load_data(path)).decode()
        for name in counts:
            counts[name] += text.count(f'"certainty":"{name}"')
    return counts
