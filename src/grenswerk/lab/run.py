"""An experiment file or a sweep from beginning to end: computed, checked, written, and summed up."""

from __future__ import annotations

from pathlib import Path

import polars as pl
from msgspec.structs import replace

from grenswerk.lab.evaluation import Engine, compiled
from grenswerk.lab.experiment import Experiment, baseline_of, load_experiment
from grenswerk.lab.files import fit_table, folder_of, write_report, write_tables
from grenswerk.lab.report.content import Report, signed
from grenswerk.lab.report.findings import Findings
from grenswerk.lab.report.methods import left_out_section, population_section
from grenswerk.lab.report.swept import swept_section
from grenswerk.lab.report.written import own_version, report_of
from grenswerk.lab.result import Result
from grenswerk.lab.sweep import Sweep, Swept, sweep
from grenswerk.lab.synthesis import Order, fit, population
from grenswerk.lab.trial import Progress, trial
from grenswerk.law.rulebook import Rulebook
from grenswerk.model.states import STATE_CODES
from grenswerk.render.speech import Speech


def run_experiment(
    path: Path,
    out: Path,
    speech: Speech,
    progress: Progress,
    *,
    size: int | None = None,
    seed: int | None = None,
    draws: int | None = None,
    engine: Engine = compiled,
) -> Result:
    """Run the experiment file at `path` and write its tables and report to the folder `out`."""
    asked, laws = load_experiment(path)
    asked = _changed(asked, size, seed, draws)
    base = baseline_of(asked, path)
    if asked.grid is not None:
        from grenswerk.lab.grid_run import run_grid

        return run_grid(asked, base, laws, out, speech=speech, progress=progress, engine=engine)
    found = trial(asked, base, laws, engine, lambda what, part: progress(what, 0.85 * part))
    swept = None
    if asked.sweep is not None:
        wanted = asked.sweep
        thresholds = range(wanted.start, wanted.end + 1)
        swept = sweep(
            Sweep(found.made, base, tuple(wanted.pairs), thresholds, wanted.behaviour, asked.pace, engine),
            lambda what, part: progress(what, 0.85 + 0.1 * part),
        )
    progress("report", 0.95)
    tables = {"results": found.table, "fit": fit_table(fit(found.made))}
    if swept is not None:
        tables["sweep"] = swept.table
    written = write_tables(folder_of(out), tables)
    written += write_report(out, report_of(asked, found, swept, speech))
    return Result(_summary(Findings(asked, found, speech)), written, all(check.holds for check in found.checks))


def _changed(asked: Experiment, size: int | None, seed: int | None, draws: int | None) -> Experiment:
    """The experiment with what the command line says otherwise."""
    if asked.population is not None:
        people = asked.population
        people = replace(people, size=people.size if size is None else size)
        asked = replace(asked, population=replace(people, seed=people.seed if seed is None else seed))
    if draws is not None:
        asked = replace(asked, uncertainty=replace(asked.uncertainty, draws=draws))
    return asked


def _summary(found: Findings) -> list[str]:
    """A line a world, reform and behaviour, for the terminal."""
    lines = [found.asked.titled(found.speech.language)]
    for world in found.worlds:
        lines.append(found.caption(world))
        for scenario in found.scenarios:
            of = found.row(scenario, world)
            parts = [
                f"{found.say(f'measure.{name}')} {signed(of(name)['change'] or 0.0, found.speech)}"
                for name in ("freed_of_second_state", "newly_in_two_states", "duties", "gainers", "losers")
            ]
            net = f"{found.say('head.net_millions')} {signed((of('net')['change'] or 0.0) / 1e6, found.speech, 2)}"
            behaviour = found.say(f"behaviour.{scenario.behaviour}")
            lines.append(f"  {scenario.reform}, {behaviour}: {'; '.join([*parts, net])}")
    return lines


def run_sweep(
    order: Order,
    pairs: tuple[str, ...],
    thresholds: range,
    behaviour: str,
    out: Path,
    *,
    speech: Speech,
    progress: Progress,
    engine: Engine = compiled,
) -> Result:
    """Sweep the threshold of some pairs over a population and write the table and a page of plots."""
    made = population(order)
    found = sweep(Sweep(made, Rulebook(), pairs, thresholds, behaviour, 1.0, engine), progress)
    title = f"{', '.join(pairs)}: {thresholds.start} – {thresholds.stop - 1}"
    used = {state for one in made.stocks for state in (one.flow.residence, one.flow.employer_state)}
    states = [state for state in STATE_CODES if state in used]
    report = Report(
        f"{speech.say('lab.section.sweep')}: {title}",
        speech.say("lab.subtitle", {"year": order.year, "version": own_version()}),
        speech.language,
        (
            swept_section(found.table, states, speech, behaviour),
            population_section(made, speech),
            left_out_section(speech),
        ),
        speech.say("lab.footer"),
    )
    written = write_tables(folder_of(out), {"sweep": found.table, "fit": fit_table(fit(made))})
    written += write_report(out, report)
    return Result(_swept_lines(found, speech), written, holds=True)


def _swept_lines(found: Swept, speech: Speech) -> list[str]:
    """How many are taxed in two states at the lowest and the highest threshold, a line a world."""
    lines = []
    for (world,), part in (
        found.table.filter(measure="taxed_in_two_states").partition_by("world", as_dict=True).items()
    ):
        sums = part.group_by("threshold", maintain_order=True).agg(pl.col("then").sum())
        low, high = sums.row(0, named=True), sums.row(-1, named=True)
        lines.append(
            f"{world}: {speech.say('lab.measure.taxed_in_two_states')} {speech.number(low['then'], 0)}"
            f" ({low['threshold']}) … {speech.number(high['then'], 0)} ({high['threshold']})"
        )
    return lines
