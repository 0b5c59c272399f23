"""Households of the OECD's Taxing Wages as worker files, and their rates here beside the published ones.

`python -m tests.taxes.taxing_wages` prints the table that stands in docs/validation.md. Rates are in percent of
the household's gross wages. Sources: Taxing Wages 2026 (tax year 2025: NL, DE, FR) and 2025 (tax year 2024).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from grenswerk.assess.assessment import assess
from grenswerk.days import employment_days, worker_file
from grenswerk.model.answer import NetPay

CHILD_BENEFIT_DE = {2024: 3000.0, 2025: 3060.0}  # Kindergeld, EUR/year a child: the OECD takes it off the tax
CHILD_BENEFIT_LU = 12 * (299.86 + 22.67)  # EUR/year a child of ten in 2024


class Average(NamedTuple):
    """The OECD's average wage, EUR/year, and the pension premium that it takes off the Dutch base."""

    wage: float
    premium_rate: float = 0.0
    premium_from: float = 0.0


AVERAGE = {
    (2025, "NL"): Average(69030, 0.0619, 17792),
    (2025, "DE"): Average(66700),
    (2025, "FR"): Average(46100),
    (2024, "NL"): Average(66180, 0.0613, 17585),
    (2024, "FR"): Average(45311),  # the wage at which the single rate is the published one
    (2024, "BE"): Average(60841),
    (2024, "LU"): Average(75290),  # the wage at which the single rate is the published one
}


class Household(NamedTuple):
    """Wages in parts of the average wage; two children of ten, or none."""

    first: float
    second: float = 0.0
    married: bool = False
    children: int = 0

    def __str__(self) -> str:
        pay = f"{self.first:.0%}" + (f" + {self.second:.0%}" if self.married else "")
        return f"{'couple' if self.married else 'single'}, {self.children or 'no'} children, {pay}"


class Rates(NamedTuple):
    """Percent of gross pay."""

    tax: float  # less credits, and in Germany less child benefit
    employee: float
    employer: float

    @property
    def together(self) -> float:
        """What the employee bears."""
        return self.tax + self.employee

    @property
    def wedge(self) -> float:
        """The tax wedge in percent of labour cost."""
        return 100 * (self.together + self.employer) / (100 + self.employer)


class Published(NamedTuple):
    """One rate as the OECD has it, and how near this comes to it, in points."""

    year: int
    state: str
    household: Household
    measure: str  # a name of `Rates`
    rate: float
    within: float
    cash: float = 0.0  # benefits that the published rate takes off, EUR/year


S67, S100, S167 = Household(0.67), Household(1.0), Household(1.67)
ONE_EARNER = Household(1.0, married=True, children=2)
EQUAL_EARNERS = Household(1.0, 1.0, married=True, children=2)

PUBLISHED = [
    *(
        Published(2025, "NL", household, measure, rate, 0.006)
        for household, tax, employee in (
            (S67, 7.965, 10.371),
            (S167, 28.870, 8.356),
            (ONE_EARNER, 17.846, 10.019),
            (EQUAL_EARNERS, 17.353, 8.349),
        )
        for measure, rate in (("tax", tax), ("employee", employee))
    ),
    *(
        Published(2025, "DE", household, measure, rate, 0.001)
        for household, *cells in (
            (S67, 12.587, 21.550, 20.950, 45.545),
            (S100, 17.217, 21.460, 20.865),
            (S167, 26.619, 15.695, 15.339, 49.986),
            (ONE_EARNER, 0.705, 20.617, 20.865, 34.904),
            (EQUAL_EARNERS, 12.522, 20.617, 20.865, 44.681),
        )
        for measure, rate in zip(("tax", "employee", "employer", "wedge"), cells, strict=False)
    ),
    Published(2025, "FR", S67, "together", 23.702, 0.05),
    Published(2025, "FR", S167, "together", 33.764, 0.05),
    Published(2025, "FR", ONE_EARNER, "together", 20.840, 0.01),
    Published(2025, "FR", EQUAL_EARNERS, "together", 26.014, 1.3),
    Published(2024, "NL", S67, "together", 18.623, 0.02),
    Published(2024, "NL", S100, "together", 28.000, 0.02),
    Published(2024, "NL", S167, "together", 37.203, 0.02),
    Published(2024, "FR", S67, "together", 23.655, 0.01),
    Published(2024, "FR", S100, "together", 27.899, 0.01),
    Published(2024, "FR", S167, "together", 33.715, 0.01),
    Published(2024, "BE", S100, "together", 39.53, 0.9),
    Published(2024, "LU", S100, "together", 32.4, 0.02),
    Published(2024, "LU", ONE_EARNER, "together", 10.0, 0.1, 2 * CHILD_BENEFIT_LU),
]


def rates(year: int, state: str, household: Household, cash: float = 0.0) -> Rates:
    """The rates of a household, from the worker file of each earner."""
    average = AVERAGE[year, state]
    grosses = [part * average.wage for part in (household.first, household.second)]
    bases = [gross - average.premium_rate * max(0.0, gross - average.premium_from) for gross in grosses]
    one = _net_pay(year, state, bases[0], bases[1], household)
    employer = one.employer_contributions
    if bases[1] > 0.0:
        employer += _net_pay(year, state, bases[1], bases[0], household).employer_contributions
    employee = one.household.employee_contributions
    tax = sum(bases) - employee - one.household.net - cash
    if state == "DE":
        tax -= household.children * CHILD_BENEFIT_DE[year]
    return Rates(*(100 * amount / sum(grosses) for amount in (tax, employee, employer)))


@cache
def _net_pay(year: int, state: str, gross: float, partner: float, household: Household) -> NetPay:
    status = "couple" if household.married else "single"
    given = {
        "year": year,
        "worker": {
            "residence": state,
            "household": {
                "status": status,
                "partner_income": partner,
                "children": [{"birth_year": year - 11}] * household.children,
            },
        },
        "employments": [{"employer_state": state, "gross_pay": gross}],
        "days": {"counts": {"work": 220}},
    }
    file = worker_file(given, "taxing wages")
    pay = assess(file, employment_days(file, Path(), "taxing wages")).net_pay
    assert pay is not None
    return pay


def table() -> Iterator[str]:
    """The comparison as the rows of a Markdown table."""
    yield "| year | state | household | rate | OECD | here | difference |"
    yield "|---|---|---|---|---|---|---|"
    names = {"together": "tax and employee's contributions", "wedge": "tax wedge", "tax": "tax"}
    for cell in PUBLISHED:
        here = getattr(rates(cell.year, cell.state, cell.household, cell.cash), cell.measure)
        name = names.get(cell.measure, f"{cell.measure}'s contributions")
        row = (cell.year, cell.state, cell.household, name, f"{cell.rate:.3f}", f"{here:.3f}")
        yield "| " + " | ".join(map(str, row)) + f" | {here - cell.rate:+.3f} |"


if __name__ == "__main__":
    print("\n".join(table()))
