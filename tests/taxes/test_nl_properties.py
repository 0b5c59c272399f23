"""What holds for every Dutch tax bill, and that the rules compile."""

from __future__ import annotations

import importlib
import inspect
import random
from collections.abc import Callable
from typing import Any, NamedTuple, get_type_hints

import numba
import numba.extending
import pytest

import grenswerk.law.taxes.nl as room
from grenswerk.law.parameters import parameters_of
from grenswerk.law.taxes.nl import PARAMETERS, Parameters, contributions, tax_of_nonresident, tax_of_resident
from grenswerk.model.pay import Contributions, EmployeeClass, ForeignTax, Partnership, Person, Wage
from grenswerk.model.states import State

DATED = parameters_of(PARAMETERS, Parameters, 2026)
P = DATED.values
MODULES = (
    "law.rounding",
    "law.relief.proportional",
    "law.relief.compensation",
    "law.taxes.nl.box1",
    "law.taxes.nl.credits",
    "law.taxes.nl.dutch_wage",
    "law.taxes.nl.set_off",
    "law.taxes.nl.levy",
    "law.taxes.nl.contributions",
    "law.taxes.nl.income_tax",
)


class Case(NamedTuple):
    """A worker drawn at random."""

    wage: Wage
    person: Person
    residence: State
    insured: Contributions
    abroad: ForeignTax
    asked: bool


def drawn(chance: random.Random) -> Case:
    gross = chance.choice([0.0, 12000.0, chance.uniform(1, 200000)])
    here = gross * chance.choice([0.0, 1.0, chance.random()])
    wage = Wage(gross, here, gross - here, chance.choice([12.0, 3.5]), 1, 1.0, EmployeeClass(chance.randint(0, 3)))
    person = Person(
        partnership=Partnership(chance.randint(0, 2)),
        partner_gross=chance.uniform(0, 90000),
        children_under_12=chance.randint(0, 2),
        other_income=chance.choice([0.0, 5000.0]),
    )
    residence = State(chance.randint(1, 5))
    insured = State(chance.randint(1, 5))
    total = contributions(wage, person, residence, P).total
    if insured != State.NL:
        part = gross * 0.03
        total = Contributions(insured, 6 * part, gross * 0.25, part, part, part, part, part, part)
    abroad = ForeignTax(State(chance.randint(2, 5)), chance.uniform(0, 20000), gross - here)
    return Case(wage, person, residence, total, abroad, chance.random() < 0.5)


def cases(count: int) -> list[Case]:
    chance = random.Random(20261123)
    return [drawn(chance) for _ in range(count)]


def amounts(result: Any) -> list[float]:
    """The numbers of a result, nested ones too."""
    found = []
    for value in result:
        found.extend(amounts(value) if isinstance(value, tuple) else [float(value)])
    return found


def test_the_compiled_rules_give_what_the_plain_ones_give() -> None:
    for name in MODULES:
        module = importlib.import_module(f"grenswerk.{name}")
        for _, plain in inspect.getmembers(module, inspect.isfunction):
            if plain.__module__ == module.__name__:
                numba.extending.register_jitable(plain)
    compiled = [numba.njit(cache=False)(rule) for rule in (contributions, tax_of_resident, tax_of_nonresident)]
    for wage, person, residence, insured, abroad, asked in cases(300):
        calls = [
            (wage, person, residence, P),
            (wage, person, insured, abroad, P),
            (wage, person, residence, insured, asked, P),
        ]
        rules: tuple[Callable[..., Any], ...] = (contributions, tax_of_resident, tax_of_nonresident)
        for rule, fast, call in zip(rules, compiled, calls, strict=True):
            assert amounts(fast(*call)) == pytest.approx(amounts(rule(*call)), abs=1e-9)


def test_tax_and_premiums_are_never_negative_nor_more_than_the_pay() -> None:
    for wage, person, residence, insured, abroad, asked in cases(500):
        resident = tax_of_resident(wage, person, insured, abroad, P)
        nonresident = tax_of_nonresident(wage, person, residence, insured, asked, P)
        assert 0 <= resident.tax <= wage.gross + person.other_income
        assert 0 <= nonresident.tax <= wage.taxed_here * 1.02 + 1
        assert 0 <= resident.relief <= resident.tax_before_relief
        assert 0 <= resident.compensation <= abroad.tax
        total = contributions(wage, person, residence, P).total
        assert total.employee == pytest.approx(total.pension + total.care)


def test_no_dutch_share_of_a_non_residents_wage_means_no_dutch_tax() -> None:
    for gross in (0.0, 20000.0, 90000.0):
        tax = tax_of_nonresident(Wage(gross, 0.0, gross), Person(), State.DE, Contributions(), True, P)  # noqa: FBT003
        assert tax.tax == 0
        assert not tax.treated_as_resident


def test_the_levy_never_rises_faster_than_the_wage() -> None:
    net_before = 0.0
    for gross in range(0, 200000, 250):
        wage = Wage(float(gross), float(gross), 0.0)
        total = contributions(wage, Person(), State.NL, P).total
        net = gross - total.employee - tax_of_resident(wage, Person(), total, ForeignTax(), P).tax
        assert net >= net_before
        net_before = net


def test_moving_one_euro_across_the_border_moves_the_tax_by_a_few_euros_at_most() -> None:
    for here in range(1, 60000, 997):
        for residence in (State.BE, State.DE):
            one, two = (
                tax_of_nonresident(
                    Wage(60000.0, share, 60000.0 - share),
                    Person(),
                    residence,
                    Contributions(),
                    False,  # noqa: FBT003
                    P,
                ).tax
                for share in (float(here), float(here + 1))
            )
            assert abs(two - one) <= 2


def test_every_amount_of_every_result_has_its_label_and_paragraph() -> None:
    def named(kind: Any) -> set[str]:
        names = set()
        for name, annotation in get_type_hints(kind).items():
            if annotation is not State:
                names |= named(annotation) if hasattr(annotation, "_fields") else {name}
        return names

    wanted = named(room.NlContributions) | named(room.NlResidentTax) | named(room.NlNonresidentTax)
    assert wanted <= set(DATED.amounts)
    for name in wanted:
        assert {"nl", "en"} <= set(DATED.amounts[name].label)
        assert DATED.amounts[name].paragraph
