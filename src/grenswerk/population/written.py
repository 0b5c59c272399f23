"""The compiled kernel that writes answers column by column, as Arrow has them."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from grenswerk.population.compiling import inner, kernel
from grenswerk.population.records import shape_of
from grenswerk.population.rows import Block, Money, Rights
from grenswerk.population.tables import FIRST_YEAR

Array = npt.NDArray[Any]
_SPARE = 72  # values between two columns
_MOST_STATE = 5  # the five states; above are those outside, which have no institution here


class Numbers(NamedTuple):
    """The numbers of an answer, by their columns; `nan` where there is none."""

    share_residence_view_taxable_residence: float
    share_residence_view_taxable_employer: float
    share_employer_view_taxable_residence: float
    share_employer_view_taxable_employer: float
    counted_residence_view: float
    counted_employer_view: float
    threshold_days_residence_view: float
    threshold_days_employer_view: float
    threshold_left: float
    conflict_share: float
    residence_share: float
    home_share: float
    gross: float
    employee_contributions: float
    employer_contributions: float
    income_tax_residence: float
    income_tax_employer: float
    credits_residence: float
    credits_employer: float
    relief: float
    net: float
    household_net: float
    household_employee_contributions: float
    household_income_tax_residence: float
    employer_cost: float
    church_tax: float
    net_without_telework: float


class Words(NamedTuple):
    """The words of an answer as codes, by their columns; negative where there is none."""

    tax_rule: int
    tax_rule_status: int
    conflict: int
    insurance_basis: int
    a1: int
    institution: int
    procedure: int
    establishment_risk: int
    establishment_risk_employer_view: int
    establishment_rule: int
    establishment_rule_employer_view: int


class Truths(NamedTuple):
    """The truths of an answer, by their columns: 1 or 0, negative where there is none."""

    kept_residence_view: int
    kept_employer_view: int


_NUMBERS, _WORDS, _TRUTHS = len(Numbers._fields), len(Words._fields), len(Truths._fields)
WORDS = Words(*range(_WORDS))  # the place of each column


class Coded(NamedTuple):
    """The codes of words by what the rules number; -1 for none."""

    simple: Array  # column, number of the rules; the last is that of -1
    procedures: Array  # residence, competent state, basis, document
    yardsticks: Array  # residence, employer's state, year, own or other view


class Columns(NamedTuple):
    """The columns of a batch, to be written, by column and row."""

    numbers: Array
    words: Array
    truths: Array
    duties: Array
    competent: Array  # as the rules number it


def empty_columns(length: int) -> Columns:
    """Columns for `length` rows.

    Each has some room to spare: were they a power of two apart, all would fight for the same lines of the cache.
    """
    return Columns(
        np.empty((_NUMBERS, length + _SPARE)),
        np.empty((_WORDS, length + _SPARE), np.int8),
        np.empty((_TRUTHS, length + _SPARE), np.int8),
        np.empty(length, np.int64),
        np.empty(length, np.int16),
    )


class Line(NamedTuple):
    """Room for the answer of one row, by name and by place."""

    numbers: Array
    number: Array
    words: Array
    word: Array
    truths: Array
    truth: Array


def empty_line() -> Line:
    """Room for one answer."""
    numbers = np.zeros(1, shape_of(Numbers(*(0.0,) * _NUMBERS)))
    words = np.zeros(1, shape_of(WORDS))
    truths = np.zeros(1, shape_of(Truths(0, 0)))
    return Line(numbers, numbers.view(np.float64), words, words.view(np.int64), truths, truths.view(np.int64))


@kernel
def write_answers(start: int, block: Block, coded: Coded, line: Line, out: Columns) -> None:
    """Writes the answers of the rows of a block, the first of which is the row `start` of the columns."""
    # each look into a tuple of arrays counts references: once for all rows
    rows, rights, money, other = block.rows, block.rights, block.money, block.other
    all_numbers, number, all_words, word, all_truths, truth = line
    numbers, words, truths, duties, competent = out
    simple, procedures, yardsticks = coded
    for i in range(len(rows)):
        row, right, paid, at = rows[i], rights[i], money[i], start + i
        of_numbers, of_words = all_numbers[0], all_words[0]
        _rights_of(right, of_numbers, all_truths[0])
        _money_of(row.gross, paid, of_numbers)
        of_numbers.net_without_telework = other[i].net
        of_words.tax_rule = simple[WORDS.tax_rule, right.rule]
        of_words.tax_rule_status = simple[WORDS.tax_rule_status, right.rule]
        of_words.conflict = simple[WORDS.conflict, right.conflict]
        of_words.insurance_basis = simple[WORDS.insurance_basis, right.insurance_basis]
        of_words.a1 = simple[WORDS.a1, right.document]
        of_words.establishment_risk = simple[WORDS.establishment_risk, right.own_risk]
        of_words.establishment_risk_employer_view = simple[
            WORDS.establishment_risk_employer_view, right.other_risk
        ]
        of_words.institution, of_words.procedure = -1, -1
        within = right.competent if right.competent <= _MOST_STATE else 0
        if within >= 0:
            of_words.institution = simple[WORDS.institution, within]
        if right.competent > 0 and right.document >= 0:
            of_words.procedure = procedures[row.residence, within, right.insurance_basis, right.document]
        of_words.establishment_rule, of_words.establishment_rule_employer_view = -1, -1
        if not math.isnan(right.home_share):
            year = row.year - FIRST_YEAR
            of_words.establishment_rule = yardsticks[row.residence, row.employer, year, 0]
            of_words.establishment_rule_employer_view = yardsticks[row.residence, row.employer, year, 1]
        for column in range(_NUMBERS):
            numbers[column, at] = number[column]
        for column in range(_WORDS):
            words[column, at] = word[column]
        for column in range(_TRUTHS):
            truths[column, at] = truth[column]
        duties[at] = right.duties
        competent[at] = right.competent


@inner
def _rights_of(right: Rights, numbers: Any, truths: Any) -> None:
    """The numbers of both views, and whether their thresholds are kept."""
    numbers.share_residence_view_taxable_residence = right.own_residence
    numbers.share_residence_view_taxable_employer = right.own_employer
    numbers.share_employer_view_taxable_residence = right.other_residence
    numbers.share_employer_view_taxable_employer = right.other_employer
    numbers.counted_residence_view = right.own_counted
    numbers.counted_employer_view = right.other_counted
    numbers.threshold_days_residence_view = right.own_limit
    numbers.threshold_days_employer_view = right.other_limit
    left = right.own_limit - right.own_counted
    numbers.threshold_left = 0.0 if left < 0.0 else left
    numbers.conflict_share = right.conflict_share
    numbers.residence_share = right.residence_share
    numbers.home_share = right.home_share
    truths.kept_residence_view = right.own_kept
    truths.kept_employer_view = right.other_kept


@inner
def _money_of(gross: float, paid: Money, numbers: Any) -> None:
    """The pay and its levies, EUR/year."""
    numbers.gross = math.nan if math.isnan(paid.net) else gross
    numbers.employee_contributions = paid.employee
    numbers.employer_contributions = paid.employer
    numbers.income_tax_residence = paid.tax
    numbers.income_tax_employer = paid.work_tax
    numbers.credits_residence = paid.credits
    numbers.credits_employer = paid.work_credits
    numbers.relief = paid.relief
    numbers.net = paid.net
    numbers.household_net = paid.household_net
    numbers.household_employee_contributions = paid.employee + paid.partner_employee
    numbers.household_income_tax_residence = paid.tax + paid.partner_tax
    numbers.employer_cost = gross + paid.employer
    abroad = paid.work_church_tax
    numbers.church_tax = paid.church_tax + (0.0 if math.isnan(abroad) else abroad)
