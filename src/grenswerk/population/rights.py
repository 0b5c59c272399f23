"""The compiled kernel of rights: who taxes, who insures, and whether the home binds the employer."""

from __future__ import annotations

import math
from typing import Any

import numpy.typing as npt

from grenswerk.law.establishment.home_office import (
    Arrangement,
    Fact,
    HomeOffice,
    Motive,
    home_office,
    months_of_arrangement,
)
from grenswerk.law.social_security.working_pattern import time_worked
from grenswerk.law.treaties.taxable import claimed, kept, views_agree
from grenswerk.model.days import any_telework, days_at_the_employer, time_at_the_employer
from grenswerk.population.compiling import inner, kernel
from grenswerk.population.insured import insured_of_row
from grenswerk.population.rows import Rights, Row
from grenswerk.population.tables import FIRST_YEAR, Pair
from grenswerk.population.views import Days, days_of_row, views_of_row

Array = npt.NDArray[Any]
_ARRANGEMENTS, _FACTS, _MOTIVES = tuple(Arrangement), tuple(Fact), tuple(Motive)  # from -1, not given
NONE, DOUBLE, UNTAXED = 0, 1, 2  # kinds of conflict
PARTNERED, INSURED, ABROAD, RESIDENT = 0, 1, 2, 3  # lists of rows: by residence, insurer, work state, residence
KINDS = 4


@kernel
def find_rights(
    order: Array, rows: Array, out: Array, pairs: Array, readings: Array, insurance: Array, yardsticks: Array
) -> None:
    """Fills `out` for every usable row, in the order given: rows of one pair take the same way."""
    for i in order:
        row, found = rows[i], out[i]
        if not row.usable:
            continue
        days = days_of_row(row)
        pair = pairs[row.residence, row.employer, row.year - FIRST_YEAR]
        if row.residence != row.employer:
            _tax(days, row, pair, readings, found)
            _establishment(days, row, pair, yardsticks, found)
        if not row.special:
            _insurance(days, row.plan, row, insurance[row.year - FIRST_YEAR], found)
        _work(days, found)


@kernel
def find_rights_without_telework(
    order: Array, rows: Array, usual: Array, out: Array, pairs: Array, readings: Array, insurance: Array
) -> None:
    """Fills `out` as if every home day were worked at the employer's; a row without any is as in `usual`."""
    for i in order:
        row, found = rows[i], out[i]
        if not row.usable or not usual[i].any_telework:
            continue
        given = days_of_row(row)
        days = Days(days_at_the_employer(given.counted), time_at_the_employer(given.time))
        if row.residence != row.employer:
            pair = pairs[row.residence, row.employer, row.year - FIRST_YEAR]
            _tax(days, row, pair, readings, found)
        if not row.special:
            _insurance(days, -1.0, row, insurance[row.year - FIRST_YEAR], found)


@inner
def _tax(days: Days, row: Row, pair: Pair, readings: Any, out: Any) -> None:
    found = views_of_row(days.counted, row, pair, readings)
    out.rule = found.rule
    if not found.known:
        return
    own, other = found.own_taxable, found.other_taxable
    out.own_residence = own.residence
    out.own_employer = own.employer
    out.other_residence = other.residence
    out.other_employer = other.employer
    out.own_counted = found.own.counted
    out.other_counted = found.other.counted
    if found.own.limit >= 0.0:
        out.own_limit = found.own.limit
        out.own_kept = 1 if kept(found.own.basis) else 0
    if found.other.limit >= 0.0:
        out.other_limit = found.other.limit
        out.other_kept = 1 if kept(found.other.basis) else 0
    share = claimed(own, other)
    out.conflict = NONE
    if not views_agree(share):
        out.conflict = DOUBLE if share > 1.0 else UNTAXED
        out.conflict_share = abs(share - 1.0)


@inner
def _insurance(days: Days, plan: float, row: Row, law: Any, out: Any) -> None:
    found = insured_of_row(days.counted, days.time, plan, row, law)
    out.competent = found.state
    out.insurance_basis = found.basis
    out.document = found.document
    out.residence_share = found.residence_share


@inner
def _establishment(days: Days, row: Row, pair: Pair, yardsticks: Any, out: Any) -> None:
    time = days.time
    total = time_worked(time)
    share = time.residence_telework / total if total > 0.0 else 0.0
    lowest, highest = share, share
    if row.plan >= 0.0:
        lowest, highest = min(share, row.plan), max(share, row.plan)
    home = HomeOffice(
        lowest,
        highest,
        (time.residence_telework + time.residence_other) / total if total > 0.0 else 0.0,
        months_of_arrangement(row.days_of_arrangement) if row.days_of_arrangement >= 0.0 else 12.0,
        _ARRANGEMENTS[row.telework + 1],
        _FACTS[row.office + 1],
        _MOTIVES[row.reason + 1],
        row.contacts,
        row.concludes_contracts,
        row.management_role,
        row.sole_carrier,
        row.auxiliary_only,
        row.room_rented,
        row.room_usable,
    )
    out.home_share = share
    out.own_risk = home_office(home, yardsticks[pair.yardstick[0]]).risk.value
    out.other_risk = home_office(home, yardsticks[pair.yardstick[1]]).risk.value


@inner
def _work(days: Days, out: Any) -> None:
    """Where work was done, as the duties ask for it."""
    time = days.time
    total = time_worked(time)
    out.telework_share = time.residence_telework / total if total > 0.0 else 0.0
    out.any_telework = any_telework(days.counted)
    out.works_in_employer_state = days.counted.employer > 0.0
    out.works_in_residence = days.counted.residence > 0.0
    out.works_in_third = days.counted.third > 0.0
    out.other_work_in_residence = time.residence_other != 0.0


@inner
def _payable(row: Row, found: Rights, taxes_here: Array) -> bool:
    """Whether pay, shares and competent state are known, and the taxes of all states here, by state and year."""
    if not row.usable or row.gross < 0.0 or found.competent < 1 or found.competent >= len(taxes_here):
        return False
    if row.residence != row.employer and math.isnan(found.own_residence):
        return False
    year = row.year - FIRST_YEAR
    return bool(
        taxes_here[row.residence, year] and taxes_here[row.employer, year] and taxes_here[found.competent, year]
    )


@inner
def _put(lists: Array, counts: Array, kind: int, state: int, i: int) -> None:
    lists[kind, state, counts[kind, state]] = i
    counts[kind, state] += 1


@kernel
def sort_out(order: Array, rows: Array, rights: Array, taxes_here: Array, lists: Array, counts: Array) -> None:
    """Lists the rows of which the levies can be computed, by who levies what: `lists` by kind and state."""
    for i in order:
        row, found = rows[i], rights[i]
        if not _payable(row, found, taxes_here):
            continue
        if row.partner_gross > 0.0:
            _put(lists, counts, PARTNERED, row.residence, i)
        _put(lists, counts, INSURED, found.competent, i)
        if row.residence != row.employer:
            _put(lists, counts, ABROAD, row.employer, i)
        _put(lists, counts, RESIDENT, row.residence, i)


@inner
def _alike(one: float, other: float) -> bool:
    return one == other or math.isnan(one)


@inner
def _pays_alike(one: Rights, other: Rights) -> bool:
    same = one.competent == other.competent and _alike(one.own_residence, other.own_residence)
    same = same and _alike(one.own_employer, other.own_employer)
    return same and _alike(one.other_employer, other.other_employer)


@kernel
def sort_changed(
    order: Array,
    rows: Array,
    usual: Array,
    moved: Array,
    money: Array,
    other: Array,
    taxes_here: Array,
    follows: Array,
    lists: Array,
    counts: Array,
) -> None:
    """Lists the rows whose pay changes without telework, as `sort_out` does; `other` starts as `money`.

    `follows`: by state, whether its contributions follow what it taxes; others stay where the insurer does.
    """
    for i in order:
        row, one, found = rows[i], usual[i], moved[i]
        other[i] = money[i]
        if not one.any_telework or math.isnan(money[i].net) or _pays_alike(one, found):
            continue
        other[i].net = math.nan
        if not _payable(row, found, taxes_here):
            continue
        insurer_changes = one.competent != found.competent
        if row.partner_gross > 0.0 and insurer_changes:
            _put(lists, counts, PARTNERED, row.residence, i)
        if insurer_changes or follows[found.competent]:
            _put(lists, counts, INSURED, found.competent, i)
        if row.residence != row.employer:
            _put(lists, counts, ABROAD, row.employer, i)
        _put(lists, counts, RESIDENT, row.residence, i)
