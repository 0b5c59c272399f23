"""Workers across the borders of France, and residents of Luxembourg, against a second computation, made apart."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest

from grenswerk.assess.assessment import assess
from grenswerk.days import employment_days, worker_file
from grenswerk.model.answer import NetPay
from tests.taxes.second_computation_fr import (
    after_expenses,
    french_contributions,
    french_tax,
    luxembourg_tax_at_world_rate,
    relieved,
    tax_of_nonresident,
)

YEARS = [2024, 2025, 2026]
WAGES = (24000, 41000, 60000, 95000, 180000)
HOME = (0, 20, 34, 35, 44, 88, 132)
TOLERANCE = {"LU": 34}  # home days that leave the wage to the work state; towards France only Luxembourg has them
DAYS = 220
DUTCH_PENSION_PART = (17.90 + 0.10) / 27.65  # Luxembourg does not deduct long-term care (Wlz)
EURO = 2.0  # each earner's expenses are rounded, and the rebate multiplies a euro by 1.45
HOUSEHOLDS: dict[str, dict[str, Any]] = {
    "single": {},
    "one earner": {"status": "couple"},
    "two earners": {"status": "couple", "partner_income": 30000},
    "family": {"status": "couple", "partner_income": 45000, "children": 3},
}


def paid(year: int, residence: str, employer: str, gross: float, home: int, **facts: Any) -> tuple[NetPay, str]:
    """The net pay of a worker, and the state that insures."""
    granted = {"status": "granted", "from": f"{year}-01-01", "institution": employer}
    agreement = granted if facts.get("granted", True) else {"status": "none"}
    worker = {"residence": residence, "household": facts.get("household", {})}
    if residence != employer:
        worker["framework_agreement"] = agreement
    job = {
        "employer_state": employer,
        "gross_pay": gross,
        "status": facts.get("status", "employee"),
        "frontier": {"home_in_zone": False, "workplace_in_zone": False, "status_since_2011": False},
        "telework": {"status": "voluntary", "office_available": True, "it_based": True},
    }
    days = {"counts": {"work": DAYS - home, "home": home}}
    file = worker_file({"year": year, "worker": worker, "employments": [job], "days": days}, "second computation")
    answer = assess(file, employment_days(file, Path(), "second computation"))
    assert answer.net_pay is not None
    assert answer.social_security is not None
    return answer.net_pay, str(answer.social_security.competent_state)


def at_home(one: str, other: str, home: int) -> float:
    """The share of the pay that the residence state taxes."""
    quota = max(TOLERANCE.get(one, 0), TOLERANCE.get(other, 0)) if "FR" in {one, other} else 0
    return 0.0 if home <= quota else home / DAYS


def partner_in_france(year: int, household: dict[str, Any]) -> float:
    gross = household.get("partner_income", 0)
    if not gross:
        return 0.0
    return after_expenses(year, gross - french_contributions(year, gross, resident=True)[1])


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("status", ["employee", "executive"])
@pytest.mark.parametrize("household", HOUSEHOLDS.values(), ids=list(HOUSEHOLDS))
def test_a_worker_in_france_has_the_net_pay_of_a_second_computation(
    year: int, status: str, household: dict[str, Any]
) -> None:
    for gross in WAGES:
        found, _ = paid(year, "FR", "FR", gross, 0, household=household, status=status)
        due, deducted = french_contributions(year, gross, resident=True, executive=status == "executive")
        assert found.employee_contributions == pytest.approx(due, abs=0.12)
        couple, children = "status" in household, household.get("children", 0)
        income = after_expenses(year, gross - deducted) + partner_in_france(year, household)
        tax = french_tax(year, income, couple=couple, children=children)
        assert found.household.income_tax["FR"] == pytest.approx(tax, abs=EURO)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("household", HOUSEHOLDS.values(), ids=list(HOUSEHOLDS))
@pytest.mark.parametrize("employer", ["NL", "BE", "DE", "LU"])
def test_a_resident_of_france_has_the_relief_of_a_second_computation(
    year: int, household: dict[str, Any], employer: str
) -> None:
    for gross, home in itertools.product(WAGES, HOME):
        found, insurer = paid(year, "FR", employer, gross, home, household=household, granted=home != 88)
        deducted = found.employee_contributions
        if insurer == "FR":
            due, deducted = french_contributions(year, gross, resident=True)
            assert found.employee_contributions == pytest.approx(due, abs=0.12)
        exempt = employer in {"BE", "NL"}
        tax, own = relieved(
            year,
            gross - deducted,
            at_home("FR", employer, home),
            max(0.0, found.income_tax[employer]) if exempt else 0.0,
            partner_in_france(year, household),
            couple="status" in household,
            children=household.get("children", 0),
        )
        assert found.household.income_tax["FR"] == pytest.approx(tax, abs=EURO)
        assert found.income_tax["FR"] == pytest.approx(own, abs=EURO)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("residence", ["NL", "BE", "DE", "LU"])
def test_a_nonresident_pays_the_french_tax_of_a_second_computation(year: int, residence: str) -> None:
    for gross, home in itertools.product(WAGES, HOME):
        found, insurer = paid(year, residence, "FR", gross, home)
        if insurer == "FR":
            due, _ = french_contributions(year, gross, resident=False)
            assert found.employee_contributions == pytest.approx(due, abs=0.12)
        here = (gross - found.employee_contributions) * (1 - at_home(residence, "FR", home))
        assert found.income_tax["FR"] == pytest.approx(tax_of_nonresident(year, here), abs=EURO)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("employer", ["NL", "FR"])
def test_a_resident_of_luxembourg_pays_the_rate_of_all_wages_on_those_earned_at_home(
    year: int, employer: str
) -> None:
    for gross, home in itertools.product((41000, 60000, 95000), HOME):
        found, insurer = paid(year, "LU", employer, gross, home)
        if insurer != employer:
            continue
        deducted = found.employee_contributions * (DUTCH_PENSION_PART if employer == "NL" else 1.0)
        tax = luxembourg_tax_at_world_rate(year, gross - deducted, at_home("LU", employer, home))
        assert found.income_tax["LU"] == pytest.approx(tax, abs=1.0)
