"""A wage in Dutch terms: what contributions of another state do to it (decree BWBR0035025, 8-4-2014)."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.law.taxes.nl.parameters import Parameters
from grenswerk.model.pay import Contributions, Wage
from grenswerk.model.states import State


class DutchWage(NamedTuple):
    """The world wage by Dutch rules, in EUR/year."""

    foreign_contributions_deducted: float
    foreign_employer_care: float  # German employer's Pflegeversicherung, which is wage
    wage: float
    taxed_here: float
    taxed_elsewhere: float


def deductible_contributions(insured: Contributions, p: Parameters) -> float:
    """The employee contributions of another state that are not wage in the Netherlands, in EUR/year.

    Pensions (4.1, 4.5, 4.9) and what resembles the Dutch employee insurances (2.2) are not wage; care in kind and
    long-term care are (2.1, 2.3). Of the Belgian special contribution 73 % is deducted (4.6), of the Luxembourg
    sickness contributions, cash and kind together, one half (4.10).
    """
    if insured.state == State.NL:
        return 0.0
    deducted = insured.pension + insured.unemployment
    if insured.state == State.LU:
        return deducted + p.foreign.luxembourg_sickness_deductible * (insured.health + insured.sickness_cash)
    if insured.state == State.DE:
        return deducted  # the Krankenversicherung is one insurance, comparable to the Zvw (4.2)
    deducted += insured.sickness_cash
    if insured.state == State.BE:
        deducted += p.foreign.belgian_special_contribution_deductible * insured.other
    return deducted


def dutch_wage(wage: Wage, insured: Contributions, p: Parameters) -> DutchWage:
    """The world wage and its two parts by Dutch rules, in EUR/year, of a worker insured in `insured.state`."""
    deducted = min(deductible_contributions(insured, p), wage.gross)
    care = 0.0
    if insured.state == State.DE and insured.care > 0.0:
        ceiling = p.foreign.german_care_ceiling * wage.months / 12.0
        care = p.foreign.german_care_employer_rate * min(wage.gross, ceiling)
    world = wage.gross - deducted + care
    scale = world / wage.gross if wage.gross > 0.0 else 1.0
    return DutchWage(deducted, care, world, wage.taxed_here * scale, wage.taxed_elsewhere * scale)
