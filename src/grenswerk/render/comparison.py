"""A comparison as data and as a table."""

from __future__ import annotations

from typing import Any

from grenswerk.assess.comparison import Comparison, Jump, Point, Tipping
from grenswerk.render.speech import Speech


def as_data(comparison: Comparison) -> dict[str, Any]:
    """The comparison without the whole assessments."""
    return {
        "points": [
            {name: value for name, value in point._asdict().items() if name != "assessment"}
            for point in comparison.points
        ],
        "working_days": comparison.working_days,
        "without_telework": comparison.without_telework,
        "colleague": comparison.colleague,
        "tipping": [tipping._asdict() for tipping in comparison.tipping],
        "jumps": [jump._asdict() for jump in comparison.jumps],
    }


def print_comparison(comparison: Comparison, speech: Speech, name: str, *, wide: bool) -> None:
    """Print the table, the two colleagues and where it tips."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    from grenswerk.render.terminal import Terminal

    states = list(comparison.points[0].shares) if comparison.points else []
    heads = [
        speech.say("compare.home_per_week"),
        speech.say("compare.home_days"),
        *(speech.say("compare.taxed_in", {"state": state}) for state in states),
        speech.say("compare.left"),
        speech.say("compare.insured"),
        speech.say("compare.establishment"),
        speech.say("compare.net"),
        speech.say("compare.employer_cost"),
        speech.say("compare.duties"),
    ]
    table = Table(box=SIMPLE_HEAD, title=name or None, title_justify="left")
    for index, head in enumerate(heads):
        table.add_column(head, justify="left" if index == len(states) + 4 else "right")
    for point in comparison.points:
        table.add_row(*_cells(point, states, speech))
    console = Terminal(width=140 if wide else None)
    console.print(table)
    for code, net in (("without_telework", comparison.without_telework), ("colleague", comparison.colleague)):
        if net is not None:
            console.print(speech.say(f"compare.{code}", {"net": net}), highlight=False)
    for tipping in comparison.tipping:
        console.print(tipping_text(tipping, speech), highlight=False)
    for jump in comparison.jumps:
        console.print(_jump(jump, speech), highlight=False)
    if not comparison.tipping:
        console.print(speech.say("compare.tips.nothing"), highlight=False)


def tipping_text(tipping: Tipping, speech: Speech) -> str:
    """After how many home days what changes into what."""
    before, after = tipping.before, tipping.after
    if tipping.what == "establishment":
        before, after = (text if text == "?" else speech.say(f"compare.risk.{text}") for text in (before, after))
    facts = {"home_days": float(tipping.home_days), "before": before, "after": after}
    return speech.say(f"compare.tips.{tipping.what}", facts)


def _jump(jump: Jump, speech: Speech) -> str:
    """What the step to these home days changes."""
    parts = []
    if jump.net is not None:
        parts.append(f"{speech.say('compare.net')} {speech.change(jump.net)}")
    parts += [
        f"{speech.say('page.income_tax')} {state} {speech.change(tax)}" for state, tax in jump.tax.items() if tax
    ]
    if all(jump.tax_class) and jump.tax_class[0] != jump.tax_class[1]:
        parts.append(f"{speech.say('compare.tax_class')} {jump.tax_class[0]} → {jump.tax_class[1]}")
    if jump.duties:
        parts.append(f"{speech.say('compare.duties')} {jump.duties:+d}")
    facts = {"home_days": jump.home_days, "changes": ", ".join(parts) or "-"}
    return speech.say("compare.jump", facts)


def _cells(point: Point, states: list[str], speech: Speech) -> list[str]:
    shares = [point.shares[state] for state in states]
    return [
        speech.number(point.home_per_week, 1),
        speech.number(point.home_days),
        *("?" if share is None else speech.percent(share) for share in shares),
        "-" if point.days_left is None else speech.number(point.days_left),
        point.competent_state or "?",
        speech.say(f"compare.risk.{point.risk}") if point.risk else "-",
        "-" if point.net is None else speech.money(point.net, 0),
        "-" if point.employer_cost is None else speech.money(point.employer_cost, 0),
        str(point.duties),
    ]
