"""German workers for the tests, and the figures of a year."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from grenswerk.law.parameters import parameters_of
from grenswerk.law.taxes.de import PARAMETERS, Parameters
from grenswerk.model.pay import Contributions, Partnership, Person, Wage

RECORDED = Path(__file__).parent / "recorded"
UNINSURED = Contributions()


@cache
def figures(year: int) -> Parameters:
    """The German figures of a year."""
    return parameters_of(PARAMETERS, Parameters, year).values


def home_wage(gross: float) -> Wage:
    """A year's wage earned and taxed in Germany alone."""
    return Wage(gross, gross, 0.0)


def split_wage(german: float, foreign: float) -> Wage:
    """A year's wage of which Germany may tax a part."""
    return Wage(german + foreign, german, foreign)


def household(code: str, partner_gross: float = 0.0) -> Person:
    """S0 single, L1 single parent of one child, C0 and C2 spouses without and with two children."""
    children = int(code[1])
    return Person(
        partnership=Partnership.COUPLE if code[0] == "C" else Partnership.SINGLE,
        partner_gross=partner_gross,
        children=children,
        children_under_12=children,
        children_under_21=children,
        children_under_25=children,
        single_parent=code[0] == "L",
    )


def recorded(name: str) -> list[dict[str, str]]:
    """The rows of a recorded table; lines that begin with # say where it comes from."""
    with (RECORDED / name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))
