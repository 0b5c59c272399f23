"""The matrix of all combinations as a table: residence down, employer's state across."""

from __future__ import annotations

from collections.abc import Sequence

from grenswerk.assess.matrix import Cell
from grenswerk.render.speech import Speech


def matrix_table(cells: Sequence[Cell], speech: Speech) -> list[list[str]]:
    """One row a residence state; each cell has net pay, the work state's share and where one is insured."""
    states = list(dict.fromkeys(cell.employer_state for cell in cells))
    rows = [[speech.say("law.lives_in"), *(speech.say("law.works_for", {"state": state}) for state in states)]]
    rows += [
        [residence, *(_shown(cell, speech) for cell in cells if cell.residence == residence)]
        for residence in dict.fromkeys(cell.residence for cell in cells)
    ]
    return rows


def _shown(cell: Cell, speech: Speech) -> str:
    net = "-" if cell.net is None else speech.money(cell.net, 0)
    share = cell.shares.get(cell.employer_state)
    taxed = "" if share is None or cell.residence == cell.employer_state else f" {speech.percent(share)}"
    sure = {"confirmed": "", "reported": " ~", "unconfirmed": " ?"}[cell.certainty]
    return f"{net}{taxed} {cell.competent_state or '?'}{sure}"
