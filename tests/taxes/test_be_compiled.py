"""The Belgian rules compile unchanged and give the same amounts as plain Python."""

from __future__ import annotations

import importlib
import inspect
import random
from types import ModuleType

import numba
import pytest
from numba.extending import register_jitable

from grenswerk.law import rounding
from grenswerk.law.relief import proportional
from grenswerk.law.taxes import be
from grenswerk.model.pay import Contributions, EmployeeClass, ForeignTax, Partnership, Person, Wage
from grenswerk.model.states import STATES, State

from .be_year import belgian

MODULES = (
    "scale", "work_bonus", "special_contribution", "employer", "professional_income", "tax_free_sum",
    "assessment", "contributions", "income_tax",
)  # fmt: skip


ASKED = False


def register(*modules: ModuleType) -> None:
    """Make every function of the modules callable from compiled code; it stays plain Python."""
    for module in modules:
        for _, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__:
                register_jitable(function)


def a_worker(dice: random.Random) -> tuple[Wage, Person, State, Contributions, ForeignTax]:
    gross = dice.choice([0.0, dice.uniform(1000, 30000), dice.uniform(30000, 400000)])
    here = gross * dice.choice([0.0, 1.0, dice.random()])
    months = dice.choice([12.0, 6.5, 3.0])
    wage = Wage(
        gross,
        here,
        gross - here,
        months,
        dice.randint(1, 13 - int(months + 0.5)),
        dice.choice([1.0, 0.8, 0.5]),
        dice.choice(list(EmployeeClass)),
    )
    person = Person(
        partnership=dice.choice(list(Partnership)),
        partner_gross=dice.choice([0.0, 8000.0, 45000.0]),
        children=dice.randint(0, 5),
        single_parent=dice.random() < 0.3,
        municipal_surcharge=dice.choice([-1.0, 0.08]),
    )
    state = dice.choice(STATES)
    insured = Contributions(state, 0.15 * gross, 0.25 * gross, 0.1 * gross, other=0.05 * gross)
    return wage, person, state, insured, ForeignTax(state, 0.1 * gross, gross - here)


@pytest.fixture(scope="module")
def compiled() -> tuple[numba.core.dispatcher.Dispatcher, ...]:
    register(rounding, proportional, *(importlib.import_module(f"{be.__name__}.{name}") for name in MODULES))
    return tuple(
        numba.njit(cache=False)(rule) for rule in (be.contributions, be.tax_of_resident, be.tax_of_nonresident)
    )


def flat(value: object) -> list[float]:
    if isinstance(value, tuple):
        return [number for part in value for number in flat(part)]
    return [float(value)]  # type: ignore[arg-type]


def test_compiled_rules_equal_plain_python(compiled: tuple[numba.core.dispatcher.Dispatcher, ...]) -> None:
    dice = random.Random(466)
    of_contributions, of_resident, of_nonresident = compiled
    for _ in range(300):
        wage, person, state, insured, abroad = a_worker(dice)
        p = belgian(dice.choice([2024, 2025, 2026]))
        for fast, plain in [
            (of_contributions(wage, person, state, p), be.contributions(wage, person, state, p)),
            (
                of_resident(wage, person, insured, abroad, p),
                be.tax_of_resident(wage, person, insured, abroad, p),
            ),
            (
                of_nonresident(wage, person, state, insured, ASKED, p),
                be.tax_of_nonresident(wage, person, state, insured, ASKED, p),
            ),
        ]:
            assert flat(fast) == pytest.approx(flat(plain), abs=0.011)
