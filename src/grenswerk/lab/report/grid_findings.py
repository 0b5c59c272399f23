"""The findings of a grid as sections of a report."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from grenswerk.lab.conclusions import Verdict
from grenswerk.lab.experiment import Experiment
from grenswerk.lab.measures import NOTICED
from grenswerk.lab.report.content import Plot, Section, signed, table
from grenswerk.lab.report.plots import lines
from grenswerk.law.reform import in_language
from grenswerk.render.speech import Speech


def conclusions_section(found: Sequence[tuple[str, Verdict]], speech: Speech) -> Section:
    """What the study concluded, what was found here, and why where the two differ."""
    rows = []
    for scope, one in found:
        facts = {name: speech.number(value, 0) for name, value in one.facts.items()}
        why = "" if one.agrees else speech.say(f"lab.conclusion.{one.name}.differs")
        rows.append(
            [
                speech.say(f"lab.conclusion.{one.name}"),
                speech.say(f"lab.scope.{scope}"),
                speech.say(f"lab.conclusion.{one.name}.found", facts),
                speech.say("lab.agrees" if one.agrees else "lab.differs"),
                why,
            ]
        )
    heads = [speech.say(f"lab.head.{name}") for name in ("conclusion", "flows", "found", "outcome", "why")]
    return Section(
        speech.say("lab.section.conclusions"), (speech.say("lab.conclusions"),), (), (table(heads, rows, words=5),)
    )


def summary_section(asked: Experiment, cells: pl.DataFrame, speech: Speech) -> Section:
    """By flow and scheme: how many cells a threshold reaches, and which way their net pay goes."""
    reached = cells.filter((pl.col("scheme") != "baseline") & pl.col("moved") & (pl.col("home") > 0))
    change = pl.col("change_net")
    sums = reached.group_by("flow", "scheme", maintain_order=True).agg(
        pl.len().alias("cells"),
        (change < -NOTICED).sum().alias("less"),
        (change.abs() <= NOTICED).sum().alias("equal"),
        (change > NOTICED).sum().alias("more"),
        change.mean().alias("mean"),
        pl.col("change_duties").mean().alias("duties"),
    )
    rows = [
        [
            row["flow"],
            row["scheme"],
            *(str(row[name]) for name in ("cells", "less", "equal", "more")),
            signed(row["mean"], speech),
            signed(row["duties"], speech, 2),
        ]
        for row in sums.iter_rows(named=True)
    ]
    heads = [
        *(speech.say(f"lab.head.{name}") for name in ("flow", "reform", "cells", "less", "equal", "more")),
        speech.say("lab.head.mean_change"),
        speech.say("lab.measure.duties"),
    ]
    question = in_language(asked.question, speech.language)
    return Section(
        speech.say("lab.section.summary"),
        tuple(text for text in (question, speech.say("lab.grid"), speech.say("lab.grid_cells")) if text),
        (),
        (table(heads, rows, words=2),),
    )


def curves_section(cells: pl.DataFrame, speech: Speech) -> Section:
    """Net pay by home days for the first household at each gross pay, under every scheme."""
    household = cells["household"][0]
    plots = []
    for (flow, gross), part in (
        cells.filter(household=household, agreement=True)
        .partition_by("flow", "gross_pay", as_dict=True, maintain_order=True)
        .items()
    ):
        if gross != sorted(cells["gross_pay"].unique().to_list())[cells["gross_pay"].n_unique() // 2]:
            continue
        drawn = [
            {
                "x": row["home"],
                "colour": speech.say("lab.by_days") if row["scheme"] == "baseline" else row["scheme"],
                "value": row["net"],
            }
            for row in part.iter_rows(named=True)
        ]
        caption = speech.say(
            "lab.plot.curve",
            {"flow": flow, "gross": speech.money(gross, 0), "household": speech.say(f"lab.category.{household}")},
        )
        plots.append(Plot(lines(drawn, speech.say("lab.head.home_days"), speech.say("lab.axis.net")), caption))
    return Section(speech.say("lab.section.curves"), (), tuple(plots))
