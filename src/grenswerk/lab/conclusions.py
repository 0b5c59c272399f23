"""What a study concluded, as tests of sign on our own figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import polars as pl

from grenswerk.lab.measures import NOTICED
from grenswerk.model.errors import BadInput, nearest

_MOST = 0.5


class Verdict(NamedTuple):
    """Whether our figures point the same way, and the counts on which that rests."""

    name: str
    agrees: bool
    facts: Mapping[str, float]


def _kept(cells: pl.DataFrame) -> pl.DataFrame:
    """Hybrid workers whose pay the threshold leaves with the work state, which the baseline divides."""
    return cells.filter((pl.col("scheme") != "baseline") & pl.col("moved") & (pl.col("home") > 0))


def less_net(cells: pl.DataFrame) -> Verdict:
    """Looking at net pay only, a threshold is less favourable in most cases than the division."""
    kept = _kept(cells)
    less = kept.filter(pl.col("change_net") < -NOTICED).height
    more = kept.filter(pl.col("change_net") > NOTICED).height
    facts = {"cells": kept.height, "less": less, "more": more}
    return Verdict("less_net", less > _MOST * kept.height, facts)


def trade_off(cells: pl.DataFrame) -> Verdict:
    """Where a threshold costs net pay, it saves duties."""
    losing = _kept(cells).filter(pl.col("change_net") < -NOTICED)
    saved = losing.filter(pl.col("change_duties") < 0).height
    return Verdict("trade_off", saved > _MOST * losing.height, {"cells": losing.height, "saved": saved})


def employer_cost(cells: pl.DataFrame) -> Verdict:
    """Employer cost moves only with the state of insurance."""
    levels = ["flow", "gross_pay", "household"]
    within = cells.group_by(*levels, "insurer").agg(
        (pl.col("employer_cost").max() - pl.col("employer_cost").min()).alias("spread")
    )
    across = cells.group_by(levels).agg(
        (pl.col("employer_cost").max() - pl.col("employer_cost").min()).alias("spread"),
        pl.col("insurer").n_unique().alias("insurers"),
    )
    several = across.filter(pl.col("insurers") > 1)
    facts = {
        "within": within.filter(pl.col("spread") > NOTICED).height,
        "across": several.filter(pl.col("spread") > NOTICED).height,
        "cells": several.height,
    }
    return Verdict("employer_cost", facts["within"] == 0 and facts["across"] > _MOST * several.height, facts)


def two_states_more_duties(cells: pl.DataFrame) -> Verdict:
    """Taxation in two states adds duties."""
    kept = _kept(cells)
    more = kept.filter(pl.col("change_duties") < 0).height
    return Verdict("two_states_more_duties", more > _MOST * kept.height, {"cells": kept.height, "more": more})


def dutch_budget(cells: pl.DataFrame) -> Verdict:
    """A threshold of a few days is favourable to the Dutch budget."""
    kept = _kept(cells)
    lowest = kept["scheme"].unique(maintain_order=True).to_list()[:1]
    few = kept.filter(pl.col("scheme").is_in(lowest))
    of_tax = pl.col("change_tax_NL").sum()
    inward = float(few.filter(pl.col("flow").str.ends_with("-NL")).select(of_tax).item())
    outward = float(few.filter(pl.col("flow").str.starts_with("NL-")).select(of_tax).item())
    return Verdict(
        "dutch_budget", inward + outward > 0, {"inward": inward, "outward": outward, "cells": few.height}
    )


CONCLUSIONS: dict[str, Callable[[pl.DataFrame], Verdict]] = {
    "less_net": less_net,
    "trade_off": trade_off,
    "employer_cost": employer_cost,
    "two_states_more_duties": two_states_more_duties,
    "dutch_budget": dutch_budget,
}


def verdict(name: str, cells: pl.DataFrame) -> Verdict:
    """The test of one conclusion; raises `BadInput` with the nearest known name."""
    if name not in CONCLUSIONS:
        known = ", ".join(CONCLUSIONS)
        raise BadInput(f'conclusion "{name}": expected one of {known}{nearest(name, CONCLUSIONS)}')
    return CONCLUSIONS[name](cells)
