"""What holds for every ordered pair of the five states and the five at home, whatever the rules of relief are."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest

from grenswerk.assess.assessment import assess
from grenswerk.days import employment_days, worker_file
from grenswerk.law.taxes.rooms import room_of
from grenswerk.model.answer import Assessment, NetPay, Tax
from grenswerk.model.pay import Contributions, Person, Wage
from grenswerk.model.states import STATE_CODES, State

ALL = list(itertools.product(STATE_CODES, repeat=2))
PAIRS = list(itertools.permutations(STATE_CODES, 2))
UNORDERED = list(itertools.combinations(STATE_CODES, 2))
YEARS = (2024, 2025, 2026)
DAYS = 220
GROSS = 60000.0
OUTSIDE_ZONE = {"home_in_zone": False, "workplace_in_zone": False, "status_since_2011": False}
TELEWORK = {"status": "voluntary", "office_available": True, "it_based": True}
SURCHARGE_ON_EXEMPT_PAY = {"NL", "DE", "FR"}  # what Belgian communes levy it on, though Belgium exempts the pay
CENT = 0.01


def answer(residence: str, employer: str, home: float = 0, year: int = 2026, **facts: Any) -> Assessment:
    """A full-time worker; `counts`, `frontier`, `worker` and `job` replace what the others leave out."""
    counts = facts.get("counts", {"work": DAYS - home, "home": home})
    job = {
        "employer_state": employer,
        "gross_pay": facts.get("gross", GROSS),
        "frontier": facts.get("frontier", OUTSIDE_ZONE),
        "telework": TELEWORK,
        **facts.get("job", {}),
    }
    worker = {"residence": residence, **facts.get("worker", {})}
    if residence != employer:
        worker["framework_agreement"] = {"status": "granted", "from": f"{year}-01-01", "institution": employer}
    given = {"year": year, "worker": worker, "employments": [job], "days": {"counts": counts}}
    file = worker_file(given, "pair")
    return assess(file, employment_days(file, Path(), "pair"))


def pay(*where: Any, **facts: Any) -> NetPay:
    found = answer(*where, **facts).net_pay
    assert found is not None
    return found


def rights(*where: Any, **facts: Any) -> Tax:
    found = answer(*where, **facts).employments[0].tax
    assert found is not None
    return found


def claims(tax: Tax) -> dict[str, float]:
    """The share of the pay that each state takes for itself, in its own view."""
    found = {state: view.taxable_share[state] for state, view in tax.views.items()}
    assert None not in found.values()
    return {state: float(share or 0.0) for state, share in found.items()}


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(("residence", "employer"), ALL)
def test_pay_is_the_sum_of_what_each_takes_and_what_is_left(year: int, residence: str, employer: str) -> None:
    for home, gross in itertools.product((0, 34, 35, 88, 132), (24000.0, GROSS, 130000.0)):
        found = pay(residence, employer, home, year, gross=gross)
        levied = sum(found.income_tax.values()) + found.church_tax - sum(found.credits.values()) - found.relief
        assert found.net + levied + found.employee_contributions == pytest.approx(gross, abs=CENT)
        assert set(found.income_tax) == {residence, employer}
        bonus = sum(amount.value for amount in found.amounts if amount.name == "fiscal_work_bonus")
        assert all(tax + (bonus if state == "BE" else 0.0) >= 0.0 for state, tax in found.income_tax.items())


DIVIDED = {
    "home days": {"counts": {"work": 160, "home": 60}},
    "few home days": {"counts": {"work": 190, "home": 30}},
    "half-time": {"counts": {"work": 80, "home": 30}, "job": {"hours_per_week": 20, "days_per_week": 2.5}},
    "sick days": {"counts": {"work": 140, "home": 60, "sick": {"work": 15, "home": 5}}},
    "third states": {"counts": {"work": 150, "home": 30, "third": {"IT": 30, "AT": 10}}},
    "stand-by": {"counts": {"work": 180, "home": 30, "on_call_home": 10}},
    "released": {"counts": {"work": 100, "home": 40, "garden_leave": 60}},
}


@pytest.mark.parametrize("facts", DIVIDED.values(), ids=list(DIVIDED))
@pytest.mark.parametrize(("residence", "employer"), PAIRS)
def test_two_states_tax_more_than_the_whole_wage_only_where_a_conflict_says_so(
    residence: str, employer: str, facts: dict[str, Any]
) -> None:
    for year in YEARS:
        tax = rights(residence, employer, year=year, **facts)
        twice = tax.conflict.share if tax.conflict and tax.conflict.kind == "double" else 0.0
        assert sum(claims(tax).values()) <= 1.0 + (twice or 0.0) + 1e-9


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(("one", "other"), UNORDERED)
def test_the_same_days_are_divided_alike_in_both_directions_of_a_border(year: int, one: str, other: str) -> None:
    for home in (0, 1, 19, 20, 34, 35, 60, 110, DAYS):
        there, back = claims(rights(one, other, home, year)), claims(rights(other, one, home, year))
        assert there[one] == pytest.approx(back[other])
        assert there[other] == pytest.approx(back[one])


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(("residence", "employer"), [("FR", "DE"), ("DE", "FR")])
def test_a_frontier_worker_within_the_zones_is_taxed_at_home_alone(
    year: int, residence: str, employer: str
) -> None:
    zone = {"home_in_zone": True, "workplace_in_zone": True}
    for home in (0, 60, 100):
        found = pay(residence, employer, home, year, frontier=zone)
        assert found.income_tax[employer] == 0.0
        assert found.income_tax[residence] > 0.0
        assert found.income_tax == pay(residence, employer, 0, year, frontier=zone).income_tax


@pytest.mark.parametrize("year", YEARS)
def test_the_closed_belgian_frontier_regime_leaves_the_wage_to_france_for_30_days_outside(year: int) -> None:
    group = {"home_in_zone": True, "workplace_in_zone": True, "status_since_2011": True}
    kept, lost = (pay("FR", "BE", home, year, frontier=group) for home in (30, 31))
    assert kept.income_tax["BE"] == 0.0
    assert kept.income_tax["FR"] > 0.0
    assert lost.income_tax["BE"] > kept.income_tax["BE"]


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(("residence", "employer"), PAIRS)
def test_without_home_days_the_work_state_taxes_like_any_nonresident_who_works_there_alone(
    year: int, residence: str, employer: str
) -> None:
    found, room = pay(residence, employer, 0, year), room_of(employer, year)
    assert room is not None
    wage = Wage(GROSS, GROSS, 0.0)
    due: Contributions = room.contributions(wage, Person(), State[residence]).total
    assert found.employee_contributions == pytest.approx(due.employee)
    alone = room.tax_of_nonresident(wage, Person(), State[residence], due, treated_as_resident=False)
    assert found.income_tax[employer] == pytest.approx(alone.tax)
    if not (residence == "BE" and employer in SURCHARGE_ON_EXEMPT_PAY):
        assert found.income_tax[residence] == 0.0


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("employer", STATE_CODES)
def test_a_nonresident_pays_the_same_wherever_home_is_but_for_three_rules(year: int, employer: str) -> None:
    tax = {
        residence: pay(residence, employer, 0, year).income_tax[employer]
        for residence in STATE_CODES
        if residence != employer
    }
    if employer == "DE":  # cut by 8 % for residents of Belgium, whose communes tax the exempt pay
        assert tax["BE"] == pytest.approx(0.92 * tax["NL"], abs=0.5)
        del tax["BE"]
    if employer == "NL":  # the general credit for residents of Belgium by treaty
        assert tax["BE"] <= tax["DE"]
        del tax["BE"]
    assert max(tax.values()) == pytest.approx(min(tax.values()))


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(("residence", "employer"), PAIRS)
def test_who_works_at_home_all_year_pays_the_domestic_income_tax(year: int, residence: str, employer: str) -> None:
    found, domestic = pay(residence, employer, DAYS, year), pay(residence, residence, 0, year)
    assert found.income_tax[employer] == 0.0
    assert found.income_tax[residence] == pytest.approx(domestic.income_tax[residence])
    assert found.employee_contributions == pytest.approx(domestic.employee_contributions)


@pytest.mark.parametrize("household", [{}, {"status": "couple", "partner_income": 25000}])
@pytest.mark.parametrize(("residence", "employer"), PAIRS)
def test_a_home_day_more_never_lowers_the_tax_at_home(
    residence: str, employer: str, household: dict[str, Any]
) -> None:
    taxes = [
        pay(residence, employer, home, worker={"household": household}).income_tax[residence]
        for home in (0, 10, 34, 35, 44, 54, 70, 88, 109)  # one state insures throughout
    ]
    assert taxes == sorted(taxes)


@pytest.mark.parametrize(("residence", "employer"), [("BE", "LU"), ("DE", "LU"), ("FR", "LU"), ("NL", "DE")])
def test_within_the_tolerance_a_home_day_changes_nothing_of_the_pay(residence: str, employer: str) -> None:
    for one, other in ((residence, employer), (employer, residence)):
        none, all_of_it, one_more = (pay(one, other, home) for home in (0, 34, 35))
        assert all_of_it.net == none.net
        assert all_of_it.income_tax == none.income_tax
        assert one_more.income_tax[other] < none.income_tax[other]
