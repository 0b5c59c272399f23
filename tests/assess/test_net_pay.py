"""Net pay of whole worker files: what holds in all combinations of the five states."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest

from grenswerk.assess.assessment import assess
from grenswerk.days import employment_days, worker_file
from grenswerk.model.answer import Assessment, NetPay
from grenswerk.model.states import STATE_CODES

PAIRS = list(itertools.permutations(STATE_CODES, 2))
COUPLE = {"status": "couple", "partner_income": 30000, "children": 2}


def answer(residence: str, employer: str, home: int = 0, gross: float = 52000, **worker: Any) -> Assessment:
    given: dict[str, Any] = {
        "year": 2025,
        "worker": {
            "residence": residence,
            "framework_agreement": {"status": "granted", "from": "2025-01-01", "institution": employer},
            **worker,
        },
        "employments": [
            {
                "employer_state": employer,
                "gross_pay": gross,
                "frontier": {"home_in_zone": False, "workplace_in_zone": False, "status_since_2011": False},
                "telework": {"status": "voluntary", "office_available": True},
            }
        ],
        "days": {"counts": {"work": 220 - home, "home": home}},
    }
    if residence == employer:
        del given["worker"]["framework_agreement"]
    file = worker_file(given, "test")
    return assess(file, employment_days(file, Path(), "test"))


def pay(*where: Any, **worker: Any) -> NetPay:
    found = answer(*where, **worker).net_pay
    assert found is not None
    return found


def codes(found: Assessment) -> set[str]:
    return {finding.code for finding in found.findings}


@pytest.mark.parametrize(("residence", "employer"), PAIRS)
@pytest.mark.parametrize("household", [{"status": "single"}, COUPLE])
def test_the_parts_of_the_pay_add_up_to_it(residence: str, employer: str, household: dict[str, Any]) -> None:
    for home in (0, 34, 88, 132):
        found = pay(residence, employer, home, household=household)
        levied = sum(found.income_tax.values()) + found.church_tax - sum(found.credits.values())
        assert found.net + levied + found.employee_contributions - found.relief == pytest.approx(52000, abs=0.01)
        assert found.employer_cost == pytest.approx(52000 + found.employer_contributions)


@pytest.mark.parametrize(("residence", "employer"), PAIRS)
def test_a_state_without_a_share_of_the_wage_takes_no_tax_on_it(residence: str, employer: str) -> None:
    at_home = pay(residence, employer, 220)
    assert at_home.income_tax[employer] == pytest.approx(0, abs=0.005)
    if residence == "BE" and employer in {"NL", "DE", "FR"}:
        return  # the municipal tax is due on exempt wages too
    assert pay(residence, employer, 0).income_tax[residence] == pytest.approx(0, abs=0.005)


@pytest.mark.parametrize(("residence", "employer"), PAIRS)
@pytest.mark.parametrize("household", [{"status": "single"}, COUPLE])
def test_who_works_at_home_alone_pays_the_income_tax_of_a_domestic_employee(
    residence: str, employer: str, household: dict[str, Any]
) -> None:
    abroad, domestic = (
        pay(residence, employer, 220, household=household),
        pay(residence, residence, household=household),
    )
    assert abroad.employee_contributions == pytest.approx(domestic.employee_contributions)
    assert abroad.income_tax[residence] == pytest.approx(domestic.income_tax[residence])


@pytest.mark.parametrize("state", STATE_CODES)
def test_spouses_have_the_same_money_whichever_of_them_asks(state: str) -> None:
    one, other = (
        pay(state, state, gross=gross, household={**COUPLE, "partner_income": partner})
        for gross, partner in ((52000, 30000), (30000, 52000))
    )
    assert other.household.net == pytest.approx(one.household.net, abs=0.02)
    assert one.net + other.net == pytest.approx(one.household.net, abs=0.02)


def test_spouses_in_alsace_moselle_have_the_same_money_whichever_of_them_asks() -> None:
    one = pay("FR", "FR", gross=52000, alsace_moselle=True, household={**COUPLE, "partner_income": 30000})
    other = pay("FR", "FR", gross=30000, alsace_moselle=True, household={**COUPLE, "partner_income": 52000})
    assert one.net + other.net == pytest.approx(one.household.net, abs=0.02)


def test_partners_who_live_together_unmarried_have_the_sum_of_two_single_nets() -> None:
    for state in STATE_CODES:
        household = pay(state, state, household={"status": "cohabiting", "partner_income": 52000}).household
        assert household.net == pytest.approx(2 * pay(state, state).net, abs=0.02)


def test_the_income_of_a_partner_of_a_single_person_is_not_counted_and_said_so() -> None:
    found = answer("BE", "BE", household={"status": "single", "partner_income": 20000})
    assert found.net_pay is not None
    assert found.net_pay.household.net == found.net_pay.net
    assert "net_pay.partner_of_single" in codes(found)


def test_every_state_that_was_asked_for_treatment_as_a_resident_is_answered() -> None:
    found = answer("DE", "LU", elections={"treated_as_resident": ["LU", "NL"]})
    assert {"net_pay.treated_as_resident", "net_pay.not_treated_as_resident"} <= codes(found)


def test_self_employment_is_said_to_be_left_out() -> None:
    found = answer("NL", "NL", self_employed={"state": "NL", "share": 0.2})
    assert "net_pay.self_employment_left_out" in codes(found)


def test_insurance_that_changes_state_within_the_year_makes_net_pay_unconfirmed() -> None:
    from_july = {"status": "granted", "from": "2025-07-01", "institution": "DE"}
    found = answer("NL", "DE", 88, framework_agreement=from_july)
    assert found.net_pay is not None
    assert "net_pay.insurance_changes" in codes(found)
    assert found.net_pay.certainty.value == "unconfirmed"
