"""The duties of each state, as dated YAML: who, where, when, and what it rests on."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from msgspec import Struct, field

from grenswerk.documents import load_law
from grenswerk.law.duties.due_dates import Due
from grenswerk.model.answer import Who
from grenswerk.model.certainty import Certainty
from grenswerk.model.states import STATE_CODES

_FOLDER = Path(__file__).parent
AT_HOME_TOO = ("a1_of_posting", "a1_of_several_states")  # conditions that matter for an employer at home


class DutyRule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A duty towards one state; `condition` names the function of `conditions` that decides."""

    code: str
    condition: str
    part: str  # the state's part in it: residence or employer
    who: Who
    where: str
    source: str | list[str]
    certainty: Certainty
    due: list[Due] = field(default_factory=list)
    note: str = ""

    @property
    def sources(self) -> list[str]:
        return [self.source] if isinstance(self.source, str) else self.source


class DutyFile(Struct, frozen=True, forbid_unknown_fields=True):
    duties: list[DutyRule]


@cache
def duties_of(state: str) -> tuple[DutyRule, ...]:
    """The duties towards one of the five states."""
    if state not in STATE_CODES:
        return ()
    return tuple(load_law(_FOLDER / f"{state.lower()}.yaml", DutyFile).duties)
