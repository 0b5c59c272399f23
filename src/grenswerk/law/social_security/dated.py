"""The dated facts of this room: limits, provisions, signatories, periods without effect, institutions, states."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct, field

from grenswerk.documents import load_law
from grenswerk.law.parameters import Dated, parameters_of
from grenswerk.law.social_security.coordination import Basis, Limits
from grenswerk.law.social_security.framework_agreement import AgreementLimits
from grenswerk.model.certainty import Certainty

_ROOM = Path(__file__).parent


class Sourced(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fact with its sources and how sure it is."""

    source: str | list[str]
    certainty: Certainty

    @property
    def sources(self) -> list[str]:
        """The ids of the sources."""
        return [self.source] if isinstance(self.source, str) else list(self.source)


class Provision(Sourced, frozen=True):
    """The text of the law behind a basis, e.g. `883/2004 art. 13(1)(a)`."""

    provision: str


class Signatory(Sourced, frozen=True):
    """A state bound by the framework agreement from a day on."""

    start: dt.date = field(name="from")
    signed: dt.date | None = None


class Duration(Sourced, frozen=True):
    until: dt.date
    renewal_years: int


class Transition(Sourced, frozen=True):
    """The requests that may reach back longer."""

    requests_until: dt.date


class Agreement(Struct, frozen=True, forbid_unknown_fields=True):
    """The framework agreement: its own dates and the states that it binds."""

    in_force: dt.date
    duration: Duration
    transition: Transition
    known_until: dt.date
    signatories: dict[str, Signatory]

    def binds_from(self, *states: str) -> dt.date | None:
        """The first day on which all these states are bound; `None` when one has not signed."""
        if any(state not in self.signatories for state in states):
            return None
        return max(self.signatories[state].start for state in states)


class TeleworkWithoutEffect(StrEnum):
    PANDEMIC = "pandemic"
    ANY = "any"


class PeriodWithoutEffect(Sourced, frozen=True):
    """A period in which telework did not change the legislation that applied."""

    start: dt.date = field(name="from")
    end: dt.date = field(name="to")
    telework: TeleworkWithoutEffect


class PeriodsWithoutEffect(Struct, frozen=True, forbid_unknown_fields=True):
    periods: list[PeriodWithoutEffect]


class Procedure(Sourced, frozen=True):
    channel: str


class Institution(Struct, frozen=True, forbid_unknown_fields=True):
    """The institution of a state that issues the A1, and its procedures."""

    name: str
    framework: Procedure
    ordinary: Procedure
    posting: Procedure


class CoordinatedStates(Sourced, frozen=True):
    """The states in which the Regulation applies."""

    states: list[str]


class SocialSecurityLaw(NamedTuple):
    """All dated facts for one year."""

    limits: Dated[Limits]
    agreement_limits: Dated[AgreementLimits]
    agreement: Agreement
    provisions: dict[str, Provision]
    without_effect: tuple[PeriodWithoutEffect, ...]
    institutions: dict[str, Institution]
    states: CoordinatedStates

    def provision(self, basis: Basis) -> Provision | None:
        """The provision of a basis, or `None` where no rule led to a state."""
        return self.provisions.get(basis.name)


@cache
def social_security_law(year: int) -> SocialSecurityLaw:
    """The dated facts of `year`; raises `BadInput` when a file of the law is not as it should be."""
    return SocialSecurityLaw(
        limits=parameters_of(_ROOM / "coordination.yaml", Limits, year),
        agreement_limits=parameters_of(_ROOM / "framework_agreement.yaml", AgreementLimits, year),
        agreement=load_law(_ROOM / "signatories.yaml", Agreement),
        provisions=load_law(_ROOM / "provisions.yaml", dict[str, Provision]),
        without_effect=tuple(load_law(_ROOM / "telework_without_effect.yaml", PeriodsWithoutEffect).periods),
        institutions=load_law(_ROOM / "institutions.yaml", dict[str, Institution]),
        states=load_law(_ROOM / "states.yaml", CoordinatedStates),
    )
