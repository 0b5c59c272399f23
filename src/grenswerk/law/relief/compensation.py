"""The compensation of Dutch residents who work in Belgium or Germany, as a formula on given amounts."""

from __future__ import annotations


def compensation(due_in_both_states: float, due_if_all_domestic: float, foreign_tax: float) -> float:
    """What the residence state gives back when work abroad costs more than the same work at home.

    `due_in_both_states`: tax and national insurance actually due at home, and income tax actually due abroad;
    `due_if_all_domestic`: what would be due if the foreign wage were domestic; all in EUR/year. The result is paid
    by treating `foreign_tax` as wage tax withheld at home, so it cannot exceed that tax. Treaty NL-BE 2001
    art. 27(1); protocol to the treaty NL-DE 2012.
    """
    return min(max(0.0, due_in_both_states - due_if_all_domestic), max(0.0, foreign_tax))
