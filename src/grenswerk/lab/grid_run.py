"""A grid experiment from beginning to end."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from grenswerk.lab.conclusions import Verdict, verdict
from grenswerk.lab.evaluation import MONEY, Engine
from grenswerk.lab.experiment import Experiment
from grenswerk.lab.files import folder_of, write_report, write_tables
from grenswerk.lab.grid import cells
from grenswerk.lab.report.content import Report
from grenswerk.lab.report.grid_findings import conclusions_section, curves_section, summary_section
from grenswerk.lab.report.methods import (
    definitions_section,
    law_section,
    left_out_section,
    reforms_section,
    sources_section,
)
from grenswerk.lab.report.written import own_version
from grenswerk.lab.result import Result
from grenswerk.lab.trial import Progress
from grenswerk.law.rulebook import Rulebook
from grenswerk.render.speech import Speech

_CENT = 0.005


def run_grid(
    asked: Experiment,
    base: Rulebook,
    laws: Sequence[Rulebook],
    out: Path,
    *,
    speech: Speech,
    progress: Progress,
    engine: Engine,
) -> Result:
    """Compute every cell, test the conclusions, check the sums, write the tables and the report to `out`."""
    assert asked.grid is not None
    found = cells(asked, base, laws, engine, progress)
    verdicts = _verdicts(asked, found)
    off = _unbalanced(found)
    flows = [(flow.split("-")[0], flow.split("-")[1]) for flow in asked.grid.flows]
    sections = [summary_section(asked, found, speech)]
    if verdicts:
        sections.append(conclusions_section(verdicts, speech))
    sections += [
        curves_section(found, speech),
        reforms_section((base, *laws), speech),
        law_section(base, tuple(laws), flows, asked.year, speech),
        definitions_section(asked, speech),
        left_out_section(speech),
        sources_section((base, *laws), None, flows, asked.year, speech),
    ]
    report = Report(
        asked.titled(speech.language),
        speech.say("lab.subtitle", {"year": asked.year, "version": own_version()}),
        speech.language,
        tuple(sections),
        speech.say("lab.footer"),
    )
    written = write_tables(folder_of(out), {"cells": found})
    written += write_report(out, report)
    lines = [asked.titled(speech.language)]
    for scope, one in verdicts:
        said = speech.say("lab.agrees" if one.agrees else "lab.differs")
        lines.append(f"  {speech.say(f'lab.conclusion.{one.name}')} ({speech.say(f'lab.scope.{scope}')}): {said}")
    if off:
        lines.append(speech.say("lab.unbalanced", {"cells": off}))
    return Result(lines, written, holds=off == 0)


def _verdicts(asked: Experiment, found: pl.DataFrame) -> list[tuple[str, Verdict]]:
    """Each conclusion on the flows of the study and on all of them."""
    assert asked.grid is not None
    study = found.filter(pl.col("flow").is_in(asked.grid.study_flows or asked.grid.flows))
    verdicts = []
    for name in asked.grid.conclusions:
        verdicts.append(("study", verdict(name, study)))
        if study.height < found.height:
            verdicts.append(("all", verdict(name, found)))
    return verdicts


def _unbalanced(found: pl.DataFrame) -> int:
    """Cells in which net pay and treasuries do not sum to the employer's cost."""
    kept = pl.sum_horizontal("net", *MONEY[2:]) - pl.col("employer_cost")
    return found.filter(kept.abs() > _CENT).height
