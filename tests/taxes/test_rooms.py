"""What a state's room says of itself is so."""

from __future__ import annotations

from importlib import import_module

import pytest

from grenswerk.law.parameters import parameters_of
from grenswerk.law.taxes.division import wage_in
from grenswerk.law.taxes.rooms import states_with_rooms
from grenswerk.model.pay import EmployeeClass, Partnership, Person, Wage
from grenswerk.model.states import STATES

PAYS = (0.0, 9_000.0, 24_000.0, 38_000.0, 61_000.0, 140_000.0)
PERSONS = (
    Person(),
    Person(partnership=Partnership.COUPLE, partner_gross=21_000.0, children=2, children_under_12=1),
)


@pytest.mark.parametrize("code", states_with_rooms())
def test_contributions_follow_what_is_taxed_only_where_the_room_says_so(code: str) -> None:
    rules = import_module(f"grenswerk.law.taxes.{code.lower()}")
    law = parameters_of(rules.PARAMETERS, rules.Parameters, 2026).values
    follows = False
    for pay in PAYS:
        for person in PERSONS:
            for residence in STATES:
                for employee_class in (EmployeeClass.EMPLOYEE, EmployeeClass.MANUAL):
                    whole = Wage(pay, pay, 0.0, 12.0, 1, 0.8, employee_class)
                    owed = {
                        rules.contributions(wage_in(whole, pay * share), person, residence, law).total
                        for share in (0.0, 0.35, 0.8, 1.0)
                    }
                    follows |= len(owed) > 1
    assert follows == rules.CONTRIBUTIONS_FOLLOW_TAX
