"""Contributions and assessed tax as GETTSIM computes them, except for its known deviations."""

from __future__ import annotations

import math

import pytest

from grenswerk.law.taxes.de import contributions, tax_of_resident
from grenswerk.law.taxes.de.parameters import Tariff
from grenswerk.law.taxes.de.tariff import tax_for
from grenswerk.model.pay import ForeignTax
from grenswerk.model.states import State
from tests.taxes.de_workers import figures, home_wage, household, recorded

ROWS = recorded("gettsim-assessments.csv")
BRANCHES = ("pension", "unemployment", "health", "care", "employer")


def is_minijob(row: dict[str, str]) -> bool:
    """GETTSIM takes marginally employed workers as exempt from pension insurance; the law insures them."""
    limit = 12.0 * figures(int(row["year"])).insurance.marginal_limit
    return 0.0 < float(row["gross"]) <= limit


def computed(row: dict[str, str]) -> dict[str, float]:
    """Our amounts, under the names of the recorded table."""
    p, person = figures(int(row["year"])), household(row["household"], float(row["partner_gross"]))
    wages = [home_wage(float(row["gross"])), home_wage(float(row["partner_gross"]))]
    both = [contributions(wage, person, State.DE, p) for wage in wages]
    tax = tax_of_resident(wages[0], person, both[0].total, ForeignTax(), p)
    return {
        "pension": sum(one.pension_insurance for one in both),
        "unemployment": sum(one.unemployment_insurance for one in both),
        "health": sum(one.health_insurance + one.health_additional for one in both),
        "care": sum(one.care_insurance + one.care_childless for one in both),
        "employer": sum(one.total.employer for one in both),
        "taxable": tax.taxable_income,
        "income_tax": tax.income_tax,
        "solidarity_surcharge": tax.solidarity_surcharge,
    }


@pytest.mark.parametrize("year", ["2024", "2025", "2026"])
def test_contributions_are_those_of_gettsim_to_the_cent(year: str) -> None:
    rows = [row for row in ROWS if row["year"] == year and not is_minijob(row)]
    assert len(rows) > 350
    for row in rows:
        ours = computed(row)
        for branch in BRANCHES:
            assert ours[branch] == pytest.approx(float(row[branch]), abs=0.01), (branch, row)


def test_a_minijob_differs_from_gettsim_by_the_employees_pension_contribution_alone() -> None:
    for row in filter(is_minijob, ROWS):
        ours = computed(row)
        assert ours["pension"] == pytest.approx(0.036 * float(row["gross"]))
        for branch in BRANCHES[1:]:
            assert ours[branch] == pytest.approx(float(row[branch]), abs=0.01), (branch, row)


@pytest.mark.parametrize("year", ["2024", "2025", "2026"])
def test_the_assessed_tax_is_within_a_euro_of_gettsim_and_two_for_spouses(year: str) -> None:
    for row in ROWS:
        if row["year"] != year:
            continue
        ours = computed(row)
        persons = 2 if row["household"][0] == "C" else 1
        assert ours["income_tax"] == pytest.approx(float(row["income_tax"]), abs=persons), row
        # the surcharge rises by up to 11.9 % of a difference in the tax; GETTSIM keeps fractions of a cent
        surcharge = float(row["solidarity_surcharge"])
        assert ours["solidarity_surcharge"] == pytest.approx(surcharge, abs=0.119 * persons + 0.01), row


def tax_with_derived_coefficients(income: float, t: Tariff) -> float:
    """Tax by the tariff whose coefficients follow from the ends of its zones, unrounded: GETTSIM's reading."""
    end_2, end_3 = t.tariff_zone_2_end - t.basic_allowance, t.tariff_zone_3_end - t.tariff_zone_2_end
    rise_2 = (t.tariff_zone_3_linear - t.tariff_zone_2_linear) / 10_000 / (2 * end_2)
    rise_3 = (t.tariff_zone_4_rate - t.tariff_zone_3_linear / 10_000) / (2 * end_3)

    def in_zone(above: float, rise: float, linear: float) -> float:
        return (rise * above + linear / 10_000) * above

    before_3 = in_zone(end_2, rise_2, t.tariff_zone_2_linear)
    before_4 = before_3 + in_zone(end_3, rise_3, t.tariff_zone_3_linear)
    if income <= t.basic_allowance:
        return 0.0
    if income <= t.tariff_zone_2_end:
        return in_zone(income - t.basic_allowance, rise_2, t.tariff_zone_2_linear)
    if income <= t.tariff_zone_3_end:
        return before_3 + in_zone(income - t.tariff_zone_2_end, rise_3, t.tariff_zone_3_linear)
    top = max(0.0, income - t.tariff_zone_4_end)
    return before_4 + t.tariff_zone_4_rate * (income - t.tariff_zone_3_end) + 0.03 * top


def test_derived_coefficients_and_one_rounding_for_both_spouses_explain_every_difference_to_gettsim() -> None:
    for row in ROWS:
        p, ours = figures(int(row["year"])), computed(row)
        persons = 2 if row["household"][0] == "C" else 1
        income = math.floor(ours["taxable"] + 1e-7)
        child_benefit = ours["income_tax"] - tax_for(income, persons, p.tariff)
        theirs = math.floor(persons * tax_with_derived_coefficients(income / persons, p.tariff) + 1e-7)
        assert theirs + child_benefit == float(row["income_tax"]), row
