"""France's rules give the same numbers compiled and in plain Python."""

from __future__ import annotations

import importlib
import random
import types
from collections.abc import Iterator
from typing import Any

import pytest

from grenswerk.law.parameters import parameters_of
from grenswerk.law.taxes import fr
from grenswerk.model.pay import Contributions, EmployeeClass, ForeignTax, Partnership, Person, Wage
from grenswerk.model.states import State

numba = pytest.importorskip("numba")
MODULES = (
    "rounding",
    "relief.credit",
    "relief.proportional",
    "taxes.fr.month_of_pay",
    "taxes.fr.general_reduction",
    "taxes.fr.employer",
    "taxes.fr.firm",
    "taxes.fr.contributions",
    "taxes.fr.taxable_income",
    "taxes.fr.scale",
    "taxes.fr.income_tax",
    "taxes.fr.nonresidents",
)


def rules() -> Iterator[types.FunctionType]:
    for module in MODULES:
        name = f"grenswerk.law.{module}"
        for value in vars(importlib.import_module(name)).values():
            if isinstance(value, types.FunctionType) and value.__module__ == name:
                yield value


def flat(result: Any) -> list[float]:
    if isinstance(result, tuple):
        return [number for part in result for number in flat(part)]
    return [float(result)]


def workers(count: int) -> Iterator[tuple[Wage, Person, State, bool]]:
    dice = random.Random(7)
    for _ in range(count):
        gross, share = dice.uniform(0, 400000), dice.choice([0.0, 1.0, dice.random()])
        first = dice.randint(1, 12)
        wage = Wage(
            gross,
            gross * (1 - share),
            gross * share,
            months=dice.uniform(0.3, 13 - first),
            first_month=first,
            work_share=dice.uniform(0.2, 1.0),
            employee_class=dice.choice([EmployeeClass.EMPLOYEE, EmployeeClass.EXECUTIVE]),
        )
        person = Person(
            partnership=Partnership(dice.randint(0, 2)),
            partner_gross=dice.choice([0.0, dice.uniform(0, 90000)]),
            children=dice.randint(0, 4),
            single_parent=dice.random() < 0.3,
            alsace_moselle=dice.random() < 0.3,
            other_income=dice.choice([0.0, dice.uniform(0, 30000)]),
        )
        yield wage, person, dice.choice([State.NL, State.BE, State.DE, State.LU]), dice.random() < 0.5


def test_compiled_rules_agree_with_plain_python() -> None:
    from numba.extending import register_jitable

    for rule in rules():
        register_jitable(rule)
    contributions = numba.njit(cache=False)(fr.contributions)
    of_resident = numba.njit(cache=False)(fr.tax_of_resident)
    of_nonresident = numba.njit(cache=False)(fr.tax_of_nonresident)
    p = parameters_of(fr.PARAMETERS, fr.Parameters, 2026).values
    foreign = Contributions(state=State.LU, employee=6000.0, pension=4500.0, health=1000.0, care=500.0)
    for wage, person, state, asks in workers(250):
        for residence in (State.FR, state):
            due = fr.contributions(wage, person, residence, p)
            assert flat(contributions(wage, person, residence, p)) == pytest.approx(flat(due), abs=1e-6)
        insured = due.total if asks else foreign
        abroad = ForeignTax(state, 0.1 * wage.taxed_elsewhere, wage.taxed_elsewhere, 0.7 * wage.taxed_elsewhere)
        here = fr.tax_of_resident(wage, person, insured, abroad, p)
        assert flat(of_resident(wage, person, insured, abroad, p)) == pytest.approx(flat(here), abs=1e-6)
        there = fr.tax_of_nonresident(wage, person, state, insured, asks, p)
        compiled = of_nonresident(wage, person, state, insured, asks, p)
        assert flat(compiled) == pytest.approx(flat(there), abs=1e-6)
