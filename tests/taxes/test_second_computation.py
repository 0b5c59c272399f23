"""Workers across the borders of NL, BE, DE and LU against a second computation, made apart."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import NamedTuple

import pytest

from grenswerk.assess.assessment import assess
from grenswerk.days import employment_days, worker_file
from grenswerk.model.answer import NetPay
from tests.taxes.second_computation import (
    DE,
    belgian_tax,
    dutch_levy,
    german_contributions,
    german_tax,
    luxembourg_tax,
)

WHOLE_EUROS = 3.0  # official roundings of brackets and credits, which the second computation does not make
QUOTA = {frozenset(("BE", "LU")): 34, frozenset(("DE", "LU")): 34}  # and NL-DE from 2026
STATES = ("NL", "BE", "DE", "LU")
ALLOWANCES_KEPT = 0.75
BELGIAN_PENSION_PARTS = (7.50 + 1.15 + 0.87) / 13.07  # of the 13.07 %, what is no wage in the Netherlands


class Worker(NamedTuple):
    """One worker of the grid, with the net pay found here."""

    year: int
    residence: str
    employer: str
    gross: float
    home: int
    insurer: str
    found: NetPay

    @property
    def at_home(self) -> float:
        """The share of the pay that the residence state may tax."""
        quota = QUOTA.get(frozenset((self.residence, self.employer)), 0)
        if {self.residence, self.employer} == {"NL", "DE"} and self.year >= 2026:
            quota = 34
        return 0.0 if self.home <= quota else self.home / 220

    def amount(self, state: str, name: str) -> float:
        """A named amount of the explanation; 0 where there is none."""
        return sum(each.value for each in self.found.amounts if (each.state, each.name) == (state, name))


def worker(year: int, residence: str, employer: str, gross: float, home: int, *, granted: bool) -> Worker:
    agreement = {"status": "granted", "from": f"{year}-01-01", "institution": employer}
    given = {
        "year": year,
        "worker": {"residence": residence, "framework_agreement": agreement if granted else {"status": "none"}},
        "employments": [
            {
                "employer_state": employer,
                "gross_pay": gross,
                "telework": {"status": "voluntary", "office_available": True},
            }
        ],
        "days": {"counts": {"work": 220 - home, "home": home}},
    }
    file = worker_file(given, "second computation")
    answer = assess(file, employment_days(file, Path(), "second computation"))
    assert answer.net_pay is not None
    assert answer.social_security is not None
    abroad = home < 55 or (granted and home < 110)  # a quarter of the days, half of them
    assert answer.social_security.competent_state == (employer if abroad else residence)
    return Worker(year, residence, employer, gross, home, employer if abroad else residence, answer.net_pay)


def dutch(one: Worker) -> tuple[float, float]:
    wage = one.gross
    if one.insurer == "DE":
        pension, unemployment, *_ = german_contributions(one.year, one.gross)
        wage += DE[one.year][11] / 2 * min(one.gross, DE[one.year][9]) - pension - unemployment
    elif one.insurer == "BE":
        wage -= one.amount("BE", "social_security") * BELGIAN_PENSION_PARTS
        wage -= 0.73 * one.amount("BE", "special_contribution")
    elif one.insurer == "LU":
        sickness = one.amount("LU", "health") + one.amount("LU", "sickness_cash")
        wage -= one.amount("LU", "pension") + sickness / 2
    resident = one.residence == "NL"
    return dutch_levy(
        one.year,
        wage,
        wage * (one.at_home if resident else 1 - one.at_home),
        resident=resident,
        insured=one.insurer == "NL",
        general=one.residence in {"NL", "BE"},
    )


def belgian(one: Worker) -> float:
    deducted = one.found.employee_contributions - one.amount("BE", "special_contribution")
    bonus = one.amount("BE", "fiscal_work_bonus")
    if one.residence == "BE":
        on_all = one.employer in {"NL", "DE"}
        tax = belgian_tax(one.year, one.gross - deducted, 1 - one.at_home, 0.073, on_all=on_all)
        return tax - bonus
    there = 1 - one.at_home
    allowances = 1.0 if there >= ALLOWANCES_KEPT else there if one.residence in {"NL", "LU"} else 0.0
    taxable = (one.gross - deducted) * there
    return belgian_tax(one.year, taxable, 0, 0.07, on_all=False, allowances=allowances) - bonus


def german(one: Worker) -> float:
    if one.residence == "DE":
        here = one.gross * one.at_home
        return sum(german_tax(one.year, here, one.gross - here, one.at_home, one.gross))
    here = one.gross * (1 - one.at_home)
    tax, surcharge = german_tax(one.year, here, 0, 1 - one.at_home, one.gross)
    return surcharge + tax * (0.92 if one.residence == "BE" else 1.0)


@pytest.mark.parametrize("year", [2024, 2025, 2026])
@pytest.mark.parametrize(("residence", "employer"), list(itertools.permutations(STATES, 2)))
def test_tax_across_the_border_is_that_of_a_second_computation(year: int, residence: str, employer: str) -> None:
    for gross, home, granted in itertools.product(
        (26000, 41000, 58000, 88000), (0, 34, 44, 88, 132), (True, False)
    ):
        one = worker(year, residence, employer, gross, home, granted=granted)
        taxes = one.found.income_tax
        if "NL" in taxes:
            tax, premium = dutch(one)
            assert taxes["NL"] == pytest.approx(tax, abs=WHOLE_EUROS)
            if one.insurer == "NL":
                assert one.found.employee_contributions == pytest.approx(premium, abs=WHOLE_EUROS)
        if "BE" in taxes:
            assert taxes["BE"] == pytest.approx(belgian(one), abs=0.6)
        if one.insurer == "DE":
            assert one.found.employee_contributions == pytest.approx(
                sum(german_contributions(year, gross)), abs=0.02
            )
            if "DE" in taxes:
                assert taxes["DE"] == pytest.approx(german(one), abs=2.0)
        if employer == "LU" and one.insurer == "LU":
            deducted = one.found.employee_contributions - one.amount("LU", "care")
            here = (gross - deducted) * (1 - one.at_home) - 540 - 480
            assert taxes["LU"] == pytest.approx(luxembourg_tax(year, here), abs=0.5)
