"""From pay to net professional income: contributions, flat-rate expenses, marital quotient.

WIB/CIR 92 art. 49-53 and 87-88.
"""

from __future__ import annotations

from grenswerk.law.rounding import half_up
from grenswerk.law.taxes.be.parameters import IncomeTax
from grenswerk.law.taxes.be.scale import CENT
from grenswerk.model.pay import Contributions
from grenswerk.model.states import State


def deductible_contributions(insured: Contributions) -> float:
    """The employee's mandatory contributions, own or foreign, as professional costs (art. 52, 7°).

    The Belgian special contribution is not deductible.
    """
    if insured.state == State.BE:
        return insured.employee - insured.other
    return insured.employee


def professional_expenses(taxable: float, p: IncomeTax) -> float:
    """The flat-rate professional expenses of an employee (art. 51), once over all wages together."""
    return half_up(min(p.expenses_rate * max(0.0, taxable), p.expenses_maximum), CENT)


def marital_quotient(higher: float, lower: float, p: IncomeTax) -> float:
    """What moves from the spouse with the higher to the one with the lower net professional income (art. 87-88).

    Up to 30 % of the income of both together, the part that moves being capped.
    """
    goal = p.marital_quotient_rate * (higher + lower)
    return half_up(max(0.0, min(p.marital_quotient_maximum, goal - lower)), CENT)
