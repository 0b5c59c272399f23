"""German contributions: published examples, ceilings and the transition zone."""

from __future__ import annotations

import pytest

from grenswerk.law.taxes.de.contributions import DeContributions, contributions, transition_bases
from grenswerk.model.pay import EmployeeClass, Person, Wage
from grenswerk.model.states import State
from tests.taxes.de_workers import figures, home_wage, household, recorded


def of(gross: float, person: Person, year: int) -> DeContributions:
    return contributions(home_wage(gross), person, State.DE, figures(year))


def test_the_short_forms_of_the_transition_zone_are_the_published_ones() -> None:
    for pay in (600.0, 950.0, 1_300.0, 1_999.0):
        bases = transition_bases(pay, figures(2024).insurance)
        assert bases.total == pytest.approx(1.116063749 * pay - 232.1274965, abs=1e-4)
        assert bases.employee == pytest.approx(1.367989056 * pay - 735.9781121, abs=1e-4)


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_factor_f_is_28_percent_over_the_total_rate(year: int) -> None:
    i = figures(year).insurance
    total = i.pension_rate + i.unemployment_rate + i.health_rate + i.health_additional_rate + i.care_rate
    assert i.transition_factor == pytest.approx(0.28 / total, abs=0.00005)


@pytest.mark.parametrize(("children", "care"), [(0, 14.55), (1, 9.58), (2, 8.17)])
def test_950_euros_a_month_in_2024_bear_the_contributions_of_the_published_example(
    children: int, care: float
) -> None:
    p = figures(2024)
    p = p._replace(insurance=p.insurance._replace(health_additional_rate=0.013))
    result = contributions(home_wage(950.0 * 12), Person(children=children), State.DE, p)
    assert result.contribution_pay / 12 == pytest.approx(828.13, abs=0.005)
    assert result.employee_contribution_pay / 12 == pytest.approx(563.61, abs=0.005)
    assert result.pension_insurance / 12 == pytest.approx(52.42, abs=0.006)
    assert result.unemployment_insurance / 12 == pytest.approx(7.33, abs=0.006)
    assert (result.health_insurance + result.health_additional) / 12 == pytest.approx(44.80, abs=0.01)
    assert (result.care_insurance + result.care_childless) / 12 == pytest.approx(care, abs=0.006)
    assert result.employer_pension / 12 == pytest.approx(101.62, abs=0.006)
    assert result.employer_unemployment / 12 == pytest.approx(14.21, abs=0.006)
    assert result.employer_health / 12 == pytest.approx(86.86, abs=0.01)  # payroll rounds each half
    assert result.employer_care / 12 == pytest.approx(18.58, abs=0.006)


@pytest.mark.parametrize(
    ("month", "pension", "unemployment"), [(6_000.0, 558.00, 78.00), (9_000.0, 785.85, 109.85)]
)
def test_high_pay_of_2026_meets_the_ceilings(month: float, pension: float, unemployment: float) -> None:
    result = of(month * 12, Person(), 2026)
    assert result.pension_insurance / 12 == pytest.approx(pension, abs=0.005)
    assert result.unemployment_insurance / 12 == pytest.approx(unemployment, abs=0.005)
    assert (result.health_insurance + result.health_additional) / 12 == pytest.approx(508.59, abs=0.005)
    assert (result.care_insurance + result.care_childless) / 12 == pytest.approx(139.50, abs=0.005)


@pytest.mark.parametrize("row", recorded("de-assessments.csv"), ids=lambda row: row["number"])
def test_the_year_bears_the_recorded_contributions(row: dict[str, str]) -> None:
    grosses = [float(row["gross"]), float(row["partner_gross"])]
    both = [of(gross, household(row["household"]), int(row["year"])) for gross in grosses if gross > 0]
    assert sum(one.pension_insurance for one in both) == pytest.approx(float(row["pension"]), abs=0.0051)
    assert sum(one.unemployment_insurance for one in both) == pytest.approx(float(row["unemployment"]), abs=0.0051)
    assert sum(one.health_insurance + one.health_additional for one in both) == pytest.approx(
        float(row["health"]), abs=0.0051
    )
    assert sum(one.care_insurance + one.care_childless for one in both) == pytest.approx(
        float(row["care"]), abs=0.0051
    )
    employer = sum(one.total.employer for one in both)
    assert employer == pytest.approx(float(row["employer"]), abs=0.0051)


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_the_branches_add_up_to_the_employees_contributions(year: int) -> None:
    for gross in (0.0, 3_000.0, 9_000.0, 20_000.0, 60_000.0, 200_000.0):
        total = of(gross, Person(), year).total
        branches = (
            total.pension + total.health + total.sickness_cash + total.care + total.unemployment + total.other
        )
        assert branches == pytest.approx(total.employee, abs=1e-9)


def test_half_a_year_of_work_has_half_the_ceilings() -> None:
    p = figures(2026)
    half = contributions(Wage(60_000.0, 60_000.0, 0.0, 6.0, 7), Person(), State.DE, p)
    whole = contributions(home_wage(120_000.0), Person(), State.DE, p)
    assert half.total.employee == pytest.approx(whole.total.employee / 2.0)


def test_each_child_from_the_second_to_the_fifth_lowers_the_care_contribution() -> None:
    care = [of(40_000.0, Person(children_under_25=children), 2026).total.care for children in range(8)]
    rates = [round(amount / 40_000.0, 6) for amount in care]
    assert rates == [0.024, 0.018, 0.0155, 0.013, 0.0105, 0.008, 0.008, 0.008]


def test_a_worker_under_23_owes_no_childless_surcharge() -> None:
    assert of(30_000.0, Person(age=22), 2026).care_childless == 0.0
    assert of(30_000.0, Person(age=23), 2026).care_childless == pytest.approx(180.0)


def test_a_minijob_bears_the_employees_rest_of_the_pension_contribution_only() -> None:
    result = of(6_000.0, Person(), 2026)
    assert result.total.employee == pytest.approx(0.036 * 6_000.0)
    assert result.employer_pension == pytest.approx(900.0)
    assert result.employer_health == pytest.approx(780.0)


def test_a_public_employer_owes_no_insolvency_levy() -> None:
    p = figures(2026)
    public = Wage(60_000.0, 60_000.0, 0.0, employee_class=EmployeeClass.CIVIL_SERVANT)
    assert contributions(public, Person(), State.DE, p).lines.insolvency_levy == 0.0
    assert of(60_000.0, Person(), 2026).lines.insolvency_levy == pytest.approx(90.0)
    assert of(200_000.0, Person(), 2026).lines.insolvency_levy == pytest.approx(152.1)
