"""What must hold of every assessment, whatever the worker."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from grenswerk.model.answer import Assessment, NetPay
from tests.assess.random_workers import STATES, answer_to, log, worker, worker_files

PAID_YEARS = st.integers(2024, 2026)
PAIRS = [(one, other) for one in STATES for other in STATES if one != other]
thorough = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))


def one_job(residence: str, employer_state: str, work: int, home: int, **facts: Any) -> dict[str, Any]:
    """A worker with one employment of a whole year and totals."""
    job = {"employer_state": employer_state, "gross_pay": 50000, "frontier": {"home_in_zone": False}}
    return {
        "year": facts.pop("year", 2026),
        "worker": {"residence": residence, **facts},
        "employments": [job],
        "days": {"counts": {"work": work, "home": home}},
    }


def paid(answer: Assessment) -> NetPay:
    """The net pay, which must be there."""
    assert answer.net_pay is not None, [finding.code for finding in answer.findings]
    return answer.net_pay


@thorough
@given(worker_files())
def test_the_shares_of_each_view_sum_to_one(data: dict[str, Any]) -> None:
    for employment in answer_to(data).employments:
        for view in employment.tax.views.values() if employment.tax else ():
            shares = list(view.taxable_share.values())
            if None not in shares:
                known = [share for share in shares if share is not None]
                assert math.isclose(sum(known), 1.0, abs_tol=1e-9)
                assert all(-1e-9 <= share <= 1 + 1e-9 for share in known)


@thorough
@given(worker_files(first_year=2024, last_year=2026))
def test_net_pay_is_the_sum_of_its_parts(data: dict[str, Any]) -> None:
    pay = answer_to(data).net_pay
    assume(pay is not None)
    assert pay is not None
    parts = pay.gross - pay.employee_contributions - sum(pay.income_tax.values()) - pay.church_tax
    assert math.isclose(pay.net, parts + sum(pay.credits.values()) + pay.relief, abs_tol=0.005)
    assert math.isclose(pay.employer_cost, pay.gross + pay.employer_contributions, abs_tol=0.005)
    assert all(math.isfinite(amount.value) for amount in pay.amounts)
    assert min(pay.employee_contributions, pay.employer_contributions, pay.church_tax) >= 0


@thorough
@given(st.data(), PAID_YEARS, st.sampled_from(PAIRS))
def test_the_order_of_the_rows_of_a_log_does_not_matter(
    choice: st.DataObject, year: int, pair: tuple[str, str]
) -> None:
    jobs = [{"id": "job", "employer_state": pair[1], "gross_pay": 40000}]
    rows = choice.draw(log(year, pair[0], jobs))
    data = {"year": year, "worker": {"residence": pair[0]}, "employments": jobs}
    shuffled = choice.draw(st.permutations(rows))
    assert answer_to({**data, "days": {"log": rows}}) == answer_to({**data, "days": {"log": shuffled}})


@thorough
@given(worker_files(first_year=2024, last_year=2026, least_jobs=2), st.randoms())
def test_the_order_of_the_employments_does_not_matter(data: dict[str, Any], chance: Any) -> None:
    jobs = list(data["employments"])
    chance.shuffle(jobs)
    one, other = answer_to(data), answer_to({**data, "employments": jobs})
    by_id = {answer.id: answer for answer in other.employments}
    assert [by_id[answer.id] for answer in one.employments] == one.employments
    assert one.social_security is not None
    assert other.social_security is not None
    share = other.social_security.residence_share
    assert one.social_security.residence_share == pytest.approx(share)
    assert replace(one.social_security, residence_share=share) == other.social_security
    assert {finding.code for finding in one.findings} == {finding.code for finding in other.findings}
    assert {(duty.code, duty.state, duty.due) for duty in one.duties} == {
        (duty.code, duty.state, duty.due) for duty in other.duties
    }
    assert (one.net_pay is None) == (other.net_pay is None)
    if one.net_pay is not None and other.net_pay is not None:
        assert math.isclose(one.net_pay.net, other.net_pay.net, abs_tol=0.005)


@thorough
@given(
    st.sampled_from(PAIRS),
    PAID_YEARS,
    st.integers(0, 90),
    st.integers(0, 90),
    st.integers(0, 20),
    st.integers(0, 9),
)
def test_totals_and_an_equivalent_log_give_the_same_answer(  # noqa: PLR0917
    pair: tuple[str, str], year: int, work: int, home: int, abroad: int, leave: int
) -> None:
    data = one_job(*pair, work, home, year=year)
    data["days"]["counts"] |= {"third": {"CH": abroad}, "leave": leave}
    date = iter(dt.date(year, 1, 1) + dt.timedelta(days=number) for number in range(365))
    kinds = [
        (work, pair[1], "office"),
        (home, pair[0], "telework"),
        (abroad, "CH", "trip"),
        (leave, pair[0], "leave"),
    ]
    rows = [
        {"date": next(date).isoformat(), "state": state, "activity": activity}
        for number, state, activity in kinds
        for _ in range(number)
    ]
    totals, logged = answer_to(data), answer_to({**data, "days": {"log": rows}})
    assert totals.employments[0].tax == logged.employments[0].tax
    assert totals.social_security is not None
    assert logged.social_security is not None
    assert totals.social_security.residence_share == pytest.approx(logged.social_security.residence_share)
    assert totals.social_security.competent_state == logged.social_security.competent_state
    assert (totals.net_pay is None) == (logged.net_pay is None)
    if totals.net_pay is not None and logged.net_pay is not None:
        assert math.isclose(totals.net_pay.net, logged.net_pay.net, abs_tol=0.005)


@thorough
@given(st.sampled_from(PAIRS), PAID_YEARS, st.data())
def test_a_state_that_taxes_no_part_of_the_pay_has_no_tax_on_it(
    pair: tuple[str, str], year: int, choice: st.DataObject
) -> None:
    person = choice.draw(worker(year))
    facts = {key: value for key, value in person.items() if key in ("household", "birth_year", "church_tax")}
    answer = answer_to(one_job(*pair, 0, 200, year=year, **facts))
    tax = answer.employments[0].tax
    assert tax is not None
    assume(answer.net_pay is not None and tax.views[pair[1]].taxable_share[pair[1]] == 0.0)
    assert paid(answer).income_tax[pair[1]] == 0.0


@pytest.mark.parametrize("year", [2024, 2025, 2026])
@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_a_resident_who_always_works_at_home_is_taxed_like_a_domestic_employee(
    pair: tuple[str, str], year: int
) -> None:
    abroad = paid(answer_to(one_job(*pair, 0, 220, year=year)))
    at_home = paid(answer_to(one_job(pair[0], pair[0], 220, 0, year=year)))
    assert abroad.income_tax[pair[1]] == 0.0
    assert abroad.income_tax[pair[0]] == pytest.approx(at_home.income_tax[pair[0]], abs=0.005)


@thorough
@given(worker_files(first_year=2024, last_year=2026, forms=("counts",), plan=()))
def test_net_pay_without_home_days_is_net_pay_without_telework(data: dict[str, Any]) -> None:
    for given_days in data["days"]["counts"].values():
        for key in ("home", "home_short", "covid_home", "on_call_home", "on_call_home_called", "outside_zone"):
            given_days.pop(key, None)
        if isinstance(sick := given_days.get("sick"), dict):
            sick.pop("home", None)  # a day that would have been spent at home
    pay = answer_to(data).net_pay
    assume(pay is not None and pay.without_telework is not None)
    assert pay is not None
    assert pay.without_telework is not None
    assert pay.without_telework.net == pay.net


@thorough
@given(worker_files(first_year=2024, last_year=2026, forms=("counts",), plan=()))
def test_net_pay_without_telework_is_that_of_the_same_worker_with_every_home_day_at_the_employer(
    data: dict[str, Any],
) -> None:
    for given_days in data["days"]["counts"].values():
        given_days.pop("outside_zone", None)
    answer = answer_to(data)
    assume(answer.net_pay is not None and answer.net_pay.without_telework is not None)
    for given_days in data["days"]["counts"].values():
        moved = sum(given_days.pop(key, 0) for key in ("home", "home_short", "covid_home"))
        given_days["work"] = given_days.get("work", 0) + moved
        if isinstance(given_days.get("sick"), dict):
            given_days["sick"] = {"work": sum(given_days["sick"].values())}
        given_days.pop("on_call_home", None)
        given_days.pop("on_call_home_called", None)
        assume(given_days["work"] <= 366)
    moved_answer = answer_to(data).net_pay
    assume(moved_answer is not None)
    assert moved_answer is not None
    assert answer.net_pay is not None
    assert answer.net_pay.without_telework is not None
    assert answer.net_pay.without_telework.net == pytest.approx(moved_answer.net, abs=0.005)
