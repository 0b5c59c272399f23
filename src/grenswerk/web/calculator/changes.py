"""What the last answer changed: the headlines of two assessments side by side."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.model.answer import Assessment, Level
from grenswerk.render.speech import Speech


class Change(NamedTuple):
    """One headline before and after."""

    what: str
    before: str
    after: str


def changes(before: Assessment, after: Assessment, speech: Speech) -> list[Change]:
    """The headlines that differ, in the order of the page."""
    old, new = headlines(before, speech), headlines(after, speech)
    return [
        Change(speech.say(f"web.headline.{name}"), old.get(name, "–"), new.get(name, "–"))
        for name in dict.fromkeys([*new, *old])
        if old.get(name) != new.get(name)
    ]


def headlines(answer: Assessment, speech: Speech) -> dict[str, str]:
    """The answer in a few short texts."""
    found: dict[str, str] = {}
    for employment in answer.employments:
        if employment.tax is not None:
            view = employment.tax.views[answer.residence].taxable_share
            found["tax"] = ", ".join(
                f"{speech.state(state)} {'?' if share is None else speech.percent(share)}"
                for state, share in view.items()
            )
            if employment.tax.threshold and employment.tax.threshold.left is not None:
                found["left"] = speech.number(employment.tax.threshold.left)
            conflict = employment.tax.conflict
            found["conflict"] = speech.percent(conflict.share) if conflict else speech.say("web.none")
        if employment.establishment is not None and employment.establishment.risk is not None:
            found["establishment"] = speech.say(f"compare.risk.{employment.establishment.risk}")
    insured = answer.social_security
    if insured is not None:
        found["insured"] = speech.state(insured.competent_state) if insured.competent_state else "?"
        if insured.a1:
            found["a1"] = speech.say(f"page.a1.{insured.a1}")
    if answer.net_pay is not None:
        found["net"] = speech.money(answer.net_pay.net, 0)
    found["duties"] = str(len(answer.duties))
    found["warnings"] = str(sum(finding.level is Level.WARNING for finding in answer.findings))
    found["certainty"] = speech.say(f"law.certainty.{answer.certainty}")
    return found
