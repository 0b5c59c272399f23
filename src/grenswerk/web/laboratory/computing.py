"""Run an experiment: its tables, and its report in every language of the site."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from grenswerk.lab.evaluation import Engine
from grenswerk.lab.experiment import Experiment
from grenswerk.lab.files import fit_table
from grenswerk.lab.report.written import report_of
from grenswerk.lab.sweep import Sweep, Swept, sweep
from grenswerk.lab.synthesis import fit
from grenswerk.lab.trial import Trial, trial
from grenswerk.law.rulebook import Rulebook
from grenswerk.render.speech import LANGUAGES, Speech
from grenswerk.web.laboratory.keeping import packed
from grenswerk.web.laboratory.question import laws_of

Tell = Callable[[str, float], None]
_TRIED, _SWEPT = 0.7, 0.8


class Computed(NamedTuple):
    """What is kept of a result, and whether the figures add up."""

    content: bytes
    holds: bool


def compute(asked: Experiment, tell: Tell, engine: Engine) -> Computed:
    """Run an experiment; `tell` is told what is done and how much of it (0-1)."""
    base = Rulebook()
    found = trial(asked, base, laws_of(asked), engine, lambda what, part: tell(what, _TRIED * part))
    swept = _swept(asked, found, base, engine, tell)
    tables = {"results": found.table, "fit": fit_table(fit(found.made))}
    if swept is not None:
        tables["sweep"] = swept.table
    reports = {}
    for number, language in enumerate(LANGUAGES):
        tell("report", _SWEPT + (1 - _SWEPT) * number / len(LANGUAGES))
        reports[language] = report_of(asked, found, swept, Speech(language))
    return Computed(packed(reports, tables), all(check.holds for check in found.checks))


def _swept(asked: Experiment, found: Trial, base: Rulebook, engine: Engine, tell: Tell) -> Swept | None:
    wanted = asked.sweep
    if wanted is None:
        return None
    thresholds = range(wanted.start, wanted.end + 1)
    return sweep(
        Sweep(found.made, base, tuple(wanted.pairs), thresholds, wanted.behaviour, asked.pace, engine),
        lambda what, part: tell(what, _TRIED + (_SWEPT - _TRIED) * part),
    )
