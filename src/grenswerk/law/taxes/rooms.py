"""The tax room of each state, found by its code, with the parameters of a year."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from grenswerk.law.parameters import Dated, parameters_of, years_of
from grenswerk.model.pay import Contributions, ForeignTax, Person, Wage
from grenswerk.model.states import State

HERE = Path(__file__).parent


class Insured(Protocol):
    """What every state's contributions have."""

    @property
    def total(self) -> Contributions: ...


class Taxed(Protocol):
    """What every state's tax has."""

    @property
    def tax(self) -> float: ...
    @property
    def church_tax(self) -> float: ...
    @property
    def credits(self) -> float: ...
    @property
    def partner_tax(self) -> float: ...


class Room(NamedTuple):
    """One state's rules of tax and contributions, with the parameters of one year."""

    state: State
    rules: Any  # the package of the state: `contributions`, `tax_of_resident`, `tax_of_nonresident`
    law: Dated[Any]

    def contributions(self, wage: Wage, person: Person, residence: State) -> Insured:
        """The contributions of a person insured in this state."""
        found: Insured = self.rules.contributions(wage, person, residence, self.law.values)
        return found

    def tax_of_resident(self, wage: Wage, person: Person, insured: Contributions, abroad: ForeignTax) -> Taxed:
        """The income tax of a resident of this state."""
        found: Taxed = self.rules.tax_of_resident(wage, person, insured, abroad, self.law.values)
        return found

    def tax_of_nonresident(
        self, wage: Wage, person: Person, residence: State, insured: Contributions, *, treated_as_resident: bool
    ) -> Taxed:
        """The income tax of a non-resident who works in this state."""
        found: Taxed = self.rules.tax_of_nonresident(
            wage, person, residence, insured, treated_as_resident, self.law.values
        )
        return found


def states_with_rooms() -> list[str]:
    """The codes of the states whose taxes are here."""
    return sorted(path.parent.name.upper() for path in HERE.glob("*/parameters.yaml"))


@cache
def room_of(state: str, year: int) -> Room | None:
    """The room of a state in a tax year; `None` where the state or the year is not here."""
    if state not in states_with_rooms():
        return None
    rules = import_module(f"grenswerk.law.taxes.{state.lower()}")
    if year not in years_of(rules.PARAMETERS):
        return None
    return Room(State.of(state), rules, parameters_of(rules.PARAMETERS, rules.Parameters, year))
