"""When a non-resident is taxed like a resident: art. 157ter LIR and art. 24 § 4a of the treaty with Belgium."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.law.taxes.lu.parameters import Parameters
from grenswerk.law.taxes.lu.taxable_income import EarnedIncome
from grenswerk.model.pay import Partnership, Person, Wage
from grenswerk.model.states import State

_DUST = 1e-9  # 198 of 220 days are 90 %


class Assimilation(NamedTuple):
    """The three conditions; one of them is enough."""

    neutral_wage: float  # EUR/year of foreign wage that counts as Luxembourg income
    share_of_own_income: float
    foreign_net_income: float  # EUR/year
    share_of_household_work: float
    open_to_assimilation: bool


def not_asked() -> Assimilation:
    """No condition was looked at, since the worker does not ask for treatment as a resident."""
    return Assimilation(
        neutral_wage=0.0,
        share_of_own_income=0.0,
        foreign_net_income=0.0,
        share_of_household_work=0.0,
        open_to_assimilation=False,
    )


def assimilation(
    wage: Wage, earned: EarnedIncome, person: Person, residence: State, p: Parameters
) -> Assimilation:
    """Whether Luxembourg's conditions for treatment as a resident hold; shares 0-1, amounts in EUR/year.

    (a) at least 90 % of the own worldwide income taxable in Luxembourg, wages for up to 50 working days elsewhere
    counting as taxable there; (b) own net income not taxed there below 13,000; (c) residents of Belgium: more than
    half of the household's income from work taxable there. Net amounts; the working days of a full year are taken
    as usual (220), since the days themselves are not known here.
    """
    a = p.assimilation
    here = earned.net_here + earned.work_expenses_here  # the flat deduction must not tip the scales
    net = here + earned.net_elsewhere
    days = a.usual_working_days * wage.months / 12.0
    neutral_share = min(1.0, a.neutral_days / days) if days > 0.0 else 1.0
    neutral = min(earned.net_elsewhere, net * neutral_share)
    world = net + person.other_income
    own_share = (here + neutral) / world if world > 0.0 else 0.0
    foreign = earned.net_elsewhere + person.other_income
    partner = person.partner_gross if person.partnership == Partnership.COUPLE else 0.0
    work = wage.gross + partner
    work_share = wage.taxed_here / work if work > 0.0 else 0.0
    granted = own_share >= a.assimilation_share - _DUST or foreign < a.assimilation_foreign_income
    if residence == State.BE and work_share > a.assimilation_share_belgium:
        granted = True
    return Assimilation(
        neutral_wage=neutral,
        share_of_own_income=own_share,
        foreign_net_income=foreign,
        share_of_household_work=work_share,
        open_to_assimilation=granted and wage.taxed_here > 0.0,
    )
