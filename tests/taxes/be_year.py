"""The Belgian figures of a year, for the tests of this room."""

from __future__ import annotations

from functools import cache

from grenswerk.law.parameters import parameters_of
from grenswerk.law.taxes import be


@cache
def belgian(year: int) -> be.Parameters:
    return parameters_of(be.PARAMETERS, be.Parameters, year).values
