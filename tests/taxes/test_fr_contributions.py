"""French contributions: ceilings, parts of a year and of full time, non-residents, the general reduction."""

from __future__ import annotations

import pytest

from grenswerk.law.parameters import parameters_of
from grenswerk.law.taxes.fr import PARAMETERS, Parameters, contributions
from grenswerk.model.pay import EmployeeClass, Person, Wage
from grenswerk.model.states import State

P = {year: parameters_of(PARAMETERS, Parameters, year).values for year in (2024, 2025, 2026)}
SINGLE = Person()


def test_the_branches_of_the_employee_add_up() -> None:
    for gross in (12000, 60000, 500000):
        for residence in (State.FR, State.DE):
            total = contributions(Wage(gross, gross, 0.0), SINGLE, residence, P[2025]).total
            branches = total.pension + total.health + total.sickness_cash + total.care + total.unemployment
            assert total.employee == pytest.approx(branches + total.other)


def test_half_a_year_at_the_same_pay_bears_half_the_contributions() -> None:
    year = contributions(Wage(72000, 72000, 0.0), SINGLE, State.FR, P[2026]).total
    half = contributions(Wage(36000, 36000, 0.0, months=6.0, first_month=4), SINGLE, State.FR, P[2026]).total
    assert half.employee == pytest.approx(year.employee / 2)
    assert half.employer == pytest.approx(year.employer / 2)


def test_part_time_reduces_the_ceiling() -> None:
    full = contributions(Wage(72000, 72000, 0.0), SINGLE, State.FR, P[2025])
    part = contributions(Wage(36000, 36000, 0.0, work_share=0.5), SINGLE, State.FR, P[2025])
    assert part.old_age_capped == pytest.approx(full.old_age_capped / 2, abs=0.1)
    assert part.technical_balance == pytest.approx(full.technical_balance / 2, abs=0.1)


def test_the_technical_balance_is_owed_above_the_ceiling_alone_and_then_on_all_pay() -> None:
    at_ceiling, above = (
        contributions(Wage(gross, gross, 0.0), SINGLE, State.FR, P[2025]).technical_balance
        for gross in (47100.0, 47112.0)
    )
    assert at_ceiling == 0
    assert above == pytest.approx(0.0014 * 47112, abs=0.06)


def test_csg_is_abated_up_to_four_ceilings() -> None:
    social = contributions(Wage(240000, 240000, 0.0), SINGLE, State.FR, P[2025]).social
    base = 240000 - 0.0175 * 4 * 47100
    assert social.csg_deductible == pytest.approx(0.068 * base, abs=0.1)
    assert social.csg_not_deductible == pytest.approx(0.024 * base, abs=0.1)
    assert social.crds == pytest.approx(0.005 * base, abs=0.1)


def test_a_non_resident_owes_a_sickness_contribution_instead_of_csg_and_crds() -> None:
    due = contributions(Wage(36000, 36000, 0.0), SINGLE, State.BE, P[2025])
    assert sum(due.social) == 0
    assert due.sickness == pytest.approx(0.055 * 36000)
    assert contributions(Wage(36000, 36000, 0.0), SINGLE, State.FR, P[2025]).sickness == 0


def test_at_the_minimum_wage_the_general_reduction_takes_all_that_it_covers() -> None:
    gross = 12 * 11.88 * 151.67
    due = contributions(Wage(gross, gross, 0.0), SINGLE, State.FR, P[2025]).employer_contributions
    # 31.93 %, of which 0.56 points belong to the housing fund and to accidents; AGS and the social dialogue stay
    assert 0.313 * gross < due.general_reduction < 0.314 * gross
    assert due.employer_total == pytest.approx((0.0025 + 0.00016) * gross, rel=0.02)


def test_halfway_to_its_end_the_reduction_of_2025_has_half_its_coefficient() -> None:
    gross = 12 * 11.88 * 151.67 / (1.3 / 1.6)  # 1.6 / wages - 1 = 0.3, half of 0.6
    due = contributions(Wage(gross, gross, 0.0), SINGLE, State.FR, P[2025]).employer_contributions
    assert due.general_reduction == pytest.approx(0.5 * 0.31933 * gross, rel=0.001)


@pytest.mark.parametrize(("year", "end"), [(2024, 1.6), (2025, 1.6), (2026, 3.0)])
def test_the_general_reduction_ends_at_its_number_of_minimum_wages(year: int, end: float) -> None:
    hourly = P[year].reduction.minimum_wage[11] * 151.67 * 12
    below, above = (
        contributions(Wage(gross, gross, 0.0), SINGLE, State.FR, P[year]).employer_contributions.general_reduction
        for gross in (hourly * (end - 0.01), hourly * (end + 0.001))
    )
    assert below > 0
    assert above == 0


def test_since_2026_the_reduction_keeps_a_floor_of_two_percent() -> None:
    gross = 2.9 * 12.02 * 151.67 * 12
    reduction = contributions(Wage(gross, gross, 0.0), SINGLE, State.FR, P[2026]).employer_contributions
    assert 0.02 * gross < reduction.general_reduction < 0.022 * gross


def test_the_reduced_sickness_and_family_rates_end_with_2025() -> None:
    low = Wage(30000, 30000, 0.0)
    for year, sickness, family in ((2024, 0.07, 0.0345), (2025, 0.07, 0.0345), (2026, 0.13, 0.0525)):
        due = contributions(low, SINGLE, State.FR, P[year]).employer_contributions
        assert due.employer_sickness == pytest.approx(sickness * 30000, abs=0.1)
        assert due.employer_family == pytest.approx(family * 30000, abs=0.1)


def test_only_executives_bear_apec_and_death_cover() -> None:
    plain, executive = (
        contributions(Wage(60000, 60000, 0.0, employee_class=kind), SINGLE, State.FR, P[2025])
        for kind in (EmployeeClass.EMPLOYEE, EmployeeClass.EXECUTIVE)
    )
    assert plain.executive_employment == plain.lines.executive_provident == 0
    assert executive.executive_employment == pytest.approx(0.00024 * 60000)
    assert executive.lines.executive_provident == pytest.approx(0.015 * 47100, abs=0.1)


def test_the_local_scheme_of_alsace_moselle_costs_1_3_percent_of_all_pay() -> None:
    for residence in (State.FR, State.DE):
        plain, local = (
            contributions(Wage(60000, 60000, 0.0), Person(alsace_moselle=there), residence, P[2026])
            for there in (False, True)
        )
        assert local.local_health_scheme == pytest.approx(0.013 * 60000)
        assert local.total.employee - plain.total.employee == pytest.approx(0.013 * 60000)
        assert local.total.health - plain.total.health == pytest.approx(0.013 * 60000)
        assert local.total.employer == plain.total.employer
