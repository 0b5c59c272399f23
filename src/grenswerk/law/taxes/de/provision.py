"""Deductible contributions: provision for old age, health and care (Vorsorgeaufwendungen, § 10 EStG)."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.law.rounding import up
from grenswerk.law.taxes.de.parameters import Allowances, Parameters
from grenswerk.model.pay import Contributions
from grenswerk.model.states import State


class Provision(NamedTuple):
    """Contributions by their class in § 10(1) EStG, EUR/year."""

    old_age: float  # Nr. 2
    basic_health_and_care: float  # Nr. 3
    other: float  # Nr. 3a: unemployment, the part of health insurance for sick pay, the rest


def provision_of(insured: Contributions, taxed: float, exempt: float, abroad: State, p: Parameters) -> Provision:
    """The contributions linked to German-taxed wages, by class.

    EUR/year. Contributions on treaty-exempt wages are lost (§ 10(2) S. 1 Nr. 1), split here in the ratio of the
    wages; except, branch by branch, where the other state grants no relief at all: Luxembourg's dependency
    insurance (BFH 27.10.2021 X R 28/20).
    """
    share = taxed / (taxed + exempt) if taxed + exempt > 0.0 else 0.0
    care = insured.care * share
    if insured.state == State.LU and abroad == State.LU and p.cross_border.luxembourg_care_deductible:
        care = insured.care
    if insured.state == State.BE:
        return _belgian(insured, share, p)
    return Provision(
        insured.pension * share,
        insured.health * share + care,
        (insured.sickness_cash + insured.unemployment + insured.other) * share,
    )


def _belgian(insured: Contributions, share: float, p: Parameters) -> Provision:
    """The one Belgian contribution by the classes that the Ministry publishes for it each year."""
    whole = (insured.employee - insured.other) * share
    old_age = whole * p.cross_border.belgian_contribution_old_age
    health = whole * p.cross_border.belgian_contribution_health_and_care
    return Provision(old_age, health, whole - old_age - health + insured.other * share)


def added(one: Provision, two: Provision) -> Provision:
    """The contributions of two spouses together."""
    return Provision(
        one.old_age + two.old_age,
        one.basic_health_and_care + two.basic_health_and_care,
        one.other + two.other,
    )


def old_age_deduction(provision: Provision, persons: int, p: Allowances) -> float:
    """Old-age provision, in full within the maximum (§ 10(3) EStG)."""
    return min(provision.old_age, persons * p.old_age_provision_maximum)


def other_deduction(provision: Provision, persons: int, p: Allowances) -> float:
    """Basic health and care in full, or all other provision within the cap (§ 10(4) S. 1, 4 EStG)."""
    basic = provision.basic_health_and_care
    return max(basic, min(basic + provision.other, persons * p.other_provision_maximum))


def deduction(provision: Provision, persons: int, p: Allowances) -> float:
    """Both deductions, rounded up to a full euro."""
    return up(old_age_deduction(provision, persons, p) + other_deduction(provision, persons, p), 1.0)
