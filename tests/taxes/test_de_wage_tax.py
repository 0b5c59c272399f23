"""Wage tax as the Ministry's plan and calculator give it, to the cent."""

from __future__ import annotations

import pytest

from grenswerk.law.rounding import down
from grenswerk.law.taxes.de.wage_tax import TaxClass, payslip, wage_tax
from grenswerk.model.pay import Person
from tests.taxes.de_workers import figures, household, recorded

MONTHS = recorded("de-pap-months.csv")
YEARS = recorded("de-assessments.csv")


@pytest.mark.parametrize("row", MONTHS, ids=lambda row: "-".join(list(row.values())[:3]))
def test_a_month_bears_the_wage_tax_of_the_ministrys_plan(row: dict[str, str]) -> None:
    p, tax_class = figures(int(row["year"])), TaxClass(int(row["tax_class"]))
    person = Person(children=1) if tax_class == TaxClass.II else Person()
    slip = payslip(float(row["month_wage"]), 1, tax_class, person, p)._replace(child_counter=0.0)
    result = wage_tax(slip, p)
    assert down(result.wage_tax / 12.0, 0.01) == pytest.approx(float(row["wage_tax"]), abs=0.001)
    surcharge = down(result.solidarity_surcharge / 12.0, 0.01)
    assert surcharge == pytest.approx(float(row["solidarity_surcharge"]), abs=0.001)


@pytest.mark.parametrize(
    ("year", "gross", "additional_rate", "children", "expected"),
    [
        (2025, 60_000, 0.026, 0, (9_551, 8_121, 4_994, 9_551, 15_485, 16_017)),
        (2026, 30_000, 0.029, 1, (2_294, 1_230, 0, 2_294, 5_664, 6_195)),
    ],
)
def test_the_year_bears_the_wage_tax_of_the_ministrys_calculator(
    year: int, gross: float, additional_rate: float, children: int, expected: tuple[int, ...]
) -> None:
    p = figures(year)
    for tax_class, tax in zip(TaxClass, expected, strict=True):
        slip = payslip(gross / 12.0, 1, tax_class, Person(age=56, children=children), p)
        slip = slip._replace(health_additional_rate=additional_rate, child_counter=0.0)
        assert wage_tax(slip, p).wage_tax == tax


@pytest.mark.parametrize(
    "row", [row for row in YEARS if row["partner_gross"] == "0"], ids=lambda row: row["number"]
)
def test_a_single_earner_bears_the_years_wage_tax_and_surcharge_base_of_the_plan(row: dict[str, str]) -> None:
    p = figures(int(row["year"]))
    tax_class = {"S": TaxClass.I, "L": TaxClass.II, "C": TaxClass.III}[row["household"][0]]
    slip = payslip(float(row["gross"]) / 12.0, 12, tax_class, household(row["household"]), p)
    result = wage_tax(
        slip._replace(child_counter=slip.child_counter / (2.0 if tax_class == TaxClass.II else 1.0)), p
    )
    assert result.wage_tax == float(row["plan_wage_tax"])
    assert result.base_of_surcharges == float(row["plan_base"])
    assert result.solidarity_surcharge == pytest.approx(float(row["plan_solidarity_surcharge"]), abs=0.001)


def test_a_belgian_resident_has_the_wage_tax_cut_by_eight_percent() -> None:
    for year, cut in ((2024, 6_570.64), (2025, 6_372.84), (2026, 6_244.96)):
        p = figures(year)
        tax = wage_tax(payslip(50_000 / 12.0, 12, TaxClass.I, Person(), p), p).wage_tax
        assert tax * (1.0 - p.cross_border.belgian_resident_reduction) == pytest.approx(cut, abs=0.001)
