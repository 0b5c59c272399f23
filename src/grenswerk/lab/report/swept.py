"""A swept threshold as a section of a report."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from grenswerk.lab.margins import margins
from grenswerk.lab.report.content import Plot, Section, millions, table, thousands
from grenswerk.lab.report.plots import lines
from grenswerk.render.speech import Speech

_MILLION = 1e6


def swept_section(swept: pl.DataFrame, states: Sequence[str], speech: Speech, behaviour: str) -> Section:
    """A threshold from one number of days to another, world by world."""
    plots, tables = [], []
    for world in swept["world"].unique(maintain_order=True).to_list():
        sums = (
            swept.filter(world=world)
            .group_by("threshold", "measure", maintain_order=True)
            .agg(pl.col("change").sum(), pl.col("then").sum())
        )
        table_of = {name: part for (name,), part in sums.partition_by("measure", as_dict=True).items()}
        counter = margins().flows.worlds[world].counter
        drawn = [
            {"x": row["threshold"], "colour": speech.say(f"lab.measure.{name}"), "value": row["then"]}
            for name in ("taxed_in_two_states", "over_tax_limit")
            for row in table_of[name].iter_rows(named=True)
        ]
        across = speech.say("lab.axis.threshold")
        plots.append(
            Plot(
                lines(drawn, across, speech.say("lab.measure.workers"), steps=True),
                speech.say("lab.plot.swept_workers", {"counter": counter}),
            )
        )
        money = [("net", "lab.head.net_millions")]
        money += [(f"tax_{state}", "lab.head.tax_of") for state in states]
        drawn = [
            {
                "x": row["threshold"],
                "colour": speech.say(code, {"state": name[-2:]}),
                "value": row["change"] / _MILLION,
            }
            for name, code in money
            for row in table_of[name].iter_rows(named=True)
            if table_of[name]["change"].abs().max() or name == "net"
        ]
        plots.append(
            Plot(
                lines(drawn, across, speech.say("lab.axis.millions"), steps=True),
                speech.say("lab.plot.swept_money", {"counter": counter}),
            )
        )
        rows = [
            [
                str(threshold),
                *(
                    thousands(float(table_of[name].filter(threshold=threshold)["then"][0]), speech)
                    for name in ("over_tax_limit", "taxed_in_two_states", "duties")
                ),
                *(
                    millions(float(table_of[name].filter(threshold=threshold)["change"][0]), speech)
                    for name in ("net", *(f"tax_{state}" for state in states))
                ),
            ]
            for threshold in sorted(set(table_of["net"]["threshold"].to_list()) & set(_SHOWN))
        ]
        heads = [
            across,
            *(speech.say(f"lab.measure.{name}") for name in ("over_tax_limit", "taxed_in_two_states", "duties")),
            speech.say("lab.head.net_millions"),
            *(speech.say("lab.head.tax_of", {"state": state}) for state in states),
        ]
        tables.append(table(heads, rows, words=0, caption=counter))
    text = speech.say("lab.swept", {"behaviour": speech.say(f"lab.behaviour.{behaviour}")})
    return Section(speech.say("lab.section.sweep"), (text,), tuple(plots), tuple(tables))


_SHOWN = (0, 10, 20, 29, 34, 44, 48, 54, 55, 66, 88, 96, 100, 109, 110, 132, 154, 176, 198, 220, 230)
