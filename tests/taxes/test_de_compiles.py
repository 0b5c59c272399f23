"""The German rules compile unchanged and then give the same amounts."""

from __future__ import annotations

import importlib
import inspect
import random
from types import ModuleType
from typing import Any

import numba
import pytest
from numba.extending import register_jitable

from grenswerk.law import rounding
from grenswerk.model.pay import Contributions, EmployeeClass, ForeignTax, Partnership, Person, Wage
from grenswerk.model.states import State
from tests.taxes.de_workers import figures

RULES = ("tariff", "provision", "assessment", "contributions", "income_tax", "limited_liability", "wage_tax")


def rule_modules() -> list[ModuleType]:
    modules = [rounding, importlib.import_module("grenswerk.law.relief.progression")]
    return modules + [importlib.import_module(f"grenswerk.law.taxes.de.{name}") for name in RULES]


@pytest.fixture(scope="module")
def compiled() -> dict[str, Any]:
    for module in rule_modules():
        for _, function in inspect.getmembers(module, inspect.isfunction):
            register_jitable(function)
    income = importlib.import_module("grenswerk.law.taxes.de.income_tax")
    limited = importlib.import_module("grenswerk.law.taxes.de.limited_liability")
    paid = importlib.import_module("grenswerk.law.taxes.de.contributions")
    rules = (paid.contributions, income.tax_of_resident, limited.tax_of_nonresident)
    return {rule.__name__: (rule, numba.njit(cache=False)(rule)) for rule in rules}


def a_worker(chance: random.Random) -> tuple[Wage, Person, Contributions, ForeignTax]:
    gross, share = chance.choice([0.0, 6_000.0, chance.uniform(7_000, 250_000)]), chance.random()
    children = chance.randrange(4)
    wage = Wage(
        gross, gross * share, gross * (1 - share), float(chance.randint(1, 12)), 1, 1.0, EmployeeClass.EMPLOYEE
    )
    partnership = chance.choice(list(Partnership))
    person = Person(
        chance.randint(18, 66),
        partnership,
        chance.uniform(0, 90_000) if partnership else 0.0,
        children,
        0,
        children,
        children,
        children,
        partnership == Partnership.SINGLE and children > 0,
        chance.random() < 0.3,
        -1.0,
        chance.choice([0.0, 4_000.0]),
    )
    parts = [chance.uniform(0, 3_000) for _ in range(6)]
    state = chance.choice([State.DE, State.LU, State.NL])
    insured = Contributions(state, sum(parts), 9_000.0, *parts)
    return (
        wage,
        person,
        insured,
        ForeignTax(
            chance.choice([State.LU, State.NL]),
            2_000.0,
            wage.taxed_elsewhere,
            wage.taxed_elsewhere * chance.choice([1.0, 0.8]),
        ),
    )


def test_compiled_rules_give_the_amounts_of_plain_python(compiled: dict[str, Any]) -> None:
    chance = random.Random(20261123)
    for turn in range(300):
        wage, person, insured, abroad = a_worker(chance)
        p = figures(2024 + turn % 3)
        residence = chance.choice([State.NL, State.BE])
        calls = {
            "contributions": (wage, person, State.DE, p),
            "tax_of_resident": (wage, person, insured, abroad, p),
            "tax_of_nonresident": (wage, person, residence, insured, turn % 2 == 0, p),
        }
        for name, arguments in calls.items():
            plain, fast = (function(*arguments) for function in compiled[name])
            for field, one, two in zip(plain._fields, plain, fast, strict=True):
                assert two == pytest.approx(one, abs=1e-6), (name, field, turn)
