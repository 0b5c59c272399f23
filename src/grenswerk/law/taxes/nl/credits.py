"""The levy credits (heffingskortingen) and their tax and premium parts (Wet IB 2001 ch. 8)."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.law.rounding import up
from grenswerk.law.taxes.nl.box1 import combined_rate, premium_rate
from grenswerk.law.taxes.nl.parameters import Parameters
from grenswerk.model.pay import Partnership, Person
from grenswerk.model.states import State


class Credits(NamedTuple):
    """The credits in full, in EUR/year."""

    general: float  # algemene heffingskorting
    labour: float  # arbeidskorting
    combination: float  # inkomensafhankelijke combinatiekorting


class Entitlement(NamedTuple):
    """Which tax parts a person may have."""

    general: bool
    labour: bool  # the combination credit follows it


def general_credit(income: float, p: Parameters) -> float:
    """Algemene heffingskorting on an income in EUR/year, rounded up to whole euros (art. 8.10)."""
    group = p.general
    taper = group.general_credit_taper * max(income - group.general_credit_full_up_to, 0.0)
    return up(max(group.general_credit_maximum - taper, 0.0), 1.0)


def labour_credit(labour_income: float, p: Parameters) -> float:
    """Arbeidskorting on a labour income in EUR/year, rounded up to whole euros (art. 8.11)."""
    rates, limits, caps = p.labour.labour_credit_rates, p.labour.labour_credit_limits, p.labour.labour_credit_caps
    credit = min(rates[0] * labour_income, caps[0])
    credit = min(credit + rates[1] * max(labour_income - limits[0], 0.0), caps[1])
    credit = min(credit + rates[2] * max(labour_income - limits[1], 0.0), caps[2])
    credit -= p.labour.labour_credit_taper * max(labour_income - limits[2], 0.0)
    return up(max(credit, 0.0), 1.0)


def combination_credit(
    labour_income: float, partner_income: float, children_under_12: int, p: Parameters
) -> float:
    """Inkomensafhankelijke combinatiekorting in EUR/year, rounded up to whole euros (art. 8.14a).

    For a person with a child under 12 and no partner (`partner_income` -1), or a partner with a higher labour
    income. Of two equal incomes the elder has the credit; the worker is taken for the elder, since the partner's
    age is not given.
    """
    if children_under_12 == 0 or 0.0 <= partner_income < labour_income:
        return 0.0
    group = p.combination
    credit = group.combination_credit_rate * (labour_income - group.combination_credit_threshold)
    return up(min(max(credit, 0.0), group.combination_credit_maximum), 1.0)


def credits_of(income: float, labour_income: float, person: Person, p: Parameters) -> Credits:
    """All credits of the worker with this world income and labour income, in EUR/year."""
    partner_income = -1.0 if person.partnership == Partnership.SINGLE else person.partner_gross
    combination = combination_credit(labour_income, partner_income, person.children_under_12, p)
    return Credits(general_credit(income, p), labour_credit(labour_income, p), combination)


def entitlement(residence: State, treated_as_resident: bool) -> Entitlement:  # noqa: FBT001
    """The tax parts that a resident of `residence` may have (art. 7.8(6); treaty NL-BE 2001 art. 26(2))."""
    if residence == State.THIRD:
        return Entitlement(general=False, labour=False)
    whole = treated_as_resident or residence == State.NL or residence == State.BE  # noqa: PLR1714
    return Entitlement(general=whole, labour=True)


def premium_part(credit: float, p: Parameters) -> float:
    """The part of a credit for the premiums, rounded up to whole euros (art. 8.1-8.7; Wfsv art. 12)."""
    return up(credit * premium_rate(p) / combined_rate(p), 1.0)


def insured_premium_part(credit: float, insured_share: float, p: Parameters) -> float:
    """The premium part of one who is insured for a share of the year, 0-1 (Regeling Wfsv art. 2.6)."""
    return up(credit * insured_share * premium_rate(p) / combined_rate(p), 1.0)


def tax_part(credit: float, insured_share: float, p: Parameters) -> float:
    """The part of a credit that is set against the income tax, in EUR/year.

    Rounded up to whole euros where it is the only part; where the premium part is given too it is the remainder,
    so that the two add up to the credit.
    """
    if insured_share > 0.0:
        return credit - premium_part(credit, p)
    return up(credit * p.box1.first_bracket_rate / combined_rate(p), 1.0)
