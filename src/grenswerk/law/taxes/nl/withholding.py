"""Wage tax by the period: the computer rules (Rekenvoorschriften voor de geautomatiseerde loonadministratie)."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.law.rounding import down, half_up
from grenswerk.law.taxes.nl.box1 import combined_rate
from grenswerk.law.taxes.nl.credits import general_credit, labour_credit
from grenswerk.law.taxes.nl.parameters import Parameters

PERIODS_QUARTER, PERIODS_MONTH, PERIODS_FOUR_WEEKS, PERIODS_WEEK, PERIODS_DAY = 4.0, 12.0, 13.0, 52.0, 260.0


class Withholding(NamedTuple):
    """Wage tax and national insurance withheld on one period's wage; the annual amounts in EUR/year."""

    annual_wage: float
    before_credits: float
    general_credit: float
    labour_credit: float
    general_credit_settled: float
    labour_credit_settled: float
    after_credits: float
    withheld_without_credits: float  # EUR/period
    withheld: float  # EUR/period
    labour_credit_in_period: float  # EUR/period


class SpecialPaymentRates(NamedTuple):
    """The table for special payments (bijzondere beloningen) of one year, below state-pension age."""

    special_payment_from: tuple[float, ...]  # annual wage of the year before
    special_payment_standard: tuple[float, ...]  # without credits
    special_payment_with_credits: tuple[float, ...]  # standard rate and correction together


def annual_levy(annual_wage: float, p: Parameters) -> float:
    """Tax and premiums on an annual wage in EUR/year, before credits; each bracket rounded down to whole euros."""
    box = p.box1
    first = down(combined_rate(p) * min(annual_wage, box.first_bracket_end), 1.0)
    middle = min(annual_wage, box.second_bracket_end) - box.first_bracket_end
    second = down(box.second_bracket_rate * max(middle, 0.0), 1.0)
    return first + second + down(box.third_bracket_rate * max(annual_wage - box.second_bracket_end, 0.0), 1.0)


def wage_tax(period_wage: float, periods: float, p: Parameters) -> Withholding:
    """What is withheld on a period's wage in EUR (white table, resident, insured, below pension age).

    `periods`: how many such periods make a year. Rekenvoorschriften 2026: annual wage down to a step of 54 euros,
    credits reduced in the order labour credit, general credit where they exceed the levy, division by the period
    factor rounded to cents; above the table's end the top rate on the excess, rounded down to cents.
    """
    table_end = p.withholding.table_end
    annual = down(min(period_wage * periods, table_end), p.withholding.table_step)
    levy = annual_levy(annual, p)
    general, labour = general_credit(annual, p), labour_credit(annual, p)
    general_settled = min(general, levy)
    labour_settled = min(labour, levy - general_settled)
    due = levy - general_settled - labour_settled
    excess = down(max(period_wage - table_end / periods, 0.0) * p.box1.third_bracket_rate, 0.01)
    return Withholding(
        annual_wage=annual,
        before_credits=levy,
        general_credit=general,
        labour_credit=labour,
        general_credit_settled=general_settled,
        labour_credit_settled=labour_settled,
        after_credits=due,
        withheld_without_credits=half_up(levy / periods, 0.01) + excess,
        withheld=half_up(due / periods, 0.01) + excess,
        labour_credit_in_period=half_up(labour_settled / periods, 0.01),
    )


def special_payment_rate(annual_wage: float, column: tuple[float, ...], rates: SpecialPaymentRates) -> float:
    """The share withheld of a bonus or of holiday pay, by last year's annual wage in EUR (Wet LB 1964 art. 26).

    `column`: `rates.special_payment_standard` or `rates.special_payment_with_credits`.
    """
    rate = column[0]
    for row in range(len(column)):
        if annual_wage >= rates.special_payment_from[row]:
            rate = column[row]
    return rate
