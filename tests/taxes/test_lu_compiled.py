"""Luxembourg's rules give the same numbers compiled and in plain Python."""

from __future__ import annotations

import importlib
import random
import types
from collections.abc import Iterator
from typing import Any

import pytest

from grenswerk.law.parameters import parameters_of
from grenswerk.law.taxes import lu
from grenswerk.model.pay import Contributions, ForeignTax, Partnership, Person, Wage
from grenswerk.model.states import State

numba = pytest.importorskip("numba")
ROOMS = ("contributions", "scale", "taxable_income", "credits", "assimilation", "income_tax", "withholding")


def rules() -> Iterator[types.FunctionType]:
    modules = ["grenswerk.law.rounding", *(f"grenswerk.law.taxes.lu.{room}" for room in ROOMS)]
    for name in modules:
        for value in vars(importlib.import_module(name)).values():
            if isinstance(value, types.FunctionType) and value.__module__ == name:
                yield value


def flat(result: Any) -> list[float]:
    if isinstance(result, tuple):
        return [number for part in result for number in flat(part)]
    return [float(result)]


def workers(count: int) -> Iterator[tuple[Wage, Person, State, bool]]:
    dice = random.Random(5)
    for _ in range(count):
        gross, share = dice.uniform(0, 300000), dice.choice([0.0, 1.0, dice.random()])
        first = dice.randint(1, 12)
        wage = Wage(
            gross,
            gross * (1 - share),
            gross * share,
            months=float(dice.randint(1, 13 - first)),
            first_month=first,
            work_share=dice.uniform(0.2, 1.0),
        )
        person = Person(
            age=dice.randint(18, 75),
            partnership=Partnership(dice.randint(0, 2)),
            partner_gross=dice.choice([0.0, dice.uniform(0, 90000)]),
            children=dice.randint(0, 2),
            single_parent=dice.random() < 0.3,
            other_income=dice.choice([0.0, dice.uniform(0, 30000)]),
        )
        yield wage, person, dice.choice([State.BE, State.DE, State.FR]), dice.random() < 0.5


def test_compiled_rules_agree_with_plain_python() -> None:
    from numba.extending import register_jitable

    for rule in rules():
        register_jitable(rule)
    contributions = numba.njit(cache=False)(lu.contributions)
    of_resident = numba.njit(cache=False)(lu.tax_of_resident)
    of_nonresident = numba.njit(cache=False)(lu.tax_of_nonresident)
    p = parameters_of(lu.PARAMETERS, lu.Parameters, 2025).values
    foreign = Contributions(state=State.DE, employee=9000.0, pension=4500.0, health=3900.0, unemployment=600.0)
    for wage, person, residence, asks in workers(300):
        due = lu.contributions(wage, person, residence, p)
        assert flat(contributions(wage, person, residence, p)) == pytest.approx(flat(due), abs=1e-6)
        for insured in (due.total, foreign):
            here = lu.tax_of_resident(wage, person, insured, ForeignTax(), p)
            assert flat(of_resident(wage, person, insured, ForeignTax(), p)) == pytest.approx(flat(here), abs=1e-6)
            there = lu.tax_of_nonresident(wage, person, residence, insured, asks, p)
            compiled = of_nonresident(wage, person, residence, insured, asks, p)
            assert flat(compiled) == pytest.approx(flat(there), abs=1e-6)
