"""The whole report of an experiment: findings, the sweep, methods, sources."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from grenswerk.lab.experiment import Experiment
from grenswerk.lab.report.content import Report
from grenswerk.lab.report.findings import Findings
from grenswerk.lab.report.methods import (
    definitions_section,
    law_section,
    left_out_section,
    population_section,
    reforms_section,
    sources_section,
)
from grenswerk.lab.report.swept import swept_section
from grenswerk.lab.sweep import Swept
from grenswerk.lab.trial import Trial
from grenswerk.model.states import STATE_CODES
from grenswerk.render.speech import Speech


def report_of(asked: Experiment, found: Trial, swept: Swept | None, speech: Speech) -> Report:
    """The report of an experiment on a population."""
    flows = list(dict.fromkeys((one.flow.residence, one.flow.employer_state) for one in found.made.stocks))
    sections = [*Findings(asked, found, speech).sections()]
    if swept is not None and asked.sweep is not None:
        used = {state for flow in flows for state in flow}
        states = [state for state in STATE_CODES if state in used]
        sections.insert(5, swept_section(swept.table, states, speech, asked.sweep.behaviour))
    sections += [
        reforms_section(found.laws, speech),
        law_section(found.base, found.laws, flows, asked.year, speech),
        definitions_section(asked, speech),
        population_section(found.made, speech),
        left_out_section(speech),
        sources_section((found.base, *found.laws), found.made, flows, asked.year, speech),
    ]
    return Report(
        asked.titled(speech.language),
        speech.say("lab.subtitle", {"year": asked.year, "version": own_version()}),
        speech.language,
        tuple(sections),
        speech.say("lab.footer"),
    )


def own_version() -> str:
    """The version of the program, for the head of a report."""
    try:
        return version("grenswerk")
    except PackageNotFoundError:
        return "(source)"
