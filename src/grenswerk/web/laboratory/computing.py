"""Run an experiment and write its tables, and its report in every language of the site."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import polars as pl

from grenswerk.lab.evaluation import Engine
from grenswerk.lab.experiment import Experiment
from grenswerk.lab.files import fit_table, write_frame
from grenswerk.lab.report.html import html
from grenswerk.lab.report.pdf import pdf
from grenswerk.lab.report.written import report_of
from grenswerk.lab.sweep import Sweep, Swept, sweep
from grenswerk.lab.synthesis import fit
from grenswerk.lab.trial import Trial, trial
from grenswerk.law.rulebook import Rulebook
from grenswerk.render.speech import LANGUAGES, Speech
from grenswerk.web.laboratory.question import laws_of

Tell = Callable[[str, float], None]
_TRIED, _SWEPT = 0.55, 0.65


def compute(asked: Experiment, out: Path, tell: Tell, engine: Engine) -> bool:
    """Write everything of a result to the folder `out`; returns whether the figures add up."""
    base = Rulebook()
    found = trial(asked, base, laws_of(asked), engine, lambda what, part: tell(what, _TRIED * part))
    swept = _swept(asked, found, base, engine, tell)
    tables: dict[str, pl.DataFrame] = {"results": found.table, "fit": fit_table(fit(found.made))}
    if swept is not None:
        tables["sweep"] = swept.table
    for name, frame in tables.items():
        write_frame(out / f"{name}.parquet", frame)
    for number, language in enumerate(LANGUAGES):
        tell("report", _SWEPT + (1 - _SWEPT) * number / len(LANGUAGES))
        report = report_of(asked, found, swept, Speech(language))
        (out / f"report.{language}.html").write_text(html(report), encoding="utf-8")
        (out / f"report.{language}.pdf").write_bytes(pdf(report))
        (out / f"report.{language}.json").write_bytes(msgspec.json.encode(report))
    return all(check.holds for check in found.checks)


def _swept(asked: Experiment, found: Trial, base: Rulebook, engine: Engine, tell: Tell) -> Swept | None:
    wanted = asked.sweep
    if wanted is None:
        return None
    thresholds = range(wanted.start, wanted.end + 1)
    return sweep(
        Sweep(found.made, base, tuple(wanted.pairs), thresholds, wanted.behaviour, asked.pace, engine),
        lambda what, part: tell(what, _TRIED + (_SWEPT - _TRIED) * part),
    )
