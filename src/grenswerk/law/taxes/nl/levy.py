"""The combined levy of one person: tax and premiums before credits, the credits' parts, and their set-off.

Contributions and income tax are two halves of this one computation (Wet IB 2001 art. 8.1(1)(b)).
"""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.law.taxes.nl.box1 import premium_on
from grenswerk.law.taxes.nl.credits import Credits, Entitlement, insured_premium_part, tax_part
from grenswerk.law.taxes.nl.parameters import Parameters
from grenswerk.law.taxes.nl.set_off import SetOff, set_off
from grenswerk.model.pay import Person, Wage
from grenswerk.model.states import State


class Insurance(NamedTuple):
    """The income on which Dutch premiums are due and the part of the year insured."""

    premium_income: float
    insured_share: float  # 0-1


class Levy(NamedTuple):
    """The combined levy, in EUR/year."""

    premium: float  # before credits
    tax_part: Credits
    premium_part: Credits
    due: SetOff


def dutch_insurance(wage: Wage, person: Person, residence: State) -> Insurance:
    """The premium income in EUR/year and the insured share of one insured in the Netherlands for all work.

    The income counts wherever it is taxed (Wfsv art. 8). A resident is insured all year; a non-resident while
    employed, by months of 30 days (Regeling Wfsv art. 2.4), and income outside that time is left out.
    """
    share = 1.0 if residence == State.NL else min(wage.months / 12.0, 1.0)
    return Insurance(wage.gross + person.other_income * share, share)


def levy_of(tax: float, insurance: Insurance, credits: Credits, entitled: Entitlement, p: Parameters) -> Levy:
    """The combined levy on a tax in EUR/year (after double-tax relief) and the premiums of `insurance`."""
    share = insurance.insured_share
    premium = premium_on(insurance.premium_income, share, p)
    general = tax_part(credits.general, share, p) if entitled.general else 0.0
    labour = tax_part(credits.labour, share, p) if entitled.labour else 0.0
    combination = tax_part(credits.combination, share, p) if entitled.labour else 0.0
    tax_parts = Credits(general, labour, combination)
    premium_parts = Credits(
        insured_premium_part(credits.general, share, p),
        insured_premium_part(credits.labour, share, p),
        insured_premium_part(credits.combination, share, p),
    )
    due = set_off(
        tax,
        premium,
        tax_parts.general + tax_parts.labour + tax_parts.combination,
        premium_parts.general + premium_parts.labour + premium_parts.combination,
    )
    return Levy(premium, tax_parts, premium_parts, due)
