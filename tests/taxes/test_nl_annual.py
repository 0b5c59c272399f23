"""Dutch tax and premiums of a year, against published annual figures and the letter of the law."""

from __future__ import annotations

import pytest

from grenswerk.law.parameters import parameters_of
from grenswerk.law.taxes.nl import (
    PARAMETERS,
    NlNonresidentTax,
    NlResidentTax,
    Parameters,
    contributions,
    tax_of_nonresident,
    tax_of_resident,
)
from grenswerk.law.taxes.nl.credits import combination_credit, general_credit, labour_credit, premium_part
from grenswerk.law.taxes.nl.dutch_wage import dutch_wage
from grenswerk.law.taxes.nl.withholding import PERIODS_MONTH, wage_tax
from grenswerk.model.pay import Contributions, EmployeeClass, ForeignTax, Partnership, Person, Wage
from grenswerk.model.states import State

P = {year: parameters_of(PARAMETERS, Parameters, year).values for year in (2024, 2025, 2026)}
P26 = P[2026]
NONE_ABROAD = ForeignTax()


def resident(
    gross: float, *, here: float = -1.0, insured: State = State.NL, year: int = 2026, person: Person | None = None
) -> tuple[NlResidentTax, float]:
    """The tax and the premiums of a resident."""
    here = gross if here < 0 else here
    wage, who = Wage(gross, here, gross - here), person or Person()
    total = contributions(wage, who, State.NL, P[year]).total if insured == State.NL else Contributions(insured)
    return tax_of_resident(wage, who, total, NONE_ABROAD, P[year]), total.employee


def nonresident(
    residence: State,
    gross: float,
    here: float,
    insured: State,
    *,
    asked: bool = False,
    person: Person | None = None,
) -> tuple[NlNonresidentTax, float]:
    """The tax of 2026 and the premiums of a non-resident."""
    wage, who = Wage(gross, here, gross - here), person or Person()
    total = contributions(wage, who, residence, P26).total if insured == State.NL else Contributions(insured)
    return tax_of_nonresident(wage, who, residence, total, asked, P26), total.employee


INSURED = [
    (2024, 30000, 2786.85),
    (2024, 50000, 11914.61),
    (2024, 65000, 19431.11),
    (2024, 80000, 27212.55),
    (2024, 110000, 44015.55),
    (2024, 140000, 59837.84),
    (2025, 20000, 764.38),
    (2025, 38000, 5667.14),
    (2026, 30000, 2245.79),
    (2026, 50000, 10859.24),
    (2026, 65000, 18429.44),
    (2026, 80000, 26086.87),
    (2026, 110000, 42889.87),
    (2026, 140000, 59232.00),
]


@pytest.mark.parametrize(("year", "wage", "levy"), INSURED)
def test_the_levy_of_an_insured_resident_meets_the_independent_calculator(
    year: int, wage: float, levy: float
) -> None:
    tax, premium = resident(wage, year=year)
    assert tax.tax + premium == pytest.approx(levy, abs=3)  # official rounding to whole euros: up to 3 less
    assert tax.tax + premium <= levy


@pytest.mark.parametrize(
    ("wage", "levy"),
    [(50000, 5911.12), (65000, 11972.62), (80000, 18371.08), (110000, 33666.58), (140000, 48799.66)],
)
def test_the_levy_of_a_resident_insured_abroad_meets_the_independent_calculator(wage: float, levy: float) -> None:
    tax, premium = resident(wage, insured=State.DE, year=2025)
    assert premium == 0
    assert tax.tax == pytest.approx(levy, abs=3)


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_the_assessment_is_twelve_months_of_the_table_but_for_its_cents(year: int) -> None:
    for row in range(200, 2300, 7):
        month = wage_tax(row * 4.5, PERIODS_MONTH, P[year]).withheld
        tax, premium = resident(row * 54.0, year=year)
        assert tax.tax + premium == pytest.approx(12 * month, abs=0.05)  # cents rounded by the month


@pytest.mark.parametrize(
    ("income", "credit"), [(25845, 5300), (45592, 5685), (132920, 0), (150000, 0), (11965, 996)]
)
def test_published_labour_credits_2026(income: float, credit: float) -> None:
    assert labour_credit(income, P26) == credit


@pytest.mark.parametrize(("income", "credit"), [(29736, 3115), (78426, 0)])
def test_published_general_credits_2026(income: float, credit: float) -> None:
    assert general_credit(income, P26) == credit


def test_published_combination_credits() -> None:
    alone = -1.0
    assert combination_credit(40000, alone, 1, P[2024]) == 2950
    assert combination_credit(32711, alone, 1, P26) == 3032  # the published end of its rise
    assert combination_credit(32700, alone, 1, P26) < 3032
    assert combination_credit(6239, alone, 1, P26) == 0


def test_the_combination_credit_is_for_the_lesser_earner_with_a_child_under_12() -> None:
    couple = Person(partnership=Partnership.COUPLE, partner_gross=40000, children=1, children_under_12=1)
    assert resident(39999, person=couple)[0].combination_credit > 0
    assert resident(40001, person=couple)[0].combination_credit == 0
    assert resident(39999, person=couple._replace(children_under_12=0))[0].combination_credit == 0


def test_of_two_equal_incomes_one_has_the_combination_credit() -> None:
    couple = Person(partnership=Partnership.COUPLE, partner_gross=40000, children=1, children_under_12=1)
    tax = resident(40000, person=couple)[0]
    assert tax.combination_credit == 3032
    assert tax.partner_tax == resident(40000)[0].tax


def test_the_premium_part_of_the_combination_credit_2019_is_the_published_one() -> None:
    p = P26._replace(box1=P26.box1._replace(first_bracket_rate=0.09))
    assert premium_part(2835, p) == 2139


def test_a_resident_of_belgium_keeps_the_general_credit_and_one_of_germany_does_not() -> None:
    belgian, german = (nonresident(state, 60000, 36000, state)[0] for state in (State.BE, State.DE))
    assert german.tax == pytest.approx(2916.00 - 1075.77, abs=2)
    assert german.tax - belgian.tax == belgian.general_credit_tax_part > 0
    assert german.general_credit_tax_part == 0
    assert german.labour_credit_tax_part == belgian.labour_credit_tax_part > 0


def test_a_resident_of_belgium_insured_in_the_netherlands_pays_premiums_on_the_whole_wage() -> None:
    tax, premium = nonresident(State.BE, 60000, 36000, State.NL)
    assert tax.tax == pytest.approx(1573.10, abs=2)
    assert premium == pytest.approx(6167.05, abs=2)


@pytest.mark.parametrize(("here", "granted"), [(54000, True), (53999, False)])
def test_the_90_percent_statement_is_granted_from_90_percent_of_world_income(here: float, granted: bool) -> None:  # noqa: FBT001
    asked = nonresident(State.DE, 60000, here, State.DE, asked=True)[0]
    unasked = nonresident(State.DE, 60000, here, State.DE)[0]
    assert asked.treated_as_resident is granted
    assert (asked.general_credit_tax_part > 0) is granted
    assert unasked.treated_as_resident is False
    assert unasked.tax - asked.tax == asked.general_credit_tax_part


def test_other_income_at_home_counts_in_the_90_percent_test() -> None:
    person = Person(other_income=10000)
    assert not nonresident(State.DE, 60000, 60000, State.DE, asked=True, person=person)[0].treated_as_resident


def test_a_non_residents_scale_knows_nothing_of_income_elsewhere() -> None:
    assert nonresident(State.DE, 36000, 36000, State.DE)[0].tax_before_credits == 2916
    assert nonresident(State.DE, 90000, 36000, State.DE)[0].tax_before_credits == 2916


def test_relief_takes_the_foreign_share_of_the_tax_and_nothing_of_the_premiums() -> None:
    tax, premium = resident(60000, here=36000)
    assert tax.relief == pytest.approx(4432.43, abs=1)
    assert tax.tax == pytest.approx(5305.74, abs=2)
    assert premium == pytest.approx(6167.05, abs=2)
    assert resident(60000, here=36000, insured=State.BE)[0].tax == pytest.approx(5305.74, abs=2)


def test_an_unused_tax_part_goes_to_the_premiums() -> None:
    tax, premium = resident(30000, here=12000)
    whole, all_premium = resident(30000)
    assert tax.tax == 0
    assert all_premium - premium == pytest.approx(tax.relief - whole.tax, abs=1e-6)


def test_an_unused_premium_part_goes_to_the_tax() -> None:
    tax, premium = nonresident(State.DE, 5000, 5000, State.NL)
    assert premium == 0
    assert tax.premium_part_to_tax == tax.tax_before_credits - tax.labour_credit_tax_part > 0
    assert tax.tax == 0
    assert nonresident(State.DE, 5000, 5000, State.DE)[0].tax > 0


def test_half_a_year_of_insurance_halves_the_maximum_premium() -> None:
    half = contributions(Wage(40000, 40000, 0, months=6), Person(), State.BE, P26)
    assert half.premium_before_credits == pytest.approx(5375.57, abs=1)  # 27.65 % of half of 38,883
    assert half.general_credit_premium_part == pytest.approx(general_credit(40000, P26) / 2 * 0.773427, abs=1)
    resident_half = contributions(Wage(40000, 40000, 0, months=6), Person(), State.NL, P26)
    assert resident_half.premium_before_credits == 10751  # a resident is insured all year


def test_the_published_employer_premium_of_a_month() -> None:
    month = contributions(Wage(999.0, 999.0, 0.0), Person(), State.NL, P26)
    assert month.employer_unemployment == pytest.approx(27.37, abs=0.005)


def test_employer_premiums_stop_at_the_maximum_of_the_months_worked() -> None:
    year = contributions(Wage(150000, 150000, 0), Person(), State.NL, P26)
    month = contributions(Wage(150000, 150000, 0, months=1), Person(), State.NL, P26)
    assert year.health_levy == pytest.approx(79409 * 0.061)
    assert month.health_levy == pytest.approx(6617.41 * 0.061, abs=0.01)  # the published month's maximum
    assert year.total.employer == pytest.approx(79409 * (0.061 + 0.0274 + 0.0627 + 0.005))


def test_a_public_employer_pays_the_public_sector_premium_instead_of_the_unemployment_fund() -> None:
    wage = Wage(50000, 50000, 0, employee_class=EmployeeClass.CIVIL_SERVANT)
    public = contributions(wage, Person(), State.NL, P26)
    assert public.employer_unemployment == pytest.approx(340)
    assert public.lines.unemployment_high_surcharge == 0


def test_foreign_contributions_enter_the_dutch_wage_branch_by_branch() -> None:
    wage = Wage(50000, 30000, 20000)
    belgian = Contributions(State.BE, 6735, 12500, 3750, 1775, 575, 0, 435, 200)
    assert dutch_wage(wage, belgian, P26).wage == pytest.approx(50000 - 3750 - 575 - 435 - 0.73 * 200)
    german = Contributions(State.DE, 10500, 10500, 4650, 4200, 175, 900, 650, 0)
    assert dutch_wage(wage, german, P26).wage == pytest.approx(50000 - 4650 - 650 + 900)
    luxembourg = Contributions(State.LU, 6225, 6000, 4000, 1400, 125, 700, 0, 0)
    assert dutch_wage(wage, luxembourg, P26).wage == pytest.approx(50000 - 4000 - 762.5)
    assert dutch_wage(wage, german, P26).taxed_elsewhere == pytest.approx(0.4 * dutch_wage(wage, german, P26).wage)
    dutch = Contributions(State.NL, 6000, 9000, 4000, 0, 0, 2000, 0, 0)
    assert dutch_wage(wage, dutch, P26).wage == 50000


def test_the_employers_german_care_premium_is_wage_up_to_its_ceiling() -> None:
    german = Contributions(State.DE, 20000, 20000, 9000, 7000, 0, 1400, 1300, 0)
    assert dutch_wage(Wage(90000, 90000, 0), german, P26).foreign_employer_care == pytest.approx(0.018 * 69750)


@pytest.mark.parametrize("work_state", [State.BE, State.DE])
def test_the_compensation_brings_a_frontier_worker_back_to_the_all_dutch_levy(work_state: State) -> None:
    wage = Wage(60000, 36000, 24000)
    total = contributions(wage, Person(), State.NL, P26).total
    abroad = ForeignTax(work_state, 9000, 24000)
    tax = tax_of_resident(wage, Person(), total, abroad, P26)
    at_home, premium = resident(60000)
    assert tax.domestic_comparison == at_home.tax + premium
    assert tax.tax + total.employee + 9000 - tax.compensation == pytest.approx(at_home.tax + premium)


def test_the_compensation_is_never_more_than_the_foreign_tax_and_only_for_belgium_and_germany() -> None:
    wage = Wage(60000, 36000, 24000)
    total = contributions(wage, Person(), State.NL, P26).total
    assert tax_of_resident(wage, Person(), total, ForeignTax(State.LU, 9000, 24000), P26).compensation == 0
    assert tax_of_resident(wage, Person(), total, ForeignTax(State.BE, 100, 24000), P26).compensation == 0
    insured_abroad = Contributions(State.DE, 12000, 12000)
    german = tax_of_resident(wage, Person(), insured_abroad, ForeignTax(State.DE, 9000, 24000), P26)
    assert german.compensation == 0  # German contributions do not count, Dutch ones are spared


def test_the_partner_is_taxed_alone() -> None:
    couple = Person(partnership=Partnership.COUPLE, partner_gross=30000)
    assert resident(60000, person=couple)[0].partner_tax == resident(30000)[0].tax
    assert resident(60000, person=couple)[0].tax == resident(60000)[0].tax
